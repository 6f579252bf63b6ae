"""A PDF's font in, its glyphs of which nothing says which letters they are marked: U+FFFD stands for each.

Without this pypdf takes the glyph's number for a letter's, and so gives another letter or none.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from pypdf.generic import NameObject, StreamObject

from corpus.pdf_codes import CODES, complete, inner_of, names_of, said_by, without_letters
from corpus.pdf_outlines import Feet, feet_of, letters_named
from corpus.pdf_widths import by_number
from corpus.sign_fonts import UNREAD

# What pypdf knows.
_PLAIN_NAME = re.compile(r"/(?:[A-Za-z]{1,20}|\.notdef|u(?:ni)?[0-9A-F]{4}|\w+superior)")
_MOST = 5000  # glyphs without a letter: more are a whole font's, which is embedded uncut, and cost their time
_SPACE = 3  # the glyph of TrueType fonts that draws nothing, where the outlines cannot be looked at


def mark_unread(font: Any) -> None:
    """By the names of its glyphs, or by their numbers where it has no names."""
    if "/DescendantFonts" not in font:
        _name(font)
        return
    if str(font.get("/Encoding")).startswith("/Identity"):
        _complete(font)


def _complete(font: Any) -> None:
    """Of a font whose glyphs are numbered."""
    inner = inner_of(font)
    said = said_by(font)
    if not said and _counts_letters(inner):
        return
    listed = by_number(inner["/W"].get_object()) if "/W" in inner else ()
    # A damaged file lists more.
    numbers = {0, *(number for number, _ in islice(listed, CODES))}
    missing = without_letters(said, (number for number in sorted(numbers) if 0 <= number < CODES))
    if not missing or len(missing) > _MOST:
        return
    try:
        feet = feet_of(font)
    except Exception:  # a font of another kind than it says, or a damaged one
        feet = None
    complete(font, said, {f"{code:04X}": " " if _is_blank(feet, code) else UNREAD for code in missing})


def _name(font: Any) -> None:
    """Of a font whose glyphs have names: what pypdf does not know of them it would give as the letters."""
    listed = names_of(font)
    signs = "Dingbats" in str(font.get("/BaseFont"))
    for place, each in enumerate(listed):
        if isinstance(each, NameObject) and each.startswith("/") and not _PLAIN_NAME.fullmatch(each):
            listed[place] = NameObject(letters_named(each[1:], signs=signs) or UNREAD)


def _counts_letters(inner: Any) -> bool:
    """Whether a font's numbers are those of letters, each with a glyph that the file names."""
    given = inner["/CIDToGIDMap"].get_object() if "/CIDToGIDMap" in inner else None
    return isinstance(given, StreamObject)


def _is_blank(feet: Feet | None, code: int) -> bool:
    try:
        return feet(code) is None if feet else code == _SPACE
    except Exception:  # the font lacks the glyph, or it is damaged
        return False
