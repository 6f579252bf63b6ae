"""A question about a whole document in, what the document says of itself out: what it is about, who wrote it, when.

Such a question names nothing that a passage could be near to: it is answered from the title, the summary, the
introduction and the first page. A document with readers' questions has its own answers to these.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.candidates import SURE, Asked, Outcome
from assistant.query.phrasebook import asked_with, document_stems
from assistant.query.rewriting import says_nothing_but
from corpus.metadata import Metadata, printed
from corpus.report import Kind

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
    """Where it says what it is, the most telling first, among the first sentences of its running text."""
    index, texts = asked.held.index, asked.held.texts
    language = printed(index.reports[0]).language
    itself, summary = asked_with("document.self", language), asked_with("document.summary", language)
    sentences = [
        place
        for place, passage in enumerate(index.passages[:_FIRST])
        if passage.kind is Kind.PARAGRAPH and len(texts[place].split()) >= _FEWEST_WORDS
    ]
    telling = [place for place in sentences if itself.match(texts[place])]
    under = [place for place in sentences if any(map(summary.search, index.passages[place].headings[-1:]))]
    said = dict.fromkeys([*telling[:1], *under[:2], *sentences[:1]])
    return _outcome(asked, [*said], rule=asked.say("rule_of_itself"))


def _masthead(asked: Asked) -> Outcome | None:
    """Where its first page prints the body and the date, with both in words of ours."""
    known = printed(asked.held.index.reports[0])
    said = [place for place, text in enumerate(asked.held.texts[:_FIRST_PAGE]) if _prints(text, known)]
    facts = ", ".join(filter(None, (known.body, known.date, known.symbol)))
    return _outcome(asked, said, message=asked.say("document_facts", facts=facts))


def _outcome(asked: Asked, said: list[int], message: str = "", rule: str | None = None) -> Outcome | None:
    """`said`: places, the most telling first, which answers."""
    hits = asked.hits(said[: 1 + _FURTHER])
    return replace(asked.answer(hits[:1], SURE, hits[1:]), message=message, rule=rule) if hits else None


def _prints(text: str, known: Metadata) -> bool:
    """Whether a line of a first page prints the date or the body."""
    year = (known.date or "")[:4]
    return bool((year and year in text and known.symbol) or (known.body and text.strip("* ") == known.body))
