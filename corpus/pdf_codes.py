"""What a font of a PDF says that its codes stand for: names of glyphs, and its ToUnicode map, read and completed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pypdf.generic import NameObject, StreamObject

_PASSAGE = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_LETTER = re.compile("[0-9a-z]")
_LONGEST_RANGE = ord("z") - ord("0") + 1  # codes that stand for figures and small letters
CODES = 0x10000  # of two bytes, that a font whose glyphs are numbered may have
_NOTHING = {"0000", "FFFD"}  # what a map gives for a code of which it knows no letter; "" is a part of another's


def inner_of(font: Any) -> Any:
    """The font whose glyphs are numbered. Raises KeyError: they have names."""
    return font["/DescendantFonts"].get_object()[0].get_object()


def names_of(font: Any) -> Any:
    """The names of its glyphs, each run of them behind the first one's code, to be changed where they stand; () where
    it lists none."""
    encoding: Any = font["/Encoding"].get_object() if "/Encoding" in font else None
    listed = isinstance(encoding, dict) and "/Differences" in encoding
    return encoding["/Differences"].get_object() if listed else ()


def said_by(font: Any) -> bytes:
    """The map as the file has it, b"" where it has none."""
    return font["/ToUnicode"].get_object().get_data() if "/ToUnicode" in font else b""


def letters_of(said: bytes) -> Iterator[tuple[str, str]]:
    """(code in hexadecimal digits, sign) of all codes that a map reads as one figure or one letter from a to z."""
    for kind, passage in _PASSAGE.findall(said):
        if kind == b"char":
            pairs: Iterable[tuple[bytes, bytes]] = _PAIR.findall(passage)
        else:
            pairs = [pair for each in _RANGE.findall(passage) for pair in _of_range(*each)]
        for code, stands_for in pairs:
            sign = chr(int(stands_for, 16)) if 0 < len(stands_for) <= 4 else ""
            if _LETTER.fullmatch(sign):
                yield code.decode(), sign


def _of_range(first: bytes, last: bytes, begin: bytes, listed: bytes) -> Iterator[tuple[bytes, bytes]]:
    start, count = int(first, 16), int(last, 16) - int(first, 16) + 1
    if listed:
        said = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
    else:
        # Of a long range only what stands for figures and letters.
        skipped = max(0, ord("0") - int(begin, 16))
        start, count = start + skipped, min(count - skipped, _LONGEST_RANGE)
        said = [b"%04X" % (int(begin, 16) + skipped + step) for step in range(count)]
    for step, each in enumerate(said[: max(0, count)]):
        yield b"%0*X" % (len(first), start + step), each


def without_letters(said: bytes, codes: Iterable[int]) -> list[int]:
    """Those of the codes, of two bytes, of which a map knows no letter."""
    known = bytearray(CODES)
    for kind, passage in _PASSAGE.findall(said):
        if kind == b"char":
            for code, sign in _PAIR.findall(passage):
                _know(known, int(code, 16), [sign])
            continue
        for first, last, begin, listed in _RANGE.findall(passage):
            start, end = int(first, 16), min(int(last, 16), CODES - 1)
            if begin:
                start += int(begin, 16) == 0
                known[start : end + 1] = b"\x01" * max(0, end + 1 - start)
            else:
                _know(known, start, re.findall(rb"<([0-9A-Fa-f]*)>", listed))
    return [code for code in codes if not known[code]]


def _know(known: bytearray, start: int, signs: Iterable[bytes]) -> None:
    for code, sign in enumerate(signs, start):
        if code < CODES and sign.decode().upper() not in _NOTHING:
            known[code] = 1


def complete(font: Any, said: bytes, entries: Mapping[str, str]) -> None:
    """Let the font's map give these letters for these codes, in hexadecimal digits, besides what it has `said`."""
    pairs = "\n".join(f"<{code}> <{letters.encode('utf-16-be').hex().upper()}>" for code, letters in entries.items())
    passage = f"\n{len(entries)} beginbfchar\n{pairs}\nendbfchar\n".encode()
    at = said.rfind(b"endcmap")
    stream = StreamObject()
    stream.set_data(said[:at] + passage + said[at:] if at >= 0 else said + passage)
    font[NameObject("/ToUnicode")] = stream
