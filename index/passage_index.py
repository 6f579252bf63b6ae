"""Reports in, hits out: passages with the evidence that each of them bears on a question.

Four witnesses are heard for each passage (under the headings it stands in): its words (BM25), its meaning word piece by
word piece (late interaction over MiniLM's own vectors), its meaning in another language (the second encoder), and the
readers' questions that it is known to answer. `ranking.py` weighs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.passages import Passage, passages
from corpus.readers_questions import ReadersQuestions
from corpus.report import Report
from index.embedded import Embedded, embed
from index.encoder import Encoded, Encoder, Matrix, Progress
from index.late_interaction import LateInteraction
from index.multilingual import Multilingual
from index.ranking import standing
from index.vectors import Vectors
from index.words import Words, stems

_HEADING_WEIGHT = 0.6  # of a heading's word beside the passage's own, in BM25
_BEST = 3  # readers' questions of a passage that speak for it: one alone may be a chance likeness
_LIKELY = 600  # readers' questions nearest by one vector that are compared word piece by word piece
UNHEARD = -1.0  # a witness that says nothing of a passage; cosines and BM25 are above it


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, where it stands in the index, and its score, comparable only within one search."""

    place: int
    passage: Passage
    report: Report
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each passage, arrays of shape (passages,); UNHEARD where a witness has nothing to say.

    `lexical`: BM25 of the passage with its headings; `lexical_block`: of its whole paragraph. `meaning`: cosine;
    `meaning_block`: of its whole paragraph. `late`: late interaction, 0 to 1; `late_block`: the same over its whole
    paragraph. `across`: cosine under the second encoder. `asked`, `asked_late`, `asked_across`: mean of the best
    readers' questions of the passage, by cosine, late interaction, second encoder; `asked_once`: the single best, by
    cosine. `unanswered` and the three after it: the same likenesses to the nearest questions that the documents are
    known not to answer, one figure each. `question`: the question
    itself; `nearest_unanswered`: which of those questions is nearest to it, -1: none.
    """

    question: Encoded
    lexical: Matrix
    lexical_block: Matrix
    meaning: Matrix
    meaning_block: Matrix
    late: Matrix
    late_block: Matrix
    across: Matrix
    asked: Matrix
    asked_once: Matrix
    asked_late: Matrix
    asked_across: Matrix
    unanswered: float
    unanswered_once: float
    unanswered_late: float
    unanswered_across: float
    nearest_unanswered: int


@dataclass(frozen=True, slots=True)
class Met:
    """How a question is met piece by piece, arrays of shape (word pieces of the question,).

    `weights`: how rare each piece is in the documents. `said`: its cosine with the nearest piece of a passage's
    paragraph, or of the readers' questions that the passage is known to answer. `unanswered`: the same with the nearest
    question that the documents are known not to answer; 0 where there is none.
    """

    weights: Matrix
    said: Matrix
    unanswered: Matrix


class PassageIndex:
    """All passages of one or several reports, ready to be searched."""

    def __init__(
        self,
        reports: Sequence[Report],
        embedded: Sequence[Embedded],
        encoder: Encoder,
        second: Multilingual | None = None,
        companions: Sequence[ReadersQuestions] | None = None,
    ) -> None:
        """`embedded`: each report's vectors, as `embed` makes them; `companions`: each report's readers' questions."""
        self.reports = tuple(reports)
        self.encoder, self.second = encoder, second
        # The second encoder works while the first one does: both leave Python's lock while they compute.
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="second-encoder")
        pairs = [(passage, report) for report in self.reports for passage in passages(report)]
        self.passages = tuple(passage for passage, _ in pairs)
        self.report_of = tuple(report for _, report in pairs)
        self._block_of = _numbered([(id(report), passage.block.span) for passage, report in pairs])
        self._embedded = tuple(embedded)
        self._companions = tuple(companions or [ReadersQuestions()] * len(self.reports))
        self._vectors = Vectors(np.concatenate([one.passages.vectors for one in embedded]))
        self._paragraphs = Vectors(np.concatenate([one.paragraphs for one in embedded]))
        self._late = LateInteraction([one.passages for one in embedded])
        self._across = np.concatenate([one.passages_across for one in embedded]) if second else None
        self.words = Words(
            [
                [(passage.quote.text, 1.0), (" ".join(passage.headings[-2:]), _HEADING_WEIGHT)]
                for passage in self.passages
            ]
        )
        self._asked = _AskedBefore(self, embedded, self._companions)

    @classmethod
    def build(
        cls,
        reports: Sequence[Report],
        encoder: Encoder,
        second: Multilingual | None = None,
        companions: Sequence[ReadersQuestions] | None = None,
        progress: Progress | None = None,
    ) -> PassageIndex:
        """An index in memory alone."""
        asked = companions or [ReadersQuestions()] * len(reports)
        embedded = [
            embed(report, questions, encoder, second, progress)
            for report, questions in zip(reports, asked, strict=True)
        ]
        return cls(reports, embedded, encoder, second, asked)

    def beside(self, other: PassageIndex) -> PassageIndex:
        """Both indexes' reports in one, this one's first; both made with the same models. Nothing is encoded anew."""
        return PassageIndex(
            (*self.reports, *other.reports),
            (*self._embedded, *other._embedded),
            self.encoder,
            self.second,
            (*self._companions, *other._companions),
        )

    def without_readers_questions(self) -> PassageIndex:
        """The same index as if no document had a companion: what any other document gets."""
        bare = [one.without_questions() for one in self._embedded]
        return PassageIndex(self.reports, bare, self.encoder, self.second)

    @property
    def has_readers_questions(self) -> bool:
        return self._asked.of.size > 0

    @cached_property
    def _block_words(self) -> Words:
        blocks: dict[int, list[tuple[str, float]]] = {}
        for passage, block in zip(self.passages, self._block_of, strict=True):
            blocks.setdefault(int(block), []).append((passage.quote.text, 1.0))
        return Words(list(blocks.values()))

    def evidence(self, question: str, weights: dict[str, float] | None = None, without: Sequence[int] = ()) -> Evidence:
        """`question` as meant. `weights`: stems to look for instead of the question's own, with their weights.
        `without`: readers' questions that are left out, to learn what the others say."""
        second = self._beside.submit(self.second.questions, [question]) if self.second else None
        encoded = self.encoder.encode_question(question)
        weighted = dict.fromkeys(stems(question), 1.0) if weights is None else weights
        late, late_block = self._late.scores_with_groups(encoded, self._block_of)
        lexical, lexical_block = self.words.scores(weighted), self._block_words.scores(weighted)[self._block_of]
        across = second.result()[0] if second else None
        return Evidence(
            question=encoded,
            lexical=lexical,
            lexical_block=lexical_block,
            meaning=self._vectors.cosines(encoded.vectors[0]),
            meaning_block=self._paragraphs.cosines(encoded.vectors[0]),
            late=late,
            late_block=late_block,
            across=self._across @ across if self._across is not None and across is not None else self._unheard(),
            **self._asked.evidence(encoded, across, without),
        )

    def met(self, evidence: Evidence, place: int, without: Sequence[int] = ()) -> Met:
        """How the passage at `place` meets the question that the evidence is of; `without` as in `evidence`."""
        question = evidence.question
        paragraph = np.flatnonzero(self._block_of == self._block_of[place])
        said = np.maximum(self._late.nearest(question, paragraph), self._asked.nearest(question, place, without))
        return Met(self._late.weights(question), said, self._asked.met(question, evidence.nearest_unanswered))

    def search(self, question: str, count: int = 5, allowed: NDArray[np.bool_] | None = None) -> list[Hit]:
        """Hits, best first. `allowed`: shape (passages,), which may be found at all."""
        return self.ranked(standing(self.evidence(question)), count, allowed)

    def ranked(self, scores: Matrix, count: int, allowed: NDArray[np.bool_] | None = None) -> list[Hit]:
        """The passages with the best scores, among those allowed, best first; the earlier one where scores are even."""
        scores = scores if allowed is None else np.where(allowed, scores, -np.inf)
        best = np.argsort(-scores, kind="stable")[:count]
        return [self.hit(int(place), float(scores[place])) for place in best if np.isfinite(scores[place])]

    def hit(self, place: int, score: float) -> Hit:
        return Hit(place, self.passages[place], self.report_of[place], score)

    def _unheard(self) -> Matrix:
        return np.full(len(self.passages), UNHEARD, dtype=np.float32)


class _AskedBefore:
    """Readers' questions, each leading to its passage. `of`: (questions,), the passage's place; -1: not answered."""

    def __init__(
        self, index: PassageIndex, embedded: Sequence[Embedded], companions: Sequence[ReadersQuestions]
    ) -> None:
        where = {
            (id(report), passage.span): place
            for place, (passage, report) in enumerate(zip(index.passages, index.report_of, strict=True))
        }
        self.of = np.array(
            [
                -1 if question.passage is None else where[id(report), question.passage]
                for report, companion in zip(index.reports, companions, strict=True)
                for question in companion.questions
            ],
            dtype=np.int64,
        )
        self._size = len(index.passages)
        self._vectors = np.concatenate([one.questions.vectors for one in embedded])
        self._late = LateInteraction([one.questions for one in embedded], softened=True)
        self._across = np.concatenate([one.questions_across for one in embedded]) if index.second else None

    def evidence(self, encoded: Encoded, across: Matrix | None, without: Sequence[int]) -> dict[str, Any]:
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
        meaning = self._vectors @ encoded.vectors[0]
        likely = np.argsort(-meaning, kind="stable")[:_LIKELY]
        late = np.full(len(meaning), UNHEARD, dtype=np.float32)
        late[likely] = self._late.scores(encoded, likely)[likely]
        over = self._across @ across if self._across is not None and across is not None else None
        for likeness in (meaning, late, over):
            if without and likeness is not None:
                likeness[list(without)] = UNHEARD
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

    def nearest(self, question: Encoded, place: int, without: Sequence[int]) -> Matrix:
        """(pieces,): the cosine of each piece of the question with the nearest of a passage's readers' questions."""
        own = np.flatnonzero(self.of == place)
        return self._late.nearest(question, np.setdiff1d(own, np.asarray(without, dtype=np.int64)))

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
        known = np.flatnonzero((self.of < 0) & (likeness > UNHEARD))
        return int(known[likeness[known].argmax()]) if known.size else -1

    def _unanswered(self, likeness: Matrix, count: int = _BEST) -> float:
        known = likeness[(self.of < 0) & (likeness > UNHEARD)]
        return float(np.sort(known)[-count:].mean()) if known.size else UNHEARD


def _numbered(keys: Sequence[object]) -> NDArray[np.int64]:
    """Equal keys get equal numbers, from 0 in order of appearance."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
