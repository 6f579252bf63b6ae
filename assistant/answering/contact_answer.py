"""A question for people in, the contacts that it asks for out: those of a heading, of places, women or men, all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.answering.candidates import Asked, Outcome
from assistant.query.question_type import Manner, Wanted
from assistant.wording.sentences import subject_of

_MOST = 0.5  # of a question's concepts, that a heading and its contacts must say


def contacts(asked: Asked) -> Outcome | None:
    """Contacts: those under the heading that is asked for, else all; of them those that say the words."""
    question, held = asked.question, asked.held
    groups = held.outline.by_heading(np.flatnonzero(held.filters.entries & asked.fresh).tolist())
    if not groups:
        return None
    heading = _heading_named(asked, groups)
    under = groups[heading] if heading is not None else [place for members in groups.values() for place in members]
    if heading is None and Wanted.MISSIONS in question.wants:  # "the contacts of the missions"
        under = [place for place in under if held.filters.missions[place]] or under
    # "Which missions have a contact but no case study?": of those the documents hold the contact alone.
    lacking = Manner.CASELESS in question.manner and not asked.filter.missions
    if lacking:
        missions = held.filters.missions
        with_cases = frozenset().union(*(missions[place] for place in held.outline.cases))
        under = [place for place in under if missions[place] and not missions[place] & with_cases]
    title = held.texts[heading] if heading is not None else ""
    # What the heading says chose the heading; it chooses nothing among the contacts below it.
    chosen = held.chosen(replace(question, literally=False), under, besides=title)
    if chosen and not chosen.places:
        return asked.unsaid(chosen)
    if not chosen and heading is None and _share_said(asked, (*groups, *under)) < _MOST:
        return None  # "the email addresses of all bakers"
    members = chosen.places if chosen else under
    words = subject_of(chosen.words, question.language) if chosen else ""
    key = "rule_entries" if chosen else "rule_contacts" if heading is None else "rule_under"
    rule = asked.say(key, count=len(members), whole=len(under), words=words, heading=title)
    if lacking:
        rule = asked.say("rule_lacking", rule=rule)
    return asked.members(members, asked.less(rule))


def _heading_named(asked: Asked, groups: dict[int, list[int]]) -> int | None:
    """The heading over contacts that says more of the question than any other, alone or with what stands below it;
    None where none does."""
    if len(groups) == 1:
        return next(iter(groups))
    for places in ({heading: (heading,) for heading in groups}, {head: (head, *groups[head]) for head in groups}):
        said = {heading: _share_said(asked, found) for heading, found in places.items()}
        best = max(said, key=lambda heading: said[heading])
        if asked.question.concepts and said[best] and list(said.values()).count(said[best]) == 1:
            return best
    return None


def _share_said(asked: Asked, places: Sequence[int]) -> float:
    """Share of the question's concepts that any of the passages says."""
    said = asked.held.said(places)
    found = [concept.stands_in(said) for concept in asked.telling]
    return sum(found) / len(found) if found else 1.0
