"""A number in, as a list prints it out: 4 -> "4", "d", "IV"."""

from __future__ import annotations

import unicodedata

ARABIC_NUMBER = r"\d{1,3}\s?[-–](?=\s+[\u0600-\u06ff])"  # "12 -", as paragraphs are counted in Arabic
CIRCLED = "[\u2460-\u24ea\u2776-\u2793]"  # letters and figures in circles or brackets, one sign each
CORRECTED = {"©": "c", "®": "r", "€": "e"}  # what word processors make of "(c)", "(r)" and "(e)" as they are typed

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3999


def letters(number: int) -> str:
    """1 -> "a", 26 -> "z", 27 -> "aa", 28 -> "bb", as word processors go on."""
    if number < 1:
        return str(number)
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(times + 1, 10)


def roman(number: int) -> str:
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def told(circled: str) -> str:
    """ "ⓐ", "⒜" -> "a"; "①", "⑴", "❶" -> "1"."""
    plain = unicodedata.normalize("NFKC", circled).strip("().").lower()
    return plain if plain.isascii() else f"{unicodedata.numeric(circled):.0f}"
