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
from assistant.query.context import Leaning, is_read_behind, leaning
from assistant.query.parsing import parse
from assistant.query.query import Query
from assistant.query.question_type import Manner
from assistant.query.rewriting import read_behind

# In this order: the first that says what was meant is taken.
_EDITS = (
    lists.rest,
    lists.ordinal,
    lists.left_out,
    lists.refined,
    lists.counted,
    missions.more_of_a_mission,
    missions.others,
    missions.another_place,
    missions.another_subject,
    missions.pointed,
    missions.nothing_of_its_own,
)


def complete(text: str, turns: Sequence[Turn], *, loosely: bool = False) -> Query:
    """`text` is a tidy question, `turns` the conversation before it, oldest first. `loosely`: no heading announces case
    studies, so that edits know less of what is carried over than the talk itself: a question that leans on it, or names
    hardly anything, is read behind the last one."""
    alone = parse(text)
    now = leaning(text, turns)
    if not now:
        return alone
    query = next((one for edit in _EDITS if (one := edit(now))), alone)
    apart = query is alone and not is_read_behind(now.text, alone.language)
    return query if apart or not loosely else _behind(now, query, text)


def in_talk(text: str, turns: Sequence[Turn]) -> Query | None:
    """The question read behind the last one although nothing in it says so: "why is it down by a quarter?". None where
    nothing was said that it could go on from."""
    now = leaning(text, turns)
    return _behind(now, parse(text), text) if now else None


def _said(before: Query) -> Query:
    """What a question goes on from: the last one, which brings along what it was read behind itself only where it had
    to be read so. A talk of whole questions would else grow into one."""
    text, language = before.follow_up, before.language
    return before if is_read_behind(text, language) or not text else parse(text, language=language)


def _behind(now: Leaning, query: Query, text: str) -> Query:
    near = tuple(citation.shown for citation in now.last.citations or now.last.nearest)
    added = parse(text, language=query.language)
    before = _said(now.before)
    behind = read_behind(before, added)
    pool = replace(query.pool, near=near)
    asked = added.wants | (query.wants - now.before.wants)
    if asked or (Manner.ASKS in added.manner and not now.fragment):  # "what caused it?" behind "how many …?"
        behind = replace(behind, wants=asked, needs=added.needs)
    return replace(behind, follow_up=text, behind=before.understood_as, pool=pool)
