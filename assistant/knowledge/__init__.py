"""What we know of UN language, apart from any document: synonyms, acronyms, themes, terms.

All of it is ours and never stands in quotation marks. It is general: nothing here is written for one document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from assistant.knowledge.phrases import any_of
from index.tokens import stems, stems_in, stems_in_any

Form = tuple[str, ...]  # stems that must all stand in a text

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
# Words of nearly every UN name: they tell no name from another.
_EVERY_NAME = frozenset({"unit", "nation", "un", "intern"})


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme tag. `forms`: word families that decide in an English text; `asked_as`: its words in other languages."""

    key: str
    label: dict[str, str]
    words: tuple[str, ...]
    asked_as: dict[str, tuple[str, ...]]


@cache
def synonyms() -> dict[Form, tuple[Form, ...]]:
    """Stems of a word or phrase -> all word families that mean the same or are kinds of it, itself among them."""
    out: dict[Form, tuple[Form, ...]] = {}
    for group in _table("synonyms.json"):
        forms = tuple(dict.fromkeys(form for phrase in group if (form := _form(phrase))))
        for form in forms:
            out[form] = tuple(dict.fromkeys((*out.get(form, ()), *forms)))
    for row in _table("narrower.json"):  # one way: who asks for outbreaks gets Ebola, who asks for Ebola no cholera
        kinds = tuple(_form(phrase) for phrase in row["kinds"])
        for form in map(_form, row["general"]):
            out[form] = tuple(dict.fromkeys((*out.get(form, (form,)), *kinds)))
    return out


@cache
def of_persons() -> frozenset[Form]:
    """Stems of words for what is known of a person beside name, office and address: a deputy, a salary, an age."""
    phrases = [word for area in _table("subjects.json") if area["area"] == "administration" for word in area["words"]]
    return frozenset(form for phrase in phrases if (form := _form(phrase)))


@cache
def subjects() -> frozenset[Form]:
    """Stems of words and phrases for what UN work is about: a set that is asked for with one of them must be about it.
    Words of themes are among them."""
    phrases = [phrase for area in _table("subjects.json") for phrase in area["words"]]
    phrases += [phrase for theme in themes().values() for phrase in theme.words]
    return frozenset(form for phrase in phrases if (form := _form(phrase)))


@cache
def acronyms() -> dict[str, tuple[str, ...]]:
    """Acronym in lower case -> what it stands for, in English, most usual first."""
    out: dict[str, tuple[str, ...]] = {}
    for row in _table("acronyms.json"):
        meanings = [row["full_en"], *row.get("other_meanings", [])]
        out[row["acronym"].casefold()] = tuple(
            meaning if isinstance(meaning, str) else meaning["full_en"] for meaning in meanings if meaning
        )
    return out


@cache
def acronym_forms() -> dict[str, Form]:
    """Acronym in lower case -> stems of its full name that tell it from others."""
    out = {}
    for acronym, meanings in acronyms().items():
        form = tuple(dict.fromkeys(found for found in stems(meanings[0]) if found not in _EVERY_NAME))
        if form:
            out[acronym] = form
    return out


@cache
def themes() -> dict[str, Theme]:
    return {
        row["key"]: Theme(
            row["key"],
            row["label"],
            tuple(row["words"]),
            {language: tuple(found) for language, found in row["asked_as"].items()},
        )
        for row in _table("themes.json")
    }


def themes_in(text: str, language: str) -> tuple[str, ...]:
    """Keys of the themes that a question in `language` (not English) names; in other endings than our table's where it
    names none in these."""
    found = tuple(key for key, pattern in _theme_patterns(language).items() if pattern.search(text))
    if found or language == "zh":
        return found
    said = f" {' '.join(stems_in(text, language))} "
    return tuple(key for key, forms in _theme_forms(language).items() if any(form in said for form in forms))


def themes_said(texts: Iterable[str]) -> tuple[str, ...]:
    """Keys of the themes of which documents say a word, in the order of our table."""
    said = stems_in_any(texts)
    return tuple(
        key for key, theme in themes().items() if any(set(stems(word)) <= said for word in theme.words if stems(word))
    )


def terms_in(text: str, language: str) -> tuple[tuple[str, Form], ...]:
    """Terms of UN work that a question in `language` (not English) names, each as our table has it in that language,
    with the stems of its English; the longest where one stands within another."""
    said = text.casefold() if language == "zh" else f" {' '.join(stems_in(text, language))} "
    found: list[tuple[str, Form]] = []
    for form, phrase, english in _terms(language):
        if form in said:
            said = said.replace(form, " | ")
            found.append((phrase, english))
    return tuple({english: (phrase, english) for phrase, english in reversed(found)}.values())


@cache
def _terms(language: str) -> tuple[tuple[str, str, Form], ...]:
    """What to look for, the phrase, and its English as stems; the longest first."""
    rows = []
    for term in _table("terms.json"):
        for phrase in term.get(language, ()):
            form = phrase.casefold() if language == "zh" else f" {' '.join(stems_in(phrase, language))} "
            rows.append((form, phrase, _form(term["en"])))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _theme_patterns(language: str) -> dict[str, re.Pattern[str]]:
    return {key: any_of(theme.asked_as[language]) for key, theme in themes().items() if theme.asked_as.get(language)}


@cache
def _theme_forms(language: str) -> dict[str, tuple[str, ...]]:
    """For each theme its words in `language`, as stems between blanks."""
    return {
        key: tuple(f" {' '.join(stems_in(phrase, language))} " for phrase in theme.asked_as.get(language, ()))
        for key, theme in themes().items()
    }


@cache
def theme_pattern(key: str) -> re.Pattern[str]:
    """The words that decide for a theme in an English text; the words are stems, so they may go on."""
    found = "|".join(re.escape(word) for word in sorted(themes()[key].words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{found})", re.IGNORECASE)


@cache
def words_of_synonyms() -> frozenset[str]:
    """In lower case, as our table has them."""
    said = (word for group in _table("synonyms.json") for phrase in group for word in phrase.lower().split())
    return frozenset(word for word in said if word.isalpha())


def _form(phrase: str) -> Form:
    return tuple(dict.fromkeys(stems(phrase)))


@cache
def _table(name: str) -> Any:
    return json.loads(resources.files("assistant").joinpath("knowledge", name).read_text(encoding="utf-8"))
