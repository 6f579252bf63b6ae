"""What the page's script may call for who writes: case studies, citations, checks, briefings; objects in, objects out.

Nothing here needs a model. The documents are those of the desk that calls: the served ones, or one's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.citing.citation_styles import STYLES
from assistant.screens.chips import Chips
from assistant.screens.draft_checks import LARGEST, LONGEST, Check, Checks
from assistant.screens.reader_calls import Call, Reply, Service, callable_whole
from corpus.anchors import find_anchor
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.answer import Citation
    from assistant.briefing.choice import Choice
    from assistant.case_studies.case_rows import Filters, Row
    from corpus.metadata import Metadata

_MOST_CITED = 500  # quotes at once: more than a conversation holds
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

    def calls(self) -> list[Call]:
        """What the script may call, by name."""
        return [callable_whole(call) for call in (self.cases, self.cite, self.checked, self.check_over, self.brief)]

    async def cases(self, sent: Any) -> Reply:
        """{mission, country, theme, words, order, row, document} -> the rows that fit, drawn, and how many of how many.

        `row`: a row's anchor, perhaps of another edition; it comes back as this edition's, None where it has none.
        """
        reports, _ = self._desk(sent)
        if not reports:
            return {"gone": True}
        return await asyncio.to_thread(self._cases, sent, reports)

    async def cite(self, sent: Any) -> Reply:
        """{anchors, style, document} -> the citation of these quotes as text, and as HTML where the style has italics.

        Anchors whose words do not stand in the documents are passed over: nothing is cited that is not there.
        """
        return await asyncio.to_thread(self._cite, sent)

    def _cite(self, sent: Any) -> Reply:
        from assistant.citing.citation_text import citations_html, citations_text, reference_files
        from assistant.citing.reference_files import FORMS

        found, facts = self._cited(sent)
        if not found:
            return {"text": "", "html": ""}
        if sent.get("style") in FORMS:
            return {"text": reference_files(found, facts, str(sent["style"])), "html": ""}
        style = _style(sent.get("style"))
        return {"text": citations_text(found, facts, style), "html": citations_html(found, facts, style)}

    def saved_citations(self, sent: Any) -> bytes | None:
        """The same for Word, with footnotes; None where nothing is cited."""
        from assistant.citing.citation_word import citations_word

        found, facts = self._cited(sent)
        return citations_word(found, facts, _style(sent.get("style"))) if found else None

    def _cited(self, sent: Any) -> tuple[list[Citation], dict[str, Metadata]]:
        reports, _ = self._desk(sent)
        anchors = sent.get("anchors")
        places = [str(one) for one in anchors][:_MOST_CITED] if isinstance(anchors, list) else []
        found = [citation for anchor in places if (citation := _at(anchor, reports))]
        return found, self._facts(sent)

    def check(self, name: str, content: bytes | None, document: str) -> Reply:
        """Begins to check a file, or words where there is no name: {check: its key}. None: more than the limit."""
        sent = {"document": document}
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

    async def checked(self, sent: Any) -> Reply:
        """{check: its key, style, alive} -> how far it is, then the verdicts, drawn; nothing where `alive` is all."""
        check = self._checks.of(sent.get("check"))
        if check is None:
            return {"gone": True}
        if check.failure:
            return {"failure": {"say": check.failure[0], "parts": check.failure[1]}}
        if check.verdicts is None:
            return {"stage": check.stage, "done": check.done, "whole": check.whole}
        if sent.get("alive"):
            return {}
        return await asyncio.to_thread(self._drawn, check, str(sent.get("style")))

    def _drawn(self, check: Check, style: str) -> Reply:
        from assistant.screens.verdict_list import summary_parts, verdict_items

        verdicts = check.verdicts or ()
        items = verdict_items(verdicts, Chips(check.reports, check.facts), _citing(check.facts, style))
        return {"items": items, "counts": summary_parts(verdicts), "notes": check.notes}

    async def check_over(self, sent: Any) -> Reply:
        """{check: its key} -> it is let go."""
        self._checks.close(sent.get("check"))
        return {}

    def saved_check(self, sent: Any, kind: str) -> bytes | None:
        """The report on a draft as a file of `kind`, as `further check` saves it; None where it is kept no more."""
        from assistant.checking.verdict_report import saved_report
        from assistant.files.conversation_file import edition_line

        check = self._checks.of(sent.get("check"))
        if not check or not check.verdicts:
            return None
        cite, against = _citing(check.facts, STYLES[0]), [edition_line(report) for report in check.reports]
        return saved_report(check.verdicts, kind, check.name or "words given", against, cite)

    def _cases(self, sent: Any, reports: tuple[Report, ...]) -> Reply:
        from assistant.case_studies.case_rows import has_case_studies
        from assistant.knowledge import themes
        from assistant.screens.case_list import case_rows, options

        table, filters, found = self.rows(sent)
        row = _at(str(sent.get("row") or ""), reports)
        return {
            "rows": case_rows(found, _order(sent), Chips(reports, self._facts(sent))),
            "options": options(table, filters),
            "row": row.anchor if row else None,
            "count": len(found),
            "whole": len(table),
            "lists": not has_case_studies(reports),
            "rule": ", ".join(word for theme in filters.themes for word in themes()[theme].words),
        }

    async def brief(self, sent: Any) -> Reply:
        """{mission, role, theme, length, language, emails, questions, without, dropped, order, document} -> the pack
        as its file will be, drawn, and what there is to choose."""
        reports, _ = self._desk(sent)
        if not reports:
            return {"gone": True}
        return await asyncio.to_thread(self._brief, sent, reports)

    def _brief(self, sent: Any, reports: tuple[Report, ...]) -> Reply:
        from assistant.briefing.building import build
        from assistant.briefing.files import file_name
        from assistant.screens.brief_view import brief_options, brief_preview

        choice, facts = _choice(sent), self._facts(sent)
        pack = build(reports, choice, facts)
        whole = build(reports, replace(choice, without=frozenset()), facts)
        titles = [(section.key, section.title) for section in whole.sections]
        return {
            "preview": brief_preview(pack, titles, Chips(reports, facts)),
            "options": brief_options(reports, choice),
            "length": str(choice.length),
            "language": choice.language,
            "count": len(pack.quotes()),
            "name": file_name(pack, "md").removesuffix(".md"),
        }

    def saved_brief(self, sent: Any, kind: str) -> bytes | None:
        """The pack as a file of `kind`; None where the documents are gone."""
        from assistant.briefing.building import build
        from assistant.briefing.files import pack_file

        reports, _ = self._desk(sent)
        return pack_file(build(reports, _choice(sent), self._facts(sent)), kind) if reports else None

    def saved_cases(self, sent: Any, kind: str) -> bytes | None:
        """The same rows as a file of `kind`, one of TABLES; None where the documents are gone."""
        from assistant.case_studies.case_rows import has_case_studies
        from assistant.case_studies.case_tables import case_table

        reports, _ = self._desk(sent)
        if not reports:
            return None
        table, filters, found = self.rows(sent)
        return case_table(found, table, filters, kind, "case studies" if has_case_studies(reports) else "list items")

    def rows(self, sent: Any) -> tuple[tuple[Row, ...], Filters, tuple[Row, ...]]:
        """All rows, the filters that were sent, and the rows that they leave in the order that was asked for."""
        from assistant.case_studies.case_rows import chosen, in_order

        table = self._table(sent)
        filters = _filters(sent)
        return table, filters, in_order(chosen(table, filters), _order(sent))


def _at(anchor: str, reports: Sequence[Report]) -> Citation | None:
    from assistant.checking.checker import cite

    for report in reports:
        if span := find_anchor(report, anchor):
            return cite(report, span)
    return None


def _citing(facts: Mapping[str, Metadata], style: str) -> Callable[[Citation], str]:
    """The ready citation of a place."""
    from assistant.citing.citation_styles import cited
    from assistant.citing.reference_files import FORMS, reference_file

    if style in FORMS:
        return lambda place: reference_file([place], facts[place.document], style).strip()
    known = _style(style)
    return lambda place: cited(place, facts[place.document], known).note


def _style(named: object) -> str:
    """A style for text; the first where it is none."""
    return str(named) if named in STYLES else STYLES[0]


def _order(sent: Any) -> str:
    return str(sent.get("order") or "report")


def _choice(sent: Any) -> Choice:
    """What was sent, as far as our tables know it: a name that they do not know chooses nothing."""
    from assistant.briefing.choice import Choice, chosen

    found: dict[str, Any] = {}
    names = {
        "mission": [sent.get("mission")],
        "role": [sent.get("role")],
        "theme": str(sent.get("theme") or "").split(","),
    }
    names |= {"length": [sent.get("length")], "language": [sent.get("language")]}
    for kind, written in names.items():
        known = [choice for name in written if name and (choice := _chosen(chosen, kind, str(name)))]
        if kind == "theme":
            found["themes"] = tuple(dict.fromkeys(theme for choice in known for theme in choice.themes))
        elif known:
            found[kind] = getattr(known[0], kind)
    return Choice(
        **found,
        emails=bool(sent.get("emails")),
        self_check=bool(sent.get("questions")),
        without=frozenset(_texts(sent.get("without"))),
        dropped=frozenset(_texts(sent.get("dropped"))),
        order=_texts(sent.get("order")),
    )


def _chosen(chosen: Callable[..., Choice], kind: str, name: str) -> Choice | None:
    from assistant.case_studies.case_rows import UnknownName

    try:
        return chosen(**({"mission": None} | {kind: [name] if kind == "theme" else name}))
    except UnknownName:
        return None


def _texts(sent: Any) -> tuple[str, ...]:
    return tuple(map(str, sent[:_MOST_CITED])) if isinstance(sent, list) else ()


def _filters(sent: Any) -> Filters:
    """What the address says, as far as our tables know it: a name that they do not know limits nothing."""
    from assistant.case_studies.case_rows import Filters, UnknownName, country_named, mission_named, theme_named

    found = {}
    for kind, named in (("mission", mission_named), ("country", country_named), ("theme", theme_named)):
        try:
            found[kind] = (named(str(sent[kind])),) if sent.get(kind) else ()
        except UnknownName:
            found[kind] = ()
    return Filters(found["mission"], found["country"], found["theme"], str(sent.get("words") or ""))
