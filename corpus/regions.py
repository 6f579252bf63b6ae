"""Regions of the world: a question in, the missions of the regions that it names out. The table is ours, never quoted.

Regions follow the United Nations' geoscheme (M49) where it has one; the Sahel, the Horn, the Great Lakes and groups of
a language are those of common usage. Reports are not searched for them: a title that says "West Africa" is no
statement on all missions there.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

from corpus.missions import Mention, alternatives, mentions, missions_of
from corpus.report import Span

# "African Union", "European Commission": a body's name, no region.
_BODY = r"(?!\s+(?:union|commission|court|bank|parliament|council|special))"


def regions_in(text: str) -> list[Mention]:
    """The regions that a question names, in its order; `Mention.region` is the region's key."""
    found: list[Mention] = []
    for match in _pattern().finditer(text.replace("’", "'")):
        name = match["name"].casefold()
        key = next((key for written, key in _keys().items() if name.endswith(written)), None)
        if key:
            span = Span(match.start("name"), match.end("name"))
            found.append(Mention(_missions()[key], span, region=key))
    return found


def places_in(text: str) -> tuple[Mention, ...]:
    """Missions, countries and regions that a question names, in its order."""
    named = mentions(text, loosely=True)
    regions = [region for region in regions_in(text) if not any(region.span.meets(one.span) for one in named)]
    return tuple(sorted([*named, *regions], key=lambda mention: mention.span))


def region_name(key: str, language: str = "en") -> str:
    """The region's usual name, e.g. ("west_africa", "fr") -> Afrique de l'Ouest."""
    return next(row["names"][language][0] for row in _table() if row["key"] == key)  # type: ignore[no-any-return]


@cache
def _keys() -> dict[str, str]:
    written = {name.casefold(): row["key"] for row in _table() for names in row["names"].values() for name in names}
    return dict(sorted(written.items(), key=lambda pair: -len(pair[0])))


@cache
def _missions() -> dict[str, frozenset[str]]:
    return {row["key"]: frozenset().union(*map(missions_of, row["iso"])) for row in _table()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(alternatives(_keys()) + _BODY, re.IGNORECASE)


@cache
def _table() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(resources.files("corpus").joinpath("regions.json").read_text("utf-8"))
    return rows
