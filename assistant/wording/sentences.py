"""Further's own sentences, in the six languages of the United Nations. None of them is the report's words."""

from __future__ import annotations

import re

from assistant.knowledge import themes
from assistant.wording import in_number, wording
from corpus.missions import Mention, Mission, country_name
from corpus.regions import region_name

_ISOLATE, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_LATIN, _SIGN = re.compile(r"[A-Za-z]"), re.compile(r"[][(){}<>.,;:/]")


def say(key: str, language: str, **parts: object) -> str:
    """The sentence `key` in `language`, e.g. say("not_said", "fr"); English where it has none."""
    return _said("messages", key, language, parts)


def say_as_page(key: str, language: str, **parts: object) -> str:
    """One of the sentences that the page says, in a file that stands for it."""
    return _said("page", key, language, parts)


def _said(folder: str, key: str, language: str, parts: dict[str, object]) -> str:
    sentences = wording(folder)
    if language == "ar":
        parts = {name: _isolated(part) for name, part in parts.items()}
    return in_number(sentences.get(language, sentences["en"]), key, parts.get("count")).format(**parts)


def _isolated(part: object) -> object:
    """What is of another script, with signs that have no direction of their own, stands isolated in a sentence that
    runs from right to left: its brackets and full stops would jump to its other end."""
    jumps = isinstance(part, str) and _LATIN.search(part) and _SIGN.search(part)
    return f"{_ISOLATE}{part}{_POP}" if jumps else part


def names_of(mentions: tuple[Mention, ...], language: str) -> str:
    """Missions and countries as a reader of `language` calls them."""
    return ", ".join(dict.fromkeys(_name_of(mention, language) for mention in mentions))


def _name_of(mention: Mention, language: str) -> str:
    if mention.region:
        return region_name(mention.region, language)
    return country_name(mention.country, language) if mention.country else "/".join(sorted(mention.missions))


def subject_of(words: tuple[str, ...], language: str) -> str:
    """What chose the members of a set: the question's own words, or a theme's label."""
    labels = themes()
    return " / ".join(labels[word].label[language] if word in labels and language != "en" else word for word in words)


def mission_years(mission: Mission, language: str) -> str:
    """Since when it has been there, or from when until when it was, as our table has it."""
    first, last = mission.years
    if first is None:
        return say("brief_box_years_unknown", language)
    if last is None:
        return say("brief_box_since", language, first=first)
    return say("brief_box_ended", language, first=first, last=last)
