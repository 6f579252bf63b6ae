"""A question and the turns before it in, its Query out: a follow-up completed from the Query of the last turn.

What earlier turns leave behind is a scope: the mission, the subject, the last list, the last person. A question that
leans on it ("and in Libya?", "who leads it?", "only the ones about prisons", "the second one") gets what it leans on;
one that brings its own subject gets nothing, so that an old mission never leaks into a new question. Pasting the
history into the query was measured to be far worse than ignoring it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Turn
from assistant.query import follow_up_lists as lists
from assistant.query import follow_up_missions as missions
from assistant.query.context import courtesy_apart, leaning, leans, names_little
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_in_any, asked_with
from assistant.query.query import Query
from assistant.query.question_type import Manner
from assistant.query.rewriting import ended

# In this order: the first that says what was meant is taken.
_EDITS = (
    lists.rest,
    lists.ordinal,
    lists.left_out,
    lists.refined,
    lists.counted,
    missions.more_of_a_mission,
    missions.others,
    missions.elsewhere,
    missions.another_place,
    missions.another_subject,
    missions.pointed,
    missions.nothing_of_its_own,
)


def complete(text: str, turns: Sequence[Turn], *, loosely: bool = False) -> Query:
    """`text` is a tidy question, `turns` the conversation before it, oldest first. `loosely`: where no edit can know
    what is carried over, a question that names hardly anything leans on the talk, too."""
    alone = parse(text)
    said = asked_in_any("small_talk").sub("", text)
    if not any(map(str.isalnum, said)) or asked_with("follow_up.new_subject").search(text):
        return alone
    now = leaning(courtesy_apart(text), turns)
    query = next((one for edit in _EDITS if (one := edit(now))), alone) if now else alone
    before = [turn.answer for turn in turns if Manner.SMALL_TALK not in turn.answer.query.manner]
    asked, language = courtesy_apart(text), alone.language
    leaning_on = query is not alone or leans(asked, language) or (loosely and names_little(asked, language))
    if not before or not leaning_on:
        return query
    # What it leans on, for a document in which no edit can know what it carries over.
    last = before[-1]
    said, near = ended(last.query.in_talk or last.query.text), last.citations or last.nearest
    pool = replace(query.pool, near=tuple(citation.shown for citation in near))
    return replace(query, in_talk=f"{said} – {text}", follow_up=text, pool=pool)
