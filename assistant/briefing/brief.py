"""A choice over what the documents hold: what both together say of a mission, a role and themes, for every section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.briefing.choice import Choice, Length
from assistant.briefing.holdings import Holdings
from assistant.briefing.pack import Line
from assistant.briefing.relevance import bears, is_about
from assistant.briefing.roles import roles
from assistant.case_studies.case_rows import Row
from assistant.knowledge import themes
from assistant.wording.sentences import say
from corpus.metadata import Metadata

_MOST_STANDARD = 8  # quotes of a section that chooses; the full pack has _MOST_FULL
_MOST_FULL = 40


@dataclass(frozen=True, slots=True)
class Brief:
    """A choice over what the documents hold. `role`: the choice's, None also where a document is about it whole.
    `facts`: what is known of each document, by its name."""

    choice: Choice
    held: Holdings
    facts: Mapping[str, Metadata]

    @property
    def role(self) -> str | None:
        role = self.choice.role
        return None if role and any(is_about(report, role) for report in self.held.reports) else role

    @property
    def cases(self) -> tuple[Row, ...]:
        """The mission's, all of them; of all missions those that bear on role or theme, all where neither is chosen."""
        found = self.held.cases_of(self.choice.mission)
        if self.choice.mission or not (self.role or self.choice.themes):
            return found
        return tuple(row for row in found if self.bears(row.title))

    @property
    def titles_only(self) -> bool:
        """Whether the prose names no mission of these cases, so that their titles are all there is."""
        of_cases = frozenset(acronym for row in self.cases for acronym in row.missions)
        return not any(of_cases & one.missions for one in self.held.prose)

    @property
    def subject(self) -> str:
        """Role and themes as the reader calls them; "" where none is chosen."""
        role = [self.say_role()] if self.choice.role else []
        return " · ".join([*role, *map(self.say_theme, self.choice.themes)])

    def bears(self, text: str) -> bool:
        return bears(text, self.role, self.choice.themes)

    def say(self, key: str, **parts: object) -> str:
        return say(f"brief_{key}", self.choice.language, **parts)

    def say_role(self) -> str:
        return roles()[self.choice.role].label[self.choice.language] if self.choice.role else ""

    def say_theme(self, theme: str) -> str:
        return themes()[theme].label[self.choice.language]

    def say_mission(self) -> str:
        return self.choice.mission or self.say("any_mission")

    @property
    def most(self) -> int:
        return _MOST_FULL if self.choice.length is Length.FULL else _MOST_STANDARD

    def more(self, count: int) -> Line:
        full = self.choice.length is Length.FULL
        return Line(self.say("more_in_document" if full else "more_in_full", count=count))
