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
from assistant.case_studies.mission_lead import mission_lead
from assistant.files.escaping import plain_in_markdown, writable_in_xml
from assistant.sources.lines import label, remarks
from assistant.wording.sentences import say, say_as_page
from corpus.anchors import quoted, row_said
from corpus.report import BY_MACHINE, Report

KINDS = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_OWN = "Further Own Line"


def exported(answers: Sequence[Answer], reports: Sequence[Report], kind: str) -> bytes:
    """The file's bytes; `kind` is one of KINDS, else KeyError. `reports` are what the answers quote."""
    return {"md": _markdown, "docx": _word, "json": _json}[kind](answers, reports)


def place_line(citation: Citation, reports: Sequence[Report]) -> str:
    """Where a quote stands: title, headings, page as printed and as the file counts, paragraph, row, anchor."""
    report = next(report for report in reports if report.name == citation.document)
    path = [heading.strip().rstrip(":") for heading in citation.headings]
    place = " › ".join([report.title, *(heading for heading in path if heading != report.title)])
    quote = citation.quote
    if quote.page is not None:
        place += f", {'page' if quote.last_page is None else 'pages'} {quote.pages}"
        if quote.page_label not in (None, str(quote.page)):
            place += f" (page {quote.page} of the file)"
    if quote.numbered:
        place += f", {quote.numbered}"
    if quote.by_machine:
        place += f", {BY_MACHINE}"
    if row := row_said(quote):
        place += f", {row}"
    return f"{place} [further:{citation.anchor}]"


def edition_line(report: Report) -> str:
    """Which edition of a document was asked or checked against."""
    return f"{report.title}: {f'{report.edition}; ' if report.edition else ''}text {report.sha256[:8]}"


def _own_lines(answer: Answer) -> list[str]:
    """Further's own sentences before the quotes."""
    lines, behind = [], answer.query.behind
    if answer.understood_as != answer.question:
        key = "read_behind" if behind else "understood_as"
        lines.append(_said(key, answer, question=behind or answer.understood_as))
    if answer.count is not None:
        lines.append(_said("count_complete" if answer.complete else "count_open", answer, count=answer.count))
    return [*lines, *filter(None, [answer.message]), *_rule_lines(answer, answer)]


def _rule_lines(answer: Answer, found: Answer | SourceAnswer) -> list[str]:
    return [_said("rule", answer, rule=found.rule)] if found.citations and found.rule else []


def _said(key: str, answer: Answer, **parts: object) -> str:
    """In the language of the answer, as the page says it."""
    return say_as_page(key, answer.language, **parts)


def _title(answers: Sequence[Answer]) -> str:
    return say("conversation_title", _language(answers))


def _last_lines(answers: Sequence[Answer], reports: Sequence[Report]) -> list[str]:
    return [*map(edition_line, reports), say_as_page("disclaimer", _language(answers))]


def _language(answers: Sequence[Answer]) -> str:
    return answers[0].language if answers else "en"


def _markdown(answers: Sequence[Answer], reports: Sequence[Report]) -> bytes:
    parts = [f"# {_title(answers)}"]
    for answer in answers:
        parts.append(f"## {plain_in_markdown(answer.question)}")
        parts.extend(f"*{plain_in_markdown(line)}*" for line in _own_lines(answer))
        parts.extend(_markdown_quote(citation, reports) for citation in answer.citations)
        if answer.further:
            parts.append(f"*{_said('further', answer)}*")
            parts.extend(_markdown_quote(citation, reports) for citation in answer.further)
        if over := label(answer):
            parts.append(f"*{over}*")
        for one in answer.beside:
            parts.extend(_markdown_quote(citation, reports) for citation in one.citations)
            parts.extend(f"*{plain_in_markdown(line)}*" for line in _rule_lines(answer, one))
        if answer.nearest:
            parts.append(f"*{_said('nearest', answer)}*")
            parts.extend(_markdown_quote(citation, reports) for citation in answer.nearest)
        parts.extend(f"*{plain_in_markdown(line)}*" for line in remarks(answer))
    parts.append("---")
    parts.extend(plain_in_markdown(line) for line in _last_lines(answers, reports))
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
    from assistant.files.word_styles import Styled

    document = Document()
    document.core_properties.title = _title(answers)
    document.core_properties.author = "Further"
    document.add_heading(_title(answers), 0)
    footnotes = Footnotes(document)
    # Quotes stand upright and set in, what is ours in grey and aslant: nobody takes one for the other.
    quote, own = document.styles["Quote"], document.styles.add_style(_OWN, WD_STYLE_TYPE.PARAGRAPH)
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent, quote.paragraph_format.keep_together = Cm(0.75), True
    own.base_style, own.font.italic, own.font.color.rgb = document.styles["Normal"], True, RGBColor(0x4A, 0x57, 0x63)
    own.paragraph_format.keep_with_next = True
    styled = Styled(document)

    def quotes(citations: Sequence[Citation]) -> None:
        for citation in citations:
            paragraph = styled.paragraph(style="Quote")
            if lead := mission_lead(citation.headings):
                paragraph.add_run(f"{writable_in_xml(lead.words)}: ").bold = True
            paragraph.add_run(writable_in_xml(quoted(citation.quote.text)))
            footnotes.add(paragraph, place_line(citation, reports))

    def said(line: str) -> None:
        styled.paragraph(line, _OWN)

    for answer in answers:
        document.add_heading(writable_in_xml(answer.question), 2)
        for line in _own_lines(answer):
            said(line)
        quotes(answer.citations)
        if answer.further:
            said(_said("further", answer))
            quotes(answer.further)
        if over := label(answer):
            said(over)
        for one in answer.beside:
            quotes(one.citations)
            for line in _rule_lines(answer, one):
                said(line)
        if answer.nearest:
            said(_said("nearest", answer))
            quotes(answer.nearest)
        for line in remarks(answer):
            said(line)
    for line in _last_lines(answers, reports):
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
