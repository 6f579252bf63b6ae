"""Word in, `Report` out: headings by their styles, lists with the numbers that Word counts, notes after their section.

Fonts say less than styles: a short line in bold that stands alone is a heading below all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from corpus.marked_pieces import Piece, laid_down, numbered, prose
from corpus.printed_words import RAISED, WordsInUse
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from corpus.sign_fonts import UNREAD
from corpus.word_numbers import Listed, Numbers
from corpus.word_package import NOTES, Parts, Styles, W, child, switched_on, value, word_parts
from corpus.word_text import WordParagraph, WordText

# Word calls these styles so in every language; their ids are in the person's.
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_TITLE = "title"
_LIST = re.compile(r"list (?:bullet|number) ?([2-5]?)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc [1-9]|table of figures", re.IGNORECASE)
_TABBED_BULLET = re.compile(r"^\s*[o§Øü]\t+(?=\S)")  # letters that a font of signs drew as bullets
_BODY = 9  # the outline level of what is no heading
_BOLD_LEVEL = 11  # below the nine that Word knows, which begin at 2: the title is 1
_LONGEST_BOLD = 120  # characters of a heading that only its letters tell
_SENTENCE_END = re.compile(r"[.!?…:;,。！？؟][”’\"'»)\]]*$")


def word_report(path: Path, name: str) -> Report:
    """Raises UnreadableReport: locked, an old Word file, damaged, too large. A file without words gives no text."""
    with word_parts(path) as parts:
        text = WordText(parts, calls=True)
        paragraphs = list(text.paragraphs())
        words = WordsInUse(line for paragraph in paragraphs for line in paragraph.text.splitlines())
        reader = _Reader(parts.styles, Numbers(parts.numbering, parts.styles), text, words)
        pieces = list(reader.pieces(paragraphs))
    first = next((piece.text for piece in pieces if piece.kind is Kind.HEADING), path.stem)
    laid = laid_down(pieces)
    return laid.report(name, reader.title or first, notes=tuple(_not_read(text, parts, laid)))


def _not_read(text: WordText, parts: Parts, laid: Draft) -> Iterator[str]:
    if text.deleted:
        yield f"Words that a tracked change deleted were left out ({text.deleted} characters)."
    if text.struck:
        yield f"Words that are struck out were left out ({text.struck} characters)."
    if text.hidden:
        yield f"Hidden text was left out ({text.hidden} characters)."
    if parts.comments:
        which = "A comment" if parts.comments == 1 else f"{parts.comments} comments"
        yield f"{which} beside the text, not read: Word shows them."
    if parts.within:
        which = "Another file is" if parts.within == 1 else f"{parts.within} other files are"
        yield f"{which} shown within the text, not read. Open it in Word, save it again as .docx."
    if unread := sum(part.count(UNREAD) for part in laid.parts):
        which = "1 sign" if unread == 1 else f"{unread} signs"
        yield f"{which} cannot be read, as only its font knows it: {UNREAD} stands there. Check quotes with it in Word."


class _Reader:
    """`words`: those in use decide what a line's end behind a hyphen stands for."""

    def __init__(self, styles: Styles, numbers: Numbers, text: WordText, words: WordsInUse) -> None:
        self.title = ""
        self._styles, self._numbers, self._words = styles, numbers, words
        self._bold = styles.any(lambda style: switched_on(style, "rPr/b"))
        self._notes = {kind: {identity: one.text for identity, one in text.notes(kind).items()} for kind in NOTES}
        self._called: dict[str, list[str]] = {kind: [] for kind in NOTES}  # ids, in the order of their calls

    def pieces(self, paragraphs: Sequence[WordParagraph]) -> Iterator[Piece]:
        """In order; the notes of a section stand at its end, before the next heading, so that no list is parted."""
        waiting: list[Piece] = []
        for paragraph in paragraphs:
            words, notes = self._with_calls(paragraph)
            names = self._names(paragraph)
            written = words.replace("\t", " … ") if any(map(_CONTENTS.fullmatch, names)) else words
            text = self._words.typed(_TABBED_BULLET.sub("• ", written).splitlines())
            if not text:
                continue
            lines = sum(bool(line.strip()) for line in words.splitlines())
            listed = self._listed(paragraph, names)
            if level := self._level(paragraph, names, text):
                yield from waiting
                waiting = []
                yield Piece(Kind.HEADING, text, level, listed.number if listed else "", paragraph.cell)
            elif listed and listed.number:
                yield numbered(listed.number, text, listed.depth, paragraph.cell)
            elif listed:
                yield Piece(Kind.ITEM, text, listed.depth, cell=paragraph.cell)
            else:
                yield prose(text, lines, paragraph.cell)
            waiting += notes
        yield from waiting

    def _names(self, paragraph: WordParagraph) -> list[str]:
        """Of its style and those that this is based on, in lower case; the id where the file describes none."""
        style = value(paragraph.element, "pPr/pStyle")
        return [value(one, "name").lower() for one in self._styles.chain(style)] or [style.lower()]

    def _listed(self, paragraph: WordParagraph, names: list[str]) -> Listed | None:
        listed = self._numbers.of(paragraph.element)
        if found := next(filter(None, map(_LIST.fullmatch, names)), None):  # a style for each depth
            return Listed(max(int(found[1] or 1), listed.depth if listed else 1), listed.number if listed else "")
        return listed

    def _with_calls(self, paragraph: WordParagraph) -> tuple[str, list[Piece]]:
        """The words with the numbers of the notes that they call, raised, and these notes."""
        words, notes = "", list[Piece]()
        at = 0
        for one in paragraph.references:
            note = self._notes[one.kind].get(one.identity)
            if note is None:
                continue
            self._called[one.kind].append(one.identity)
            number = "" if one.own else str(len(self._called[one.kind]))
            words += paragraph.text[at : one.at] + number.translate(RAISED)
            at = one.at
            if text := self._words.typed(note.splitlines()):
                notes.append(Piece(Kind.LINE, text, 0, number))
        return words + paragraph.text[at:], notes

    def _level(self, paragraph: WordParagraph, names: list[str], text: str) -> int:
        """How deep a heading it is, from 1; 0 where it is none."""
        if not any(map(str.isalnum, text)):
            return 0
        style = value(paragraph.element, "pPr/pStyle")
        if _TITLE in names:
            self.title = self.title or text
            return 1
        named = next((found[1] for name in names if (found := _HEADING.fullmatch(name))), "")
        outlines = [value(paragraph.element, "pPr/outlineLvl")]
        outlines += [value(one, "pPr/outlineLvl") for one in self._styles.chain(style)]
        outline = next((int(one) for one in outlines if one), int(named) - 1 if named else _BODY)
        if outline < _BODY:
            return outline + 2
        return _BOLD_LEVEL if paragraph.cell is None and self._stands_out(paragraph.element, text, style) else 0

    def _stands_out(self, element: Element, text: str, style: str) -> bool:
        if len(text) > _LONGEST_BOLD or _SENTENCE_END.search(text):
            return False
        runs = [run for run in element.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
        return bool(runs) and all(self._is_bold(run, style) for run in runs)

    def _is_bold(self, run: Element, style: str) -> bool:
        if child(run, "rPr/b") is not None:
            return switched_on(run, "rPr/b")
        return value(run, "rPr/rStyle") in self._bold or style in self._bold
