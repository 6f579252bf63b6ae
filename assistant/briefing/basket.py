"""What a person pinned in, a `Pack` out: quotes in the person's order, under the person's headings, with own lines.

A quote comes as its words and its anchor, and both are proved: the words are cut anew from the document, and where the
cut does not give the very words that were pinned there is no quote. Headings and lines are whoever's who made the
basket, and every file sets them apart and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from assistant.briefing.building import noted
from assistant.briefing.choice import Choice
from assistant.briefing.ends import recheck, sources_of
from assistant.briefing.manifest import manifest
from assistant.briefing.pack import Item, Line, Pack, Quoted, Section
from assistant.case_studies.mission_lead import mission_lead
from assistant.checking.pack_manifest import MARK
from assistant.citation import cite
from assistant.citing.citation_text import reference_files
from assistant.wording.sentences import say
from corpus.anchors import find_words
from corpus.metadata import Metadata
from corpus.report import Report


class Pin(StrEnum):
    QUOTE = "quote"
    HEADING = "heading"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Pinned:
    """`text`: a quote's words, or what the person wrote. `anchor`: of a quote, else ""."""

    kind: Pin
    text: str
    anchor: str = ""


def proved(pinned: Pinned, reports: Sequence[Report]) -> Citation | None:
    """The quote, cut anew; None where none of the reports holds these very words."""
    for report in reports:
        if pinned.text in report.text and (span := find_words(report, pinned.text, pinned.anchor)):
            return cite(report, span)
    return None


def cited_in(basket: Sequence[Pinned], reports: Sequence[Report]) -> list[Citation]:
    """The quotes that can be proved, in order."""
    found = (proved(one, reports) for one in basket if one.kind is Pin.QUOTE)
    return [citation for citation in found if citation]


def basket_pack(
    basket: Sequence[Pinned], reports: Sequence[Report], facts: Mapping[str, Metadata], language: str, title: str = ""
) -> Pack:
    """A section for each heading, what comes before the first in one of its own; then what it is and its sources.

    `facts`: what is known of each report, by its name. `title`: the person's own, else ours.
    """
    parts = list(_sections(basket, reports, language))
    quotes = [item for part in parts for item in part.items if isinstance(item, Quoted)]
    named = {quoted.citation.document for quoted in quotes}
    quoting = tuple(report for report in reports if report.name in named)
    own = any(isinstance(item, Line) for part in parts for item in part.items)
    about = [say("basket_about", language)] + ([say("basket_about_own", language)] if own else [])
    last = Section("sources", say("brief_section_sources", language), (
        *sources_of(quoting, facts, language),
        *map(Line, about),
        Line(say("basket_not_product", language)),
        Line(recheck(len(quotes), language)),
    ))  # fmt: skip
    choice = Choice(language=language)
    counted = say("basket_count", language, count=len(quotes))
    whole = title.strip() or say("basket_title", language)
    return Pack(choice, whole, counted, noted([*parts, last], facts, each=True), quoting, facts)


def basket_references(citations: Sequence[Citation], pack: Pack, form: str) -> str:
    """The documents of the quotes for a reference manager, the quotes as their annotations; `form`: "bibtex" or "ris".

    Behind the last entry stands what was cut from where, in a line that reference managers pass over.
    """
    written = reference_files(citations, pack.facts, form)
    sign = "% " if form == "bibtex" else ""
    carried = manifest(pack).replace("@", "\\u0040")  # BibTeX takes it for the beginning of an entry
    return f"{written}\n\n{sign}{MARK} {carried}\n"


def _sections(basket: Sequence[Pinned], reports: Sequence[Report], language: str) -> Iterator[Section]:
    title, items, number = say("basket_quotes", language), list[Item](), 1
    for one in basket:
        if one.kind is Pin.HEADING and one.text.strip():
            if items or number > 1:
                yield Section(f"part-{number}", title, tuple(items))
                number += 1
            elif number == 1:
                number = 2  # nothing stood before the first heading
            title, items = one.text.strip(), []
        elif one.kind is Pin.LINE and one.text.strip():
            items.append(Line(one.text.strip(), own=True))
        elif one.kind is Pin.QUOTE and (citation := proved(one, reports)):
            lead = mission_lead(citation.headings)
            items.append(Quoted(citation, under=lead.words if lead else ""))
    if items or number > 1:
        yield Section(f"part-{number}", title, tuple(items))
