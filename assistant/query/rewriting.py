"""What earlier turns leave behind and a follow-up's words in, the words with it put in its place out.

When something is carried over is for the rules to say: the files `follow_up_*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.knowledge import frame
from assistant.query.query import Query, places_in
from index.tokens import STOP_WORDS, stem, words

_THAT_PLACE = r"(?:that|this|the same|said)\s+(?:mission|country|operation|place|team|component|office)"
THOSE_PLACES = (
    r"(?:(?:all\s+(?:of\s+)?)?(?:those|these)|both|all\s+the)\s+"
    r"(?:missions|countries|operations|places|teams|components)"
)
_THERE = r"(?<!is )(?<!are )(?<!was )(?<!were )there"  # not "is there a contact?"
PLACE = re.compile(
    rf"\b(?:{_THAT_PLACE}|{THOSE_PLACES}|{_THERE}|"
    r"(?:its|their|his|her|hers)|it|they|them|she|he|him)\b"
    r"|\bthe mission\b(?!\s+(?:in|of|for|to))",
    re.IGNORECASE,
)
# They stand where something is said of several.
SEVERAL = re.compile(rf"\b(?:{THOSE_PLACES}|they|them|their|both)\b", re.IGNORECASE)
SAME_PLACE = re.compile(
    rf"\b(?:{_THAT_PLACE}|{THOSE_PLACES}|it|its|they|them|their|{_THERE})\b|\bthe mission\b", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"^(?:(?:in|at|for|with|from|by|of|en|au|aux|à|dans|pour|в|во|для|о|об)\s+|و?في\s+|و?عن\s+|في\s+)", re.IGNORECASE
)
_END = " ?.!؟？。"


def ended(text: str) -> str:
    """The text without the stop at its end, to be gone on with."""
    return text.rstrip(_END)


def bare(text: str) -> str:
    """A piece of a question without blanks and stops around it."""
    return text.strip(f"{_END}¿¡,")


def at_missions(subject: str, missions: frozenset[str]) -> str:
    return f"{subject} in {' & '.join(sorted(missions))}" if missions else subject


def without_places(text: str) -> str:
    for mention in reversed(places_in(text)):
        text = (
            re.sub(r"(?:\b(?:in|at|of|for|by|from|with)\s+)?(?:the\s+)?$", "", text[: mention.span.start])
            + text[mention.span.end :]
        )
    return " ".join(text.replace("()", "").split())


def named_in(text: str) -> str:
    """The places that a text names, as it names them, joined by "and"."""
    return " and ".join(text[place.span.start : place.span.end] for place in places_in(text))


def joined(missions: Iterable[str]) -> str:
    """Missions as a question names several: "UNAMA & UNAMI"."""
    return " & ".join(sorted(missions))


def without_preposition(fragment: str) -> str:
    """ "in Libya", "en Libye" without the small word before the name."""
    return _PREPOSITION.sub("", fragment)


def with_place(text: str, fragment: str, before: Query) -> str:
    """The last question about another mission."""
    name = without_preposition(fragment)
    if not before.mentions:
        return f"{ended(text)} – {fragment}?"
    first = before.mentions[0].span
    for mention in reversed(before.mentions[1:]):
        text = text[: mention.span.start].rstrip(" ,&") + text[mention.span.end :]
    return text[: first.start] + name + text[first.end :]


def with_subject(text: str, fragment: str, before: Query) -> str:
    """The last question about another subject."""
    subject = re.sub(r"^(?:on|about|for|against|with|the)\s+", "", fragment, flags=re.IGNORECASE)
    said = [concept.word for concept in before.concepts if concept.word in text]
    if said and not before.mentions and not before.wants and not own_words(text, stems_of(" ".join(said))):
        return subject  # the last question was nothing but its subject
    if not said:
        return f"{ended(text)} – {fragment}?"
    start = min(text.index(word) for word in said)
    end = max(text.rindex(word) + len(word) for word in said)
    lost = [text[found.span.start : found.span.end] for found in before.mentions if start < found.span.start < end]
    return text[:start] + " – ".join([subject, *lost]) + text[end:]


def pointing_at(text: str, carried: frozenset[str]) -> str:
    """The question with the name in the place of the word that points: "who leads it?" becomes "who leads UNAMA?"."""
    mission = joined(carried)
    named = False

    def name(match: re.Match[str]) -> str:
        nonlocal named
        word = match[0].lower()
        if named and word != "there":
            return match[0]
        named = True
        if word == "there":
            return f"in {mission}"
        return f"{mission}'s" if word in ("its", "their", "his", "her", "hers") else mission

    return PLACE.sub(name, text)


def own_words(text: str, besides: frozenset[str]) -> frozenset[str]:
    """Stems of the words with which a text names a subject."""
    return frozenset(
        stem(word)
        for word in words(text)
        if word not in STOP_WORDS and stem(word) not in frame("light") and stem(word) not in besides
    )


def stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))
