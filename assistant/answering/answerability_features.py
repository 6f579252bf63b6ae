"""A question and the passage that stands first in, the signs out by which an answer is told from a near miss.

The signs do not depend on the document's size or subject, so what is made of them is comparable across questions and
documents.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from assistant.answering.set_filter import coverage
from assistant.knowledge import theme_pattern
from assistant.query.phrasebook import asked_with
from assistant.query.query import Query
from assistant.query.question_type import Need, Wanted
from index.evidence import Evidence, Met
from index.tokens import STOP_WORDS, stem, stems, words

# The rest of what an answer holds is told by the phrasebook, under "holds.".
_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b(?:1[0-9]|20)\d\d\b|\b(?:{_MONTH})\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_PHONE = re.compile(r"\+\d|\b\d{3}[ -]\d{2,}")
_FIGURE = re.compile(r"\d[\d,.]*")
_CURRENCY = re.compile("[$€£¥]")
# "Ms. Bell", "Kofi Annan, Secretary-General".
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mme|Dr|Prof|Gen|Sir)\.?\s+[A-ZÀ-Þ]|\b[A-ZÀ-Þ][a-zà-ÿ'’-]+\s+[A-ZÀ-Þ][\w'’-]+,\s+[A-ZÀ-Þ]"
)
_PRINTED = {
    Need.DATE: _DATE,
    Need.BIRTH: _DATE,
    Need.DURATION: _DATE,  # "since when?"
    Need.NUMBER: _FIGURE,
    Need.MONEY: _CURRENCY,
    Need.PERSON: _PERSON,
    Need.TELEPHONE: _PHONE,
}
# What there is no doubt of: a text without a telephone number answers no question for one.
_SURELY = frozenset(Need) - {Need.DATE, Need.MOST}
_BESIDE = _SURELY | {Need.MOST}  # what one sentence of a paragraph rather has than another

# Usual figures of the second encoder for a question that is answered, over the development set.
_USUAL_ACROSS, _USUAL_ASKED, _USUAL_UNANSWERED = 0.86, 0.91, 0.87

_RARE = 0.5  # of the rarest piece's weight: from there on a piece carries the question's subject

SIGNS = (
    "asked", "asked_late", "asked_across", "unanswered", "unanswered_late", "unanswered_across",
    "margin_asked", "margin_once", "margin_late", "margin_across", "asked_once",
    "late", "late_block", "meaning_block", "across", "top", "lead", "coverage", "block_coverage", "unknown",
    "met", "met_least", "met_low", "unanswered_met", "unanswered_least", "unanswered_low",
    "denied", "number_unsaid", "unsaid", "unsaid_around", "pairs_said",
    "unmet", "surely_unmet", "why", "stranger", "noun_said", "noun_unsaid", "gated", "contact", "foreign",
    "themes_said",
)  # fmt: skip


def signs(
    question: Query,
    evidence: Evidence,
    met: Met,
    scores: np.ndarray,
    best: int,
    text: str,
    paragraph: str,
    headings: str,
    bags: list[frozenset[str]],
    *,
    gated: bool,
    contact: bool,
    across: bool,
) -> dict[str, float]:
    """What the confidence is judged by. `best`: the place of the best passage; `met`: how it meets the question piece
    by piece; `text`: its words; `paragraph`: those of its paragraph, `headings`: of those above it; `bags`: the stems
    of all passages; `gated`: the question names a mission or a person; `contact`: it asks for a contact and a contact
    it is; `across`: the second encoder's figures are on the scale that the confidence was fitted on. Without them each
    stands at its usual value, so that it neither speaks for an answer nor against one."""
    around = f"{headings} {paragraph}"
    finite = scores[np.isfinite(scores)]
    others = np.sort(finite)[::-1]

    def at(witness: np.ndarray) -> float:
        return float(witness[best]) if witness[best] > -1 else 0.0

    def margin(answered: np.ndarray, unanswered: float) -> float:
        return float(answered[best]) - unanswered if answered[best] > -1 and unanswered > -1 else 0.0

    return _piecewise(met) | {
        "asked": at(evidence.asked),
        "asked_late": at(evidence.asked_late),
        "asked_across": at(evidence.asked_across) if across else _USUAL_ASKED,
        "unanswered": max(0.0, evidence.unanswered),
        "unanswered_late": max(0.0, evidence.unanswered_late),
        "unanswered_across": max(0.0, evidence.unanswered_across) if across else _USUAL_UNANSWERED,
        "asked_once": at(evidence.asked_once),
        "margin_once": margin(evidence.asked_once, evidence.unanswered_once),
        "margin_asked": margin(evidence.asked, evidence.unanswered),
        "margin_late": margin(evidence.asked_late, evidence.unanswered_late),
        "margin_across": margin(evidence.asked_across, evidence.unanswered_across)
        if across
        else _USUAL_ASKED - _USUAL_UNANSWERED,
        "late": at(evidence.late),
        "late_block": at(evidence.late_block),
        "meaning_block": at(evidence.meaning_block),
        "across": at(evidence.across) if across else _USUAL_ACROSS,
        "top": float(others[0]) if len(others) else 0.0,
        "lead": float(others[0] - others[1]) if len(others) > 1 else 0.0,
        "coverage": coverage(question, text, bags),
        "block_coverage": coverage(question, around, bags),
        "unknown": _unknown(question, bags),
        **_in_words(question.text, text, around),
        # Not in a heading: "Figure 2" is no number of people.
        "unmet": float(_unmet(question, paragraph, frozenset({Need.DATE}))),
        "surely_unmet": float(surely_lacks(question, paragraph)),
        "why": float(Wanted.WHY in question.wants and not asked_with("holds.reason").search(around)),
        "stranger": float(_names_a_stranger(question, bags)),
        **_noun(question, text, around),
        "gated": float(gated),
        "contact": float(contact),
        "foreign": float(question.language != "en"),
        "themes_said": _share_of_themes(question, around),
    }


def lacks_beside(question: Query, text: str) -> bool:
    """Whether another sentence of the paragraph would answer better, if it has what `text` has not: the number that is
    asked for, or what is the biggest, the first …"""
    return _unmet(question, text, _BESIDE)


def surely_lacks(question: Query, text: str) -> bool:
    """Whether `text` has nothing of what any answer must hold: no number where one is asked for, no address, …"""
    return _unmet(question, text, _SURELY)


def _piecewise(met: Met) -> dict[str, float]:
    """How well the question's word pieces are met: by weight, the least of those that carry its subject, and the mean
    of the two least. A question that nearly has an answer is met in all but one word."""
    out = {}
    subject = met.weights >= _RARE * met.weights.max(initial=0.0)
    for name, nearest in (("met", met.said), ("unanswered", met.unanswered)):
        least = np.sort(nearest[subject])
        whole = float(met.weights.sum())
        out["met" if name == "met" else "unanswered_met"] = float(met.weights @ nearest) / whole if whole else 0.0
        out[f"{name}_least"] = float(least[0]) if least.size else 0.0
        out[f"{name}_low"] = float(least[:2].mean()) if least.size else 0.0
    return out


def _in_words(question: str, text: str, around: str) -> dict[str, float]:
    """How the question's words stand in the passage and its paragraph: whether it denies what the passage does not
    ("who never fought?"), whether it has a number that the paragraph has not, the shares of its words
    that the passage and the paragraph do not say, and that of its neighbouring words that stand together there."""
    asked = [stem(word) for word in words(question) if word not in STOP_WORDS]
    denies = asked_with("holds.denial").search
    said, around_said = frozenset(stems(text)), list(stems(around))
    said_around, said_together = frozenset(around_said), frozenset(pairwise(around_said))
    return {
        "denied": float(bool(denies(question)) and not denies(text)),
        "number_unsaid": float(any(number.rstrip(".,") not in around for number in _FIGURE.findall(question))),
        "unsaid": _share([word not in said for word in asked]),
        "unsaid_around": _share([word not in said_around for word in asked]),
        "pairs_said": _share([pair in said_together for pair in pairwise(asked)]),
    }


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _unmet(question: Query, text: str, of: frozenset[Need]) -> bool:
    """Whether an English question asks for a number, a date, money, a telephone number … and `text` holds none."""
    return any(not _holds(need, text) for need in question.needs & of)


def _holds(need: Need, text: str) -> bool:
    printed = need in _PRINTED and _PRINTED[need].search(text)
    return bool(printed or asked_with(f"holds.{need}").search(text))


def _share_of_themes(question: Query, text: str) -> float:
    """Share of the themes named in another language that a text speaks of; 0 where none is named."""
    said = [bool(theme_pattern(key).search(text)) for key in question.themes]
    return sum(said) / len(said) if said else 0.0


def _names_a_stranger(question: Query, bags: list[frozenset[str]]) -> bool:
    """Whether the question names somebody or something that stands nowhere in the documents."""
    return any(concept.named and not any(concept.stands_in(bag) for bag in bags) for concept in question.concepts)


def _noun(question: Query, text: str, around: str) -> dict[str, float]:
    """Of "which armed groups …": whether the passage says "armed groups" again and so does not say which, or says
    nothing of them at all."""
    asked = frozenset(stems(question.noun))
    return {
        "noun_said": float(bool(asked) and asked <= frozenset(stems(text)) and not _PERSON.search(text)),
        "noun_unsaid": float(bool(asked) and not asked & frozenset(stems(around))),
    }


def _unknown(question: Query, bags: list[frozenset[str]]) -> float:
    """Share of the question's subject that stands nowhere in the documents, under any synonym."""
    concepts = question.concepts
    if not concepts:
        return 0.0
    missing = sum(not any(any(part in bag for part in concept.literal) for bag in bags) for concept in concepts)
    return missing / len(concepts)
