"""Readers' questions: a companion file beside a document, which lists questions that its passages answer.

`NAME.questions.jsonl`, one object a line: {"anchor", "passage", "questions": [...]}. `anchor` finds the passage,
`passage` repeats its words for whoever edits the file, `questions` may be in any language. A line whose anchor is null
lists questions that the document does not answer. Nothing in it is ever shown as the document's words.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from corpus.anchors import anchor, find_anchor
from corpus.passages import passages
from corpus.reading import SHIPPED
from corpus.report import Report, Span

SUFFIX = ".questions.jsonl"


@dataclass(frozen=True, slots=True)
class ReadersQuestion:
    """`passage`: the span of the passage that answers it; None: the document does not answer it."""

    text: str
    passage: Span | None


@dataclass(frozen=True, slots=True)
class ReadersQuestions:
    """A document's companion. `sha256` names its content ("" where there is none); `faults`: a sentence each."""

    questions: tuple[ReadersQuestion, ...] = ()
    sha256: str = ""
    faults: tuple[str, ...] = ()


NONE = ReadersQuestions()


def readers_questions(report: Report) -> ReadersQuestions:
    """The companion of a report, read and checked; empty where it has none. Faulty lines are left out and named."""
    raw = _raw(report.name)
    if raw is None:
        return NONE
    where = {passage.span for passage in passages(report)}
    found: list[ReadersQuestion] = []
    faults: list[str] = []
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            written, questions = row["anchor"], row["questions"]
        except (ValueError, KeyError, TypeError, RecursionError):
            faults.append(f'line {number}: needs "anchor" and "questions" as JSON')
            continue
        span = None
        if written is not None:
            span = find_anchor(report, str(written))
            if span is None or span not in where:
                faults.append(f"line {number}: its anchor finds no passage of this text")
                continue
        if not isinstance(questions, list) or not all(isinstance(question, str) for question in questions):
            faults.append(f'line {number}: "questions" is a list of texts')
            continue
        found.extend(ReadersQuestion(" ".join(question.split()), span) for question in questions if question.strip())
    return ReadersQuestions(tuple(found), hashlib.sha256(raw).hexdigest(), tuple(faults))


def empty_form(report: Report) -> str:
    """The companion file to fill in: a line for each passage, without questions, and one for what is not answered."""
    rows: list[dict[str, object]] = [
        {"anchor": anchor(report, passage.span), "passage": passage.quote.text, "questions": []}
        for passage in passages(report)
    ]
    rows.append({"anchor": None, "passage": None, "questions": []})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def companion_of(name: str) -> Path:
    """Where the companion of a document lies: beside it, under its name without the suffix."""
    return Path(name).with_name(Path(name).stem + SUFFIX)


def _raw(name: str) -> bytes | None:
    try:
        if name == SHIPPED:
            return resources.files("corpus").joinpath(SHIPPED + SUFFIX).read_bytes()
        return companion_of(name).read_bytes()
    except (OSError, ValueError):
        return None
