"""What a PDF's page draws, as lines: fragments in, `Line` out, with running heads and feet left behind.

A fragment is a run of one font. Where it stands, how large and how bold it is tells a heading from a sentence and
one paragraph from the next far better than the words do. What lines belong together is for `pdf_pieces`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.printed_words import MAYBE_SPACE, is_right_to_left, letters

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKER_ONLY = re.compile(r"^\(?[\w.]{1,8}[.)]?$|^[•●▪■◦–—‣·*-]$")
_NUMBER = re.compile(r"\d+")
_ROMAN_PAGE = re.compile(r"^[ivxlc]{1,6}$")
# A cell begins where the gap before it is wider than this many times the size of the letters.
_CELL_GAP = 2.0
# Lines this many points apart stand at the same height on their pages.
_SAME_HEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of one font: `x` along the line and `y` up the page, both in points from the page's corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool

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
    """A line of a page. `cells` is 2 or more where it is a row of a table; `noted` where a raised mark opens it."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool
    cells: int = 1
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
                here.append(Fragment(text, fragment.x, fragment.y, fragment.size, fragment.bold))
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
    base = [fragment for fragment in drawn if round(fragment.size, 2) == size]
    text = _text(fragments, size, base[0].y)
    if not text.strip():
        return
    lines.append(
        Line(
            text=text.strip(),
            page=page,
            x=min(fragment.x for fragment in drawn) if not is_right_to_left(text) else base[0].x,
            y=base[0].y,
            size=size,
            bold=all(fragment.bold for fragment in drawn if any(char.isalnum() for char in fragment.text)),
            cells=_cells(drawn),
            noted=drawn[0] is not base[0] and _is_raised(drawn[0], size, base[0].y),
        )
    )


def _text(fragments: list[Fragment], size: float, height: float) -> str:
    line = "".join(fragment.text for fragment in fragments)
    if is_right_to_left(line):
        return _read_from_right(fragments)
    text = ""
    for fragment in fragments:
        part = fragment.text
        if text and part.strip().isdigit() and _is_raised(fragment, size, height) and text.strip():
            text += part.translate(_SUPERSCRIPT)
        elif text[-1:].isalpha() and re.match(r" -?[^\W\d_]", part) and not part[1].isupper():
            text += MAYBE_SPACE + part[1:]
        else:
            text += part
    return letters(text)


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


def _cells(drawn: list[Fragment]) -> int:
    cells = 1
    for place, (earlier, later) in enumerate(pairwise(drawn)):
        if place == 0 and _MARKER_ONLY.match(earlier.text.strip()):
            continue  # "12." and its paragraph, "(a)" and its item
        cells += later.x - earlier.x - earlier.width > _CELL_GAP * later.size
    return cells


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without the lines that stand at the top or bottom of many of them and differ only in numbers.

    Only a page's outermost lines are looked at, and a second line only where it is close to a first that repeats;
    a number may change only as the page's number does. So a table's head or a body line is never taken.
    """
    left = [list(page) for page in pages]
    for top in (True, False):
        near: list[float | None] = [None] * len(left)
        for _ in range(3):
            near = _drop_outermost(left, top, near)
            if all(height is None for height in near):
                break
    return left


def _drop_outermost(pages: list[list[Line]], top: bool, near: list[float | None]) -> list[float | None]:
    """Drop one height's repeated lines from each page; where they stood, or None where none were dropped."""
    first_round = all(height is None for height in near)
    groups: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for page, height in zip(pages, near, strict=True):
        outer = _outermost(page, top)
        if not first_round and (height is None or not outer or abs(outer[0].y - height) > 2 * outer[0].size):
            continue
        for line in outer:
            groups[_signature(line.text)].append(line)
    repeated = {
        id(line)
        for group in groups.values()
        for line in group
        if _repeats(group, sum(bool(page) for page in pages)) and _is_at_usual_height(line, group)
    }
    dropped: list[float | None] = []
    for page in pages:
        gone = [line for line in page if id(line) in repeated]
        dropped.append(gone[0].y if gone else None)
        page[:] = [line for line in page if id(line) not in repeated]
    return dropped


def _outermost(page: list[Line], top: bool) -> list[Line]:
    if not page:
        return []
    edge = max(line.y for line in page) if top else min(line.y for line in page)
    return [line for line in page if abs(line.y - edge) <= _SAME_HEIGHT]


def _signature(text: str) -> tuple[str, ...]:
    """Equal for "3/71 26-01035" and "26-01035 4/71": words in any order, numbers as "#"."""
    words = text.casefold().split()
    return tuple(
        sorted("#" if _ROMAN_PAGE.match(word) and len(words) == 1 else _NUMBER.sub("#", word) for word in words)
    )


def _repeats(group: list[Line], pages: int) -> bool:
    where = {line.page for line in group}
    if len(where) < (2 if pages <= 4 else 3) or len(where) < len(group):
        return False
    if all(word == "#" for word in _signature(group[0].text)) and not _NUMBER.search(group[0].text):
        return True
    columns: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in group:
        words = sorted(line.text.casefold().split(), key=lambda word: (_NUMBER.sub("#", word), len(word)))
        for column, number in enumerate(_NUMBER.findall(" ".join(words))):
            columns[column].append((line.page, int(number[:9])))
    return all(_follows_pages(column) for column in columns.values())


def _follows_pages(numbers: list[tuple[int, int]]) -> bool:
    """True where the numbers stay the same or count the pages, but for one in five."""
    same = Counter(number for _, number in numbers).most_common(1)[0][1]
    counts = Counter(number - page for page, number in numbers).most_common(1)[0][1]
    return max(same, counts) >= 0.8 * len(numbers)


def _is_at_usual_height(line: Line, group: list[Line]) -> bool:
    return sum(abs(other.y - line.y) <= _SAME_HEIGHT for other in group) >= 2
