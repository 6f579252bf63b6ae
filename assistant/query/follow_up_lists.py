"""Follow-ups about the last list: some of it, how many, one by its place, what is left of it.

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.knowledge import LANGUAGES
from assistant.query.context import Leaning, missions_cited, saying, shown_in
from assistant.query.fitted import asks_for
from assistant.query.parsing import parse, places_in
from assistant.query.phrasebook import asked_with, frame, function_words, phrases, without_lead
from assistant.query.query import Pool, Query
from assistant.query.question_type import OF_PEOPLE, Wanted
from assistant.query.rewriting import at_missions, ended, gone_on, own_words, stems_of
from assistant.query.stand_alone import LONGEST_FRAGMENT, opens
from index.tokens import stem

_LONGEST_COUNT = 8  # words of a question that counts the last list
_PART = re.compile(r"(?<=[,.;:!?–-])\s+")
_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "6th": 5, "seventh": 6, "7th": 6, "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9,
    "last": -1, "latter": -1, "former": 0,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?(?P<which>{'|'.join(_ORDINALS)})"
    r"(?:\s+(?:one|point|factor|item|case|asset|example|of\s+(?:them|these|those)))?\b"
    r"|\b(?:number|no\.?|point|item|case)\s+(?P<number>\d{1,2})\b|#(?P<hash>\d{1,2})\b",
    re.IGNORECASE,
)
_LONGEST_BARE = 7  # words
_LEFT = frame("of_missions") | frame("other") | frame("left")


def refined(now: Leaning) -> Query | None:
    """ "only the ones about prisons", "which of them are about prisons?", "the women among them?" """
    if len(now.last.citations) < 2 or not (own := _refining(now)):
        return None
    chooses = parse(own)
    if not (chooses.clauses or chooses.mentions or now.language != "en"):
        return _within(now, now.last, now.question if now.question.clauses else None)
    return _within(now, now.last, chooses)


def _refining(now: Leaning) -> str:
    """The words with which a follow-up chooses among the last list, without those that say so; "" where none do."""
    language, text = now.language, now.text
    of_them = asked_with("follow_up.of_them", language).search(text)
    if of_them and _is_of_the_list(text, of_them):
        return f"{text[: of_them.start()]} {text[of_them.end() :]}"
    only = asked_with("follow_up.only", language)
    if language != "en" and len(text.split()) <= LONGEST_FRAGMENT and (match := only.search(text)):
        return f"{text[: match.start()]} {text[match.end() :]}"
    others = (asked_with("follow_up.only", one).match(text) for one in LANGUAGES if one != "en")
    if match := next(filter(None, others), None):
        return text[match.end() :]
    for start in (0, *(match.end() for match in _PART.finditer(text))):
        before, part = text[:start], without_lead("manner", text[start:])
        if (match := only.match(part)) and not any(map(opens, part[match.end() :].split(", "))):
            # Not "just curious, which missions …". What stands before is looked at last, as it is the dearest to read.
            if places_in(before) or len(own_words(before, frozenset())) > 1:
                return ""  # "South Sudan: just the ones about prisons"
            return part[match.end() :]
    return ""


def _is_of_the_list(text: str, of_them: re.Match[str]) -> bool:
    """Whether "of them" is of the last list, not of what the question itself names before it or behind it: "the names
    of those who lead them", "two of them. And what did …"."""
    before, behind = text[: of_them.start()], text[of_them.end() :].lstrip()
    goes_on = behind[:1] in ".!?;" and len(behind.split()) > 2
    somebody = asked_with("follow_up.not_the_list").match(behind)
    return not goes_on and not somebody and len(own_words(before, frozenset())) <= 2


def _within(now: Leaning, listed: Answer, chooses: Query | None) -> Query:
    """The question of a list over its members, of which `chooses` alone chooses; where it is None, all of it does."""
    query = replace(gone_on(listed.query, now.text), pool=Pool(within=shown_in(listed)))
    if chooses is None:
        return query
    return replace(
        query,
        language=now.language,
        clauses=chooses.clauses if now.language == "en" else (),
        themes=chooses.themes,
        terms=chooses.terms,
        mentions=chooses.mentions or query.mentions,
        aside=chooses.aside,
        personal=chooses.personal,
        literally=chooses.literally,
    )


def counted(now: Leaning) -> Query | None:
    """ "how many is that?" """
    text, last = now.text, now.last
    listed = last.count is not None or len(last.citations) > 1
    counts = asked_with("count", now.language)
    if not counts.search(text) or not last.citations or now.question.mentions or not listed:
        return None
    if len(text.split()) > _LONGEST_COUNT:
        return None  # "how many people did they actually talk to for this?"
    small = {stem(word) for word in function_words(now.language)} if now.language != "en" else set()
    if own_words(counts.sub(" ", text), frame("counting") | small) - stems_of(now.before.text):
        return None
    query = gone_on(now.before, text)
    return replace(query, wants=query.wants | {Wanted.LENGTH}, pool=Pool(within=shown_in(last)))


def ordinal(now: Leaning) -> Query | None:
    """ "say more about the last one", "the second one, what does it say about reporting?" """
    text, last = now.text, now.listed
    match = _ORDINAL.search(text)
    if not match or len(last.citations) < 2 or now.question.mentions:
        return None
    lone = match["which"] and not {"one", "of"} & set(match[0].lower().split())
    if lone and len(text.split()) > _LONGEST_BARE:
        return None
    number = match["number"] or match["hash"]
    place = int(number) - 1 if number else _ORDINALS[match["which"].lower()]
    if number == "0" or not -len(last.citations) <= place < len(last.citations):
        return None
    cited = last.citations[place]
    besides = text[: match.start()] + text[match.end() :]
    of_people = now.question.wants & OF_PEOPLE and not own_words(besides, frame("head") | frame("of_missions"))
    if of_people and (missions := missions_cited(cited)):  # "who heads the first one?"
        return at_missions(parse(besides), missions)
    named = f"{cited.quote.text} ({cited.headings[-1].rstrip(':')})" if cited.headings else cited.quote.text
    query = parse(text)
    if not own_words(besides, frame("pointing") | frame("light")):
        query = replace(query, text=named, understood_as=f"{ended(text)} – {named}", wants=query.wants | {Wanted.MORE})
    else:
        query = gone_on(query, named)
    return replace(query, pool=Pool(under=cited.shown))


def left_out(now: Leaning) -> Query | None:
    """ "the same list, but leave out MINUSMA", "and without the prison ones?", "now strike the last one" """
    listed, text = now.listed, _striking(now)
    if len(listed.citations) < 2:
        return None
    question = parse(text, less=True, language=now.language)
    if not question.excluded:
        return None
    query = _remainder(listed, text, Pool(within=shown_in(listed)))
    shorter = replace(query, language=now.language, excluded=question.excluded)
    if now.language != "en":
        return shorter if text != now.text else None
    if question.mentions:
        return None
    own = own_words(question.text, stems_of(listed.query.text) | frame("of_missions"))
    if own and (asks_for("set", question.text) or question.wants & {Wanted.CASES, Wanted.MISSIONS}):
        return None  # "Forget Mali. Which missions worked on Ebola?", "Covid cases other than those on prisons"
    return shorter


def _striking(now: Leaning) -> str:
    """A text that begins by striking something out, "now drop the police ones", in the words that leave out."""
    text = without_lead("manner", now.text)
    match = asked_with("follow_up.strike", now.language).match(text)
    return f"{phrases('except', now.language)[0]} {text[match.end() :].lstrip()}" if match else now.text


def rest(now: Leaning) -> Query | None:
    """ "and the rest of them?" after some of a list; "Leadership I know already. The other three?" after all of it."""
    if now.question.mentions or now.question.excluded:
        return None
    if now.language != "en":
        of_missions = asked_with("mission", now.language).search(now.text)
        of_others = asked_with("follow_up.others", now.language).search(now.text)
        alone = of_others and not of_missions and not now.question.themes
        return _without(now, now.wider[0], now.last.citations) if alone and now.wider else None
    parts = _PART.split(now.text)
    asking = next((part for part in parts if _asks_for_the_rest(part)), None)
    if asking is None:
        return None
    others = " ".join(part for part in parts if part is not asking)
    if now.wider and not own_words(others, frozenset()):
        return _without(now, now.wider[0], now.last.citations)
    members = now.listed.citations
    found = [_ORDINALS[match["which"].lower()] for match in _ORDINAL.finditer(others) if match["which"]]
    by_place = tuple(members[place] for place in found if -len(members) <= place < len(members))
    named = by_place or saying(parse(others), members, loosely=True)
    return _without(now, now.listed, named) if named and len(named) < len(members) else None


def _asks_for_the_rest(part: str) -> bool:
    """ "the other three", not "the other mission"."""
    others = asked_with("follow_up.the_others").search(part)
    return bool(others and not asked_with("follow_up.other_missions").search(part) and not own_words(part, _LEFT))


def _without(now: Leaning, listed: Answer, out: Iterable[Citation]) -> Query:
    """A list without some of its members, for the follow-up that says so."""
    left_out = frozenset(citation.shown for citation in out)
    again = tuple(shown for shown in shown_in(listed) if shown in left_out)
    return _remainder(listed, now.text, Pool(within=shown_in(listed), again=again))


def _remainder(listed: Answer, text: str, pool: Pool) -> Query:
    """What is left of a list."""
    query = gone_on(listed.query, text)
    return replace(query, wants=query.wants | {Wanted.REMAINDER}, pool=pool)
