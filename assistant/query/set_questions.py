"""An English question in, whether it asks for every member of a set out, and of which: cases, missions, passages.

Patterns of words; what the question is about is `subject.py`'s.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.query.phrasebook import frame
from assistant.query.subject import clauses_of
from corpus.missions import mentions
from index.tokens import STOP_WORDS, stem, words

# No set and no definition: "by what means do they trust each other?"
_IDIOM = re.compile(r"\beach other\b|\bby (?:what|which|any|no|all|other) means\b", re.IGNORECASE)
_SEVERAL_CASES = re.compile(
    r"\b(?:case studies|cases|examples|stories|practices)\b|\bany\s+(?:case|example|instance)\b", re.IGNORECASE
)
LISTED = frozenset(stem(word) for word in ("entry", "item", "bullet", "point", "title"))
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
WHEREVER = re.compile(
    r"\bwhere(?:\s+else)?\s+(?:did|do|does|have|has|were|was|are)\s+(?:the\s+|un\s+)?"
    r"(?:missions?|human rights|rights|they|we|components?|teams?|colleagues|officers|people|any(?:one|body)"
    r"|peacekeepers)\b"
    r"|\bwhere\s+(?:does|did)\s+(?:the|this)\s+\w+\s+(?:have|give|name|list)\b",
    re.IGNORECASE,
)
# "Where does the text speak of elections?", "all that is said about them": every passage.
PASSAGES = re.compile(
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
ANYTHING = re.compile(
    r"\b(?:is|are|was|were)\s+there\s+(?:any|some)thing\b"
    r"|\banything\s+(?:in\s+(?:here|it|there|this)\s+)?(?:about|on|for|regarding|concerning|to do with)\b"
    r"|\bdo(?:es)?\s+(?:it|this|the \w+|you|they)\s+(?:\w+\s+)?(?:cover|touch(?:\s+(?:on|upon))?|deal with|go into)\b"
    r"|\b(?:touched on|covered|dealt with)\s+(?:anywhere|at all|in (?:here|it|there|this))\b",
    re.IGNORECASE,
)
_OF_MISSIONS = re.compile(
    r"\b(?:how many|which|what|(?:list|name)(?:\s+all)?(?:\s+of)?(?:\s+the)?)\s+(?:un\s+)?(?:field\s+|peace\s+)?"
    r"(?:missions|countries|operations|places|presences)\b",
    re.IGNORECASE,
)
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
_MOST_CASES = re.compile(
    r"\b(?P<most>most|highest number of|largest number of)\s+(?:case studies|cases|examples|entries)\b"
    r"|\b(?:fewest|least|smallest number of)\s+(?:case studies|cases|examples|entries)\b",
    re.IGNORECASE,
)


def asks_for_extreme(text: str) -> Literal["most", "fewest"] | None:
    """Whether an English question is for the mission with the most, or the fewest, case studies."""
    match = _MOST_CASES.search(text)
    return ("most" if match["most"] else "fewest") if match else None


_WITHOUT_CASES = re.compile(
    r"\b(?:without|no|not (?:a single|one|any)|lack\w*|(?:don|doesn|didn|haven|hasn)['’]t have)\b[^.?!]{0,20}"
    r"\b(?:case stud(?:y|ies)|cases?|examples?)\b",
    re.IGNORECASE,
)


def without_idioms(text: str) -> str:
    return _IDIOM.sub(" ", text)


def asks_for_several_cases(text: str) -> bool:
    """ "Examples of mediation?" """
    return bool(_SEVERAL_CASES.search(text))


def number_under_each(text: str) -> int | None:
    """How many case studies each mission has that an English question asks for: 1 of "which missions have just one case
    study?"; None where it asks for no such number."""
    sentence = next((part for part in re.split(r"(?<=[.?!])\s", text) if _HAVE.search(part)), "")
    match = _NUMBERED.search(sentence)
    return _NUMBERS.get((match["number"] or "").lower(), 1) if match else None


def asks_for_those_without_cases(text: str) -> bool:
    """Whether an English question is for missions that a document gives no case study of."""
    return bool(_WITHOUT_CASES.search(text))


def counts_members(text: str) -> bool:
    """Whether an English question counts what a document lists ("how many cases", "how many deal with elections"), not
    something that a case may speak of ("how many recruits")."""
    for match in _COUNTED.finditer(text):
        counted = words(_PREDICATE.split(match["what"], maxsplit=1)[0])
        content = [word for word in counted if word not in STOP_WORDS]
        if not content or any(is_listed(word) for word in content):
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


def is_listed(word: str) -> bool:
    """Whether a word names what a document lists: case studies, missions, entries."""
    return stem(word) in frame("case") | frame("mission") | LISTED


def asks_for_missions(text: str) -> bool:
    """Whether an English question is for missions or countries themselves."""
    return bool(_OF_MISSIONS.search(text))
