"""`Answer` in, the JSON object that scripts and other programs read out. The README lists its keys; tests hold them."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Citation, SourceAnswer
from assistant.briefing.offering import offer
from assistant.query.query import Query

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def answer_object(answer: Answer, identity: Any = None) -> dict[str, Any]:
    """One Answer object. `identity` is the conversation's id in a batch, else None."""
    return {
        "id": identity,
        "question": answer.question,
        "understood_as": answer.understood_as,
        "query": query_object(answer.query),
        "language": answer.language,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "abstained": answer.abstained,
        "message": answer.message,
        **({"offer": said} if (said := offer(answer.question)) else {}),
        "quotes": [
            *(quote_object(citation) for citation in answer.citations),
            *(quote_object(citation) | {"further": True} for citation in answer.further),
        ],
        "nearest": [quote_object(citation) for citation in answer.nearest],
        "complete": answer.complete,
        "count": answer.count,
        "rule": answer.rule,
        "confidence": round(answer.confidence, 4),
        "latency_ms": round(answer.latency_ms, 1),
        **({"by_source": list(map(_source_object, answer.by_source))} if answer.by_source else {}),
        **({"unasked": answer.unasked} if answer.unasked else {}),
    }


def _source_object(source: SourceAnswer) -> dict[str, Any]:
    return {
        "document": source.document,
        "title": source.title,
        "symbol": source.symbol,
        "reason": source.reason.value if source.reason else None,
        "abstained": source.reason is not None,
        "quotes": [quote_object(citation) for citation in source.citations],
        "complete": source.complete,
        "count": source.count,
        "rule": source.rule,
        "confidence": round(source.confidence, 4),
    }


def query_object(query: Query) -> dict[str, Any]:
    """The slots of a Query that are filled, the same in every run; `query_of` reads them back."""
    found: dict[str, Any] = _plain(_adapter().dump_python(query, exclude_defaults=True))
    return found


def _plain(value: Any) -> Any:
    """Values of JSON; a set by its members' order, as its own differs from run to run."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    return value.value if isinstance(value, Enum) else value


def query_of(kept: Any) -> Query:
    """ValueError where `kept` was not written by `query_object`."""
    return _adapter().validate_python(kept)


@cache
def _adapter() -> TypeAdapter[Query]:
    # pydantic costs 0.1 s to import, and comes with gradio; the command alone does not need it.
    from pydantic import TypeAdapter

    return TypeAdapter(Query)


def quote_object(citation: Citation) -> dict[str, Any]:
    quote = citation.quote
    numbers = {"paragraph": quote.paragraph, "annex": quote.annex, "note": quote.note}
    known: dict[str, Any] = {name: number for name, number in numbers.items() if number}
    if lead_in := quote.lead_in:
        known["lead_in"] = {"text": lead_in.text, "start": lead_in.span.start, "end": lead_in.span.end}
    if quote.by_machine:
        known["by_machine"] = True
    if row := quote.row:
        cells = [{"head": head, "text": figure} for head, figure in row.cells]
        known["row"] = {"title": row.title, "unit": row.unit, "label": row.label, "cells": cells}
    return {
        "number": citation.number,
        "text": quote.text,
        "document": citation.document,
        "section": list(citation.headings),
        "page": quote.page,
        "page_label": quote.page_label,
        "last_page": quote.last_page,
        "last_page_label": quote.last_page_label,
        "start": quote.span.start,
        "end": quote.span.end,
        "anchor": citation.anchor,
        "score": round(citation.score, 4),
    } | known
