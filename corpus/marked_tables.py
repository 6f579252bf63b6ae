"""Cells of tables that a file marks as such in, what is known of each row out: its label and the head over each cell.

The first row names the columns where it holds no figure and a later one does. Where a second row without figures may
name them too, a cell has no name, or two have the same, nothing is said of the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Cell:
    """Where words stand: the table, counted over the file, the row in it and the column, all from 1."""

    table: int
    row: int
    column: int


def rows_of_table(table: Sequence[Mapping[int, str]], title: str, unit: str) -> list[Row | None]:
    """What is known of each row, None where nothing is sure. `table`: for each row the words by their column."""
    rows: list[Row | None] = [None] * len(table)
    first = next((place for place, row in enumerate(table) if any(map(_is_figure, row.values()))), 0)
    over = [row for row in table[:first] if len(row) > 1]
    if len(over) != 1:
        return rows
    heads = {column: CALLS.sub("", words) for column, words in over[0].items()}
    if len(set(heads.values())) < len(heads):
        return rows
    for place in range(first, len(table)):
        rows[place] = _read(table[place], heads, title, unit)
    return rows


def _read(row: Mapping[int, str], heads: Mapping[int, str], title: str, unit: str) -> Row | None:
    columns = sorted(row)
    last = next((place for place, column in enumerate(columns) if not FIGURE.fullmatch(row[column])), None)
    if last is None or last + 1 == len(columns) or not all(column in heads for column in columns[last + 1 :]):
        return None
    label = CALLS.sub("", " ".join(row[column] for column in columns[: last + 1]))
    return Row(title, unit, label, tuple((heads[column], row[column]) for column in columns[last + 1 :]))


def _is_figure(words: str) -> bool:
    return bool(FIGURE.fullmatch(words)) and not YEAR.fullmatch(words)
