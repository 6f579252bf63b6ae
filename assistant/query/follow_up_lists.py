"""Follow-ups about the last list: some of it, how many, one by its place, what is left of it.

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Answer
from assistant.query.context import Leaning, opens
from assistant.query.fitted import asks_for
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_in_any, asked_with, frame, small_stems, without_lead
from assistant.query.query import Pool, Query
from assistant.query.question_type import Wanted
from assistant.query.rewriting import beside, gone_on, own_words
from corpus.regions import places_in
from index.tokens import all_stems

_PART = re.compile(r"(?<=[,.;:!?–-])\s+")
_LONGEST_COUNT = 8  # words of a question that counts the last list
_ORDINALS = range(11)  # of the phrasebook: 1 the first, 0 the last


def refined(now: Leaning) -> Query | None:
    """ "only the ones about prisons", "which of them are about prisons?", "the women among them?" """
    if len(now.last.citations) < 2 or not (own := _refining(now)):
        return None
    chooses = parse(own, language=now.language)
    if not (chooses.clauses or chooses.mentions or now.language != "en"):
        chooses = now.question
    query = gone_on(now.before, now.text)
    return replace(
        chooses,
        text=query.text,
        understood_as=query.understood_as,
        mentions=chooses.mentions or query.mentions,
        wants=query.wants,
        manner=query.manner,
        needs=query.needs,
        pool=Pool(within=now.last.shown),
    )


def _refining(now: Leaning) -> str:
    """The words with which a follow-up chooses among the last list, without those that say so; "" where none do."""
    text, only = now.text, asked_in_any("follow_up.only")
    of_them = asked_with("follow_up.of_them", now.language).search(text)
    if of_them and _is_of_the_list(text, of_them):
        return f"{text[: of_them.start()]} {text[of_them.end() :]}"
    for start in (0, *(match.end() for match in _PART.finditer(text))):
        before, part = text[:start], without_lead("manner", text[start:])
        if (match := only.match(part)) and not any(map(opens, part[match.end() :].split(", "))):
            # Not "just curious, which missions …". What stands before is looked at last, as it is the dearest to read.
            if places_in(before) or len(own_words(before)) > 1:
                return ""  # "South Sudan: just the ones about prisons"
            return part[match.end() :]
    return ""


def _is_of_the_list(text: str, of_them: re.Match[str]) -> bool:
    """Whether "of them" is of the last list, not of what the question itself names before it or behind it: "the names
    of those who lead them", "two of them. And what did …"."""
    before, behind = text[: of_them.start()], text[of_them.end() :].lstrip()
    goes_on = behind[:1] in ".!?;" and len(behind.split()) > 2
    somebody = asked_with("follow_up.not_the_list").match(behind)
    return not goes_on and not somebody and len(own_words(before)) <= 2


def counted(now: Leaning) -> Query | None:
    """ "how many is that?" """
    last, counts = now.last, asked_with("count", now.language)
    if not counts.search(now.text) or not last.citations or (last.count is None and len(last.citations) < 2):
        return None
    if len(now.text.split()) > _LONGEST_COUNT:
        return None  # "how many people did they actually talk to for this?"
    small = frame("counting") | small_stems(now.language)
    if own_words(counts.sub(" ", now.text), small) - all_stems(now.before.text):
        return None
    query = gone_on(now.before, now.text)
    return replace(query, wants=query.wants | {Wanted.LENGTH}, pool=Pool(within=last.shown))


def ordinal(now: Leaning) -> Query | None:
    """ "say more about the last one", "the second one, what does it say about reporting?" """
    text, cited = now.text, now.listed.citations
    said = [(one, match) for one in _ORDINALS if (match := asked_with(f"follow_up.ordinal.{one}").search(text))]
    number, match = min(said, key=lambda one: one[1].start(), default=(0, None))
    if not match or len(cited) < max(2, number):
        return None
    place = number - 1
    heading = "".join(f" ({heading.rstrip(':')})" for heading in cited[place].headings[-1:])
    named, query = cited[place].quote.text + heading, parse(text)
    if own_words(text[: match.start()] + text[match.end() :], frame("pointing") | frame("light")):
        query = gone_on(query, named)
    else:
        query = replace(query, text=named, understood_as=beside(text, named), wants=query.wants | {Wanted.MORE})
    return replace(query, pool=Pool(under=cited[place].shown))


def left_out(now: Leaning) -> Query | None:
    """ "the same list, but leave out MINUSMA", "and without the prison ones?", "now strike the last one" """
    listed, text = now.listed, without_lead("manner", now.text)
    question = parse(text, less=True, language=now.language)
    if len(listed.citations) < 2 or not question.excluded:
        return None
    if now.language == "en":
        own = own_words(question.text, all_stems(listed.query.text) | frame("of_missions"))
        if question.mentions or (own and asks_for("set", question.text)):
            return None  # "Forget Mali. Which missions worked on Ebola?", "Covid cases other than those on prisons"
    elif not asked_with("follow_up.strike", now.language).match(text):
        return None
    query = _remainder(listed, text, Pool(within=listed.shown))
    return replace(query, language=now.language, excluded=question.excluded)


def rest(now: Leaning) -> Query | None:
    """ "and the rest of them?" after some of a list."""
    others = asked_with("follow_up.the_others").search(now.text)
    if not now.wider or not others or now.question.mentions or asked_with("follow_up.other_missions").search(now.text):
        return None
    if own_words(now.text, frame("of_missions") | frame("other") | frame("left")):
        return None
    again = tuple(shown for shown in now.wider[0].shown if shown in now.last.shown)
    return _remainder(now.wider[0], now.text, Pool(within=now.wider[0].shown, again=again))


def _remainder(listed: Answer, text: str, pool: Pool) -> Query:
    """What is left of a list."""
    query = gone_on(listed.query, text)
    return replace(query, wants=query.wants | {Wanted.REMAINDER}, pool=pool)
