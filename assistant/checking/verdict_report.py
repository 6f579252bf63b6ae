"""Verdicts in, the report on a draft out: text for a person, Markdown, a Word file, JSON.

In quotation marks stand the draft's words and the report's, each labelled as whose; everything else is Further's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from io import BytesIO
from typing import Any

from assistant.answer import Citation
from assistant.answer_json import quote_object
from assistant.checking.checker import Outcome, Verdict
from assistant.checking.named_source import Named
from assistant.checking.remarks import summary_lines, verdict_lines
from assistant.checking.verdict_wording import place_of_draft, said
from assistant.checking.word_difference import Difference, How
from assistant.citation import Cite
from assistant.files.escaping import plain_in_markdown, writable_in_xml
from corpus.anchors import quoted
from corpus.report import BY_MACHINE

Line = tuple[str, str]  # a label of ours, and what it labels
Section = tuple[str, list[Line]]  # a heading, and what stands under it

NOTHING = "There is nothing to check: no passage of at least four words stands in quotation marks."


def verdict_object(verdict: Verdict) -> dict[str, Any]:
    """One verdict of `further check --json`."""
    return {
        "text": verdict.text,
        "verdict": verdict.outcome.value,
        "places": [quote_object(place) for place in verdict.places],
        "nearest": quote_object(verdict.nearest) if verdict.nearest else None,
        "difference": [_difference_object(difference) for difference in verdict.differences]
        + [{"kind": shape, "draft": None, "report": None} for shape in verdict.shapes],
    } | ({"named": asdict(verdict.named)} if verdict.named else {})


def _difference_object(difference: Difference) -> dict[str, Any]:
    return {"kind": difference.how.value, "draft": difference.draft, "report": difference.report}


def verdicts_json(verdicts: Sequence[Verdict]) -> str:
    return json.dumps([verdict_object(verdict) for verdict in verdicts], ensure_ascii=False)


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many of each, in a sentence; what to do is left to the reader."""
    if not verdicts:
        return NOTHING
    counts = [(sum(v.outcome is outcome for v in verdicts), outcome.value) for outcome in Outcome]
    many = "1 quotation" if len(verdicts) == 1 else f"{len(verdicts)} quotations"
    return f"{many}: " + ", ".join(f"{count} {name}" for count, name in counts) + "."


def lines_of(verdict: Verdict, cite: Cite) -> Iterator[Line]:
    """What there is to say of one verdict."""
    yield "Draft", quoted(verdict.text)
    for place in verdict.places:
        yield "Stands in", place_of(place)
        yield from _row(place)
        yield "Cite as", cite(place)
    if verdict.shapes:
        yield "Differs only in", ", ".join(verdict.shapes)
    if verdict.nearest:
        yield "Report", quoted(verdict.nearest.quote.text)
        yield "Stands in", place_of(verdict.nearest)
        yield from _row(verdict.nearest)
        for difference in verdict.differences:
            yield difference.how.value.capitalize(), _said(difference)
        yield "Cite as", cite(verdict.nearest)
    if verdict.outcome is Outcome.ABSENT:
        yield "Not found", "no passage of the documents checked against says this"
        if verdict.source:
            yield "The draft names as its source", verdict.source
    if verdict.named:
        yield "Source", _named(verdict.named)
    if verdict.edition:
        name = f" ({verdict.edition.name})" if verdict.edition.name else ""
        found = "found again in this one" if verdict.places else "and this one does not say it so"
        yield "Cited from another edition", f"text {verdict.edition.sha256[:8]}{name}, {found}"


def _named(named: Named) -> str:
    if named.document:
        return f"stands in {named.document}, the draft names {named.source}"
    return f"the draft names {named.source}, and the document does not bear that out"


def _row(place: Citation) -> Iterator[Line]:
    if row := place.quote.row:
        yield "Row", row.in_its_table


def place_of(citation: Citation) -> str:
    """Document, headings, page and paragraph."""
    quote = citation.quote
    place = [citation.document, *(heading.rstrip(":") for heading in citation.headings)]
    if quote.page is not None:
        place.append(f"{'page' if quote.last_page is None else 'pages'} {quote.pages}")
    if quote.numbered:
        place.append(quote.numbered)
    if quote.by_machine:
        place.append(BY_MACHINE)
    return " › ".join(place)


def verdicts_text(verdicts: Sequence[Verdict], cite: Cite) -> str:
    """For a terminal: what is not exact comes with the same detail as what is, in the order of the draft."""
    parts = [summary(verdicts)]
    for verdict in verdicts:
        head = f"{verdict.outcome.value.upper()}{f' – {verdict.place}' if verdict.place else ''}"
        parts.append("\n".join([head, *(f"  {label}: {said}" for label, said in lines_of(verdict, cite))]))
    return "\n\n".join(parts)


def saved_report(
    verdicts: Sequence[Verdict], kind: str, draft: str, against: Sequence[str], cite: Cite, language: str = "en"
) -> bytes:
    """The file's bytes; `kind` is "md", "docx" or "json". `against`: the documents checked against, with editions.
    `language`: of what is ours in it; JSON is for programs, in any."""
    if kind == "json":
        return (verdicts_json(verdicts) + "\n").encode()
    write = _word if kind == "docx" else _markdown
    # What needs work comes first.
    wrong = [verdict for verdict in verdicts if verdict.outcome is not Outcome.EXACT]
    right = [verdict for verdict in verdicts if verdict.outcome is Outcome.EXACT]
    if language == "en":
        opening = [f"Draft: {draft}", *(f"Checked against: {one}" for one in against), summary(verdicts)]
        groups = [("To be mended", wrong), ("Exact", right)]
        return write(_TITLE, opening, [(title, [_section(one, cite) for one in ones]) for title, ones in groups], _FOOT)

    counts = summary_lines(verdicts, language)[0]
    opening = [f"{said('drafted', language)} {draft}", *against, counts]
    groups = [(said("remark_mend", language), wrong), (said("outcome_exact", language), right)]
    sections = [(title, [_section_in(one, cite, language) for one in ones]) for title, ones in groups]
    return write(said("check_verdicts", language), opening, sections, said("disclaimer", language))


def _section(verdict: Verdict, cite: Cite) -> Section:
    place = f", {verdict.place}" if verdict.place else ""
    return f"{verdict.outcome.value.capitalize()}{place}", list(lines_of(verdict, cite))


def _section_in(verdict: Verdict, cite: Cite, language: str) -> Section:
    """The same in another language, by the sentences of the page."""
    head, *lines = verdict_lines(verdict, {}, cite, language)
    place = f", {place_of_draft(verdict.place, language)}" if verdict.place else ""
    drafted = (said("drafted", language).rstrip(" :："), quoted(verdict.text))
    return head + place, [drafted, *(("", line) for line in lines)]


_TITLE = "Quotations checked"
_FOOT = (
    "Further compared the words; whether a quotation is fair to its context is for a reader to judge. "
    "Further is no product of the United Nations and is not endorsed by it."
)


def _markdown(title: str, opening: Sequence[str], groups: Sequence[tuple[str, list[Section]]], foot: str) -> bytes:
    parts = [f"# {title}", *map(plain_in_markdown, opening)]
    for name, sections in groups:
        if sections:
            parts.append(f"## {name}")
        for head, lines in sections:
            parts.append(f"### {head}")
            parts.append("\n".join(f"- {_labelled(label)}{plain_in_markdown(words)}" for label, words in lines))
    return ("\n\n".join([*parts, "---", foot]) + "\n").encode("utf-8", "replace")


def _word(title: str, opening: Sequence[str], groups: Sequence[tuple[str, list[Section]]], foot: str) -> bytes:
    from docx import Document  # a third of a second, and few reports are saved so

    document = Document()
    document.core_properties.title = title
    document.core_properties.author = "Further"
    document.add_heading(title, 0)
    for line in opening:
        document.add_paragraph(writable_in_xml(line))
    for name, sections in groups:
        if sections:
            document.add_heading(name, 1)
        for head, lines in sections:
            document.add_heading(writable_in_xml(head), 2)
            for label, words in lines:
                paragraph = document.add_paragraph()
                paragraph.add_run(_labelled(label)).bold = True
                paragraph.add_run(writable_in_xml(words))
    document.add_paragraph(foot)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _labelled(label: str) -> str:
    return f"{label}: " if label else ""


def _said(difference: Difference) -> str:
    if difference.how is How.CHANGED:
        return f"the draft says {quoted(difference.draft)}, the report {quoted(difference.report)}"
    return quoted(difference.draft or difference.report)
