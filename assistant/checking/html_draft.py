"""HTML in, its paragraphs out: what a browser would show as text, `<q>` in quotation marks, `<blockquote>` as such."""

from __future__ import annotations

from html.parser import HTMLParser

from assistant.checking.quotations import Paragraph
from corpus.report_builder import tidy

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "math", "head"))


def html_paragraphs(source: str) -> list[Paragraph]:
    """In order. Damaged HTML gives what a lenient parser makes of it; there is always something to show."""
    page = _Page()
    page.feed(source)
    page.close()
    page.end_paragraph()
    return page.paragraphs


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self._pieces: list[str] = []
        self._unseen = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "body":
            self._unseen = 0  # a head that nothing closes ends here
        elif tag == "q":
            self._pieces.append("“")
        elif tag == "br":
            self._pieces.append(" ")
        if tag in _BLOCKS:
            self.end_paragraph()
        self._quoted += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "q":
            self._pieces.append("”")
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(data)

    def end_paragraph(self) -> None:
        if text := tidy("".join(self._pieces)):
            self.paragraphs.append(Paragraph(text, f"paragraph {len(self.paragraphs) + 1}", bool(self._quoted)))
        self._pieces.clear()
