"""What a page draws, as values: a `Fragment` is a run of one font, a `Line` all that stands on one baseline."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of one font: `x` along the line and `y` across it, in points, `angle` in degrees.

    `inked` is False where nothing of it is painted, as of the words that OCR lays over a picture; `placed`
    is False where it stands in a form of its own, whose place on the page pypdf does not tell.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    slanted: bool = False
    angle: int = 0
    inked: bool = True
    placed: bool = True

    @property
    def width(self) -> float:
        """An estimate, since the file's own widths are not at hand: the letters of a book face, in points."""
        return self.size * sum(map(char_width, self.text.rstrip()))


@cache
def char_width(char: str) -> float:
    if char.isspace() or char in ".,;:'’!|()[]il/-":
        return 0.3
    if char.isupper() or char in "mw%—":
        return 0.72
    drawn_form = "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc"  # of Arabic and Hebrew letters
    return 1.0 if ord(char) > 0x2E80 and not drawn_form else 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn from `left` to `right` at height `y`, in points; `thick` is 0 where a pen drew it."""

    left: float
    right: float
    y: float
    thick: float


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line with a gap on each side, tidy, from `left` to `right` at height `y`, in points.

    `tail` is its last run where it has several, which begins at `tail_left`: widths are estimates, so that a figure may
    stand apart from a long label in truth. `cell`: the upright lines that are drawn beside it, at the left and at the
    right, in points; infinite where none is.
    """

    text: str
    left: float
    right: float
    y: float
    tail: str = ""
    tail_left: float = 0.0
    cell: tuple[float, float] = (-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    `cells` is 2 or more where it is a row of a table, and `cell_x` is where the last one begins; `noted` where a
    raised mark opens it. `parts` are its words as gaps set them apart, in the file's order; `placed` as of its first
    letters of the usual size.
    """

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool
    slanted: bool = False
    cells: int = 1
    cell_x: float = 0.0
    angle: int = 0
    noted: bool = False
    parts: tuple[Part, ...] = ()
    placed: bool = True

    def __hash__(self) -> int:  # lines are looked up often, and hardly any two of a page say the same at one height
        return hash((self.text, self.page, self.y))
