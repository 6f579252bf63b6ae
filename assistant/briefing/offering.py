"""A question in, the briefing that it asks for out, if it asks for one: "brief me on MINUSMA for a police officer".

The chat then shows the case studies that the pack would begin with; each door offers the pack in its own way, the page
by a link. What asks for no briefing is left alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Reason
from assistant.briefing.choice import ANY, Choice
from assistant.briefing.relevance import bears_on_role
from assistant.briefing.roles import roles, roles_called
from assistant.query.phrasebook import asked_in_any
from assistant.query.phrasebook.language import language_of
from assistant.wording.sentences import say
from corpus.missions import mentions, missions

if TYPE_CHECKING:
    from assistant.answering.candidates import Holdings, Outcome


def briefing_asked(question: str) -> Choice | None:
    """The choice of mission and role that the question names; None where it asks for no briefing."""
    if not asked_in_any("briefing").search(question):
        return None
    language = language_of(question)
    named = sorted(mentions(question, loosely=True), key=lambda mention: mention.country is not None)
    # A country with several missions names none of them for sure: the one that is still there, else the last.
    found = max(named[0].missions, key=_latest) if named else None
    called = roles_called(question, language)
    return Choice(mission=found, role=called[0] if called else None, language=language)


def _latest(acronym: str) -> tuple[bool, int, str]:
    first, last = missions()[acronym].years
    return last is None, last or first or 0, acronym


def opening(choice: Choice, held: Holdings) -> Outcome | None:
    """The case studies that the pack begins with, the mission's, else those that bear on the role; None where there are
    none."""
    from assistant.answering.candidates import SURE, Outcome

    language, cases = choice.language, held.outline.cases
    if choice.mission:
        places = [place for place in cases if choice.mission in held.filters.missions[place]]
        key, called = "rule_mission", {"names": choice.mission}
    else:
        places = [place for place in cases if choice.role and bears_on_role(held.texts[place], choice.role)]
        key, called = "brief_rule_role", {"role": title_of(choice)}
    if not places:
        return None
    rule = say(key, language, count=len(places), whole=len(cases), **called)
    hits = tuple(held.index.hit(place, 1.0) for place in places)
    return Outcome(hits, SURE, complete=True, count=len(hits), rule=rule)


def found_otherwise(outcome: Outcome) -> Outcome:
    """What the question finds where the pack would be empty; it is about the report after all."""
    return replace(outcome, message="") if outcome.reason is Reason.OFF_TOPIC else outcome


def offer(question: str) -> str:
    """Where the pack that a question asks for is to be had, for who has no page to link from; "" where it asks for
    none."""
    choice = briefing_asked(question)
    return say("brief_offer", choice.language, title=title_of(choice), arguments=arguments_of(choice)) if choice else ""


def title_of(choice: Choice) -> str:
    """Mission and role as the reader calls them."""
    named = [choice.mission or ("" if choice.role else say("brief_any_mission", choice.language))]
    if choice.role:
        named.append(roles()[choice.role].label[choice.language])
    return " · ".join(filter(None, named))


def arguments_of(choice: Choice) -> str:
    """What follows `further brief`."""
    mission = choice.mission or ANY
    written = f'"{mission}"' if " " in mission else mission
    return f"{written} --role {choice.role}" if choice.role else written
