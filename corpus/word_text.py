"""A Word file's parts in, its paragraphs out as they would be printed, each with the notes that it refers to.

What a tracked change deleted is not read, what it inserted is, nor is what is hidden, white on white or struck out; a
text box is read once, after the paragraph that it stands in. How many characters were left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from xml.etree.ElementTree import Element

from corpus.marked_tables import Cell
from corpus.note_calls import is_raised_call, shown_raised
from corpus.sign_fonts import UNREAD, sign, with_signs
from corpus.word_package import NOTES, Parts, W, child, switched_on, value

_WORDS = (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_WRITTEN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SIGN = f"{W}sym"  # a letter of a font of signs, named by its code
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{2,4}")
_STRIKES = ("strike", "dstrike")
_DELETED = (f"{W}del", f"{W}moveFrom")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box, given a second time
_BOX = f"{W}txbxContent"
_TINY = ("1", "2", "3")  # half points: nobody can read them
_WHITE = "FFFFFF"
_WIDEST_CELL = 100  # columns
_LONG_FIGURE = 4  # digits: no row has as many columns
_SHADED = ("rPr/shd", "rPr/highlight", "pPr/shd")
_SKIPPED = {f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}rt", _FALLBACK, _BOX}
_REFERENCES = {f"{W}{kind}Reference": kind for kind in NOTES}


@dataclass(frozen=True, slots=True)
class Reference:
    """Where in a paragraph a note is called, and which: its kind and its id. `own`: the mark was typed, not counted."""

    at: int
    kind: str
    identity: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What one element writes of a paragraph: where in its text it begins, and the element (words, a tab, a break)."""

    at: int
    element: Element


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """`element` says how it is set; `cell`: of the table that it stands in.

    `pieces`: what the text is written in, in order; where a text box's lines end stands in none.
    """

    text: str
    element: Element
    references: tuple[Reference, ...] = ()
    cell: Cell | None = None
    pieces: tuple[Piece, ...] = ()


class WordText:
    """Reads the parts. `hidden`, `deleted`, `struck`: how many characters were left out so far.

    `calls`: whether the numbers of notes that were typed and raised stay, as raised figures.
    """

    def __init__(self, parts: Parts, calls: bool) -> None:
        self.hidden = self.deleted = self.struck = 0
        self._parts, self._calls = parts, calls
        self._hiding = parts.styles.any(lambda style: switched_on(style, "rPr/vanish"))
        self._tiny = parts.styles.any(lambda style: value(style, "rPr/sz") in _TINY)
        self._white = parts.styles.any(lambda style: value(style, "rPr/color").upper() == _WHITE)
        self._shaded = parts.styles.any(lambda style: any(child(style, path) is not None for path in _SHADED))
        self._on_own_ground = _on_own_ground(parts.main)
        self._raising = parts.styles.any(lambda style: value(style, "rPr/vertAlign") == "superscript")
        self._striking = {one: parts.styles.any(partial(switched_on, path=f"rPr/{one}")) for one in _STRIKES}
        self._tables = 0

    def paragraphs(self) -> Iterator[WordParagraph]:
        """In order; empty ones too."""
        carried, referred, written = "", list[Reference](), list[Piece]()
        element = None
        for element, cell in self._outermost(self._parts.main, None):
            text, found, pieces = self._read(element)
            written += [Piece(len(carried) + one.at, one.element) for one in pieces]
            referred += [Reference(len(carried) + one.at, one.kind, one.identity, one.own) for one in found]
            carried += text
            # The end of the paragraph was deleted: it is one with what follows.
            if any(child(element, f"pPr/rPr/{change}") is not None for change in ("del", "moveFrom")):
                continue
            yield WordParagraph(carried, element, tuple(referred), cell, tuple(written))
            carried, referred, written = "", [], []
        if element is not None and carried:
            yield WordParagraph(carried, element, tuple(referred), None, tuple(written))

    def notes(self, kind: str) -> dict[str, WordParagraph]:
        """Each note by its id, without the white space around its words; the separators that Word keeps as notes are
        none."""
        part = self._parts.notes[kind]
        found = part.iter(f"{W}{kind}") if part is not None else ()
        notes = {}
        for note in found:
            if note.get(f"{W}type", "normal") == "normal":
                text, _, pieces = self._read(note)
                lead = len(text) - len(text.lstrip())
                if text.strip():
                    moved = tuple(Piece(one.at - lead, one.element) for one in pieces)
                    notes[str(note.get(f"{W}id"))] = WordParagraph(text.strip(), note, pieces=moved)
        return notes

    def _read(self, element: Element) -> tuple[str, list[Reference], list[Piece]]:
        pieces: list[str] = []
        referred: list[Reference] = []
        written: list[Piece] = []
        length = 0
        style = value(element, "pPr/pStyle")

        def write(words: str, origin: Element | None) -> None:
            nonlocal length
            if words and origin is not None:
                written.append(Piece(length, origin))
            pieces.append(words)
            length += len(words)

        def walk(node: Element) -> None:
            for each in node:
                if each.tag in _SKIPPED:
                    continue
                if each.tag in _DELETED:
                    self.deleted += sum(len(words.text or "") for words in each.iter(f"{W}delText"))
                elif each.tag == f"{W}r" and (self._hides(each, style) or self._is_white(each, style, element)):
                    self.hidden += sum(len(words.text or "") for words in each.iter(f"{W}t"))
                elif each.tag == f"{W}r" and self._strikes(each, style):
                    self.struck += sum(len(words.text or "") for words in each.iter(f"{W}t"))
                elif each.tag == f"{W}r" and self._rises(each) and (words := _words(each)):
                    raised = self._raised(words, "".join(pieces[-1:]))
                    write(raised, each.find(f"{W}t"))
                elif each.tag in _WORDS:
                    write(with_signs(each.text or "", _font(node)), each)
                elif each.tag == _SIGN:
                    write(_sign(each), each)
                elif each.tag in _WRITTEN:
                    write(_WRITTEN[each.tag], each)
                elif kind := _REFERENCES.get(each.tag):
                    own = each.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off")
                    referred.append(Reference(length, kind, str(each.get(f"{W}id")), own))
                else:
                    walk(each)
                    if each.tag == f"{W}p":
                        write("\n", None)

        walk(element)
        return "".join(pieces), referred, written

    def _hides(self, run: Element, paragraph_style: str) -> bool:
        style = value(run, "rPr/rStyle")
        size = value(run, "rPr/sz")
        if size in _TINY or (not size and {style, paragraph_style} & self._tiny):
            return True
        if child(run, "rPr/vanish") is not None:
            return switched_on(run, "rPr/vanish")
        return bool({style, paragraph_style} & self._hiding)

    def _is_white(self, run: Element, paragraph_style: str, paragraph: Element) -> bool:
        """Whether it is white on the paper, and not on a ground of its own that may be dark."""
        styles = {value(run, "rPr/rStyle"), paragraph_style}
        given = value(run, "rPr/color").upper()
        if given != _WHITE and (given or not styles & self._white):
            return False
        shaded = any(child(run, path) is not None for path in _SHADED) or child(paragraph, "pPr/shd") is not None
        return not shaded and not styles & self._shaded and paragraph not in self._on_own_ground

    def _rises(self, run: Element) -> bool:
        if given := value(run, "rPr/vertAlign"):
            return given == "superscript"
        raised_by_hand = value(run, "rPr/position").isdigit() and value(run, "rPr/position") != "0"
        return raised_by_hand or value(run, "rPr/rStyle") in self._raising

    def _strikes(self, run: Element, paragraph_style: str) -> bool:
        for one, styles in self._striking.items():
            if child(run, f"rPr/{one}") is not None:
                if switched_on(run, f"rPr/{one}"):
                    return True
            elif value(run, "rPr/rStyle") in styles or paragraph_style in styles:
                return True
        return False

    def _raised(self, words: str, before: str) -> str:
        """A note's number that was typed and raised (Word's own are references), or a power, or letters."""
        if not self._calls and is_raised_call(before, words):
            return ""
        return shown_raised(words, before)

    def _outermost(self, element: Element, cell: Cell | None) -> Iterator[tuple[Element, Cell | None]]:
        row = column = 0
        if element.tag == f"{W}tbl":
            self._tables += 1
            cell = Cell(self._tables, 0, 0)
        for each in element:
            if each.tag == f"{W}p":
                yield each, cell
                # A text box stands within a paragraph and holds paragraphs of its own.
                for box in _boxes(each):
                    yield from self._outermost(box, None)
            elif each.tag in _DELETED or _is_deleted_row(each):
                self.deleted += sum(len(words.text or "") for words in each.iter() if words.tag in _DELETED_WORDS)
            elif each.tag == f"{W}tr" and cell:
                row += 1
                yield from self._outermost(each, replace(cell, row=row, head=switched_on(each, "trPr/tblHeader")))
            elif each.tag == f"{W}tc" and cell:
                span = value(each, "tcPr/gridSpan")
                wide = max(1, int(span)) if span.isdecimal() and len(span) < _LONG_FIGURE else 1
                yield from self._outermost(each, replace(cell, column=column + 1, wide=min(wide, _WIDEST_CELL)))
                column += wide
            elif each.tag != _FALLBACK:
                yield from self._outermost(each, cell)


def _on_own_ground(main: Element) -> frozenset[Element]:
    """The paragraphs in tables and text boxes, whose ground other parts colour; all where the paper is coloured."""
    if child(main, "background") is not None:
        return frozenset(main.iter(f"{W}p"))
    return frozenset(words for tag in (f"{W}tbl", _BOX) for each in main.iter(tag) for words in each.iter(f"{W}p"))


_DELETED_WORDS = (f"{W}t", f"{W}delText")


def _font(run: Element) -> str:
    fonts = child(run, "rPr/rFonts")
    return (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""


def _sign(element: Element) -> str:
    code = element.get(f"{W}char") or ""
    return sign(int(code, 16), element.get(f"{W}font") or "") if _HEXADECIMAL.fullmatch(code) else UNREAD


def _words(run: Element) -> str:
    return "".join(words.text or "" for words in run.iter(f"{W}t"))


def _boxes(element: Element) -> Iterator[Element]:
    for each in element:
        if each.tag == _BOX:
            yield each
        elif each.tag not in (_FALLBACK, *_DELETED):
            yield from _boxes(each)


def _is_deleted_row(element: Element) -> bool:
    return element.tag == f"{W}tr" and child(element, "trPr/del") is not None
