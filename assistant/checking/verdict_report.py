"""Verdicts in, the report on a draft out: text for a person, Markdown, a Word file, JSON.

In quotation marks stand the draft's words and the report's, each labelled as whose; everything else is Further's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from assistant.answer import Citation
from assistant.answer_json import quote_object
from assistant.checking.checker import Outcome, Verdict
from assistant.checking.word_difference import Difference, How
from assistant.files.escaping import plain_in_markdown, writable_in_xml
from corpus.anchors import quoted
from corpus.report import BY_MACHINE

Line = tuple[str, str]  # a label of ours, and what it labels
Cite = Callable[[Citation], str]  # the ready citation of a place

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
    }


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
        yield "Cite as", cite(place)
    if verdict.shapes:
        yield "Differs only in", ", ".join(verdict.shapes)
    if verdict.nearest:
        yield "Report", quoted(verdict.nearest.quote.text)
        yield "Stands in", place_of(verdict.nearest)
        for difference in verdict.differences:
            yield difference.how.value.capitalize(), _said(difference)
        yield "Cite as", cite(verdict.nearest)
    if verdict.outcome is Outcome.ABSENT:
        yield "Not found", "no passage of the documents checked against says this"
        if verdict.source:
            yield "The draft names as its source", verdict.source
    if verdict.edition:
        name = f" ({verdict.edition.name})" if verdict.edition.name else ""
        found = "found again in this one" if verdict.places else "and this one does not say it so"
        yield "Cited from another edition", f"text {verdict.edition.sha256[:8]}{name}, {found}"


def place_of(citation: Citation) -> str:
    """Document, headings, page and paragraph."""
    quote = citation.quote
    place = [citation.document, *(heading.rstrip(":") for heading in citation.headings)]
    if quote.page is not None:
        place.append(f"{'page' if quote.last_page is None else 'pages'} {quote.pages}")
    if quote.paragraph:
        place.append(f"paragraph {quote.paragraph}")
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


def saved_report(verdicts: Sequence[Verdict], kind: str, draft: str, against: Sequence[str], cite: Cite) -> bytes:
    """The file's bytes; `kind` is "md", "docx" or "json". `against`: the documents checked against, with editions."""
    if kind == "json":
        return (verdicts_json(verdicts) + "\n").encode()
    opening = [f"Draft: {draft}", *(f"Checked against: {one}" for one in against), summary(verdicts)]
    # What needs work comes first.
    wrong = [verdict for verdict in verdicts if verdict.outcome is not Outcome.EXACT]
    right = [verdict for verdict in verdicts if verdict.outcome is Outcome.EXACT]
    groups = [("To be mended", wrong), ("Exact", right)]
    return (_word if kind == "docx" else _markdown)(opening, groups, cite)


_TITLE = "Quotations checked"
_FOOT = (
    "Further compared the words; whether a quotation is fair to its context is for a reader to judge. "
    "Further is no product of the United Nations and is not endorsed by it."
)


def _markdown(opening: Sequence[str], groups: Sequence[tuple[str, list[Verdict]]], cite: Cite) -> bytes:
    parts = [f"# {_TITLE}", *map(plain_in_markdown, opening)]
    for title, verdicts in groups:
        if verdicts:
            parts.append(f"## {title}")
        for verdict in verdicts:
            parts.append(f"### {verdict.outcome.value.capitalize()}{f', {verdict.place}' if verdict.place else ''}")
            parts.append("\n".join(f"- {label}: {plain_in_markdown(said)}" for label, said in lines_of(verdict, cite)))
    return ("\n\n".join([*parts, "---", _FOOT]) + "\n").encode("utf-8", "replace")


def _word(opening: Sequence[str], groups: Sequence[tuple[str, list[Verdict]]], cite: Cite) -> bytes:
    from docx import Document  # a third of a second, and few reports are saved so

    document = Document()
    document.core_properties.title = _TITLE
    document.core_properties.author = "Further"
    document.add_heading(_TITLE, 0)
    for line in opening:
        document.add_paragraph(writable_in_xml(line))
    for title, verdicts in groups:
        if verdicts:
            document.add_heading(title, 1)
        for verdict in verdicts:
            place = f", {verdict.place}" if verdict.place else ""
            document.add_heading(writable_in_xml(f"{verdict.outcome.value.capitalize()}{place}"), 2)
            for label, said in lines_of(verdict, cite):
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{label}: ").bold = True
                paragraph.add_run(writable_in_xml(said))
    document.add_paragraph(_FOOT)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _said(difference: Difference) -> str:
    if difference.how is How.CHANGED:
        return f"the draft says {quoted(difference.draft)}, the report {quoted(difference.report)}"
    return quoted(difference.draft or difference.report)
