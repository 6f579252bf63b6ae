"""Pieces in, `Report` out: what every reader shares when it lays its pieces down as one canonical text.

A reader adds blocks in reading order; this file keeps the offsets, the stack of headings above, and the pages.
It decides nothing about what a piece is: that is the reader's work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.report import Block, Kind, Page, Report, Span

_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
# Marks that no reader sees and that would break a search: soft hyphen, word joiner, direction marks stay out.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))


def tidy(text: str) -> str:
    """Runs of white space (no-break spaces too) as one space, invisible marks gone; spelling as printed."""
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


@dataclass(slots=True)
class Draft:
    """A report being laid down. The only mutable value of this room; it ends in `report`."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    length: int = 0
    _above: list[tuple[int, Span]] = field(default_factory=list)

    def add(self, kind: Kind, text: str, level: int = 0, pages: list[tuple[int, Page]] | None = None) -> None:
        """Lay a tidy, non-empty piece down. `pages`: (offset within the piece, page that begins there)."""
        if not text:
            raise ValueError("An empty piece has no place in a report.")
        if self.parts:
            near = kind is Kind.ITEM and self.blocks[-1].kind is Kind.ITEM
            gap = "\n" if near else "\n\n"
            self.parts.append(gap)
            self.length += len(gap)
        span = Span(self.length, self.length + len(text))
        for offset, page in pages or []:
            self.pages.append(replace(page, start=span.start + offset))
        if kind is Kind.HEADING:
            self._above = [(depth, head) for depth, head in self._above if depth < level]
        self.blocks.append(Block(kind, span, tuple(head for _, head in self._above), level))
        if kind is Kind.HEADING:
            self._above.append((level, span))
        self.parts.append(text)
        self.length = span.end

    def report(self, name: str, title: str, edition: str | None = None, notes: tuple[str, ...] = ()) -> Report:
        return Report(
            name=name,
            title=title,
            text="".join(self.parts),
            blocks=tuple(self.blocks),
            pages=tuple(self.pages),
            edition=edition,
            notes=notes,
        )
