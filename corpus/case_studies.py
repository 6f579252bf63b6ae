"""`Report` in, its case studies out: the list items printed under the heading of a mission.

A heading is a mission's when nothing but missions' names and what joins them stands in it ("MINUSTAH & MINUJUSTH:").
Other documents simply have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.missions import mentions, missions_named
from corpus.report import Kind, Quote, Report

_JOINERS = re.compile(r"[\s:,;&/()–—-]+|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """Identity is `missions` and `quote` together: the same title stands under several missions.

    `missions`: acronyms as our table has them; `heading`: as printed.
    """

    missions: frozenset[str]
    heading: Quote
    quote: Quote


@lru_cache(maxsize=16)
def case_studies(report: Report) -> tuple[CaseStudy, ...]:
    """All case studies, in the order of the text."""
    found = []
    for block in report.blocks:
        if block.kind is not Kind.ITEM or not block.headings:
            continue
        heading = report.quote(block.headings[-1])
        if missions := mission_heading(heading.text):
            found.append(CaseStudy(missions, heading, report.quote(block.span)))
    return tuple(found)


@lru_cache(maxsize=4096)
def mission_heading(heading: str) -> frozenset[str]:
    """The missions that a heading consists of; empty where it says anything else."""
    found = mentions(heading)
    rest = heading
    for mention in reversed(found):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    if _JOINERS.sub("", rest):
        return frozenset()
    return missions_named([heading])
