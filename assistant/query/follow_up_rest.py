"""Follow-ups that ask for what is left of the last list: it without some, the rest of it.

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.query.context import MISSION_WORDS, Leaning, saying, shown_in
from assistant.query.fitted import asks_for
from assistant.query.follow_up_ordinals import named_by_place, remainder, without
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_with, frame, leans_with
from assistant.query.query import Pool, Query
from assistant.query.question_type import Wanted
from assistant.query.rewriting import own_words, stems_of
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


def left_out(now: Leaning) -> Query | None:
    """ "the same list, but leave out MINUSMA", "and without the prison ones?", "now strike the last one" """
    listed, text = now.listed, _striking(now)
    if len(listed.citations) < 2:
        return None
    question = parse(text, less=True, language=now.language)
    if not question.excluded:
        return None
    shorter = replace(
        remainder(listed, text, Pool(within=shown_in(listed))), language=now.language, excluded=question.excluded
    )
    if now.language != "en":
        return shorter if text != now.text else None
    if question.mentions:
        return None
    own = own_words(question.text, stems_of(listed.query.text) | MISSION_WORDS)
    if own and (asks_for("set", question.text) or question.wants & {Wanted.CASES, Wanted.MISSIONS}):
        return None  # "Forget Mali. Which missions worked on Ebola?", "Covid cases other than those on prisons"
    return shorter


def rest(now: Leaning) -> Query | None:
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
