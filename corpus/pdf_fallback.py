"""Operators of a page in, the same out with the letters of each line in their order, where some were drawn last.

LibreOffice draws a line with holes where its font lacks a letter, and then these letters from other fonts, each into
its hole: "Vi t Nam" and "ệ". Where a hole lies is known from the widths that the file gives its letters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject

from corpus.pdf_widths import Widths, widths_of

Operation = tuple[list[Any], bytes]

_HOLE = -120  # thousandths of an em: narrower than any letter, wider than kerning
_SLACK = 0.12  # sizes of the letters, by which figures are rounded
_NARROWEST_SPACE = 0.2  # the same
_LEVEL = 0.3  # the same: marks over and under a letter stand so far off its line at most
_KNOWN = {b"Td", b"Tm", b"Tf", b"TJ", b"Tj"}
_STRETCHED = {b"Tc": 0, b"Tw": 0, b"Tz": 100, b"Ts": 0}


@dataclass(frozen=True, slots=True)
class _Shown:
    """Letters that follow each other without a hole, where they begin and end along the line, in the text's units."""

    matrix: tuple[float, ...]
    font: list[Any]
    parts: list[Any]
    left: float
    right: float

    @property
    def y(self) -> float:
        return self.matrix[5]

    @property
    def size(self) -> float:
        return float(self.font[1])

    def is_level_with(self, other: _Shown) -> bool:
        return self.matrix[:4] == other.matrix[:4] and abs(self.y - other.y) < _LEVEL * other.size * other.matrix[3]


def in_order_of_letters(found: list[Operation], page: PageObject) -> list[Operation]:
    """The same operators where no line has such holes, or nothing proves where they are."""
    if any(operator in _STRETCHED and operands != [_STRETCHED[operator]] for operands, operator in found):
        return found
    out: list[Operation] = []
    done = 0
    widths: dict[str, Widths | None] = {}
    for begin, end in _with_several_on_a_line(found):
        shown = _shown(found[begin:end], page, widths)
        if shown and _fills_a_hole(shown):
            out += found[done:begin]
            out += _drawn(shown)
            done = end
    return [*out, *found[done:]] if done else found


def _with_several_on_a_line(found: Sequence[Operation]) -> Iterator[tuple[int, int]]:
    """Where in the operators the text objects lie that place letters twice on one line and leave a hole."""
    places = [place for place, (_, operator) in enumerate(found) if operator in (b"BT", b"ET", b"Tm", b"Td")]
    begin, several = 0, False
    height: float | None = None
    for place in places:
        operands, operator = found[place]
        if operator == b"BT":
            begin, several, height = place + 1, False, None
        elif operator == b"ET":
            if several and any(map(_has_hole, found[begin:place])):
                yield begin, place
        elif operands:
            several |= operands[-1] == height
            height = operands[-1]


def _has_hole(operation: Operation) -> bool:
    operands, operator = operation
    return operator == b"TJ" and any(not isinstance(part, bytes) and part <= _HOLE for part in operands[0])


def _shown(found: Sequence[Operation], page: PageObject, widths: dict[str, Widths | None]) -> list[_Shown]:
    """What a text object draws, piece by piece; empty where it has other operators, or fonts without widths."""
    matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    font: list[Any] = []
    out: list[_Shown] = []
    for place, (operands, operator) in enumerate(found):
        if operator not in _KNOWN:
            return []
        if operator == b"Td" and place:
            return []
        if operator == b"Td":
            matrix = (1, 0, 0, 1, *operands)
        elif operator == b"Tm":
            matrix = tuple(operands)
        elif operator == b"Tf":
            font = operands
        else:
            if len(font) != 2 or len(matrix) != 6 or matrix[1] or matrix[2] or matrix[0] <= 0 or font[1] <= 0:
                return []
            name = font[0]
            if name not in widths:
                widths[name] = _widths_of(page, name)
            if not (width := widths[name]):
                return []
            out += _pieces(operands[0] if operator == b"TJ" else [operands[0]], matrix, font, width)
    return out


def _pieces(parts: Sequence[Any], matrix: tuple[float, ...], font: list[Any], width: Widths) -> Iterator[_Shown]:
    scale = matrix[0] * font[1] / 1000
    x = left = matrix[4]
    kept: list[Any] = []
    for part in parts:
        if isinstance(part, bytes):
            x += scale * width(part)
        elif part > _HOLE:
            x -= scale * part
        else:
            if kept:
                yield _Shown(matrix, font, kept, left, x)
            x -= scale * part
            kept, left = [], x
            continue
        kept.append(part)
    if kept:
        yield _Shown(matrix, font, kept, left, x)


def _fills_a_hole(shown: Sequence[_Shown]) -> bool:
    """Whether a piece lies in a hole between two that follow each other."""
    for place, (left, right) in enumerate(pairwise(shown)):
        slack = _SLACK * left.size
        if right.left - left.right < slack or not right.is_level_with(left):
            continue
        for filling in (*shown[:place], *shown[place + 2 :]):
            within = left.right - slack < filling.left and filling.right < right.left + slack
            if within and filling.is_level_with(left) and filling.font[0] != left.font[0]:
                return True
    return False


def _drawn(shown: Sequence[_Shown]) -> Iterator[Operation]:
    """Each line's pieces from the left; a mark that stands off the line stays behind its letter."""
    lines: list[list[list[_Shown]]] = []
    for piece in shown:
        line = next((each for each in lines if piece.is_level_with(each[0][0])), None)
        if line is None:
            lines.append([[piece]])
        elif piece.y != line[0][0].y:
            line[-1].append(piece)
        else:
            line.append([piece])
    for line in lines:
        before, end = -math.inf, 0.0  # as it is drawn, and as it is told
        for letters in sorted(line, key=lambda each: each[0].left):
            for piece in letters:
                near = abs(piece.left - before) < _NARROWEST_SPACE * piece.size
                begin = end if near else piece.left  # or pypdf might see a space there
                yield [*piece.matrix[:4], begin, piece.y], b"Tm"
                yield piece.font, b"Tf"
                yield [ArrayObject(piece.parts)], b"TJ"
                before, end = piece.right, begin + piece.right - piece.left


def _widths_of(page: PageObject, name: str) -> Widths | None:
    try:
        return widths_of(page["/Resources"]["/Font"][name].get_object())  # type: ignore[index]
    except Exception:  # a damaged font, or one of the standard ones, which need not give their widths
        return None
