"""Two wordings in, what differs between them word by word out: changed, left out, added.

Words are compared as `folding` folds them, so that a capital letter or a dash's shape is no difference here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from assistant.likeness import Token, tokens


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


def differences(draft: str, printed: str) -> tuple[Difference, ...]:
    """In the order of the text; empty where only what `folding` folds away differs."""
    ours, theirs = tokens(draft), tokens(printed)
    found = []
    for step in Levenshtein.opcodes([token.key for token in ours], [token.key for token in theirs]):
        if step.tag == "equal":
            continue
        said = _cut(draft, ours[step.src_start : step.src_end])
        stands = _cut(printed, theirs[step.dest_start : step.dest_end])
        how = How.CHANGED if said and stands else How.ADDED if said else How.LEFT_OUT
        found.append((how, said, stands, step.src_start, step.dest_start))
    return tuple(Difference(how, said, stands) for how, said, stands, _, _ in found)


def _cut(text: str, run: list[Token]) -> str:
    return text[run[0].span.start : run[-1].span.end] if run else ""
