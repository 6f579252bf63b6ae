"""What designers put beside the running text brought out of its way: line numbers, drop caps, pull quotes, columns.

Works on one page, before anything is known of the document: each rule asks for a pattern that running text and
tables do not make by themselves, and leaves the page as it is otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.pdf_runs import Fragment, Line

_FEWEST_NUMBERS = 4  # fewer may be a list's or a table's
_FEWEST_ROWS = 4
_COLUMN_LETTERS = 18  # characters of a column's line on the average; cells are shorter
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


def columns_split(rows: list[list[Fragment]]) -> list[list[Fragment]]:
    """Rows that hold a line of each of two columns, cut in two; rows of a table stay as they are."""
    out: list[list[Fragment]] = []
    run: list[tuple[list[Fragment], list[Fragment]]] = []
    for row in [*rows, []]:
        halves = _halves(row)
        if run and (halves is None or not _same_columns(run[-1], halves)):
            out += [half for pair in run for half in pair] if _flows(run) else [left + right for left, right in run]
            run = []
        if halves is None:
            out.append(row)
        else:
            run.append(halves)
    return out[:-1]


def _halves(row: list[Fragment]) -> tuple[list[Fragment], list[Fragment]] | None:
    """The row cut at its one wide gap; None where it has none, or several."""
    drawn = [(place, part) for place, part in enumerate(row) if part.text.strip()]
    cuts = [
        place
        for (_, earlier), (place, later) in pairwise(drawn)
        if later.x - earlier.x > earlier.width + 2 * later.size and abs(later.y - earlier.y) < 0.2 * later.size
    ]
    return (row[: cuts[0]], row[cuts[0] :]) if len(cuts) == 1 else None


def _begin(half: list[Fragment]) -> Fragment:
    return next(part for part in half if part.text.strip())


def _same_columns(before: tuple[list[Fragment], list[Fragment]], after: tuple[list[Fragment], list[Fragment]]) -> bool:
    pairs = [(_begin(earlier), _begin(later)) for earlier, later in zip(before, after, strict=True)]
    return all(abs(later.x - earlier.x) < 1 and 0 < earlier.y - later.y < 2 * later.size for earlier, later in pairs)


def _flows(run: list[tuple[list[Fragment], list[Fragment]]]) -> bool:
    """True where both sides read on from row to row, as columns do and cells do not."""
    if len(run) < _FEWEST_ROWS:
        return False
    sides = [["".join(part.text for part in half).strip() for half in side] for side in zip(*run, strict=True)]
    return all(
        sum(map(len, side)) >= _COLUMN_LETTERS * len(side)
        and 2 * sum(text[:1].islower() for text in side[1:]) >= len(side) - 1
        for side in sides
    )


def in_reading_order(lines: list[Line]) -> list[Line]:
    return _asides_behind(_columns_apart(_capitals_joined(_capitals_in_place(lines))))


def _capitals_in_place(lines: list[Line]) -> list[Line]:
    """The lines with each large initial right before the word that it begins, wherever the file draws it."""
    out = list(lines)
    for cap in filter(_is_capital, lines):
        beside = [place for place, line in enumerate(out) if not out_of_reach(cap, line)]
        first = next((place for place in beside if _goes_on_in_a_word(out[place].text)), None)
        if first is None or any(_is_under(above, out[first]) for above in out):
            continue  # within a paragraph: a letter of a figure
        if any(_is_under(out[first], out[place]) for place in beside):
            line = out[first]
            out.remove(cap)
            out.insert(out.index(line), cap)
    return out


def _is_capital(line: Line) -> bool:
    return len(line.text) == 1 and line.text.isupper()


def _goes_on_in_a_word(text: str) -> bool:
    return text[0].islower() or text[:2].isupper()


def _capitals_joined(lines: list[Line]) -> list[Line]:
    """A large initial put before the word that it begins, and the lines beside it at the initial's margin."""
    out: list[Line] = []
    cap: Line | None = None
    beside: Line | None = None  # the last line beside it, as it is drawn
    for line in lines:
        if cap is not None and (not out_of_reach(cap, line) or (beside and _is_under(beside, line))):
            first = out[-1] is cap
            if first:
                out.pop()
            gap = "\x1f" if cap.text in "AIOÀYEО" else ""
            beside = line
            line = replace(line, text=f"{cap.text}{gap}{line.text}" if first else line.text, x=cap.x)
        else:
            cap = beside = None
        if _is_capital(line):
            cap, beside = line, None
        out.append(line)
    return out


def _is_under(before: Line, line: Line) -> bool:
    """True for the next line of the same indent."""
    return abs(line.x - before.x) < 1 and line.size == before.size and 0 < before.y - line.y < 1.6 * line.size


def out_of_reach(cap: Line, line: Line) -> bool:
    return (
        cap.size < 1.8 * line.size
        or not line.text[0].isalpha()
        or not 0.25 * cap.size < line.x - cap.x < 1.5 * cap.size
        or not cap.y - 0.3 * line.size <= line.y <= cap.y + cap.size
    )


def _columns_apart(lines: list[Line]) -> list[Line]:
    """Two columns that the file writes row by row, one after the other."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        rows = _rows_from(lines, place)
        if len(rows) >= _FEWEST_ROWS:
            out += [left for left, _ in rows] + [right for _, right in rows]
            place += 2 * len(rows)
        else:
            out.append(lines[place])
            place += 1
    return out


def _rows_from(lines: Sequence[Line], place: int) -> list[tuple[Line, Line]]:
    rows: list[tuple[Line, Line]] = []
    while place + 1 < len(lines):
        left, right = lines[place], lines[place + 1]
        if not _side_by_side(left, right) or (rows and not _goes_on(rows, left, right)):
            break
        rows.append((left, right))
        place += 2
    for side in zip(*rows, strict=True):
        reads_on = 2 * sum(line.text[0].islower() for line in side[1:]) >= len(side) - 1
        if not reads_on or sum(len(line.text) for line in side) < _COLUMN_LETTERS * len(side):
            return []
    return rows


def _side_by_side(left: Line, right: Line) -> bool:
    return (
        left.cells == right.cells == 1
        and left.angle == right.angle
        and abs(left.size - right.size) < 0.1
        and abs(left.y - right.y) < 0.2 * left.size
        and right.x > left.x + 8 * left.size
        and any(char.isalpha() for char in left.text)
    )


def _goes_on(rows: list[tuple[Line, Line]], left: Line, right: Line) -> bool:
    """True for the next row of the same two columns, at the distance of all their rows."""
    before, beside = rows[-1]
    fall = before.y - left.y
    usual = rows[0][0].y - rows[1][0].y if len(rows) > 1 else fall
    return (
        abs(left.x - before.x) < 1
        and abs(right.x - beside.x) < 1
        and 0 < fall < 2 * left.size
        and abs(fall - usual) < 0.1 * left.size
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
