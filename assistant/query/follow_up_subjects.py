"""Follow-ups about the last subject: another in its place, or nothing but a word that asks for more of it.

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.knowledge import terms_in, themes_in
from assistant.query.context import MISSION_WORDS, Leaning, shown_in
from assistant.query.parsing import parse
from assistant.query.query import Pool, Query
from assistant.query.question_type import Wanted
from assistant.query.rewriting import SAME_PLACE, about_subject, at_missions, gone_on, own_words
from assistant.query.stand_alone import fragment_of, has_verb
from assistant.query.subject import term_of

_MEMBERS = frozenset({Wanted.CASES, Wanted.MISSIONS, Wanted.CONTACT})
_LONGEST_BARE = 7  # words


def another_subject(now: Leaning) -> Query | None:
    """ "what about Ebola?", "et sur la COVID-19 ?": the last question about another subject."""
    fragment = fragment_of(now.text, now.question, now.language)
    subject = parse(fragment)
    if subject.mentions or not own_words(fragment, frozenset()):
        return None
    if now.missions and SAME_PLACE.search(fragment):
        return None  # "and covid there?"
    if now.language != "en" and (themes := themes_in(fragment, now.language)):
        terms = tuple(term_of(*term) for term in terms_in(fragment, now.language))
        return replace(gone_on(now.before, fragment), language=now.language, clauses=(), themes=themes, terms=terms)
    if now.before.wants & {Wanted.CONTACT, Wanted.WHO} and now.before.mentions:
        return at_missions(subject, now.missions)  # after a person, the new subject is asked of the same mission
    return about_subject(now.before, subject)


def nothing_of_its_own(now: Leaning) -> Query | None:
    """ "Yes to what?", "why?", "tell me more": words that name nothing of their own."""
    text, question = now.text, now.question
    if question.mentions or len(text.split()) > _LONGEST_BARE or question.themes or question.language != "en":
        return None
    asks_for_all = Wanted.SET in question.wants and question.wants & _MEMBERS
    if asks_for_all and has_verb(text):
        return None  # "list all contacts"
    if own_words(text, MISSION_WORDS) - {"yes", "no"} or not now.last.citations:
        return None
    return replace(gone_on(now.before, text), pool=Pool(again=shown_in(now.last)))
