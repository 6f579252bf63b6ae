"""Further's own sentences, in the six languages of the United Nations. None of them is the report's words."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from assistant.knowledge import themes
from corpus.missions import Mention, country_name
from corpus.regions import region_name


def say(key: str, language: str, **parts: object) -> str:
    """The sentence `key` in `language`, e.g. say("not_said", "fr"); English where it has none."""
    known = _sentences()[key]
    return known.get(language, known["en"]).format(**parts)


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


@cache
def _sentences() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name in ("messages.json", "briefing.json"):
        found |= json.loads(resources.files("assistant").joinpath("knowledge", name).read_text(encoding="utf-8"))
    return found
