"""Cells of tables that a file marks as such in, what is known of each row out: its label and the head over each cell.

The rows that the file marks as heads name the columns, else the first row, where it holds no figure and a later one
does. Two rows name them where cells of the upper one reach over those of the lower; elsewhere a second row without
figures may be one of words. Where a cell has no name, or two have the same, nothing is said of the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from corpus.note_calls import SIGNS
from corpus.report import Row

# One figure and no more: "1 250", "(6 442.2)", "$56,436,100", "11.4%", "860a", "3 [5]", a dash for nothing.
FIGURE = re.compile(
    r"[(\[+−–-]?\s?(?:US)?\$?\s?(?:\d{1,3}(?:[\s,.]\d{3})+|\d+)(?:[.,]\d+)?\s?%?[)\]]?(?:\s?[a-z*," + SIGNS + r"]){0,3}"
    r"|\d{1,3}(?:[\s,.]\d{3})* \[\d[\d\s,.]*\]|[–—-]|\.{2,3}|…|[nN]/[aA]"
)
YEAR = re.compile(r"\(?(?:19|20)\d\d(?:[/–-]\d{2,4})?[a-z*" + SIGNS + r"]?\)?")
UNIT = re.compile(r"\([^()]*[^\W\d_]{3}[^()]*\)[a-z*" + SIGNS + r",]*")
CALLS = re.compile(rf"(?<=[^\W_]{{3}})(?<![{SIGNS}])[{SIGNS}]++(?:,\s?[{SIGNS}]++)*+(?=\s|$)")


_MOST_HEADS = 4  # rows
LONGEST_ROW = 400  # characters of a table's row that is read at a glance
_Placed = tuple["Cell", str]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where words stand: the table, counted over the file, the row in it and the column, all from 1.

    `wide`: over how many columns they reach; `head`: marked as what stands over others.
    """

    table: int
    row: int
    column: int
    wide: int = 1
    head: bool = False

    def reaches_over(self, other: Cell) -> bool:
        return self.column <= other.column and other.column + other.wide <= self.column + self.wide


def rows_of_table(table: Sequence[Sequence[_Placed]], title: str, unit: str) -> list[Row | None]:
    """What is known of each row, None where nothing is sure. `table`: for each row its cells with their words."""
    rows: list[Row | None] = [None] * len(table)
    marked = len(list(takewhile(lambda row: row and all(cell.head for cell, _ in row), table)))
    first = next((place for place, row in enumerate(table) if any(_is_figure(words) for _, words in row)), 0)
    over = [row for row in table[: marked or first] if len(row) > 1]
    may_be_more = marked and len(over) == 1 and any(len(row) > 1 for row in table[marked:first])
    heads = _heads(over) if not may_be_more and _are_heads(over, marked) else {}
    if not heads or len(set(heads.values())) < len(heads):
        return rows
    for place in range(marked or first, len(table)):
        body = {cell.column: words for cell, words in table[place]}
        rows[place] = _read(body, heads, title, unit, _labels(body, marked))
    return rows


def _are_heads(over: Sequence[Sequence[_Placed]], marked: int) -> bool:
    if not 0 < len(over) <= _MOST_HEADS or any(_is_figure(words) for row in over for _, words in row):
        return False
    return bool(marked) or all(
        any(cell.wide > 1 for cell, _ in upper) and all(_is_under(cell, upper) for cell, _ in lower)
        for upper, lower in pairwise(over)
    )


def _is_under(cell: Cell, upper: Sequence[_Placed]) -> bool:
    return any(above.wide > 1 and above.reaches_over(cell) for above, _ in upper)


def _heads(over: Sequence[Sequence[_Placed]]) -> dict[int, str]:
    """The words over each column, those of the upper rows first."""
    heads: dict[int, str] = {}
    for row in over:
        for cell, words in row:
            for column in range(cell.column, cell.column + cell.wide):
                before = heads.get(column, "")
                heads[column] = f"{before} {CALLS.sub('', words)}".strip() if before != words else before
    return heads


def _labels(row: Mapping[int, str], marked: int) -> int:
    """How many of a row's cells are its label: up to the last one that is no figure, under marked heads up to the
    first that holds letters, unless its first cell is empty."""
    words = [row[column] for column in sorted(row)]
    last = [place for place, said in enumerate(words) if not FIGURE.fullmatch(said)]
    if marked and 1 in row:
        last = [place for place in last if any(map(str.isalpha, words[place]))][:1]
    return last[-1] + 1 if last else 0


def _read(row: Mapping[int, str], heads: Mapping[int, str], title: str, unit: str, labels: int) -> Row | None:
    columns = sorted(row)
    if not 0 < labels < len(columns) or not set(columns[labels:]) <= heads.keys():
        return None
    label = CALLS.sub("", " ".join(row[column] for column in columns[:labels]))
    return Row(title, unit, label, tuple((heads[column], row[column]) for column in columns[labels:]))


def _is_figure(words: str) -> bool:
    return bool(FIGURE.fullmatch(words)) and not YEAR.fullmatch(words)
