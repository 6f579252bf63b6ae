"""A Word file's numbering in, the number that Word counts for each paragraph out, such as "12." or "(a)".

Word keeps no number in the text: it counts what belongs to a list, a level at a time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from corpus.numerals import letters, roman
from corpus.word_package import Styles, W, child, switched_on, value

_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
_UNNUMBERED = ("bullet", "none")
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str  # "%1.%2" with the numbers of the levels
    legal: bool  # every number in figures, whatever its level says


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph's place in a list: how deep, from 1, and its number, "" where it has a bullet."""

    depth: int
    number: str


class Numbers:
    """Asked for each paragraph in order, as Word counts."""

    def __init__(self, part: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._of_style: dict[tuple[str, str], int] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if part is None:
            return
        for each in part.iter(f"{W}abstractNum"):
            key = str(each.get(f"{W}abstractNumId"))
            self._levels[key] = {_depth(level): _level(level) for level in each.iter(f"{W}lvl")}
            for level in each.iter(f"{W}lvl"):
                self._of_style[key, value(level, "pStyle")] = _depth(level)
        for each in part.iter(f"{W}num"):
            key = str(each.get(f"{W}numId"))
            self._lists[key] = value(each, "abstractNumId")
            overrides = ((_depth(one), value(one, "startOverride")) for one in each.iter(f"{W}lvlOverride"))
            self._restarts[key] = {depth: int(start) for depth, start in overrides if start}

    def of(self, paragraph: Element) -> Listed | None:
        """None where the paragraph is in no list."""
        key, depth = self._place(paragraph)
        abstract = self._lists.get(key, "")
        level = self._levels.get(abstract, {}).get(depth)
        if level is None:
            return None
        counts = self._counts[abstract]
        if (restart := self._restarts[key].pop(depth, None)) is not None:
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return Listed(depth + 1, "" if level.form in _UNNUMBERED else self._number(abstract, level))

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level, as the paragraph says, or the nearest of its styles."""
        style = value(paragraph, "pPr/pStyle")
        key, depth = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        for each in self._styles.chain(style):
            key = key or value(each, "pPr/numPr/numId")
            depth = depth or value(each, "pPr/numPr/ilvl")
        if depth:
            return key, int(depth)
        return key, self._of_style.get((self._lists.get(key, ""), style), 0)

    def _number(self, abstract: str, level: _Level) -> str:
        counts, levels = self._counts[abstract], self._levels[abstract]

        def written(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            of = levels.get(depth, level)
            number = counts.get(depth, of.start)
            return str(number) if level.legal else _FORMS.get(of.form, str)(number)

        return _PLACE.sub(written, level.text).strip()


def _depth(element: Element) -> int:
    return int(element.get(f"{W}ilvl") or 0)


def _level(element: Element) -> _Level:
    return _Level(
        int(value(element, "start") or 1),
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        child(element, "isLgl") is not None and switched_on(element, "isLgl"),
    )
