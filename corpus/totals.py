"""Words in, whether they are a total's out: as a table's row prints it, in the languages of the United Nations.

"Total losses were heavy" is a sentence and "Total losses" may be a point or a heading: what stands behind the word
decides, and each question below allows more or less of it.
"""

from __future__ import annotations

import re

_WORDS = (
    r"(?:grand |net |gross )?"
    r"(?:(?:sub-?)?totals?|sous-total|total (?:général|general|parcial)|gesamt|итого|всего|合计|小计|المجموع)"
)
_SPAN = r"\([^()]*\)"  # "(I–III)"
_BARE = re.compile(rf"{_WORDS}\b\W*(?:{_SPAN}|[IVX]+)?[\W\d]*", re.IGNORECASE)
_ROW = re.compile(rf"{_WORDS}\b\W*(?:{_SPAN}|requirements|resources|gross|net|[a-z]{{1,3}})?[\W\d]*", re.IGNORECASE)
_COUNTED = re.compile(rf"{_WORDS}\s*(?:[,:(\d–-]|$)", re.IGNORECASE)


def is_bare(words: str) -> bool:
    """ "Total", "Subtotal (2)", "Total (I–III) 12": of what, the rows above say that are not beside it."""
    return _BARE.fullmatch(words) is not None


def is_row(words: str) -> bool:
    """The same, and "Total requirements 12 444": a row of figures, or what stands beside one; it names no section."""
    return _ROW.fullmatch(words) is not None


def is_counted(words: str) -> bool:
    """True where words behind it say of what, or how many: "Total, posts 12", "Total: 9"; it is no member of a list."""
    return _COUNTED.match(words) is not None
