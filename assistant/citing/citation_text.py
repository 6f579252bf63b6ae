"""Citations in, what `further cite` and the page show out: for a person, for a reference manager, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape

from assistant.answer import Citation
from assistant.answer_json import quote_object
from assistant.citing.citation_styles import beside, cited, italic
from assistant.citing.reference_files import keys, reference_file
from corpus.metadata import Metadata
from corpus.report import Report
from corpus.selectors import target

Facts = Mapping[str, Metadata]  # by the document's name


def citations_text(citations: Sequence[Citation], facts: Facts, style: str) -> str:
    """The words, each with its note; then the entries for the list of references, each once."""
    parts: list[str] = []
    entries: dict[str, None] = {}
    for number, citation in enumerate(citations, 1):
        found = cited(citation, facts[citation.document], style)
        # APA names its source in a bracket behind the words, the others in a note.
        said = f"{found.words} {found.note}" if style == "apa" else f"{found.words}\n  {number}. {found.note}"
        parts.append("\n  ".join((said, *beside(citation))))
        entries[found.entry] = None
    listed = [entry for entry in entries if entry]
    return "\n\n".join([*parts, *(["References", *listed] if listed else [])])


def citations_html(citations: Sequence[Citation], facts: Facts, style: str) -> str:
    """The same as rich text: a paragraph for each, titles in italics where the style has them so."""
    paragraphs: list[str] = []
    entries: dict[str, None] = {}
    for number, citation in enumerate(citations, 1):
        known = facts[citation.document]
        found = cited(citation, known, style)
        words, note = escape(found.words), _rich(found.note, known, style)
        paragraphs += [f"{words} {note}"] if style == "apa" else [words, f"{number}. {note}"]
        paragraphs += map(escape, beside(citation))
        if found.entry:
            entries[_rich(found.entry, known, style)] = None
    paragraphs += ["References", *entries] if entries else []
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _rich(reference: str, facts: Metadata, style: str) -> str:
    before, title, behind = map(escape, italic(reference, facts, style))
    return f"{before}<i>{title}</i>{behind}" if title else before


def reference_files(citations: Sequence[Citation], facts: Facts, form: str) -> str:
    """One entry for each document that is cited, in the order of their first quotes."""
    by_document: dict[str, list[Citation]] = {}
    for citation in citations:
        by_document.setdefault(citation.document, []).append(citation)
    named = zip(by_document.items(), keys([facts[name] for name in by_document]), strict=True)
    written = [reference_file(quotes, facts[name], form, key) for (name, quotes), key in named]
    if form != "csl-json":
        return "\n".join(written).rstrip("\n")
    return json.dumps([item for one in written for item in json.loads(one)], ensure_ascii=False, indent=2)


def citations_json(citations: Sequence[Citation], reports: Sequence[Report], facts: Facts, style: str) -> str:
    """One array: each quote as in an Answer, with the citation's parts and the W3C selectors that find it again."""
    by_name = {report.name: report for report in reports}
    rows = []
    for citation in citations:
        found = cited(citation, facts[citation.document], style)
        written = {"style": style, "words": found.words, "note": found.note, "entry": found.entry}
        where = {"target": target(by_name[citation.document], citation.quote.span)}
        rows.append(quote_object(citation) | written | where)
    return json.dumps(rows, ensure_ascii=False)
