"""A piece of text in, whether it asks by itself out, and what is left of it without the manner of a talk.

"Ok thanks. And in Libya?" is a piece of a question, "Which missions dealt with Libya?" is one.
"""

from __future__ import annotations

import re

from assistant.query.interrogatives import opens
from assistant.query.phrasebook import asked_with
from assistant.query.query import Query
from assistant.query.rewriting import bare

LONGEST_FRAGMENT = 6  # words: a longer question without a verb of its own is still a question
_COURTESY = re.compile(
    r"^(?:(?:ok(?:ay)?|thanks?(?:\s+you)?(?:\s+(?:a lot|so much|very much))?|thx|great|perfect|good|fine|nice|right|"
    r"alright|i see|got it|hm+|well|merci|gracias|спасибо|شكرا|谢谢|"
    r"(?:keep|make)\s+it\s+(?:short|brief|quick|simple)|(?:one\s+)?last\s+(?:one|question|thing)(?=\s*[,:]))\b[\s,.!;:–-]*)+",
    re.IGNORECASE,
)
# "… then I'll leave you in peace: and covid there?"
_OF_ONESELF = re.compile(r"^(?:(?:then|and|so)\s+)?(?:i['’](?:ll|m|ve|d)|i|we)\b[^:?]*:\s*", re.IGNORECASE)
_MANNER = re.compile(
    r"^(?:(?:and|but|so|then|now|ok|please|pls|no|also|et|y|e|а|и|i\s+mean|i\s+meant|i\s+want|can\s+you|could\s+you|let['’]s)"
    r"\b[\s,]*)*",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:(?:and|but|so|also|then|now|or|et|y|e|а|и|و)\b[\s,]*)*"
    r"(?:(?:what|how)\s+about|(?:the\s+)?same\s+(?:for|question for)|what of|and|et|y|¿y|qu['’]en est-il de|"
    r"и\s+что|а\s+что|ماذا عن|那么?)?\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|can|could|will|would|"
    r"should|list|show|give|tell|name|any)\b",
    re.IGNORECASE,
)
# A verb of its own: such a text is a question, not a piece of one.
_VERB = re.compile(
    r"\b(?:did|does|do|has|have|had|is|are|was|were|can|could|will|would|should|list|show|give|tell|everything|all)\b",
    re.IGNORECASE,
)


def courtesy_apart(text: str) -> str:
    """ "ok thanks. And in Libya?" without the thanks; the text itself where nothing else stands in it."""
    rest = _COURTESY.sub("", text).strip()
    return _OF_ONESELF.sub("", rest) if rest and rest != text else rest or text


def manner_apart(text: str) -> str:
    """ "and now please drop …" without what comes before the verb."""
    return _MANNER.sub("", text)


def fragment_of(text: str, question: Query, language: str) -> str:
    """What a piece of a question names: "Libya" of "and in Libya, how many?"; "" where the question asks by itself."""
    fragment = bare(LEAD.sub("", text))
    led = len(fragment) < len(bare(text))
    if not fragment or len(fragment.split()) > LONGEST_FRAGMENT or asks(fragment, language):
        return ""
    alone = language != "en" or (question.mentions and not question.clauses)
    return fragment if led or (alone and not opens(fragment)) else ""


def asks(text: str, language: str) -> bool:
    """Whether a text is a question of its own, not a piece of one."""
    if language == "en":
        return bool(_ASKS.search(text))
    return any(
        asked_with(kind, language).search(text) for kind in ("count", "who", "when", "why_how", "set", "contact")
    )


def has_verb(text: str) -> bool:
    """Whether an English text has a verb that asks or says."""
    return bool(_VERB.search(text))
