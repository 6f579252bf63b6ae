"""A conversation in, a file for people or programs out: Markdown, a Word document, JSON; every citation with its place.

Only the report's words stand in quotation marks. Each quote carries its anchor, so that whoever gets the file can have
any other Further open it at the place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation
from assistant.contract import answer_object
from corpus.anchors import quoted
from corpus.report import Report

if TYPE_CHECKING:
    from docx.document import Document

KINDS = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_DISCLAIMER = "Further is no product of the United Nations and is not endorsed by it."
_NO_ANSWER = "Nearest passages – not an answer"
# What XML cannot hold, and a pasted question may.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def exported(answers: Sequence[Answer], reports: Sequence[Report], kind: str) -> bytes:
    """The file's bytes; `kind` is one of KINDS, else KeyError. `reports` are what the answers quote."""
    return {"md": _markdown, "docx": _word, "json": _json}[kind](answers, reports)


def place_line(citation: Citation, reports: Sequence[Report]) -> str:
    """Where a quote stands: title, headings, page as printed and as the file counts, edition, anchor."""
    report = next(report for report in reports if report.name == citation.document)
    path = [heading.strip().rstrip(":") for heading in citation.headings]
    place = " › ".join([report.title, *(heading for heading in path if heading != report.title)])
    quote = citation.quote
    if quote.page is not None:
        place += f", page {quote.page_label or quote.page}"
        if quote.page_label not in (None, str(quote.page)):
            place += f" (page {quote.page} of the file)"
    return f"{place} [further:{citation.anchor}]"


def _edition_lines(reports: Sequence[Report]) -> list[str]:
    return [
        f"{report.title}: {f'{report.edition}; ' if report.edition else ''}text {report.sha256[:8]}"
        for report in reports
    ]


def _own_lines(answer: Answer) -> list[str]:
    """Further's own sentences before the quotes."""
    lines = [f"Understood as: {answer.understood_as}"] if answer.understood_as != answer.question else []
    if answer.count is not None:
        lines.append(f"{answer.count} in all" if answer.complete else f"{answer.count} found; there may be more")
    return lines + [line for line in (answer.message, f"Rule: {answer.rule}" if answer.rule else "") if line]


def _markdown(answers: Sequence[Answer], reports: Sequence[Report]) -> bytes:
    parts = ["# Conversation with Further"]
    for answer in answers:
        parts.append(f"## {_plain(answer.question)}")
        parts.extend(f"*{_plain(line)}*" for line in _own_lines(answer))
        parts.extend(_markdown_quote(citation, reports) for citation in answer.citations)
        if answer.nearest:
            parts.append(f"*{_NO_ANSWER}*")
            parts.extend(_markdown_quote(citation, reports) for citation in answer.nearest)
    parts.append("---")
    parts.extend(_plain(line) for line in [*_edition_lines(reports), _DISCLAIMER])
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _markdown_quote(citation: Citation, reports: Sequence[Report]) -> str:
    words = "\n> ".join(_plain(line) for line in quoted(citation.quote.text).split("\n"))
    return f"> {words}\n>\n> {citation.number}\\. {_plain(place_line(citation, reports))}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)


def _word(answers: Sequence[Answer], reports: Sequence[Report]) -> bytes:
    from docx import Document  # costs a third of a second, and most conversations are never saved

    document = Document()
    document.core_properties.title = "Conversation with Further"
    document.core_properties.author = "Further"
    document.add_heading("Conversation with Further", 0)
    for answer in answers:
        document.add_heading(_writable(answer.question), 2)
        for line in _own_lines(answer):
            document.add_paragraph().add_run(_writable(line)).italic = True
        _word_quotes(document, answer.citations, reports)
        if answer.nearest:
            document.add_paragraph().add_run(_NO_ANSWER).italic = True
            _word_quotes(document, answer.nearest, reports)
    for line in [*_edition_lines(reports), _DISCLAIMER]:
        document.add_paragraph(_writable(line))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _word_quotes(document: Document, citations: Sequence[Citation], reports: Sequence[Report]) -> None:
    """The quotes with raised numbers, then the numbered places, as footnotes stand below a text."""
    for citation in citations:
        paragraph = document.add_paragraph(_writable(quoted(citation.quote.text)), style="Quote")
        paragraph.add_run(str(citation.number)).font.superscript = True
    for citation in citations:
        note = document.add_paragraph()
        note.add_run(str(citation.number)).font.superscript = True
        note.add_run(f" {_writable(place_line(citation, reports))}")


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _json(answers: Sequence[Answer], reports: Sequence[Report]) -> bytes:
    documents = [
        {"name": report.name, "title": report.title, "edition": report.edition, "sha256": report.sha256}
        for report in reports
    ]
    whole = {"documents": documents, "answers": [answer_object(answer) for answer in answers]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
