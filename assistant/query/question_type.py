"""A question's words in, the kinds of answer that it wants out: a set, a count, a contact, a date, somebody's words …
And the manner in which it asks for them, and what any answer to it must hold.

What the question is about is not looked at here (`subject.py`), nor any document.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.query.fact_questions import asks_for_one_fact, asks_when
from assistant.query.fitted import asks_for
from assistant.query.phrasebook import asked_with, frame, small_talk
from assistant.query.set_questions import (
    ANYTHING,
    LISTED,
    PASSAGES,
    WHEREVER,
    asks_for_missions,
    asks_for_several_cases,
    asks_for_those_without_cases,
    counts_members,
    without_idioms,
)
from index.tokens import STOP_WORDS, stem, words


class Wanted(StrEnum):
    """A kind of answer. A question may want several."""

    SET = "set"
    WHEREVER = "wherever"  # "where did missions …": a set, if one says all of it
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


class Manner(StrEnum):
    """How a question is put."""

    ASKS = "asks"  # with a word that asks
    HOW = "how"
    WHAT_IS = "what is"  # "what are networks?"
    ONE_FACT = "one fact"  # "which law …?"
    MISSIONS = "missions"  # it asks for missions or countries themselves
    CASELESS = "caseless"  # for those that have no case study
    MEMBERS = "members"  # it counts what a document lists, not what a case may speak of
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


_ASKED = (
    (Wanted.SET, ("set",)),
    (Wanted.COUNT, ("count",)),
    (Wanted.CASES, ("case_study", "case_study_weak")),
    (Wanted.MISSIONS, ("mission",)),
    (Wanted.CONTACT, ("contact",)),
    (Wanted.WHO, ("who",)),
    (Wanted.WHEN, ("when",)),
    (Wanted.DEFINITION, ("definition",)),
    (Wanted.VERBATIM, ("verbatim",)),
)
# "The European Union Training Mission" is no mission of the United Nations'.
_NAMED_A_MISSION = re.compile(r"(?<=[\w,] )(?!UN\b|Field\b|Peace\b)[A-Z][\w-]+\s+Mission\b")
# "What does the report say about leadership?", "tell me about the survey".
_SAID_OF = re.compile(
    r"\bwhat\s+(?:do|does|did|can|could)\s+(?:\w+\s+){1,3}?(?:say|tell|write|mention|report|state)\b(?:\s+(?:me|us))?"
    r"(?:\s+\w+)?\s+(?:about|on|of|regarding|concerning)\b"
    r"|\b(?:tell|inform) (?:me|us)\s+(?:something\s+|more\s+|a bit\s+)?(?:about|on|of)\b"
    r"|\bwhat(?:['’]s|\s+is)?\s+(?:said|written|in it|there|in here)\s+(?:about|on|regarding)\b",
    re.IGNORECASE,
)
_REACH = 20  # characters behind "how many", within which what is counted stands
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.\w+)*")
# "Who" that asks, not "those who …".
_WHO = re.compile(
    r"(?:^|[,.;:?!–-]\s*|\b(?:and|so|but|or|know|me|to|with|of|for|from|by|about|then|is|was)\s+)who(?:m|se|'s|s)?\b",
    re.IGNORECASE,
)
_MANNERS = {
    Manner.ASKS: re.compile(r"\b(?:what|who|whom|whose|which|when|where|why|how)\b", re.IGNORECASE),
    Manner.HOW: re.compile(
        r"^\W*(?:and\s+|so\s+|but\s+)?(?:how|in what way|by what means|comment|cómo|как|كيف|如何|怎)\b", re.IGNORECASE
    ),
    Manner.WHAT_IS: re.compile(r"^\W*what(?:['’]s|\s+(?:is|are))\s+(?:\w+\W+){0,4}\w+\W*$", re.IGNORECASE),
    Manner.SPOKEN: re.compile(
        r"\b(?:said|says|say|call(?:ed|s)?|described?|praised?|wrote|words?|quot\w+|statement|spoke)\b", re.IGNORECASE
    ),
}
_SUPERLATIVE = (
    r"\b(?:most\s+\w+|biggest|largest|greatest|highest|strongest|weightiest|main(?!ly)|principal|foremost"
    r"|chief(?=\s+\w+\s+(?:of|result))|utmost|best)\b"
)
MOST = re.compile(_SUPERLATIVE, re.IGNORECASE)
_OFFICE = (
    r"(?:srsg|special representative|inspector general|force commander|police commissioner|president|"
    r"prime minister|minister|ambassador|judge|prosecutor|secretary-general|commissioner)"
)
_NEEDS = {
    need: re.compile(asks, re.IGNORECASE)
    for need, asks in {
        Need.DATE: r"\bwhen\s+(?:did|do|does|was|were|is|are|will|has|have|had)\b|\bwhen\W*$|\bdate of\b"
        r"|\b(?:which|what) (?:years?|months?|dates?|day|century)\b",
        Need.NUMBER: r"\bhow (?:many|often)\b|\bnumber of\b"
        r"|\bwhat (?:(?:per ?cent(?:age)?|share|proportion|fraction)\b|%)",
        Need.STREET: r"\b(?:postal|street|mailing) address|\bp\.? ?o\.? box\b|\bpost ?code\b|\broom number\b",
        Need.DURATION: r"\bhow long\b|\bduration\b|\bsince when\b",
        Need.BIRTH: r"\bhow old\b|\bdate of birth\b|\bage of\b|\bbirthday\b|\bborn\b",
        Need.MONEY: r"\bhow much (?:money|funding|did .* cost)\b|"
        r"\bwhat (?:is|was|are|were) (?:the |its |their |your )?(?:\w+ ){0,2}(?:budgets?|costs?|price|salar\w+)\b",
        Need.PERSON: r"\bwhom?\s+(?:is|was|are|were)\s+(?:the\s+|its\s+|their\s+)?"
        rf"(?:(?:then|current|first|former|last)\s+)*{_OFFICE}\b|"
        r"\bnames?\s+of\s+(?:all\s+|the\s+|those\s+|these\s+)*(?:persons?|people|interviewees?|interviewed|staff|"
        r"victims?|prisoners?|detainees?|recruits?|judges?|officers?|respondents?|participants?)\b",
        Need.TELEPHONE: r"\b(?:tele)?phone|\bfax\b|\bmobile (?:number|phone)\b|\bcell number\b",
        Need.MOST: rf"\b(?:what|which)\b.*{_SUPERLATIVE}|^\W*{_SUPERLATIVE}",
    }.items()
}


def needs_of(text: str) -> frozenset[Need]:
    """What any answer to an English question must hold: of its last part, where that asks by itself."""
    last = text.rsplit(" – ", 1)[-1]  # "what share said yes – yes to what?" asks for no share
    asked = last if _MANNERS[Manner.ASKS].search(last) else text
    return frozenset(need for need, asks in _NEEDS.items() if asks.search(asked))


def manner_of(text: str, language: str) -> frozenset[Manner]:
    """How a question is put; only some of it is told of questions in other languages than English."""
    found = {manner for manner, said in _MANNERS.items() if said.search(text)}
    if asks_for_missions(text):
        found.add(Manner.MISSIONS)
    if counts_members(text):
        found.add(Manner.MEMBERS)
    if asks_for_one_fact(text):
        found.add(Manner.ONE_FACT)
    if language == "en" and asks_for_those_without_cases(text):
        found.add(Manner.CASELESS)
    if is_small_talk(text):
        found.add(Manner.SMALL_TALK)
    return frozenset(found)


def is_small_talk(text: str) -> bool:
    """Whether a text is nothing but greetings, thanks and the like, in any of the six languages."""
    rest = small_talk().sub(" ", text)
    return rest != text and not any(word not in STOP_WORDS and stem(word) not in frame("light") for word in words(rest))


def kinds_wanted(text: str, language: str) -> frozenset[Wanted]:
    """What a question in `language` wants."""
    bare = without_idioms(_NAMED_A_MISSION.sub(" ", text))
    found = {kind for kind, asked in _ASKED if any(asked_with(one, language).search(bare) for one in asked)}
    if language == "en":
        found = _in_english(text, bare, found - {Wanted.SET, Wanted.CONTACT})
        if Wanted.COUNT in found and not counts_members(text):
            if not asked_with("set", "en").search(bare):
                found.discard(Wanted.SET)  # "how many prisoners …" asks for no list
            found -= {Wanted.CASES, Wanted.MISSIONS} if Wanted.SET not in found else set()
        if Wanted.CONTACT in found and asks_for_those_without_cases(text):
            found.discard(Wanted.CASES)
        if not asks_when(text):
            found.discard(Wanted.WHEN)
    elif Wanted.COUNT in found and not _counts_listed(text, language):
        found -= {Wanted.CASES, Wanted.MISSIONS}
    if _ADDRESS.search(text):
        found.add(Wanted.CONTACT)
    return frozenset(found)


def _counts_listed(text: str, language: str) -> bool:
    """Whether a question in another language counts case studies or missions, not "cuántos excombatientes"."""
    counted = (text[match.end() :][:_REACH] for match in asked_with("count", language).finditer(text))
    listed = [asked_with(kind, language) for kind in ("case_study", "case_study_weak", "mission")]
    return any(pattern.search(what) for what in counted for pattern in listed)


def _in_english(text: str, bare: str, found: set[Wanted]) -> set[Wanted]:
    more = set(found)
    stems_here = {stem(word) for word in words(text)}
    if asks_for("set", bare):
        more.add(Wanted.SET)
    if WHEREVER.search(text):
        more.add(Wanted.WHEREVER)
    if _SAID_OF.search(text):
        more.add(Wanted.SAID_OF)
    if PASSAGES.search(text):
        more.add(Wanted.PASSAGES)
    if ANYTHING.search(text):
        more.add(Wanted.ANYTHING)
    if stems_here & frame("case"):
        more.add(Wanted.CASES)
    if Wanted.SET in more and Wanted.PASSAGES not in more and stems_here & frame("mission"):
        more.add(Wanted.MISSIONS)
    if stems_here & LISTED:
        more.add(Wanted.ENTRIES)
    if re.match(r"\W*(?:so\s+|and\s+)?why\b", text, re.IGNORECASE):
        more.add(Wanted.WHY)
    if _WHO.search(text):
        more.add(Wanted.WHO)
    if asks_for("contact", text):
        more.add(Wanted.CONTACT)
        if Wanted.SET in more and not asks_for_several_cases(text):
            more -= {Wanted.CASES, Wanted.ENTRIES}  # "which heads are women, going by their titles?"
    return more
