"""What a PDF's page draws, as lines: fragments in, `Line` out.

A fragment is a run of one font. Where it stands, how large and how bold it is tells a heading from a sentence and
one paragraph from the next far better than the words do. What repeats on every page is for `running_heads`,
what lines belong together for `pdf_pieces`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.printed_words import MAYBE_SPACE, RAISED, is_right_to_left, letters

_MARKER_ONLY = re.compile(r"^\(?[\w.]{1,8}[.)]?$|^[•●▪■◦–—‣·*-]$")
_MAYBE_GAP = re.compile(r" (?:[-–]|[^\W\d_])")
# A cell begins where the gap before it is wider than this many times the size of the letters.
_CELL_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of one font: `x` along the line and `y` across it, in points, `angle` in degrees."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    slanted: bool = False
    angle: int = 0

    @property
    def width(self) -> float:
        """An estimate, since the file's own widths are not at hand: the letters of a book face, in points."""
        return self.size * sum(_char_width(char) for char in self.text.rstrip())


def _char_width(char: str) -> float:
    if char.isspace() or char in ".,;:'’!|()[]il/-":
        return 0.3
    if char.isupper() or char in "mw%—":
        return 0.72
    return 1.0 if ord(char) > 0x2E80 else 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    `cells` is 2 or more where it is a row of a table, and `cell_x` is where the last one begins; `noted` where a
    raised mark opens it.
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


def lines_of(fragments: Iterable[Fragment], page: int) -> list[Line]:
    """The lines of one page in the file's order; empty ones are left out."""
    lines: list[Line] = []
    here: list[Fragment] = []
    for fragment in fragments:
        first, *rest = fragment.text.split("\n")
        for number, text in enumerate([first, *rest]):
            if number:
                _close(here, page, lines)
                here = []
            if text:
                here.append(replace(fragment, text=text))
    _close(here, page, lines)
    return lines


def _close(fragments: list[Fragment], page: int, lines: list[Line]) -> None:
    drawn = [fragment for fragment in fragments if fragment.text.strip()]
    if not drawn:
        return
    sizes: Counter[float] = Counter()
    for fragment in drawn:
        sizes[round(fragment.size, 2)] += len(fragment.text.strip())
    size = sizes.most_common(1)[0][0]
    if "".join(fragment.text for fragment in drawn).isupper():
        size = max(sizes)  # small capitals are set with two sizes
    base = [fragment for fragment in drawn if round(fragment.size, 2) == size]
    text = _text(fragments, size, base[0].y)
    if not text.strip():
        return
    cells = _cell_starts(drawn)
    worded = [fragment for fragment in drawn if any(char.isalnum() for char in fragment.text)]
    lines.append(
        Line(
            text=text.strip(),
            page=page,
            x=min(fragment.x for fragment in drawn) if not is_right_to_left(text) else base[0].x,
            y=base[0].y,
            size=size,
            bold=bool(worded) and all(fragment.bold for fragment in worded),
            slanted=bool(worded) and all(fragment.slanted for fragment in worded),
            cells=len(cells) + 1,
            cell_x=cells[-1] if cells else 0.0,
            angle=base[0].angle,
            noted=drawn[0] is not base[0] and _is_raised(drawn[0], size, base[0].y),
        )
    )


def _text(fragments: list[Fragment], size: float, height: float) -> str:
    line = "".join(fragment.text for fragment in fragments)
    if is_right_to_left(line):
        return _read_from_right(fragments)
    text = ""
    before: Fragment | None = None
    for fragment in fragments:
        part = fragment.text
        if (
            text.strip()
            and text[-1] != " "
            and part[:1].isdigit()
            and part.strip().isdigit()
            and _is_raised(fragment, size, height)
        ):
            text += part.translate(RAISED)
        elif before and _MAYBE_GAP.match(part) and text[-1:].isalnum() and _is_close(before, fragment):
            text += MAYBE_SPACE + part[1:]
        else:
            text += part
        before = fragment if part.strip() else before
    return letters(text)


def _is_close(before: Fragment, fragment: Fragment) -> bool:
    return fragment.x - before.x < 0.6 * fragment.size + 1.2 * before.width


def _is_raised(fragment: Fragment, size: float, height: float) -> bool:
    return fragment.size < 0.8 * size and fragment.y > height + 0.15 * size


def _read_from_right(fragments: list[Fragment]) -> str:
    """A line of Arabic or Hebrew in reading order.

    pypdf gives each run in reading order, but the runs in the file's. Where they go from left to right on the page,
    they are read the other way round; Latin words and numbers among them keep their own order.
    """
    drawn = [fragment for fragment in fragments if fragment.text.strip()]
    goes_right = sum((later.x > earlier.x) - (later.x < earlier.x) for earlier, later in pairwise(drawn))
    if goes_right <= 0:
        return letters("".join(fragment.text for fragment in fragments))
    ordered: list[str] = []
    left_to_right: list[str] = []
    for fragment in reversed(drawn):
        if is_right_to_left(fragment.text):
            ordered += [*reversed(left_to_right), fragment.text.strip()]
            left_to_right = []
        else:
            left_to_right.append(fragment.text.strip())
    return letters(" ".join([*ordered, *reversed(left_to_right)]))


def _cell_starts(drawn: list[Fragment]) -> list[float]:
    """Where the second cell of a row and those after it begin; none for a line of running text."""
    starts = []
    for place, (earlier, later) in enumerate(pairwise(drawn)):
        if place == 0 and _MARKER_ONLY.match(earlier.text.strip()):
            continue  # "12." and its paragraph, "(a)" and its item
        if later.text.lstrip()[:1].islower():
            continue  # a word's second half, which Word sets apart now and then
        if later.x - earlier.x > _CELL_GAP * later.size + 1.15 * earlier.width:
            starts.append(later.x)
    return starts
