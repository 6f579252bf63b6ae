"""HTML in, the words that a page shows out: no styles, no scripts; entities become characters."""

from __future__ import annotations

from html.parser import HTMLParser

from corpus.printed_words import RAISED

_UNSHOWN = frozenset({"style", "script", "head", "template", "noscript", "svg", "math"})
_INSIDE_WORDS = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s small span strong sub sup u".split()
)


def shown_words(source: str) -> str:
    """The words of a piece of HTML, with a space wherever a block, a cell or a line ends."""
    words = _Words()
    words.feed(source)
    words.close()
    return "".join(words.parts)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unshown = 0
        self._raised = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSHOWN:
            self._unshown += 1
        elif tag == "sup":
            self._raised += 1
        elif tag not in _INSIDE_WORDS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif tag == "sup":
            self._raised = max(0, self._raised - 1)
        elif tag not in _INSIDE_WORDS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.parts.append(data.translate(RAISED) if self._raised and data.strip().isdigit() else data)
