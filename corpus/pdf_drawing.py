"""What a page's own operators say beyond its text: raised letters, soft hyphens, gaps that stand for spaces, layers.

pypdf shows each operator before it obeys it; what it would misread is set right there, in the operands.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.report_builder import is_unspaced

_SOFT_HYPHEN = "\xad"
_JOINER = "\u2060"
_ROOM = 4 * _JOINER  # behind letters that several glyphs draw as one, so that pypdf sees no gap between these
_WITHOUT_WIDTH = frozenset(f"{_SOFT_HYPHEN}\u200b\u200c\u200d\u2060\ufeff")
_LONGEST_CLUSTER = 12  # letters and marks that are drawn as one
_GAP = 100  # thousandths of an em: more than kerning moves letters apart, less than pypdf takes for a space
_SEEN_GAP = 140  # from here on pypdf mostly sees the space itself
_WIDE_GAP = -600
_FEWEST_GAPS = 3
_FEWEST_PARTS = 3
_ROUNDING = 1e-6  # thousandths of an em: sums in another order are no reason to see a space after the run
_KERNING = 60  # thousandths of an em: less than pypdf takes for a space in any face
_SHOWING = (b"Tj", b"TJ", b"'", b'"')
_WITHOUT_INK = (3, 7)  # text rendering modes: neither filled nor stroked (PDF 1.7, table 106)
RULE = b"a level or upright line"  # no operator of the file: a path that paints one, as `pdf_content` finds it
_OUTLINED = (1, 2, 5, 6)  # stroked, in a colour that is not looked at
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKES = (b"S", b"s")
_COLOURS = frozenset((b"g", b"rg", b"k", b"sc", b"scn", b"cs"))
_POINTS = (b"m", b"l", b"c", b"v", b"y")
_PATHS = frozenset((b"re", b"W", b"W*", b"n", *_POINTS, *_STROKES, *_FILLS))
_HEEDED = (
    _PATHS
    | _COLOURS
    | {*_SHOWING, b"Do", b"Tf", b"Ts", b"Tr", b"BDC", b"BMC", b"EMC", b"gs", b"q", b"Q", b"sh", b"INLINE IMAGE", RULE}
)
_ALMOST = 0.01  # of a colour: less is not seen
_CORNER = 0.5  # points
_THICKEST = 3.0  # points: of a rule
LOWEST_BOX = 4.0  # points: what is lower covers no words
_LETTERS_A_WORD = 2.5  # on the average: fewer are letters set apart, each for itself


# Left, low, right, high, in points.
Corners = tuple[float, float, float, float]
_EVERYWHERE: Corners = (-math.inf, -math.inf, math.inf, math.inf)
_NOWHERE: Corners = (math.inf, math.inf, -math.inf, -math.inf)


@dataclass(frozen=True, slots=True)
class _State:
    """What "q" keeps and "Q" brings back.

    `ink`: whether letters are painted; `outlined`: whether their edges are; `white`, `black`: what fills them, and
    shapes; `veiled`: whether that lets through what is below; `clip`: what is seen of it, nothing where not known.
    """

    ink: bool = True
    outlined: bool = False
    white: bool = False
    black: bool = True
    veiled: bool = False
    clip: Corners = _EVERYWHERE


class Drawing:
    """Called for each operator of a page in turn; `rise`: that of the letters drawn last, before scaling.

    `off`: the page's names of layers and forms that are not shown; `passed_over` once something in one was; `forms`:
    how many forms are being drawn, one within the other. `pictures`, `veils`: the page's names of opaque pictures, and
    of the states in which none is; `cover` hears the corners of each that is drawn: left, low, right, high, and
    whether it is a picture, else a filled box. `bars`: black boxes, on which nothing else is painted. `rules`,
    `uprights`: level lines and upright ones.
    """

    def __init__(
        self,
        off: frozenset[str] = frozenset(),
        pictures: frozenset[str] = frozenset(),
        veils: frozenset[str] = frozenset(),
        cover: Callable[[Corners, bool], None] | None = None,
    ) -> None:
        self.rise = 0.0
        self.passed_over = False
        self.forms = 0
        self.showing = False  # whether an operator that draws letters is being obeyed
        self._off, self._pictures, self._veils, self._cover = off, pictures, veils, cover
        self._states = [_State()]
        self._rectangles: list[tuple[list[float], Any]] = []  # of the path that is being made, each with its matrix
        self._points: list[tuple[float, float]] = []  # of the same, on the page
        self._grounds: list[Corners] = []  # what is painted and not white
        self.bars: list[Corners] = []
        self.rules: list[Corners] = []
        self.uprights: list[Corners] = []
        self._in_layers: list[bool] = []
        self._inked = self._bare = False
        self._pale = self._dark = False
        self._black = self._coloured = False
        self._label = self._labelled = self._opens_point = False
        self._now = 0.0
        self._marked: list[str | None] = []
        self._joins = True  # no more once letters are set in a size of nothing, where pypdf sees spaces everywhere

    def __call__(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:  # noqa: ARG002
        if operator not in _HEEDED:
            return
        if operator == b"q":
            self._states.append(self._states[-1])
            self._rectangles.clear()
            return
        if operator == b"Q":
            if len(self._states) > 1:
                self._states.pop()
                self._rectangles.clear()
            return
        if operator == b"Tf":
            self._joins &= len(operands) > 1 and isinstance(operands[1], (int, float)) and operands[1] > 0
            return
        if operator in _PATHS:
            self._make_path(operator, operands, cm)
            return
        if operator == RULE:
            if not self.forms:  # where one stands is not known
                for left, low, right, high in (_corners(cm, *box) for box in operands):
                    if min(high - low, right - left) <= _THICKEST:
                        (self.rules if high - low < right - left else self.uprights).append((left, low, right, high))
            return
        state = self._states[-1]
        if operator == b"Do":
            pictured = bool(operands) and operands[0] in self._pictures
            self._grounds.append(_corners(cm) if pictured else _EVERYWHERE)
            self.bars = []
            if self._cover and pictured and not self.forms and not state.veiled:
                self._cover(_within(state.clip, _corners(cm)), True)
            self.forms += 1
        if operator in _SHOWING:
            self.showing = True
            self._label = False  # it has letters
            self._opens_point |= self._labelled
            self._labelled = False
            if True in self._in_layers:
                _blank(operator, operands)
                self.passed_over = True
            self._inked |= state.ink
            self._bare |= not state.ink
            pale = state.white and not state.outlined
            self._pale |= pale
            self._dark |= not pale
            if self.bars:
                self._black |= state.black
                self._coloured |= not state.black or state.outlined
        if operator in (b"Tj", b"TJ"):
            self.rise = self._now
            if self._marked and self._marked[-1] is not None:
                room = "" if _SOFT_HYPHEN in self._marked[-1] else _ROOM
                _replace_text(operator, operands, self._marked[-1] + room)
                self._marked[-1] = ""
            elif operator == b"TJ" and operands and isinstance(operands[0], list):
                if self._joins:
                    operands[0][:] = _joined(operands[0])
                _widen_gaps(operands[0])
        elif operator == b"Ts":
            self._now = float(operands[0]) if operands and isinstance(operands[0], (int, float)) else 0.0
        elif operator == b"BDC":
            self._marked.append(_stands_for(operands))
            self._in_layers.append(self._is_off(operands))
            self._label = operands[:1] == ["/Lbl"]
        elif operator == b"BMC":
            self._marked.append(None)
            self._in_layers.append(False)
        elif operator == b"EMC" and self._marked:
            self._marked.pop()
            self._in_layers.pop()
            self._labelled |= self._label
            self._label = False
        elif operator == b"Do" and operands and (True in self._in_layers or operands[0] in self._off):
            operands.clear()
            self.passed_over = True
        elif operator == b"Tr" and operands:
            mode = operands[0]
            self._states[-1] = replace(state, ink=mode not in _WITHOUT_INK, outlined=mode in _OUTLINED)
        elif operator == b"gs" and operands:
            if (veiled := operands[0] in self._veils) != state.veiled:
                self._states[-1] = replace(state, veiled=veiled)
        elif operator in _COLOURS:
            white, black = (_is_full(operator, operands, paper=paper) for paper in (True, False))
            self._states[-1] = replace(state, white=white, black=black)
        elif operator in (b"sh", b"INLINE IMAGE"):
            self._grounds.append(_EVERYWHERE)
            self.bars = []

    def _make_path(self, operator: bytes, operands: Any, cm: list[float]) -> None:
        state = self._states[-1]
        if operator == b"re" and len(operands) == 4:
            self._rectangles.append((cm, operands))
        elif operator in (b"W", b"W*"):
            sole = len(self._rectangles) == 1
            shown = _corners(self._rectangles[0][0], *self._rectangles[0][1]) if sole else _NOWHERE
            clip = _within(state.clip, shown)
            self._states[-1] = replace(state, clip=clip)
        elif operator == b"n" or operator in _STROKES:
            self._rectangles.clear()
            self._points.clear()
        elif operator in _POINTS:
            self._points += _placed(cm, operands)
        elif operator in _FILLS:
            self._fill(state)
            self._rectangles.clear()
            self._points.clear()

    def _fill(self, state: _State) -> None:
        """What a filled path covers, where it is a box, and which ground it makes."""
        boxes = [_corners(placed, *rectangle) for placed, rectangle in self._rectangles]
        around = _around(self._points) if self._points else _NOWHERE
        if not state.white:
            self._grounds += [*boxes, around]
        if self._cover is None or self.forms or state.veiled:
            return
        if self._points and all(_is_corner(point, around) for point in self._points):
            boxes.append(around)
        if any(one is not other and _within(one, other) == other for one in boxes for other in boxes):
            return  # a frame
        for box in boxes:
            left, low, right, high = seen = _within(state.clip, box)
            if min(right - left, high - low) >= LOWEST_BOX:
                self._cover(seen, False)
                others = [bar for bar in self.bars if not _meet(bar, seen)]
                self.bars = [*self.bars, seen] if state.black else others

    def is_pale(self, x: float, y: float, size: float) -> bool:
        """Whether what was drawn since this was asked last is white, and stands on nothing that was painted there: it
        begins at a place that is not nearer than one letter of `size` to any such thing."""
        pale = self._pale and not self._dark
        self._pale = self._dark = False
        return pale and not any(
            left - size <= x <= right + size and low - size <= y <= high + size
            for left, low, right, high in self._grounds
        )

    def bars_below(self) -> Sequence[Corners]:
        """The black bars that what was drawn since this was asked last, itself black, may stand on: it is not seen."""
        black = self._black and not self._coloured
        self._black = self._coloured = False
        return self.bars if black else ()

    def done(self, operator: bytes, *_: Any) -> None:
        """Called behind each operator, with all that it drew."""
        self.showing = False
        if operator == b"Do":
            self.forms -= 1

    def _is_off(self, operands: Sequence[Any]) -> bool:
        return len(operands) > 1 and operands[0] == "/OC" and isinstance(operands[1], str) and operands[1] in self._off

    def opens_point(self) -> bool:
        """Whether a label without letters, a drawn bullet, stands before what was drawn since this was asked last."""
        opens, self._opens_point = self._opens_point, False
        return opens

    def was_inked(self) -> bool:
        """Whether any of the letters drawn since this was asked last were painted."""
        inked = self._inked or not self._bare
        self._inked = self._bare = False
        return inked


def _corners(cm: Sequence[float], x: float = 0, y: float = 0, wide: float = 1, high: float = 1) -> Corners:
    """Where a rectangle lies on the page, or the unit square, which a picture fills; of one that is turned, what is
    around it."""
    a, b, c, d, right, up = cm
    if not b and not c:  # not turned, as nearly all are
        first, second, low, top = x * a + right, (x + wide) * a + right, y * d + up, (y + high) * d + up
        return min(first, second), min(low, top), max(first, second), max(low, top)
    return _around(_placed(cm, [along for dx in (0, wide) for dy in (0, high) for along in (x + dx, y + dy)]))


def _placed(cm: Sequence[float], numbers: Sequence[float]) -> list[tuple[float, float]]:
    """Points that follow each other as x and y on the page."""
    a, b, c, d, right, up = cm
    pairs = zip(numbers[::2], numbers[1::2], strict=False)
    return [(p * a + q * c + right, p * b + q * d + up) for p, q in pairs]


def _around(points: Sequence[tuple[float, float]]) -> Corners:
    across, along = zip(*points, strict=True)
    return min(across), min(along), max(across), max(along)


def _is_corner(point: tuple[float, float], box: Corners) -> bool:
    left, low, right, high = box
    return all(
        min(abs(at - first), abs(at - second)) < _CORNER
        for at, first, second in zip(point, (left, low), (right, high), strict=True)
    )


def _meet(one: Corners, other: Corners) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _is_full(operator: bytes, colour: Sequence[Any], *, paper: bool) -> bool:
    """Whether a colour is white (`paper`) or black. Of a colour space that the file names itself three ones and four
    noughts are white in all that are in use."""
    if operator == b"cs" or not all(isinstance(part, (int, float)) for part in colour):
        return False
    if len(colour) == 4:
        return all(part <= _ALMOST for part in colour) if paper else colour[3] >= 1 - _ALMOST
    if len(colour) != (1 if operator == b"g" else 3):
        return False
    return all(part >= 1 - _ALMOST if paper else part <= _ALMOST for part in colour)


def _within(outer: Corners, inner: Corners) -> Corners:
    return max(outer[0], inner[0]), max(outer[1], inner[1]), min(outer[2], inner[2]), min(outer[3], inner[3])


def _stands_for(operands: Sequence[Any]) -> str | None:
    """What a marked passage stands for, where that has a soft hyphen in it, a joiner, which is drawn as a space, or
    letters whose glyphs may say nothing: with marks, or of a script that the font lacks. None where they say it all."""
    properties = operands[1] if len(operands) > 1 else None
    text = properties.get("/ActualText") if isinstance(properties, dict) else None
    if isinstance(text, bytes):
        text = text.decode("utf-16" if text[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    if not isinstance(text, str) or not (_WITHOUT_WIDTH.intersection(text) or _may_be_mute(text)):
        return None
    return text.replace(_SOFT_HYPHEN, _JOINER + _SOFT_HYPHEN)  # marked as no hyphen that the page shows


def _may_be_mute(text: str) -> bool:
    """As letters of Hindi, Thai and Chinese. Scripts from the right are left alone: they are drawn in another order."""
    if text.isascii() or len(text) > _LONGEST_CLUSTER:
        return False
    mute = any(unicodedata.category(char).startswith("M") or is_unspaced(char) for char in text)
    return mute and not any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _blank(operator: bytes, operands: Any) -> None:
    """Leave the operator's move and take its letters."""
    if operands:
        operands[-1] = type(operands[-1])() if operator == b"TJ" else b""


def _replace_text(operator: bytes, operands: Any, text: str) -> None:
    operands[0] = [text] if operator == b"TJ" else text


def _widen_gaps(shown: list[Any]) -> None:
    """Where words are set apart by a narrow gap alone, make it as wide as pypdf takes for a space."""
    gaps = [place for place, part in enumerate(shown) if isinstance(part, (int, float)) and part <= -_GAP]
    if len(gaps) < _FEWEST_GAPS or min(shown[place] for place in gaps) <= -_SEEN_GAP:
        return
    letters = sum(len(part) for part in shown if isinstance(part, (str, bytes)))
    if letters >= _LETTERS_A_WORD * len(gaps):
        for place in gaps:
            shown[place] = type(shown[place])(_WIDE_GAP)


def _joined(shown: list[Any]) -> list[Any]:
    """The same run in fewer strings: letters that kerning alone moves apart are one: pypdf takes its time with each.

    What kerning moves in all stands at the end, in parts that are none of them a space.
    """
    if len(shown) < _FEWEST_PARTS:
        return shown
    out: list[Any] = []
    letters: list[bytes] = []
    moved = -_ROUNDING
    for part in shown:
        if isinstance(part, bytes):
            letters.append(part)
        elif isinstance(part, (int, float)) and part > -_KERNING:
            moved += part
        else:
            out += [b"".join(letters), part] if letters else [part]
            letters = []
    out += [b"".join(letters)] if letters else []
    parts = 1 if moved > 0 else int(-moved // _KERNING) + 1
    return [*out, *[moved / parts] * parts]
