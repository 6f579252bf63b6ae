"""Reports in, what a briefing may draw on out: case studies, contacts, and prose with the missions that it names.

Found by the words of headings and sentences alone, so that a pack needs neither an index nor a model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from assistant.case_studies.case_rows import Row, has_case_studies, rows
from corpus.missions import missions_named
from corpus.passages import Passage, passages
from corpus.report import Kind, Report
from index.tokens import stems

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Contact:
    """An entry of a contact list. `missions`: acronyms that it names."""

    report: Report
    passage: Passage
    missions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence, or an item of a list that is no case study.

    `missions`: acronyms that it or the heading above it names. `factor`: it stands under a heading on success factors,
    assets, lessons and the like. `basis`: it says what the document rests on.
    """

    report: Report
    passage: Passage
    missions: frozenset[str]
    factor: bool
    basis: bool

    @property
    def placed(self) -> str:
        """Its words with those of the heading next above it, which often carries the subject."""
        return " ".join([*self.passage.headings[-1:], self.passage.quote.text])


@dataclass(frozen=True, slots=True)
class Holdings:
    """All of it in the order of the text. `cases`: empty where the documents print no case studies."""

    reports: tuple[Report, ...]
    cases: tuple[Row, ...]
    contacts: tuple[Contact, ...]
    prose: tuple[Prose, ...]

    def cases_of(self, mission: str | None) -> tuple[Row, ...]:
        return tuple(row for row in self.cases if mission is None or mission in row.missions)

    def names(self, mission: str) -> bool:
        """Whether the documents name the mission at all, contacts among it."""
        return bool(
            self.cases_of(mission)
            or any(mission in contact.missions for contact in self.contacts)
            or any(mission in prose.missions for prose in self.prose)
        )


def holdings(reports: Sequence[Report]) -> Holdings:
    return _holdings(tuple(reports))


@lru_cache(maxsize=4)
def _holdings(reports: tuple[Report, ...]) -> Holdings:
    cases = rows(reports) if has_case_studies(reports) else ()
    taken = {(row.citation.document, row.citation.quote.span) for row in cases}
    contacts, prose = [], []
    for report in reports:
        for passage in passages(report):
            named = _missions(passage)
            if passage.kind is Kind.ENTRY:
                contacts.append(Contact(report, passage, named))
            elif passage.kind in (Kind.PARAGRAPH, Kind.ITEM) and (report.name, passage.span) not in taken:
                prose.append(Prose(report, passage, named, _is_factor(report, passage), _is_basis(passage)))
    return Holdings(reports, cases, tuple(contacts), tuple(prose))


def _missions(passage: Passage) -> frozenset[str]:
    return missions_named((*passage.headings[-1:], passage.quote.text))


def _is_factor(report: Report, passage: Passage) -> bool:
    """Under such a heading; the document's title sets nothing apart in it."""
    parts = [heading for heading in passage.headings if heading != report.title]
    return any(form <= said for said in map(_stems, parts) for form in _forms("factors"))


def _is_basis(passage: Passage) -> bool:
    """A sentence with a figure that speaks of interviews, a survey and the like."""
    text = passage.quote.text
    return bool(_DIGIT.search(text)) and any(form <= _stems(text) for form in _forms("basis"))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


@cache
def _forms(kind: str) -> tuple[frozenset[str], ...]:
    text = resources.files("assistant").joinpath("knowledge", "report_parts.json").read_text(encoding="utf-8")
    return tuple(frozenset(stems(phrase)) for phrase in json.loads(text)[kind])
