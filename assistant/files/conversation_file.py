"""A conversation in, a file for people or programs out: Markdown, a Word document, JSON; every citation with its place.

Only the report's words stand in quotation marks. Each quote carries its anchor, so that whoever gets the file can have
any other Further open it at the place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO

from assistant.answer import Answer, Citation, SourceAnswer
from assistant.answer_json import answer_object
from assistant.files.escaping import plain_in_markdown, writable_in_xml
from assistant.mission_lead import mission_lead
from assistant.source_lines import label, remarks
from corpus.anchors import quoted
from corpus.report import BY_MACHINE, Report

KINDS = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_DISCLAIMER = "Further is no product of the United Nations and is not endorsed by it."
_OWN = "Further Own Line"
_NO_ANSWER = "Nearest passages – not an answer"
_MAY_ANSWER = "Further passages – they may answer too, or better"


def exported(answers: Sequence[Answer], reports: Sequence[Report], kind: str) -> bytes:
    """The file's bytes; `kind` is one of KINDS, else KeyError. `reports` are what the answers quote."""
    return {"md": _markdown, "docx": _word, "json": _json}[kind](answers, reports)


def place_line(citation: Citation, reports: Sequence[Report]) -> str:
    """Where a quote stands: title, headings, page as printed and as the file counts, paragraph, edition, anchor."""
    report = next(report for report in reports if report.name == citation.document)
    path = [heading.strip().rstrip(":") for heading in citation.headings]
    place = " › ".join([report.title, *(heading for heading in path if heading != report.title)])
    quote = citation.quote
    if quote.page is not None:
        place += f", {'page' if quote.last_page is None else 'pages'} {quote.pages}"
        if quote.page_label not in (None, str(quote.page)):
            place += f" (page {quote.page} of the file)"
    if quote.paragraph:
        place += f", paragraph {quote.paragraph}"
    if quote.by_machine:
        place += f", {BY_MACHINE}"
    return f"{place} [further:{citation.anchor}]"


def edition_line(report: Report) -> str:
    """Which edition of a document was asked or checked against."""
    return f"{report.title}: {f'{report.edition}; ' if report.edition else ''}text {report.sha256[:8]}"


def _own_lines(answer: Answer) -> list[str]:
    """Further's own sentences before the quotes."""
    lines = [f"Understood as: {answer.understood_as}"] if answer.understood_as != answer.question else []
    if answer.count is not None:
        lines.append(f"{answer.count} in all" if answer.complete else f"{answer.count} found; there may be more")
    return lines + [line for line in (answer.message, f"Rule: {answer.rule}" if answer.rule else "") if line]


def _rule_lines(source: SourceAnswer) -> list[str]:
    return [f"Rule: {source.rule}"] if source.citations and source.rule else []


def _markdown(answers: Sequence[Answer], reports: Sequence[Report]) -> bytes:
    parts = ["# Conversation with Further"]
    for answer in answers:
        parts.append(f"## {plain_in_markdown(answer.question)}")
        parts.extend(f"*{plain_in_markdown(line)}*" for line in _own_lines(answer))
        parts.extend(_markdown_quote(citation, reports) for citation in answer.citations)
        if answer.further:
            parts.append(f"*{_MAY_ANSWER}*")
            parts.extend(_markdown_quote(citation, reports) for citation in answer.further)
        if over := label(answer):
            parts.append(f"*{over}*")
        for one in answer.beside:
            parts.extend(_markdown_quote(citation, reports) for citation in one.citations)
            parts.extend(f"*{plain_in_markdown(line)}*" for line in _rule_lines(one))
        if answer.nearest:
            parts.append(f"*{_NO_ANSWER}*")
            parts.extend(_markdown_quote(citation, reports) for citation in answer.nearest)
        parts.extend(f"*{plain_in_markdown(line)}*" for line in remarks(answer))
    parts.append("---")
    parts.extend(plain_in_markdown(line) for line in [*map(edition_line, reports), _DISCLAIMER])
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _markdown_quote(citation: Citation, reports: Sequence[Report]) -> str:
    words = "\n> ".join(plain_in_markdown(line) for line in quoted(citation.quote.text).split("\n"))
    lead = mission_lead(citation.headings)
    under = f"**{plain_in_markdown(lead.words)}:** " if lead else ""
    return f"> {under}{words}\n>\n> {citation.number}\\. {plain_in_markdown(place_line(citation, reports))}"


def _word(answers: Sequence[Answer], reports: Sequence[Report]) -> bytes:
    from docx import Document  # costs a third of a second, and most conversations are never saved
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, RGBColor

    from assistant.files.word_footnotes import Footnotes

    document = Document()
    document.core_properties.title = "Conversation with Further"
    document.core_properties.author = "Further"
    document.add_heading("Conversation with Further", 0)
    footnotes = Footnotes(document)
    # Quotes stand upright and set in, what is ours in grey and aslant: nobody takes one for the other.
    quote, own = document.styles["Quote"], document.styles.add_style(_OWN, WD_STYLE_TYPE.PARAGRAPH)
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent, quote.paragraph_format.keep_together = Cm(0.75), True
    own.base_style, own.font.italic, own.font.color.rgb = document.styles["Normal"], True, RGBColor(0x4A, 0x57, 0x63)
    own.paragraph_format.keep_with_next = True

    def quotes(citations: Sequence[Citation]) -> None:
        for citation in citations:
            paragraph = document.add_paragraph(style="Quote")
            if lead := mission_lead(citation.headings):
                paragraph.add_run(f"{writable_in_xml(lead.words)}: ").bold = True
            paragraph.add_run(writable_in_xml(quoted(citation.quote.text)))
            footnotes.add(paragraph, place_line(citation, reports))

    def said(line: str) -> None:
        document.add_paragraph(writable_in_xml(line), style=_OWN)

    for answer in answers:
        document.add_heading(writable_in_xml(answer.question), 2)
        for line in _own_lines(answer):
            said(line)
        quotes(answer.citations)
        if answer.further:
            said(_MAY_ANSWER)
            quotes(answer.further)
        if over := label(answer):
            said(over)
        for one in answer.beside:
            quotes(one.citations)
            for line in _rule_lines(one):
                said(line)
        if answer.nearest:
            said(_NO_ANSWER)
            quotes(answer.nearest)
        for line in remarks(answer):
            said(line)
    for line in [*map(edition_line, reports), _DISCLAIMER]:
        document.add_paragraph(writable_in_xml(line))
    footnotes.write()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _json(answers: Sequence[Answer], reports: Sequence[Report]) -> bytes:
    documents = [
        {"name": report.name, "title": report.title, "edition": report.edition, "sha256": report.sha256}
        for report in reports
    ]
    whole = {"documents": documents, "answers": [answer_object(answer) for answer in answers]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
