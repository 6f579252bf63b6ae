"""UN field missions: what a text names, by acronym, full name or country. The table is ours and is never quoted.

A text in, the missions it names out, each with where it is named. `UNSONM` names UNSOM because the table says that it
is printed so; other slips are a question's own and are mended before it comes here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from corpus.report import Span

_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
# Names of each lie in letters of their own. A letter of each, by which a text is known to hold some.
_SCRIPTS = {
    "latin": re.compile(r"[a-zA-Z\u00c0-\u024f]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": _ARABIC_LETTER,
    "chinese": re.compile(r"[\u3040-\u9fff]"),
}
TABLE_OF = "2026-11-22"  # when missions.json was last gone through: a mission that ended since is still open in it
_LONGEST_CLITIC = 4  # letters: "and", "with", "the"
_ARABIC_CLITICS = r"(?:و|ف)?(?:بال|كال|لل|ال|ب|ل|ك)?"


# A name as written or in lower case -> the missions it means, and the country's ISO code where it is a country's.
_Names = dict[str, tuple[frozenset[str], str | None]]


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
    text = text.replace("’", "'")
    written = [script for script in _SCRIPTS if _SCRIPTS[script].search(text)]
    for pattern, names in (
        (_acronyms(loosely), _acronym_table()),
        (_names(), _name_table()),
        *((_places(script), _place_table()) for script in written),
    ):
        for match in pattern.finditer(text):
            meant = _looked_up(match["name"], names)
            if meant:
                _add(found, Mention(meant[0], Span(match.start("name"), match.end("name")), meant[1]))
    return tuple(sorted(found, key=lambda mention: mention.span))


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
def _acronyms(loosely: bool) -> re.Pattern[str]:
    keys = {spelling for mission in missions().values() for spelling in mission.spellings}
    return _any_of(keys, re.IGNORECASE if loosely else 0)


@cache
def _name_table() -> _Names:
    return {
        name.casefold().replace("’", "'"): (frozenset({mission.acronym}), None)
        for mission in missions().values()
        for name in (mission.name, mission.name_fr)
        if name
    }


@cache
def _names() -> re.Pattern[str]:
    return _any_of(_name_table(), re.IGNORECASE)


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
def _places(script: str) -> re.Pattern[str]:
    """The names in one script: in few texts stands more than one, and two thousand names take a while to compile."""
    # Short ambiguous names ("CAR", "Chad") count as they are written in the table, capitals and all.
    short = {name for row in _countries().values() for name in row["ambiguous"] if name.isascii() and len(name) <= 3}
    keys = {name for row in _countries().values() for name in _names_of(row) if _script(name) == script}
    return _any_of(
        {f"(?-i:{re.escape(key)})" if key in short else re.escape(key) for key in keys}, re.IGNORECASE, raw=True
    )


def _script(name: str) -> str:
    return next((script for script in _SCRIPTS if script != "latin" and _SCRIPTS[script].search(name)), "latin")


def _any_of(keys: Iterable[str], flags: int, *, raw: bool = False) -> re.Pattern[str]:
    """A pattern of names, longest first. Chinese has no word borders; Arabic glues articles and prepositions on."""
    return re.compile(alternatives(keys, raw=raw), flags)


def alternatives(keys: Iterable[str], *, raw: bool = False) -> str:
    """The same as the words of a pattern, with the group `name`."""
    ordered = sorted((key.replace("’", "'") for key in keys), key=len, reverse=True)
    plain = [key if raw else re.escape(key) for key in ordered]
    arabic = [key for key in plain if _script(key) == "arabic"]
    chinese = [key for key in plain if _script(key) == "chinese"]
    lettered = [key for key in plain if _script(key) in ("latin", "cyrillic")]
    # A name in Latin letters may be glued to Chinese ones, which are word characters too.
    border = r"[^\W\u3040-\u9fff]"
    parts = [rf"(?<!{border})(?<!-)(?:{'|'.join(lettered)})(?!{border})"] if lettered else []
    if arabic:
        parts.append(rf"(?<!\w)(?<=\b){_ARABIC_CLITICS}(?:{'|'.join(arabic)})(?!\w)")
    if chinese:
        parts.append("|".join(chinese))
    return rf"(?P<name>{'|'.join(parts)})"


@cache
def _countries() -> dict[str, dict[str, Any]]:
    return {row["iso"]: row for row in _table("countries.json")}


def _table(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(resources.files("corpus").joinpath(name).read_text(encoding="utf-8"))
    return rows
