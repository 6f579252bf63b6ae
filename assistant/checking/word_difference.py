"""Two wordings in, what differs between them word by word out: changed, left out, added.

Words are compared as `folding` folds them, so that a capital letter or a dash's shape is no difference here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from assistant.checking.nearest_passage import Token, tokens


class How(StrEnum):
    CHANGED = "changed"
    LEFT_OUT = "left out"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """`draft`: the quotation's words, "" where it left some out. `report`: the report's, "" where some were added.

    Both are cut from the text that they stand in.
    """

    how: How
    draft: str
    report: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two wordings laid beside each other: `how` they differ there, None where they do not.

    `draft`, `report`: what each says there with the white space before it, cut from it; "" where it says nothing.
    """

    how: How | None
    draft: str
    report: str


def woven(draft: str, printed: str) -> tuple[Piece, ...]:
    """Both wordings from beginning to end, stretch by stretch."""
    ours, theirs = tokens(draft), tokens(printed)
    found = []
    for step in Levenshtein.opcodes([token.key for token in ours], [token.key for token in theirs]):
        said = _cut(draft, ours, step.src_start, step.src_end)
        stands = _cut(printed, theirs, step.dest_start, step.dest_end)
        how = None if step.tag == "equal" else How.CHANGED if said and stands else How.ADDED if said else How.LEFT_OUT
        found.append(Piece(how, said, stands))
    return tuple(found)


def differences(draft: str, printed: str) -> tuple[Difference, ...]:
    """In the order of the text; empty where only what `folding` folds away differs."""
    return tuple(
        Difference(piece.how, piece.draft.strip(), piece.report.strip())
        for piece in woven(draft, printed)
        if piece.how is not None
    )


def _cut(text: str, found: list[Token], start: int, end: int) -> str:
    """The words from token `start` to before `end`, with the gap before them."""
    if start == end:
        return ""
    begin = found[start - 1].span.end if start else found[start].span.start
    return text[begin : found[end - 1].span.end]
