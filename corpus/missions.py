"""UN field missions: what a text names, by acronym, full name or country. The table is ours and is never quoted.

A text in, the missions it names out, each with where it is named. `UNSONM` names UNSOM because the table says that it
is printed so; other slips are a question's own and are mended before it comes here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from corpus.report import Span

_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
# In their writing, words are glued together. A letter of each, by which a text is known to hold some.
_GLUED = {"arabic": _ARABIC_LETTER, "chinese": re.compile(r"[\u3040-\u9fff]")}
_WORD = re.compile(r"[^\W\u3040-\u9fff]+")  # Chinese letters may be glued to it
TABLE_OF = "2026-11-22"  # when missions.json was last gone through: a mission that ended since is still open in it
_LONGEST_CLITIC = 4  # letters: "and", "with", "the"
_ARABIC_CLITICS = r"(?:و|ف)?(?:بال|كال|لل|ال|ب|ل|ك)?"


# A name as written or in lower case -> the missions it means, and the country's ISO code where it is a country's.
_Names = dict[str, tuple[frozenset[str], str | None]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Names of one kind, and what each means. `lettered`: by their first word in lower case, longest first; one that is
    kept with capitals counts as it is written. `glued`: those of each writing that glues words together."""

    meant: _Names
    lettered: Mapping[str, Sequence[str]]
    glued: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Mission:
    """`countries`: ISO 3166 codes. `years`: first, last (None: still deployed, or not known). `regional`: of many."""

    acronym: str
    spellings: tuple[str, ...]
    name: str
    name_fr: str | None
    countries: tuple[str, ...]
    years: tuple[int | None, int | None]
    successor: str | None
    regional: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name one or several missions: an acronym, a full name, or a country (then all its missions).

    `country` is its ISO code, `region` a region's key (`regions.py`); both None where a mission itself is named.
    `span` counts in the text that was searched.
    """

    missions: frozenset[str]
    span: Span
    country: str | None = None
    region: str | None = None

    @property
    def direct(self) -> bool:
        """Whether a mission itself is named, not a place."""
        return self.country is None and self.region is None


@cache
def missions() -> dict[str, Mission]:
    """All missions by acronym."""
    return {
        row["acronym"]: Mission(
            acronym=row["acronym"],
            spellings=(row["acronym"], *row["other_spellings"]),
            name=row["name_en"],
            name_fr=row["name_fr"],
            countries=tuple(row["country_iso"]),
            years=(row["years"][0], row["years"][1]),
            successor=row["successor"],
            regional=bool(row.get("regional")),
        )
        for row in _table("missions.json")
    }


def country_name(iso: str, language: str = "en") -> str:
    """The country's usual short name, e.g. ("ML", "fr") -> Mali."""
    return _countries()[iso]["names"].get(language, [iso])[0]  # type: ignore[no-any-return]


def missions_of(iso: str) -> frozenset[str]:
    """A country's own missions; the regional ones only where it has none of its own."""
    own = [mission for mission in missions().values() if iso in mission.countries]
    return frozenset(mission.acronym for mission in own if not mission.regional) or frozenset(
        mission.acronym for mission in own
    )


def mentions(text: str, *, loosely: bool = False) -> list[Mention]:
    """What `text` names, in its order, longest name first where names overlap.

    `loosely`: a question, where an acronym may be typed in lower case. In a report it counts in capitals only.
    """
    return list(_mentions(text, loosely))


def missions_named(texts: Iterable[str]) -> frozenset[str]:
    """Acronyms of the missions that texts name themselves: a country names none here."""
    return frozenset().union(
        *(mention.missions for text in texts for mention in mentions(text) if mention.country is None)
    )


@lru_cache(maxsize=256)  # a question's words are looked at by several rooms
def _mentions(text: str, loosely: bool) -> tuple[Mention, ...]:
    found: list[Mention] = []
    text = text.replace("’", "'").replace("İ", "I")  # whose lower case is two characters
    words = [(match[0].lower(), match.start()) for match in _WORD.finditer(text)]
    scripts = [script for script in _GLUED if _GLUED[script].search(text)]
    for kind in _kinds(loosely):
        glued = (match.span("name") for script in scripts for match in kind.glued[script].finditer(text))
        for start, end in chain(_lettered(text, words, kind.lettered), glued):
            meant = _looked_up(text[start:end], kind.meant)
            if meant:
                _add(found, Mention(meant[0], Span(start, end), meant[1]))
    return tuple(sorted(found, key=lambda mention: mention.span))


def _lettered(
    text: str, words: Sequence[tuple[str, int]], names: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int]]:
    """Where names stand, from left to right, the longest at each place. `words`: each in lower case, and its start."""
    lower, done = text.lower(), 0
    for word, start in words:
        if word not in names or start < done or text[start - 1 : start] == "-":
            continue
        for name in names[word]:
            said = lower if name == name.lower() else text
            if said.startswith(name, start) and not _WORD.match(text, start + len(name)):
                done = start + len(name)
                yield start, done
                break


def _looked_up(name: str, names: _Names) -> tuple[frozenset[str], str | None] | None:
    """What a matched name means; an Arabic one also without the article and prepositions glued to it."""
    bare = [name[cut:] for cut in range(1, _LONGEST_CLITIC + 1)] if _ARABIC_LETTER.match(name) else []
    for key in (name, name.casefold(), *bare):
        if key in names:
            return names[key]
    return None


def _add(found: list[Mention], mention: Mention) -> None:
    clash = [other for other in found if other.span.meets(mention.span)]
    if any(len(other.span) >= len(mention.span) for other in clash):
        return
    for other in clash:
        found.remove(other)
    found.append(mention)


@cache
def single_names() -> frozenset[str]:
    """Every acronym and every word of a country's English name, in lower case: what a slip of the keyboard may mean."""
    countries = (name for row in _countries().values() for name in row["names"]["en"])
    written = [*_acronym_table(), *countries]
    return frozenset(
        word.casefold()
        for name in written
        for word in name.split()
        if word.isascii() and word.isalpha() and len(word) > 3
    )


@cache
def _acronym_table() -> _Names:
    out: _Names = {}
    for mission in missions().values():
        for spelling in mission.spellings:
            for key in (spelling, spelling.casefold()):
                known = out.get(key, (frozenset(), None))[0]
                out[key] = (known | {mission.acronym}, None)
    # An acronym that is one mission's own name is never another's alias.
    for acronym in missions():
        out[acronym] = out[acronym.casefold()] = (frozenset({acronym}), None)
    return out


@cache
def _name_table() -> _Names:
    return {
        name.casefold().replace("’", "'"): (frozenset({mission.acronym}), None)
        for mission in missions().values()
        for name in (mission.name, mission.name_fr)
        if name
    }


def _names_of(country: dict[str, Any]) -> Iterator[str]:
    """What a country is called in any language, and places in it."""
    return chain(*country["names"].values(), country["places"])


@cache
def _place_table() -> _Names:
    sure: _Names = {}
    unsure: _Names = {}
    for row in _countries().values():
        meant = (missions_of(row["iso"]), row["iso"])
        for name in _names_of(row):
            where = unsure if name in row["ambiguous"] else sure
            where.setdefault(name.casefold().replace("’", "'"), meant)
    return unsure | sure


@cache
def _kinds(loosely: bool) -> tuple[_Kind, ...]:
    acronyms = {spelling for mission in missions().values() for spelling in mission.spellings}
    places = {name for row in _countries().values() for name in _names_of(row)}
    # Short ambiguous names ("CAR", "Chad") count as they are written in the table, capitals and all.
    short = {name for row in _countries().values() for name in row["ambiguous"] if name.isascii() and len(name) <= 3}
    return (
        _kind(acronyms, _acronym_table(), as_written=set() if loosely else acronyms),
        _kind(_name_table(), _name_table()),
        _kind(places, _place_table(), as_written=short),
    )


def _kind(names: Collection[str], meant: _Names, as_written: Collection[str] = ()) -> _Kind:
    lettered: dict[str, list[str]] = {}
    glued: dict[str, list[str]] = {script: [] for script in _GLUED}
    for name in sorted(names, key=len, reverse=True):
        plain = name.replace("’", "'")
        if (script := _script(plain)) in _GLUED:
            glued[script].append(plain)
        else:
            first = _WORD.findall(plain)[0].lower()
            lettered.setdefault(first, []).append(plain if name in as_written else plain.lower())
    return _Kind(meant, lettered, {script: re.compile(alternatives(keys)) for script, keys in glued.items()})


def _script(name: str) -> str:
    return next((script for script in _GLUED if _GLUED[script].search(name)), "")


def alternatives(keys: Iterable[str]) -> str:
    """The words of a pattern of names with the group `name`, longest first. Chinese has no word borders; Arabic glues
    articles and prepositions on."""
    ordered = sorted((key.replace("’", "'") for key in keys), key=len, reverse=True)
    of = {script: [re.escape(key) for key in ordered if _script(key) == script] for script in ("", *_GLUED)}
    # A name in Latin letters may be glued to Chinese ones, which are word characters too.
    border = r"[^\W\u3040-\u9fff]"
    parts = [rf"(?<!{border})(?<!-)(?:{'|'.join(of[''])})(?!{border})"] if of[""] else []
    if of["arabic"]:
        parts.append(rf"(?<!\w)(?<=\b){_ARABIC_CLITICS}(?:{'|'.join(of['arabic'])})(?!\w)")
    parts += of["chinese"]
    return rf"(?P<name>{'|'.join(parts or ['(?!)'])})"


@cache
def _countries() -> dict[str, dict[str, Any]]:
    return {row["iso"]: row for row in _table("countries.json")}


def _table(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(resources.files("corpus").joinpath(name).read_text(encoding="utf-8"))
    return rows
