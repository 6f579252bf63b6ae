"""A question and the turns before it in, what it may lean on out: the last answer, the last lists, the missions and the
person that the conversation is about; and whether it stands alone.

"Ok thanks. And in Libya?" is a piece of a question, "Which missions dealt with Libya?" is one. What a piece leans on is
for the rules to say: the files `follow_up_*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Status, Turn
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_in_any, asked_with, frame, function_words, without_lead
from assistant.query.query import Query, Shown
from assistant.query.rewriting import bare, own_words
from corpus.missions import missions_named
from index.tokens import STOP_WORDS, words

LONGEST_FRAGMENT = 6  # words: a longer question without a verb of its own is still a question
_HARDLY_NAMED = 3  # words that carry a subject
_HALFWAY = 4  # such words, of a follow-up that is as well read alone as in the talk
_REMEMBERED = 3  # turns after which a list is no longer what "the second one" means
_ASKING = ("count", "who", "when", "why_how", "set", "contact")


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
        said, telling = {word.lower() for word in self.text.split()}, function_words(last)
        return last if len(said & (telling - STOP_WORDS)) > len(said & (STOP_WORDS - telling)) else language

    @property
    def fragment(self) -> str:
        """What a piece of a question names: "Libya" of "and in Libya, how many?"; "" where it asks by itself."""
        fragment = bare(without_lead("lead", self.text))
        led = len(fragment) < len(bare(self.text))
        if len(fragment.split()) > LONGEST_FRAGMENT or asks(fragment, self.language):
            return ""
        alone = self.language != "en" or (self.question.mentions and not self.question.clauses)
        return fragment if led or (alone and not opens(fragment)) else ""

    @property
    def listed(self) -> Answer:
        """The last list that is still remembered; where there is none, the last answer."""
        return next((answer for answer in self._recent if len(answer.citations) > 1), self.last)

    @property
    def wider(self) -> list[Answer]:
        """Lists that the last answer was chosen from, the last one first."""
        chosen = frozenset(self.last.shown)
        return [answer for answer in self._recent if chosen and chosen < frozenset(answer.shown)]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What was shown lately, without the lists that the last answer was chosen from."""
        wider = self.wider
        kept = (answer for answer in (self.last, *self._recent) if answer not in wider)
        return tuple(dict.fromkeys(shown for answer in kept for shown in answer.shown))

    @property
    def _recent(self) -> list[Answer]:
        return [turn.answer for turn in reversed(self.turns[-_REMEMBERED:])]

    @property
    def missions(self) -> frozenset[str]:
        """The mission the conversation is about: the one last asked about, else that of the last answer's first."""
        citations = self.last.citations
        if not self.before.mentions:
            return missions_cited(*citations[:1])
        narrow = [mention for mention in self.before.mentions if mention.direct] or self.before.mentions
        asked = frozenset().union(*(mention.missions for mention in narrow))
        return asked & missions_cited(*citations) or asked

    def names_before(self, place: int) -> bool:
        """Whether the question names, before this place in it, what a pronoun there stands for: "all cases that name
        mediation, and where it worked"."""
        return len(own_words(self.text[:place], frame("of_missions"))) > 1


def missions_cited(*citations: Citation) -> frozenset[str]:
    """The missions that the citations' headings or words name."""
    return missions_named(text for citation in citations for text in (*citation.headings, citation.quote.text))


def leaning(text: str, turns: Sequence[Turn]) -> Leaning | None:
    """None where nothing was said before but small talk; nor where the question says nothing but thanks, or that it is
    about something new."""
    last = next((turn.answer for turn in reversed(turns) if turn.answer.status is not Status.OFF_TOPIC), None)
    says_more = any(map(str.isalnum, asked_in_any("small_talk").sub("", text)))
    if not last or not says_more or asked_with("follow_up.new_subject").search(text):
        return None
    text = _courtesy_apart(text)
    return Leaning(text, parse(text), last, tuple(turns))


def _courtesy_apart(text: str) -> str:
    """ "ok thanks. And in Libya?" without the thanks; the text itself where nothing else stands in it."""
    rest = without_lead("courtesy", text)
    said, _, asked = rest.partition(":")  # "… then I'll leave you in peace: and covid there?"
    of_oneself = asked and rest != text and asked_with("oneself").match(said)
    return asked.strip() if of_oneself else rest


def leans(text: str, language: str) -> bool:
    """Whether a question cannot be asked alone: it goes on ("and …") or points ("what explains that")."""
    return _goes_on(text) or bool(asked_with("follow_up.points", language).search(text))


def how_it_goes_on(text: str, language: str) -> dict[str, float]:
    """How much a follow-up says by itself: `own`, how many of its words carry a subject, -1 for none to 1 for eight and
    more, 0 in other languages than English; `leads`, 1 where it begins by going on ("and …"), else 0."""
    own = min(_named(text) / _HALFWAY, 2) - 1 if language == "en" else 0.0
    return {"own": own, "leads": float(_goes_on(text))}


def _goes_on(text: str) -> bool:
    """Whether a text begins by going on: "and …", "what about …"."""
    return without_lead("lead", text) != text


def _named(text: str) -> int:
    """How many words of an English text carry a subject."""
    return sum(word not in STOP_WORDS for word in words(text))


def is_read_behind(text: str, language: str) -> bool:
    """Whether a question is read behind the one before it: it leans on that, or may be a piece of the talk for naming
    hardly anything ("how many in the end?"); one that stands alone ("staff vacancy rates") loses little by it."""
    return leans(text, language) or (language == "en" and _named(text) <= _HARDLY_NAMED)


def is_piece(text: str, language: str) -> bool:
    """Whether a question says nothing without what it is read behind: "and in Libya?", "fuel"."""
    return is_read_behind(text, language) and (leans(text, language) or not asks(text, language))


def asks(text: str, language: str) -> bool:
    """Whether a text is a question of its own, not a piece of one."""
    kinds = ("asks_by_itself",) if language == "en" else _ASKING
    return any(asked_with(kind, language).search(text) for kind in kinds)


def opens(text: str) -> bool:
    """Whether a question's first word asks for more than yes or no; in Chinese, which asks in the middle, any word."""
    return bool(asked_in_any("opening").match(text.lstrip(" ¿")) or asked_with("opening", "zh").search(text))
