"""HTML in, `Report` out: headings, lists, rows of tables and prose as the page's own marks tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.html_page import HtmlBlock, HtmlPage
from corpus.marked_pieces import Piece, laid_down, numbered, prose, rows_as_lines
from corpus.note_calls import plain
from corpus.report import Kind, Report

_NOTE_NUMBER = re.compile(r"(?:[\[(]?([⁰¹²³⁴-⁹]{1,3}|\d{1,3}|[*†‡]{1,3})[\])]?[.:]?\s*(?=[^\W\d]|[“‘«(\[\"'$])|\^\s)")
_BACK = " ↩↑\ufe0e"  # behind a note's words, to lead back to its call
HTML = (".html", ".htm", ".xhtml")


def html_report(source: str, name: str, title: str, edition: str | None = None) -> Report:
    """`title` stands in where the page has none and no heading. A page without words gives no text."""
    page = HtmlPage(calls=True)
    page.read(source)
    pieces = [_piece(block) for block in page.blocks]
    first = next((piece.text for piece in pieces if piece.kind is Kind.HEADING), page.title or title)
    return laid_down(pieces).report(name, first, edition, tuple(left_out(page.struck, page.hidden)))


def html_pieces(source: str) -> tuple[list[Piece], int, int, str]:
    """The pieces of a part of a page; how many characters in it are struck out, and how many hidden; the tag that hides
    what follows it, or ""."""
    page = HtmlPage(calls=True)
    page.read(source)
    return list(rows_as_lines(map(_piece, page.blocks))), page.struck, page.hidden, page.hiding


def _piece(block: HtmlBlock) -> Piece:
    if block.heading and any(map(str.isalnum, block.text)):
        return Piece(Kind.HEADING, block.text, block.heading, cell=block.cell)
    if block.note and block.text.rstrip(_BACK):
        return _note(block)
    if block.number:
        return numbered(block.number, block.text, block.depth, block.cell)
    if block.depth:
        return Piece(Kind.ITEM, block.text, block.depth, cell=block.cell)
    return prose(block.text, block.lines, block.cell)


def left_out(struck: int, hidden: int) -> Iterator[str]:
    """A line on each; numbers of characters."""
    if struck:
        yield f"Words that are struck out were left out ({struck} characters)."
    if hidden:
        yield f"Hidden text was left out ({hidden} characters)."


def _note(block: HtmlBlock) -> Piece:
    """With the number that the list counts, or that stands before its words."""
    typed = _NOTE_NUMBER.match(block.text)
    words = block.text[typed.end() if typed else 0 :].rstrip(_BACK)
    number = block.number.rstrip(".") or (typed[1] or "" if typed else "")
    return Piece(Kind.LINE, words, 0, plain(number))
