"""`Answer` in, the JSON object that scripts and other programs read out. The README lists its keys; tests hold them."""

from __future__ import annotations

from typing import Any

from assistant.answer import Answer, Citation


def answer_object(answer: Answer, identity: Any = None) -> dict[str, Any]:
    """One Answer object. `identity` is the conversation's id in a batch, else None."""
    return {
        "id": identity,
        "question": answer.question,
        "understood_as": answer.understood_as,
        "language": answer.language,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "abstained": answer.abstained,
        "message": answer.message,
        "quotes": [quote_object(citation) for citation in answer.citations],
        "nearest": [quote_object(citation) for citation in answer.nearest],
        "complete": answer.complete,
        "count": answer.count,
        "rule": answer.rule,
        "confidence": round(answer.confidence, 4),
        "latency_ms": round(answer.latency_ms, 1),
    }


def quote_object(citation: Citation) -> dict[str, Any]:
    quote = citation.quote
    known: dict[str, Any] = {"paragraph": quote.paragraph} if quote.paragraph else {}
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
