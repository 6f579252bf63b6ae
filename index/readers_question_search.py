"""A question in, how near the readers' questions of each passage come to it out: what a passage is known to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from corpus.missions import mentions
from corpus.readers_questions import ReadersQuestions
from corpus.report import Report, Span
from index.embedded import Embedded
from index.encoder import Across, Encoded, Matrix, Whole
from index.evidence import UNHEARD
from index.late_interaction import LateInteraction

UNANSWERED = -1  # the place of what the documents do not answer
_BEST = 3  # readers' questions of a passage that speak for it: one alone may be a chance likeness
_LIKELY = 600  # readers' questions nearest by one vector that are compared word piece by word piece


class ReadersQuestionSearch:
    """Readers' questions, each leading to its passage. `of`: (questions,), the passage's place, or UNANSWERED; another
    number leaves a question out."""

    def __init__(
        self,
        places: Mapping[tuple[int, Span], int],
        reports: Sequence[Report],
        companions: Sequence[ReadersQuestions],
        embedded: Sequence[Embedded],
    ) -> None:
        """`places`: where each passage stands in the index, by its report's id and its span."""
        self.of = np.array(
            [
                UNANSWERED if question.passage is None else places[id(report), question.passage]
                for report, companion in zip(reports, companions, strict=True)
                for question in companion.questions
            ],
            dtype=np.int64,
        )
        self._asked, self._table = _by_owner(self.of)
        self._texts = [question.text for companion in companions for question in companion.questions]
        self._size = len(places)
        self._vectors = np.concatenate([one.questions.means() for one in embedded])
        self._late = LateInteraction([one.questions for one in embedded], softened=True)
        self._across = np.concatenate([one.questions_across for one in embedded])

    def evidence(self, encoded: Encoded, across: Callable[[], Across | None], text: str) -> dict[str, Any]:
        """The readers' questions' part of Evidence. `across`: waits for the second encoder. `text`: the question's;
        what it asks of one mission is no nearer to silence where it is known that the document does not say it of
        another."""
        nothing = np.full(self._size, UNHEARD, dtype=np.float32)
        if not self.of.size:
            return {
                "asked": nothing,
                "asked_once": nothing,
                "asked_late": nothing,
                "asked_across": nothing,
                "unanswered": UNHEARD,
                "unanswered_once": UNHEARD,
                "unanswered_late": UNHEARD,
                "unanswered_across": UNHEARD,
                "nearest_unanswered": -1,
            }
        meaning = self._vectors @ encoded.means()[0]
        likely = np.argpartition(-meaning, min(_LIKELY, len(meaning)) - 1)[:_LIKELY]
        late = np.full(len(meaning), UNHEARD, dtype=np.float32)
        late[likely] = self._late.scores(encoded, likely)[likely]
        silent = self._unanswered(text)
        met = {
            "asked": self._best(meaning),
            "asked_once": self._best(meaning, 1),
            "asked_late": self._best(late),
            "unanswered": _mean_of_best(meaning[silent]),
            "unanswered_once": _mean_of_best(meaning[silent], 1),
            "unanswered_late": _mean_of_best(late[silent]),
            "nearest_unanswered": int(silent[late[silent].argmax()]) if (late[silent] > UNHEARD).any() else -1,
        }
        seen = across()
        if seen is None:
            return met | {"asked_across": nothing, "unanswered_across": UNHEARD}
        over = self._across @ seen.vectors[0]
        return met | {"asked_across": self._best(over), "unanswered_across": _mean_of_best(over[silent])}

    def nearest(self, question: Encoded, place: int) -> Matrix:
        """(pieces,): the cosine of each piece of the question with the nearest of a passage's readers' questions."""
        return self._late.nearest(question, np.flatnonzero(self.of == place))

    def met(self, question: Encoded, number: int) -> Matrix:
        """(pieces,): the same with one readers' question; 0 for -1, which is none."""
        return self._late.nearest(question, np.array([number] if number >= 0 else [], dtype=np.int64))

    def _best(self, likeness: Matrix, count: int = _BEST) -> Matrix:
        """For each passage the mean likeness of its best questions; UNHEARD where none was looked at."""
        out = np.full(self._size, UNHEARD, dtype=np.float32)
        rows = np.append(np.where(self.of >= 0, likeness, UNHEARD), UNHEARD)[self._table]
        best = np.sort(rows, axis=1)[:, -count:]
        heard = best > UNHEARD
        counts = heard.sum(axis=1)
        means = best.sum(axis=1, where=heard, dtype=np.float64) / np.maximum(counts, 1)
        out[self._asked] = np.where(counts > 0, means, UNHEARD)
        return out

    def _unanswered(self, text: str) -> Whole:
        """The questions that are known to have no answer, but those about other missions alone than the text names."""
        known, named = np.flatnonzero(self.of == UNANSWERED), _missions_in(text)
        if not named:
            return known
        return known[[not (other := self._missions[number]) or bool(other & named) for number in known.tolist()]]

    @cached_property
    def _missions(self) -> dict[int, frozenset[str]]:
        """Of each question that is known to have no answer."""
        return {number: _missions_in(self._texts[number]) for number in np.flatnonzero(self.of == UNANSWERED).tolist()}


def _by_owner(of: Whole) -> tuple[Whole, Whole]:
    """The passages that readers' questions ask about, (passages,), and of each the numbers of its questions, (passages,
    most questions), filled up with the number behind the last."""
    asked, row = np.unique(of[of >= 0], return_inverse=True)
    numbers = np.flatnonzero(of >= 0)[np.argsort(row, kind="stable")]
    counts = np.bincount(row, minlength=len(asked))
    table = np.full((len(asked), int(counts.max(initial=0))), len(of), dtype=np.int64)
    table[np.arange(table.shape[1]) < counts[:, None]] = numbers
    return asked, table


def _missions_in(text: str) -> frozenset[str]:
    """Those that a question names, by themselves or by a place."""
    return frozenset().union(*(mention.missions for mention in mentions(text, loosely=True)))


def _mean_of_best(likeness: Matrix, count: int = _BEST) -> float:
    """UNHEARD where none was looked at."""
    heard = likeness[likeness > UNHEARD]
    return float(np.sort(heard)[-count:].mean()) if heard.size else UNHEARD
