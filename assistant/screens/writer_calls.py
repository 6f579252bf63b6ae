"""What the page's script may call for who writes: case studies, citations, checks, briefings; objects in, objects out.

Nothing here needs a model. The documents are those of the desk that calls: the served ones, or one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.citing.citation_styles import STYLES
from assistant.screens.calls import BriefCall, Call, CasesCall, CheckCall, CiteCall, read
from assistant.screens.chips import Chips
from assistant.screens.deadline import in_thread
from assistant.screens.draft_checks import LARGEST, LONGEST, Check, Checks
from assistant.screens.reader_calls import Reply, ServerCall, Service, callable_whole
from corpus.anchors import MOST_COMPARED, find_anchor
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.answer import Citation
    from assistant.briefing.choice import Choice
    from assistant.case_studies.case_rows import Filters, Row
    from assistant.citation import Cite
    from corpus.metadata import Metadata

_MOST_THEMES = 50  # of a briefing: more than there are
# What a table of case studies can be saved as.
TABLES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Writing:
    """Answers the script, over the documents that `service` says it is asked of."""

    def __init__(self, service: Service) -> None:
        self._desk, self._table, self._facts = service.desk, service.table, service.facts
        self._checks = Checks()
        self.forget = self._checks.forget

    def calls(self) -> list[ServerCall]:
        """What the script may call, by name."""
        return [
            callable_whole(self.cases, CasesCall),
            callable_whole(self.cite, CiteCall),
            callable_whole(self.checked, CheckCall),
            callable_whole(self.check_over, CheckCall),
            callable_whole(self.brief, BriefCall),
        ]

    async def cases(self, sent: CasesCall) -> Reply:
        """The rows that fit, drawn, and how many of how many.

        `row` comes back as this edition's anchor, None where it has none.
        """
        reports, _ = self._desk(sent)
        if not reports:
            return {"gone": True}
        return await in_thread(self._cases, sent, reports)

    async def cite(self, sent: CiteCall) -> Reply:
        """The citation of these quotes as text, and as HTML where the style has italics.

        Anchors whose words do not stand in the documents are passed over: nothing is cited that is not there.
        """
        return await in_thread(self._cite, sent)

    def _cite(self, sent: CiteCall) -> Reply:
        from assistant.citing.citation_text import citations_html, citations_text, reference_files
        from assistant.citing.reference_files import FORMS

        found, facts = self._cited(sent)
        if not found:
            return {"text": "", "html": ""}
        if sent.style in FORMS:
            return {"text": reference_files(found, facts, sent.style), "html": ""}
        style = _style(sent.style)
        return {"text": citations_text(found, facts, style), "html": citations_html(found, facts, style)}

    def saved_citations(self, sent: CiteCall) -> bytes | None:
        """The same for Word, with footnotes; None where nothing is cited."""
        from assistant.citing.citation_word import citations_word

        found, facts = self._cited(sent)
        return citations_word(found, facts, _style(sent.style)) if found else None

    def _cited(self, sent: CiteCall) -> tuple[list[Citation], dict[str, Metadata]]:
        reports, _ = self._desk(sent)
        share = MOST_COMPARED // max(1, len(sent.anchors))
        found = [citation for anchor in sent.anchors if (citation := _at(anchor, reports, share))]
        return found, self._facts(sent)

    def check(self, name: str, content: bytes | None, document: str) -> Reply:
        """Begins to check a file, or words where there is no name: {check: its key}. None: more than the limit. Raises
        InvalidCall where `document` is no key."""
        sent = read(Call, {"document": document})
        reports, _ = self._desk(sent)
        if not reports:
            return {"gone": True}
        if name and content is None:
            return {"failure": {"say": "unreadable_large", "parts": {"name": name, "limit": LARGEST}}}
        length = len((content or b"").decode("utf-8", "replace")) if not name else 0
        if content is None or length > LONGEST:
            parts = {"count": f"{length:,}" if length else "> 2,000,000", "limit": f"{LONGEST:,}"}
            return {"failure": {"say": "check_long", "parts": parts}}
        return {"check": self._checks.begin(name, content, reports, self._facts(sent))}

    async def checked(self, sent: CheckCall) -> Reply:
        """How far it is, then the verdicts, drawn; nothing where `alive` is all."""
        check = self._checks.of(sent.check)
        if check is None:
            return {"gone": True}
        if check.failure:
            return {"failure": {"say": check.failure[0], "parts": check.failure[1]}}
        if check.verdicts is None:
            return {"stage": check.stage, "done": check.done, "whole": check.whole}
        if sent.alive:
            return {}
        return await in_thread(self._drawn, check, sent.style)

    def _drawn(self, check: Check, style: str) -> Reply:
        from assistant.checking.returned_draft import RETURNED
        from assistant.screens.verdict_list import summary_parts, verdict_items

        verdicts = check.verdicts or ()
        items = verdict_items(verdicts, Chips(check.reports, check.facts), _citing(check.facts, style))
        back = Path(check.name).suffix.lower() in RETURNED
        return {"items": items, "counts": summary_parts(verdicts), "notes": check.notes, "back": back}

    async def check_over(self, sent: CheckCall) -> Reply:
        """The check is let go."""
        self._checks.close(sent.check)
        return {}

    def saved_check(self, sent: CheckCall, kind: str) -> bytes | None:
        """The report on a draft as a file of `kind`, as `further check` saves it; None where it is kept no more."""
        from assistant.checking.verdict_report import saved_report
        from assistant.files.conversation_file import edition_line

        check = self._checks.of(sent.check)
        if not check or not check.verdicts:
            return None
        cite, against = _citing(check.facts, _style(sent.style)), [edition_line(report) for report in check.reports]
        return saved_report(check.verdicts, kind, check.name or "words given", against, cite, sent.language or "en")

    def returned_draft(self, sent: CheckCall, content: bytes) -> bytes | None:
        """The checked draft, sent once more, as a Word file with comments; None where there is none to give."""
        from assistant.screens.draft_checks import given_back

        check = self._checks.of(sent.check)
        return given_back(check, content, _citing(check.facts, _style(sent.style)), sent.language) if check else None

    def _cases(self, sent: CasesCall, reports: tuple[Report, ...]) -> Reply:
        from assistant.case_studies.case_rows import chosen, has_case_studies
        from assistant.knowledge import themes
        from assistant.screens.case_grid import case_grid, compared, missions_of
        from assistant.screens.case_list import case_rows, options

        table, filters, found = self.rows(sent)
        row = _at(sent.row, reports)
        chips = Chips(reports, self._facts(sent))
        drawn = ""
        if sent.shape == "grid":  # the whole of it, so that it goes on from where one is
            drawn = case_grid(chosen(table, replace(filters, missions=(), themes=())), filters)
        elif sent.shape == "compare":
            drawn = compared(found, filters.missions, chips)
        return {
            "rows": "" if drawn else case_rows(found, chips),
            "drawn": drawn,
            "shaped": len(missions_of(table)) > 1 and any(row.themes for row in table),
            "columns": [kind for kind in ("mission", "country", "theme") if any(_has(row, kind) for row in table)],
            "options": options(table, filters),
            "missions": filters.missions,
            "row": row.anchor if row else None,
            "count": len(found),
            "whole": len(table),
            "lists": not has_case_studies(reports),
            "rule": ", ".join(word for theme in filters.themes for word in themes()[theme].words),
        }

    async def brief(self, sent: BriefCall) -> Reply:
        """The pack as its file will be, drawn, and what there is to choose."""
        reports, _ = self._desk(sent)
        if not reports:
            return {"gone": True}
        return await in_thread(self._brief, sent, reports)

    def _brief(self, sent: BriefCall, reports: tuple[Report, ...]) -> Reply:
        from assistant.briefing.building import build, is_quote_pack
        from assistant.briefing.files import file_name
        from assistant.briefing.holdings import holdings
        from assistant.screens.brief_view import brief_options, brief_preview

        choice, facts = _choice(sent), self._facts(sent)
        pack = build(reports, choice, facts)
        whole = build(reports, replace(choice, without=frozenset()), facts)
        titles = [(section.key, section.title) for section in whole.sections]
        return {
            "preview": brief_preview(pack, titles, Chips(reports, facts)),
            "options": brief_options(reports, choice),
            "quotes": is_quote_pack(holdings(reports), choice),
            "length": str(choice.length),
            "language": choice.language,
            "count": len(pack.quotes()),
            "name": file_name(pack, "md").removesuffix(".md"),
        }

    def saved_brief(self, sent: BriefCall, kind: str) -> bytes | None:
        """The pack as a file of `kind`; None where the documents are gone."""
        from assistant.briefing.building import build
        from assistant.briefing.files import pack_file

        reports, _ = self._desk(sent)
        return pack_file(build(reports, _choice(sent), self._facts(sent)), kind) if reports else None

    def saved_cases(self, sent: CasesCall, kind: str) -> bytes | None:
        """The same rows as a file of `kind`, one of TABLES; None where the documents are gone."""
        from assistant.case_studies.case_rows import Filters, has_case_studies, in_order
        from assistant.case_studies.case_tables import case_table

        reports, _ = self._desk(sent)
        if not reports:
            return None
        table, filters, found = self.rows(sent)
        if sent.picked:  # also those that another filter hides now
            found = tuple(row for row in in_order(table, sent.order) if row.citation.anchor in sent.picked)
            filters = Filters()
        return case_table(found, table, filters, kind, "case studies" if has_case_studies(reports) else "list items")

    def rows(self, sent: CasesCall) -> tuple[tuple[Row, ...], Filters, tuple[Row, ...]]:
        """All rows, the filters that were sent, and the rows that they leave in the order that was asked for."""
        from assistant.case_studies.case_rows import chosen, in_order

        table = self._table(sent)
        filters = _filters(sent)
        return table, filters, in_order(chosen(table, filters), sent.order)


def _has(row: Row, column: str) -> bool:
    """Whether the row says anything in that column of the table."""
    return bool({"mission": row.heading, "country": row.countries, "theme": row.themes}[column])


def _at(anchor: str, reports: Sequence[Report], most: int = MOST_COMPARED) -> Citation | None:
    """`most`: characters that may be compared in all the reports."""
    from assistant.citation import cite

    for report in reports:
        if span := find_anchor(report, anchor, most // len(reports)):
            return cite(report, span)
    return None


def _citing(facts: Mapping[str, Metadata], style: str) -> Cite:
    """The ready citation of a place."""
    from assistant.citing.citation_styles import cited
    from assistant.citing.reference_files import FORMS, reference_file

    if style in FORMS:
        return lambda place: reference_file([place], facts[place.document], style).strip()
    known = _style(style)
    return lambda place: cited(place, facts[place.document], known).note


def _style(named: str) -> str:
    """A style for text; the first where it is none."""
    return named if named in STYLES else STYLES[0]


def _choice(sent: BriefCall) -> Choice:
    """What was sent, as far as our tables know it: a name that they do not know chooses nothing."""
    from assistant.briefing.choice import Choice, chosen

    found: dict[str, Any] = {}
    names = {
        "mission": [sent.mission],
        "role": [sent.role],
        "theme": sent.theme.split(",")[:_MOST_THEMES],
        "length": [sent.length],
        "language": [sent.language],
    }
    for kind, written in names.items():
        known = [choice for name in written if name and (choice := _chosen(chosen, kind, name))]
        if kind == "theme":
            found["themes"] = tuple(dict.fromkeys(theme for choice in known for theme in choice.themes))
        elif known:
            found[kind] = getattr(known[0], kind)
    return Choice(
        **found,
        emails=sent.emails,
        self_check=sent.questions,
        without=frozenset(sent.without),
        dropped=frozenset(sent.dropped),
        order=sent.order,
        line=" ".join(sent.line.split()),
        date=" ".join(sent.date.split()),
        notes=sent.notes,
    )


def _chosen(chosen: Callable[..., Choice], kind: str, name: str) -> Choice | None:
    from assistant.case_studies.case_rows import UnknownName

    try:
        return chosen(**({"mission": None} | {kind: [name] if kind == "theme" else name}))
    except UnknownName:
        return None


def _filters(sent: CasesCall) -> Filters:
    """What the address says, as far as our tables know it: a name that they do not know limits nothing."""
    from assistant.case_studies.case_rows import Filters, UnknownName, country_named, mission_named, theme_named

    def known(named: Callable[[str], str], name: str) -> tuple[str, ...]:
        try:
            return (named(name),) if name else ()
        except UnknownName:
            return ()

    missions = tuple(
        dict.fromkeys(one for name in sent.mission.split(",")[:_MOST_THEMES] for one in known(mission_named, name))
    )
    countries = known(country_named, sent.country)
    return Filters(missions, countries, known(theme_named, sent.theme), sent.words)
