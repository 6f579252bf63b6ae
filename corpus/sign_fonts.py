"""Signs that a file draws by letters of a font of signs, as Unicode: Word and its PDFs say "\\uf0b3" in Symbol for "≥".

The tables hold what reports use: Symbol's letters and relations (PDF 1.7, annex D.5) and the arrows, ticks and bullets
of Wingdings. U+FFFD stands for any other: it is told, and no letter is taken for it.
"""

from __future__ import annotations

import re
from functools import cache

UNREAD = "\ufffd"
_IN_PRIVATE = re.compile("[\uf020-\uf0ff]")  # where Word puts the codes of such fonts
_A_LETTER = re.compile("[!-~\xa1-\xff\u0152-\u0192\uf020-\uf0ff]")
_SYMBOL = {
    **dict(zip(range(0x20, 0x41), " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x5B, 0x61), "[∴]⊥_‾", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x7B, 0x7F), "{|}∼", strict=True)),
    **dict(zip(range(0xA0, 0xC0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
    **dict(zip(range(0xC0, 0xE0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    **dict(zip((0xE0, 0xE1, 0xE5, 0xF1, 0xF2), "◊〈∑〉∫", strict=True)),
}
_WINGDINGS = {
    **dict(zip((0x20, 0x28, 0x2A, 0x4A, 0x4C), " ☎✉☺☹", strict=True)),
    **dict(zip((0x6C, 0x6D, 0x6E, 0x6F, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77), "●❍■□❑❒⬧⧫◆❖⬥", strict=True)),
    **dict(zip(range(0x80, 0x96), "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
    **dict(zip((0x9E, 0x9F, 0xA1, 0xA7, 0xA8, 0xAB, 0xB2), "·•○▪◻★⟡", strict=True)),
    **dict(zip((0xD5, 0xD6, 0xD7, 0xD8, 0xDC), "⌫⌦◄➢➲", strict=True)),
    **dict(zip(range(0xDF, 0xE7), "←→↑↓↖↗↙↘", strict=True)),
    **dict(zip(range(0xE7, 0xF3), "🡸➔🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩", strict=True)),
    **dict(zip((0xF3, 0xF4, 0xFB, 0xFC, 0xFD, 0xFE), "⇔⇕✘✔☒☑", strict=True)),
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_NAME = re.compile(r"[\s/]*(?:[A-Z]{6}\+)?(symbol|wingdings)(?!\s?[23])", re.IGNORECASE)  # a subset has a mark


def sign(code: int, font: str) -> str:
    """The sign of a letter's code, 0x20 to 0xff or the same in private use, in the font of this name; U+FFFD where the
    tables do not know it."""
    return _FONTS[named].get(code % 0x100, UNREAD) if (named := _named(font)) else UNREAD


@cache
def _named(font: str) -> str:
    """Which of the tables a font's name stands for; "" for none."""
    named = _NAME.match(font)
    return named[1].lower() if named else ""


def with_signs(text: str, font: str) -> str:
    """A run's text as the signs that this font draws: letters of private use, and in Wingdings, which has no letters,
    any. What stands in private use of other fonts, or is none of the tables', stays."""
    named = _named(font)
    if not named:
        return text
    if named == "wingdings":
        return _A_LETTER.sub(lambda char: sign(_code(char[0]), font), text)
    return _IN_PRIVATE.sub(lambda char: found if (found := sign(ord(char[0]), font)) != UNREAD else char[0], text)


def _code(char: str) -> int:
    """As Windows counts its letters."""
    try:
        return char.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(char)
