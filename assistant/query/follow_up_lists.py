"""Follow-ups that choose among the last list or count it: "only those on prisons", "the women among them", "how many?".

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Answer
from assistant.knowledge import LANGUAGES
from assistant.query.context import Leaning, saying, shown_in
from assistant.query.interrogatives import opens
from assistant.query.parsing import parse, places_in
from assistant.query.phrasebook import function_words, leans_with
from assistant.query.query import Pool, Query
from assistant.query.question_type import Manner, Wanted
from assistant.query.rewriting import about_places, at_missions, gone_on, named_in, own_words, stems_of
from assistant.query.stand_alone import LONGEST_FRAGMENT, manner_apart
from index.tokens import stem, words

# "The names of those who lead them", "of those two missions", "two of them. And what did …"
_NOT_THE_LIST = re.compile(
    r"\s+(?:who|whom|whose|(?:\w+\s+)?(?:missions|countries|operations|places))\b|[.!?;]\s+(?:\S+\s+){2}", re.IGNORECASE
)
_SOME = re.compile(r"\b(?:which|what|any|some|none|one|two|three|how many)(?:\s+ones?)?\s+$", re.IGNORECASE)
_DONE_TO = re.compile(r"\s+\w+ed\b", re.IGNORECASE)  # "the names of those interviewed"
_COUNTS = re.compile(
    r"\bhow many\b|\bcombien\b|\bcuánt[oa]s\b|\bсколько\b|كم|多少|\b(?:what(?:'s| is) the )?(?:number|total)\b",
    re.IGNORECASE,
)
_LONGEST_COUNT = 8  # words
_COUNTING = frozenset(stem(word) for word in words("total altogether number sum count many much case cases missions"))


def refined(now: Leaning) -> Query | None:
    """ "only the ones about prisons", "which of them are about prisons?", "the women among them?" """
    if len(now.last.citations) < 2 or not (own := _refining(now)):
        return None
    chooses = parse(own)
    if not (chooses.clauses or chooses.mentions or now.language != "en"):
        return _within(now, now.last, now.question if now.question.clauses else None)
    if now.language == "en" and not saying(chooses, now.last.citations):
        return _beside_the_list(now, chooses, own) or _within(now, now.last, chooses)
    return _within(now, now.last, chooses)


def _beside_the_list(now: Leaning, chooses: Query, own: str) -> Query | None:
    """Where none of the last list says what is to choose from it: of the list it was chosen from; of the missions it
    names, "which of those also fought hate speech?"; "is Mali one of them?" is its question over again."""
    for listed in now.wider:
        if saying(chooses, listed.citations):
            return _within(now, listed, chooses)
    if chooses.mentions:
        return about_places(now.before, named_in(own))
    match = leans_with("of_them", "en").search(now.text)
    if not match or Manner.MISSIONS not in now.before.manner or len(now.missions_listed) < 2:
        return None
    wants = {Wanted.CASES, Wanted.SET}
    if now.question.wants & {Wanted.CONTACT, Wanted.WHO}:
        wants = {Wanted.CONTACT, Wanted.WHO, Wanted.SET}
    return at_missions(replace(chooses, wants=frozenset(wants)), now.missions_listed)


def counted(now: Leaning) -> Query | None:
    """ "how many is that?" """
    text, last = now.text, now.last
    listed = last.count is not None or len(last.citations) > 1
    if not _COUNTS.search(text) or not last.citations or now.question.mentions or not listed:
        return None
    if len(text.split()) > _LONGEST_COUNT:
        return None  # "how many people did they actually talk to for this?"
    small = {stem(word) for word in function_words(now.language)} if now.language != "en" else set()
    if own_words(_COUNTS.sub(" ", text), _COUNTING | small) - stems_of(now.before.text):
        return None
    query = gone_on(now.before, text)
    return replace(query, wants=query.wants | {Wanted.LENGTH}, pool=Pool(within=shown_in(last)))


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


def _is_of_the_list(text: str, of_them: re.Match[str]) -> bool:
    """Whether "of them" is of the last list, not of what the question itself names before it or behind it."""
    before = text[: of_them.start()]
    if _NOT_THE_LIST.match(text, of_them.end()) or len(own_words(before, frozenset())) > 2:
        return False
    return bool(_SOME.search(before)) or not _DONE_TO.match(text, of_them.end())


def _refining(now: Leaning) -> str:
    """The words with which a follow-up chooses among the last list, without those that say so; "" where none do."""
    language, text = now.language, now.text
    of_them = leans_with("of_them", language).search(text)
    if of_them and _is_of_the_list(text, of_them):
        return f"{text[: of_them.start()]} {text[of_them.end() :]}"
    only = leans_with("only", language)
    if language != "en" and len(text.split()) <= LONGEST_FRAGMENT and (match := only.search(text)):
        return f"{text[: match.start()]} {text[match.end() :]}"
    if match := next(filter(None, (leans_with("only", one).match(text) for one in LANGUAGES if one != "en")), None):
        return text[match.end() :]
    for start in (0, *(match.end() for match in re.finditer(r"[,.;:!–-]\s*", text))):
        start += len(text[start:]) - len(manner_apart(text[start:]))
        if places_in(text[:start]) or len(own_words(text[:start], frozenset())) > 1:
            return ""  # "South Sudan: just the ones about prisons"
        if (match := only.match(text, start)) and not any(map(opens, text[match.end() :].split(", "))):
            return text[match.end() :]  # not "just curious, which missions …"
    return ""
