"""Where in its document a quote stands beside its page, as keys of the wording: one order wherever it is said."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.report import Quote

Words = tuple[str, dict[str, object]]  # a key of the wording and its parts


def beside_the_page(quote: Quote) -> Iterator[Words | str]:
    """The annex as it is printed, then the paragraph and the note by number, then that words were read by machine."""
    if quote.annex:
        yield quote.annex
    if quote.paragraph:
        yield "paragraph", {"number": quote.paragraph}
    if quote.note:
        yield "note", {"number": quote.note}
    if quote.by_machine:
        yield "by_machine", {}
