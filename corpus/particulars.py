"""What a text prints that is told by its form alone: dates, figures, money, telephone numbers, somebody's name,
an acronym spelled out."""

from __future__ import annotations

import re

_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"\b(?:1[0-9]|20)\d\d\b|\b(?:{_MONTH})\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
FIGURE = re.compile(r"\d[\d,.]*")
CURRENCY = re.compile("[$€£¥]")
TELEPHONE = re.compile(r"\+\d|\b\d{3}[ -]\d{2,}")
# "Ms. Bell", "Kofi Annan, Secretary-General".
PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mme|Dr|Prof|Gen|Sir)\.?\s+[A-ZÀ-Þ]|\b[A-ZÀ-Þ][a-zà-ÿ'’-]+\s+[A-ZÀ-Þ][\w'’-]+,\s+[A-ZÀ-Þ]"
)


def spells_out(acronym: str, text: str) -> bool:
    """Whether `text` gives the acronym in brackets behind words whose initials make it."""
    for match in re.finditer(rf"\(({re.escape(acronym)})s?\)", text):
        before = re.findall(r"\w+", text[: match.start()])[-12:]
        # "UN Country Team" makes UNCT: a short word in capitals counts with all its letters.
        initials = "".join(word if word.isupper() and len(word) < 5 else word[0] for word in before).lower()
        letters = iter(initials)
        if all(letter in letters for letter in acronym.lower() if letter.isalpha()):
            return True
    return False
