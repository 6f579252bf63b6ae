"""Running heads and feet: found by where they stand and that they repeat, and left out.

They cut the sentence that crosses a page ("A/80/605 3/71 26-01035"), and would be quoted as if the report said them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.pdf_runs import Line

_NUMBER = re.compile(r"\d+")
_ROMAN_PAGE = re.compile(r"^(?:[ivxlc]{1,6}|[IVX]{1,6})$")
_BESIDE_A_NUMBER = "–—-|·[]()"
_FOLIO = re.compile(r"^(?:page )?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|de|sur)\s*\d{1,4})?$", re.IGNORECASE)
_APART = 2.5  # sizes of its letters, between a folio and the nearest line of the body
_TIGHT = 1.8  # sizes of its letters between two lines of a text, the widest
_LARGER = 1.08  # than the text's letters: a heading
_FEW_LINES = 3
_FEWEST_COUNTED = 5  # pages, in stretches
# Lines this many points apart stand at the same height on their pages.
_SAME_HEIGHT = 4.0


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
    known = {_signature(line.text) for page, kept in zip(pages, left, strict=True) for line in _dropped(page, kept)}
    left = [_without(page, known) for page in left]
    return left if any(left) else [list(page) for page in pages]  # a file of nothing but such lines has no body


def _dropped(page: Sequence[Line], kept: list[Line]) -> list[Line]:
    left = {id(line) for line in kept}
    return [line for line in page if id(line) not in left]


def _without(page: list[Line], known: set[tuple[str, ...]]) -> list[Line]:
    """The page without known heads that stand on their side, as on a wide page, and without a folio left alone."""
    upright = Counter(line.angle for line in page if _signature(line.text) not in known).most_common(1)
    page = [
        line
        for line in page
        if _signature(line.text) not in known or (upright and line.angle == upright[0][0] and len(page) > _FEW_LINES)
    ]
    for line in (page[-1:] + page[:1]) if len(page) > 1 else []:
        if _FOLIO.match(line.text) and int(_NUMBER.findall(line.text)[0]) == line.page and _stands_apart(line, page):
            page = [other for other in page if other is not line]
    return page


def _stands_apart(line: Line, page: list[Line]) -> bool:
    others = [other.y for other in page if other is not line]
    return line.y < min(others) - _APART * line.size or line.y > max(others) + _APART * line.size


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
    filled = sum(map(bool, pages))
    repeating = [group for group in groups.values() if _repeats(group, filled)]
    repeated = {id(line) for group in repeating for line in group if _is_at_usual_height(line, group)}
    if not repeated:
        return [None] * len(pages)
    repeated -= _of_the_body(pages, repeated, top)
    dropped: list[float | None] = []
    for page in pages:
        gone = [line for line in page if id(line) in repeated]
        dropped.append(gone[0].y if gone else None)
        page[:] = [line for line in page if id(line) not in repeated]
    return dropped


def _of_the_body(pages: list[list[Line]], repeated: set[int], top: bool) -> set[int]:
    """Those that belong to the text on most of their pages: lines as close as those of a text lead from them to words
    of this page, or they stand in larger letters right over such words, as a heading does."""
    where = Counter(signature for page in pages for signature in {_signature(line.text) for line in page})
    groups: defaultdict[tuple[str, ...], dict[int, bool]] = defaultdict(dict)
    for page in pages:
        inward = sorted(page, key=lambda line: line.y, reverse=top)
        for place, line in enumerate(inward):
            if id(line) in repeated and any(map(str.isalpha, line.text)) and not _FOLIO.match(line.text):
                groups[_signature(line.text)][id(line)] = _leads_into_text(line, inward[place + 1 :], where)
    return {line for group in groups.values() if 2 * sum(group.values()) > len(group) for line in group}


def _leads_into_text(line: Line, inward: Sequence[Line], where: Counter[tuple[str, ...]]) -> bool:
    """`inward`: the lines from this one away from its edge; `where`: on how many pages each stands."""
    last = line
    for after in inward:
        fall = abs(after.y - last.y)
        over = last is line and line.size > _LARGER * after.size and fall < _APART * line.size
        if fall >= _TIGHT * min(last.size, after.size) and not over:
            return False
        if fall and 2 * where[_signature(after.text)] <= where[_signature(line.text)]:
            return True
        last = after
    return False


def _outermost(page: list[Line], top: bool) -> list[Line]:
    if not page:
        return []
    upright = Counter(line.angle for line in page).most_common(1)[0][0]  # a stamp along the margin is no foot
    page = [line for line in page if line.angle == upright]
    edge = max(line.y for line in page) if top else min(line.y for line in page)
    return [line for line in page if abs(line.y - edge) <= _SAME_HEIGHT]


@lru_cache(maxsize=1024)  # each line of a page is looked at beside every other
def _signature(text: str) -> tuple[str, ...]:
    """Equal for "3/71 26-01035" and "26-01035 4/71": words in any order, numbers as "#"."""
    words = text.split()
    said = [place for place, word in enumerate(words) if word.strip(_BESIDE_A_NUMBER)]
    for end in (*said[:1], *said[-1:]):
        if _ROMAN_PAGE.match(words[end].strip(_BESIDE_A_NUMBER)):
            words[end] = "#"
    return tuple(sorted(_NUMBER.sub("#", word.casefold()) for word in words))


def _repeats(group: list[Line], pages: int) -> bool:
    where = {line.page for line in group}
    if len(where) < (2 if pages <= 4 else 3) or len(where) < len(group):
        return False
    signs = [word for word in _signature(group[0].text) if word.strip(_BESIDE_A_NUMBER)]
    if all(word == "#" for word in signs) and not _NUMBER.search(group[0].text):
        return True
    columns: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in group:
        words = sorted(line.text.casefold().split(), key=lambda word: (_NUMBER.sub("#", word), len(word)))
        for column, number in enumerate(_NUMBER.findall(" ".join(words))):
            columns[column].append((line.page, int(number[:9])))
    return all(_follows_pages(column) for column in columns.values())


def _follows_pages(numbers: list[tuple[int, int]]) -> bool:
    """True where the numbers stay the same or count the pages, but for one in five, or count them in stretches, as
    where pages are missing."""
    same = Counter(number for _, number in numbers).most_common(1)[0][1]
    counts = Counter(number - page for page, number in numbers).most_common(1)[0][1]
    steps = [(later[0] - earlier[0], later[1] - earlier[1]) for earlier, later in pairwise(sorted(numbers))]
    counted = sum(pages == step for pages, step in steps)
    rising = len(numbers) >= _FEWEST_COUNTED and all(step > 0 for _, step in steps)
    return max(same, counts) >= 0.8 * len(numbers) or (rising and counted >= 0.6 * len(steps))


def _is_at_usual_height(line: Line, group: list[Line]) -> bool:
    return sum(abs(other.y - line.y) <= _SAME_HEIGHT for other in group) >= 2
