"""Lines of a page in, what stands over each figure of its tables out.

A table is told by its alignment: rows that begin with words and go on with figures, one below the other at the same
right edges. The lines over the first row are its heads; each belongs to the columns that it stands above. Where a
column has no head, two have the same, or a figure stands under none, nothing is said of the table: a figure under a
wrong head would be worse than one without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.marked_tables import CALLS, FIGURE, UNIT, YEAR
from corpus.note_calls import SIGNS
from corpus.pdf_runs import Line, Part
from corpus.printed_words import WordsInUse
from corpus.report import Row
from corpus.report_builder import tidy
from corpus.typesetting import CAPTION, END, LEADER

# "(3)=(1)-(2)" under the heads says how a column is reckoned; a letter alone calls a note.
_RECKONING = re.compile(rf"\(\d{{1,2}}\)[()\d\s=+−–÷×/*-]*|[=+−–÷×/*-]+\(\d{{1,2}}\)|[a-z{SIGNS}](?:,\s?[a-z{SIGNS}])*")
_IN_BRACKETS = re.compile(r"\[\d[\d\s,.]*\]")
_TORN = re.compile(r"\d \d{1,2}/\d")
_SAME_EDGE = 4.0  # points: edges are estimates
_SAME_HEIGHT = 3.0  # points
_OVER = 0.3  # of a head's width: so much of it stands over each column that it belongs to
_FEWEST_ROWS = 2
_BETWEEN = 10  # lines between two rows: a label of a narrow column, a heading of some rows
_JOINED = 1.5  # sizes of the letters between a figure and one in brackets behind it
_INDENT = 3  # sizes of the letters: labels stand so deep at most
_MOST_HEADS = 40  # lines: ten columns of four
_TITLE_LINES = 3
_EVERY_OTHER = [True, False] * _MOST_HEADS


@dataclass(frozen=True, slots=True)
class _Band:
    """A column: from the right edge of the one before to its own; `begin` is where its widest figure does."""

    left: float
    begin: float
    right: float

    def share(self, head: Part) -> float:
        """How much of a head stands above."""
        return (min(self.right, head.right) - max(self.left, head.left)) / max(1.0, head.right - head.left)


def rows_of(pages: Sequence[Sequence[Line]], words: WordsInUse) -> dict[Line, Row]:
    """What is known of each row of a table; its label is for `labelled`. `words`: of the document, for broken heads."""
    found: dict[Line, Row] = {}
    for page in pages:
        for places in _tables(page):
            found |= _read(page, places, words)
    return found


def labelled(row: Row, text: str) -> Row | None:
    """The row with the words before its figures; None where the text does not end in just these figures."""
    rest = text
    for _, figure in reversed(row.cells):
        if not rest.endswith(figure):
            return None
        rest = rest.removesuffix(figure).rstrip()
    return Row(row.title, row.unit, CALLS.sub("", rest), row.cells) if rest else None


def _tables(page: Sequence[Line]) -> Iterator[list[int]]:
    """The places of the rows of each table."""
    rows = [place for place, line in enumerate(page) if _figures(line)]
    run: list[int] = []
    for place in rows:
        if run and not _goes_on(page[run[-1] : place + 1]):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _goes_on(lines: Sequence[Line]) -> bool:
    """True where the last of the lines is the next row below the first: nothing between begins something new."""
    first, *between, last = lines
    begins = any(
        line.size > 1.05 * last.size or CAPTION.match(line.text) or UNIT.fullmatch(line.text) for line in between
    )
    return len(between) <= _BETWEEN and not begins and first.y > last.y


def _figures(line: Line) -> tuple[Part, ...]:
    """The figures of a row; none of a line that is no row."""
    if LEADER.search(line.text):
        return ()  # an entry of a contents list
    words = len(line.parts)
    while words and FIGURE.fullmatch(line.parts[words - 1].text):
        words -= 1
    label, figures = line.parts[:words], _with_brackets_joined(line.parts[words:], _JOINED * line.size)
    if not figures or not any(char.isalpha() for part in label for char in part.text):
        return ()
    # What stands behind the label's first words belongs to it: a unit, the words behind a number.
    if FIGURE.fullmatch(label[0].text) or any(FIGURE.fullmatch(part.text) for part in label[1:]):
        return ()
    return () if all(YEAR.fullmatch(part.text) for part in figures) else figures  # heads


def _with_brackets_joined(figures: Sequence[Part], nearest: float) -> tuple[Part, ...]:
    """ "2" and "[3]" set apart less than `nearest` points apart are one figure, which ends where the first does."""
    out: list[Part] = []
    for part in figures:
        if out and _IN_BRACKETS.fullmatch(part.text) and part.left - out[-1].right < nearest:
            out[-1] = replace(out[-1], text=f"{out[-1].text} {part.text}")
        else:
            out.append(part)
    return tuple(out)


def _read(page: Sequence[Line], places: Sequence[int], words: WordsInUse) -> dict[Line, Row]:
    rows = {page[place]: _figures(page[place]) for place in places}
    bands = _bands([part for figures in rows.values() for part in figures], len(rows))
    paired = _are_pairs(list(rows.values()))
    if not bands or (len(rows) < _FEWEST_ROWS and not paired):
        return {}
    begin, title, unit = _top(page, places[0])
    edge = min(line.x for line in rows) + _INDENT * page[places[0]].size
    over = [part for line in page[begin : places[0]] for part in _parts_from(line, edge)]
    heads = [CALLS.sub("", words.sentence(part.text for part in _above(at, bands, over))) for at in range(len(bands))]
    alike = [first == second for first, second in pairwise(heads)]
    if not all(map(_is_head, heads)) or (any(alike) and not (paired and alike == _EVERY_OTHER[: len(alike)])):
        return {}
    read = {}
    for line, figures in rows.items():
        under = [_band_of(part, bands) for part in figures]
        if len(figures) == len(bands) and _are_nearest(figures, bands):
            under = list(range(len(bands)))  # "1 [3]" or "4ᵃ" ends beyond the figures over it
        if None not in under and len(set(under)) == len(under):
            cells = tuple((heads[band or 0], part.text) for band, part in zip(under, figures, strict=True))
            read[line] = Row(title, unit, "", cells)
    return read


def _are_pairs(rows: Sequence[Sequence[Part]]) -> bool:
    """Whether amounts and their shares alternate, "$340.5 46.9%": one head then stands over both."""
    return all(
        len(row) % 2 == 0
        and all(("%" in part.text) == (at % 2 == 1) for at, part in enumerate(row) if part.text != "–")
        for row in rows
    )


def _is_head(words: str) -> bool:
    """False for nothing, for what ends in a figure of some row, and for a year that a gap tears."""
    last = words.split()[-1:]
    return bool(last) and not _TORN.search(words) and (bool(YEAR.fullmatch(last[0])) or not FIGURE.fullmatch(last[0]))


def _bands(figures: Sequence[Part], rows: int) -> list[_Band]:
    """The columns that the right edges of most rows' figures make, from the left."""
    columns: list[list[Part]] = []
    for part in sorted(figures, key=lambda part: part.right):
        if columns and part.right - columns[-1][-1].right <= _SAME_EDGE:
            columns[-1].append(part)
        else:
            columns.append([part])
    if any(column[-1].right - column[0].right > 2 * _SAME_EDGE for column in columns):
        return []
    columns = [column for column in columns if 2 * len(column) > rows]
    rights = [sum(part.right for part in column) / len(column) for column in columns]
    begins = [min(part.left for part in column) for column in columns]
    width = rights[1] - rights[0] if len(rights) > 1 else 0.0
    lefts = [min(begins[0], rights[0] - width), *rights[:-1]] if rights else []
    return [_Band(*edges) for edges in zip(lefts, begins, rights, strict=True)]


def _band_of(part: Part, bands: Sequence[_Band]) -> int | None:
    return next((at for at, band in enumerate(bands) if abs(band.right - part.right) <= _SAME_EDGE), None)


def _are_nearest(figures: Sequence[Part], bands: Sequence[_Band]) -> bool:
    """Whether each figure of a whole row is nearer to its own column's edge than to any other."""
    return all(
        min(range(len(bands)), key=lambda other: abs(bands[other].right - part.right)) == at
        for at, part in enumerate(figures)
    )


def _top(page: Sequence[Line], first: int) -> tuple[int, str, str]:
    """Where the heads begin, the table's title and its unit, "" where none stands there."""
    begin = first
    unit = ""
    while begin and first - begin < _MOST_HEADS and not _ends_heads(page[begin - 1], page[first]):
        begin -= 1
    above = begin
    if above and UNIT.fullmatch(page[above - 1].text):
        above -= 1
        unit = page[above].text.rstrip(f"*abc,{SIGNS}").strip("()")
    for start in range(above - 1, max(-1, above - 1 - _TITLE_LINES), -1):
        if CAPTION.match(page[start].text):
            return begin, CALLS.sub("", tidy(" ".join(line.text for line in page[start:above]))), unit
    return begin, "", unit


def _ends_heads(line: Line, row: Line) -> bool:
    """True where `line` is no head of a table with this row: larger, a title, a unit, a row, the end of a sentence."""
    return (
        line.size > 1.02 * row.size
        or line.y < row.y - 0.5 * row.size
        or bool(CAPTION.match(line.text) or UNIT.fullmatch(line.text) or _figures(line))
        or (bool(END.search(line.text)) and len(line.text) > len(row.text))
    )


def _parts_from(line: Line, edge: float) -> list[Part]:
    """The line's parts behind the labels' column; none of a line of figures, as of the sum of some rows."""
    parts = [part for part in line.parts if part.left > edge and not _RECKONING.fullmatch(part.text)]
    return parts if any(YEAR.fullmatch(part.text) or not FIGURE.fullmatch(part.text) for part in parts) else []


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
