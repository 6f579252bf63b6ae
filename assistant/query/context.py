"""A question and the turns before it in, what it may lean on out: the last answer, the last lists, the missions and the
person that the conversation is about.

Whether it leans on any of it is for the rules to say: the files `follow_up_*`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Status, Turn
from assistant.knowledge import theme_pattern
from assistant.query.language import language_of
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_with, frame, function_words
from assistant.query.query import Query, Shown
from assistant.query.rewriting import own_words, stems_of
from assistant.query.subject import says_one_of
from corpus.missions import missions_named
from index.tokens import STOP_WORDS

_REMEMBERED = 3  # turns after which a list is no longer what "the second one" means


@dataclass(frozen=True, slots=True)
class Leaning:
    """A question beside what it may lean on. `last`: the last answer that was no small talk; `turns`: all of them, the
    oldest first."""

    text: str
    question: Query
    last: Answer
    turns: tuple[Turn, ...]

    @property
    def before(self) -> Query:
        """The last question as understood."""
        return self.last.query

    @property
    def language(self) -> str:
        """The question's, or the last one's where the question is too short to tell: "et en Libye ?" """
        language, last = self.question.language, self.before.language
        if language != "en" or last == "en":
            return language
        said = [word for word in self.text.split() if not word.isupper()]  # "EU" is a French participle too
        telling = function_words(last)
        heard = sum(word.lower() in telling - STOP_WORDS or language_of(word) == last for word in said)
        return last if heard > sum(word.lower() in STOP_WORDS - telling for word in said) else language

    @property
    def recent(self) -> list[Answer]:
        """The answers that are still remembered, the last one first."""
        return [turn.answer for turn in reversed(self.turns[-_REMEMBERED:])]

    @property
    def listed(self) -> Answer:
        """The last list; where there is none, the last answer."""
        return next((answer for answer in self.recent if len(answer.citations) > 1), self.last)

    @property
    def wider(self) -> list[Answer]:
        """Lists that the last answer was chosen from, the last one first."""
        chosen = frozenset(shown_in(self.last))
        return [answer for answer in self.recent if chosen and chosen < frozenset(shown_in(answer))]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What was shown lately, without the lists that the last answer was chosen from."""
        wider = self.wider
        kept = (answer for answer in (self.last, *self.recent) if answer not in wider)
        return tuple(dict.fromkeys(shown for answer in kept for shown in shown_in(answer)))

    @property
    def missions(self) -> frozenset[str]:
        """The mission the conversation is about: the one last asked about, else that of the last answer's first."""
        citations = self.last.citations
        if not self.before.mentions:
            return missions_cited(citations[0]) if citations else frozenset()
        narrow = [mention for mention in self.before.mentions if mention.direct] or self.before.mentions
        asked = frozenset().union(*(mention.missions for mention in narrow))
        return asked & frozenset().union(*map(missions_cited, citations)) or asked

    @property
    def missions_listed(self) -> frozenset[str]:
        """All missions of the last answer, where the question named none; else those it named."""
        if self.before.mentions or len(self.last.citations) < 2:
            return self.missions
        return frozenset().union(*map(missions_cited, self.last.citations))

    def names_before(self, place: int) -> bool:
        """Whether the question names, before this place in it, what a pronoun there stands for: "all cases that name
        mediation, and where it worked"."""
        return len(own_words(self.text[:place], frame("of_missions"))) > 1

    @property
    def points(self) -> bool:
        """Whether a word of a language other than English points at a mission: "là-bas", "там"."""
        return bool(asked_with("follow_up.there", self.language).search(self.text))


def missions_cited(citation: Citation) -> frozenset[str]:
    """The missions that a citation's headings or words name."""
    return missions_named((*citation.headings, citation.quote.text))


def saying(question: Query, citations: Iterable[Citation], *, loosely: bool = False) -> tuple[Citation, ...]:
    """Those of the citations that say one of the alternatives that a question names (`loosely`: a word of one), or are
    of its themes or missions."""

    def says(citation: Citation) -> bool:
        said = says_one_of(question.clauses, stems_of(citation.quote.text), any if loosely else all)
        of_theme = any(theme_pattern(key).search(citation.quote.text) for key in question.themes)
        return said or of_theme or bool(question.missions & missions_cited(citation))

    return tuple(filter(says, citations))


def leaning(text: str, turns: Sequence[Turn]) -> Leaning | None:
    """None where nothing was said before but small talk."""
    last = next((turn.answer for turn in reversed(turns) if turn.answer.status is not Status.OFF_TOPIC), None)
    return Leaning(text, parse(text), last, tuple(turns)) if last else None


def shown_in(answer: Answer) -> tuple[Shown, ...]:
    return tuple(citation.shown for citation in answer.citations)
