"""An Answer object as a browser or a file kept it in, the `Answer` out: its quotes cut anew from the report.

Nothing that comes back is believed: words are taken from the report at the span, and where they are not the kept ones,
at the place that the anchor finds. A quote whose words the reports do not hold makes the answer unusable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer import Answer, Citation, Reason, SourceAnswer, Status
from assistant.answer_json import query_of
from assistant.citation import cite
from assistant.query.parsing import parse
from assistant.query.query import Query
from assistant.question_text import LONGEST_QUESTION
from corpus.anchors import find_words
from corpus.report import Quote, Report, Span

_LONGEST_QUERY = 200_000  # bytes of JSON: it names what a list showed
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_MOST_QUOTES = 3000  # of an answer; one that lists more was shown and is not asked about
LONGEST_TEXT = 20_000  # characters of one of our own sentences; more was never written by this program


def restored(kept: Any, reports: Sequence[Report]) -> Answer | None:
    """The answer that `contract.answer_object` wrote; None where it is none, or where a quote cannot be proved."""
    try:
        return _answer(kept, {report.name: report for report in reports})
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        return None


def _answer(kept: Mapping[str, Any], reports: Mapping[str, Report]) -> Answer:
    beside = kept.get("by_source", ())
    if len(kept["quotes"]) + len(kept["nearest"]) + sum(len(one["quotes"]) for one in beside) > _MOST_QUOTES:
        raise ValueError("more quotes than are asked about")
    return Answer(
        question=_question(kept["question"]),
        query=_query(kept) if "query" in kept else parse(_question(kept["understood_as"])),
        language=_text(kept["language"]),
        status=Status(kept["status"]),
        reason=None if kept["reason"] is None else Reason(kept["reason"]),
        message=_text(kept["message"]),
        citations=tuple(_citation(one, reports) for one in kept["quotes"] if "further" not in one),
        further=tuple(_citation(one, reports) for one in kept["quotes"] if "further" in one),
        nearest=tuple(_citation(one, reports) for one in kept["nearest"]),
        complete=None if kept["complete"] is None else bool(kept["complete"]),
        count=None if kept["count"] is None else int(kept["count"]),
        rule=None if kept["rule"] is None else _text(kept["rule"]),
        confidence=float(kept["confidence"]),
        latency_ms=float(kept["latency_ms"]),
        by_source=tuple(_source(one, reports) for one in beside if one["document"] in reports),
        unasked=max(0, int(kept.get("unasked", 0))),
    )


def _source(kept: Mapping[str, Any], reports: Mapping[str, Report]) -> SourceAnswer:
    """A document that is asked no more is left out of the answer; what leads it makes it unusable."""
    return SourceAnswer(
        document=kept["document"],
        title=_text(kept["title"]),
        symbol=_text(kept["symbol"]),
        reason=None if kept["reason"] is None else Reason(kept["reason"]),
        citations=tuple(_citation(one, reports) for one in kept["quotes"]),
        confidence=float(kept["confidence"]),
        complete=None if kept["complete"] is None else bool(kept["complete"]),
        count=None if kept["count"] is None else int(kept["count"]),
        rule=None if kept["rule"] is None else _text(kept["rule"]),
    )


def _query(kept: Mapping[str, Any]) -> Query:
    written = json.dumps(kept["query"], ensure_ascii=False).encode()  # half a character of two raises a ValueError
    query = query_of(kept["query"])
    clauses = (*query.clauses, *query.excluded.clauses, query.terms)
    said = all(one.forms and all(one.forms) for clause in clauses for one in clause)
    if len(written) > _LONGEST_QUERY or not _LANGUAGE.fullmatch(query.language) or not said:
        raise ValueError("no query that was filled from a question")
    return query


def _citation(kept: Mapping[str, Any], reports: Mapping[str, Report]) -> Citation:
    report = reports[kept["document"]]
    return cite(report, _quote(kept, report).span, int(kept["number"]), float(kept["score"]))


def _quote(kept: Mapping[str, Any], report: Report) -> Quote:
    """The kept words, cut again. ValueError where the report does not hold them."""
    start, end = int(kept["start"]), int(kept["end"])
    if 0 <= start < end <= len(report.text) and report.text[start:end] == kept["text"]:
        return report.quote(Span(start, end))
    span = find_words(report, kept["text"], str(kept["anchor"]))
    if span is None:
        raise ValueError("words that this report does not hold")
    return report.quote(span)


def _question(value: object) -> str:
    """As long as one may be; what was understood by one says a little more. It is read anew, and reading takes time."""
    text = _text(value)
    if len(text) > 2 * LONGEST_QUESTION:
        raise ValueError("longer than a question")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError("not one of our sentences")
    return value
