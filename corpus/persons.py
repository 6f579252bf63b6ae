"""Passages in, the people that they name out: a contact's name, and who said a quotation, as these are printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.passages import Passage
from corpus.report import Kind

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HONORIFIC = r"(?:Mr|Mrs|Ms|Mme|Mlle|Dr|Prof|Sir|Amb|Gen|Lt|Col|Maj|Capt)\.?"
_NAME = re.compile(rf"\b{_HONORIFIC}\s+((?:[^\W\d_][\w'’.-]*\s*){{1,5}})")
_ATTRIBUTION = re.compile(r"^[—–-]?\s*((?:[A-ZÀ-Þ][\w'’.-]*\s+){1,3}[A-ZÀ-Þ][\w'’.-]*)\s*,")
_SHORTEST = 4


def people_in(passages: Sequence[Passage]) -> dict[str, set[int]]:
    """Folded part of a name -> the passages it stands in, and the quotation above an attribution."""
    out: dict[str, set[int]] = {}
    for place, passage in enumerate(passages):
        text, above = passage.quote.text, passages[max(0, place - 1)].quote.text
        found, places = [], {place}
        if passage.kind is Kind.ENTRY:
            found = _NAME.findall(text)
        elif passage.kind is Kind.LINE and (match := _ATTRIBUTION.match(text)):
            found, places = [match[1]], {place, place - 1} if above[:1] in '“«"' else {place}
        for name in found:
            printed = " ".join(_up_to_surname([word for word in name.split() if "@" not in word]))
            for part in WORD.findall(printed):
                if len(part) >= _SHORTEST and part[0].isupper():
                    out.setdefault(folded(part), set()).update(places)
    return out


def folded(word: str) -> str:
    """Lower case without accents and apostrophes: N'Gefa, N’GEFA and ngefa are one name."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(character for character in plain if character.isalnum()).lower()


def _up_to_surname(name: list[str]) -> list[str]:
    """Without what follows a surname that is printed in capitals: an office ("Assistant Secretary-General")."""
    surnames = [place for place, word in enumerate(name) if word.isupper() and len(word) > 1]
    return name[: surnames[-1] + 1] if surnames else name
