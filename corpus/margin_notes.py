"""Notes in the margin brought out from between a paragraph's number and its words.

A note beside the first line of a numbered paragraph, left of the number or right of the words, is drawn or placed so
that it would be read within that line: "12. Wells The council met". It goes before its paragraph, in lines of its own.
What stands so in a table is left as it is: where an upright line is drawn between, where the words do not go on below,
where most numbers of the page have something at that side in letters as large.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from corpus.page_layout import GUTTER, SURE_WIDTH
from corpus.pdf_drawing import Corners
from corpus.pdf_runs import Fragment
from corpus.typesetting import SMALLER

_Rows = list[list[Fragment]]

_NUMBER = re.compile(r"\s*(?:\d{1,3}\.(?:\d{1,3}\.?)?|\([a-z]\))(?:\s|$)")
_MOST_NUMBERS = 60  # on a page: more are a list's or a table's
_FEWEST_LETTERS = 25  # of a paragraph's first line
_LETTERS_OF_A_NOTE = 3  # at least
_BESIDE = 0.5  # of the letters' size: a note in smaller letters may stand so much higher or lower
_NEXT_LINE = 2.0  # sizes of the letters
_FARTHEST = 5  # likewise, from a number to where the next line begins
_MOST_NOTES = 3  # lines of the page for each line of a note in it, at least
_LARGER = 1.05  # than the text: a heading, which may reach over the margin
_BEGINNINGS = frozenset("0123456789(")
_height = attrgetter("y")


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page draws, from its foot up."""

    parts: Sequence[Fragment]

    def between(self, low: float, high: float) -> Sequence[Fragment]:
        begin, end = bisect_right(self.parts, low, key=_height), bisect_left(self.parts, high, key=_height)
        return self.parts[begin:end]

    def beside(self, number: Fragment) -> list[Fragment]:
        """What stands at a number's height."""
        reach = _BESIDE * number.size
        near = self.between(number.y - reach, number.y + reach)
        return [part for part in near if part is not number and part.placed and part.angle == number.angle]


def margin_notes_apart(rows: _Rows, uprights: Sequence[Corners] = ()) -> tuple[_Rows, frozenset[int]]:
    """The rows, each note beside a numbered paragraph's first line before that, and the ids of the numbers that so
    begin a row. `uprights`: upright lines drawn."""
    drawn = [part for row in rows for part in row if part.text.strip()]
    numbers = [
        part for part in drawn if part.text.lstrip()[:1] in _BEGINNINGS and part.placed and _NUMBER.match(part.text)
    ]
    if not numbers or len(numbers) > _MOST_NUMBERS:
        return rows, frozenset()
    begun = set[int]()
    page = _Page(sorted(drawn, key=_height))
    for side in (_left_of, _right_of):
        found = [(number, note) for number in numbers if (note := side(number, page, uprights))]
        few = 2 * len(found) <= len(numbers)
        for number, note in found:
            if few or note[0].size < SMALLER * number.size:
                rows = _with_note_before(rows, number, note)
                begun.add(id(number))
    return rows, frozenset(begun)


def _left_of(number: Fragment, page: _Page, uprights: Sequence[Corners]) -> list[Fragment]:
    """The parts of the note that stands left of a number; nothing where none does."""
    level = page.beside(number)
    note = [part for part in level if part.x < number.x and _end(part) + GUTTER * number.size < number.x]
    if not note or not _opens_text(number, [part for part in level if part.x > number.x], page):
        return []
    ends = max(map(_end, note))
    edge = min(part.x for part in page.parts if part.x > ends and _is_alike(part, number))
    margin = [part for part in page.parts if part.x < edge and _end(part) < edge]
    return _note(note, margin, number, page.parts, (max(map(_end, margin)), edge), uprights)


def _right_of(number: Fragment, page: _Page, uprights: Sequence[Corners]) -> list[Fragment]:
    """The parts of the note that stands right of a number's words; nothing where none does."""
    line = [number, *sorted((part for part in page.beside(number) if part.x > number.x), key=lambda part: part.x)]
    opens = 2 if _NUMBER.fullmatch(number.text) else 1  # the words stand in a part of their own, or with the number
    cuts = [at for at in range(opens, len(line)) if line[at].x - _end(line[at - 1]) > GUTTER * number.size]
    if len(cuts) != 1:
        return []  # several cells
    words, note = line[: cuts[0]], line[cuts[0] :]
    if not _opens_text(number, words, page):
        return []
    edge = note[0].x
    ends = max(_end(part) for part in page.parts if part.x < edge - 1 and not _is_larger(part, number))
    margin = [part for part in page.parts if part.x >= edge - 1]
    return _note(note, margin, number, page.parts, (ends, edge), uprights)


def _note(
    first: Sequence[Fragment],
    margin: Sequence[Fragment],
    number: Fragment,
    drawn: Sequence[Fragment],
    gap: tuple[float, float],
    uprights: Sequence[Corners],
) -> list[Fragment]:
    """The lines of the margin from the first one on, where it is a margin: an empty strip parts it from all of the
    text, and few lines stand in it."""
    begin, end = gap
    rows, notes = len({round(part.y) for part in drawn}), len({round(part.y) for part in margin})
    across = any(part.x < end - 1 and _end(part) > begin + 1 and not _is_larger(part, number) for part in drawn)
    if end - begin < GUTTER * first[0].size or notes * _MOST_NOTES > rows or across:
        return []
    if any(begin - 1 <= left and right <= end + 1 and low <= number.y <= high for left, low, right, high in uprights):
        return []
    lines = list(first)
    for part in sorted((part for part in margin if part.y < first[0].y), key=lambda part: -part.y):
        if not 0 <= lines[-1].y - part.y < _NEXT_LINE * part.size or abs(part.size - first[0].size) >= 0.1:
            break
        lines.append(part)
    said = "".join(part.text for part in lines)
    return lines if sum(map(str.isalpha, said)) >= _LETTERS_OF_A_NOTE and not _NUMBER.match(said) else []


def _opens_text(number: Fragment, words: Sequence[Fragment], page: _Page) -> bool:
    """Whether a paragraph's first line stands behind a number and another line of it below."""
    said = "".join(part.text for part in (number, *words) if _is_alike(part, number))
    return sum(map(str.isalpha, said)) >= _FEWEST_LETTERS and any(
        _is_alike(part, number) and not _NUMBER.match(part.text) and abs(part.x - number.x) < _FARTHEST * number.size
        for part in page.between(number.y - _NEXT_LINE * number.size, number.y - _BESIDE * number.size)
    )


def _is_alike(part: Fragment, number: Fragment) -> bool:
    return abs(part.size - number.size) < 0.1 and part.angle == number.angle


def _is_larger(part: Fragment, number: Fragment) -> bool:
    return part.size > _LARGER * number.size


def _end(part: Fragment) -> float:
    return part.x + SURE_WIDTH * part.width


def _with_note_before(rows: _Rows, number: Fragment, note: Sequence[Fragment]) -> _Rows:
    """The rows with the note's lines right before the number's, whose words go on with it."""
    gone = {id(part) for part in note}
    lines: _Rows = []
    for part in note:
        if lines and abs(lines[-1][0].y - part.y) < _BESIDE * part.size:
            lines[-1].append(part)
        else:
            lines.append([part])
    out: _Rows = []
    opened = False  # the number's row is the last
    for row in rows:
        kept = [part for part in row if id(part) not in gone]
        first = next((part for part in kept if part.text.strip()), None)
        if any(part is number for part in kept):
            out += [*lines, kept]
            opened = len([part for part in kept if part.text.strip()]) == 1
        elif first is None:
            out += [kept] if kept == row else []
        elif opened and abs(first.y - number.y) < 0.1 * number.size and first.x > number.x:
            out[-1] = [*out[-1], *kept]
            opened = False
        else:
            out.append(kept)
            opened = False
    return out
