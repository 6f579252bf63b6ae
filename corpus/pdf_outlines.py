"""What glyphs of a PDF's font are: how high they stand, by their outlines, and which letters their names tell."""

from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO
from struct import Struct
from typing import Any

from pypdf.generic import StreamObject

from corpus.pdf_codes import inner_of

logging.getLogger("fontTools").setLevel(logging.CRITICAL + 1)  # what it would mend is not for a person at a terminal

_GLYPH_HEAD = Struct(">5h")  # how many contours, and what is around them: left, low, right, high

# A code to where its glyph begins above the baseline and ends, None where it draws nothing; KeyError and IndexError
# where the font lacks it.
Feet = Callable[[int], tuple[float, float] | None]


def letters_named(name: str, signs: bool) -> str:
    """ "f_i.alt" -> "fi"; "" where a glyph's name tells no letter (Adobe Glyph List Specification, 1.7).

    `signs`: whether it is one of Zapf's Dingbats.
    """
    from fontTools.agl import toUnicode

    return str(toUnicode(name, isZapfDingbats=signs))


def feet_of(font: Any) -> Feet | None:
    """How high the glyphs of an embedded font stand; None where that is of a kind that is not looked at."""
    inner = inner_of(font) if "/DescendantFonts" in font else None
    if inner is not None and not str(font.get("/Encoding")).startswith("/Identity"):
        return None
    described: Any = (inner or font).get("/FontDescriptor", {})
    described = described.get_object() if described else {}
    if "/FontFile2" in described:
        return _feet_of_truetype(described["/FontFile2"].get_object().get_data(), inner)
    if inner is not None and "/FontFile3" in described:
        return _feet_of_cff(described["/FontFile3"].get_object().get_data())
    return None


def _feet_of_truetype(program: bytes, inner: Any) -> Feet | None:
    """`inner`: the font whose glyphs are numbered; None of a simple one, whose own table tells them."""
    from fontTools.ttLib import TTFont

    face = TTFont(BytesIO(program), lazy=True)
    given = inner["/CIDToGIDMap"].get_object() if inner and "/CIDToGIDMap" in inner else None
    places = given.get_data() if isinstance(given, StreamObject) else b""
    by_code = {} if inner else {code & 0xFF: name for each in face["cmap"].tables for code, name in each.cmap.items()}

    if "glyf" not in face or "loca" not in face:
        return None
    outlines = face.reader["glyf"]
    begins = face["loca"]

    def feet(code: int) -> tuple[float, float] | None:
        place = int.from_bytes(places[2 * code : 2 * code + 2], "big") if places else code
        number = place if inner else face.getGlyphID(by_code[code])
        begin, end = begins[number], begins[number + 1]
        if begin == end:
            return None
        # Its head alone, of which fontTools would read all glyphs first.
        contours, _, lowest, _, highest = _GLYPH_HEAD.unpack_from(outlines, begin)
        return (lowest, highest) if contours else None

    return feet


def _feet_of_cff(program: bytes) -> Feet:
    """Of a font whose glyphs are numbered."""
    from fontTools.cffLib import CFFFontSet

    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program), None)
    outlines = fonts[0].CharStrings

    def feet(code: int) -> tuple[float, float] | None:
        name = f"cid{code:05d}" if hasattr(fonts[0], "ROS") else fonts[0].charset[code]
        ends = outlines[name].calcBounds(outlines)
        return (ends[1], ends[3]) if ends else None

    return feet
