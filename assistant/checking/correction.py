"""An altered quotation in, the fewest changes that make its words exact out, or none where that is not certain.

Certain is what the checker itself then calls exact. Where the draft marks what it left out or says in brackets of its
own, that stays if it may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.checker import Checker, Outcome, Verdict
from assistant.checking.verbatim import bare
from assistant.checking.word_difference import How, woven
from corpus.note_calls import without_calls

_CERTAIN = 0.7  # of the quotation's weight that the nearest passage says in order: one word of three or four may differ
_DRAFTS_OWN = re.compile(r"[\[\]…]|\.\s?\.\s?\.")
_DOUBLE = str.maketrans({"“": "‘", "„": "‘", "”": "’", "«": "‘", "»": "’", '"': "’"})


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands from `start` to before `end` of a quotation becomes `words`."""

    start: int
    end: int
    words: str


def correction(verdict: Verdict, checker: Checker) -> tuple[Edit, ...]:
    """In the order of the quotation; empty where its words are exact, absent or not certainly those of one passage."""
    if verdict.nearest is None or verdict.nearest.score < _CERTAIN:
        return ()
    edits = _edits(verdict.text, without_calls(verdict.nearest.quote.text))
    fewer = [edit for edit in edits if not _DRAFTS_OWN.search(verdict.text[edit.start : edit.end])]
    for tried in (fewer, edits):
        if tried and checker.check(edited(verdict.text, tried)).outcome is Outcome.EXACT:
            return tuple(tried)
    return ()


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the changes made."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def _edits(text: str, printed: str) -> list[Edit]:
    words = bare(text)
    first = at = text.find(words)
    found: list[Edit] = []
    for piece in woven(words, printed):
        end = at + len(piece.draft)
        if piece.how is not None:
            found.append(_edit(text, at, end, piece.report, piece.how))
        at = end
    # The gap of what comes or goes at the beginning stands behind it.
    if found and found[0].start == first and not found[0].words:
        end = found[0].end
        found[0] = Edit(first, end + len(text[end:]) - len(text[end:].lstrip()), "")
    elif found and found[0].end == first:
        found[0] = Edit(first, first, f"{found[0].words} ")
    return found


def _edit(text: str, start: int, end: int, report: str, how: How) -> Edit:
    """White space that both have before their words stays as it is; the report's line ends are spaces."""
    # Within a quotation's marks the report's own marks are single ones.
    words = re.sub(r"\s+", " ", report).translate(_DOUBLE)
    if how is How.CHANGED:
        gap = len(text[start:end]) - len(text[start:end].lstrip())
        if bool(gap) == words.startswith(" "):
            start, words = start + gap, words.lstrip()
    return Edit(start, end, words)
