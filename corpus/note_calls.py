"""Words in, where the numbers of notes stand in them out: marks that lead to a note and are none of the words.

A call is raised behind a word of three letters or more, or behind its punctuation: "kitchens⁵", "asked for.⁶",
"kitchens[^1]", "kitchens*", "kitchens[1]", and letters as tables have them, "plannedᵃ". A figure behind a shorter word
is a unit or a formula (km², H2O). What is glued to a word as an ordinary figure ("kitchens5") is a call in a text that
was read from a page, where the rise is lost; in a draft it is a slip.
"""

from __future__ import annotations

import re

_PLAIN = "0123456789abcdefghijklmnoprstuvwxyz"  # no raised q is known
_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"  # the same as they stand raised
SIGNS = f"{_SIGNS}⁻"  # "³⁻⁵" calls three notes
DRAWN = "\u2064"  # behind a letter that its font draws raised; invisible, and gone where the letter calls no note
_TO_PLAIN = str.maketrans(_SIGNS[:10], _PLAIN[:10])
_TO_SIGNS = str.maketrans(f"{_PLAIN}+-–−", f"{_SIGNS}⁺⁻⁻⁻")  # the signs of powers and charges: 10⁻³, SO4²⁻

_WORD = r"(?<=[^\W\d_]{3})|(?<=[^\W\d_]{2}[.,;:!?)”’»])|(?<=[^\W\d_][.,;:!?][”’»\"])"
_YEAR = r"(?<=\b(?:19|20)[0-9]{2})|(?<=\b(?:19|20)[0-9]{2}[.,;:)])"
# What else has no power: figures of names ("COVID-19"), shares, figures with a mark behind them.
_FIGURE = r"(?<=[A-Z]-[0-9]{2})|(?<=[0-9]%)|(?<=[0-9%][.,;:!?)”’»])"
_BEHIND = rf"(?:{_WORD}|{_YEAR})"
_RAISED = rf"(?:{_WORD}|{_YEAR}|{_FIGURE})[{SIGNS}]{{1,7}}(?:, ?[{SIGNS}]{{1,7}})*(?![^\W_])"
_ORDINAL = r"(?<=[a-zà-öø-ÿ]{3})ª(?!\w)"  # no ordinal of Spanish stands behind such words
_SIGN = rf"(?:{_BEHIND}|(?<=[^\W\d_]{{2}}))[*†‡]{{1,3}}(?![^\W_])"  # "UN*": no unit has one
_WRITTEN = r"\[\^[^\[\]\s]{1,40}\](?!:)"
# "kitchens[12]", as a page on the web shows it; behind a space it may be the draft's own word for another.
_BRACKETED = rf"{_BEHIND}\[\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}})*\]"
# In lower-case letters: COVID19, MONUSCO2 and B12 are names.
_GLUED = (
    r"(?:(?<=[a-zà-öø-ÿа-я]{3})[1-9][0-9]{0,2}(?=[\s.,;:!?)”’»\"]|$)(?![.,][0-9])"
    r"|(?<=[a-zà-öø-ÿа-я]{2}[.,;:!?)”’»])[1-9][0-9]{0,2}(?=\s|$))"
)
_A_SIGN = re.compile(rf"[{SIGNS}ª*†‡\[]")  # which every call of a draft has; most texts have none, and are asked often
_IN_A_DRAFT = re.compile(rf"{_RAISED}|{_ORDINAL}|{_SIGN}|{_WRITTEN}|{_BRACKETED}")
_IN_A_REPORT = re.compile(rf"{_RAISED}|{_ORDINAL}|{_SIGN}|{_WRITTEN}|{_BRACKETED}|(?P<glued>{_GLUED})")
# A figure behind these and a full stop is what they count: "para.4".
_COUNTED = re.compile(
    r"\b(?:arts?|paras?|pars?|sects?|secs?|figs?|nos?|nrs?|vols?|chaps?|chs?|pp?|cols?|res|docs?|add|rev|corr|cap|núms?|págs?"
    r"|párrs?|стр|ст|гл|пп?)\.$",
    re.IGNORECASE,
)
_CALL = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[\])]?(?:\s?[,–-]\s?\d{1,3})*")
WORD_END = re.compile(r"[^\W\d_A-Z]{3}[.,;:)”’»]{0,2}$")
_POWERS = re.compile(
    r"[+–−-]?\d+[+–−-]?|[+–−-]|\d{1,3}(?:\s?[,–-]\s?\d{1,3})+"
)  # a font may lack the sign, which is then a run of its own
_POWER = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,2})$")


def raised(call: str) -> str:
    """ "5" -> "⁵", "a,b" -> "ᵃ,ᵇ": as it is told from the word that it stands behind."""
    return call.translate(_TO_SIGNS)


def plain(number: str) -> str:
    """ "¹²" -> "12", as a note is called by; other signs stay."""
    return number.translate(_TO_PLAIN)


def power(raised_words: str) -> str:
    """ "6" -> "⁶", "-3" -> "⁻³", "2+" -> "²⁺" (a charge); letters stay, as in "1st"."""
    return raised(raised_words) if _POWERS.fullmatch(raised_words.strip()) else raised_words


def shown_raised(raised_words: str, before: str) -> str:
    """The same, and a letter behind a word of three small letters, which calls a table's note: "plannedᵃ"; sites set it
    in brackets."""
    letter = raised_words[1:-1] if raised_words[:1] == "[" and raised_words[-1:] == "]" else raised_words
    calls = len(letter) == 1 and letter in _PLAIN and not letter.isdigit() and WORD_END.search(before)
    return raised(letter) if calls else power(raised_words)


def is_raised_call(before: str, raised: str) -> bool:
    """Whether what is raised behind the words `before` leads to a note: "village" 1 does, "10" 6 and "km" 2 do not."""
    return bool(_CALL.fullmatch(raised.strip())) and not _POWER.search(before)


def without_calls(draft: str) -> str:
    """A draft's words without the calls that cannot be figures of its own."""
    return _IN_A_DRAFT.sub("", draft) if _A_SIGN.search(draft) else draft


def calls(report: str) -> list[tuple[int, int]]:
    """(start, end) of every call in a report's text."""
    return [match.span() for match in _IN_A_REPORT.finditer(report) if not _counts(report, match)]


def _counts(text: str, match: re.Match[str]) -> bool:
    return bool(match["glued"] and _COUNTED.search(text[max(0, match.start() - 8) : match.start()]))
