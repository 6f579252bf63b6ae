"""What the page's script may call for who writes: the table of case studies; objects in, objects out.

Nothing here needs a model. The documents are those of the desk that calls: the served ones, or one's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.screens.service import Call, Reply, Service, callable_whole
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.cases import Filters, Row

# What a table of case studies can be saved as.
TABLES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Writing:
    """Answers the script, over the documents that `service` says it is asked of."""

    def __init__(self, service: Service) -> None:
        self._desk = service.desk

    def calls(self) -> list[Call]:
        """What the script may call, by name."""
        return [callable_whole(call) for call in (self.cases,)]

    async def cases(self, sent: Any) -> Reply:
        """{mission, country, theme, words, order, document} -> the rows that fit, drawn, and how many of how many."""
        reports, _ = self._desk(sent)
        if not reports:
            return {"gone": True}
        return await asyncio.to_thread(self._cases, sent, reports)

    def _cases(self, sent: Any, reports: tuple[Report, ...]) -> Reply:
        from assistant.cases import has_case_studies
        from assistant.knowledge import themes
        from assistant.screens.case_list import case_rows, options
        from assistant.screens.chips import Chips

        table, filters, found = self.table(sent, reports)
        return {
            "rows": case_rows(found, _order(sent), Chips(reports)),
            "options": options(table, filters),
            "count": len(found),
            "whole": len(table),
            "lists": not has_case_studies(reports),
            "rule": ", ".join(word for theme in filters.themes for word in themes()[theme].words),
        }

    def saved_cases(self, sent: Any, kind: str) -> bytes | None:
        """The same rows as a file of `kind`, one of TABLES; None where the documents are gone."""
        from assistant.case_tables import case_table
        from assistant.cases import has_case_studies

        reports, _ = self._desk(sent)
        if not reports:
            return None
        table, filters, found = self.table(sent, reports)
        return case_table(found, table, filters, kind, "case studies" if has_case_studies(reports) else "list items")

    def table(self, sent: Any, reports: Sequence[Report]) -> tuple[tuple[Row, ...], Filters, tuple[Row, ...]]:
        """All rows, the filters that were sent, and the rows that they leave in the order that was asked for."""
        from assistant.cases import chosen, in_order, rows

        table = rows(reports)
        filters = _filters(sent)
        return table, filters, in_order(chosen(table, filters), _order(sent))


def _order(sent: Any) -> str:
    return str(sent.get("order") or "report")


def _filters(sent: Any) -> Filters:
    """What the address says, as far as our tables know it: a name that they do not know limits nothing."""
    from assistant.cases import Filters, UnknownName, country_named, mission_named, theme_named

    found = {}
    for kind, named in (("mission", mission_named), ("country", country_named), ("theme", theme_named)):
        try:
            found[kind] = (named(str(sent[kind])),) if sent.get(kind) else ()
        except UnknownName:
            found[kind] = ()
    return Filters(found["mission"], found["country"], found["theme"], str(sent.get("words") or ""))
