"""Reports in, the table of their case studies out, and its rows chosen by mission, country, theme and free words.

A report without case studies shows what it lists: points with the words that lead into them, and the rows of its
tables, each under its heading. Missions' countries and theme tags are ours, never the report's: each tag's rule is
given in words and applied to every title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from assistant.answer import Citation
from assistant.citation import cite
from assistant.knowledge import theme_pattern, themes
from corpus.case_studies import case_studies
from corpus.errors import Misuse
from corpus.missions import country_name, mentions, missions, missions_named
from corpus.report import Kind, Quote, Report, Span
from index.tokens import stems

_NEAREST = 4  # names offered for one that is not known
_LIKE = 0.5  # of difflib's ratio: a slip, not another name


ORDERS = ("report", "mission", "country", "title", "theme")  # each also from its end: "-title"


class UnknownName(Misuse):
    """A mission, country or theme that is in no table of ours. One line with the nearest names, shown as it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """A case study, or a point or a table's row of a report that has none.

    `heading`, `lead_in` (what leads into a point or stands over a table's row, "" where nothing does) and the words of
    the citation are the report's; `missions` (acronyms), `countries` (ISO codes) and `themes` (keys) are ours.
    `treated`: the passages of a fuller document that treat it, if one was given.
    """

    heading: str
    citation: Citation
    missions: tuple[str, ...]
    countries: tuple[str, ...]
    themes: tuple[str, ...]
    treated: tuple[Citation, ...] = ()
    lead_in: str = ""

    @property
    def pages(self) -> tuple[str, ...]:
        """The places of `treated` in words: the page as printed, else as the file counts, else the heading."""
        return tuple(map(_where, self.treated))

    @property
    def title(self) -> str:
        return self.citation.quote.text


@dataclass(frozen=True, slots=True)
class Filters:
    """What rows must be: every kind that is given must fit, within a kind any one does; of `words` all must be said."""

    missions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    words: str = ""


def rows(reports: Sequence[Report]) -> tuple[Row, ...]:
    """All rows, in the order of the text. Where a document has case studies, the lists of the others are none."""
    if has_case_studies(reports):
        return tuple(row for report in reports if case_studies(report) for row in _rows(report))
    return tuple(
        replace(row, lead_in=leading.get(row.citation.quote.span, ""))
        for report in reports
        for leading in [_leading_in(report)]
        for row in _rows(report)
    )


def _rows(report: Report) -> tuple[Row, ...]:
    return tuple(
        _row(report, number, heading, quote, acronyms)
        for number, (heading, quote, acronyms) in enumerate(_listed(report), 1)
    )


def has_case_studies(reports: Sequence[Report]) -> bool:
    return any(case_studies(report) for report in reports)


def chosen(table: Iterable[Row], filters: Filters) -> tuple[Row, ...]:
    """The rows that fit, in their order."""
    wanted = frozenset(stems(filters.words))
    return tuple(
        row
        for row in table
        if (not filters.missions or set(filters.missions) & set(row.missions))
        and (not filters.countries or set(filters.countries) & set(row.countries))
        and (not filters.themes or set(filters.themes) & set(row.themes))
        and wanted <= frozenset(stems(row.title))
    )


def in_order(found: Sequence[Row], order: str) -> tuple[Row, ...]:
    """The rows in one of ORDERS, with "-" before it from its end; what is equal stays in the order of the text."""
    name = order.removeprefix("-")
    if name in _SORTED_BY:
        return tuple(sorted(found, key=_SORTED_BY[name], reverse=order != name))
    return tuple(found)[:: -1 if order == "-report" else 1]


def mission_named(name: str) -> str:
    """The acronym of a mission named by acronym, other spelling or full name. Raises UnknownName."""
    known = {spelling: mission.acronym for mission in missions().values() for spelling in mission.spellings}
    known |= {mission.name: mission.acronym for mission in missions().values()}
    return named(name, known, "mission")


def country_named(name: str) -> str:
    """The ISO code of a country where a mission is or was, named in any of our languages. Raises UnknownName."""
    for mention in mentions(name, loosely=True):
        if mention.country:
            return mention.country
    codes = {iso for mission in missions().values() for iso in mission.countries}
    return named(name, {country_name(iso): iso for iso in codes} | {iso: iso for iso in codes}, "country")


def theme_named(name: str) -> str:
    """The key of a theme tag named by key or label. Raises UnknownName."""
    known = {theme.label["en"]: key for key, theme in themes().items()} | {key: key for key in themes()}
    return named(name, known, "theme")


def rule_of(theme: str) -> str:
    """Our rule for a theme tag, in words."""
    return f"{themes()[theme].label['en']}: the title says one of: {', '.join(themes()[theme].words)}"


def counts(table: Sequence[Row]) -> dict[str, int]:
    """Rows under each heading, as printed, in the order of the text; they add up to the rows."""
    found: dict[str, int] = {}
    for row in table:
        found[row.heading] = found.get(row.heading, 0) + 1
    return found


_SORTED_BY: dict[str, Callable[[Row], Any]] = {
    "mission": lambda row: row.heading.casefold(),
    "country": lambda row: ", ".join(map(country_name, row.countries)),
    "title": lambda row: row.title.casefold(),
    "theme": lambda row: (not row.themes, [themes()[theme].label["en"] for theme in row.themes]),
}


def named(name: str, known: dict[str, str], kind: str) -> str:
    """What `name` means in `known`, names -> keys. Raises UnknownName, which names the `kind` and the nearest."""
    folded = {key.casefold().replace("_", " "): value for key, value in known.items()}
    wanted = " ".join(name.casefold().replace("_", " ").split())
    if wanted in folded:
        return folded[wanted]
    near = get_close_matches(wanted, folded, n=_NEAREST, cutoff=_LIKE) or sorted(folded)[:_NEAREST]
    offered = dict.fromkeys(folded[key] for key in near)
    names = [country_name(value) if kind == "country" else value for value in offered]
    shown = " ".join(name.split())[:80]
    raise UnknownName(f"There is no {kind} {shown or 'without a name'} in our table. Nearest: {', '.join(names)}.")


def _where(citation: Citation) -> str:
    quote = citation.quote
    if quote.page is not None:
        return f"{'p.' if quote.last_page is None else 'pp.'} {quote.pages}"
    return citation.headings[-1] if citation.headings else citation.document


def _listed(report: Report) -> list[tuple[Span | None, Quote, frozenset[str]]]:
    """(heading, words, missions) of each case study; of a report without any, of each point and each table's row."""
    if cases := case_studies(report):
        return [(case.heading.span, case.quote, case.missions) for case in cases]
    return [
        (block.headings[-1] if block.headings else None, report.quote(block.span), _named_above(report, block.headings))
        for block in report.blocks
        if block.kind is Kind.ITEM or (block.row and not block.row.apart) or block.point
    ]


def _leading_in(report: Report) -> dict[Span, str]:
    """By the place of a point, the words that lead into it: those the reader found, else the paragraph before the list
    where it ends in a colon. By that of a table's row, what stands over it."""
    found: dict[Span, str] = {}
    before = ""
    for block in report.blocks:
        words = report.quote(block.span).text
        if block.row and not block.row.apart:
            found[block.span] = " · ".join(block.row.over)
        elif block.lead_in or block.kind is Kind.ITEM:
            found[block.span] = report.quote(block.lead_in).text if block.lead_in else before
        else:
            before = words if words.rstrip().endswith((":", "：")) else ""
    return found


def _named_above(report: Report, headings: tuple[Span, ...]) -> frozenset[str]:
    """The missions that the nearest heading names itself."""
    return missions_named(report.words_of(headings[-1:]))


def _row(report: Report, number: int, heading: Span | None, quote: Quote, acronyms: frozenset[str]) -> Row:
    codes = {iso for acronym in acronyms for iso in missions()[acronym].countries}
    return Row(
        heading=report.quote(heading).text.strip().rstrip(":") if heading else "",
        citation=cite(report, quote.span, number),
        missions=tuple(sorted(acronyms)),
        countries=tuple(sorted(codes, key=country_name)),
        themes=tuple(key for key in themes() if theme_pattern(key).search(quote.text)),
    )
