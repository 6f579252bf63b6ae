"""HTML in, its paragraphs out: what a browser shows as text, `<blockquote>` as such, notes' numbers left out.

The source that a block quotation names in its `<footer>` or `<cite>` is no part of it.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.checking.quotations import Paragraph
from corpus.html_page import HtmlPage


def html_paragraphs(source: str, note: Callable[[str], None] | None = None) -> list[Paragraph]:
    """In order. `note` hears, in a line, that hidden text was left out."""
    page = HtmlPage(calls=False)
    page.read(source)
    if note and page.hidden:
        note(f"Hidden text was left out ({page.hidden} characters).")
    return [Paragraph(block.text, f"paragraph {place}", block.quoted) for place, block in enumerate(page.blocks, 1)]
