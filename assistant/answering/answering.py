"""A question as meant in, what to quote for it out: definition, set, or the one passage that answers; else silence.

Downhill, in this order: what the question names must be in the documents; an acronym is answered where it is spelled
out; a set by every member; anything else by the passage that stands highest, if the confidence in it is enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np

from assistant.answer import Reason
from assistant.answering.candidates import NEAREST, SURE, Asked, Holdings, Outcome
from assistant.answering.passage_answer import OnePassage
from assistant.answering.set_answer import Sets
from assistant.answering.set_candidates import Membership
from assistant.knowledge import acronym_forms, acronyms, usual_words
from assistant.messages import names_of, say
from assistant.query.language import is_readable, language_of
from assistant.query.meant import Meant
from assistant.query.narrowing import chosen_by
from assistant.query.query import Query, acronyms_asked, is_small_talk, parse
from assistant.query.question_type import Wanted
from assistant.query.spelling import Spelling
from corpus.missions import mentions, single_names
from index.fusion import standing
from index.passage_index import PassageIndex
from index.tokens import stem, stems

_QUOTES = re.compile(r"[“\"«„](?P<words>[^”\"»“]{15,})[”\"»“]")
_WHOSE = re.compile(r"\b(?:who|whose|whom|author|said|says|from whom)\b", re.IGNORECASE)


class Finder:
    """Finds over one index; works out once what its documents hold."""

    def __init__(self, index: PassageIndex) -> None:
        self.held = Holdings(index)
        membership = Membership(self.held)
        self._sets = Sets(self.held, membership)
        self.one = OnePassage(self.held, membership, self._sets)
        self._vocabulary = frozenset().union(*self.held.bags)
        self._spelling = Spelling(
            (report.text for report in index.reports), single_names(), index.encoder.knows, usual_words()
        )

    def mended(self, question: str) -> str:
        """The question with slips of the keyboard mended."""
        spans = [place.span for place in mentions(question)]
        right = frozenset(word for span in spans for word in question[span.start : span.end].split())
        return self._spelling.mended(question, english=language_of(question) == "en", right=right)

    def outcome(self, meant: Meant) -> Outcome:
        asked = self._asked(meant)
        for answer in (self._closed, self._definition, self._quotation, self._sets.whole, self._sets.titled):
            if found := answer(asked):
                return found
        return self.one.answer(asked)

    def _asked(self, meant: Meant, without: Sequence[int] = ()) -> Asked:
        """`without`: readers' questions left out, for fitting."""
        question = parse(self._spelled_out(meant.text), less=meant.less)
        if meant.chooses:
            question = chosen_by(question, self._spelled_out(meant.chooses), within=bool(meant.within))
        gate = self.held.filters.filter(question)
        allowed = np.ones(len(self.held.bags), dtype=bool) if gate.allowed is None else gate.allowed.copy()
        if meant.under:
            allowed = self.held.at((meant.under,))
            below = self.held.outline.below(int(np.flatnonzero(allowed)[0])) if allowed.any() else ()
            if below and meant.more:
                allowed[:] = False  # the heading was shown; what stands below it is more
            allowed[list(below)] = True
        if meant.within:
            allowed &= self.held.at(meant.within)
        if meant.beyond:
            allowed &= ~self.held.filters.of_missions(meant.beyond)
        evidence = self.held.index.evidence(question.text, _weights(question, besides=gate.missions), without)
        scores = standing(evidence, english=question.language == "en")
        return Asked(question, meant, gate, allowed, evidence, scores, tuple(without))

    # Silence before anything is searched

    def _closed(self, asked: Asked) -> Outcome | None:
        gate, language = asked.filter, asked.question.language
        if is_small_talk(asked.question.text) or not is_readable(asked.question.text):
            return Outcome(language, (), 0.01, Reason.OFF_TOPIC, say("off_topic", language))
        if gate.absent and not asked.allowed.any():
            nearest = self.held.best(asked, np.ones_like(asked.allowed), NEAREST)
            message = say("mission_absent", language, names=names_of(gate.absent, language))
            return Outcome(language, nearest, 0.02, Reason.MISSION_ABSENT, message)
        if gate.contact_only:
            nearest = self.held.best(asked, asked.allowed, NEAREST)
            names = names_of(asked.question.mentions, language)
            message = say("mission_contact_only", language, names=names)
            return Outcome(language, nearest, 0.05, Reason.MISSION_CONTACT_ONLY, message)
        return None

    # What an acronym stands for

    def _definition(self, asked: Asked) -> Outcome | None:
        question = asked.question
        for acronym, known in acronyms_asked(question).items():
            place = next((place for place, text in enumerate(self.held.texts) if _spells_out(acronym, text)), None)
            if place is not None:
                return Outcome(question.language, (self.held.index.hit(place, 1.0),), SURE)
            used = [
                place for place, text in enumerate(self.held.texts) if re.search(rf"\b{re.escape(acronym)}\b", text)
            ]
            message = say("not_said", question.language)
            if known:
                full = " / ".join(known)
                message += " " + say("spelled_out", question.language, acronym=acronym, full=full)
            nearest = [self.held.index.hit(place, 0.0) for place in used[:NEAREST]] or self.held.best(
                asked, asked.allowed, NEAREST
            )
            return Outcome(question.language, tuple(nearest), 0.05, Reason.NOT_SAID, message)
        return None

    # Somebody's words

    def _quotation(self, asked: Asked) -> Outcome | None:
        """The exact words of a person whose words are printed as a quotation; who said words that it quotes."""
        if (place := self._quoted(asked.question.text)) is not None:
            hit = self.one.said_by(asked, self.held.index.hit(place, 1.0), always=True)
            return Outcome(asked.question.language, (hit,), SURE)
        if Wanted.VERBATIM not in asked.question.wants or not asked.filter.person:
            return None
        quotations = asked.allowed & np.array([text[:1] in '“«"' for text in self.held.texts], dtype=bool)
        hits = tuple(self.one.said_by(asked, hit) for hit in self.held.best(asked, quotations, 1))
        return Outcome(asked.question.language, hits, SURE) if hits else None

    def _quoted(self, question: str) -> int | None:
        """The passage that holds words which the question quotes and asks the author of; None where none does."""
        match = _QUOTES.search(question)
        if not match or not _WHOSE.search(question[: match.start()] + question[match.end() :]):
            return None
        words_quoted = " ".join(stems(match["words"]))
        holding = (place for place, text in enumerate(self.held.texts) if words_quoted in " ".join(stems(text)))
        return next(holding, None)

    def _spelled_out(self, text: str) -> str:
        """The text with what its acronyms stand for, where the documents use the words and not the acronym."""
        for word in dict.fromkeys(re.findall(r"(?<![\w@.])[A-Za-z][A-Za-z0-9-]{2,}(?![\w@])", text)):
            form = acronym_forms().get(word.lower())
            if not form or len(form) < 2 or stem(word.lower()) in self._vocabulary:
                continue
            if any(set(form) <= bag for bag in self.held.bags):
                text = f"{text} ({acronyms()[word.lower()][0]})"
        return text


def _weights(question: Query, besides: Collection[str]) -> dict[str, float]:
    """Stems to look for: the question's own, and its synonyms for less. `besides`: missions behind a gate, whose names
    every passage there could say: they choose nothing."""
    text = question.text
    for mention in reversed(question.mentions):
        if mention.missions & frozenset(besides):
            text = text[: mention.span.start] + " " + text[mention.span.end :]
    weights = dict.fromkeys(stems(text), 1.0)
    for concept in question.concepts:
        for form in concept.forms[1:]:
            for part in form:
                weights.setdefault(part, 0.4 / len(form))
    return weights


def _spells_out(acronym: str, text: str) -> bool:
    """Whether `text` gives the acronym in brackets behind words whose initials make it."""
    for match in re.finditer(rf"\(({re.escape(acronym)})s?\)", text):
        before = re.findall(r"\w+", text[: match.start()])[-12:]
        # "UN Country Team" makes UNCT: a short word in capitals counts with all its letters.
        initials = "".join(word if word.isupper() and len(word) < 5 else word[0] for word in before).lower()
        letters = iter(initials)
        if all(letter in letters for letter in acronym.lower() if letter.isalpha()):
            return True
    return False
