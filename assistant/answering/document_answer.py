"""A question about a whole document in, what the document says of itself out: what it is about, who wrote it, when.

Such a question names nothing that a passage could be near to: it is answered from the title, the summary, the
introduction and the first page. A document with readers' questions has its own answers to these.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.candidates import SURE, Asked, Holdings, Outcome
from assistant.messages import say
from assistant.query.phrasebook import asked_with, document_words
from assistant.query.rewriting import own_words
from corpus.metadata import Metadata, printed
from corpus.report import Kind, Report
from index.tokens import stem, stems

_FIRST = 100  # passages within which a document says what it is
_FIRST_PAGE = 25  # passages of a first page
_FURTHER = 2
_FEWEST_WORDS = 8  # of a sentence that can say what a document is about


class OfItself:
    """Answers from what the documents of an index say of themselves."""

    def __init__(self, held: Holdings) -> None:
        self._held = held

    def answer(self, asked: Asked) -> Outcome | None:
        """None where the question asks about something in the documents."""
        question = asked.question
        if self._held.index.has_readers_questions or question.pool.within or question.pool.under:
            return None
        for kind, found in (
            ("document.about", self._about),
            ("document.author", self._masthead),
            ("document.date", self._masthead),
        ):
            text = question.follow_up or question.text
            match = asked_with(kind, question.language).search(text)
            if match and self._names_nothing_else(text[: match.start()] + text[match.end() :]):
                return found(asked)
        return None

    def _names_nothing_else(self, rest: str) -> bool:
        """Whether a question without the words that ask names nothing but the document."""
        titles = (report.title for report in self._held.index.reports)
        known = {stem(word) for word in document_words()}.union(*map(stems, titles))
        return not own_words(rest, frozenset(known))

    def _about(self, asked: Asked) -> Outcome | None:
        said = [places for report in self._held.index.reports if (places := self._says_of_itself(report))]
        return self._outcome(asked, said, say("rule_of_itself", asked.question.language))

    def _says_of_itself(self, report: Report) -> list[int]:
        """Where a document says what it is, the most telling first."""
        language = printed(report).language
        itself, summary = asked_with("document.self", language), asked_with("document.summary", language)
        sentences = list(self._sentences(report))
        telling = [place for place in sentences if itself.match(self._held.texts[place])]
        under = [
            place
            for place in sentences
            if (heading := self._held.index.passages[place].headings[-1:]) and summary.search(heading[0])
        ]
        return list(dict.fromkeys([*telling[:1], *under[:2], *sentences[:1]]))

    def _sentences(self, report: Report) -> Iterator[int]:
        """The first sentences of a document's running text."""
        first = self._held.index.report_of.index(report)
        for place in range(first, min(len(self._held.texts), first + _FIRST)):
            passage = self._held.index.passages[place]
            long_enough = len(passage.quote.text.split()) >= _FEWEST_WORDS
            if self._held.index.report_of[place] is report and passage.kind is Kind.PARAGRAPH and long_enough:
                yield place

    def _masthead(self, asked: Asked) -> Outcome | None:
        """Where its first page prints the body and the date, with both in words of ours."""
        said, facts = [], []
        for report in self._held.index.reports:
            known = printed(report)
            first = self._held.index.report_of.index(report)
            page = range(first, min(len(self._held.texts), first + _FIRST_PAGE))
            if places := [place for place in page if _prints(self._held.texts[place], known)]:
                said.append(places)
                facts.append(", ".join(filter(None, (known.body, known.date, known.symbol))))
        message = say("document_facts", asked.question.language, facts="; ".join(facts))
        return self._outcome(asked, said, None, message)

    def _outcome(self, asked: Asked, said: list[list[int]], rule: str | None, message: str = "") -> Outcome | None:
        """`said`: places of each document, the most telling first, which answers for it."""
        if not said:
            return None
        lead = self._held.hits(asked, [places[0] for places in said])
        further = self._held.hits(asked, [place for places in said for place in places[1:]])[:_FURTHER]
        return Outcome(asked.question.language, lead, SURE, message=message, rule=rule, further=further)


def _prints(text: str, known: Metadata) -> bool:
    """Whether a line of a first page prints the date or the body."""
    year = (known.date or "")[:4]
    return bool((year and year in text and known.symbol) or (known.body and text.strip("* ") == known.body))
