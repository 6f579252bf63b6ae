"""A question's words in, the kinds of answer that it wants out: a set, a count, a contact, a date, somebody's words …

What the question is about is not looked at here (`subject.py`), nor any document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile

from assistant.knowledge import asked_with, frame, frame_pattern
from assistant.subject import clauses_of, is_frame
from corpus.missions import mentions
from index.words import STOP_WORDS, stem, words


class Wanted(StrEnum):
    """A kind of answer. A question may want several."""

    SET = "set"
    WHEREVER = "wherever"  # "where did missions …": a set, if one says all of it
    ANYTHING = "anything"  # "is there anything on …?": the case studies that speak of it, if any does
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
# No set and no definition: "by what means do they trust each other?"
_IDIOM = re.compile(r"\beach other\b|\bby (?:what|which|any|no|all|other) means\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.\w+)*")
# "Who" that asks, not "those who …".
_WHO = re.compile(
    r"(?:^|[,.;:?!–-]\s*|\b(?:and|so|but|or|know|me|to|with|of|for|from|by|about|then|is|was)\s+)who(?:m|se|'s|s)?\b",
    re.IGNORECASE,
)
_SEVERAL_CASES = re.compile(
    r"\b(?:case studies|cases|examples|stories|practices)\b|\bany\s+(?:case|example|instance)\b", re.IGNORECASE
)
_FOR_A_CONTACT = re.compile(
    r"\bname\s+of\s+(?:the\s+)?(?:person|head|chief|boss)\b|\b(?:persons?|people)\s+(?:heading|leading|in charge)\b|"
    r"\b(?:mail|e-?mails?|write to|reach out|mailbox)\b|\bhow (?:do|can|could|might) (?:i|we|one) reach\b"
    r"|\b(?:the|its|their|whose|who['’]s)\s+boss\b|\bhuman rights (?:head|chief|boss|director)\b"
    r"|\b(?:who|whom|some(?:one|body)|any(?:one|body)|person|people)\b[^?]{0,40}"
    r"\b(?:talk|speak|turn|get in touch|reach)\b"
    r"|\baddress(?:es)?(?=\s*(?:of|for|in|please|[?,.!]|$))",
    re.IGNORECASE,
)
_SEVERAL_CONTACTS = re.compile(
    r"\bcontacts\s+(?:at|of|for|in|from|listed)\b|\b(?:list|show|give|name)\b.*\bcontacts\b"
    r"|\b(?:names?|e-?mails?|mails?|addresses)\s*(?:\band\b|[+&,/])\s*(?:names?|e-?mails?|mails?|addresses)\b"
    r"|\b(?:which|what(?!\s+(?:did|do|does|is|was|were|are|have|had)\b)|who\s+are|list|all|every|each|give me|name"
    r"|need|want)\b[^.?!]{0,40}"
    r"\b(?:heads|chiefs|directors|persons (?:to|heading|leading))\b"
    r"|\bhow many\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?(?:(?!(?:were|are|is|was|and|or)\b)[\w-]+\s+){0,3}"
    r"(?:heads|chiefs|directors)\b"
    r"|\b(?:human rights|components?|missions?|sections?|offices?)\s+(?:heads|chiefs|directors|bosses)\b"
    r"|\b(?:women|men|ladies|persons|people|those)\s+(?:who\s+)?(?:head|lead|direct|run)\b"
    r"|\b(?:which|what|all|every|list|name)\s+(?:the\s+|of the\s+)?(?:people|persons|names)\b[^.?!]{0,40}?"
    r"\b(?:listed|named|printed|to contact)\b"
    r"|\b(?:contact (?:persons|people|points)|focal points|contacts of (?:all|the))\b",
    re.IGNORECASE,
)
_LISTED = frozenset(stem(word) for word in ("entry", "item", "bullet", "point", "title"))
# "All" that asks: at the beginning, of what a document lists, or after a word that asks for something.
_ALL = re.compile(
    r"(?:^|[.?!:]\s)\W*(?:(?:and|so|ok|please|hi|hello)\W+)*all\b(?!\s+(?:right|the same|your|my|of a))"
    r"|\ball\b(?:\s+(?:of\s+)?(?:the|these|those|its|their|\d+|\w+teen))?\s+(?:\w+\s+){0,2}?"
    r"(?:cases?|case studies|examples|entries|titles|items|bullets|points|missions|countries|operations|contacts|ones"
    r"|stories|practices)\b"
    r"|\b(?:list|give|show|name|tell|send|find|need|want|get|see|quote|cite|print|which|what|who|whom)\b[^.?!]*?"
    r"(?<!\bat )(?<!\bafter )(?<!\babove )(?<!\bis )(?<!['’]s )\ball\b"
    r"(?!\s+(?:your|my|right|day|along|about|in all|but|the same|over|of a|this|that|these|those))"
    r"|\b(?:them|ones|those|everything)\s+all\b|\ball\s+of\s+(?:them|it|these|those)\b"
    r"|(?<!\bat )\ball\W*$|(?<!after )(?<!\bat )\ball(?:\s+please)?[,.]"
    r"|\blists?\b(?!\s+of\b.*\bprinted)",
    re.IGNORECASE,
)
# "In which of the cases", "any other missions", "what entries": a plural of what a document lists, asked for.
_PLURAL = re.compile(
    r"\b(?:which|what|any|whatever)\s+(?:of\s+(?:the|these|those|its|their|[\w-]+['’]s)\s+)?"
    r"(?:(?!(?:is|are|was|were|do|does|did)\b)[\w-]+\s+){0,3}?"
    r"(?:missions|countries|operations|presences|places|cases|case studies|examples|entries|titles|items|bullets"
    r"|instances|practices|stories|contacts|ones|situations|settings)\b",
    re.IGNORECASE,
)
_SET_OUT = re.compile(
    r"\b(?:set|lay|spell)\s+(?:them|these|it|those)\s+(?:all\s+)?out\b|\bname\s+(?:them|these|those)\b"
    r"|\b(?:which|what)\s+are\s+(?:they|those|these)\b"
    r"|\b(?:headings|titles|names)\s+of\s+(?:the|all)\b|\b(?:just|only)\s+the\s+(?:headings|titles|names)\b"
    r"|\b(?:headings|titles)\s+(?:alone\s+)?(?:will|would)\s+do\b|\b(?:headings|titles)\s+(?:are enough|suffice)\b"
    r"|\b(?:what|who|where)(?:['’]s| is| are)?\s+(?:all|else)\b|\bwhat(?:['’]s| is| are)\s+listed\b"
    r"|\b(?:gather|collect|compile|round up|put together|assemble|enumerate)\b[^?.]*"
    r"\b(?:case|example|mission|title|entr)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how many|(?:the\s+)?(?:total\s+)?number of|count(?:\s+of)?(?:\s+the)?)\b\s*(?P<what>[^,.;:?!]*)",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\b(?:are|is|was|were|did|do|does|have|has|had|on|about|in|from|of|with|for|under|by|to|come|came|deal|concern"
    r"|mention|touch|relate|there|that|which|who|belong|stand|treat|speak|cover|name)\b",
    re.IGNORECASE,
)
# "(How many cases) did the court try", up to where something is said of the cases.
_CASES = frozenset({"case", "cases"})
_DOER = re.compile(
    r"\b(?:did|do|does)\s+(?P<who>(?:the\s+)?[^,.;:?!]*?)"
    r"(?=\s+(?:on|about|in|for|with|of|to|under|by|from|against)\b|[,.;:?!]|$)",
    re.IGNORECASE,
)
# "Where did missions help with courts?": wherever they did.
_WHEREVER = re.compile(
    r"\bwhere(?:\s+else)?\s+(?:did|do|does|have|has|were|was|are)\s+(?:the\s+|un\s+)?"
    r"(?:missions?|human rights|rights|they|we|components?|teams?|colleagues|officers|people|any(?:one|body)"
    r"|peacekeepers)\b"
    r"|\bwhere\s+(?:does|did)\s+(?:the|this)\s+\w+\s+(?:have|give|name|list)\b",
    re.IGNORECASE,
)
# "Where does the text speak of elections?", "all that is said about them": every passage.
_PASSAGES = re.compile(
    r"\bwhere(?:abouts)?\b[^.?!,;]{0,20}?\b(?:does|do|did)\s+(?:the|this|it|they|you)\b[^.?!,;]{0,30}?"
    r"\b(?:talk|speak|mention|refer|say|discuss|address|write|deal|touch)\b"
    r"|\bwhere\s+(?:in\s+[\w ]+\s+)?(?:is|are)\b[^.?!,;]{1,60}\b(?:mentioned|discussed|spoken of|referred to)\b"
    r"|\b(?:all|everything|anything|whatever)\s+(?:that\s+)?(?:is|['’]s|was|it|the \w+)?\s*"
    r"(?:said|says|written|printed)\s+(?:about|on|of|regarding)\b"
    r"|\b(?:all|every|each)\s+(?:the\s+)?(?:passages?|sentences?|mentions?|references?)\b"
    r"|\b(?:which|what|any)\s+(?:passages|sentences|mentions|references)\b",
    re.IGNORECASE,
)
# "Is there something on the police in here?", "does it cover elections at all?"
_ANYTHING = re.compile(
    r"\b(?:is|are|was|were)\s+there\s+(?:any|some)thing\b"
    r"|\banything\s+(?:in\s+(?:here|it|there|this)\s+)?(?:about|on|for|regarding|concerning|to do with)\b"
    r"|\bdo(?:es)?\s+(?:it|this|the \w+|you|they)\s+(?:\w+\s+)?(?:cover|touch(?:\s+(?:on|upon))?|deal with|go into)\b"
    r"|\b(?:touched on|covered|dealt with)\s+(?:anywhere|at all|in (?:here|it|there|this))\b",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(
    r"(?:(?<!\bin )(?<!\bon )(?<!\bof )(?<!\bto )(?<!\bby )(?<!\bfor )(?<!\bfrom )(?<!\bwith )\b(?:which|what|whose)"
    r"|(?:^|[.?!,;:]\s*|\b(?:please|you|to|and|or)\s+)(?:list|name|give me|tell me)(?:\s+all)?(?:\s+of)?(?:\s+the)?)\s+"
    r"(?P<noun>[\w’'-]+(?:\s+[\w’'-]+){0,2})",
    re.IGNORECASE,
)
# "What is the name of the Inspector General?", "what was the result of the trials?"
_NAME_OF = re.compile(
    r"\bwhat\s+(?:is|was|are|were)\s+the\s+(?:names?|identity|rank|amount|dates?|reasons?|results?|outcomes?|verdicts?)\b"
    r"(?!\s+of\s+(?:the\s+)?(?:missions?|case))",
    re.IGNORECASE,
)
_OF_MISSIONS = re.compile(
    r"\b(?:how many|which|what|(?:list|name)(?:\s+all)?(?:\s+of)?(?:\s+the)?)\s+(?:un\s+)?(?:field\s+|peace\s+)?"
    r"(?:missions|countries|operations|places|presences)\b",
    re.IGNORECASE,
)


def kinds_wanted(text: str, language: str) -> frozenset[Wanted]:
    """What a question in `language` wants."""
    bare = _IDIOM.sub(" ", _NAMED_A_MISSION.sub(" ", text))
    found = {kind for kind, asked in _ASKED if any(asked_with(one, language).search(bare) for one in asked)}
    if language == "en":
        found |= _in_english(text, found)
        if Wanted.COUNT in found and not counts_members(text):
            found -= {Wanted.CASES, Wanted.MISSIONS} if Wanted.SET not in found else set()
        if Wanted.CONTACT in found and asks_for_those_without_cases(text):
            found.discard(Wanted.CASES)
        if not asks_when(text):
            found.discard(Wanted.WHEN)
    if _ADDRESS.search(text):
        found.add(Wanted.CONTACT)
    return frozenset(found)


def _in_english(text: str, found: set[Wanted]) -> set[Wanted]:
    more: set[Wanted] = set()
    stems_here = {stem(word) for word in words(text)}
    if asks_for_set(text):
        more.add(Wanted.SET)
    if _WHEREVER.search(text):
        more.add(Wanted.WHEREVER)
    if _PASSAGES.search(text):
        more.add(Wanted.PASSAGES)
    if _ANYTHING.search(text):
        more.add(Wanted.ANYTHING)
    if stems_here & frame("case"):
        more.add(Wanted.CASES)
    if Wanted.SET in found | more and stems_here & frame("mission"):
        more.add(Wanted.MISSIONS)
    if stems_here & _LISTED:
        more.add(Wanted.ENTRIES)
    if re.match(r"\W*(?:so\s+|and\s+)?why\b", text, re.IGNORECASE):
        more.add(Wanted.WHY)
    if _WHO.search(text):
        more.add(Wanted.WHO)
    if _FOR_A_CONTACT.search(text):
        more.add(Wanted.CONTACT)
    if _SEVERAL_CONTACTS.search(text):
        more |= {Wanted.CONTACT, Wanted.SET}
        if not asks_for_several_cases(text):
            more -= {Wanted.CASES, Wanted.ENTRIES}  # "which heads are women, going by their titles?"
    return more


def asks_for_set(text: str) -> bool:
    """Whether an English sentence asks for every member: "all", "list", "which missions", …"""
    text = _IDIOM.sub(" ", text)
    return any(pattern.search(text) for pattern in (_ALL, _PLURAL, _SET_OUT, frame_pattern("set")))


def asks_for_several_cases(text: str) -> bool:
    """ "Examples of mediation?" """
    return bool(_SEVERAL_CASES.search(text))


_WHEN = re.compile(
    r"\bwhen\s+(?:exactly\s+|precisely\s+)?(?:did|do|does|was|were|is|are|will|has|have|had|and|or)\b|\bwhen\W*$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"\bwhen\b", re.IGNORECASE)


def asks_when(text: str) -> bool:
    """Whether an English question asks for a time: "when was it founded?", not "what was done when people marched?"."""
    if _WHEN.search(text):
        return True
    return bool(asked_with("when", "en").search(_CONJUNCTION.sub(" ", text)))


_NUMBERED = re.compile(
    r"\b(?:only|just|exactly|merely|no more than)\s+"
    r"(?P<number>a single|one single|one|two|three|four|five|1|2|3|4|5)\b|\b(?:a single|one single|a lone|a sole)\b",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5}
_HAVE = re.compile(
    r"\b(?:missions?|countr(?:y|ies)|operations?|which|some)\b[^.?!]*\b(?:have|has|had|get|gets|got|with|given|contribute\w*|appear)\b"
    r"[^.?!]*\b(?:case|cases|example|examples|entry|entries|story|stories|bullet|item)\b",
    re.IGNORECASE,
)


def number_under_each(text: str) -> int | None:
    """How many case studies each mission has that an English question asks for: 1 of "which missions have just one case
    study?"; None where it asks for no such number."""
    sentence = next((part for part in re.split(r"(?<=[.?!])\s", text) if _HAVE.search(part)), "")
    match = _NUMBERED.search(sentence)
    return _NUMBERS.get((match["number"] or "").lower(), 1) if match else None


_WITHOUT_CASES = re.compile(
    r"\b(?:without|no|not (?:a single|one|any)|lack\w*|(?:don|doesn|didn|haven|hasn)['’]t have)\b[^.?!]{0,20}"
    r"\b(?:case stud(?:y|ies)|cases?|examples?)\b",
    re.IGNORECASE,
)


def asks_for_those_without_cases(text: str) -> bool:
    """Whether an English question is for missions that a document gives no case study of."""
    return bool(_WITHOUT_CASES.search(text))


def counts_members(text: str) -> bool:
    """Whether an English question counts what a document lists ("how many cases", "how many deal with elections"), not
    something that a case may speak of ("how many recruits")."""
    for match in _COUNTED.finditer(text):
        counted = words(_PREDICATE.split(match["what"], maxsplit=1)[0])
        content = [word for word in counted if word not in STOP_WORDS]
        if not content or any(_is_listed(word) for word in content):
            return not (content and content[-1] in _CASES and _is_of_somebody(match["what"]))
    return False


def _is_of_somebody(counted: str) -> bool:
    """ "Cases did the Special Court try": what somebody else did, not what a document lists."""
    doer = _DOER.search(counted)
    if not doer:
        return False
    who = doer["who"]
    for mission in reversed(mentions(who, loosely=True)):
        who = who[: mission.span.start] + who[mission.span.end :]
    return any(concept.tells for clause in clauses_of(f"of {who}") for concept in clause)


def _is_listed(word: str) -> bool:
    return stem(word) in frame("case") | frame("mission") | _LISTED


def asks_for_one_fact(text: str) -> bool:
    """Whether an English question is for something in particular: "which law …", "list the organisations …", not "what
    did …", "what work …" or "which UN missions …"."""
    return noun_asked_for(text) is not None or bool(_NAME_OF.search(text))


def noun_asked_for(text: str) -> str | None:
    """The noun that an English question asks to be told apart: "armed groups" of "which armed groups did …"; None where
    it asks for none."""
    found = (match["noun"].split() for match in _PARTICULAR.finditer(text))
    particular = next((noun for noun in found if _is_particular(noun)), None)
    return " ".join(takewhile(lambda word: word.lower() not in STOP_WORDS, particular)) if particular else None


def _is_particular(noun: Sequence[str]) -> bool:
    first = noun[0].lower()
    return first not in STOP_WORDS and not is_frame(first) and not any(_is_listed(word.lower()) for word in noun)


def asks_for_missions(text: str) -> bool:
    """Whether an English question is for missions or countries themselves."""
    return bool(_OF_MISSIONS.search(text))
