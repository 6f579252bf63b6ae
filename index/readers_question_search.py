"""A question in, how near the readers' questions of each passage come to it out: what a passage is known to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from corpus.readers_questions import ReadersQuestions
from corpus.report import Report, Span
from index.embedded import Embedded
from index.encoder import Encoded, Matrix
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
        self._size = len(places)
        self._vectors = np.concatenate([one.questions.means() for one in embedded])
        self._late = LateInteraction([one.questions for one in embedded], softened=True)
        self._across = np.concatenate([one.questions_across for one in embedded])

    def evidence(self, encoded: Encoded, across: Matrix | None) -> dict[str, Any]:
        """The readers' questions' part of Evidence."""
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
        likely = np.argsort(-meaning, kind="stable")[:_LIKELY]
        late = np.full(len(meaning), UNHEARD, dtype=np.float32)
        late[likely] = self._late.scores(encoded, likely)[likely]
        over = self._across @ across if across is not None else None
        return {
            "asked": self._best(meaning),
            "asked_once": self._best(meaning, 1),
            "asked_late": self._best(late),
            "asked_across": self._best(over) if over is not None else nothing,
            "unanswered": self._unanswered(meaning),
            "unanswered_once": self._unanswered(meaning, 1),
            "unanswered_late": self._unanswered(late),
            "unanswered_across": self._unanswered(over) if over is not None else UNHEARD,
            "nearest_unanswered": self._nearest_unanswered(late),
        }

    def nearest(self, question: Encoded, place: int) -> Matrix:
        """(pieces,): the cosine of each piece of the question with the nearest of a passage's readers' questions."""
        return self._late.nearest(question, np.flatnonzero(self.of == place))

    def met(self, question: Encoded, number: int) -> Matrix:
        """(pieces,): the same with one readers' question; 0 for -1, which is none."""
        return self._late.nearest(question, np.array([number] if number >= 0 else [], dtype=np.int64))

    def _best(self, likeness: Matrix, count: int = _BEST) -> Matrix:
        """For each passage the mean likeness of its best questions; UNHEARD where none was looked at."""
        out = np.full(self._size, UNHEARD, dtype=np.float32)
        heard = np.flatnonzero((self.of >= 0) & (likeness > UNHEARD))
        order = heard[np.argsort(-likeness[heard], kind="stable")]
        order = order[np.argsort(self.of[order], kind="stable")]  # by passage, the best first within each
        owners = self.of[order]
        if not len(owners):
            return out
        first = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        rank = np.arange(len(owners)) - np.repeat(first, np.diff(np.r_[first, len(owners)]))
        kept = rank < count
        sums = np.bincount(owners[kept], weights=likeness[order][kept], minlength=self._size)
        counts = np.bincount(owners[kept], minlength=self._size)
        out[counts > 0] = (sums[counts > 0] / counts[counts > 0]).astype(np.float32)
        return out

    def _nearest_unanswered(self, likeness: Matrix) -> int:
        known = np.flatnonzero((self.of == UNANSWERED) & (likeness > UNHEARD))
        return int(known[likeness[known].argmax()]) if known.size else -1

    def _unanswered(self, likeness: Matrix, count: int = _BEST) -> float:
        known = likeness[(self.of == UNANSWERED) & (likeness > UNHEARD)]
        return float(np.sort(known)[-count:].mean()) if known.size else UNHEARD
