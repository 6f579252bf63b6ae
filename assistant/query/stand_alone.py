"""A piece of text in, whether it asks by itself out, and what is left of it without the manner of a talk.

"Ok thanks. And in Libya?" is a piece of a question, "Which missions dealt with Libya?" is one.
"""

from __future__ import annotations

from assistant.query.phrasebook import asked_in_any, asked_with, without_lead
from assistant.query.query import Query
from assistant.query.rewriting import bare

LONGEST_FRAGMENT = 6  # words: a longer question without a verb of its own is still a question
_ASKING = ("count", "who", "when", "why_how", "set", "contact")


def courtesy_apart(text: str) -> str:
    """ "ok thanks. And in Libya?" without the thanks; the text itself where nothing else stands in it."""
    rest = without_lead("courtesy", text)
    said, colon, asked = rest.partition(":")  # "… then I'll leave you in peace: and covid there?"
    of_oneself = colon and rest != text and "?" not in said and asked_with("oneself").match(said)
    return asked.strip() if of_oneself else rest


def fragment_of(text: str, question: Query, language: str) -> str:
    """What a piece of a question names: "Libya" of "and in Libya, how many?"; "" where the question asks by itself."""
    fragment = bare(without_lead("lead", text))
    led = len(fragment) < len(bare(text))
    if not fragment or len(fragment.split()) > LONGEST_FRAGMENT or asks(fragment, language):
        return ""
    alone = language != "en" or (question.mentions and not question.clauses)
    return fragment if led or (alone and not opens(fragment)) else ""


def leans(text: str, language: str) -> bool:
    """Whether a question cannot be asked alone: it goes on ("and …") or points ("what explains that"). A few words that
    do neither are a question of their own: "vacancy rates of international staff"."""
    return without_lead("lead", text) != text or bool(asked_with("follow_up.points", language).search(text))


def asks(text: str, language: str) -> bool:
    """Whether a text is a question of its own, not a piece of one."""
    kinds = ("asks_by_itself",) if language == "en" else _ASKING
    return any(asked_with(kind, language).search(text) for kind in kinds)


def opens(text: str) -> bool:
    """Whether a question's first word asks for more than yes or no; in Chinese, which asks in the middle, any word."""
    return bool(asked_in_any("opening").match(text.lstrip(" ¿")) or asked_with("opening", "zh").search(text))
