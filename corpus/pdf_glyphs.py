"""Figures that a font draws raised by glyphs of their own: the file says "2" of them as of any other, the page "²".

Typst, LibreOffice, InDesign and XeTeX write calls of notes so, in the size and on the baseline of the words. The
glyph's name tells it or its outline, whose foot then stands far above the baseline, as that of no other figure does.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from corpus.note_calls import raised
from corpus.pdf_widths import widths_of

logging.getLogger("fontTools").setLevel(logging.CRITICAL + 1)  # what it would mend is not for a person at a terminal

_FOOT = 0.4  # of a glyph's height: so far above the baseline stand raised figures, and numerators, at least
_ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")
_NARROW = 450  # thousandths of an em: few figures are narrower that are not raised
_RAISED_NAME = re.compile(r"(zero|one|two|three|four|five|six|seven|eight|nine)[._]?(?:superior|sups?|numr|numerator)")
_PASSAGE = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_LONGEST_RANGE = 10  # codes that stand for figures

Feet = Callable[[int], tuple[float, float] | None]  # a code to where its glyph begins above the baseline and ends


class RaisedFigures:
    """Sets right what the fonts of a file say of their raised figures, each font once."""

    def __init__(self) -> None:
        self._done: set[int] = set()

    def set_right(self, page: PageObject) -> None:
        try:
            fonts: Any = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
            new = [fonts.raw_get(name) for name in fonts]
        except Exception:  # none, or damaged ones
            return
        for each in new:
            number = getattr(each, "idnum", 0)
            if number not in self._done:
                self._done |= {number} - {0}
                try:
                    _set_right(each.get_object())
                except Exception:  # a damaged font draws what it draws
                    continue


def _set_right(font: Any) -> None:
    _heed_encoding(font)
    named = _named(font)
    said = font["/ToUnicode"].get_object().get_data() if "/ToUnicode" in font else b""
    figures = dict(_figures(said))
    if not figures:
        return
    feet = _feet(font) if _may_be_raised(font, figures) else None
    high = {
        code: figure
        for code, figure in figures.items()
        if int(code, 16) in named or (feet and _is_high(feet, int(code, 16)))
    }
    if not high:
        return
    entries = "\n".join(f"<{code}> <{ord(raised(figure)):04X}>" for code, figure in high.items())
    passage = f"\n{len(high)} beginbfchar\n{entries}\nendbfchar\n".encode()
    at = said.rfind(b"endcmap")
    stream = StreamObject()
    stream.set_data(said[:at] + passage + said[at:] if at >= 0 else said + passage)
    font[NameObject("/ToUnicode")] = stream


def _heed_encoding(font: Any) -> None:
    """Let pypdf read a font by the encoding that the file names, not by that of the embedded font, which it hides."""
    if font.get("/Subtype") != "/Type1" or "/ToUnicode" in font or font.get("/Encoding") not in _ENCODINGS:
        return
    described: Any = font["/FontDescriptor"].get_object() if "/FontDescriptor" in font else {}
    kept = {key: described.raw_get(key) for key in described if not key.startswith("/FontFile")}
    if len(kept) < len(described):
        font[NameObject("/FontDescriptor")] = DictionaryObject(kept)


def _may_be_raised(font: Any, figures: Mapping[str, str]) -> bool:
    """Whether two glyphs draw one figure, or one is as narrow as raised ones are: reading outlines takes its time."""
    if len(set(figures.values())) < len(figures):
        return True
    try:
        widths = widths_of(font)
        return widths is None or any(widths(bytes.fromhex(code)) < _NARROW for code in figures)
    except Exception:  # a font that does not say how wide its letters are
        return True


def _is_high(feet: Feet, code: int) -> bool:
    try:
        ends = feet(code)
    except (KeyError, IndexError):  # the font lacks the glyph
        return False
    return ends is not None and ends[0] > _FOOT * (ends[1] - ends[0])


def _figures(said: bytes) -> Iterator[tuple[str, str]]:
    """(code in hexadecimal digits, figure) of all codes that a ToUnicode map reads as one figure."""
    for kind, passage in _PASSAGE.findall(said):
        if kind == b"char":
            pairs: Iterable[tuple[bytes, bytes]] = _PAIR.findall(passage)
        else:
            pairs = [pair for each in _RANGE.findall(passage) for pair in _of_range(*each)]
        for code, stands_for in pairs:
            figure = chr(int(stands_for, 16)) if len(stands_for) <= 4 else ""
            if "0" <= figure <= "9":
                yield code.decode(), figure


def _of_range(first: bytes, last: bytes, begin: bytes, listed: bytes) -> Iterator[tuple[bytes, bytes]]:
    start, count = int(first, 16), int(last, 16) - int(first, 16) + 1
    if listed:
        said = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
    else:
        # Of a long range only what stands for figures.
        skipped = max(0, ord("0") - int(begin, 16))
        start, count = start + skipped, min(count - skipped, _LONGEST_RANGE)
        said = [b"%04X" % (int(begin, 16) + skipped + step) for step in range(count)]
    for step, each in enumerate(said[: max(0, count)]):
        yield b"%0*X" % (len(first), start + step), each


def _named(font: Any) -> set[int]:
    """The codes whose glyphs are raised figures by their names, which are then the usual ones."""
    encoding = font["/Encoding"].get_object() if "/Encoding" in font else None
    differences = (
        encoding["/Differences"].get_object() if isinstance(encoding, dict) and "/Differences" in encoding else []
    )
    codes: set[int] = set()
    code = 0
    for place, each in enumerate(differences):
        if isinstance(each, int):
            code = each
            continue
        if name := _RAISED_NAME.fullmatch(str(each)[1:]):
            codes.add(code)
            differences[place] = NameObject(f"/{name[1]}superior")
        code += 1
    return codes


def _feet(font: Any) -> Feet | None:
    """How high the glyphs of an embedded font stand; None where that is of a kind that is not looked at."""
    inner = font["/DescendantFonts"].get_object()[0].get_object() if "/DescendantFonts" in font else None
    if inner is not None and not str(font.get("/Encoding")).startswith("/Identity"):
        return None
    described: Any = (inner or font).get("/FontDescriptor", {})
    described = described.get_object() if described else {}
    if "/FontFile2" in described:
        return _feet_of_truetype(described["/FontFile2"].get_object().get_data(), inner)
    if inner is not None and "/FontFile3" in described:
        return _feet_of_cff(described["/FontFile3"].get_object().get_data())
    return None


def _feet_of_truetype(program: bytes, inner: Any) -> Feet:
    """`inner`: the font whose glyphs are numbered; None of a simple one, whose own table tells them."""
    from fontTools.ttLib import TTFont

    face = TTFont(BytesIO(program), lazy=True)
    given = inner["/CIDToGIDMap"].get_object() if inner and "/CIDToGIDMap" in inner else None
    places = given.get_data() if isinstance(given, StreamObject) else b""
    by_code = {} if inner else {code & 0xFF: name for each in face["cmap"].tables for code, name in each.cmap.items()}

    def feet(code: int) -> tuple[float, float] | None:
        place = int.from_bytes(places[2 * code : 2 * code + 2], "big") if places else code
        glyph = face["glyf"][face.getGlyphName(place) if inner else by_code[code]]
        return (glyph.yMin, glyph.yMax) if glyph.numberOfContours else None

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
