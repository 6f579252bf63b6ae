"""Lines of a page in, what stands over each figure of its tables out.

A table is told by its alignment: rows that begin with words and go on with figures, one below the other at the same
right edges, left edges or middles; a last column may hold words. The lines over the first row are its heads; each
belongs to the columns that it stands above. Upright lines that part the figures say which; a head over a level line of
its own stands over all columns below that; where heads repeat, "Won Lost Won Lost", those over them stand over as many
columns as come before they do. Where a column has no head or two of one height, two columns have the same, or a figure
stands under none, nothing is said of the table: a figure under a wrong head would be worse than one without. A page
that is read from the right is looked at in a mirror.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile, zip_longest

from corpus.marked_tables import CALLS, FIGURE, UNIT, YEAR
from corpus.note_calls import SIGNS
from corpus.pdf_runs import Line, Part, Rule
from corpus.printed_words import WordsInUse, is_right_to_left
from corpus.report import Row
from corpus.report_builder import tidy
from corpus.typesetting import CAPTION, END, LEADER

# "(3)=(1)-(2)" under the heads says how a column is reckoned; a letter alone calls a note.
_RECKONING = re.compile(rf"\(\d{{1,2}}\)[()\d\s=+−–÷×/*-]*|[=+−–÷×/*-]+\(\d{{1,2}}\)|[a-z{SIGNS}](?:,\s?[a-z{SIGNS}])*")
_IN_BRACKETS = re.compile(r"\[\d[\d\s,.]*\]")
_BROKEN = re.compile(r"[^\W\d_]-$")  # a word that goes on in the next line, no dash of a cell
_TORN = re.compile(r"\d \d{1,2}/\d|(?<!\d)\d/\d")
_LONGEST_HEAD = 100  # characters: longer is what some rows of another table say
_SAME_EDGE = 4.0  # points: edges are estimates
_SAME_HEIGHT = 3.0  # points
_WITHIN_A_LINE = 3.0  # points, between the pieces of a level line at most
_LEVEL = 0.2  # of the letters' size
_WIDEST_SPACE = 6.0  # points, between words of one head
_NOT_TIGHT = 1.6  # sizes of the letters between heads over each other: of one head nearer, of two at least
_OVER = 0.3  # of a head's width: so much of it stands over each column that it belongs to
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 2  # where no right edge is common: one of a few rows is chance
_FEWEST_CONTINUED = 3  # columns in which rows go on whose heads stand over others
_MOST_LABEL_LINES = 4  # where figures stand beside the first
_BETWEEN = 10  # lines between two rows: a label of a narrow column, a heading of some rows
_JOINED = 1.5  # sizes of the letters between a figure and one in brackets behind it
_APART = 1.0  # size of the letters between a figure and the words of the next column, at least
_INDENT = 3  # sizes of the letters: labels stand so deep at most
_MOST_HEADS = 40  # lines: ten columns of four
_TITLE_LINES = 3
_TABLE_TITLE = re.compile(rf"(?=(?:table|cuadro|табл|الجدول|جدول|表)){CAPTION.pattern}", re.IGNORECASE)
_BELOW = 2.5  # sizes of the letters from a last row to the title below it, at most
_NEXT_LINE = 1.4  # likewise between two lines of the title
_EVERY_OTHER = [True, False] * _MOST_HEADS


@dataclass(frozen=True, slots=True)
class _Band:
    """A column: heads over it stand between `left` and `right`; `begin` is where its widest figure does, `edge` what
    its figures have in common."""

    left: float
    begin: float
    right: float
    edge: float

    def share(self, head: Part) -> float:
        """How much of a head stands above."""
        return (min(self.right, head.right) - max(self.left, head.left)) / max(1.0, head.right - head.left)


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row behind its label: figures, and the words of a last column, None where it has none.

    `tail`: a figure at the label's end that may be the row's first; None where there is none.
    """

    figures: tuple[Part, ...]
    words: Part | None
    tail: Part | None


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands over a table: its heads, title and unit, "" where none does. `rows`: those that were read below.
    `size`: of their letters, in points. `reach`: from where to where the level lines go on which heads stand."""

    heads: tuple[Part, ...]
    title: str
    unit: str
    size: float = 0.0
    rows: Mapping[int, _Cells] = field(default_factory=dict)
    reach: Mapping[Part, tuple[float, float]] = field(default_factory=dict)


_NOTHING = _Top((), "", "")


def rows_of(
    pages: Sequence[Sequence[Line]], words: WordsInUse, rules: Sequence[Sequence[Rule]] = ()
) -> dict[Line, Row]:
    """What is known of each row of a table; its label is for `labelled`. `words`: of the document, for broken heads;
    `rules`: the level lines of each page."""
    found: dict[Line, Row] = {}
    before, since = _NOTHING, -1  # the table read last, and where on this page its last row stands
    for page, level in zip_longest(pages, rules[: len(pages)], fillvalue=()):
        seen = _from_the_left(page)
        lines = _with_labels(seen)
        for rows in _tables(lines):
            places = list(rows)
            top = _top(lines, places, level if seen is page else ())
            if not top.heads and _leads_on(lines[since + 1 : places[0]]) and _goes_on_below(rows, before):
                top = before
            elif not top.title:
                top = replace(top, title=_named_below(lines, places[-1]))
            if read := _read(rows, top, words):
                before, since = replace(top, rows=rows), places[-1]
                found |= {page[place]: row for place, row in read.items()}
        before, since = before if since >= 0 else _NOTHING, -1
    return found


def labelled(row: Row, text: str) -> Row | None:
    """The row with the words before its figures; None where the text does not end in just these figures.

    Words in the last column may go on below themselves; heads right over the row may stand in its text.
    """
    cells = list(row.cells)
    rest = text
    for place, (head, said) in reversed(list(enumerate(cells))):
        at = rest.rfind(said)
        if at < 0 or (rest[at:] != said and FIGURE.fullmatch(said)):
            return None
        cells[place] = (head, rest[at:])
        rest = rest[:at].rstrip()
    heads = list(dict.fromkeys(head for head, _ in cells))
    label = rest.rpartition(" ".join(heads))[2].strip() if len(heads) > 1 else rest
    return Row(row.title, row.unit, CALLS.sub("", label), tuple(cells)) if label else None


def _from_the_left(page: Sequence[Line]) -> Sequence[Line]:
    """The page, or its mirror image where its rows are read from the right."""
    rows = [line for line in page if line.cells > 1]
    if 2 * sum(is_right_to_left(line.text) for line in rows) <= len(rows):
        return page
    return [_mirrored(line) for line in page]


def is_row_of(label: Sequence[Line], line: Line) -> bool:
    """Whether figures stand beside the first of the lines that label them, in cells that a file draws one after the
    other, or behind such figures."""
    if not _are_figures(line) or not any(map(str.isalpha, label[0].text)):
        return False
    if _are_figures(label[-1]):
        return _is_beside(label[-1], line, 2.0)
    return (
        len(line.parts) > 1
        and _is_beside(label[0], line, _LEVEL)
        and all(each.cells == 1 and each.x < line.x for each in label)
        and all(above.y > below.y for above, below in pairwise(label))
    )


def _are_figures(line: Line) -> bool:
    texts = [part.text for part in line.parts]
    return all(map(FIGURE.fullmatch, texts)) and not all(map(YEAR.fullmatch, texts))


def _is_beside(left: Line, right: Line, lower: float) -> bool:
    """Whether a line stands right of another, at its height or lower by so many sizes of the letters at most."""
    alike = left.page == right.page and left.angle == right.angle and left.x < right.x
    return alike and -_LEVEL * right.size < left.y - right.y < lower * right.size


def _with_labels(page: Sequence[Line]) -> Sequence[Line]:
    """The page, its rows of figures behind the labels that stand beside them."""
    out: list[Line] = []
    for place, line in enumerate(page):
        labels = (page[begin:place] for begin in range(max(0, place - _MOST_LABEL_LINES), place))
        label = next((each for each in labels if is_row_of(each, line)), ()) if _are_figures(line) else ()
        out.append(replace(line, x=label[0].x, parts=(*label[0].parts, *line.parts)) if label else line)
    return out


def _mirrored(line: Line) -> Line:
    mirrored = (
        replace(part, left=-part.right, right=-part.left, cell=(-part.cell[1], -part.cell[0])) for part in line.parts
    )
    parts = tuple(sorted(mirrored, key=_left))
    return replace(line, parts=parts, x=min((part.left for part in parts), default=0.0))


def _right(part: Part) -> float:
    return part.right


def _left(part: Part) -> float:
    return part.left


def _middle(part: Part) -> float:
    return (part.left + part.right) / 2


def _tables(page: Sequence[Line]) -> Iterator[dict[int, _Cells]]:
    """The rows of each table, by their places."""
    run: dict[int, _Cells] = {}
    for place, line in enumerate(page):
        if not (cells := _cells(line)):
            continue
        if run and not _goes_on(page, next(reversed(run)), place):
            yield run
            run = {}
        run[place] = cells
    if run:
        yield run


def _goes_on(page: Sequence[Line], first: int, last: int) -> bool:
    """True where the last line is the next row below the first: nothing between begins something new."""
    begins = any(
        page[place].size > 1.05 * page[last].size or CAPTION.match(page[place].text) or _is_unit(page, place)
        for place in range(first + 1, last)
    )
    return last - first - 1 <= _BETWEEN and not begins and page[first].y > page[last].y


def _is_unit(page: Sequence[Line], place: int) -> bool:
    """Whether a line in brackets says what a table counts in: alone at its height, while "(decrease)" stands beside
    other heads."""
    line = page[place]
    around = page[max(0, place - _MOST_HEADS) : place + _MOST_HEADS]
    return bool(UNIT.fullmatch(line.text)) and not any(
        other is not line and abs(other.y - line.y) <= _SAME_HEIGHT for other in around
    )


def _cells(line: Line) -> _Cells | None:
    """What stands in a row behind its label; None where the line is no row."""
    parts, last = line.parts, None
    if len(parts) > 2 and _is_set_apart(parts[-2], parts[-1], line.size):
        parts, last = parts[:-1], parts[-1]
    words = len(parts)
    while words and FIGURE.fullmatch(parts[words - 1].text):
        words -= 1
    label, figures = parts[:words], _with_brackets_joined(parts[words:], _JOINED * line.size)
    if not figures or not any(char.isalpha() for part in label for char in part.text):
        return None
    if LEADER.search(line.text) or _BROKEN.search(line.text):
        return None  # an entry of a contents list, a line of a paragraph
    # What stands behind the label's first words belongs to it: a unit, the words behind a number.
    if FIGURE.fullmatch(label[0].text) or any(FIGURE.fullmatch(part.text) for part in label[1:]):
        return None
    return (
        None if all(YEAR.fullmatch(part.text) for part in figures) else _Cells(figures, last, _tail(label[-1]))
    )  # heads


def _is_set_apart(figure: Part, words: Part, size: float) -> bool:
    """Whether words stand behind a figure as those of another column do, not as those of its sentence."""
    worded = any(map(str.isalpha, words.text)) and not FIGURE.fullmatch(words.text)  # "n/a" is one
    return worded and bool(FIGURE.fullmatch(figure.text)) and words.left - figure.right > _APART * size


def _tail(label: Part) -> Part | None:
    before = label.text.removesuffix(label.tail).rstrip()
    if not FIGURE.fullmatch(label.tail) or not before[-1:].isalpha():
        return None
    return Part(label.tail, label.tail_left, label.right, label.y)


def _with_brackets_joined(figures: Sequence[Part], nearest: float) -> tuple[Part, ...]:
    """ "2" and "[3]" set apart less than `nearest` points apart are one figure, which ends where the first does."""
    out: list[Part] = []
    for part in figures:
        if out and _IN_BRACKETS.fullmatch(part.text) and part.left - out[-1].right < nearest:
            out[-1] = replace(out[-1], text=f"{out[-1].text} {part.text}")
        else:
            out.append(part)
    return tuple(out)


def _read(rows: Mapping[int, _Cells], top: _Top, words: WordsInUse) -> dict[int, Row]:
    """The rows as far as they can be read, by the alignment that fits most of them."""
    best: dict[int, Row] = {}
    for side in (_right, _left, _middle) if top.heads else ():
        read = _aligned(rows, top, words, side)
        if len(read) > len(best):
            best = read
        if len(best) == len(rows):
            break
    return {place: replace(row, title=top.title, unit=top.unit) for place, row in best.items()}


def _leads_on(between: Sequence[Line]) -> bool:
    """Whether between rows stand labels and running heads alone: no caption, no sentence."""
    return len(between) <= _BETWEEN and not any(CAPTION.match(one.text) or END.search(one.text) for one in between)


def _goes_on_below(rows: Mapping[int, _Cells], before: _Top) -> bool:
    """Whether rows without heads of their own stand in the columns of the table that was read last: on the next page,
    or behind a line over some of its rows."""
    bands, columns = _bands([*rows.values()], _right), _bands([*before.rows.values()], _right)
    alike = all(abs(one.edge - other.edge) <= _SAME_EDGE for one, other in zip(bands, columns, strict=False))
    return len(bands) == len(columns) >= _FEWEST_CONTINUED and alike


def _aligned(rows: Mapping[int, _Cells], top: _Top, words: WordsInUse, side: Callable[[Part], float]) -> dict[int, Row]:
    """The rows whose figures stand under heads, where `side` is what those of a column have in common."""
    over: Sequence[Part] = top.heads
    bands = _bands(list(rows.values()), side)
    if len(bands) > 1 and all(map(_is_ruled, rows.values())):
        over = _in_drawn_cells(over, bands)
    elif top.reach:
        over = [each for head in over for each in _over_each(head, top.reach.get(head), bands)]
    if side is not _right and (len(bands) < _FEWEST_COLUMNS or _are_astride(over, bands)):
        return {}
    paired = _are_pairs([cells.figures for cells in rows.values()])
    if not bands or (len(rows) < _FEWEST_ROWS and not paired):
        return {}
    spread = _over_groups(_once_over_each(over, len(bands)), bands, _NOT_TIGHT * top.size)
    above = [_above(at, bands, spread) for at in range(len(bands))]
    heads = [CALLS.sub("", words.sentence(part.text for part in parts)) for parts in above]
    alike = [first == second for first, second in pairwise(heads)]
    if not all(map(_is_head, heads)) or (any(alike) and not (paired and alike == _EVERY_OTHER[: len(alike)])):
        return {}
    worded = any(cells.words for cells in rows.values())
    columns = bands[:-1] if worded else bands
    if any(map(_are_beside, above[: len(columns)])):
        return {}
    read = {}
    for place, cells in rows.items():
        figures = cells.figures
        if cells.tail and len(figures) < len(columns):
            if _band_of(cells.tail, columns, side) != 0:
                continue  # a label's own figure, or one that nothing places
            figures = (cells.tail, *figures)
        under = [_band_of(part, columns, side) for part in figures]
        if len(figures) == len(columns) and _are_nearest(figures, columns, side):
            under = list(range(len(columns)))  # "1 [3]" or "4ᵃ" ends beyond the figures over it
        if None not in under and len(set(under)) == len(under):
            said = [(heads[band or 0], part.text) for band, part in zip(under, figures, strict=True)]
            last = [(heads[-1], cells.words.text)] if cells.words else []
            read[place] = Row("", "", "", (*said, *last))
    return read


def _is_ruled(cells: _Cells) -> bool:
    """Whether upright lines part all figures of a row."""
    drawn = [part.cell for part in cells.figures]
    return len(set(drawn)) == len(drawn) and not any(math.isinf(end) for cell in drawn for end in cell)


def _in_drawn_cells(heads: Sequence[Part], bands: Sequence[_Band]) -> Sequence[Part]:
    """The heads, each that stands between two upright lines alone at its height once over each column there. None
    where one crosses such a line: it is several cells' words."""
    out: list[Part] = []
    for head in heads:
        left, right = head.cell
        if head.left < left - _SAME_EDGE:
            return ()
        alone = not any(
            other is not head and other.cell == head.cell and abs(other.y - head.y) <= _SAME_HEIGHT for other in heads
        )
        if alone and not math.isinf(left) and not math.isinf(right):
            below = [band.begin for band in bands if left < band.begin < right]
            out += [replace(head, left=begin, right=begin + 1) for begin in below]
        else:
            out.append(head)
    return out


def _over_each(head: Part, reach: tuple[float, float] | None, bands: Sequence[_Band]) -> Sequence[Part]:
    """The head once over each column that its level line reaches over; as it is where that is one at most."""
    left, right = reach or (math.inf, -math.inf)
    below = [band.begin for band in bands if left - _SAME_EDGE <= (band.begin + band.edge) / 2 <= right + _SAME_EDGE]
    return [replace(head, left=begin, right=begin + 1) for begin in below] if len(below) > 1 else [head]


def _reach(heads: Sequence[Part], rules: Sequence[Rule], edge: float, size: float) -> dict[Part, tuple[float, float]]:
    """From where to where the level lines go that stand right under one head each, and the words of it over that.
    `edge`: where the labels' column ends; `size`: of the letters."""
    found: dict[Part, tuple[float, float]] = {}
    for rule in _whole(rules):
        if rule.left < edge - _INDENT * size:
            continue  # under all heads
        near = [head for head in heads if 0 < head.y - rule.y < _NOT_TIGHT * size]
        on = [head for head in near if rule.left - _SAME_EDGE < _middle(head) < rule.right + _SAME_EDGE]
        if len(on) == 1 and rule.left - _SAME_EDGE <= on[0].left and on[0].right <= rule.right + _SAME_EDGE:
            found[on[0]] = (rule.left, rule.right)
    for head in sorted(heads, key=lambda head: head.y):
        under = (one for one in found if 0 < head.y - one.y < _NEXT_LINE * size)
        if below := next((one for one in under if one.left < _middle(head) < one.right), None):
            found.setdefault(head, found[below])
    return found


def _whole(rules: Sequence[Rule]) -> list[Rule]:
    """The level lines, those joined that a file draws cell by cell."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.y), rule.left)):
        last = out[-1] if out else None
        if last and abs(last.y - rule.y) <= 1 and -_SAME_EDGE < rule.left - last.right <= _WITHIN_A_LINE:
            out[-1] = replace(last, right=max(last.right, rule.right))
        else:
            out.append(rule)
    return out


def _are_astride(over: Sequence[Part], bands: Sequence[_Band]) -> bool:
    """Whether a head begins before the first of the columns that it stands over, which then are no columns."""
    for head in over:
        first = next((band for band in bands if band.share(head) >= _OVER), None)
        if first and head.left < first.left - _SAME_EDGE:
            return True
    return False


def _are_pairs(rows: Sequence[Sequence[Part]]) -> bool:
    """Whether amounts and their shares alternate, "$340.5 46.9%": one head then stands over both."""
    return all(
        len(row) % 2 == 0
        and all(("%" in part.text) == (at % 2 == 1) for at, part in enumerate(row) if part.text != "–")
        for row in rows
    )


def _is_head(words: str) -> bool:
    """False for nothing, for what ends in a figure of some row, for whole rows, and for what a gap tears."""
    last = words.split()[-1:]
    if len(words) > _LONGEST_HEAD or words.count("(") != words.count(")"):
        return False
    return bool(last) and not _TORN.search(words) and (bool(YEAR.fullmatch(last[0])) or not FIGURE.fullmatch(last[0]))


def _bands(rows: Sequence[_Cells], side: Callable[[Part], float]) -> list[_Band]:
    """The columns that most rows' figures make, from the left, and that of the words behind them, if there is one."""
    columns: list[list[Part]] = []
    for part in sorted((part for cells in rows for part in cells.figures), key=side):
        if columns and side(part) - side(columns[-1][-1]) <= _SAME_EDGE:
            columns[-1].append(part)
        else:
            columns.append([part])
    if any(side(column[-1]) - side(column[0]) > 2 * _SAME_EDGE for column in columns):
        return []
    for tail in (cells.tail for cells in rows if cells.tail):  # a cell, where it stands below one
        if column := next((each for each in columns if abs(side(each[0]) - side(tail)) <= _SAME_EDGE), None):
            column.append(tail)
    columns = [column for column in columns if 2 * len(column) > len(rows)]
    worded = [cells.words for cells in rows if cells.words]
    if not columns or (worded and max(map(_left, worded)) - min(map(_left, worded)) > _SAME_EDGE):
        return []
    edges = [sum(map(side, column)) / len(column) for column in columns]
    begins = [min(map(_left, column)) for column in columns]
    ends = [max(map(_right, column)) for column in columns]
    after = min(map(_left, worded)) if worded else math.inf
    if side is _right:
        width = edges[1] - edges[0] if len(edges) > 1 else 0.0
        limits = [min(begins[0], edges[0] - width), *edges]
    elif side is _left:
        limits = [*begins, after]
    else:
        between = [(end + begin) / 2 for end, begin in zip(ends, [*begins[1:], after], strict=True)]
        limits = [begins[0], *between]
    bands = [_Band(*each) for each in zip(limits, begins, limits[1:], edges, strict=False)]
    return [*bands, _Band(after, after, math.inf, after)] if worded else bands


def _band_of(part: Part, bands: Sequence[_Band], side: Callable[[Part], float]) -> int | None:
    return next((at for at, band in enumerate(bands) if abs(band.edge - side(part)) <= _SAME_EDGE), None)


def _are_nearest(figures: Sequence[Part], bands: Sequence[_Band], side: Callable[[Part], float]) -> bool:
    """Whether each figure of a whole row is nearer to its own column's edge than to any other; that of an only column
    begins where others do."""
    return all(
        min(range(len(bands)), key=lambda other: abs(bands[other].edge - side(part))) == at
        and (len(bands) > 1 or part.left >= bands[at].begin - _SAME_EDGE)
        for at, part in enumerate(figures)
    )


def _top(page: Sequence[Line], places: Sequence[int], rules: Sequence[Rule]) -> _Top:
    """What stands over the rows at these places."""
    first = under = places[0]
    while under and _is_of_label(page[under - 1], page[first]):
        under -= 1
    begin = under
    while begin and first - begin < _MOST_HEADS and not _ends_heads(page, begin - 1, page[first]):
        begin -= 1
    edge = min(page[place].x for place in places) + _INDENT * page[first].size
    heads = tuple(part for line in page[begin:under] for part in _parts_from(line, edge))
    top = _Top(heads, *named_above(page, begin), page[first].size)
    return replace(top, reach=_reach(heads, rules, edge, top.size)) if len(heads) > 1 and rules else top


def _is_of_label(line: Line, row: Line) -> bool:
    """Whether a line before a row of figures stands no higher: it is of the label that they stand beside."""
    return line.y < row.y + _LEVEL * row.size and abs(line.x - row.x) < _SAME_EDGE


def named_above(page: Sequence[Line], above: int) -> tuple[str, str]:
    """The title and the unit of the table whose heads begin at the place `above`, "" where none stands over them."""
    unit = ""
    if above and _is_unit(page, above - 1):
        above -= 1
        unit = page[above].text.rstrip(f"*abc,{SIGNS}").strip("()")
    for start in range(above - 1, max(-1, above - 1 - _TITLE_LINES), -1):
        if CAPTION.match(page[start].text):
            return CALLS.sub("", tidy(" ".join(line.text for line in page[start:above]))), unit
    return "", unit


def _named_below(page: Sequence[Line], last: int) -> str:
    """The title that stands right below a table's last row, nearer to it than to what follows; "" where none does, or
    where it may be that of another table."""
    after = page[last + 1 : last + 1 + _BETWEEN]
    if not after or not _TABLE_TITLE.match(after[0].text) or any(map(_cells, after)):
        return ""
    lines = [page[last], *after]
    falls = [above.y - below.y for above, below in pairwise(lines)]
    end = next(
        (at for at, fall in enumerate(falls[1:], start=1) if not 0 < fall < _NEXT_LINE * after[0].size), len(falls)
    )
    near = 0 < falls[0] < _BELOW * after[0].size and (end == len(falls) or not 0 < falls[end] < falls[0])
    return CALLS.sub("", tidy(" ".join(line.text for line in after[:end]))) if near and end <= _TITLE_LINES else ""


def _ends_heads(page: Sequence[Line], place: int, row: Line) -> bool:
    """True where a line is no head of a table with this row: larger, a title, a unit, a row, the end of a sentence."""
    line = page[place]
    return (
        line.size > 1.02 * row.size
        or line.y < row.y - 0.5 * row.size
        or bool(CAPTION.match(line.text) or _is_unit(page, place) or _cells(line))
        or (bool(END.search(line.text)) and len(line.text) > len(row.text))
    )


def _parts_from(line: Line, edge: float) -> list[Part]:
    """The line's parts behind the labels' column; none of a line of figures, as of the sum of some rows."""
    parts = [part for part in line.parts if part.left > edge and not _RECKONING.fullmatch(part.text)]
    return parts if any(YEAR.fullmatch(part.text) or not FIGURE.fullmatch(part.text) for part in parts) else []


def _levels(heads: Sequence[Part]) -> list[list[Part]]:
    """The heads of each height from the lowest, those of one height from the left."""
    levels: list[list[Part]] = []
    for head in sorted(heads, key=lambda head: head.y):
        if levels and head.y - levels[-1][0].y <= _SAME_HEIGHT:
            levels[-1].append(head)
        else:
            levels.append([head])
    return [sorted(level, key=_left) for level in levels]


def _once_over_each(heads: Sequence[Part], columns: int) -> Sequence[Part]:
    """The heads, those over some that repeat once over each of these: "2016 2021" over "Won Lost Won Lost". None where
    these stand under others than that."""
    levels = _levels(heads)
    own = list(takewhile(lambda level: len(level) == columns, levels))
    names = [tuple(head.text for head in column) for column in zip(*own, strict=True)]
    wide = next((wide for wide in range(1, columns) if names == names[:wide] * (columns // wide)), 1)
    if wide == 1:
        return heads
    groups = [own[0][at : at + wide] for at in range(0, columns, wide)]
    over = levels[len(own)] if len(levels) > len(own) else []
    if len(over) != len(groups) or any(
        not group[0].left <= _middle(head) <= group[-1].right for head, group in zip(over, groups, strict=True)
    ):
        return ()
    spread = [
        replace(head, left=below.left, right=below.right)
        for head, group in zip(over, groups, strict=True)
        for below in group
    ]
    return [head for head in heads if head not in over] + spread


def _over_groups(heads: Sequence[Part], bands: Sequence[_Band], apart: float) -> Sequence[Part]:
    """The heads, those that stand `apart` over a row of heads with one for each column, once over each column of as
    many as there are for each, where several all begin with the first of these or stand over their middle. Others stay:
    nothing tells how far they reach."""
    levels = _levels(heads)
    own = list(takewhile(lambda level: len(level) == len(bands), levels))
    if not own or len(levels) != len(own) + 1 or levels[-1][0].y - own[-1][0].y < apart:
        return heads
    over = levels[-1]
    wide, rest = divmod(len(bands), len(over))
    groups = [own[-1][at : at + wide] for at in range(0, len(bands), max(1, wide))]
    if (
        rest
        or len(over) == 1
        or wide < 2
        or not any(
            all(abs(place(head) - begin(group)) <= _SAME_EDGE for head, group in zip(over, groups, strict=True))
            for place, begin in ((_left, _first_left), (_middle, _middle_of))
        )
    ):
        return heads
    spread = [
        replace(head, left=below.left, right=below.right)
        for head, group in zip(over, groups, strict=True)
        for below in group
    ]
    return [head for head in heads if head not in over] + spread


def _first_left(group: Sequence[Part]) -> float:
    return group[0].left


def _middle_of(group: Sequence[Part]) -> float:
    return (group[0].left + group[-1].right) / 2


def _are_beside(heads: Sequence[Part]) -> bool:
    """Whether two of one column's heads stand side by side: one of them is another column's."""
    return any(
        after.left - before.right > _WIDEST_SPACE for level in _levels(heads) for before, after in pairwise(level)
    )


def _above(at: int, bands: Sequence[_Band], heads: Sequence[Part]) -> list[Part]:
    """The heads over a column, from the top; one that stands between two that have their own below is over both."""
    over = [head for head in heads if bands[at].share(head) >= _OVER or _spans(at, bands, heads, head)]
    own = [head for head in over if _best(bands, head) == at]
    over = [head for head in over if head in own or not any(abs(head.y - one.y) <= _SAME_HEIGHT for one in own)]
    return sorted(over, key=lambda head: (-round(head.y / _SAME_HEIGHT), head.left))


def _best(bands: Sequence[_Band], head: Part) -> int:
    return max(range(len(bands)), key=lambda at: bands[at].share(head))


def _spans(at: int, bands: Sequence[_Band], heads: Sequence[Part], head: Part) -> bool:
    following = at + 1
    if following == len(bands) or not bands[at].right < head.left < head.right < bands[following].begin:
        return False
    below = [other for other in heads if other.y < head.y - _SAME_HEIGHT]
    return all(any(band.share(other) >= _OVER for other in below) for band in bands[at : following + 1])
