"""Phrases in, one pattern out that finds any of them in a text. This is all the grammar that a translator needs:

    what is meant     these words, whole, in capitals or not, with either apostrophe
    is|are            one of these words
    [all of] the      words that may be missing
    quot*  *ing  *    a word that begins so, one that ends so, any word
    ~3                up to three words of any kind
    ...               anything within the sentence; at the end of a phrase, the rest of it
    ^  $              where a part of the text begins, where it ends: at its start and end, at a comma, at a stop
    {office}          any phrase of another kind of the same file

Chinese has no borders between words: there blanks stand between signs alone ("除 ... 以外"). Each sign is bounded, so
that a long text takes no longer than its length asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_SIGN = re.compile(r"\[[^\]]*\]|\S+")
_LETTER = r"[\w'’-]"
_ANY_WORD = rf"{_LETTER}{{1,40}}"
_EDGES = {"^": r"(?:^|(?<=[,.;:?!()–—-]))\W{0,9}", "$": r"(?=\W{0,9}$|\s?[,.;:?!()–—])"}
_WITHIN = r"[^.?!。？！]{0,100}"
_CHINESE = re.compile("[\u3040-\u9fff]")

Kinds = Mapping[str, Sequence[str]]


def any_of(phrases: Iterable[str], kinds: Kinds | None = None) -> re.Pattern[str]:
    """Finds any of the phrases, the longest first; nothing where there are none. `kinds`: what "{kind}" stands for.
    Raises KeyError where a phrase names a kind that is not there."""
    found = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    chinese = [_pattern(phrase, kinds or {}, "") for phrase in found if _CHINESE.search(phrase)]
    others = [_pattern(phrase, kinds or {}, r"\s+") for phrase in found if not _CHINESE.search(phrase)]
    bordered = [rf"(?<!\w)(?:{'|'.join(others)})(?!\w)"] if others else []
    return re.compile("|".join([*bordered, *chinese]) or "(?!)", re.IGNORECASE)


def _pattern(phrase: str, kinds: Kinds, blank: str) -> str:
    """`blank`: what stands between words."""
    signs = _SIGN.findall(phrase)
    out, before = "", ""  # `before`: the blank before the next word, once a word stands
    for place, sign in enumerate(signs):
        if sign == "...":
            between = rf"(?!\w){_WITHIN}?(?<!\w)" if blank else f"{_WITHIN}?"
            out += _WITHIN if place == len(signs) - 1 else between
            before = ""
        elif sign in _EDGES:
            out += _EDGES[sign]
        elif sign[0] in "[~":
            said = _pattern(sign[1:-1], kinds, blank) if sign[0] == "[" else _ANY_WORD
            often = "?" if sign[0] == "[" else f"{{0,{sign[1:]}}}?"
            out += f"(?:{before}{said}){often}" if before else f"(?:{said}{blank}){often}"
        else:
            out += before + _word(sign, kinds, blank)
            before = blank
    return out


def _word(sign: str, kinds: Kinds, blank: str) -> str:
    if sign == "*":
        return _ANY_WORD
    if sign.startswith("{"):
        return f"(?:{'|'.join(_pattern(phrase, kinds, blank) for phrase in kinds[sign[1:-1]])})"
    parts = [re.escape(part).replace("'", "['’]").replace(r"\*", f"{_LETTER}*") for part in sign.split("|")]
    return f"(?:{'|'.join(parts)})" if len(parts) > 1 else parts[0]
