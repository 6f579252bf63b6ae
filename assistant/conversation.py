"""A question and the turns before it in, an `Answer` out: the whole path, in order."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from assistant.answer import Answer, Citation, Reason, Status, Turn
from assistant.question import checked
from corpus.anchors import anchor
from corpus.report import Report
from index.passage_index import Hit, PassageIndex

_ENOUGH = 0.35


class Assistant:
    """Answers questions over the reports of one index, in their own words."""

    def __init__(self, index: PassageIndex) -> None:
        self.index = index

    @property
    def reports(self) -> tuple[Report, ...]:
        return self.index.reports

    def answer(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        """Raises UnusableQuestion on an empty or over-long question."""
        started = perf_counter()
        asked = checked(question)
        hits = self.index.search(asked, 3)
        confidence = float(self.index.evidence(asked).meaning.max())
        answered = confidence >= _ENOUGH
        cited = tuple(_citation(number, hit) for number, hit in enumerate(hits, 1))
        return Answer(
            question=question,
            understood_as=question,
            language="en",
            status=Status.ANSWERED if answered else Status.NOT_IN_REPORT,
            reason=None if answered else Reason.NOT_SAID,
            message="" if answered else "The report does not say.",
            citations=cited[:1] if answered else (),
            nearest=() if answered else cited,
            complete=None,
            count=None,
            rule=None,
            confidence=min(1.0, max(0.0, confidence)),
            latency_ms=(perf_counter() - started) * 1000,
        )


def _citation(number: int, hit: Hit) -> Citation:
    passage = hit.passage
    return Citation(
        number, passage.quote, passage.headings, hit.report.name, anchor(hit.report, passage.span), hit.score
    )
