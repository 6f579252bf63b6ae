"""A question's words in, the kinds of answer that it wants out: a set, a count, a contact, a date, somebody's words …
And the manner in which it asks for them, and what any answer to it must hold.

What the question is about is not looked at here (`subject.py`), nor any document. The phrasebook tells the words; of a
set and a contact a fit does besides (`fitted.py`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import takewhile
from typing import Literal

from assistant.query.exclusion import without
from assistant.query.fitted import asks_for
from assistant.query.phrasebook import asked_in_any, asked_with, frame
from assistant.query.subject import clauses_of, is_frame
from corpus.missions import mentions
from index.tokens import STOP_WORDS, all_stems, stem, stems, words


class Wanted(StrEnum):
    """A kind of answer. A question may want several."""

    SET = "set"
    ANYTHING = "anything"  # "is there anything on …?": the case studies that speak of it, if any does
    SAID_OF = "said of"  # "what does it say about …?": a passage that speaks of it is an answer
    PASSAGES = "passages"  # "where does the report speak of …": every passage that does
    COUNT = "count"
    CASES = "cases"  # case studies, examples
    MISSIONS = "missions"
    ENTRIES = "entries"  # whatever a document lists: items, bullets, entries
    CONTACT = "contact"
    WHO = "who"
    WHEN = "when"
    WHY = "why"
    DEFINITION = "definition"
    VERBATIM = "verbatim"
    LENGTH = "length"  # of the last list: "how many is that?"
    REMAINDER = "remainder"  # of the last list, without what the question leaves out
    MORE = "more"  # of what is pointed at, whatever that says


OF_PEOPLE = frozenset({Wanted.CONTACT, Wanted.WHO})
LISTED = frozenset({Wanted.CASES, Wanted.MISSIONS, Wanted.ENTRIES, Wanted.CONTACT})
OF_SEVERAL = LISTED | {Wanted.SET}


class Manner(StrEnum):
    """How a question is put."""

    ASKS = "asks"  # with a word that asks
    HOW = "how"
    WHAT_IS = "what is"  # "what are networks?"
    ONE_FACT = "one fact"  # "which law …?"
    MISSIONS = "missions"  # it asks for missions or countries themselves
    CASELESS = "caseless"  # for those that have no case study
    SPOKEN = "spoken"  # of what somebody said
    SMALL_TALK = "small talk"


class Need(StrEnum):
    """What an answer must hold."""

    DATE = "date"
    NUMBER = "number"
    STREET = "street"
    DURATION = "duration"
    BIRTH = "birth"
    MONEY = "money"
    PERSON = "person"
    TELEPHONE = "telephone"
    MOST = "most"  # what is the biggest, the first …


_UNDER_HEADINGS = frozenset({Wanted.CASES, Wanted.MISSIONS})
_MOST: tuple[Literal["most", "fewest"], ...] = ("most", "fewest")
_REACH = 20  # characters behind "how many", within which what is counted stands
_PARTICULAR = re.compile(
    r"(?:(?<!\bin )(?<!\bof )(?<!\bto )(?<!\bby )(?<!\bfor )(?<!\bfrom )(?<!\bwith )\b(?:which|what|whose)"
    r"|(?:^|[.?!,;:]\s*|\b(?:please|you|to|and|or)\s+)(?:list|name|give me|tell me)(?:\s+all)?(?:\s+of)?(?:\s+the)?)\s+"
    r"(?P<noun>[\w’'-]+(?:\s+[\w’'-]+){0,2})",
    re.IGNORECASE,
)
_COUNTED = 200  # characters behind "how many" in which it says of what
_PART_END = re.compile(r"[,.;:?!]")
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5}


def kinds_wanted(text: str, language: str) -> frozenset[Wanted]:
    """What a question in `language` wants: the phrasebook has each kind under its name."""
    bare = asked_with("idiom").sub(" ", text)  # "by what means do they trust each other?"
    found = {kind for kind in Wanted if asked_with(kind, language).search(bare)}
    if language == "en":
        return frozenset(_in_english(text, bare, found))
    # "Cuántos excombatientes …" counts no case studies.
    counted = (text[match.end() :][:_REACH] for match in asked_with("count", language).finditer(text))
    listed = any(asked_with(kind, language).search(what) for what in counted for kind in _UNDER_HEADINGS)
    return frozenset(found if listed or Wanted.COUNT not in found else found - _UNDER_HEADINGS)


def _in_english(text: str, bare: str, found: set[Wanted]) -> set[Wanted]:
    said = all_stems(text)
    if asks_for("set", bare):
        found.add(Wanted.SET)
    if said & frame("case"):
        found.add(Wanted.CASES)
    if Wanted.SET in found and Wanted.PASSAGES not in found and said & frame("mission"):
        found.add(Wanted.MISSIONS)
    if said & frame("listed"):
        found.add(Wanted.ENTRIES)
    if asks_for("contact", text):
        found.add(Wanted.CONTACT)
        if Wanted.SET in found:
            found -= {Wanted.CASES, Wanted.ENTRIES}  # "which heads are women, going by their titles?"
    if Wanted.COUNT in found and not counts_members(text):
        found -= {Wanted.SET, *_UNDER_HEADINGS}  # "how many prisoners …" asks for no list
        if asked_with("and_which").search(text):
            found = found - {Wanted.COUNT} | {Wanted.SET}  # who sees all of them can count
    return found


def manner_of(text: str, language: str) -> frozenset[Manner]:
    """How a question is put; only some of it is told of questions in other languages than English."""
    found = {manner for manner in Manner if asked_with(f"manner.{manner}", language).search(text)}
    if noun_asked_for(text) is not None:
        found.add(Manner.ONE_FACT)
    beside_courtesy = asked_in_any("small_talk").sub(" ", text)
    if beside_courtesy != text and frame("light").issuperset(stems(beside_courtesy)):
        found.add(Manner.SMALL_TALK)  # nothing but greetings, thanks and the like, in any of the six languages
    return frozenset(found)


def noun_asked_for(text: str) -> str | None:
    """The noun that an English question asks to be told apart: "armed groups" of "which armed groups did …"; None where
    it asks for none: not "what did …", "what work …" or "which UN missions …"."""
    for match in _PARTICULAR.finditer(text):
        noun = match["noun"].split()
        particular = list(takewhile(lambda word: word.lower() not in STOP_WORDS, noun))
        if particular and not is_frame(noun[0]) and not any(_is_listed(word.lower()) for word in noun):
            return " ".join(particular)
    return None


def number_under_each(text: str) -> int | Literal["most", "fewest"] | None:
    """How many case studies each mission has that an English question asks for: 1 of "which missions have just one case
    study?"; None where it asks for no such number."""
    said = asked_with("have_cases").search(text)
    if said and (number := asked_with("so_many").search(said[0])):
        return _NUMBERS.get(number[0].split()[-1].lower(), 1)
    return next((most for most in _MOST if asked_with(f"{most}_cases").search(text)), None)


def counts_members(text: str) -> bool:
    """Whether an English question counts what a document lists ("how many cases", "how many deal with elections"), not
    something that a case may speak of ("how many recruits")."""
    for match in asked_with("counted").finditer(text):
        what = _PART_END.split(text[match.end() : match.end() + _COUNTED], maxsplit=1)[0]
        counted = words(asked_with("predicate").split(what, maxsplit=1)[0])
        content = [word for word in counted if word not in STOP_WORDS]
        if not content or any(map(_is_listed, content)):
            # "How many cases did the Special Court try": what somebody else did, not what a document lists.
            doer = asked_with("doer").search(what) if content and content[-1] in ("case", "cases") else None
            places = tuple(one.span for one in mentions(doer[0], loosely=True)) if doer else ()
            who = clauses_of(without(doer[0], places)) if doer else []
            return not any(one.tells for clause in who for one in clause)
    return False


def _is_listed(word: str) -> bool:
    """Whether a word names what a document lists: case studies, missions, entries."""
    return stem(word) in frame("case") | frame("mission") | frame("listed")
