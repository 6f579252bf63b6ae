"""An English question in, whether it asks for one fact out: a time, something that is to be told apart by its noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.query.phrasebook import asked_with
from assistant.query.set_questions import is_listed
from assistant.query.subject import is_frame
from index.tokens import STOP_WORDS

_PARTICULAR = re.compile(
    r"(?:(?<!\bin )(?<!\bof )(?<!\bto )(?<!\bby )(?<!\bfor )(?<!\bfrom )(?<!\bwith )\b(?:which|what|whose)"
    r"|(?:^|[.?!,;:]\s*|\b(?:please|you|to|and|or)\s+)(?:list|name|give me|tell me)(?:\s+all)?(?:\s+of)?(?:\s+the)?)\s+"
    r"(?P<noun>[\w’'-]+(?:\s+[\w’'-]+){0,2})",
    re.IGNORECASE,
)
# "What is the name of the Inspector General?", "what was the result of the trials?"
_NAME_OF = re.compile(
    r"\bwhat\s+(?:is|was|are|were)\s+the\s+(?:names?|identity|rank|amount|dates?|reasons?|results?|outcomes?|verdicts?)\b"
    r"(?!\s+of\s+(?:the\s+)?(?:missions?|case))",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\bwhen\s+(?:exactly\s+|precisely\s+)?(?:did|do|does|was|were|is|are|will|has|have|had|and|or)\b|\bwhen\W*$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"\bwhen\b", re.IGNORECASE)


def asks_when(text: str) -> bool:
    """Whether an English question asks for a time: "when was it founded?", not "what was done when people marched?"."""
    if _WHEN.search(text):
        return True
    return bool(asked_with("when", "en").search(_CONJUNCTION.sub(" ", text)))


def asks_for_one_fact(text: str) -> bool:
    """Whether an English question is for something in particular: "which law …", "list the organisations …", not "what
    did …", "what work …" or "which UN missions …"."""
    return noun_asked_for(text) is not None or bool(_NAME_OF.search(text))


def noun_asked_for(text: str) -> str | None:
    """The noun that an English question asks to be told apart: "armed groups" of "which armed groups did …"; None where
    it asks for none."""
    found = (match["noun"].split() for match in _PARTICULAR.finditer(text))
    particular = next((noun for noun in found if _is_particular(noun)), None)
    return " ".join(takewhile(lambda word: word.lower() not in STOP_WORDS, particular)) if particular else None


def _is_particular(noun: Sequence[str]) -> bool:
    first = noun[0].lower()
    return first not in STOP_WORDS and not is_frame(first) and not any(is_listed(word.lower()) for word in noun)
