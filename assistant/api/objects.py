"""Values of the house in, plain JSON objects out: for the doors by which programs come, HTTP and MCP alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assistant.answer import Citation
from assistant.answer_json import quote_object
from assistant.briefing.pack import Item, Pack, Quoted
from assistant.case_studies.case_tables import case_table
from assistant.checking.checker import Verdict
from assistant.checking.verdict_report import summary, verdict_object
from assistant.citing.citation_text import citations_json, citations_text
from assistant.documents import Documents, filters
from corpus.report import Report


def verdicts_object(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    return {"summary": summary(verdicts), "verdicts": [verdict_object(verdict) for verdict in verdicts]}


def citations_object(documents: Documents, citations: Sequence[Citation], style: str) -> dict[str, Any]:
    """`style`: one of `citation_styles.STYLES`."""
    return {
        "citations": json.loads(citations_json(citations, documents.reports, documents.facts, style)),
        "text": citations_text(citations, documents.facts, style),
    }


def cases_object(
    documents: Documents,
    missions: Sequence[str],
    countries: Sequence[str],
    themes: Sequence[str],
    words: str,
    order: str,
) -> dict[str, Any]:
    """What `further cases --format json` prints. Raises Misuse."""
    found = documents.cases(missions, countries, themes, words, order)
    chosen = filters(missions, countries, themes, words)
    written: dict[str, Any] = json.loads(case_table(found, documents.rows, chosen, "json", "case studies"))
    return written


def brief_object(pack: Pack) -> dict[str, Any]:
    return {
        "title": pack.title,
        "subtitle": pack.subtitle,
        "language": pack.language,
        "sections": [
            {"key": section.key, "title": section.title, "items": list(map(_item, section.items))}
            for section in pack.sections
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    if not isinstance(item, Quoted):
        return {"kind": type(item).__name__.lower(), "text": item.text, "note": getattr(item, "note", "")}
    beside = {"note": item.note, "under": item.under, "tags": list(item.tags)}
    return {"kind": "quote", "text": item.text, "quote": quote_object(item.citation)} | beside


def source_object(documents: Documents, report: Report) -> dict[str, Any]:
    facts = documents.facts[report.name]
    return {
        "document": report.name,
        "title": facts.title,
        "sha256": report.sha256,
        "characters": len(report.text),
        "pages": len(report.pages) or None,
        "edition": report.edition or facts.edition,
        "body": facts.body,
        "date": facts.date,
        "symbol": facts.symbol,
        "language": facts.language,
        "notes": list(report.notes),
    }
