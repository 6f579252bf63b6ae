"""A Word file in, its paragraphs out, each with the foot- and endnotes that it refers to; the notes among them.

Quotations stand in notes as often as in the text. What a tracked change deleted is not read, what it inserted is, nor
is what is hidden or struck out: the draft as it would be printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from assistant.checking.quotations import Paragraph
from corpus.marked_pieces import prose
from corpus.report import Kind
from corpus.word_package import NOTES, Styles, W, child, value, word_parts
from corpus.word_text import WordParagraph, WordText

_SIDES = (("left", "start"), ("right", "end"))
_LONG_FIGURE = 7  # digits: no page is that wide
# Word calls its own styles "Quote" and "Intense Quote" in every language, LibreOffice "Quotations"; a person's own
# style has a name in the person's language, and so have the ids that Word makes of them.
_QUOTING = re.compile(
    r"quot|block ?text|\bextra(?:ct|it)\b"
    r"|zitat|\bauszug|\bcité|\bexergue|\bcita|citaat|citazion|citaç|sitat|cytat|lainaus|idézet|alıntı|цитат|выдержк|引用|引文|引述|اقتباس|مقتبس"
    r"|tsitaa|citát|kutipan|trích dẫn|παράθε|παράθημα|απόσπασμα|ציטוט|نقل.?قول|인용|उद्धरण|อ้าง"
    r"|^citation",
    re.IGNORECASE,
)
_NOT_QUOTING = re.compile(r"source|attribution|quelle|fuente|источник|来源|\bchar\b|unquot", re.IGNORECASE)
_RUNNING = 0.2  # of a draft's letters, which are set in alike: quotations may be more
_INDENTED = 200  # twips, on each side: 0.35 cm
_NUMBERED_QUOTE = "21"  # Word's id of Quote in Russian and Chinese, where the file brings no styles that tell


def docx_paragraphs(path: Path, note: Callable[[str], None] | None = None) -> list[Paragraph]:
    """In order of the text, then of the notes. `note` hears, in a line, that hidden text was left out.

    Raises UnreadableReport: locked, an old Word file, damaged, too large.
    """
    with word_parts(path) as parts:
        text = WordText(parts, calls=False)
        notes = {kind: text.notes(kind) for kind in NOTES}
        quoting = parts.styles.any(lambda style: any(map(_quotes, _names(style))))
        found = [one for one in text.paragraphs() if one.text.strip()]
        indented = _set_in(found, parts.styles)
        paragraphs = [
            Paragraph(
                one.text,
                f"paragraph {number}",
                one in indented or _is_block(one, parts.styles, quoting),
                _noted(one, notes),
            )
            for number, one in enumerate(found, 1)
        ]
    for kind, told in notes.items():
        paragraphs += [Paragraph(one.text, f"{kind} {number}") for number, one in enumerate(told.values(), 1)]
    if note and text.hidden:
        note(f"{path}: hidden text was left out ({text.hidden} characters).")
    return paragraphs


def _noted(paragraph: WordParagraph, notes: dict[str, dict[str, WordParagraph]]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (one.at, notes[one.kind][one.identity].text) for one in paragraph.references if one.identity in notes[one.kind]
    )


def _is_block(paragraph: WordParagraph, styles: Styles, quoting: frozenset[str]) -> bool:
    style = value(paragraph.element, "pPr/pStyle")
    return style in quoting if style in styles else _quotes(style) or style == _NUMBERED_QUOTE


def _set_in(paragraphs: Sequence[WordParagraph], styles: Styles) -> frozenset[WordParagraph]:
    """The paragraphs that are set in on both sides, farther than running text, or behind a colon on the left alone:
    block quotations without a style.

    Points of lists and what stands in tables are none.
    """
    sides = {one: tuple(_indent(one, styles, side) for side in _SIDES) for one in paragraphs}
    letters: Counter[tuple[int, ...]] = Counter()
    for one in paragraphs:
        letters[sides[one]] += len(one.text)
    usual = min((sides for sides, count in letters.items() if count >= _RUNNING * letters.total()), default=())
    found: set[WordParagraph] = set()
    for before, one in zip([None, *paragraphs[:-1]], paragraphs, strict=True):
        left, right = (side >= edge + _INDENTED for side, edge in zip(sides[one], usual, strict=True))
        led_in = before is not None and (before.text.rstrip().endswith((":", "：")) or before in found)
        led_in &= prose(one.text.strip()).kind is not Kind.ITEM  # with a mark that was typed
        if left and (right or led_in) and one.cell is None and child(one.element, "pPr/numPr") is None:
            found.add(one)
    return frozenset(found)


def _indent(paragraph: WordParagraph, styles: Styles, names: Sequence[str]) -> int:
    """How far it is set in on a side, in twips, by itself or by its style; 0 where nothing says so."""
    for element in (paragraph.element, *styles.chain(value(paragraph.element, "pPr/pStyle"))):
        found = child(element, "pPr/ind")
        given = [found.get(f"{W}{name}") for name in names] if found is not None else []
        for figure in given:
            if figure and figure.isdecimal() and len(figure) < _LONG_FIGURE:
                return int(figure)
    return 0


def _names(style: Element) -> list[str]:
    """What people call it: its name, and others that it was given."""
    return [value(style, "name"), *value(style, "aliases").split(",")]


def _quotes(name: str) -> bool:
    return bool(_QUOTING.search(name)) and not _NOT_QUOTING.search(name)
