"""Figures and letters that a font draws raised by glyphs of their own: the file says "2" of them as of any other.

Typst, LibreOffice, InDesign and XeTeX write calls of notes so, in the size and on the baseline of the words. The
glyph's name tells it or its outline, whose foot then stands far above the baseline, as that of no other figure and no
other small letter does. A figure is given as a raised sign, a letter with a mark: not every raised letter calls a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject, NameObject

from corpus.note_calls import DRAWN, raised
from corpus.pdf_codes import complete, letters_of, names_of, said_by
from corpus.pdf_outlines import Feet, feet_of
from corpus.pdf_unread import mark_unread
from corpus.pdf_widths import widths_of

_FOOT = 0.4  # of a glyph's height: so far above the baseline stand raised figures, and numerators, at least
_ENCODINGS = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")
_NARROW = 450  # thousandths of an em: few figures are narrower that are not raised
_NARROW_LETTER = 370  # the same of letters, those alone that no face draws as narrow
_WIDE_LETTERS = frozenset("abdeghknopquvwxmyz")
_RAISED_NAME = re.compile(
    r"/(?:(?P<figure>zero|one|two|three|four|five|six|seven|eight|nine)[._]?(?:superior|sups?|numr|numerator)"
    r"|(?P<letter>[a-z])[._]?(?:superior|sups?))"
)
_DEEPEST = 4  # forms within forms


class Fonts:
    """Sets right what the fonts of a file say of their glyphs, each font once."""

    def __init__(self) -> None:
        self._done: set[int] = set()

    def set_right(self, page: PageObject) -> None:
        for each in self._new(page, 0):
            for mend in (_heed_encoding, _raise, mark_unread):
                try:
                    mend(each.get_object())
                except Exception:  # a damaged font draws what it draws
                    continue

    def _new(self, drawn: Any, depth: int) -> Iterator[Any]:
        """The fonts of a page or form, and those of the forms in it, that were not met before."""
        try:
            resources: Any = drawn["/Resources"].get_object()
            parts = [resources[kind].get_object() for kind in ("/Font", "/XObject") if kind in resources]
            found = [each.raw_get(name) for each in parts for name in each]
        except Exception:  # none, or damaged ones
            return
        for each in found:
            number = getattr(each, "idnum", 0)
            if number in self._done:
                continue
            self._done |= {number} - {0}
            kind = _kind_of(each)
            if kind == "/Font":
                yield each
            elif kind == "/Form" and depth < _DEEPEST:
                yield from self._new(each.get_object(), depth + 1)


def _kind_of(drawn: Any) -> str:
    """ "/Font", "/Form" or another; a font need not say that it is one."""
    try:
        entries = drawn.get_object()
        kind = str(entries.get("/Subtype"))
    except Exception:  # a damaged reference
        return ""
    return kind if kind in ("/Form", "/Image", "/PS") else "/Font"


def _heed_encoding(font: Any) -> None:
    """Let pypdf read a font by the encoding that the file names, not by that of the embedded font, which it hides."""
    if font.get("/Subtype") != "/Type1" or "/ToUnicode" in font or font.get("/Encoding") not in _ENCODINGS:
        return
    described: Any = font["/FontDescriptor"].get_object() if "/FontDescriptor" in font else {}
    kept = {key: described.raw_get(key) for key in described if not key.startswith("/FontFile")}
    if len(kept) < len(described):
        font[NameObject("/FontDescriptor")] = DictionaryObject(kept)


def _raise(font: Any) -> None:
    named = _named(font)
    said = said_by(font)
    letters = dict(letters_of(said))
    if not letters:
        return
    feet = feet_of(font) if _may_be_raised(font, letters) else None
    high = {
        code: raised(sign) if sign.isdigit() else sign + DRAWN
        for code, sign in letters.items()
        if int(code, 16) in named or (feet and _is_high(feet, int(code, 16)))
    }
    if high:
        complete(font, said, high)


def _may_be_raised(font: Any, letters: Mapping[str, str]) -> bool:
    """Whether two glyphs draw one letter, or one is as narrow as raised ones are: reading outlines takes its time."""
    if len(set(letters.values())) < len(letters):
        return True
    try:
        widths = widths_of(font)
        return widths is None or any(_is_narrow(sign, widths(bytes.fromhex(code))) for code, sign in letters.items())
    except Exception:  # a font that does not say how wide its letters are
        return True


def _is_narrow(sign: str, width: float) -> bool:
    return width < (_NARROW if sign.isdigit() else _NARROW_LETTER * (sign in _WIDE_LETTERS))


def _is_high(feet: Feet, code: int) -> bool:
    try:
        ends = feet(code)
    except (KeyError, IndexError):  # the font lacks the glyph
        return False
    return ends is not None and ends[0] > _FOOT * (ends[1] - ends[0])


def _named(font: Any) -> set[int]:
    """The codes whose glyphs are raised by their names, which are then such as pypdf reads rightly."""
    listed = names_of(font)
    codes: set[int] = set()
    code = 0
    for place, each in enumerate(listed):
        if isinstance(each, int):
            code = each
            continue
        if name := _RAISED_NAME.fullmatch(str(each)):
            codes.add(code)
            # What pypdf knows as no name it gives as it is.
            listed[place] = NameObject(f"/{name['figure']}superior" if name["figure"] else name["letter"] + DRAWN)
        code += 1
    return codes
