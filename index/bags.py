"""Texts in, the stems of each out, and which of them say a stem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.tokens import stems


class Bags:
    """Of each text the stems of its words, in the texts' order."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._bags = [frozenset(stems(text)) for text in texts]
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

    def saying(self, any_of: Iterable[str]) -> Iterator[frozenset[str]]:
        """Those of the texts that say any of the stems: a few of a large document's."""
        found = set[int]().union(*(self._places.get(stemmed, ()) for stemmed in any_of))
        return (self._bags[place] for place in sorted(found))
