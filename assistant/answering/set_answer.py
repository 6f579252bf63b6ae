"""A question that asks for a set in, every member and nothing else out, with the rule that chose them in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.answering.candidates import Asked, Outcome
from assistant.answering.contact_answer import contacts
from assistant.answering.set_filter import Chosen
from assistant.knowledge import theme_pattern
from assistant.query.question_type import LISTED, Manner, Wanted
from assistant.wording.sentences import subject_of

_NOT_ALL = frozenset({Wanted.CONTACT, Wanted.WHO, Wanted.WHEN, Wanted.WHY, Wanted.DEFINITION, Wanted.COUNT})


def whole_set(asked: Asked) -> Outcome | None:
    """Every member of the set that is asked for; None where none is, or none that a rule could choose."""
    question, wants, gated = asked.question, asked.question.wants, bool(asked.filter.missions)
    if wants & {Wanted.LENGTH, Wanted.REMAINDER}:
        return _of_the_last(asked)
    if Manner.CASELESS in question.manner and not gated:
        return contacts(asked)
    if Wanted.PASSAGES in wants and not wants & LISTED and (found := _passages(asked)):
        return found
    if Wanted.ANYTHING in wants and not gated and (found := _everything_on(asked)):
        return found
    counted = Wanted.COUNT in wants and wants & {Wanted.CASES, Wanted.MISSIONS, Wanted.ENTRIES}
    a_set = Wanted.SET in wants or counted or question.per_mission is not None
    alone = (question.personal or asked.names_nothing) and not wants & _NOT_ALL  # "what's in it about Mali?"
    of_a_mission = gated and (alone or (question.aside and Wanted.CASES in wants))
    if not (a_set or question.pool.within or of_a_mission):
        return None
    if Wanted.CONTACT in wants and Wanted.CASES not in wants:
        return contacts(asked)
    if found := _by_number(asked) or _missions(asked) or _cases(asked):
        return found
    if Wanted.SET not in wants or Wanted.CASES in wants or asked.names_somebody:
        return None
    return _everything_on(asked)


def _of_the_last(asked: Asked) -> Outcome | None:
    """ "How many is that?", "and without those on prisons?": all of the last list, or what is left of it."""
    if Wanted.LENGTH in asked.question.wants:
        members = np.flatnonzero(asked.allowed).tolist()
        return asked.members(members, str(len(members)))
    members = asked.not_left_out(np.flatnonzero(asked.fresh).tolist())
    rule = asked.say("rule_last", count=len(members), whole=len(asked.question.pool.within))
    return asked.members(members, asked.less(rule)) if members else None


def _missions(asked: Asked) -> Outcome | None:
    """ "Which missions are there?": the headings that case studies stand under."""
    of_missions = Manner.MISSIONS in asked.question.manner and asked.names_nothing
    if asked.filter.missions or asked.question.pool.within or not of_missions:
        return None
    members = [place for place in asked.held.outline.cases_under if asked.allowed[place]]
    return asked.members(members, asked.say("rule_missions", count=len(members))) if members else None


def _by_number(asked: Asked) -> Outcome | None:
    """ "Which missions have just one case study?", "which has the most?": those under headings that hold so many."""
    number, under = asked.question.per_mission, asked.held.outline.cases_under.values()
    if isinstance(number, str) and under:
        number = (max if number == "most" else min)(map(len, under))
    members = [place for places in under if len(places) == number for place in places]
    return asked.members(members, asked.say("rule_number", number=number, count=len(members))) if members else None


def _everything_on(asked: Asked) -> Outcome | None:
    """ "Give me everything on Ebola": all case studies that say all of it, if any does."""
    places = [place for place in asked.held.outline.cases if asked.allowed[place]]
    chosen = asked.held.chosen(asked.question, asked.not_left_out(places))
    said = all(concept.stands_in(asked.held.said_by_cases) for concept in asked.question.concepts)
    if not said or not chosen or not chosen.places or chosen.unsaid:
        return None
    return asked.members(chosen.places, _case_rule(asked, chosen.places, chosen))


def _passages(asked: Asked) -> Outcome | None:
    """ "Where does the report speak of UNDP?": all passages that say an alternative, in the text's order."""
    held, clauses = asked.held, asked.question.clauses
    members = [
        int(place)
        for place in np.flatnonzero(asked.allowed & ~held.headings)
        if any(all(one.is_printed_in(held.texts[place]) for one in clause) for clause in clauses)
    ]
    words = tuple(" ".join(one.word for one in clause) for clause in clauses)
    rule = asked.say("rule_passages", count=len(members), words=subject_of(words, asked.question.language))
    return asked.members(members, rule) if members else None


def _cases(asked: Asked) -> Outcome | None:
    """Case studies, or whatever the last list held: all that are under the missions named and say the words."""
    question, gated, within = asked.question, bool(asked.filter.missions), bool(asked.question.pool.within)
    of_cases = Wanted.CASES in question.wants
    if not (of_cases or Wanted.MISSIONS in question.wants or gated or within):
        return None
    if question.language == "en" and Manner.ONE_FACT in question.manner:
        return None  # "which resolution set up MINUSCA?"
    fresh = asked.fresh
    candidates = np.flatnonzero(asked.allowed) if within else asked.held.outline.cases
    places = asked.not_left_out([int(place) for place in candidates if within or fresh[place]])
    chosen = asked.held.chosen(question, places) if places else None
    if chosen and not chosen.places:
        return asked.unsaid(chosen)
    members = list(chosen.places) if chosen else places
    if not chosen:
        # What else was said is the asker's manner of speaking: nothing of it is a subject.
        spoken = question.aside or question.personal or asked.names_nothing
        if not (gated or (of_cases and spoken)):
            return None
    return asked.members(members, _case_rule(asked, members, chosen), chosen) if places else None


def _case_rule(asked: Asked, members: Sequence[int], chosen: Chosen | None) -> str:
    headings = {asked.held.index.passages[place].headings[-1].rstrip(":") for place in members}
    key = ("rule_all", "rule_words", "rule_mission", "rule_both")[2 * bool(asked.filter.missions) + bool(chosen)]
    rule = asked.say(
        key,
        count=len(members),
        whole=len(asked.question.pool.within) or len(asked.held.outline.cases),
        names=", ".join(sorted(headings)),
        words=subject_of(chosen.words, asked.question.language) if chosen else "",
    )
    return asked.less(rule)


def under(asked: Asked, heading: int) -> Outcome:
    """What stands directly under a heading."""
    shown = asked.held.at(asked.question.pool.again)
    members = [place for place in asked.held.outline.children(heading) if not shown[place]]
    rule = asked.say("rule_under", heading=asked.held.texts[heading].rstrip(":"), count=len(members))
    return asked.members(members, rule)


def titled(asked: Asked) -> Outcome | None:
    """ "What did UNAMI do about detention?": the mission's case studies whose titles say all that is asked."""
    question, held, fresh = asked.question, asked.held, asked.fresh
    one_fact = Manner.ONE_FACT in question.manner or question.wants & {Wanted.VERBATIM, *_NOT_ALL}
    concepts, themes = (*question.concepts, *question.terms), () if question.terms else question.themes
    if not asked.filter.missions or one_fact or not (concepts or themes):
        return None
    members = [
        place
        for place in held.outline.cases
        if fresh[place]
        and all(one.stands_in(held.bags[place]) for one in concepts)
        and all(theme_pattern(key).search(held.texts[place]) for key in themes)
    ]
    # "Army" is first of all the army, then the military.
    members.sort(key=lambda place: not all(one.literally_in(held.bags[place]) for one in question.concepts))
    return asked.answer(asked.hits(members)) if members else None
