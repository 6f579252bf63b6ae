"""Lines and rules of a page in, its tables of words out: heads, rows and the lines of each cell.

A table is told by its rules: one under its heads, drawn column by column, or through where the heads' own beginnings
are its columns. Heads are set otherwise than what stands below them. A line belongs to the column that it stands in
from its beginning to its end; the file draws one cell after the other, so that a line further left, or below a rule,
begins a row. What reaches over columns is of no row, nor what stands in one without a head, unless it is the first.
Where two columns have the same head nothing is said of the table: a wrong head would be worse than none.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.marked_tables import CALLS, FIGURE, YEAR
from corpus.pdf_runs import Line, Part, Rule
from corpus.pdf_tables import named_above
from corpus.printed_words import WordsInUse, is_right_to_left
from corpus.typesetting import RULE

_MOST_RULES = 1000  # on a page: more are a drawing
_MOST_LINES = 1000  # of a page, ten times as many as usual
_SAME_HEIGHT = 1.5  # points between the rules of one height
_SAME_ENDS = 6.0  # points: rules of one table end as far left and right
_ENOUGH = 20  # lines below heads tell how a table is set
_TOUCHING = 2.5  # points between the rules of two columns under one head
_OUT = 3.0  # points that letters may stand left of their column's rule
_TOO_WIDE = 0.15  # of some words' width: it is an estimate
_HIGHEST_HEADS = 90.0  # points between the rules over and under heads
_LOWEST_HEAD = 16.0  # points from the rule under heads to the line over it, where no rule is over them
_LONGEST_HEAD = 100  # characters
_NARROWEST = 15.0  # points: a column of words
_LEVEL = 0.6  # sizes of the letters between the first lines of two cells that begin at one height
APART = 1.45  # sizes of the letters from line to line: more parts two paragraphs
_AS_THICK = 0.8  # times the rule under the heads: a thinner one parts rows
_SAME_PEN = 0.1  # points
_MOST_OF = 0.8  # of a column's width: a rule that is as wide ends its cells


@dataclass(frozen=True, slots=True)
class _RuleRow:
    """Rules at one height, from the left: (left, right) of each. `thick`: the thickest of them."""

    y: float
    thick: float
    parts: tuple[tuple[float, float], ...]

    @property
    def left(self) -> float:
        return self.parts[0][0]

    @property
    def right(self) -> float:
        return max(right for _, right in self.parts)

    @property
    def runs(self) -> list[tuple[float, float]]:
        """Its parts, those together that touch."""
        out: list[tuple[float, float]] = []
        for left, right in self.parts:
            if out and left - out[-1][1] < _TOUCHING:
                out[-1] = out[-1][0], right
            else:
                out.append((left, right))
        return out

    def ends_like(self, other: _RuleRow) -> bool:
        return abs(self.left - other.left) < _SAME_ENDS and abs(self.right - other.right) < _SAME_ENDS

    def parts_like(self, other: _RuleRow) -> bool:
        alike = len(self.parts) == len(other.parts)
        return alike and all(
            abs(one - its) < _SAME_ENDS for (one, _), (its, _) in zip(self.parts, other.parts, strict=True)
        )

    def ends(self, band: tuple[float, float]) -> bool:
        """Whether it reaches over most of a column."""
        left, right = band
        over = sum(max(0.0, min(right, end) - max(left, begin)) for begin, end in self.parts)
        return over > _MOST_OF * (right - left)


_Style = tuple[int, bool, bool]


@dataclass(frozen=True, slots=True)
class _Top:
    """A table's heads: at which places of the page, over which columns (left, right), over which rule, up to where."""

    first: int
    last: int
    rule: _RuleRow
    highest: float
    bands: tuple[tuple[float, float], ...]
    over: tuple[str, ...]
    style: _Style


@dataclass(slots=True)
class OpenRow:
    """A row that is being read: the lines of each column. `under`: its first cell is empty, and no rule ends the one
    above; `spoilt`: a line of it reaches over columns."""

    under: bool = False
    spoilt: bool = False
    cells: dict[int, list[Line]] = field(default_factory=dict)
    lines: list[tuple[Line, tuple[int, ...]]] = field(default_factory=list)

    @property
    def bottom(self) -> float:
        return min((line.y for line, _ in self.lines), default=math.inf)

    def cut(self, line: Line) -> list[Line]:
        """A line that several cells stand on, cell by cell; as it is where its words do not tell where each begins."""
        columns = next(columns for each, columns in self.lines if each is line)
        out: list[Line] = []
        rest = line.text
        for column in sorted(set(columns), reverse=True):
            parts = tuple(part for part, at in zip(line.parts, columns, strict=True) if at == column)
            begin = _end_of(rest, "".join(part.text for part in parts)) if column > columns[0] else 0
            if begin < 0 or not rest[begin:].strip():
                return [line]
            out.insert(0, replace(line, text=rest[begin:].strip(), x=parts[0].left, cells=1, parts=parts))
            rest = rest[:begin]
        return out

    def apart(self, cut: Mapping[int, Sequence[Line]]) -> OpenRow:
        """The row with its lines as they are cut."""
        out = OpenRow(self.under)
        for line, columns in self.lines:
            pieces = cut.get(id(line), [line])
            begin = 0
            for piece in pieces:
                out.add(piece, columns[begin : begin + len(piece.parts)])
                begin += len(piece.parts)
        return out

    def add(self, line: Line, columns: tuple[int, ...]) -> None:
        self.lines.append((line, columns))
        for column in set(columns):
            self.cells.setdefault(column, []).append(line)


def _end_of(text: str, words: str) -> int:
    """Where a text's end begins that says these words, white space aside; -1 where it ends otherwise."""
    sought = "".join(words.split())
    places = [place for place, char in enumerate(text) if not char.isspace()][-len(sought) :]
    return places[0] if "".join(map(text.__getitem__, places)) == sought else -1


@dataclass(frozen=True, slots=True)
class Table:
    """What a page holds of a table. `opens`, `closes`: it is the first thing on its page, or the last."""

    top: _Top
    title: str
    unit: str
    rows: tuple[OpenRow, ...]
    opens: bool
    closes: bool


def _rule_rows(rules: Sequence[Rule]) -> list[_RuleRow]:
    """From the top."""
    heights: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: -rule.y):
        if heights and heights[-1][0].y - rule.y < _SAME_HEIGHT:
            heights[-1].append(rule)
        else:
            heights.append([rule])
    rows = []
    for height in heights:
        parts: list[tuple[float, float]] = []
        for rule in sorted(height, key=lambda rule: rule.left):
            if parts and rule.left < parts[-1][1] - 1:
                parts[-1] = parts[-1][0], max(parts[-1][1], rule.right)
            else:
                parts.append((rule.left, rule.right))
        rows.append(_RuleRow(height[0].y, max(rule.thick for rule in height), tuple(parts)))
    return rows


def tables_of(page: Sequence[Line], drawn: Sequence[Rule], words: WordsInUse) -> Iterator[Table]:
    """The tables of a page, from its beginning. `words`: of the document, for broken heads."""
    if not 0 < len(drawn) <= _MOST_RULES or len(page) > _MOST_LINES:
        return
    rules = _rule_rows(drawn)
    tops = {top.first: top for top in _tops(page, rules, words)}
    place = 0
    while place < len(page):
        if not (top := tops.get(place)):
            place += 1
            continue
        rows, end = _body(page, top, rules, tops)
        if rows:
            title, unit = named_above(page, top.first)
            yield Table(top, title, unit, tuple(rows), top.first == 0, _is_last(page, end))
        place = max(end, top.last + 1)


def _is_last(page: Sequence[Line], end: int) -> bool:
    """Whether nothing but notes in smaller letters stands behind a table."""
    return all(line.size < page[end - 1].size for line in page[end:])


def _tops(page: Sequence[Line], rules: Sequence[_RuleRow], words: WordsInUse) -> Iterator[_Top]:
    for at, rule in enumerate(rules):
        over = next((each.y for each in reversed(rules[:at]) if each.ends_like(rule)), math.inf)
        highest = over if over - rule.y < _HIGHEST_HEADS else rule.y + _LOWEST_HEAD
        places = [
            place
            for place, line in enumerate(page)
            if rule.y < line.y < highest and rule.left - _OUT <= line.x < rule.right and not line.angle
        ]
        if not places or places[-1] - places[0] >= len(places):
            continue
        lines = [page[place] for place in places]
        if not (style := _style(lines)):
            continue
        bands = _bands(rule, lines)
        between = [each for each in rules[:at] if rule.y + _SAME_HEIGHT < each.y < highest]
        if not (heads := _heads(lines, bands, between, words)):
            continue
        under = page[places[-1] + 1 : places[-1] + 1 + _ENOUGH]
        below = [line for line in under if line.y < rule.y and _columns(line, bands)]
        if below and style != _style_of_most(below):
            yield _Top(places[0], places[-1], rule, highest, bands, heads, style)


def _bands(rule: _RuleRow, lines: Sequence[Line]) -> tuple[tuple[float, float], ...]:
    """The columns, as the rule is drawn over each of them, else as the heads begin: (left, right)."""
    lefts = [left for left, right in rule.parts if right - left >= _NARROWEST]
    if len(lefts) < 2:
        widest = max(lines, key=lambda line: len(line.parts))
        lefts = [part.left for part in widest.parts]
    return tuple(pairwise([*(left - _OUT for left in lefts), rule.right]))


def _heads(
    lines: Sequence[Line], bands: Sequence[tuple[float, float]], between: Sequence[_RuleRow], words: WordsInUse
) -> tuple[str, ...]:
    """The words over each column; none where they are no heads of two columns or more, each with its own. `between`:
    rules among the heads: what stands over one belongs to all columns below it."""
    over: list[list[Part]] = [[] for _ in bands]
    for line in lines:
        for part in (half for whole in line.parts for half in _halves(whole, bands)):
            column = _column(part, bands)
            under = (between and _under(part, bands, between)) or ([] if column is None else [column])
            if not under or (FIGURE.fullmatch(part.text) and not YEAR.fullmatch(part.text)):
                return ()
            for each in under:
                over[each].append(part)
    ordered = [sorted(parts, key=lambda part: (-round(part.y), part.left)) for parts in over]
    heads = tuple(CALLS.sub("", words.sentence(part.text for part in parts)) for parts in ordered)
    told = [head for head in heads if head]
    sure = len(told) > 1 and len(set(told)) == len(told)
    if not sure or any(len(head) > _LONGEST_HEAD or is_right_to_left(head) for head in told):
        return ()
    return heads


def _under(part: Part, bands: Sequence[tuple[float, float]], between: Sequence[_RuleRow]) -> list[int]:
    """The columns below the rule that a head stands over, where it is drawn over several."""
    middle = (part.left + part.right) / 2
    below = [rule for rule in between if rule.y < part.y]
    runs = [run for run in below[0].runs if run[0] <= middle <= run[1]] if below else []
    return [at for at, (left, right) in enumerate(bands) if runs and runs[0][0] <= (left + right) / 2 <= runs[0][1]]


def _halves(part: Part, bands: Sequence[tuple[float, float]]) -> list[Part]:
    """A part that reaches into another column apart before its last run, where that begins there: "NumberLevel"."""
    before = part.text.removesuffix(part.tail).rstrip()
    if _column(part, bands) is not None or not part.tail or not before:
        return [part]
    return [Part(before, part.left, part.tail_left, part.y), Part(part.tail, part.tail_left, part.right, part.y)]


def _column(part: Part, bands: Sequence[tuple[float, float]]) -> int | None:
    column = bisect_right(bands, (part.left, math.inf)) - 1
    if column < 0 or part.left >= (right := bands[column][1]):
        return None
    return column if part.right <= right + _TOO_WIDE * (part.right - part.left) + _OUT else None


def _columns(line: Line, bands: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """The column of each part of a line; none where one of them stands in no column, or the line is turned."""
    found = [_column(part, bands) for part in line.parts]
    columns = tuple(column for column in found if column is not None)
    return columns if len(columns) == len(found) and not line.angle and list(columns) == sorted(columns) else ()


def _style(lines: Sequence[Line]) -> _Style | None:
    """How the lines are set: size in half points, bold, in italics; None where not all of them alike."""
    styles = {(round(2 * line.size), line.bold, line.slanted) for line in lines}
    return styles.pop() if len(styles) == 1 else None


def _style_of_most(lines: Sequence[Line]) -> _Style:
    letters: Counter[_Style] = Counter()
    for line in lines:
        letters[round(2 * line.size), line.bold, line.slanted] += len(line.text)
    return letters.most_common(1)[0][0]


def _body(
    page: Sequence[Line], top: _Top, rules: Sequence[_RuleRow], tops: Mapping[int, _Top]
) -> tuple[list[OpenRow], int]:
    """The rows under heads, and the place behind the table's last line."""
    rows: list[OpenRow] = []
    row = OpenRow()
    closed, last = _lowest(top, rules, tops)
    place = top.last + 1
    while place < len(page):
        line = page[place]
        other = tops.get(place)
        if line.y > top.rule.y or (other and other.style == top.style):
            break
        columns = _columns(line, top.bands)
        if (
            line.y < closed
            or (not columns and line.y < last)
            or RULE.match(line.text)
            or _is_beside(row, line, columns)
        ):
            break
        beside = bool(row.lines) and line.y > row.bottom - 0.3 * line.size
        ended = not beside if not columns else _begins_row(row, line, columns, top, rules)
        if ended and beside:  # cells that the file does not draw one after the other
            row = OpenRow()
            break
        if ended:
            rows.append(row)
            row = OpenRow(_is_under(row, line, columns, top, rules))
        row.spoilt |= not columns
        row.add(line, columns)
        place += 1
    for above, below in pairwise([*rows, row]):
        below.under &= _is_sure(above)
    return [_without_group(each) for each in (*rows, row) if _is_sure(each)], place


def _is_sure(row: OpenRow) -> bool:
    return bool(row.cells) and not row.spoilt and not _are_several(row)


def _is_beside(row: OpenRow, line: Line, columns: Sequence[int]) -> bool:
    """Whether a line stands over the last one of its own cell: no part of it."""
    last, at = row.lines[-1] if row.lines else (line, ())
    return bool(columns) and columns[0] == max(at, default=-1) and line.y > last.y + _LEVEL * line.size


def _lowest(top: _Top, rules: Sequence[_RuleRow], tops: Mapping[int, _Top]) -> tuple[float, float]:
    """The heights of the rule that closes a table, as thick as that under its heads, endless where none does, as at a
    page's foot; and of the last of its rules."""
    next_top = max((other.highest for other in tops.values() if other.rule.y < top.rule.y), default=-math.inf)
    own = [rule for rule in rules if rule.ends_like(top.rule) and top.rule.y >= rule.y > next_top]
    alike = [rule for rule in own if rule.parts_like(top.rule)]
    own = alike if len(alike) > 1 else own  # another table's columns are its own
    closing = (rule.y for rule in own[1:] if rule.thick > _AS_THICK * top.rule.thick - _SAME_PEN)
    return min(closing, default=-math.inf), min((rule.y for rule in own), default=top.rule.y)


def _begins_row(row: OpenRow, line: Line, columns: tuple[int, ...], top: _Top, rules: Sequence[_RuleRow]) -> bool:
    if not row.cells:
        return True
    last = max(row.cells)
    if columns[0] < last or (columns[0] == last and len(set(columns)) > 1 and not line.text[0].islower()):
        return True
    above = row.lines[-1][0] if columns[0] == last else row.lines[0][0]
    if any(rule.ends(top.bands[columns[0]]) for rule in rules if above.y > rule.y > line.y):
        return True
    return columns[0] > last and line.y < row.bottom - 0.5 * line.size


def _is_under(above: OpenRow, line: Line, columns: tuple[int, ...], top: _Top, rules: Sequence[_RuleRow]) -> bool:
    """Whether a line that begins a row behind an empty first cell stands under what names the row above."""
    if not above.cells or not columns or not columns[0]:
        return False
    high = above.lines[0][0].y
    return not any(rule.ends(top.bands[0]) for rule in rules if high > rule.y > line.y)


def _are_several(row: OpenRow) -> bool:
    """Whether paragraphs of the first cell stand beside those of another: two rows, perhaps, drawn column by column."""
    first, *others = (_later_paragraphs(row.cells[column]) for column in sorted(row.cells))
    return bool(first and others) and all(
        any(abs(one.y - other.y) < _LEVEL * one.size for other in cell) for one in first for cell in others
    )


def _later_paragraphs(cell: Sequence[Line]) -> list[Line]:
    return [line for before, line in pairwise(cell) if before.y - line.y > APART * line.size]


def _without_group(row: OpenRow) -> OpenRow:
    """The row without what stands over its first cell and names a group of rows: set otherwise, or apart from it."""
    first = row.cells.get(0, [])
    others = [lines[0].y for column, lines in row.cells.items() if column]
    if not others or len(first) < 2:
        return row
    begin = next((at for at, line in enumerate(first) if abs(line.y - max(others)) < _LEVEL * line.size), 0)
    if not begin:
        return row
    before, line = first[begin - 1], first[begin]
    if before.y - line.y < APART * line.size and _style([before]) == _style([line]):
        return row
    left = OpenRow(row.under)
    for line, columns in row.lines:
        if line not in first[:begin]:
            left.add(line, columns)
    return left
