"""A question in, the briefing that it asks for out, if it asks for one: "brief me on MINUSMA for a police officer".

The chat then shows the case studies that the pack would begin with, and offers the pack; what asks for no briefing is
left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Reason
from assistant.briefing.choice import ANY, Choice
from assistant.briefing.relevance import bears_on_role
from assistant.briefing.roles import roles, roles_called
from assistant.messages import say
from assistant.query.language import language_of
from corpus.missions import mentions, missions

if TYPE_CHECKING:
    from assistant.answering.candidates import Holdings, Outcome

_GIVE = r"(?:need|want|like|give|make|prepare|write|get|have|produce|put together|draft)"
_ASKS = re.compile(
    r"^\W*(?:please\s+|can you\s+|could you\s+|would you\s+)?brief\s+(?:me|us|him|her|them|my|our|an?|the)\b"
    r"|\bbriefing\s+(?:pack|note|paper|kit)s?\b|^\W*briefing\s+(?:on|for|about)\b"
    rf"|\b{_GIVE}\s+(?:me\s+|us\s+)?(?:a|an|the)\s+(?:\w+\s+)?briefing\b(?!\s+(?:room|officer))"
    r"|\bdossier d['’]information\b|\bbriefe[rz]?[- ](?:moi|nous)\b"
    r"|\b(?:pr[ée]pare\w*|fais|faites)[- ]\w+ un briefing\b"
    r"|\bdossier informativo\b|\b(?:prep[aá]r|haz|hag)\w* un (?:briefing|dossier)\b"
    r"|\b(?:подготовь(?:те)?|сделай(?:те)?|нужен|составь(?:те)?)\b.{0,30}\bбрифинг\b"
    r"|\bвведи(?:те)?\s+(?:меня|нас)\s+в\s+курс\b"
    r"|(?:أعطني|أريد|أعد|أعدوا|قدم|حضر|جهز)\s+(?:\S+\s+){0,2}?إحاطة"
    r"|(?:给|做|准备|需要|编写|制作).{0,14}简报",
    re.IGNORECASE,
)


def briefing_asked(question: str) -> Choice | None:
    """The choice of mission and role that the question names; None where it asks for no briefing."""
    if not _ASKS.search(question):
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
    """The case studies that the pack begins with, the mission's, else those that bear on the role, and its offer; None
    where there are none."""
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
    return Outcome(language, hits, SURE, message=_offer(choice), complete=True, count=len(hits), rule=rule)


def offered(choice: Choice, outcome: Outcome) -> Outcome:
    """What the question finds otherwise, with the offer of the pack."""
    said = "" if outcome.reason is Reason.OFF_TOPIC else outcome.message  # it is about the report after all
    return replace(outcome, message=f"{said} {_offer(choice)}".strip())


def _offer(choice: Choice) -> str:
    return say("brief_offer", choice.language, title=title_of(choice), arguments=arguments_of(choice))


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
