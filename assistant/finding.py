"""A question as meant in, what to quote for it out: definition, set, or the one passage that answers; else silence.

Downhill, in this order: what the question names must be in the documents; an acronym is answered where it is spelled
out; a set by every member; anything else by the passage that stands highest, if the confidence in it is enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Citation, Reason
from assistant.confidence import confidence, signs, threshold
from assistant.follow_up import Meant
from assistant.gates import Gate, Gates, Mask
from assistant.knowledge import acronym_forms, acronyms, usual_words
from assistant.language import language_of
from assistant.members import Chosen, choose, coverage, is_common
from assistant.question import Question, Wanted, acronyms_asked, asks_for_one_fact, is_small_talk, understood
from assistant.spelling import Spelling
from assistant.structure import Structure
from assistant.wording import names_of, say, subject_of
from corpus.missions import single_names
from corpus.report import Kind
from index.passage_index import Evidence, Hit, PassageIndex
from index.ranking import standing
from index.words import stem, stems, words

_NEAREST = 3  # passages shown, folded, where there is no answer
_SURE = 0.97  # confidence in a set that a rule chose; rules err too
_HOW = re.compile(
    r"^\W*(?:and\s+|so\s+|but\s+)?(?:how|in what way|by what means|comment|cómo|как|كيف|如何|怎)\b", re.IGNORECASE
)
_SAID = re.compile(r"\b(?:said|says|say|wrote|words?|quot\w+|statement|spoke)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer is made of. `hits` answer where `reason` is None, else they are the nearest."""

    language: str
    hits: tuple[Hit, ...]
    confidence: float
    reason: Reason | None = None
    message: str = ""
    complete: bool | None = None
    count: int | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way: as analysed, its gate, the passages it may see, and the evidence for each."""

    question: Question
    meant: Meant
    gate: Gate
    allowed: Mask
    evidence: Evidence
    scores: NDArray[np.float32]
    without: tuple[int, ...] = ()


class Finder:
    """Finds over one index; works out once what its documents hold."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._gates = Gates(index)
        self._structure = Structure(index)
        self._bags = [frozenset(stems(passage.quote.text)) for passage in index.passages]
        self._vocabulary = frozenset().union(*self._bags)
        self._headings = np.array([passage.kind is Kind.HEADING for passage in index.passages], dtype=bool)
        self._spelling = Spelling(
            (report.text for report in index.reports), single_names(), index.encoder.knows, usual_words()
        )

    def mended(self, question: str) -> str:
        """The question with slips of the keyboard mended."""
        return self._spelling.mended(question, english=language_of(question) == "en")

    def outcome(self, meant: Meant) -> Outcome:
        asked = self._asked(meant)
        for answer in (self._closed, self._definition, self._quotation, self._set, self._titled):
            if found := answer(asked):
                return found
        return self._single(asked)

    def _asked(self, meant: Meant, without: Sequence[int] = ()) -> _Asked:
        """`without`: readers' questions left out, for fitting."""
        question = understood(self._spelled_out(meant.text))
        gate = self._gates.gate(question)
        allowed = np.ones(len(self._bags), dtype=bool) if gate.allowed is None else gate.allowed.copy()
        if meant.under:
            allowed = self._at((meant.under,))
            below = self._structure.below(int(np.flatnonzero(allowed)[0])) if allowed.any() else ()
            if below and meant.more:
                allowed[:] = False  # the heading was shown; what stands below it is more
            allowed[list(below)] = True
        if meant.within:
            allowed &= self._at(meant.within)
        if meant.beyond:
            allowed &= ~self._gates.of_missions(meant.beyond)
        evidence = self._index.evidence(question.text, _weights(question, besides=gate.missions), without)
        scores = standing(evidence, english=question.language == "en")
        return _Asked(question, meant, gate, allowed, evidence, scores, tuple(without))

    # Silence before anything is searched

    def _closed(self, asked: _Asked) -> Outcome | None:
        gate, language = asked.gate, asked.question.language
        if is_small_talk(asked.question.text):
            return Outcome(language, (), 0.01, Reason.OFF_TOPIC, say("off_topic", language))
        if gate.absent and not asked.allowed.any():
            nearest = self._best(asked, np.ones_like(asked.allowed), _NEAREST)
            message = say("mission_absent", language, names=names_of(gate.absent, language))
            return Outcome(language, nearest, 0.02, Reason.MISSION_ABSENT, message)
        if gate.contact_only:
            nearest = self._best(asked, asked.allowed, _NEAREST)
            names = names_of(asked.question.mentions, language)
            message = say("mission_contact_only", language, names=names)
            return Outcome(language, nearest, 0.05, Reason.MISSION_CONTACT_ONLY, message)
        return None

    # What an acronym stands for

    def _definition(self, asked: _Asked) -> Outcome | None:
        question = asked.question
        for acronym, known in acronyms_asked(question).items():
            place = next((place for place, text in enumerate(self._texts()) if _spells_out(acronym, text)), None)
            if place is not None:
                return Outcome(question.language, (self._index.hit(place, 1.0),), _SURE)
            used = [place for place, text in enumerate(self._texts()) if re.search(rf"\b{re.escape(acronym)}\b", text)]
            message = say("not_said", question.language)
            if known:
                full = " / ".join(known)
                message += " " + say("spelled_out", question.language, acronym=acronym, full=full)
            nearest = [self._index.hit(place, 0.0) for place in used[:_NEAREST]] or self._best(
                asked, asked.allowed, _NEAREST
            )
            return Outcome(question.language, tuple(nearest), 0.05, Reason.NOT_SAID, message)
        return None

    # Somebody's words

    def _quotation(self, asked: _Asked) -> Outcome | None:
        """The exact words of a person whose words are printed as a quotation."""
        if Wanted.VERBATIM not in asked.question.wants or not asked.gate.person:
            return None
        quotations = asked.allowed & np.array([text[:1] in '“«"' for text in self._texts()], dtype=bool)
        hits = self._best(asked, quotations, 1)
        return Outcome(asked.question.language, hits, _SURE) if hits else None

    # Sets

    def _set(self, asked: _Asked) -> Outcome | None:
        question, meant = asked.question, asked.meant
        if meant.counts:
            members = [int(place) for place in np.flatnonzero(asked.allowed)]
            return self._members(asked, members, str(len(members)))
        counted = Wanted.COUNT in question.wants and question.wants & {Wanted.CASES, Wanted.MISSIONS, Wanted.ENTRIES}
        whole = self._asks_for_all_of_a_mission(asked)
        if not (Wanted.SET in question.wants or counted or meant.within or whole):
            return None
        about_people = Wanted.CONTACT in question.wants or (not asked.gate.missions and self._heads_entries(asked))
        if about_people and not question.wants & {Wanted.CASES}:
            return self._entries(asked)
        if found := self._cases(asked):
            return found
        if Wanted.SET not in question.wants or question.wants & {Wanted.CASES} or gate_named(asked.gate):
            return None
        return self._announced(asked)

    def _cases(self, asked: _Asked) -> Outcome | None:
        """Case studies, or whatever the last list held: all that are under the missions named and say the words."""
        question, gate = asked.question, asked.gate
        if not (question.wants & {Wanted.CASES, Wanted.MISSIONS} or gate.missions or asked.meant.within):
            return None
        fresh = asked.allowed & ~self._at(asked.meant.again)
        candidates = [place for place in self._structure.cases if fresh[place]]
        if asked.meant.within:
            candidates = [int(place) for place in np.flatnonzero(asked.allowed)]
        if not candidates:
            return None
        chosen = self._chosen(question, candidates)
        if chosen:
            members = [candidates[place] for place in chosen.places]
        elif (self._names_nothing(question) or self._foreign_set(question) or (question.aside and gate.missions)) and (
            gate.missions or question.wants & {Wanted.CASES}
        ):
            members = candidates
        else:
            return None
        return self._members(asked, members, self._case_rule(asked, members, chosen))

    def _asks_for_all_of_a_mission(self, asked: _Asked) -> bool:
        """ "What's in it about Mali?": a mission and nothing else."""
        question = asked.question
        other = {Wanted.CONTACT, Wanted.WHO, Wanted.WHEN, Wanted.WHY, Wanted.DEFINITION, Wanted.COUNT}
        return bool(
            asked.gate.missions
            and not asked.gate.person
            and not question.wants & other
            and self._names_nothing(question)
        )

    def _case_rule(self, asked: _Asked, members: Sequence[int], chosen: Chosen | None) -> str:
        language = asked.question.language
        parts = {
            "count": len(members),
            "whole": len(asked.meant.within) or len(self._structure.cases),
            "names": ", ".join(sorted(self._printed_missions(members))),
            "words": subject_of(chosen.words, language) if chosen else "",
        }
        gated = bool(asked.gate.missions)
        key = ("rule_both" if gated else "rule_words") if chosen else ("rule_mission" if gated else "rule_all")
        return say(key, language, **parts)

    def _announced(self, asked: _Asked) -> Outcome | None:
        """The set that a heading announces: "name all the success factors" """
        headings = [
            place
            for place in map(int, np.flatnonzero(self._headings & asked.allowed))
            if self._index.passages[place].block.level > 1 and self._structure.children(place)
        ]
        if not headings:
            return None
        chosen = self._chosen(asked.question, headings)
        named = [headings[place] for place in chosen.places] if chosen else headings
        heading = max(named, key=lambda place: float(asked.scores[place]))
        behind = float(asked.scores[asked.allowed].max() - asked.scores[heading])
        return self._under(asked, heading) if chosen or behind <= _HEADING_REACH else None

    def _under(self, asked: _Asked, heading: int) -> Outcome:
        members = self._structure.children(heading)
        title = self._index.passages[heading].quote.text.rstrip(":")
        rule = say("rule_under", asked.question.language, heading=title, count=len(members))
        return self._members(asked, members, rule)

    def _entries(self, asked: _Asked) -> Outcome | None:
        """Contacts: those under the heading that is asked for, of them those that say the words."""
        entries = [int(place) for place in np.flatnonzero(self._gates.entries & asked.allowed)]
        headings = {heading for place in entries if (heading := self._structure.heading_of(place)) is not None}
        if not entries or not headings or not self._are_asked_for(asked.question, entries):
            return None
        heading = max(headings, key=lambda place: asked.scores[place])
        under = [place for place in entries if self._structure.heading_of(place) == heading]
        title = self._index.passages[heading].quote.text
        # What the heading says chose the heading; it chooses nothing among the contacts below it.
        chosen = self._chosen(asked.question, under, besides=title)
        members = [under[place] for place in chosen.places] if chosen else under
        rule = say("rule_under", asked.question.language, heading=title, count=len(members))
        if chosen:
            words = subject_of(chosen.words, asked.question.language)
            rule = say("rule_entries", asked.question.language, count=len(members), whole=len(under), words=words)
        return self._members(asked, members, rule)

    def _are_asked_for(self, question: Question, entries: Sequence[int]) -> bool:
        """Whether a question that wants contacts is about these: "who won all the Oscars?" is not."""
        if not question.concepts or Wanted.CONTACT in question.wants:
            return True
        passages = [self._index.passages[place] for place in entries]
        said = {word for passage in passages for word in stems(" ".join((*passage.headings, passage.quote.text)))}
        return any(part in said for concept in question.concepts for form in concept.forms for part in form)

    def _members(self, asked: _Asked, members: Sequence[int], rule: str) -> Outcome:
        hits = tuple(self._index.hit(place, float(asked.scores[place])) for place in members)
        return Outcome(
            asked.question.language,
            hits,
            _SURE,
            message=self._remarks(asked, hits),
            complete=True,
            count=len(members),
            rule=rule,
        )

    def _titled(self, asked: _Asked) -> Outcome | None:
        """ "What did UNAMI do about detention?": the mission's case studies whose titles say all that is asked about."""
        question = asked.question
        closed = {Wanted.WHO, Wanted.WHEN, Wanted.WHY, Wanted.COUNT, Wanted.CONTACT, Wanted.DEFINITION, Wanted.VERBATIM}
        if not asked.gate.missions or asked.gate.person or not question.concepts or question.wants & closed:
            return None
        if asked.meant.under or asks_for_one_fact(question.text):
            return None
        fresh = asked.allowed & ~self._at(asked.meant.again)
        members = [
            place
            for place in self._structure.cases
            if fresh[place] and coverage(question, self._index.passages[place].quote.text, self._bags) > _WHOLE
        ]
        if not members:
            return None
        hits = tuple(self._index.hit(place, float(asked.scores[place])) for place in members)
        return Outcome(question.language, hits, _SURE, message=self._remarks(asked, hits))

    # One passage

    def _single(self, asked: _Asked) -> Outcome:
        question = asked.question
        allowed = self._narrowed(asked)
        best = self._best(asked, allowed, 1)
        if not best:
            best = self._best(asked, np.ones_like(allowed), 1)
        if self._asks_for_section(asked, best[0]):
            return self._under(asked, best[0].place)
        hit = self._better_than_heading(asked, allowed, best[0])
        hit = self._said_by(asked, hit)
        found = self._signs(asked, hit.place, allowed)
        kind = {
            "asked": self._index.has_readers_questions,
            "english": question.language == "en",
            "across": self._has_fitted_second(),
        }
        sure = _SURE if self._is_pointed_at(asked, hit, found) else confidence(found, **kind)
        if sure < threshold(**kind):
            return self._silence(asked, allowed, sure, found)
        hits = self._twins(asked, hit)
        return Outcome(question.language, hits, sure, message=self._remarks(asked, hits))

    def _narrowed(self, asked: _Asked) -> Mask:
        """The passages that can answer at all: contacts where one is asked for and else none, nothing that was just
        shown."""
        question, gate = asked.question, asked.gate
        allowed = asked.allowed & ~self._at(asked.meant.again)
        entries = allowed & self._gates.entries
        others: Mask = allowed & ~self._gates.entries
        named = bool(gate.missions or gate.person)
        if named and entries.any() and self._asks_for_contact(question, others):
            contacts: Mask = entries
            return contacts
        if gate.missions and question.concepts and not question.wants & _OF_PEOPLE and not gate.person and others.any():
            return others
        rest: Mask = allowed if allowed.any() else asked.allowed
        return rest

    def _asks_for_contact(self, question: Question, others: Mask) -> bool:
        """Whether it is a contact that is asked for: "who leads UNAMA's team?", not "who were the members of UNIOGBIS's
        network?", which another passage speaks of."""
        if Wanted.CONTACT in question.wants:
            return True
        if Wanted.WHO not in question.wants:
            return False
        said = frozenset().union(*(self._bags[place] for place in self._structure.cases if others[place]))
        return not any(
            any(part in said for part in form) for concept in question.concepts for form in concept.forms[:1]
        )

    def _is_pointed_at(self, asked: _Asked, hit: Hit, found: dict[str, float]) -> bool:
        """Whether there is no doubt: "tell me more about the second one", or the address of somebody who is named."""
        if asked.meant.more:
            return True
        if found["surely_unmet"]:
            return False
        contact = bool(asked.question.wants & _OF_PEOPLE) and hit.passage.kind is Kind.ENTRY
        return contact and asked.gate.person is not None

    def _asks_for_section(self, asked: _Asked, hit: Hit) -> bool:
        """ "What are the success factors?": the heading found announces a set, and says most of what was asked."""
        if (
            hit.passage.block.level <= 1
            or not self._structure.children(hit.place)
            or Wanted.WHY in asked.question.wants
        ):
            return False
        if asked.gate.missions:
            return False
        return coverage(asked.question, hit.passage.quote.text, self._bags) >= _HALF

    def _better_than_heading(self, asked: _Asked, allowed: Mask, hit: Hit) -> Hit:
        """A heading alone answers no question about one thing: the best of what stands under it does."""
        if hit.passage.kind is not Kind.HEADING:
            return hit
        below = np.zeros_like(allowed)
        below[list(self._structure.below(hit.place))] = True
        for chance in (below & allowed & ~self._headings, allowed & ~self._headings):
            if chance.any():
                return self._best(asked, chance, 1)[0]
        return hit

    def _said_by(self, asked: _Asked, hit: Hit) -> Hit:
        """Who said it stands in the line after the quotation."""
        following = hit.place + 1
        if (
            Wanted.WHO in asked.question.wants
            and _SAID.search(asked.question.text)
            and hit.passage.quote.text[:1] in '“«"'
            and following < len(self._bags)
            and self._index.passages[following].kind is Kind.LINE
        ):
            return self._index.hit(following, hit.score)
        return hit

    def _twins(self, asked: _Asked, hit: Hit) -> tuple[Hit, ...]:
        """A case study together with the others that say the same of what was asked."""
        if hit.place not in self._structure.cases:
            return (hit,)
        candidates = [place for place in self._structure.cases if asked.allowed[place]]
        question = asked.question if asked.gate.missions else replace(asked.question, literally=True)
        chosen = self._chosen(question, candidates)
        members = [candidates[place] for place in chosen.places] if chosen else []
        if hit.place not in members:
            same = hit.passage.quote.text
            members = [place for place in candidates if self._index.passages[place].quote.text == same]
        members.sort(key=lambda place: (place != hit.place, -asked.scores[place]))
        return tuple(self._index.hit(place, float(asked.scores[place])) for place in members)

    def _silence(self, asked: _Asked, allowed: Mask, sure: float, found: dict[str, float]) -> Outcome:
        language = asked.question.language
        if _far(found, self._index.has_readers_questions) and not asked.gate.missions and not asked.gate.person:
            return Outcome(language, (), sure, Reason.OFF_TOPIC, say("off_topic", language))
        nearest = self._best(asked, allowed, _NEAREST)
        return Outcome(language, nearest, sure, Reason.NOT_SAID, say("not_said", language))

    # Helpers

    def _signs(self, asked: _Asked, place: int, allowed: Mask) -> dict[str, float]:
        passage = self._index.passages[place]
        block = passage.block.span
        around = " ".join((*passage.headings, self._index.report_of[place].text[block.start : block.end]))
        scores = np.where(allowed, asked.scores, -np.inf)
        return signs(
            asked.question,
            asked.evidence,
            self._index.met(asked.evidence, place, asked.without),
            scores,
            place,
            passage.quote.text,
            around,
            self._bags,
            gated=gate_named(asked.gate),
            across=self._has_fitted_second(),
            contact=passage.kind is Kind.ENTRY and bool(asked.question.wants & _OF_PEOPLE),
        )

    def _spelled_out(self, text: str) -> str:
        """The text with what its acronyms stand for, where the documents use the words and not the acronym."""
        for word in dict.fromkeys(re.findall(r"(?<![\w@.])[A-Za-z][A-Za-z0-9-]{2,}(?![\w@])", text)):
            form = acronym_forms().get(word.lower())
            if not form or len(form) < 2 or stem(word.lower()) in self._vocabulary:
                continue
            if any(set(form) <= bag for bag in self._bags):
                text = f"{text} ({acronyms()[word.lower()][0]})"
        return text

    def _has_fitted_second(self) -> bool:
        return self._index.second is not None and self._index.second.fitted

    def _remarks(self, asked: _Asked, hits: Sequence[Hit]) -> str:
        """What a reader should know beside the quotes."""
        language, remarks = asked.question.language, []
        if asked.gate.absent:
            remarks.append(say("partly_absent", language, names=names_of(asked.gate.absent, language)))
        if any(hit.passage.kind is Kind.ENTRY for hit in hits):
            remarks.append(say("contact", language))
        asks_how = _HOW.match(asked.question.text) and Wanted.COUNT not in asked.question.wants
        if asks_how and hits and hits[0].place in self._structure.cases:
            remarks.append(say("title_only", language))
        return " ".join(remarks)

    def _best(self, asked: _Asked, allowed: Mask, count: int) -> tuple[Hit, ...]:
        return tuple(self._index.ranked(asked.scores, count, allowed))

    def _heads_entries(self, asked: _Asked) -> bool:
        """Whether the best passage for the question is a contact or a heading over contacts."""
        best = self._best(asked, asked.allowed, 1)
        if not best:
            return False
        below = self._structure.below(best[0].place)
        return best[0].passage.kind is Kind.ENTRY or bool(below and self._gates.entries[list(below)].all())

    def _chosen(self, question: Question, places: Sequence[int], besides: str = "") -> Chosen | None:
        """Those of the places that say what the question names, leaving out the words of `besides`."""
        texts = [self._index.passages[place].quote.text for place in places]
        return choose(question, texts, self._structure.common | frozenset(words(besides)))

    def _foreign_set(self, question: Question) -> bool:
        """A set asked for in another language whose subject is no theme that we know: all that its mission has."""
        return question.language != "en" and Wanted.SET in question.wants and not question.themes

    def _names_nothing(self, question: Question) -> bool:
        """Whether nothing but a mission and a frame ("all cases of …") was asked."""
        if question.language != "en":
            return question.empty
        return all(is_common(concept, self._structure.common) for concept in question.concepts)

    def _printed_missions(self, members: Iterable[int]) -> set[str]:
        return {self._index.passages[place].headings[-1].rstrip(":") for place in members}

    def _texts(self) -> list[str]:
        return [passage.quote.text for passage in self._index.passages]

    def _at(self, cited: Sequence[Citation]) -> Mask:
        wanted = {(citation.document, citation.quote.span) for citation in cited}
        return np.array(
            [
                (report.name, passage.span) in wanted
                for passage, report in zip(self._index.passages, self._index.report_of, strict=True)
            ],
            dtype=bool,
        )


def gate_named(gate: Gate) -> bool:
    """Whether the question names a mission or a person that the documents know."""
    return bool(gate.missions or gate.person)


_OF_PEOPLE = frozenset({Wanted.CONTACT, Wanted.WHO})
_WHOLE = 0.999  # of a question's subject
_HALF = 0.5  # of a question's subject, said by a heading
_HEADING_REACH = 1.0  # of a score, below the best passage, within which a heading must stand whose set is asked for


def _weights(question: Question, besides: Collection[str]) -> dict[str, float]:
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


def _far(found: dict[str, float], asked: bool) -> bool:
    """Whether nothing in the documents is even near the question."""
    return found["asked_across"] < 0.86 and found["late"] < 0.45 if asked else found["late"] < 0.4
