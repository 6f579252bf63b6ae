"""Documents of an index in, what finds in each of them out: opened when it is first asked, and let go again.

What a document needs when it is asked takes some 13 kB a passage and a seventh of a millisecond to make. Few documents
are all open from the start; of an archive those lie open that were asked last.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from assistant.answering.answering import Finder
from index.passage_index import Held, PassageIndex

_MOST = 100_000  # passages of the documents that lie open together


class Shelf:
    """Finders over the documents of one index, each by itself."""

    def __init__(self, index: PassageIndex, most: int = _MOST) -> None:
        self._index, self._most = index, most
        self._open: OrderedDict[str, Finder] = OrderedDict()  # by name, the one asked last at the end
        self._passages = 0
        self._turn = Lock()

    def finder(self, part: Held) -> Finder:
        """Over a document of the index. Those that were not asked for longest go where there is no room for it."""
        name = part[0].name
        with self._turn:
            if found := self._open.get(name):
                self._open.move_to_end(name)
                return found
            alone = self._index.alone(part)
            alone.prepare()
            self._open[name] = found = Finder(alone)
            self._passages += len(alone.passages)
            while self._passages > self._most and len(self._open) > 1:
                _, gone = self._open.popitem(last=False)
                self._passages -= len(gone.held.index.passages)
            return found

    def has_room(self, part: Held) -> bool:
        """Whether a document is open, or may be without another's having to go."""
        return part[0].name in self._open or self._passages + len(part[1].passages.starts) - 1 <= self._most
