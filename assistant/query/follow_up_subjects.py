"""Follow-ups about the last subject: another in its place, or nothing but a word that asks for more of it.

In: a question beside what it may lean on. Out of each rule: what was meant, None where the rule says nothing.
"""

from __future__ import annotations

from assistant.knowledge import themes_in
from assistant.query.context import MISSION_WORDS, Leaning
from assistant.query.meant import Meant
from assistant.query.query import parse
from assistant.query.question_type import Wanted
from assistant.query.rewriting import SAME_PLACE, at_missions, ended, own_words, with_subject
from assistant.query.stand_alone import fragment_of, has_verb

_MEMBERS = frozenset({Wanted.CASES, Wanted.MISSIONS, Wanted.CONTACT})
_LONGEST_BARE = 7  # words


def another_subject(now: Leaning) -> Meant | None:
    """ "what about Ebola?", "et sur la COVID-19 ?": the last question about another subject."""
    fragment = fragment_of(now.text, now.question, now.language)
    if parse(fragment).mentions or not own_words(fragment, frozenset()):
        return None
    if now.missions and SAME_PLACE.search(fragment):
        return None  # "and covid there?"
    if now.language != "en" and themes_in(fragment, now.language):
        return Meant(f"{ended(now.last.understood_as)} – {fragment}?", chooses=fragment)
    if now.before.wants & {Wanted.CONTACT, Wanted.WHO} and now.before.mentions:
        # A person was asked for; the new subject is asked of the same mission.
        return Meant(at_missions(fragment, now.missions))
    return Meant(with_subject(now.last.understood_as, fragment, now.before))


def nothing_of_its_own(now: Leaning) -> Meant | None:
    """ "Yes to what?", "why?", "tell me more": words that name nothing of their own."""
    text, question = now.text, now.question
    if question.mentions or len(text.split()) > _LONGEST_BARE or question.themes or question.language != "en":
        return None
    asks_for_all = Wanted.SET in question.wants and question.wants & _MEMBERS
    if asks_for_all and has_verb(text):
        return None  # "list all contacts"
    if own_words(text, MISSION_WORDS) - {"yes", "no"} or not now.last.citations:
        return None
    return Meant(f"{ended(now.last.understood_as)} – {text}", again=now.last.citations)
