"""What designers put beside the running text brought out of its way: line numbers, drop caps, pull quotes, columns.

Works on one page, before anything is known of the document: each rule asks for a pattern that running text and
tables do not make by themselves, and leaves the page as it is otherwise.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import or_

from corpus.pdf_runs import Fragment, Line, char_width
from corpus.printed_words import MAYBE_LETTER, MAYBE_WORD
from corpus.typesetting import END

_Rows = list[list[Fragment]]
_Run = list[tuple[_Rows, _Rows]]  # what stands on either side of a gutter

_FEWEST_NUMBERS = 4  # fewer may be a list's or a table's
_FEWEST_ROWS = 4
_IN_TURN = 0.75  # of the lines of two columns: so many are drawn one of the left behind one of the right
_LONGEST_RUN = 400  # lines of two columns
_FEWEST_CELLS = 3  # one below the other
_NEXT_LINE, _NEXT_CELL = 2.0, 8.0  # sizes of the letters: below the line before at most
_SET_APART = 1.15  # times the distance of two lines
_MOST_COLUMNS = 3
GUTTER = 0.9  # of the letters' size: wider than a space
SURE_WIDTH = 0.85  # of the estimated width: no letters are narrower
_INDENT = 3  # sizes of the letters
_INDENT_OF_SPACE = 0.25  # likewise, of a word behind a space
_COLUMN_LETTERS = 15  # of a column's line on the average; cells are shorter
_INITIAL = re.compile(r"[\"'“‘«„¿¡(\s]{0,3}([^\W\d_])['’]?")  # a large one, with the signs around it: "“W", "L’"
_APOSTROPHES = ("'", "’")
_MUCH_LARGER = 1.8  # times the letters beside it: a large initial
_MOST_INITIALS = 30  # on a page: more are a drawing
_ROOM = 0.1  # of the letters' size, behind a large initial: less is no space, a line that begins so much later has one
_LONGEST_ASIDE = 8  # lines


def without_margin_numbers(fragments: list[Fragment]) -> list[Fragment]:
    """The fragments without the numbers of lines: alone at the left of everything else, counting by one step."""
    numbers = [part for part in fragments if part.text.strip().isdigit() and len(part.text.strip()) <= 4]
    if len(numbers) < _FEWEST_NUMBERS:
        return fragments
    marks = {id(part) for part in numbers}
    edge = min((part.x for part in fragments if part.text.strip() and id(part) not in marks), default=0.0)
    outside = [part for part in numbers if part.x + part.width < edge - 0.3 * part.size]
    counted = [int(part.text) for part in outside]
    steps = {later - earlier for earlier, later in pairwise(counted)}
    if len(outside) < _FEWEST_NUMBERS or len(steps) != 1 or not steps & {1, 5, 10}:
        return fragments
    gone = {id(part) for part in outside}
    return [replace(part, text="\n" * ("\n" in part.text)) if id(part) in gone else part for part in fragments]


def staggered_apart(rows: _Rows) -> _Rows:
    """The rows, columns of text that a file draws line beside line, column after column, where their lines do not
    stand at one height: those of one a third or half of a line lower than those of the other."""
    parts = _drawn(rows)
    if sum(map(_is_staggered, parts, parts[1:])) < _FEWEST_ROWS - 1:
        return rows
    strips = [(place, strip) for place, row in enumerate(rows) for strip in _strips(row)]
    drawn = [_drawn([strip]) for _, strip in strips]
    order = list(range(len(strips)))
    moved: set[int] = set()
    begin = earliest = 0
    while begin < len(strips):
        run = _columns_from(drawn[begin : begin + _LONGEST_RUN], begin)
        if columns := _each_reads_on(run, drawn, earliest):
            begin = max(columns) + 1
            order[min(columns) : begin] = columns
            moved |= {strips[at][0] for at in columns}
            earliest = begin
        else:
            begin += max(1, sum(map(len, run)) // 2)
    out: _Rows = []
    for at in order:
        place, strip = strips[at]
        if place in moved:
            out.append(strip)
        elif not at or strips[at - 1][0] != place:
            out.append(rows[place])
    return out


def _is_staggered(before: Fragment, part: Fragment) -> bool:
    """True for words beside others and a little higher or lower, behind what may be a gutter."""
    size = part.size
    near = 0.2 * size <= abs(part.y - before.y) < size and abs(before.size - size) < 0.1
    beside = near and before.angle == part.angle and part.placed and before.placed and part.x > before.x
    return beside and part.x - before.x > SURE_WIDTH * before.width + GUTTER * size


def _strips(row: Sequence[Fragment]) -> _Rows:
    """A row cut where its words go on beside a gutter, higher or lower, or farther left."""
    out: _Rows = [[]]
    last: Fragment | None = None
    for part in row:
        if part.text.strip():
            alike = last is None or abs(part.size - last.size) < 0.1
            if last and alike and (not _is_level(last, part) or part.x < last.x or _gaps([[last, part]])):
                out.append([])
            last = part if alike else last
        out[-1].append(part)
    return out


def _columns_from(strips: Sequence[Sequence[Fragment]], begin: int) -> list[list[int]]:
    """The places of the strips from the first on that stand in two or three columns, each under the last of its own;
    `begin` is the place of the first."""
    edges: list[float] = []
    for strip in filter(None, strips[:_MOST_COLUMNS]):
        if all(abs(strip[0].x - edge) >= _INDENT * strip[0].size for edge in edges):
            edges.append(strip[0].x)
    edges.sort()
    sides: list[list[int]] = [[] for _ in edges]
    last: dict[int, Fragment] = {}
    for at, strip in enumerate(strips if len(edges) > 1 else (), start=begin):
        if not strip:
            break
        first = strip[0]
        side = min(range(len(edges)), key=lambda side: abs(first.x - edges[side]))
        lowest = min((part.y for part in last.values()), default=first.y)
        if (
            abs(first.x - edges[side]) >= _INDENT * first.size
            or not first.placed
            or lowest - first.y > _NEXT_LINE * first.size
            or any(abs(first.size - part.size) >= 0.1 or first.angle != part.angle for part in last.values())
            or (side in last and not 0 < last[side].y - first.y < _NEXT_LINE * first.size)
            or any(part.x + SURE_WIDTH * part.width > edge for edge in edges[side + 1 : side + 2] for part in strip)
        ):
            break
        last[side] = first
        sides[side].append(at)
    return sides


def _each_reads_on(sides: Sequence[Sequence[int]], strips: Sequence[list[Fragment]], earliest: int) -> list[int]:
    """The places of each column before those of the next, where the file draws a line of each in turn and all are text;
    nothing where it does not. What the last column has above the others, from the place `earliest` on, is its own."""
    fewest = min(map(len, sides), default=0)
    if fewest < _FEWEST_ROWS:
        return []
    side_of = {at: side for side, places in enumerate(sides) for at in places}
    turns = sum(side_of[before] > side_of[after] for before, after in pairwise(sorted(side_of)))
    columns = [[strips[at] for at in places] for places in sides]
    if turns < _IN_TURN * (fewest - 1) or not all(_reads_on([column]) for column in columns):
        return []
    first, second = (lines[0] for lines in columns[-1][:2])
    above: list[int] = []
    for at in range(min(side_of) - 1, earliest - 1, -1):
        line = strips[at]
        fall = line[0].y - first.y if line and _is_below(line[0], first) else 0.0
        if not line or abs(line[0].x - first.x) >= 1 or abs(fall - (first.y - second.y)) >= 0.1 * first.size:
            break
        above.insert(0, at)
        first, second = line[0], first
    return [*(at for places in sides[:-1] for at in places), *above, *sides[-1]]


def columns_apart(rows: _Rows, farthest: float = _NEXT_LINE) -> _Rows:
    """Rows that run across columns of text, column after column, and those of a table whose cells are paragraphs, cell
    after cell; others stay as they are. `farthest`: sizes of the letters between two rows, at most."""
    bands = _bands(rows)
    gaps = list(map(_gaps, bands))
    out: _Rows = []
    place = 0
    while place < len(bands):
        runs = [_run_from(bands[place:], gaps[place:], gutter, farthest) for gutter in gaps[place][: _MOST_COLUMNS - 1]]
        blocks = next(filter(None, map(_blocks, runs)), [])
        out += _side_after_side(blocks)
        passed = max(1, sum(map(len, blocks)) or max(map(len, runs), default=0) // 2)
        out += [row for band in bands[place : place + passed] for row in band if not blocks]
        place += passed
    return out


def _side_after_side(blocks: Sequence[_Run]) -> _Rows:
    """The left of each block before its right, each in columns of its own as it stands in all of them."""
    block_of = {
        id(part): at
        for at, block in enumerate(blocks)
        for halves in block
        for half in halves
        for row in half
        for part in row
    }
    out: list[_Rows] = [[] for _ in blocks]
    farthest = _NEXT_CELL if len(blocks) > 1 else _NEXT_LINE
    for side in (0, 1):
        own = [row for block in blocks for halves in block for row in halves[side] if row]
        for row in columns_apart(own, farthest):
            out[block_of[id(row[0])]].append(row)
    return [row for block in out for row in block]


def _bands(rows: _Rows) -> list[_Rows]:
    """The rows, those together that go on to the right at one height."""
    bands: list[_Rows] = []
    last: Fragment | None = None
    for row in rows:
        drawn = _drawn([row])
        if last and drawn and drawn[0].x > last.x and _is_level(last, drawn[0]):
            bands[-1].append(row)
        else:
            bands.append([row])
        last = drawn[-1] if drawn else last
    return bands


def _drawn(rows: _Rows) -> list[Fragment]:
    return [part for row in rows for part in row if part.text.strip()]


def _is_level(left: Fragment, right: Fragment) -> bool:
    placed = left.placed and right.placed and left.angle == right.angle
    return placed and abs(right.y - left.y) < 0.2 * right.size and abs(right.size - left.size) < 0.1


def _gaps(band: _Rows) -> list[float]:
    """Where words begin behind what may be a gutter."""
    return [
        right.x
        for left, right in pairwise(_drawn(band))
        if _is_level(left, right) and right.x - left.x > SURE_WIDTH * left.width + GUTTER * right.size
    ]


def _run_from(bands: Sequence[_Rows], gaps: Sequence[Sequence[float]], gutter: float, farthest: float) -> _Run:
    """The first rows, those that the gutter cuts, and lines alone on one side, each under the last of its side. `gaps`:
    of each band."""
    run: _Run = []
    last: dict[int, Fragment] = {}
    for band, own in zip(bands, gaps, strict=True):
        halves = _halves(band, own, gutter)
        begins = {side: drawn[0] for side, half in enumerate(halves) if (drawn := _drawn(half))}
        lowest = min((part.y for part in last.values()), default=-math.inf)
        if not begins or any(
            lowest - begin.y > farthest * begin.size or (side in last and not _is_below(last[side], begin))
            for side, begin in begins.items()
        ):
            break
        last |= begins
        run.append(halves)
    return run


def _halves(band: _Rows, gaps: Sequence[float], gutter: float) -> tuple[_Rows, _Rows]:
    """What stands on either side of the gutter; nothing where words may cross it."""
    drawn = _drawn(band)
    reach = _INDENT * drawn[0].size if drawn else 0.0
    gap = next((x for x in gaps if abs(x - gutter) < reach), None)
    if gap is not None:
        left, right = ([[part for part in row if (part.x < gap) is side] for row in band] for side in (True, False))
        return [row for row in left if row], [row for row in right if row]
    if drawn and drawn[0].x > gutter - reach:
        return [], band
    return (band, []) if all(part.x + SURE_WIDTH * part.width < gutter for part in drawn) else ([], [])


def _is_below(before: Fragment, begin: Fragment) -> bool:
    """True for the beginning of a line under another of its column, indented or not."""
    alike = abs(begin.size - before.size) < 0.1 and begin.angle == before.angle
    return alike and abs(begin.x - before.x) < _INDENT * before.size and begin.y < before.y


def _blocks(run: _Run) -> list[_Run]:
    """The run whole where either side is a column of text; its rows where cells that are paragraphs stand side by side;
    nothing where it is neither."""
    if sum(bool(left and right) for left, right in run) < _FEWEST_ROWS:
        return []
    rows = _rows_set_apart(run)
    return next((blocks for blocks in ([run], rows) if blocks and all(map(_reads_on, _sides(blocks)))), [])


def _rows_set_apart(run: _Run) -> list[_Run]:
    """The run cut where both sides begin farther below than line under line; nothing where few rows are so."""
    heights = [_drawn(left or right)[0].y for left, right in run]
    falls = [above - below for above, below in pairwise(heights)]
    closest = min(falls, default=0.0)
    blocks = [run[:1]]
    for halves, fall in zip(run[1:], falls, strict=True):
        if all(halves) and fall > _SET_APART * closest:
            blocks.append([])
        blocks[-1].append(halves)
    return blocks if len(blocks) >= _FEWEST_CELLS else []


def _sides(blocks: Sequence[_Run]) -> Iterator[list[list[list[Fragment]]]]:
    """What stands on either side of the gutter, block by block: the lines there."""
    for side in (0, 1):
        yield [[drawn for halves in block if (drawn := _drawn(halves[side]))] for block in blocks]


def _reads_on(blocks: Sequence[Sequence[list[Fragment]]]) -> bool:
    """True for lines as long as a column's, most of them at one margin and within a block at one distance, a third of
    which go on with the line before: from a small letter, as some do in any text, or behind a full line that ends no
    sentence."""
    lines = [line for block in blocks for line in block]
    full = 0.75 * (max(map(_end, lines)) - lines[0][0].x)
    pairs = [pair for block in blocks for pair in pairwise(block)]
    small = [_said(line)[:1].islower() for _, line in pairs]
    on = [_end(line) - line[0].x > full and not END.search(_said(line)) for line, _ in pairs]
    return (
        sum(char.isalpha() for line in lines for char in _said(line)) >= _COLUMN_LETTERS * len(lines)
        and 4 * sum(small) >= len(small)
        and 3 * sum(map(or_, small, on)) >= len(small)
        and _are_mostly_one([line[0].x for line in lines], 1.0)
        and _are_mostly_one([above[0].y - line[0].y for above, line in pairs], 0.1 * lines[0][0].size)
    )


def _said(line: Sequence[Fragment]) -> str:
    return "".join(part.text for part in line).strip()


def _end(line: Sequence[Fragment]) -> float:
    return line[-1].x + line[-1].width


def _are_mostly_one(values: list[float], within: float) -> bool:
    middle = sorted(values)[len(values) // 2] if values else 0.0
    return 4 * sum(abs(value - middle) < within for value in values) >= 3 * len(values)


def capitals_apart(rows: _Rows) -> _Rows:
    """The rows, each large initial that the file draws beside its second or third line in a row of its own, and the
    words beside it where they begin, behind a space that is drawn before them."""
    initials = _large_initials(rows)
    if not initials or len(initials) > _MOST_INITIALS:
        return rows
    out: _Rows = []
    for row in rows:
        drawn = _drawn([row])
        cap = next((part for part in drawn if part in initials), None) if len(drawn) > 1 else None
        words = next((part for part in drawn if cap and part.size * _MUCH_LARGER <= cap.size and part.x > cap.x), None)
        if cap and words and any(_is_over(_drawn([other]), words, cap) for other in rows):
            out += [[cap], [part for part in row if part is not cap]]
        elif drawn and drawn[0].text[0] == " " and any(_is_beside(cap, drawn[0]) for cap in initials):
            words = drawn[0]
            behind = replace(words, text=words.text.lstrip(), x=words.x + _INDENT_OF_SPACE * words.size)
            out.append([behind if part is words else part for part in row])
        else:
            out.append(row)
    return out


def _large_initials(rows: _Rows) -> list[Fragment]:
    """The initials that are much larger than most of the page."""
    initials = [part for row in rows for part in row if _is_initial(part)]
    sizes = sorted(part.size for part in _drawn(rows)) if initials else []
    return [part for part in initials if part.size >= _MUCH_LARGER * sizes[len(sizes) // 2]]


def _is_initial(part: Fragment) -> bool:
    return len(part.text) < 8 and (found := _INITIAL.fullmatch(part.text.strip())) is not None and found[1].isupper()


def _is_over(above: Sequence[Fragment], words: Fragment, cap: Fragment) -> bool:
    """True for a line that stands over the words beside a large initial, and beside it too."""
    if not above or above[0].size != words.size or abs(above[0].x - words.x) > words.size:
        return False
    return 0.5 * words.size < above[0].y - words.y < cap.size


def _is_beside(cap: Fragment, words: Fragment) -> bool:
    return (
        cap.size >= _MUCH_LARGER * words.size
        and 0 < words.x - cap.x < 2 * cap.size
        and cap.y - 0.3 * words.size <= words.y <= cap.y + cap.size
    )


def in_reading_order(lines: list[Line]) -> list[Line]:
    return _asides_behind(_capitals_joined(_capitals_in_place(lines)))


def _capitals_in_place(lines: list[Line]) -> list[Line]:
    """The lines with each large initial right before the word that it begins, wherever the file draws it."""
    out = list(lines)
    for cap in filter(_is_capital, lines):
        beside = [place for place, line in enumerate(out) if not out_of_reach(cap, line)]
        first = next((place for place in beside if _goes_on_in_a_word(cap, out[place].text)), None)
        if first is None or any(_is_under(above, out[first]) for above in out):
            continue  # within a paragraph: a letter of a figure
        if any(_is_under(out[first], out[place], out[first].size) for place in beside):
            line = out[first]
            out.remove(cap)
            out.insert(out.index(line), cap)
    return out


def _is_capital(line: Line) -> bool:
    found = _INITIAL.fullmatch(line.text) if len(line.text) < 8 else None
    return found is not None and found[1].isupper()


def _goes_on_in_a_word(cap: Line, text: str) -> bool:
    """Whether a line goes on with what a large initial begins: "L" before "’accord", "L’" before "Union" too."""
    elided = cap.text.endswith(_APOSTROPHES) or text.startswith(_APOSTROPHES)
    return elided or text[0].islower() or text[:2].isupper()


def _capitals_joined(lines: list[Line]) -> list[Line]:
    """A large initial put before the word that it begins, and the lines beside it at the initial's margin."""
    out: list[Line] = []
    cap: Line | None = None
    beside: Line | None = None  # the last line beside it, as it is drawn
    for place, line in enumerate(lines):
        if cap is not None and (not out_of_reach(cap, line) or (beside and _is_under(beside, line))):
            first = out[-1] is cap
            beside = line
            if first:
                out.pop()
                line = replace(line, text=f"{cap.text}{_gap_behind(cap, lines[place : place + 2])}{line.text}")
            line = replace(line, x=cap.x)
        else:
            cap = beside = None
        if _is_capital(line):
            cap, beside = line, None
        out.append(line)
    return out


def _gap_behind(cap: Line, beside: Sequence[Line]) -> str:
    """What stands between a large initial and the first of the lines beside it: a space where that begins later than
    the second, else what the document says, and the distance."""
    if cap.text.endswith(_APOSTROPHES) or beside[0].text.startswith(_APOSTROPHES):
        return ""
    first = beside[0]
    if any(not out_of_reach(cap, line) and _ROOM * first.size < first.x - line.x < first.size for line in beside[1:]):
        return " "
    room = first.x - cap.x - cap.size * sum(map(char_width, cap.text))
    return MAYBE_WORD if room > _ROOM * first.size else MAYBE_LETTER


def _is_under(before: Line, line: Line, within: float = 1.0) -> bool:
    """True for the next line of the same indent."""
    return abs(line.x - before.x) < within and line.size == before.size and 0 < before.y - line.y < 1.6 * line.size


def out_of_reach(cap: Line, line: Line) -> bool:
    signs = len(cap.text) - 1
    begins = line.text[0].isalpha() or (line.text[0] in _APOSTROPHES and line.text[1:2].isalpha())
    return (
        cap.size < _MUCH_LARGER * line.size
        or not begins
        or not 0.25 * cap.size < line.x - cap.x < (1.5 + 0.3 * signs) * cap.size
        or not cap.y - 0.3 * line.size <= line.y <= cap.y + cap.size
    )


def _asides_behind(lines: list[Line]) -> list[Line]:
    """A quotation set large beside a column goes to the page's end, where it cuts no sentence of the column."""
    out, asides = list(lines), []
    place = 1
    while place < len(out):
        before, first = out[place - 1], out[place]
        if abs(first.size - before.size) > 0.08 * before.size and first.x > before.x + 8 * before.size:
            end = place
            while end < len(out) and end - place < _LONGEST_ASIDE and out[end].size == first.size:
                end += 1
            if end < len(out) and _resumes(before, out[end]):
                asides += out[place:end]
                del out[place:end]
        place += 1
    return out + asides


def _resumes(before: Line, line: Line) -> bool:
    return (
        line.size == before.size
        and abs(line.x - before.x) < 1
        and 0 < before.y - line.y < 1.6 * line.size
        and line.text[0].islower()
        and before.text[-1:].isalnum()
    )
