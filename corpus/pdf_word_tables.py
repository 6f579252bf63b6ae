"""The tables of words of a document: pages and their rules in, what is known of each cell out.

What a page holds is for `pdf_ruled_tables`. Here tables go on over pages where their heads stand again, rows that a
page breaks are whole, and the first column names the rows, unless it is one of several of a kind. A row of short cells
is one line, as in Word and on web pages; longer cells stand each for itself, under its head and its row's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.marked_tables import CALLS, FIGURE, LONGEST_ROW
from corpus.pdf_ruled_tables import APART, OpenRow, Table, tables_of
from corpus.pdf_runs import Line, Rule
from corpus.printed_words import WordsInUse
from corpus.report import Row
from corpus.typesetting import END, is_marked

_SHORT_CELL = 4  # lines
_WORD = re.compile(r"[^\W\d_]{2}")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERS = re.compile(r"[\d/–-]+")


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands over a table and its columns, "" over a column without a head. `named`: the first column's cells name
    their rows."""

    title: str
    unit: str
    over: tuple[str, ...]

    @property
    def named(self) -> bool:
        """False where the first column is one of several of a kind, "2023 (actual)" beside "2024 (planned)"."""
        first, *others = (_NUMBERS.sub("", _IN_BRACKETS.sub("", head)).strip() for head in self.over)
        return first not in others or not self.over[0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its row, counted over the document, the column of each of its parts, from 0, and whether one
    of these begins with it. `whole`: the row is read across, as one line."""

    row: int
    columns: tuple[int, ...]
    begins: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """A row: the words of each of its cells, and what names it, "" where nothing does."""

    heads: Heads
    name: str
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class WordTables:
    """The tables of words of a document. `pages`: its lines, cut where two cells began on one that do not end on it;
    `places`: of lines by their ids, as a line's hash looks at all its parts."""

    pages: Sequence[Sequence[Line]] = ()
    places: Mapping[int, Place] = field(default_factory=dict)
    rows: Sequence[_Known] = ()

    def begins(self, before: Line, line: Line) -> bool | None:
        """Whether a line begins a piece of its own behind another; None where its mark tells, or no table does."""
        place, last = self.places.get(id(line)), self.places.get(id(before))
        if place is None:
            goes_on = before.page != line.page and line.text[0].islower()
            return True if last and not goes_on else None
        if last and last.row == place.row and place.whole and before.page == line.page:
            return False
        if place.begins or last is None:
            return True
        return None if is_marked(line) else not 0 < before.y - line.y < APART * line.size

    def reads_across(self, group: Sequence[Line]) -> bool:
        place = self.places.get(id(group[0]))
        return place is not None and place.whole

    def row_of(self, group: Sequence[Line]) -> Row | None:
        """What is known of the cells that hold all these lines and no others; None where that is not sure."""
        found = [self.places.get(id(line)) for line in group]
        if found[0] is None or any(place is None or place.row != found[0].row for place in found):
            return None
        known = self.rows[found[0].row]
        under = sorted({column for place in found if place for column in place.columns})
        return _row(known, under)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row with its parts on one page after the other. `named_by`: the number of the row that names it."""

    heads: Heads
    named_by: int
    parts: list[OpenRow]


def word_tables(pages: Sequence[Sequence[Line]], rules: Sequence[Sequence[Rule]], words: WordsInUse) -> WordTables:
    """Of a document's lines, and the level lines of each page. `words`: for broken heads."""
    rows: list[_Kept] = []
    before: tuple[int, Table] | None = None
    heads: Heads | None = None
    for at, (page, drawn) in enumerate(zip(pages, rules, strict=True)):
        for table in tables_of(page, drawn, words):
            goes_on = before is not None and before[0] == at - 1 and _goes_on(before[1], table)
            if heads is None or not goes_on:
                heads = Heads(table.title, table.unit, table.top.over)
            for number, row in enumerate(table.rows):
                follows = bool(rows) and goes_on and not number
                if follows and _is_broken(row, rows[-1], table):
                    rows[-1].parts.append(row)
                elif _has_words(row) and (len(row.cells) > 1 or row.under or not number):
                    under = row.under and rows and rows[-1].parts[-1] is table.rows[number - 1]
                    named = under or (follows and 0 not in row.cells)
                    rows.append(_Kept(heads, rows[-1].named_by if named else len(rows), [row]))
            before = at, table
    if not rows:
        return WordTables(pages)
    cut: dict[int, list[Line]] = {}
    places: dict[int, Place] = {}
    for number, (kept, whole) in enumerate(zip(rows, _read_across(rows), strict=True)):
        for row in kept.parts:
            if not whole:
                cut |= {id(line): apart for line, _ in row.lines if len(apart := row.cut(line)) > 1}
            places |= _placed(row if whole else row.apart(cut), number, whole)
    said = [_texts(kept.parts, words) for kept in rows]
    told = [_Known(kept.heads, said[kept.named_by].get(0, ""), own) for kept, own in zip(rows, said, strict=True)]
    return WordTables([[each for line in page for each in cut.get(id(line), [line])] for page in pages], places, told)


def _has_words(row: OpenRow) -> bool:
    """Whether a cell behind the first one holds words: of figures alone alignment tells more."""
    behind = (part.text for line, columns in row.lines for part, at in zip(line.parts, columns, strict=True) if at)
    return any(_WORD.search(text) and not FIGURE.fullmatch(text) for text in behind)


def _read_across(rows: Sequence[_Kept]) -> list[bool]:
    """Whether each row reads as one line: all its cells are short, and most rows of such a table stand on one line."""
    mixed = [any(len(set(columns)) > 1 for row in kept.parts for _, columns in row.lines) for kept in rows]
    shares = Counter({kept.heads: 0 for kept in rows})
    for kept, one in zip(rows, mixed, strict=True):
        shares[kept.heads] += 1 if one else -1
    return [shares[kept.heads] > 0 and _is_short(kept) for kept in rows]


def _is_short(kept: _Kept) -> bool:
    lines = [line for row in kept.parts for line, _ in row.lines]
    low = all(len(cell) <= _SHORT_CELL for row in kept.parts for cell in row.cells.values())
    return low and sum(len(line.text) for line in lines) <= LONGEST_ROW


def _texts(parts: Sequence[OpenRow], words: WordsInUse) -> dict[int, str]:
    """The words of each cell."""
    held: dict[int, list[str]] = {}
    for row in parts:
        for line, columns in row.lines:
            whole = row.cut(line)
            for at, column in enumerate(sorted(set(columns))):
                own = [part.text for part, under in zip(line.parts, columns, strict=True) if under == column]
                told = len(whole) == len(set(columns))
                held.setdefault(column, []).append(whole[at].text if told else " ".join(own))
    return {column: words.sentence(texts) for column, texts in held.items()}


def _row(known: _Known, under: Sequence[int]) -> Row | None:
    """What stands over the cells of these columns."""
    heads = known.heads
    name = CALLS.sub("", known.name) if heads.named else ""
    labelled = bool(name) and under[0] == 0 and len(under) > 1
    told = under[1:] if labelled else under
    if not all(heads.over[column] for column in told):
        return None
    cells = tuple((heads.over[column], known.cells[column]) for column in told)
    apart = not labelled and (len(told) == 1 or bool(name))
    return Row(heads.title, heads.unit, name if under[0] or labelled else "", cells, apart)


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table is that of the page before: its heads stand again over nothing else."""
    return before.closes and table.opens and before.top.over == table.top.over


def _is_broken(row: OpenRow, last: _Kept, table: Table) -> bool:
    """Whether a page's first row is the last one's end: its first cell is empty, and another alone there or within a
    sentence; or its first cell goes on in one."""
    first, before = row.cells.get(0), last.parts[-1].cells.get(0)
    if first is None:
        return len(row.cells) == 1 or any(lines[0].text[0].islower() for lines in row.cells.values())
    small = [each for each in table.rows if 0 in each.cells and each.cells[0][0].text[0].islower()]
    return small == [row] and before is not None and not END.search(before[-1].text)


def _placed(row: OpenRow, number: int, whole: bool) -> Iterator[tuple[int, Place]]:
    seen: set[int] = set()
    for line, columns in row.lines:
        yield id(line), Place(number, columns, not seen.issuperset(columns), whole)
        seen.update(columns)
