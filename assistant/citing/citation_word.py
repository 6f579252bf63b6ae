"""Citations in, a Word document out: the words in a style's marks, the notes as Word's own footnotes, the references.

APA has no notes: its bracket stands behind the words. Titles are in italics in the list, where the style has them so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.answer import Citation
from assistant.citing.citation_styles import cited, italic, warned
from assistant.files.escaping import writable_in_xml
from corpus.metadata import Metadata

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def citations_word(citations: Sequence[Citation], facts: Mapping[str, Metadata], style: str) -> bytes:
    """The file's bytes. `facts`: by the document's name; `style`: one of `citing.STYLES`, else KeyError."""
    from docx import Document  # a third of a second

    from assistant.files.word_footnotes import Footnotes

    document = Document()
    document.core_properties.title = "Citations"
    document.core_properties.author = "Further"
    footnotes = Footnotes(document)
    entries: dict[str, Metadata] = {}
    for citation in citations:
        known = facts[citation.document]
        found = cited(citation, known, style)
        paragraph = document.add_paragraph(writable_in_xml(found.words))
        if style == "apa":
            paragraph.add_run(f" {writable_in_xml(warned(found.note, citation))}")
        else:
            footnotes.add(paragraph, warned(found.note, citation))
        if found.entry:
            entries[found.entry] = known
    if entries:
        document.add_heading("References", 1)
    for entry, known in entries.items():
        _add(document.add_paragraph(), entry, known, style)
    footnotes.write()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add(paragraph: Paragraph, entry: str, facts: Metadata, style: str) -> None:
    before, title, behind = map(writable_in_xml, italic(entry, facts, style))
    paragraph.add_run(before)
    if title:
        paragraph.add_run(title).italic = True
        paragraph.add_run(behind)
