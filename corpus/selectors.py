"""A span in, the JSON that finds it again out, in the form that other programs read, and back.

Method: TextQuoteSelector and TextPositionSelector of the W3C Web Annotation Data Model, on a target that names the
document, its edition and the sha256 of its text. `anchors` is the same in a short string without words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.report import Report, Span

_CONTEXT = 32  # characters on each side, as in the anchors


@dataclass(frozen=True, slots=True)
class Cited:
    """Words cited somewhere. `sha256`: of the text they were cut from, or its beginning; "" where nothing says it.

    `edition`: that text's edition in words, or "".
    """

    exact: str
    sha256: str = ""
    edition: str = ""


def target(report: Report, span: Span) -> dict[str, Any]:
    """The annotation target of the words at `span`."""
    text = report.text
    return {
        "source": report.name,
        "title": report.title,
        "edition": report.edition,
        "sha256": report.sha256,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - _CONTEXT) : span.start],
                "suffix": text[span.end : span.end + _CONTEXT],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def cited(value: Any, above: dict[str, Any] | None = None) -> Iterator[Cited]:
    """Every quote that a JSON value holds, at any depth: TextQuoteSelectors, and quotes of Answer objects."""
    if isinstance(value, list):
        for member in value:
            yield from cited(member, above)
    elif isinstance(value, dict):
        if value.get("type") == "TextQuoteSelector" and isinstance(value.get("exact"), str):
            named = above or {}
            yield Cited(value["exact"], str(named.get("sha256") or ""), str(named.get("edition") or ""))
        elif isinstance(value.get("text"), str) and isinstance(value.get("anchor"), str):
            if "target" not in value:
                yield Cited(value["text"], value["anchor"].split(".")[0])
            else:
                yield from cited(value["target"], value["target"])
        else:
            for member in value.values():
                yield from cited(member, value)
