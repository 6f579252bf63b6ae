"""An answer in, two or three questions out that a person may ask next: each was asked before it is offered.

They come from what the documents hold beside the answer: after case studies their themes in other missions, the
missions and whom to contact there, after other passages the readers' questions of their neighbours, in a document
without these the headings nearby. One that the assistant does not answer from the passage it was made for is not
offered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.collection.card import asked_about
from assistant.knowledge import theme_pattern, themes
from assistant.query.context import opens
from assistant.query.phrasebook.language import language_of
from assistant.wording.sentences import say
from corpus.case_studies import CaseStudy, case_studies
from corpus.missions import missions_named
from corpus.passages import passages
from corpus.readers_questions import ReadersQuestions, readers_questions
from corpus.report import Kind, Report, Span
from index.tokens import STOP_WORDS, stem, words

COUNT = 3
_TRIED = 9  # questions asked at most for one answer; each takes some hundredths of a second
_NEIGHBOURS = 6  # passages looked at on each side
_SHORT = 90  # characters of a question that reads well on a button
_SHORTEST, _LONGEST = 12, 70  # characters of a heading that a question can be made of
_HALF = 0.5  # of a question's words
_ACRONYM = re.compile(r"\b[A-Z]{2,}")
# What only somebody asks who has the passage before them: "which …?", "… in the quote?"; of English, in which most of
# the readers' questions are.
_BEFORE_THEM = re.compile(
    r"(?:(?:in|on|at|to|from|for|with|of|over|around|by|through) )?(?:which|who|whom|whose)\b"
    r"|.*\b(?:the|this) (?:quote|quotation|statement|example)\b|.*[\"“]",
    re.IGNORECASE,
)


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
    """Whether the question is answered, and from there."""
    answer = assistant.answer(question)
    return any(citation.document == document and citation.quote.span.meets(span) for citation in answer.citations)


def _candidates(assistant: Assistant, answer: Answer, cited: list[tuple[str, Span]]) -> Iterator[tuple[str, str, Span]]:
    """(question, document, the place it was made for), the likeliest first."""
    for report in assistant.reports:
        spans = [span for document, span in cited if document == report.name]
        if spans:
            after = _of_cases, _of_contacts, _of_neighbours, _of_headings
            yield from ((question, report.name, span) for one in after for question, span in one(report, answer, spans))


def _of_cases(report: Report, answer: Answer, spans: list[Span]) -> Iterator[tuple[str, Span]]:
    """After the case studies of one mission their themes elsewhere, a mission that did the same, whom to contact; after
    those of several all that each did."""
    studies = case_studies(report)
    shown = [study for study in studies if study.quote.span in spans]
    others = [study for study in studies if study.quote.span not in spans]
    under = list(dict.fromkeys(study.missions for study in shown))
    if len(under) == 1:
        elsewhere = [study for study in others if study.missions not in under]
        yield from islice(_on_themes(report, answer, shown, elsewhere), 1)
        titles = {study.quote.text.casefold() for study in shown}
        same = [study for study in elsewhere if study.quote.text.casefold() in titles]
        yield from islice(_on_missions(answer, same), 1)
        yield from _on_contacts(report, answer, under[0])
        yield from islice(_on_themes(report, answer, shown, elsewhere), 1, None)
    yield from _on_missions(answer, [study for one in under for study in others if study.missions == one])


def _on_themes(
    report: Report, answer: Answer, shown: Sequence[CaseStudy], elsewhere: Sequence[CaseStudy]
) -> Iterator[tuple[str, Span]]:
    """The themes of those shown, the commonest first, of which a case study elsewhere speaks."""
    said = {key: sum(bool(theme_pattern(key).search(study.quote.text)) for study in shown) for key in themes()}
    for key in sorted(filter(said.__getitem__, said), key=lambda key: -said[key]):
        found = next((study for study in elsewhere if theme_pattern(key).search(study.quote.text)), None)
        if found:
            label = themes()[key].label[answer.language]
            named = label if label[1:2].isupper() or f" {label}" in report.text else label[:1].lower() + label[1:]
            yield say("next_theme", answer.language, theme=named), found.quote.span


def _on_missions(answer: Answer, studies: Sequence[CaseStudy]) -> Iterator[tuple[str, Span]]:
    """Each of their missions once."""
    first: dict[frozenset[str], CaseStudy] = {}
    for study in studies:
        first.setdefault(study.missions, study)
    for study in first.values():
        named = study.heading.text.rstrip(": ")
        yield say("next_mission", answer.language, mission=named), study.quote.span


def _on_contacts(report: Report, answer: Answer, wanted: frozenset[str]) -> Iterator[tuple[str, Span]]:
    for passage in passages(report):
        if passage.kind is Kind.ENTRY and (found := missions_named([passage.quote.text])) & wanted:
            yield say("next_contact", answer.language, mission="/".join(sorted(found))), passage.span


def _of_contacts(report: Report, answer: Answer, spans: list[Span]) -> Iterator[tuple[str, Span]]:
    """After a mission's contact what the mission did, then the contacts printed beside it."""
    entries = [passage for passage in passages(report) if passage.kind is Kind.ENTRY]
    places = [place for place, entry in enumerate(entries) if entry.span in spans]
    if not places:
        return
    named = missions_named([entries[place].quote.text for place in places])
    yield from _on_missions(answer, [study for study in case_studies(report) if study.missions & named])
    for entry in sorted(entries, key=lambda entry: min(abs(entries.index(entry) - place) for place in places)):
        yield from islice(_on_contacts(report, answer, missions_named([entry.quote.text])), 1)


def _of_neighbours(report: Report, answer: Answer, spans: list[Span]) -> Iterator[tuple[str, Span]]:
    """Readers' questions of the passages around the quotes, nearest first, one of each passage; of a title, which says
    one thing alone, a reader asks what it says already."""
    units = passages(report)
    titles = {study.quote.span for study in case_studies(report)}
    places = [place for place, unit in enumerate(units) if any(unit.span.meets(cited) for cited in spans)]
    steps = [(step, place) for step in range(1, _NEIGHBOURS + 1) for place in places[:3]]
    for near in dict.fromkeys(place + way * step for step, place in steps for way in (1, -1)):
        if not 0 <= near < len(units) or any(units[near].span.meets(cited) for cited in spans):
            continue
        if units[near].span in titles or units[near].kind is Kind.ENTRY:
            continue
        if question := _written_for(report, units[near].span, answer.language):
            yield question, units[near].span


def _of_headings(report: Report, answer: Answer, spans: list[Span]) -> Iterator[tuple[str, Span]]:
    """What stands under the headings behind and before, in a document of which no reader has written questions."""
    if _companion(report).questions:
        return
    units = passages(report)
    under: dict[str, Span] = {}
    for unit in units:
        if unit.kind is not Kind.HEADING and unit.headings:
            heading = asked_about(report, unit.headings[-1])
            under[heading] = Span(under.get(heading, unit.span).start, unit.span.end)
    unseen = [(heading, span) for heading, span in under.items() if not any(span.meets(cited) for cited in spans)]
    fitting = [(heading, span) for heading, span in unseen if _SHORTEST <= len(heading) <= _LONGEST]
    near = spans[0].start
    for heading, span in sorted(fitting, key=lambda one: (one[1].start < near, abs(one[1].start - near))):
        yield say("card_heading", answer.language, heading=heading), span


@lru_cache(maxsize=8)
def _companion(report: Report) -> ReadersQuestions:
    return readers_questions(report)


@lru_cache(maxsize=8)
def _acronyms(report: Report) -> frozenset[str]:
    return frozenset(_ACRONYM.findall(report.text))


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
        and _acronyms(report).issuperset(_ACRONYM.findall(question.text))  # none of the asker's own
    ]
    said = {stem(word) for word in words(report.quote(span).text)}

    def reads(text: str) -> tuple[bool, bool, float, int]:
        """One that asks openly promises more than one to be answered by yes, and one that asks for a blank to be filled
        knows the passage already: half of a person's words are the document's. The shorter reads better."""
        told = [word for word in words(text) if word not in STOP_WORDS]
        share = sum(stem(word) in said for word in told) / max(1, len(told))
        return not opens(text), bool(_BEFORE_THEM.match(text)), abs(share - _HALF), abs(len(text) - 45)

    return min(fitting, key=reads, default=None)
