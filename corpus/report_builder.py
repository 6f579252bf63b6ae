"""Pieces in, `Report` out: what every reader shares when it lays its pieces down as one canonical text.

A reader adds blocks in reading order; this file keeps the offsets, the stack of headings above, and the pages.
It decides nothing about what a piece is: that is the reader's work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.points import with_points
from corpus.report import Block, Kind, Page, Report, Row, Span

_SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_HALF = re.compile("[\ud800-\udfff]")  # half a character: some PDFs name them, and no file can hold them
# Inside a word or an address: where it may be broken.
_NO_WIDTH = re.compile(
    r"(?<=[^\W\d_])[\u200b\ufeff]+(?=[^\W\d_])|(?<=[-‐/@_])[\u200b\ufeff]+(?=\w)|(?<=\w)[\u200b\ufeff]+(?=[./@_])"
)
# Marks that no reader sees and that would break a search stay out: soft hyphen, word joiner, direction marks.
_INVISIBLE = dict.fromkeys([0xAD, 0x61C, 0x180E, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A)])
# Arabic and Indic scripts spell with joiners; between Latin letters they are a typesetter's.
_LATIN_JOINER = re.compile("(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d](?=[A-Za-z\u00c0-\u024f])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile(f"[{''.join(map(chr, _INVISIBLE))}\u200b-\u200d\ufeff\ud800-\udfff]")  # any of these
# Ideographs, kana and their punctuation: written without spaces. Hangul has them.
_UNSPACED = "\u2e80-\u312f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\U00020000-\U0003ffff"
_UNSPACED_END = re.compile(f"[{_UNSPACED}][”’—…]{{0,2}}$")
_UNSPACED_START = re.compile(f"[“‘—…]{{0,2}}[{_UNSPACED}]")
_WIDE_STOP_END = re.compile("[\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]$")


def tidy(text: str) -> str:
    """Runs of white space (no-break spaces too) as one space, invisible marks gone; spelling as printed.

    Halves of a character beyond the first plane are put together, and a half alone becomes U+FFFD: it has no bytes.
    """
    if text.isascii() or not _UNSEEN.search(text):
        return " ".join(text.split())
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _SPACE.sub(" ", _NO_WIDTH.sub("", _LATIN_JOINER.sub("", text.translate(_INVISIBLE)))).strip()


def is_unspaced(char: str) -> bool:
    return bool(_UNSPACED_END.match(char))


def line_gap(before: str, after: str) -> str:
    """What a line's end stands for between two lines of one sentence: a space, or nothing in Chinese and Japanese."""
    if _WIDE_STOP_END.search(before) or (_UNSPACED_END.search(before) and _UNSPACED_START.match(after)):
        return ""
    return " "


@dataclass(slots=True)
class Draft:
    """A report being laid down. The only mutable value of this room; it ends in `report`."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    length: int = 0
    _above: list[tuple[int, Span]] = field(default_factory=list)

    def add(
        self,
        kind: Kind,
        text: str,
        level: int = 0,
        pages: list[tuple[int, Page]] | None = None,
        number: str = "",
        row: Row | None = None,
    ) -> None:
        """Lay a tidy, non-empty piece down. `pages`: (offset within the piece, page that begins there)."""
        if not text:
            raise ValueError("An empty piece has no place in a report.")
        text, number = _HALF.sub("\ufffd", text), _HALF.sub("\ufffd", number)
        if self.parts:
            near = kind is Kind.ITEM and self.blocks[-1].kind is Kind.ITEM
            gap = "\n" if near else "\n\n"
            self.parts.append(gap)
            self.length += len(gap)
        begin = self.length
        if number:
            self.parts.append(f"{number} ")
            self.length += len(number) + 1
        span = Span(self.length, self.length + len(text))
        for offset, page in pages or []:
            self.pages.append(replace(page, start=span.start + offset if offset else begin))
        if kind is Kind.HEADING:
            self._above = [(depth, head) for depth, head in self._above if depth < level]
        self.blocks.append(Block(kind, span, tuple(head for _, head in self._above), level, number, row))
        if kind is Kind.HEADING:
            self._above.append((level, span))
        self.parts.append(text)
        self.length = span.end

    def report(self, name: str, title: str, edition: str | None = None, notes: tuple[str, ...] = ()) -> Report:
        text = "".join(self.parts)
        return Report(
            name=name,
            title=title,
            text=text,
            blocks=with_points(text, self.blocks),
            pages=tuple(self.pages),
            edition=edition,
            notes=notes,
        )
