"""Words and a drawn page's letters in, the boxes that hold exactly these words out; nothing where that is no certainty.

A report and the program that draws a page do not agree on white space, hyphens at line ends and ligatures, so letters
and figures alone are compared. Words that stand on a page more than once are told apart by what stands around them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.report import Report, Span

_AGREEING = 8  # letters right before and after the words that must agree where they stand on a page more than once
_FARTHEST = 1.5  # of a line's height between two letters in one box: the widest space of a justified line
_TATWEEL = "\u0640"  # lengthens an Arabic word and is no letter of it


@dataclass(frozen=True, slots=True)
class Box:
    """Shares of the picture's width and height, from its upper left corner: 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def has_area(self) -> bool:
        return self.right > self.left and self.bottom > self.top

    @property
    def is_on_the_picture(self) -> bool:
        x, y = self.centre
        return 0 <= x <= 1 and 0 <= y <= 1

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """One character as the page shows it; a second one of a ligature has a box without area."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class OnPage:
    """The part of a quote that stands on one page, with what the report has before and after it there."""

    before: str
    words: str
    after: str


def pages_of(report: Report, span: Span) -> tuple[int, ...]:
    """The numbers in the file (from 1) of the pages on which the words stand; empty where the file has no pages."""
    first, last = report.page_at(span.start), report.page_at(span.end - 1)
    if first is None or last is None:
        return ()
    return tuple(page.number for page in report.pages if first.number <= page.number <= last.number)


def on_page(report: Report, span: Span, number: int) -> OnPage | None:
    """None where none of the words stand on page `number` of the file."""
    for place, page in enumerate(report.pages):
        if page.number != number:
            continue
        ends = report.pages[place + 1].start if place + 1 < len(report.pages) else len(report.text)
        begins = page.start if place else 0  # whatever stands before the first page's beginning is on it
        start, end = max(span.start, begins), min(span.end, ends)
        if start < end:
            return OnPage(report.text[begins:start], report.text[start:end], report.text[end:ends])
    return None


def marks(letters: Sequence[Letter], sought: OnPage) -> tuple[Box, ...]:
    """A box for each piece of a line, in reading order; empty where it cannot be proved to be the words and no others.

    `letters`: all of the page, in its own order.
    """
    places = [(folded, number) for number, letter in enumerate(letters) for folded in _folded(letter.text)]
    at = _place("".join(folded for folded, _ in places), sought)
    if at is None:
        return ()
    length = len(_folded(sought.words))
    first, last = places[at][1], places[at + length - 1][1]
    while last + 1 < len(letters) and unicodedata.category(letters[last + 1].text)[0] == "M":
        last += 1
    first, last = _with_punctuation(letters, first, last, sought.words)
    boxes = _lines(letters[first : last + 1])
    return boxes if _proved(boxes, letters, first, last) else ()


def _folded(text: str) -> str:
    """Letters and figures alone, ligatures and accents taken apart, accents left out."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if unicodedata.category(char)[0] in "LN" and char != _TATWEEL
    )


def _place(page: str, sought: OnPage) -> int | None:
    """Where the words begin among the page's letters; None where they do not, or might begin at several places."""
    before, words, after = (_folded(part) for part in (sought.before, sought.words, sought.after))
    found = _all_places(page, words) if words else []
    if not found:
        return None
    if len(found) == 1 and len(_all_places(before + words + after, words)) == 1:
        return found[0]
    agreeing = sorted(
        ((_alike(page[:at][::-1], before[::-1]) + _alike(page[at + len(words) :], after), at) for at in found),
        reverse=True,
    )
    (most, at), *others = agreeing
    return at if most >= _AGREEING and all(less < most for less, _ in others) else None


def _all_places(text: str, words: str) -> list[int]:
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _alike(one: str, other: str) -> int:
    """How many letters at their beginnings are the same."""
    differs = (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs)
    return next(differs, min(len(one), len(other)))


def _with_punctuation(letters: Sequence[Letter], first: int, last: int, words: str) -> tuple[int, int]:
    """The first and last place, moved over the words' own marks before and after them as far as these agree."""
    marked = [char for char in unicodedata.normalize("NFKD", words) if not char.isspace()]
    ends = [place for place, char in enumerate(marked) if _folded(char)]
    for char in reversed(marked[: ends[0]]):
        first = _one_further(letters, first, -1, char)
    for char in marked[ends[-1] + 1 :]:
        last = _one_further(letters, last, 1, char)
    return first, last


def _one_further(letters: Sequence[Letter], at: int, step: int, char: str) -> int:
    """The next place that is not blank where `char` stands there, else `at`."""
    place = at + step
    while 0 <= place < len(letters) and not letters[place].text.strip():
        place += step
    return place if 0 <= place < len(letters) and unicodedata.normalize("NFKD", letters[place].text) == char else at


def _lines(letters: Sequence[Letter]) -> tuple[Box, ...]:
    """What follows on one line without a wide gap shares a box."""
    boxes: list[Box] = []
    for letter in letters:
        if not letter.text.strip() or not letter.box.has_area:
            continue
        if boxes and _is_beside(boxes[-1], letter.box):
            boxes[-1] = boxes[-1].around(letter.box)
        else:
            boxes.append(replace(letter.box))
    return tuple(boxes)


def _is_beside(line: Box, box: Box) -> bool:
    lower = min(line.height, box.height)
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    gap = max(box.left - line.right, line.left - box.right)
    return shared > lower / 2 and gap <= _FARTHEST * max(line.height, box.height)


def _proved(boxes: Sequence[Box], letters: Sequence[Letter], first: int, last: int) -> bool:
    """Whether every letter of the words has a place on the picture, and no other letter's middle lies in a box."""
    words = letters[first : last + 1]
    shown = [letter.box.has_area for letter in words]
    for place, letter in enumerate(words):
        if not _folded(letter.text):
            continue
        if not shown[place] and not (place and any(shown[max(0, place - 2) : place])):
            return False
        if shown[place] and not letter.box.is_on_the_picture:
            return False
    others = [*letters[:first], *letters[last + 1 :]]
    return not any(
        box.holds(letter.box.centre) and not _is_drawn_twice(letter, words)
        for letter in others
        if letter.text.strip() and letter.box.has_area
        for box in boxes
    )


def _is_drawn_twice(letter: Letter, words: Sequence[Letter]) -> bool:
    """Whether the same letter stands at the same place, as in bold type that is made by drawing it again."""
    return any(one.text == letter.text and one.box.holds(letter.box.centre) for one in words)
