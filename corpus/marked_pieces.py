"""What Markdown, Word and web pages set apart, as values: pieces in, a report laid down out.

Their own marks say what is a heading, an item or a cell; what runs as prose is told by its words alone. A row of a
table is one line, unless its cells hold prose of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from corpus.addresses import ADDRESS
from corpus.marked_tables import LONGEST_ROW, UNIT, Cell, rows_of_table
from corpus.note_calls import SIGNS
from corpus.numerals import ARABIC_NUMBER, CIRCLED
from corpus.report import Kind, Row
from corpus.report_builder import Draft, tidy
from corpus.typesetting import ARROWS, CAPTION, POINT_SIGNS

SENTENCE_END = re.compile(rf"[.!?…:;。！？؟][”’\"'»)\]{SIGNS},]*$")
_INNER_END = re.compile(r"[.!?。！？][”’\"»)\]]? +\S")
_LONGEST_LINE = 160  # characters: more are running text, full stop or not
_BULLET = re.compile(rf"(?:[{POINT_SIGNS}]|[{ARROWS}–*-](?=\s))\s*+(?=\S)")
_NUMBER = re.compile(
    rf"(?:({ARABIC_NUMBER}|\d{{1,3}}\.|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})\))\s+|({CIRCLED})\s*)(?=\S)"
)


_HYPHEN_AT_END = re.compile(r"[^\W\d_]{2}[-‐]$")
_COUNTED = re.compile(r"\d{1,3}(?:\.|\s?[-–])")
FIRST_LETTER = re.compile(r"\(?a\)|[ⓐ⒜]")
ROMAN = re.compile(r"\((?:[iv]{2,5}|i|ix|xi{0,3}|xi?v)\)")  # "(v)" and "(x)" may be letters: one level less


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a place. `cell`: of the table that it stands in; `row`: what is known of a whole row."""

    kind: Kind
    text: str
    level: int = 0
    number: str = ""
    cell: Cell | None = None
    row: Row | None = None


def kind_of(text: str, lines: int = 1) -> Kind:
    """What words are that no mark tells of; `lines`: on how many the document sets them on purpose."""
    if lines > 1 and ADDRESS.search(text) and len(text) <= 2 * _LONGEST_LINE:
        return Kind.ENTRY
    if len(text) <= _LONGEST_LINE and not SENTENCE_END.search(text):
        return Kind.LINE
    return Kind.PARAGRAPH


def prose(text: str, lines: int = 1, cell: Cell | None = None) -> Piece:
    """A piece of words that no mark tells of; a bullet or a number that was typed before them is none of them."""
    if mark := _BULLET.match(text):
        return Piece(Kind.ITEM, text[mark.end() :], 1, cell=cell)
    if mark := _NUMBER.match(text):
        number = mark[1] or mark[2]
        return numbered(number, text[mark.end() :], 2 if ROMAN.fullmatch(number) else 1, cell)
    return Piece(kind_of(text, lines), text, cell=cell)


def numbered(number: str, text: str, level: int, cell: Cell | None = None) -> Piece:
    """A point of a list, or running text under a number of its own ("12."), whose sentences are quoted one by one."""
    several = len(text) > _LONGEST_LINE or _INNER_END.search(text)
    running = number.rstrip(".-– ").isdigit() and several and SENTENCE_END.search(text)
    return Piece(Kind.PARAGRAPH, text, 0, number, cell) if running else Piece(Kind.ITEM, text, level, number, cell)


def laid_down(pieces: Iterable[Piece]) -> Draft:
    """The pieces, which are tidy and not empty, as one text."""
    draft = Draft()
    for piece in _paragraphs_counted(list(rows_as_lines(pieces))):
        draft.add(piece.kind, piece.text, piece.level, number=piece.number, row=piece.row)
    return draft


def _paragraphs_counted(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those that a document's paragraphs count up through it as paragraphs though each is one sentence.

    It counts its paragraphs where one of them holds several sentences or leads into lettered points, or a heading
    stands between two; else the numbers are those of a list.
    """
    places = [place for place, piece in enumerate(pieces) if _COUNTED.fullmatch(piece.number)]
    several = any(
        pieces[place].kind is Kind.PARAGRAPH or _leads_into_letters(pieces[place : place + 2]) for place in places
    )
    if not several and not _counts_over_headings(pieces, places):
        return pieces
    out = list(pieces)
    following = int(pieces[places[0]].number[:-1])
    for place in places:
        piece, number = pieces[place], int(pieces[place].number[:-1])
        if piece.kind is Kind.ITEM and number == following and SENTENCE_END.search(piece.text):
            out[place] = replace(piece, kind=Kind.PARAGRAPH, level=0)
        if out[place].kind is Kind.PARAGRAPH:
            following = number + 1
    return out


def _leads_into_letters(pieces: Sequence[Piece]) -> bool:
    return pieces[0].text.endswith(":") and bool(FIRST_LETTER.fullmatch(pieces[-1].number))


def _counts_over_headings(pieces: list[Piece], places: list[int]) -> bool:
    return any(
        int(pieces[later].number[:-1]) == int(pieces[earlier].number[:-1]) + 1
        and any(piece.kind is Kind.HEADING for piece in pieces[earlier:later])
        for earlier, later in pairwise(places)
    )


def rows_as_lines(given: Iterable[Piece]) -> Iterator[Piece]:
    pieces = _whole_in_cells(list(given))
    above: tuple[Piece | None, Piece | None] = (None, None)
    for table, group in groupby(pieces, lambda piece: piece.cell.table if piece.cell else 0):
        if table:
            yield from _lines_of_table(list(group), *_named(*above))
            above = (None, None)
            continue
        for piece in group:
            yield piece
            above = (above[1], piece)


def _whole_in_cells(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those of one cell that go on behind a hyphen as one: "Under-Secretary-" and "General"."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out and piece.cell and out[-1].cell == piece.cell else None
        if last and _HYPHEN_AT_END.search(last.text) and piece.text[0].isalpha() and not piece.number:
            out[-1] = replace(last, text=last.text + piece.text)
        else:
            out.append(piece)
    return out


def _named(over: Piece | None, last: Piece | None) -> tuple[str, str]:
    """The title and the unit of the table behind these two pieces, "" where they are none."""
    unit = last.text if last and UNIT.fullmatch(last.text) else ""
    title = over if unit else last
    return title.text if title and CAPTION.match(title.text) else "", unit.strip("()")


def _lines_of_table(pieces: Sequence[Piece], title: str, unit: str) -> Iterator[Piece]:
    rows = [list(group) for _, group in groupby(pieces, lambda piece: piece.cell.row if piece.cell else 0)]
    across = [_reads_across(row) for row in rows]
    whole = pieces[0].cell is not None and pieces[0].cell.row == 1
    placed = [_cells(row) if is_line else [] for row, is_line in zip(rows, across, strict=True)]
    known = rows_of_table(placed, title, unit) if whole else [None] * len(rows)
    for row, said, is_line in zip(rows, known, across, strict=True):
        if is_line:
            yield Piece(Kind.LINE, tidy(" ".join(f"{cell.number} {cell.text}" for cell in row)), row=said)
        else:
            yield from (replace(cell, cell=None) for cell in row)


def _cells(row: Sequence[Piece]) -> list[tuple[Cell, str]]:
    return [(piece.cell, tidy(f"{piece.number} {piece.text}")) for piece in row if piece.cell]


def _reads_across(cells: Sequence[Piece]) -> bool:
    columns = {cell.cell for cell in cells}
    return (
        1 < len(columns) == len(cells)
        and sum(len(cell.text) for cell in cells) <= LONGEST_ROW
        and not any(cell.kind is Kind.HEADING for cell in cells)
    )
