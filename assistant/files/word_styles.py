"""A Word document being written in, paragraphs and runs of named styles in it out.

python-docx looks through all styles for each name that it is given, a millisecond a paragraph; here each name is looked
up once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.files.escaping import writable_in_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


class Styled:
    """Writes into one document, whose styles are all there."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ids = {style.name: style.style_id for style in document.styles}

    def paragraph(self, text: str = "", style: str | None = None) -> Paragraph:
        """At the end. Raises KeyError: no such style."""
        paragraph = self._document.add_paragraph(writable_in_xml(text))
        if style:
            paragraph._p.style = self._ids[style]
        return paragraph

    def run(self, paragraph: Paragraph, text: str, style: str) -> Run:
        """At the end of a paragraph. Raises KeyError: no such style."""
        run = paragraph.add_run(writable_in_xml(text))
        run._r.style = self._ids[style]
        return run
