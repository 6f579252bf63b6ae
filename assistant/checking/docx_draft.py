"""A Word file in, its paragraphs out, each with the foot- and endnotes that it refers to; the notes among them.

Quotations stand in notes as often as in the text. What a tracked change deleted is not read, what it inserted is, nor
is what is hidden or struck out: the draft as it would be printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from assistant.checking.quotations import Paragraph
from corpus.word_package import NOTES, Styles, value, word_parts
from corpus.word_text import WordParagraph, WordText

# Word calls its own styles "Quote" and "Intense Quote" in every language, LibreOffice "Quotations"; a person's own
# style has a name in the person's language, and so have the ids that Word makes of them.
_QUOTING = re.compile(
    r"quot|block ?text|\bextra(?:ct|it)\b"
    r"|zitat|\bcita|citaat|citazion|citaç|sitat|cytat|lainaus|idézet|alıntı|цитат|引用|引文|引述|اقتباس"
    r"|^citation",
    re.IGNORECASE,
)
_NOT_QUOTING = re.compile(r"source|attribution|quelle|fuente|источник|来源|\bchar\b|unquot", re.IGNORECASE)
_NUMBERED_QUOTE = "21"  # Word's id of Quote in Russian and Chinese, where the file brings no styles that tell


def docx_paragraphs(path: Path, note: Callable[[str], None] | None = None) -> list[Paragraph]:
    """In order of the text, then of the notes. `note` hears, in a line, that hidden text was left out.

    Raises UnreadableReport: locked, an old Word file, damaged, too large.
    """
    with word_parts(path) as parts:
        text = WordText(parts, calls=False)
        notes = {kind: text.notes(kind) for kind in NOTES}
        quoting = parts.styles.any(lambda style: _quotes(value(style, "name")))
        found = [one for one in text.paragraphs() if one.text.strip()]
        paragraphs = [
            Paragraph(one.text, f"paragraph {number}", _is_block(one, parts.styles, quoting), _noted(one, notes))
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


def _quotes(name: str) -> bool:
    return bool(_QUOTING.search(name)) and not _NOT_QUOTING.search(name)
