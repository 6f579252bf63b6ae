"""Stems of texts in, what each text says out, and which of them say a stem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from index.tokens import stems


@lru_cache(maxsize=2048)
def bag_of(text: str) -> frozenset[str]:
    """The stems of its words. The same texts are asked again by each question: of these it is known."""
    return frozenset(stems(text))


class Bags:
    """Of each text the stems of its words, in the texts' order."""

    def __init__(self, bags: Iterable[frozenset[str]]) -> None:
        self._bags = list(bags)
        self._places: dict[str, list[int]] = {}
        for place, bag in enumerate(self._bags):
            for stemmed in bag:
                self._places.setdefault(stemmed, []).append(place)

    def __getitem__(self, place: int) -> frozenset[str]:
        return self._bags[place]

    def __iter__(self) -> Iterator[frozenset[str]]:
        return iter(self._bags)

    def __len__(self) -> int:
        return len(self._bags)

    def say(self, stemmed: str) -> bool:
        """Whether any text says it."""
        return stemmed in self._places

    def saying(self, any_of: Iterable[str], at_least: int) -> set[int]:
        """Places of the texts that say so many of the stems, at least one."""
        said = Counter(chain.from_iterable(self._places.get(stemmed, ()) for stemmed in any_of))
        return {place for place, count in said.items() if count >= at_least}
