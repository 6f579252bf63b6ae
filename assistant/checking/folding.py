"""Text in, the same text without what may differ in an exact quotation out, each character with the place it is from.

Folded away: the shape of quotation marks and dashes, white space, capital letters, and what no reader sees (soft
hyphens, ligatures, the two ways to write an accented letter, Arabic vowel signs). Words, spelling, figures and
punctuation stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MARKS = "'’‘‚‛\"“”„‟«»‹›`´′″＂＇\u300c\u300d\u300e\u300f"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Arabic: the stroke that makes a word longer, and the signs for short vowels, which are set or left out at will.
_ARABIC = "\u0640\u064b-\u0652\u0670"
INVISIBLE = f"\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff{_ARABIC}"
_ACCENTS = "\u0300-\u036f"
_TOKEN = re.compile(
    rf"(?P<space>[\s{INVISIBLE}]+)|(?P<mark>''|``|[{MARKS}])|(?P<dash>[{DASHES}]+)"
    rf"|(?P<accented>[^\W\d_][{_ACCENTS}]+)|(?P<word>[^\W_]+(?![{_ACCENTS}]))"
    r"|(?P<capital>\[(?P<letter>[^\W\d_])\](?=[^\W_]))|(?P<other>.)",
    re.DOTALL,
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


class Kind(StrEnum):
    """What may differ in an exact quotation."""

    MARKS = "quotation marks"
    DASHES = "dash"
    SPACE = "white space"
    CAPITALS = "capital letters"


ALL = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what is compared; `starts[i]`, `ends[i]` are where its character `i` stands in the text folded."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str, kinds: frozenset[Kind] = ALL) -> Folded:
    """`text` with the differences of `kinds` folded away; about a second for two million characters.

    White space counts between two words alone: around dashes and punctuation it is a matter of the typesetter.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap: tuple[int, int] | None = None

    def put(piece: str, start: int, end: int) -> None:
        out.extend(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["space"]:
            if Kind.SPACE not in kinds:
                put(match[0], start, end)
            elif re.search(r"\s", match[0]):
                gap = gap or (start, end)
            continue
        piece = _folded(match, kinds)
        if gap and out and _parts(out, piece):
            put(" ", *gap)
        gap = None
        if match["word"] and len(piece) == end - start:
            out.extend(piece)
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        elif match["word"]:
            for place, character in enumerate(match[0], start):
                put(_letters(character, kinds), place, place + 1)
        else:
            put(piece, start, end)
    return Folded("".join(out), tuple(starts), tuple(ends))


def plain(text: str) -> str:
    """The folded text alone."""
    return fold(text).text


def _folded(match: re.Match[str], kinds: frozenset[Kind]) -> str:
    if match["mark"]:
        return "'" if Kind.MARKS in kinds else match[0]
    if match["dash"]:
        return "-" if Kind.DASHES in kinds else match[0]
    if match["accented"]:
        return _letters(unicodedata.normalize("NFC", match[0]), kinds)
    if match["capital"]:
        # "[T]he mission": the brackets say that the draft changed the letter's case.
        return _letters(match["letter"], kinds) if Kind.CAPITALS in kinds else match[0]
    return _letters(match[0], kinds)


def _letters(piece: str, kinds: frozenset[Kind]) -> str:
    if not piece.isascii():
        piece = "".join(_LIGATURES.get(character, character) for character in piece if character != "\u0640")
    return piece.casefold() if Kind.CAPITALS in kinds else piece


def _parts(out: list[str], following: str) -> bool:
    """Whether white space between what stands and what follows parts two words, or two figures ("3. 5" is not 3.5)."""
    before, after = out[-1], following[:1]
    if before.isalnum() and after.isalnum():
        return not (_is_cjk(before) and _is_cjk(after))
    return before in ".,:" and after.isdigit() and len(out) > 1 and out[-2].isdigit()


def _is_cjk(character: str) -> bool:
    return bool(re.match(f"[{_CJK}]", character))
