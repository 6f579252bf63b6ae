"""The numbers printed on a file's pages, read from its running heads and feet where the file itself names none.

Lines as drawn and lines as kept in, a label for each page out. A number is believed where it counts the pages by one
over a stretch of them; what only happens to stand there (a symbol, a year, a job number) does not count along.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.pdf_runs import Line

# "12", and with the part before it: "A-12" of an annex, "3-12" or "3.12" of a chapter.
_ARABIC = re.compile(r"(?<![\d.,])(?:(?<![^\W_/])([A-Z]{1,4}[-.]|\d{1,2}[-.]))?(\d{1,4})(?![\d.,])")
_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_BESIDE = "–—-|·[]()"  # what stands around a number at a foot
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_FEWEST = 3  # pages of a stretch: two numbers follow each other by chance
_SHARE = 0.6  # of a stretch's pages print the number; a chapter's first page often does not


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pages `first` to `last` of the file, on which the printed number is the file's and `ahead`, behind `part`.

    `roman`: "i" or "I" where it is a roman one in small letters or in capitals, else "".
    """

    ahead: int
    first: int
    last: int
    printed: int
    roman: str
    part: str

    def label(self, page: int) -> str | None:
        """None before the number 1."""
        number = page + self.ahead
        if number < 1 or not self.roman:
            return f"{self.part}{number}" if number > 0 else None
        return _in_roman(number) if self.roman == "i" else _in_roman(number).upper()


def printed_numbers(pages: Sequence[Sequence[Line]], kept: Sequence[Sequence[Line]]) -> list[str | None]:
    """A label for each page; None where the pages print no number that counts them.

    `kept`: the same pages without their running heads and feet. A page that prints none between two of a stretch
    or before its first has the number that its place gives it.
    """
    stretches = _stretches(list(_running(pages, kept)))
    return [_label(page, stretches) for page in range(1, len(pages) + 1)]


def told_apart(labels: Sequence[str | None]) -> list[str | None]:
    """The same with a label in brackets, "[1]", for a page without one whose place in the file another prints."""
    printed = set(labels)
    return [
        f"[{page}]" if label is None and str(page) in printed else label for page, label in enumerate(labels, start=1)
    ]


def _label(page: int, stretches: Sequence[_Stretch]) -> str | None:
    holding = [each for each in stretches if each.first <= page <= each.last]
    after = sorted((each for each in stretches if each.first > page), key=lambda each: each.first)
    return next((label for each in [*holding, *after[:1]] if (label := each.label(page))), None)


def _running(pages: Sequence[Sequence[Line]], kept: Sequence[Sequence[Line]]) -> Iterable[tuple[int, str]]:
    """(page, words) of every running head and foot."""
    for number, (page, body) in enumerate(zip(pages, kept, strict=True), start=1):
        left = {id(line) for line in body}
        yield from ((number, line.text) for line in page if id(line) not in left)


def _stretches(running: Sequence[tuple[int, str]]) -> list[_Stretch]:
    """The stretches that the numbers make, the one with the most pages first."""
    seen: defaultdict[tuple[int, str, str], set[int]] = defaultdict(set)
    for page, words in running:
        for number, roman, part in _numbers(words):
            seen[number - page, roman, part].add(page)
    found = [
        _Stretch(ahead, min(on), max(on), len(on), roman, part)
        for (ahead, roman, part), on in seen.items()
        if len(on) >= _FEWEST and len(on) >= _SHARE * (max(on) - min(on) + 1)
    ]
    return sorted(found, key=lambda each: -each.printed)


def _numbers(words: str) -> set[tuple[int, str, str]]:
    """Every number that may be the page's, "i" or "I" for a roman one, and the part's name before it ("A-"), or ""."""
    arabic = {(int(number), "", part) for part, number in _ARABIC.findall(words)}
    said = [word for word in (one.strip(_BESIDE) for one in words.split()) if word]
    ends = {
        word
        for word in (*said[:1], *said[-1:])
        if _ROMAN.fullmatch(word.lower()) and (word.islower() or word.isupper())
    }
    return arabic | {(_value(word.lower()), "i" if word.islower() else "I", "") for word in ends}


def _value(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _in_roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[tens] + (
        "",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
    )[ones]
