"""Follow-ups that ask for what is left of the last list: it without some, the rest of it.

In: a question beside what it may lean on. Out of each rule: what was meant, None where the rule says nothing.
"""

from __future__ import annotations

import re

from assistant.knowledge import asked_with, frame, leans_with
from assistant.query.context import MISSION_WORDS, Leaning, saying
from assistant.query.follow_up_ordinals import named_by_place, without
from assistant.query.meant import Meant
from assistant.query.query import parse
from assistant.query.question_type import Wanted
from assistant.query.rewriting import ended, own_words, stems_of
from assistant.query.set_questions import asks_for_set
from assistant.query.stand_alone import manner_apart
from index.tokens import stem

# A part of a question that asks for what is left of a list: "the other three", not "the other mission".
_THE_OTHERS = re.compile(
    r"\b(?:the\s+(?:others?|rest|remaining|remainder)|others|remaining)\b"
    r"(?!\s+(?:\w+\s+)?(?:missions?|countr(?:y|ies)|operations?|places?))",
    re.IGNORECASE,
)
_PART = re.compile(r"(?<=[.,;:!?])\s+")
_LEFT = MISSION_WORDS | frame("other") | frozenset(map(stem, ("rest", "remaining", "remainder", "then")))
_LEAVE_OUT = {"en": "leave out ", "fr": "sauf ", "es": "excepto ", "ru": "кроме ", "ar": "باستثناء ", "zh": "排除"}


def left_out(now: Leaning) -> Meant | None:
    """ "the same list, but leave out MINUSMA", "and without the prison ones?", "now strike the last one" """
    listed, text = now.listed, _striking(now)
    if len(listed.citations) < 2:
        return None
    question = parse(text, less=True)
    before = ended(listed.understood_as)
    asked = parse(f"{before} – {text}", less=True)
    shorter = Meant(f"{before} – {text}", within=listed.citations, less=True)
    if now.language != "en":
        return shorter if asked.excluded and text != now.text else None
    if not question.excluded or question.mentions:
        return None
    own = own_words(question.text, stems_of(listed.understood_as) | MISSION_WORDS)
    if own and (asks_for_set(question.text) or question.wants & {Wanted.CASES, Wanted.MISSIONS}):
        return None  # "Forget Mali. Which missions worked on Ebola?", "Covid cases other than those on prisons"
    return shorter


def rest(now: Leaning) -> Meant | None:
    """ "and the rest of them?" after some of a list; "Leadership I know already. The other three?" after all of it."""
    if now.question.mentions or now.question.excluded:
        return None
    if now.language != "en":
        of_missions = asked_with("mission", now.language).search(now.text)
        alone = leans_with("others", now.language).search(now.text) and not of_missions and not now.question.themes
        return without(now, now.wider[0], now.last.citations) if alone and now.wider else None
    parts = _PART.split(now.text)
    asking = next((part for part in parts if _THE_OTHERS.search(part) and not own_words(part, _LEFT)), None)
    if asking is None:
        return None
    others = " ".join(part for part in parts if part is not asking)
    if now.wider and not own_words(others, frozenset()):
        return without(now, now.wider[0], now.last.citations)
    members = now.listed.citations
    named = named_by_place(others, members) or saying(parse(others), members, loosely=True)
    return without(now, now.listed, named) if named and len(named) < len(members) else None


def _striking(now: Leaning) -> str:
    """A text that begins by striking something out, "now drop the police ones", in the words that leave out."""
    text = manner_apart(now.text)
    match = leans_with("strike", now.language).match(text)
    return _LEAVE_OUT[now.language] + text[match.end() :].lstrip() if match else now.text
