"""What a person chose in, a `Choice` out: mission, role, themes, length, language, each by any name we know it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.briefing.roles import role_named
from assistant.case_studies.case_rows import mission_named, named, theme_named
from assistant.knowledge import LANGUAGES, themes

ANY = "any"  # all missions


class Length(StrEnum):
    PAGE = "page"
    STANDARD = "standard"
    FULL = "full"


_LENGTHS = {"one page": Length.PAGE, "one-page": Length.PAGE, "1 page": Length.PAGE} | {str(one): one for one in Length}


@dataclass(frozen=True, slots=True)
class Choice:
    """`mission`: an acronym of our table, None: all missions. `role`, `themes`: keys of ours.

    `emails`: whether printed addresses are shown; `self_check`: whether questions stand at the end. `without`: keys of
    sections that are left out; `dropped`: anchors of quotes that are; `order`: anchors, in the order in which their
    quotes shall stand within a section. `line`: what stands over the title, such as whose pack it is; `date`: as it is
    to be printed; `notes`: the trainer's own, a line each.
    """

    mission: str | None = None
    role: str | None = None
    themes: tuple[str, ...] = ()
    length: Length = Length.STANDARD
    language: str = "en"
    emails: bool = False
    self_check: bool = False
    without: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    line: str = ""
    date: str = ""
    notes: str = ""


def chosen(
    mission: str | None,
    role: str | None = None,
    theme: Sequence[str] = (),
    length: str = "standard",
    language: str = "en",
    *,
    emails: bool = False,
    self_check: bool = False,
) -> Choice:
    """The choice by names. Raises UnknownName, with the nearest names, for whatever is in no table of ours."""
    return Choice(
        None if mission is None or mission.strip().casefold() == ANY else mission_named(mission),
        role_named(role) if role else None,
        tuple(dict.fromkeys(_theme(name) for name in theme)),
        Length(named(length, {key: str(value) for key, value in _LENGTHS.items()}, "length")),
        named(language, {code: code for code in LANGUAGES}, "language"),
        emails=emails,
        self_check=self_check,
    )


def _theme(name: str) -> str:
    """By its key, or its label in any language."""
    wanted = name.strip().casefold()
    for key, theme in themes().items():
        if wanted in {label.casefold() for label in theme.label.values()}:
            return key
    return theme_named(name)
