"""HTML in, its paragraphs out: what a browser would show as text, `<q>` in quotation marks, `<blockquote>` as such.

What is struck out (`<del>`, `<s>`), hidden or the number of a note is not read; the source that a block quotation
names in its `<footer>` or `<cite>` is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from assistant.checking.note_calls import is_raised_call
from assistant.checking.quotations import Paragraph
from corpus.report_builder import tidy

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead title "
    "tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = frozenset(
    ("script", "style", "template", "noscript", "svg", "math", "head", "del", "s", "strike", "rt", "rp")
)
# A paragraph that nothing closes ends where one of its kind or a block begins.
_ENDED_BY_ITS_LIKE = frozenset("p li dt dd td th tr option".split())
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_HIDING_CLASS = re.compile(r"\.([\w-]{1,80})\s*\{[^{}]{0,400}?\bdisplay\s*:\s*none", re.IGNORECASE)


def html_paragraphs(source: str, note: Callable[[str], None] | None = None) -> list[Paragraph]:
    """In order. Damaged HTML gives what a lenient parser makes of it; there is always something to show.

    `note` hears, in a line, that hidden text was left out.
    """
    page = _Page()
    page.feed(source)
    page.close()
    page.end_paragraph()
    if note and page.hidden:
        note(f"Hidden text was left out ({page.hidden} characters).")
    return page.paragraphs


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self.hidden = 0  # characters
        self._pieces: list[str] = []
        self._open: list[tuple[str, str]] = []  # the tags within which words are not read, each with why
        self._hiding_classes: set[str] = set()
        self._quoted = 0
        self._raised: list[str] | None = None  # what stands in the <sup> that is being read
        self._source_of_block = 0
        self._besides_source = False  # whether the paragraph says more than the source of its block

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "body" or (tag in _BLOCKS and self._open and self._open[-1][0] == tag in _ENDED_BY_ITS_LIKE):
            # A head, or a paragraph, that nothing closes ends here.
            self._open = [] if tag == "body" else self._open[:-1]
        if why := self._unread(tag, dict(attributes)):
            self._open.append((tag, why))
        if tag == "q":
            self._say("“")
        elif tag == "br":
            self._say(" ")
        elif tag == "sup":
            self._raised = []
        if tag in _BLOCKS:
            self.end_paragraph()
        self._quoted += tag == "blockquote"
        self._source_of_block += bool(self._quoted) and tag in ("footer", "cite")

    def handle_endtag(self, tag: str) -> None:
        if any(opened == tag for opened, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag == "q":
            self._say("”")
        elif tag == "sup":
            self._lower()
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
            self._source_of_block = 0
        elif tag in ("footer", "cite"):
            self._source_of_block = max(0, self._source_of_block - 1)

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, why = self._open[-1]
            if why == "hidden":
                self.hidden += len(data.strip())
            elif tag == "style":
                self._hiding_classes.update(_HIDING_CLASS.findall(data))
        else:
            self._say(data)

    def end_paragraph(self) -> None:
        self._lower()
        if text := tidy("".join(self._pieces)):
            quoted = bool(self._quoted) and self._besides_source
            self.paragraphs.append(Paragraph(text, f"paragraph {len(self.paragraphs) + 1}", quoted))
        self._pieces.clear()
        self._besides_source = False

    def _unread(self, tag: str, attributes: dict[str, str | None]) -> str:
        """Why the words within this tag are not read; "" where they are."""
        if tag in _VOID:
            return ""
        if tag in _UNSEEN:
            return "unseen"
        classes = (attributes.get("class") or "").split()
        if (
            "hidden" in attributes
            or _HIDING.search(attributes.get("style") or "")
            or not self._hiding_classes.isdisjoint(classes)
        ):
            return "hidden"
        return self._open[-1][1] if self._open and tag == self._open[-1][0] else ""

    def _say(self, words: str) -> None:
        if self._open:
            return
        self._besides_source |= not self._source_of_block and not words.isspace()
        (self._pieces if self._raised is None else self._raised).append(words)

    def _lower(self) -> None:
        """What was raised joins the words, unless it is the number of a note."""
        raised, self._raised = self._raised, None
        if raised and not is_raised_call("".join(self._pieces[-2:]), "".join(raised)):
            self._pieces += raised
