"""What Markdown, Word and web pages set apart, as values: pieces in, a report laid down out.

Their own marks say what is a heading, an item or a cell; what runs as prose is told by its words alone. A row of a
table is one line, unless its cells hold prose of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.addresses import ADDRESS
from corpus.report import Kind
from corpus.report_builder import Draft, tidy

SENTENCE_END = re.compile(r"[.!?…:;。！？؟][”’\"'»)\]]*$")
_INNER_END = re.compile(r"[.!?。！？][”’\"»)\]]? +\S")
_LONGEST_LINE = 160  # characters: more are running text, full stop or not
_LONGEST_ROW = 400  # characters of a table's row that is read at a glance
_BULLET = re.compile(r"[-*•▪–·\uf0b7]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3}\.|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})\))\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a place. `cell`: the row of a table, counted over the file, and the column in it."""

    kind: Kind
    text: str
    level: int = 0
    number: str = ""
    cell: tuple[int, int] | None = None


def kind_of(text: str, lines: int = 1) -> Kind:
    """What words are that no mark tells of; `lines`: on how many the document sets them on purpose."""
    if lines > 1 and ADDRESS.search(text) and len(text) <= 2 * _LONGEST_LINE:
        return Kind.ENTRY
    if len(text) <= _LONGEST_LINE and not SENTENCE_END.search(text):
        return Kind.LINE
    return Kind.PARAGRAPH


def prose(text: str, lines: int = 1, cell: tuple[int, int] | None = None) -> Piece:
    """A piece of words that no mark tells of; a bullet or a number that was typed before them is none of them."""
    if mark := _BULLET.match(text):
        return Piece(Kind.ITEM, text[mark.end() :], 1, cell=cell)
    if mark := _NUMBER.match(text):
        return numbered(mark[1], text[mark.end() :], 1, cell)
    return Piece(kind_of(text, lines), text, cell=cell)


def numbered(number: str, text: str, level: int, cell: tuple[int, int] | None = None) -> Piece:
    """A point of a list, or running text under a number of its own ("12."), whose sentences are quoted one by one."""
    several = len(text) > _LONGEST_LINE or _INNER_END.search(text)
    running = number.rstrip(".").isdigit() and several and SENTENCE_END.search(text)
    return Piece(Kind.PARAGRAPH, text, 0, number, cell) if running else Piece(Kind.ITEM, text, level, number, cell)


def laid_down(pieces: Iterable[Piece]) -> Draft:
    """The pieces, which are tidy and not empty, as one text."""
    draft = Draft()
    for piece in rows_as_lines(pieces):
        draft.add(piece.kind, piece.text, piece.level, number=piece.number)
    return draft


def rows_as_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for row, group in groupby(pieces, lambda piece: piece.cell[0] if piece.cell else 0):
        cells = list(group)
        if row and _reads_across(cells):
            yield Piece(Kind.LINE, tidy(" ".join(f"{cell.number} {cell.text}" for cell in cells)))
        else:
            yield from (replace(cell, cell=None) for cell in cells)


def _reads_across(cells: list[Piece]) -> bool:
    columns = {cell.cell for cell in cells}
    return (
        1 < len(columns) == len(cells)
        and sum(len(cell.text) for cell in cells) <= _LONGEST_ROW
        and not any(cell.kind is Kind.HEADING for cell in cells)
    )
