"""A report's blocks in, the same with the lettered points of numbered paragraphs named: "25 (a)", and what leads in.

A point is known by the number of its paragraph and by its own letter. It is one where it stands in a row that begins
with the first letter right behind a paragraph that ends in a colon. Notes do not part them; a table or a heading does.
A sign that a word processor made of a letter in brackets ("©" of "(c)") stays as printed, and the point is named by the
letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.note_calls import SIGNS
from corpus.numerals import CIRCLED, CORRECTED, told
from corpus.report import Block, Kind, paragraph_numbers

_LETTER = re.compile(r"\(?([a-z]{1,2}|[ivx]{1,6}|\d{1,2})\)\s")
_COUNTED = re.compile(r"\(?([a-z]{1,2}|[ivx]{1,6}|\d{1,2})\)|([a-z]{1,2})\.")  # set apart from the words
_FIRST = ("a", "i", "1")
_BEFORE = {"v": "(iv)", "x": "(ix)"}
_LEADS_IN = re.compile(rf":[{SIGNS},]*$")


def with_points(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, points with their name ("25 (a) (i)") and where what leads into them stands."""
    numbered = paragraph_numbers(text, blocks)
    out: list[Block] = []
    above: list[Block] = []  # the paragraph, a point of it, a point of that
    for block, below in zip(blocks, [*blocks[1:], None], strict=False):  # there may be none
        letter = _letter(text, block) if block.kind is Kind.ITEM and above else ""
        if len(above) > 1 and (signed := _signed(text, above[-1], block, below)):
            letter, block = signed, replace(block, kind=Kind.ITEM, level=above[-1].level)
        if letter:
            over = above[:2] if _is_deeper(text, above, block, letter) else above[:1]
            if len(over) == len(above) and letter not in _FIRST:
                above = []  # a row that does not begin at its beginning is not this paragraph's
            else:
                if letter == "i" and above[-1].point.endswith("(h)"):
                    block = replace(block, level=above[-1].level)  # a letter, no roman number
                block = replace(block, point=f"{_name(over[-1])} ({letter})", lead_in=over[-1].span)
                above = [*over, block]
        elif block.span in numbered and _leads_in(text, block):
            above = [block]
        elif not (block.kind is Kind.LINE and block.number):
            above = []
        out.append(block)
    return tuple(out)


def _letter(text: str, block: Block) -> str:
    """The letter of a point, "" where it has none: among its words, or set apart from them."""
    if circled := re.match(CIRCLED, block.number or text[block.span.start : block.span.end]):
        return told(circled[0])
    found = _COUNTED.fullmatch(block.number) or _LETTER.match(text, block.span.start, block.span.end)
    return (found[1] or found[2]) if found else ""


def _signed(text: str, before: Block, block: Block, below: Block | None) -> str:
    """The letter in whose place a sign stands: the one behind the letter of the point before, where the sign is made of
    it or the next point goes on with the one behind that. "" where there is none."""
    meant, last = CORRECTED.get(text[block.span.start]), before.point.rpartition("(")[2].rstrip(")")
    if not meant or block.kind not in (Kind.ITEM, Kind.PARAGRAPH, Kind.LINE) or not "a" <= last <= "x" or len(last) > 1:
        return ""
    letter, behind = chr(ord(last) + 1), chr(ord(last) + 2)
    goes_on = below is not None and _letter(text, below) == behind
    return letter if goes_on or meant == letter else ""


def _name(block: Block) -> str:
    return block.point or block.number.rstrip(".-– ")


def _leads_in(text: str, block: Block) -> bool:
    return bool(_LEADS_IN.search(text, block.span.start, block.span.end))


def _is_deeper(text: str, above: Sequence[Block], block: Block, letter: str) -> bool:
    """Whether it is a point of the last point, which then ends in a colon; "(v)" behind "(iv)" is no letter."""
    if len(above) < 2 or not _leads_in(text, above[1]):
        return False
    return block.level > 1 or above[-1].point.endswith(_BEFORE.get(letter, "\n"))
