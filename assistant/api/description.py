"""The HTTP door in, its OpenAPI description out: each answer with an example, each problem as it is told."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.api.models import Problem
from assistant.api.problems import DETAILS, PROBLEM
from assistant.briefing.files import KINDS

_ABOUT = (
    "Asks documents in their own words. What stands in `quotes` was cut from a document, never written: "
    "`text[start:end]` of the document's text (`GET /sources/{sha256}`) is the quote, character for character. "
    "An answer without quotes means that the documents do not say."
)
_ALWAYS = (400, 403, 405, 413, 421, 429, 500, 503)
_OF_POST = (415, 422)
_QUOTE = {
    "number": 1,
    "text": "131 interviews with current and former staff from more than 20 field missions",
    "document": "going-further-together",
    "section": [
        "GOING FURTHER TOGETHER",
        "The contribution of human rights components to the implementation of mandates of "
        "United Nations field missions",
        "HOW DO HUMAN RIGHTS COMPONENT CONTRIBUTE TO MANDATE IMPLEMENTATION?",
    ],
    "page": None,
    "page_label": None,
    "last_page": None,
    "last_page_label": None,
    "start": 2051,
    "end": 2128,
    "anchor": "c33e8e70.2051-2128.7153c437.ecb7.3a17",
    "score": 1.0,
}
_SOURCE = {
    "document": "going-further-together",
    "title": "Going Further Together",
    "sha256": "c33e8e70cc773e8e3fae35362c0f0903528954859a75297577160f13c3adbba8",
    "characters": 12786,
    "pages": None,
    "edition": None,
    "body": "OHCHR",
    "date": None,
    "symbol": None,
    "language": "en",
    "notes": [],
}
EXAMPLES: dict[str, Any] = {
    "/ask": {
        "id": None,
        "question": "How many people were interviewed?",
        "understood_as": "How many people were interviewed?",
        "query": {"text": "How many people were interviewed?"},
        "language": "en",
        "status": "answered",
        "reason": None,
        "abstained": False,
        "message": "",
        "quotes": [_QUOTE],
        "nearest": [],
        "complete": None,
        "count": None,
        "rule": None,
        "confidence": 0.97,
        "latency_ms": 81.5,
    },
    "/check": {
        "summary": "1 quotation: 0 exact, 1 altered, 0 absent.",
        "verdicts": [
            {
                "text": "131 interviews with current and former staff from more than 30 field missions",
                "verdict": "altered",
                "places": [],
                "nearest": _QUOTE,
                "difference": [{"kind": "changed", "draft": "30", "report": "20"}],
            }
        ],
    },
    "/cite": {"citations": [], "text": ""},
    "/cases": {"count": 0, "of": 55, "counts": {}, "filters": {}, "rules": {}, "rows": []},
    "/brief": {"title": "Briefing: MONUSCO", "subtitle": "Police", "language": "en", "sections": []},
    "/sources": {"sources": [_SOURCE]},
    "/sources/{sha256}": _SOURCE | {"text": "GOING FURTHER TOGETHER …"},
    "/health": {"status": "ready", "version": "0.1.0", "documents": ["going-further-together"]},
}


def described(app: FastAPI, prefix: str) -> dict[str, Any]:
    """Made once, and kept in `app`."""
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
        found["servers"] = [{"url": prefix}]
        schemas = found["components"]["schemas"]
        for gone in ("HTTPValidationError", "ValidationError"):
            schemas.pop(gone, None)
        problems = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= problems.pop("$defs", {}) | {"Problem": problems}
        for path, methods in found["paths"].items():
            for method, operation in methods.items():
                _describe(operation, path, method)
        app.openapi_schema = found
    return app.openapi_schema


def _describe(operation: dict[str, Any], path: str, method: str) -> None:
    answers = operation["responses"]
    answers["200"]["content"]["application/json"]["example"] = EXAMPLES[path]
    if path == "/brief":
        for kind in KINDS.values():
            answers["200"]["content"][kind.split(";")[0]] = {"schema": {"type": "string", "format": "binary"}}
    statuses = {*_ALWAYS, *(_OF_POST if method == "post" or "422" in answers else ()), *([404] if "{" in path else [])}
    for status in sorted(statuses):
        schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
        answers[str(status)] = {"description": DETAILS[status], "content": {PROBLEM: schema}}
