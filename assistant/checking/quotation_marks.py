"""A paragraph in, where quotations open and close in it out, by the marks of six languages and of those who type.

A mark that can open and close (", ”, », ') is told by what stands around it. Marks within marks belong to the outer
quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# Opening mark -> what closes it. Where a mark stands on both sides its place decides: »…«, „…“, ”…”, and ”…“ as Arabic
# is often typed.
_CLOSING: dict[str, tuple[str, ...]] = {
    "“": ("”",),
    "”": ("”", "“"),
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "›": ("‹", "›"),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "‛": ("’",),
    "’": ("’",),
    "'": ("'",),
    "``": ("''", "”"),
    "`": ("'", "’", "´"),
    "´": ("´",),
    ",,": ("''", "’’", "“", "”", '"'),
    "<<": (">>",),
    "''": ("''",),
    '"': ('"',),
    "″": ("″",),
    "＂": ("＂",),
    "＇": ("＇",),
    "❝": ("❞",),
    "❛": ("❜",),
    "〝": ("〞", "〟"),
    "\u300c": ("\u300d",),
    "\u300e": ("\u300f",),
    "\ufe41": ("\ufe42",),
    "\ufe43": ("\ufe44",),
    "\uff62": ("\uff63",),
}
# What closes a double mark where its own does not: typed on another keyboard, or as TeX has it.
_MIXED = ('"', "’’", "''", "″", "＂", "”", "“")
_MAY_BE_MIXED = ("“", "„", "‟", "``", '"')
SINGLE = ("‘", "‚", "‛", "’", "'", "`", "´", "＇")
# An apostrophe, or something else that is no mark, looks like these: they open only where something closes them.
_APOSTROPHES = ("’", "'", "`", "´", "＇", ",,", "<<")
_OF_A_PAIR = ("“", "«", "‹")
# Always opening wherever they stand, since they are no other mark's closing one.
_CERTAIN = ("„", "‟", "‚", "〝", "❝", "❛", "\u300c", "\u300e", "\ufe41", "\ufe43", "\uff62", "``")
# Of two characters; they come before those of one.
_DOUBLE = ("``", "''", ",,", "<<", ">>", "’’")
# What a language writes to the next word without a space, before a mark too: l'"école", و"المجلس".
_TIED = re.compile(
    r"(?:^|(?<![^\W_]))(?:(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]|(?:[وف]?[بلكوف]|[وفبك]?ال|لل)\u0640*)$",
    re.IGNORECASE,
)
_BEFORE_SPEECH = frozenset(":,，：、،")  # behind which a quotation may begin without a space
# Whatever opens or closes; the double ones first.
_MARK = re.compile(
    "|".join(_DOUBLE)
    + "|["
    + "".join({mark for pair in _CLOSING.items() for mark in (pair[0], *pair[1]) if len(mark) == 1})
    + "]"
)


# What many marks open and none closes would be read to its end from each of them anew.
_MOST_MARKS = 200  # within a quotation, apostrophes among them: several pages
_MOST_ENDS = 20  # where an apostrophe may be the closing mark
# Behind "the pilots’" where these own it: a word or a mark, and none that goes on with the sentence around the marks.
_MAY_BE_OWNED = re.compile(r"\s(?:[^\W_]|[“„«\"])")
_OWNED = re.compile(
    r"\s(?!(?:and|or|but|nor|as|of|in|on|at|to|for|from|by|with|before|after|during|under|than|is|are|was|were|be|has|have"
    r"|had|will|would|can|may|which|who|that|when|where|while|because|if|so|he|she|it|they|we|I|said|says|wrote|writes)\b)"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """`start`, `end`: the words between the outermost marks. `after`: where the closing mark is over.

    `mark`: the opening one. `closed`: False where nothing in the paragraph closes it, and `end` is the paragraph's.
    """

    mark: str
    start: int
    end: int
    after: int
    closed: bool = True


def marked(text: str, begin: int = 0, goes_on: str = "") -> list[Marked]:
    """What stands between the outermost marks, from `begin` on, in order. `goes_on`: the mark that opens the next
    paragraph, so that one like an apostrophe may stand unclosed before it."""
    found: list[Marked] = []
    at = begin
    while at < len(text):
        candidate = _MARK.search(text, at)
        if candidate is None:
            break
        at = candidate.start()
        mark = opening(text, at)
        if not mark:
            at += 1
            continue
        start = at + len(mark)
        end = _end(text, start, mark)
        if not end and mark in _APOSTROPHES and (mark != goes_on or _opens_again(text, start, mark)):
            at = start
            continue
        if end:
            found.append(Marked(mark, start, *end))
            at = end[1]
        else:
            found.append(Marked(mark, start, len(text), len(text), closed=False))
            at = len(text)
    return found


def _opens_again(text: str, start: int, mark: str) -> bool:
    return any(opening(text, place) == mark for place in _marks_from(text, start))


def opening(text: str, at: int) -> str:
    """The mark that opens a quotation at `at`, or ""."""
    mark = text[at : at + 2] if text[at : at + 2] in _DOUBLE else text[at : at + 1]
    if mark not in _CLOSING:
        return ""
    if mark in _CERTAIN:
        return mark
    before, after = text[at - 1 : at] if at else "", text[at + len(mark) : at + len(mark) + 1]
    if mark in _OF_A_PAIR:
        # Where it stands behind a word and before none, it closes what another mark opened.
        return "" if _ends_words(before) and not _begins_words(after) else mark
    if mark == "‘":
        return "" if before.isalnum() else mark
    if mark in _APOSTROPHES and (after.isdigit() or after == mark):
        return ""  # the ’90s; ’’ closes a double mark
    free = not _ends_words(before) or before in _BEFORE_SPEECH or _TIED.search(text[max(0, at - 9) : at])
    return mark if free and _begins_words(after) else ""


def closing(text: str, start: int, mark: str) -> tuple[int, int] | None:
    """Where a quotation that `mark` opened before this paragraph is closed: (end of its words, end of the mark).

    None where nothing in `text` closes it for sure.
    """
    if mark in SINGLE:
        return _single_end(text, start, mark)
    return _closed(text, start, mark) or (_mixed_end(text, start) if mark in _MAY_BE_MIXED else None)


def _closed(text: str, start: int, mark: str) -> tuple[int, int] | None:
    """Where the marks that may close it have closed all that was opened."""
    depth = 1
    for place in _marks_from(text, start):
        closes = next((one for one in _CLOSING[mark] if text.startswith(one, place)), "")
        if closes and not (closes in (mark, *_OF_A_PAIR) and _opens_within(text, place, closes)):
            depth -= 1
        elif closes or text.startswith(mark, place):
            depth += 1
        if not depth:
            return place, place + len(closes)
    return None


def _opens_within(text: str, at: int, mark: str) -> bool:
    """Whether a mark that closes the quotation it stands in as well as it opens one does open one."""
    before = text[at - 1 : at]
    return not _ends_words(before) and not _is_ideograph(before) and opening(text, at) == mark


def _end(text: str, start: int, mark: str) -> tuple[int, int] | None:
    """Where the words end, and their closing mark; None where nothing closes it."""
    if found := closing(text, start, mark):
        return found
    if mark in SINGLE:
        return None
    for place in range(start, len(text)):
        for one in _CLOSING[mark]:
            if text.startswith(one, place) and not opening(text, place):
                return place, place + len(one)
    return None


def _mixed_end(text: str, start: int) -> tuple[int, int] | None:
    """The first mark of another kind that closes without having been opened since `start`."""
    inner = 0
    for place in _marks_from(text, start):
        one = next((one for one in _MIXED if text.startswith(one, place)), "")
        if not one:
            continue
        if opening(text, place) == one:
            inner += 1
        elif not text[place - 1].isdigit() or one.startswith(("’", "'", "”")):  # 5" is a measure
            if not inner:
                return place, place + len(one)
            inner -= 1
    return None


def _single_end(text: str, start: int, mark: str) -> tuple[int, int] | None:
    """An apostrophe looks as the closing mark does: within a word it is none, behind a plural it may be either.

    The closing mark is the last that cannot be a plural's, else the last behind which the sentence around goes on, else
    the last: what is taken for no part of a quotation is never checked.
    """
    ends = _single_ends(text, start, mark)
    sure = [end for end in ends if text[end - 1] not in "sS" or not _MAY_BE_OWNED.match(text, end + 1)]
    likely = [end for end in ends if not _OWNED.match(text, end + 1)]
    return next(((one[-1], one[-1] + 1) for one in (sure, likely, ends) if one), None)


def _single_ends(text: str, start: int, mark: str) -> list[int]:
    """Where it may be closed before the next opens; no further than where it is closed for sure."""
    ends = []
    for place in range(start, len(text)):
        if text[place] == mark and opening(text, place):
            break
        if text[place] not in _CLOSING[mark] or text[place + 1 : place + 2].isalnum():
            continue
        if text[place] == "‘" and opening(text, place) and text[place - 1].isspace():
            continue
        ends.append(place)
        if text[place - 1] not in "sS" or len(ends) == _MOST_ENDS:
            break
    return ends


def _marks_from(text: str, start: int) -> Iterator[int]:
    """Where the marks behind an opening one stand, as far as a quotation goes."""
    return (match.start() for match in islice(_MARK.finditer(text, start), _MOST_MARKS))


def _ends_words(before: str) -> bool:
    """Whether a mark behind this character stands behind words."""
    return (before.isalnum() and not _is_ideograph(before)) or before in set(".,;:!?…)]}%”’»›\"'。，！？）")


def _begins_words(after: str) -> bool:
    return bool(after) and not after.isspace() and after not in ".,;:!?)]}。，、；：？！）】"


def _is_ideograph(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"
