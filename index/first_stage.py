"""Passages of very many documents in, the few documents out that a question is asked of: the first stage.

Three lists of the passages nearest to the question, by meaning, across languages and by words, are made without looking
at each; each brings its documents in the order of their first passage. Method: reciprocal rank fusion (Cormack, Clarke
and Büttcher 2009).
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from index.encoder import Matrix, Whole
from index.question_vectors import QuestionVectors
from index.tokens import stems
from index.vector_search import Nearest, NearestOf
from index.word_search import NearestWords

_NEAREST = 1000  # passages of each list: of documents that stand lower none is asked
_RANKS = 10  # how slowly a rank's worth falls
_FEW = 5_000  # passages of which an index is made sooner than one that was kept is opened
# The second encoder's list alone brings the document that answers among the first sixteen of 27 in 0.99 of questions,
# the first one's in 0.91, words' in 0.89.
_ACROSS = 2.0


@dataclass(frozen=True, slots=True)
class Pooled:
    """Passages of all documents, those of document `i` from `starts[i]` to `starts[i + 1]`. `key` names them and the
    models; what is costly is made when it is called: unit vectors by meaning and across languages, (passages,
    dimension), None without; the stems of each passage."""

    key: str
    starts: Whole
    meaning: Callable[[], Matrix] | None
    across: Callable[[], Matrix] | None
    words: Callable[[], Iterable[Sequence[str]]]

    def __len__(self) -> int:
        return int(self.starts[-1])


class Keep(Protocol):
    """Where a first stage is kept; without one it is in memory and made anew each time."""

    def vectors(self, pooled: Pooled, name: str, make: Callable[[], Matrix]) -> Nearest:
        """What finds among the vectors that `make` gives; `name` tells them from others of the same passages."""
        ...

    def words(self, pooled: Pooled) -> NearestWords: ...


class InFolder:
    """In a folder, from where it is mapped into memory; what is small is made faster than it is read. What was kept
    there of other passages goes. A folder that cannot be written costs the keeping alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def vectors(self, pooled: Pooled, name: str, make: Callable[[], Matrix]) -> Nearest:
        if len(pooled) <= _FEW:
            return NearestOf.among(make())
        place = self._folder / f"{pooled.key}-{name}"
        with suppress(RuntimeError):
            return NearestOf.saved(place)
        found = NearestOf.among(make())
        with suppress(OSError, RuntimeError):
            self._written(place, found.save)
            return NearestOf.saved(place)
        return found

    def words(self, pooled: Pooled) -> NearestWords:
        if len(pooled) <= _FEW:
            return NearestWords.among(pooled.words())
        place = self._folder / f"{pooled.key}-words"
        with suppress(ValueError):
            return NearestWords.saved(place)

        def make(aside: Path) -> None:
            aside.mkdir()
            NearestWords.among(pooled.words(), aside)

        with suppress(OSError, ValueError):
            self._written(place, make)
            return NearestWords.saved(place)
        return NearestWords.among(pooled.words())

    def _written(self, place: Path, make: Callable[[Path], None]) -> None:
        """Aside, then renamed. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=self._folder) as aside:
            make(Path(aside) / "made")
            _removed(place)
            (Path(aside) / "made").rename(place)
        for other in self._folder.iterdir():
            if not other.name.startswith((place.name.split("-")[0], ".part-")):
                _removed(other)


class FirstStage:
    """Over all documents of an index."""

    def __init__(self, pooled: Pooled, questions: QuestionVectors, keep: Keep | None) -> None:
        self._pooled, self._questions, self._keep = pooled, questions, keep

    @cached_property
    def meaning(self) -> Nearest | None:
        return self._made("meaning", self._pooled.meaning)

    @cached_property
    def across(self) -> Nearest | None:
        return self._made("across", self._pooled.across)

    @cached_property
    def words(self) -> NearestWords:
        return self._keep.words(self._pooled) if self._keep else NearestWords.among(self._pooled.words())

    def _made(self, name: str, make: Callable[[], Matrix] | None) -> Nearest | None:
        if make is None:
            return None
        return self._keep.vectors(self._pooled, name, make) if self._keep else NearestOf.among(make())

    def prepare(self) -> None:
        """Makes, or opens, what the first question would wait for."""
        _ = self.meaning, self.across, self.words

    def documents(self, texts: Iterable[str]) -> list[int]:
        """Numbers of the documents that hold one of the nearest passages to any of the texts, the nearest first."""
        worth: defaultdict[int, float] = defaultdict(float)
        for text in texts:
            for weight, places in self._lists(text):
                owners = np.searchsorted(self._pooled.starts, places, side="right") - 1
                for rank, owner in enumerate(dict.fromkeys(owners.tolist())):
                    worth[owner] += weight / (_RANKS + rank)
        return sorted(worth, key=lambda owner: (-worth[owner], owner))

    def _lists(self, text: str) -> Iterable[tuple[float, Whole]]:
        """The nearest passages by each witness, and what it weighs."""
        if self.meaning:  # before it is made no document is found across languages either
            encoded, across = self._questions.of_both(text)
            yield 1.0, self.meaning.nearest(encoded.means()[0], _NEAREST)
            if self.across and (seen := across()):
                yield _ACROSS, self.across.nearest(seen.vectors[0], _NEAREST)
        yield 1.0, self.words.nearest(stems(text), _NEAREST)


class Beside:
    """Over documents that a larger index has, found by its first stage, and others, which are always the nearest:
    whoever opens one of their own beside an archive does not wait for an index of both."""

    def __init__(self, larger: FirstStage | Beside, numbers: Mapping[int, int], count: int) -> None:
        """`numbers`: of the documents that both have, there and here; `count`: how many are here."""
        self._larger, self._numbers = larger, numbers
        self._others = sorted({*range(count)}.difference(numbers.values()))

    def prepare(self) -> None:
        self._larger.prepare()

    def documents(self, texts: Iterable[str]) -> list[int]:
        """As a first stage finds them."""
        found = self._larger.documents(texts)
        return [*self._others, *(self._numbers[number] for number in found if number in self._numbers)]


def _removed(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.unlink(missing_ok=True)
