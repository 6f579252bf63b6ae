"""A question about a whole document in, what the document says of itself out: what it is about, who wrote it, when.

Such a question names nothing that a passage could be near to: it is answered from the title, the summary, the
introduction and the first page. A document with readers' questions has its own answers to these.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.candidates import SURE, Asked, Holdings, Outcome
from assistant.query.phrasebook import asked_with, document_stems
from assistant.query.rewriting import says_nothing_but
from corpus.metadata import Metadata, printed
from corpus.report import Kind, Report

_FIRST = 100  # passages within which a document says what it is
_FIRST_PAGE = 25  # passages of a first page
_FURTHER = 2
_FEWEST_WORDS = 8  # of a sentence that can say what a document is about


def of_itself(asked: Asked) -> Outcome | None:
    """None where the question asks about something in the documents."""
    question, held = asked.question, asked.held
    if held.index.has_readers_questions or question.pool.within or question.pool.under:
        return None
    text, known = question.follow_up or question.text, held.outline.common | document_stems()
    for kind, answer in (("document.about", _about), ("document.author", _masthead), ("document.date", _masthead)):
        if says_nothing_but(asked_with(kind, question.language), text, known):
            return answer(asked)
    return None


def _about(asked: Asked) -> Outcome | None:
    said = [places for report in asked.held.index.reports if (places := _says_of_itself(asked.held, report))]
    return _outcome(asked, said, asked.say("rule_of_itself"))


def _says_of_itself(held: Holdings, report: Report) -> list[int]:
    """Where a document says what it is, the most telling first, among the first sentences of its running text."""
    language = printed(report).language
    itself, summary = asked_with("document.self", language), asked_with("document.summary", language)
    passages = held.index.passages
    sentences = [
        place
        for place in _first(held, report, _FIRST)
        if passages[place].kind is Kind.PARAGRAPH and len(held.texts[place].split()) >= _FEWEST_WORDS
    ]
    telling = [place for place in sentences if itself.match(held.texts[place])]
    under = [place for place in sentences if any(map(summary.search, passages[place].headings[-1:]))]
    return list(dict.fromkeys([*telling[:1], *under[:2], *sentences[:1]]))


def _masthead(asked: Asked) -> Outcome | None:
    """Where its first page prints the body and the date, with both in words of ours."""
    said, facts = [], []
    for report in asked.held.index.reports:
        known = printed(report)
        page = _first(asked.held, report, _FIRST_PAGE)
        if places := [place for place in page if _prints(asked.held.texts[place], known)]:
            said.append(places)
            facts.append(", ".join(filter(None, (known.body, known.date, known.symbol))))
    return _outcome(asked, said, None, asked.say("document_facts", facts="; ".join(facts)))


def _first(held: Holdings, report: Report, count: int) -> list[int]:
    first = held.index.report_of.index(report)
    return [place for place, owner in enumerate(held.index.report_of[: first + count]) if owner is report]


def _outcome(asked: Asked, said: list[list[int]], rule: str | None, message: str = "") -> Outcome | None:
    """`said`: places of each document, the most telling first, which answers for it."""
    if not said:
        return None
    further = asked.hits([place for places in said for place in places[1:]])[:_FURTHER]
    found = asked.answer(asked.hits([places[0] for places in said]), SURE, further)
    return replace(found, message=message, rule=rule)


def _prints(text: str, known: Metadata) -> bool:
    """Whether a line of a first page prints the date or the body."""
    year = (known.date or "")[:4]
    return bool((year and year in text and known.symbol) or (known.body and text.strip("* ") == known.body))
