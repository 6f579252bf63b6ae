"""An answer in, two or three questions out that a person may ask next: each was asked before it is offered.

They come from what the documents hold beside the answer: readers' questions of the neighbouring passages, and case
studies of the same words under another mission. One that the assistant does not answer from the passage it was made for
is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.language import language_of
from assistant.query.context import opens
from corpus.case_studies import case_studies
from corpus.missions import mentions
from corpus.passages import passages
from corpus.readers_questions import ReadersQuestions, readers_questions
from corpus.report import Report, Span
from index.tokens import STOP_WORDS, stem, words

COUNT = 3
_TRIED = 9  # questions asked at most for one answer; each takes some hundredths of a second
_NEIGHBOURS = 6  # passages looked at on each side
_SHORT = 90  # characters of a question that reads well on a button


def suggestions(
    assistant: Assistant,
    answer: Answer,
    asked: frozenset[str] = frozenset(),
    between: Callable[[], None] = lambda: None,
) -> tuple[str, ...]:
    """Up to COUNT questions in the answer's language, nearest first. `asked`: questions of the conversation so far.
    `between` is called before each is tried, so that more urgent work may come in."""
    cited = [(citation.document, citation.quote.span) for citation in answer.citations or answer.nearest]
    known = {question.casefold() for question in asked} | {answer.question.casefold(), answer.understood_as.casefold()}
    found: list[str] = []
    shown = set(cited)
    for tried, (question, document, span) in enumerate(_candidates(assistant, answer, cited)):
        if tried >= _TRIED or len(found) == COUNT:
            break
        if question.casefold() in known or (document, span) in shown:
            continue
        between()
        if _leads_to(assistant, question, document, span):
            found.append(question)
            shown.add((document, span))
    return tuple(found)


def _leads_to(assistant: Assistant, question: str, document: str, span: Span) -> bool:
    """Whether the question is answered, and from that passage."""
    answer = assistant.answer(question)
    return any(citation.document == document and citation.quote.span == span for citation in answer.citations)


def _candidates(assistant: Assistant, answer: Answer, cited: list[tuple[str, Span]]) -> Iterator[tuple[str, str, Span]]:
    """(question, document, the passage it was made for), the likeliest first."""
    for report in assistant.reports:
        spans = [span for document, span in cited if document == report.name]
        if spans:
            yield from _of_other_missions(report, answer, spans)
            yield from _of_neighbours(report, answer.language, spans)


def _of_other_missions(report: Report, answer: Answer, spans: list[Span]) -> Iterator[tuple[str, str, Span]]:
    """Case studies printed with the same words under a mission that the answer did not show: "And in UNMIL?" """
    studies = case_studies(report)
    titles = {study.quote.text.casefold() for study in studies if study.quote.span in spans}
    for study in studies:
        if study.quote.span not in spans and study.quote.text.casefold() in titles and answer.language == "en":
            mission = "/".join(sorted(study.missions))
            yield f"Which case studies are there on {mission}?", report.name, study.quote.span


def _of_neighbours(report: Report, language: str, spans: list[Span]) -> Iterator[tuple[str, str, Span]]:
    """Readers' questions of the passages around the quotes, nearest first, one of each passage."""
    units = [passage.span for passage in passages(report)]
    places = [place for place, span in enumerate(units) if any(span.meets(cited) for cited in spans)]
    steps = [(step, place) for step in range(1, _NEIGHBOURS + 1) for place in places[:3]]
    for near in dict.fromkeys(place + way * step for step, place in steps for way in (1, -1)):
        if not 0 <= near < len(units) or any(units[near].meets(cited) for cited in spans):
            continue
        if question := _written_for(report, units[near], language):
            yield question, report.name, units[near]


@lru_cache(maxsize=8)
def _companion(report: Report) -> ReadersQuestions:
    return readers_questions(report)


def _written_for(report: Report, span: Span, language: str) -> str | None:
    """The readers' question of a passage that reads best: whole, short, a question."""
    fitting = [
        question.text
        for question in _companion(report).questions
        if question.passage == span
        and len(question.text) <= _SHORT
        and question.text[:1].isupper() | (language in ("ar", "zh"))
        and question.text.rstrip()[-1:] in "?؟？"
        and language_of(question.text) == language
    ]
    said = {stem(word) for word in words(report.quote(span).text)}

    def reads(text: str) -> tuple[bool, bool, float, int]:
        """A name in it keeps a question from being taken for a follow-up; one that asks openly, in the document's own
        terms, promises more than one to be answered by yes; and the shorter reads better."""
        told = [word for word in words(text) if word not in STOP_WORDS]
        share = sum(stem(word) in said for word in told) / max(1, len(told))
        return not mentions(text), not opens(text), -share, abs(len(text) - 45)

    return min(fitting, key=reads, default=None)
