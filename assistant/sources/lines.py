"""An answer of several documents in, Further's own lines beside their quotes out: which say more, which say nothing,
how many were not asked.

A few documents are named, many are counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, SourceAnswer
from assistant.wording.sentences import say

_NAMED = 4  # documents


def label(answer: Answer) -> str:
    """What stands over the quotes of the other documents; "" where these have none."""
    return say("source_others", answer.language) if any(one.citations for one in answer.beside) else ""


def remarks(answer: Answer) -> list[str]:
    """Below these quotes: the documents that may answer too without being quoted, those that say nothing, and how many
    were not asked."""
    untold = [one for one in answer.beside if not one.citations]
    lines = (
        _line("source_untold", untold, answer),
        _line("source_nothing", answer.silent, answer),
        say("source_unasked", answer.language, count=answer.unasked) if answer.unasked else "",
    )
    return [line for line in lines if line]


def _line(key: str, of: Sequence[SourceAnswer], answer: Answer) -> str:
    if not of:
        return ""
    if len(of) > _NAMED:
        whole = len(of) == len(answer.by_source) and not answer.unasked
        return say(f"{key}_all" if whole else f"{key}_many", answer.language, count=len(of))
    return say(key, answer.language, names="; ".join(one.called for one in of))
