"""What stands first in a pack: a box on the mission, from our table with its date, and the document in five quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from assistant.briefing.brief import Brief
from assistant.briefing.choice import Length
from assistant.briefing.holdings import Prose
from assistant.briefing.pack import Item, Line, Quoted, Section
from assistant.briefing.sections import leads_on
from assistant.citation import cite
from assistant.wording.sentences import mission_years
from corpus.missions import TABLE_OF, country_name, missions
from corpus.report import Kind
from index.tokens import STOP_WORDS, stem, words

FIVE = 5
_SHORTEST, _LONGEST = 10, 45  # words of a sentence that can stand alone and be taken in at once
_OF_A_HEADING = 2  # sentences at most, so that the five are of the whole document, unless it has too few headings


def box(brief: Brief) -> Section | None:
    """Full name, country, years, whether it has ended; None where all missions are chosen. All of it is ours."""
    if brief.choice.mission is None:
        return None
    mission = missions()[brief.choice.mission]
    language = brief.choice.language
    name = mission.name_fr if language == "fr" and mission.name_fr else mission.name
    where = ", ".join(country_name(iso, language) for iso in mission.countries)
    years = mission_years(mission, language)
    ours = brief.say("box_ours", date=TABLE_OF)
    if brief.choice.length is Length.PAGE:
        lines = [". ".join(part for part in (f"{name} ({where})" if where else name, years, ours) if part)]
    else:
        lines = [name, *([brief.say("box_where", countries=where)] if where else []), years, ours]
    return Section("box", brief.say("section_box", mission=brief.choice.mission), tuple(map(Line, lines)))


def five_quotes(brief: Brief) -> Section | None:
    """The sentences that share most with the rest of the document; None where it has too few of them."""
    led_to = {id(after) for before, after in pairwise(brief.held.prose) if leads_on(before)}
    found = [
        one
        for one in brief.held.prose
        if one.passage.kind is Kind.PARAGRAPH
        and id(one) not in led_to  # half of what is said: the survey's statement, without the survey
        and _SHORTEST <= len(one.passage.quote.text.split()) <= _LONGEST
        and one.passage.quote.text.rstrip()[-1:] in ".!?。؟”"
        and "@" not in one.passage.quote.text
    ]
    if len(found) < FIVE:
        return None
    kept = _central(found)
    items: list[Item] = [Line(brief.say("five_rule"))]
    items += [Quoted(cite(one.report, one.passage.span)) for one in found if one in kept]
    return Section("five", brief.say("section_five"), tuple(items))


def _central(found: Sequence[Prose]) -> list[Prose]:
    """By the mean weight of a sentence's telling stems; a stem weighs by how many of the sentences say it."""
    said = [frozenset(stem(word) for word in words(one.passage.quote.text) if word not in STOP_WORDS) for one in found]
    count = Counter(one for stems in said for one in stems)
    scores = [sum(log(1 + count[one]) for one in stems if count[one] > 1) / (8 + len(stems)) for stems in said]
    kept: list[Prose] = []
    most = max(_OF_A_HEADING, -(-FIVE // len({one.passage.headings for one in found})))
    headings: Counter[tuple[str, ...]] = Counter()
    for place in sorted(range(len(found)), key=scores.__getitem__, reverse=True):
        above = found[place].passage.headings
        if headings[above] < most and len(kept) < FIVE:
            kept.append(found[place])
            headings[above] += 1
    return kept


def own_notes(brief: Brief) -> Section | None:
    """What the person who made the pack wrote, a line each; None where nothing is written."""
    lines = [line.strip() for line in brief.choice.notes.splitlines() if line.strip()]
    if not lines:
        return None
    return Section("own", brief.say("section_own"), tuple(Line(line, own=True) for line in lines))
