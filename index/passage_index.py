"""Reports in, hits out: passages with the evidence that each of them bears on a question.

Four witnesses are heard for each passage (under the headings it stands in): its words (BM25), its meaning word piece by
word piece (late interaction over vectors that were trained for it), its meaning in another language (the second
encoder), and the readers' questions that it is known to answer. `fusion.py` weighs them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.passages import RULES, Passage, passages
from corpus.readers_questions import ReadersQuestions
from corpus.report import Report
from index.bm25 import BM25, Field
from index.candidates import LARGE, best_of, sample, stands_for, with_their_own
from index.embedded import Embedded
from index.embeddings import by_words, embed
from index.encoder import Across, Encoded, Encoder, Matrix, Progress, Whole
from index.evidence import UNHEARD, Evidence, Met
from index.fusion import standing
from index.late_interaction import LateInteraction
from index.multilingual import Multilingual
from index.outline import Outline
from index.question_vectors import QuestionVectors
from index.readers_question_search import ReadersQuestionSearch
from index.shapes import shapes
from index.tokens import stems
from index.vector_search import Vectors

if TYPE_CHECKING:
    from index.first_stage import Beside, FirstStage, Keep

_HEADING_WEIGHT = 0.6  # of a heading's word beside the passage's own, in BM25
_HEADS_WEIGHT = 0.6  # of the words over a table's row, its title and heads, beside its own


Held = tuple[Report, Embedded, ReadersQuestions]
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, where it stands in the index, and its score, comparable only within one search."""

    place: int
    passage: Passage
    report: Report
    score: float


class PassageIndex:
    """All passages of one or several reports, ready to be searched."""

    def __init__(
        self,
        reports: Sequence[Report],
        embedded: Sequence[Embedded],
        encoder: Encoder,
        second: Multilingual | None = None,
        companions: Sequence[ReadersQuestions] | None = None,
        questions: QuestionVectors | None = None,
        keep: Keep | None = None,
        larger: PassageIndex | None = None,
    ) -> None:
        """`embedded`: each report's vectors, as `embed` makes them; `companions`: each report's readers' questions;
        `questions`: of an index that is asked together with this one; `keep`: where its first stage is kept, in memory
        where nothing is said; `larger`: an index that has most of its documents too and finds these for it."""
        self.reports = tuple(reports)
        self.encoder, self.second = encoder, second
        self.questions = questions or QuestionVectors(encoder, second)
        pairs = [(passage, report) for report in self.reports for passage in passages(report)]
        self.passages = tuple(passage for passage, _ in pairs)
        self.report_of = tuple(report for _, report in pairs)
        self._block_of = _numbered([(id(report), passage.block.span) for passage, report in pairs])
        self._embedded = tuple(embedded)
        self._companions = tuple(companions or [ReadersQuestions()] * len(self.reports))
        self._keep, self._larger = keep, larger

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

    def held(self, names: Collection[str] | None = None) -> list[Held]:
        """What it was made of: all its reports, or those of these names."""
        parts = zip(self.reports, self._embedded, self._companions, strict=True)
        return [part for part in parts if names is None or part[0].name in names]

    def of(self, parts: Sequence[Held]) -> PassageIndex:
        """One over parts of this index and of others made with the same models, in their order. Nothing is encoded
        anew. All are found by what is made of each of them: beside vectors of the others a document that is still found
        by words alone, or not yet across languages, would not be found at all."""
        reports, embedded, companions = zip(*parts, strict=True)
        larger = self if 2 * len(self._numbers_in(reports)) > len(self.reports) else None
        if any(one.by_words for one in embedded):
            words = [by_words(report, self.encoder) for report in reports]
            return PassageIndex(reports, words, self.encoder, larger=larger)
        across = all(len(one.passages_across) == len(one.passages.starts) - 1 for one in embedded)
        if across:
            known = self.questions
            return PassageIndex(reports, embedded, self.encoder, self.second, companions, known, larger=larger)
        embedded = tuple(replace(one, questions_across=one.questions_across[:0, :0]) for one in embedded)
        return PassageIndex(reports, embedded, self.encoder, None, companions, larger=larger)

    def _numbers_in(self, reports: Sequence[Report]) -> dict[int, int]:
        """Of its documents that stand among the reports: their numbers here and there."""
        there = {id(report): number for number, report in enumerate(reports)}
        return {here: there[id(report)] for here, report in enumerate(self.reports) if id(report) in there}

    def without_readers_questions(self) -> PassageIndex:
        """The same index as if no document had a companion: what any other document gets."""
        bare = [one.without_questions() for one in self._embedded]
        return PassageIndex(self.reports, bare, self.encoder, self.second)

    def alone(self, part: Held) -> PassageIndex:
        """One over one of its documents, made with the same models and asked with the same vectors of a question."""
        report, embedded, companion = part
        if len(self.reports) == 1:
            return self
        return PassageIndex([report], [embedded], self.encoder, self.second, [companion], self.questions)

    @cached_property
    def first_stage(self) -> FirstStage | Beside:
        """Which of its documents are nearest to a question, found without asking any."""
        from index.first_stage import Beside, FirstStage, Pooled

        if self._larger:
            return Beside(self._larger.first_stage, self._larger._numbers_in(self.reports), len(self.reports))
        counts = [len(one.passages.starts) - 1 for one in self._embedded]
        models = "" if self.by_words else f"{self.encoder.weights_sha256} {self.second.name if self.second else ''}"
        named = f"{RULES} {models} {' '.join(report.sha256 for report in self.reports)}"

        def meaning() -> Matrix:
            return np.concatenate([one.passages.means() for one in self._embedded])

        def across() -> Matrix:
            return np.concatenate([one.passages_across.vectors for one in self._embedded])

        pooled = Pooled(
            key=hashlib.sha256(named.encode()).hexdigest()[:16],
            starts=np.cumsum([0, *counts]),
            meaning=None if self.by_words else meaning,
            across=across if self.second and not self.by_words else None,
            words=lambda: self.stems,
        )
        return FirstStage(pooled, self.questions, self._keep)

    @cached_property
    def by_words(self) -> bool:
        """Whether nothing is embedded yet, so that words alone find."""
        return bool(self.passages) and all(one.by_words for one in self._embedded)

    @property
    def has_readers_questions(self) -> bool:
        return any(one.questions for one in self._companions)

    def prepare(self) -> None:
        """Makes what the first question would wait for; an index whose documents are asked apart never needs it."""
        _ = self.words, self._block_words, self._late, self._paragraphs, self._shapes, self._asked
        _ = self._across, self._late_across, self._leading
        if self._large:
            _ = self._own, self._sample

    @cached_property
    def stems(self) -> list[Stems]:
        """Of each passage the stems of its words that carry a subject, in their order."""
        return [said for report in self.reports for said in _stems_of(report)]

    @cached_property
    def outline(self) -> Outline:
        return Outline(self)

    @cached_property
    def _leading(self) -> Whole:
        return self.outline.leading()

    @cached_property
    def words(self) -> BM25:
        above = cache(stems)  # the same over all passages of a section
        return BM25(
            [(said, 1.0), (above(" ".join(passage.headings[-2:])), _HEADING_WEIGHT)]
            for passage, said in zip(self.passages, self.stems, strict=True)
        )

    @cached_property
    def _late(self) -> LateInteraction:
        return LateInteraction([one.passages for one in self._embedded])

    @cached_property
    def _paragraphs(self) -> Vectors:
        """Of each paragraph the mean of its word pieces."""
        starts = np.cumsum([0, *(len(one.passages.starts) - 1 for one in self._embedded)])
        parts = [
            one.passages.means(self._block_of[first:last] - self._block_of[first])
            for one, first, last in zip(self._embedded, starts, starts[1:], strict=False)
            if last > first
        ]
        return Vectors(np.concatenate(parts or [np.zeros((0, self.encoder.dimension), np.float32)]))

    @cached_property
    def _own(self) -> Matrix:
        """Of each passage the mean of its word pieces."""
        return np.concatenate([one.passages.means() for one in self._embedded])

    @cached_property
    def _across(self) -> Matrix | None:
        return np.concatenate([one.passages_across.vectors for one in self._embedded]) if self.second else None

    @cached_property
    def _late_across(self) -> LateInteraction | None:
        """None where the second encoder gives vectors alone."""
        pieces = [one.passages_across.pieces for one in self._embedded]
        return LateInteraction(pieces) if self.second and any(len(one.held) for one in pieces) else None

    @cached_property
    def _unheard(self) -> Matrix:
        return np.full(len(self.passages), UNHEARD, dtype=np.float32)

    @cached_property
    def _shapes(self) -> Whole:
        return shapes(self.passages)

    @cached_property
    def _asked(self) -> ReadersQuestionSearch:
        pairs = zip(self.passages, self.report_of, strict=True)
        places = {(id(report), passage.span): place for place, (passage, report) in enumerate(pairs)}
        return ReadersQuestionSearch(places, self.reports, self._companions, self._embedded)

    @cached_property
    def _block_words(self) -> BM25:
        over = cache(stems)
        blocks: dict[int, list[Field]] = {}
        for passage, said, block in zip(self.passages, self.stems, self._block_of.tolist(), strict=True):
            fields = blocks.setdefault(block, [])
            fields.append((said, 1.0))
            if row := passage.quote.row:
                fields.append((over(" ".join(row.over)), _HEADS_WEIGHT))
        return BM25(blocks.values())

    def meaning(self, question: str) -> Matrix | None:
        """The mean of the question's word pieces, (dimension,); None where documents are found by words alone."""
        return None if self.by_words else self.questions.of(question).means()[0]

    def evidence(
        self,
        question: str,
        weights: dict[str, float] | None = None,
        allowed: NDArray[np.bool_] | None = None,
        besides: Sequence[int] = (),
    ) -> Evidence:
        """`question` as meant. `weights`: stems to look for instead of the question's own, with their weights. Of a
        large document passages are looked at closely among those `allowed`, shape (passages,), and `besides`."""
        encoded, across = (self._nothing, lambda: None) if self.by_words else self.questions.of_both(question)
        weighted = dict.fromkeys(stems(question), 1.0) if weights is None else weights
        late = None if self._large else self._late.scores_with_groups(encoded, self._block_of)
        lexical, lexical_block = self.words.scores(weighted), self._block_words.scores(weighted)[self._block_of]
        meaning_block = self._paragraphs.cosines(encoded.means()[0])[self._block_of]
        asked = self._asked.evidence(encoded, across, question)
        seen = across()  # after all that does without
        near = self._unheard if self._across is None or seen is None else self._across @ seen.vectors[0]
        only = standing_for = None
        if late is None:
            witnesses = (lexical, lexical_block, meaning_block, self._own @ encoded.means()[0], near)
            only, standing_for = self._looked_at(witnesses, allowed, besides)
            late = self._late.scores_with_groups(encoded, self._block_of, only=only)
        late_across, late_across_block, late_across_led = self._met_across(seen, only)
        return Evidence(
            question=encoded,
            question_across=seen.pieces if seen and self._late_across else None,
            lexical=lexical,
            lexical_block=lexical_block,
            meaning_block=meaning_block,
            late=late[0],
            late_block=late[1],
            across=near,
            late_across=late_across,
            late_across_block=late_across_block,
            late_across_led=late_across_led,
            shape=self._shapes,
            **asked,
            stands_for=standing_for,
        )

    @cached_property
    def _large(self) -> bool:
        """Whether not every passage is looked at closely."""
        return len(self.passages) >= LARGE and not self.by_words and not self.has_readers_questions

    @cached_property
    def _sample(self) -> tuple[Whole, Whole]:
        """Places of the passages that stand for all, and of all that is looked at for them."""
        places = sample(len(self.passages))
        return places, with_their_own(places, self._block_of, self._leading)

    def _looked_at(
        self, witnesses: Sequence[Matrix], allowed: NDArray[np.bool_] | None, besides: Sequence[int]
    ) -> tuple[Whole, Matrix]:
        """Places of the passages of a large document that late interaction looks at, rising, and how many passages each
        of all stands for, (passages,)."""
        chosen = np.append(best_of(witnesses, allowed), np.array(besides, dtype=np.int64))
        chosen = with_their_own(chosen, self._block_of, self._leading)
        places, with_theirs = self._sample
        return np.union1d(chosen, with_theirs), stands_for(chosen, places, len(self.passages))

    def _met_across(self, seen: Across | None, only: Whole | None) -> tuple[Matrix, Matrix, Matrix]:
        """How well each passage, each one's paragraph, and each with what leads up to it meets the question under the
        second encoder; of a large document those that are looked at."""
        if self._late_across is None or seen is None or not len(seen.pieces.pieces):
            return self._unheard, self._unheard, self._unheard
        return self._late_across.scores_with_groups(seen.pieces, self._block_of, self._leading, only)

    def met_together(self, evidence: Evidence, groups: Sequence[Sequence[int]]) -> list[float]:
        """How well the passages of each group meet the question together under the second encoder; 0 without one."""
        if self._late_across is None or evidence.question_across is None or not groups:
            return [0.0] * len(groups)
        return self._late_across.scores_together(evidence.question_across, groups)

    @cached_property
    def _nothing(self) -> Encoded:
        """What an encoder sees of a question that only its words are looked for: no pieces, near to nothing."""
        none = np.zeros((0, self.encoder.dimension), dtype=np.float32)
        return Encoded(none, np.zeros(0, dtype=np.int64), np.zeros(2, dtype=np.int64))

    def met(self, evidence: Evidence, place: int) -> Met:
        """How the passage at `place` meets the question that the evidence is of."""
        question = evidence.question
        paragraph = np.flatnonzero(self._block_of == self._block_of[place])
        said = np.maximum(self._late.nearest(question, paragraph), self._asked.nearest(question, place))
        unanswered, across = self._asked.met(question, evidence.nearest_unanswered), evidence.question_across
        if across is None or self._late_across is None:
            return Met(self._late.weights(question), said, unanswered, said[:0], said[:0])
        near = self._late_across.nearest(across, paragraph)
        return Met(self._late.weights(question), said, unanswered, self._late_across.weights(across), near)

    def search(self, question: str, count: int = 5, allowed: NDArray[np.bool_] | None = None) -> list[Hit]:
        """Hits, best first. `allowed`: shape (passages,), which may be found at all."""
        return self.ranked(standing(self.evidence(question)), count, allowed)

    def ranked(self, scores: Matrix, count: int, allowed: NDArray[np.bool_] | None = None) -> list[Hit]:
        """The passages with the best scores, among those allowed, best first; the earlier one where scores are even."""
        scores = scores if allowed is None else np.where(allowed, scores, -np.inf)
        best = np.argsort(-scores, kind="stable")[: min(count, int(np.isfinite(scores).sum()))]
        return [self.hit(place, score) for place, score in zip(best.tolist(), scores[best].tolist(), strict=True)]

    def hit(self, place: int, score: float) -> Hit:
        return Hit(place, self.passages[place], self.report_of[place], score)


def _stems_of(report: Report) -> tuple[Stems, ...]:
    """Of each passage; several indexes over a report look its words up."""
    return report.once("stems", lambda: tuple(tuple(stems(passage.quote.text)) for passage in passages(report)))


def _numbered(keys: Sequence[object]) -> NDArray[np.int64]:
    """Equal keys get equal numbers, from 0 in order of appearance."""
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
