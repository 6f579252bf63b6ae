"""A question and the passage that stands first in, signs of whether it answers out: `index/confidence.py` weighs them.

They do not depend on the document's size or subject, so what is made of them is comparable across questions and
documents.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from assistant.answering.candidates import Asked
from assistant.answering.filters import Mask
from assistant.answering.set_filter import coverage
from assistant.knowledge import theme_pattern
from assistant.query.phrasebook import asked_with
from assistant.query.query import Query
from assistant.query.question_type import OF_PEOPLE, Need, Wanted
from corpus.particulars import CURRENCY, DATE, FIGURE, PERSON, TELEPHONE
from corpus.report import Kind
from index.bags import Bags, bag_of
from index.evidence import UNHEARD, Met
from index.tokens import STOP_WORDS, stem, stems, words

# The rest of what an answer holds is told by the phrasebook, under "holds.".
_PRINTED = {
    **dict.fromkeys((Need.DATE, Need.BIRTH, Need.DURATION), DATE),  # "since when?"
    Need.NUMBER: FIGURE,
    Need.MONEY: CURRENCY,
    Need.PERSON: PERSON,
    Need.TELEPHONE: TELEPHONE,
}
# What there is no doubt of: a text without a telephone number answers no question for one.
_SURELY = frozenset(Need) - {Need.DATE, Need.MOST}
_BESIDE = _SURELY | {Need.MOST}  # what one sentence of a paragraph rather has than another
_RARE = 0.5  # of the rarest piece's weight: from there on a piece carries the question's subject
_MOST_NEW, _MOST_FIGURES = 60, 6  # words and figures of a passage, more than which tell nothing more
_OF_PASSAGE = (
    "late", "late_block", "meaning_block", "across", "late_across", "late_across_block", "late_across_led",
)  # fmt: skip
# Likenesses to readers' questions, and what the one above what is not answered is called.
_OF_QUESTIONS = {"": "margin_asked", "_once": "margin_once", "_late": "margin_late", "_across": "margin_across"}
# Usual figures of the second encoder for a question that is answered, over the development set.
_USUAL = {
    "across": 0.6, "late_across": 0.55, "late_across_block": 0.56, "late_across_led": 0.6,
    "met_across": 0.56, "met_across_least": 0.38, "met_across_low": 0.42,
    "asked_across": 0.75, "unanswered_across": 0.65, "margin_across": 0.75 - 0.65,
}  # fmt: skip


def kind_of(asked: Asked) -> str:
    """Whose fit judges: that of documents with readers' questions or without, in English by both encoders or by the
    first alone, in other languages; or that of words, where these alone found the passage."""
    if asked.held.index.by_words:
        return "words"
    prepared = "asked" if asked.held.index.has_readers_questions else "plain"
    if asked.question.language != "en":
        return f"{prepared}_foreign"
    return prepared if _compares_across(asked) else f"{prepared}_alone"


def signs_of(asked: Asked, place: int, allowed: Mask) -> dict[str, float]:
    """What the confidence in the passage at `place` is judged by; `allowed`: the passages among which it stands. Where
    the second encoder's figures are not on the scale that the confidence was fitted on, each stands at its usual value,
    so that it neither speaks for an answer nor against one."""
    question, evidence, held = asked.question, asked.evidence, asked.held
    passage, report = held.index.passages[place], held.index.report_of[place]
    text, block = passage.quote.text, passage.block.span
    paragraph = report.text[block.start : block.end]
    around = " ".join((*passage.headings, paragraph))
    others = np.sort(asked.scores[allowed & np.isfinite(asked.scores)])[::-1]
    out = _piecewise(held.index.met(evidence, place)) | {
        "top": float(others[0]) if len(others) else 0.0,
        "lead": float(others[0] - others[1]) if len(others) > 1 else 0.0,
        "coverage": coverage(question, text, held.bags),
        "block_coverage": coverage(question, around, held.bags),
        **_in_words(question, text, around, held.bags),
        **_in_kind(question, text),
        # Not in a heading: "Figure 2" is no number of people.
        "unmet": float(_unmet(question, paragraph, frozenset({Need.DATE}))),
        "surely_unmet": float(_unmet(question, paragraph, _SURELY)),
        "gated": float(asked.names_somebody),
        "contact": float(passage.kind is Kind.ENTRY and bool(question.wants & OF_PEOPLE)),
    }
    for name in _OF_PASSAGE:
        value = float(getattr(evidence, name)[place])
        out[name] = value if value > UNHEARD else 0.0
    for name, margin in _OF_QUESTIONS.items():
        value, unanswered = float(getattr(evidence, f"asked{name}")[place]), getattr(evidence, f"unanswered{name}")
        out[f"asked{name}"] = value if value > UNHEARD else 0.0
        out[f"unanswered{name}"] = max(0.0, unanswered)
        out[margin] = value - unanswered if min(value, unanswered) > UNHEARD else 0.0
    return out if _compares_across(asked) else out | _USUAL


def _compares_across(asked: Asked) -> bool:
    """Whether the second encoder's figures are on the scale that the confidence was fitted on."""
    second = asked.held.index.second
    return second is not None and second.fitted


def lacks_beside(question: Query, text: str) -> bool:
    """Whether another sentence of the paragraph would answer better, if it has what `text` has not: the number that is
    asked for, or what is the biggest, the first …"""
    return _unmet(question, text, _BESIDE)


def _piecewise(met: Met) -> dict[str, float]:
    """How well the question's word pieces are met: by weight, the least of those that carry its subject, and the mean
    of the two least. A question that nearly has an answer is met in all but one word."""
    out = {}
    for name, whole_name, weights, nearest in (
        ("met", "met", met.weights, met.said),
        ("unanswered", "unanswered_met", met.weights, met.unanswered),
        ("met_across", "met_across", met.weights_across, met.said_across),
    ):
        least = np.sort(nearest[weights >= _RARE * weights.max(initial=0.0)])
        whole = float(weights.sum())
        out[whole_name] = float(weights @ nearest) / whole if whole else 0.0
        out[f"{name}_least"] = float(least[0]) if least.size else 0.0
        out[f"{name}_low"] = float(least[:2].mean()) if least.size else 0.0
    return out


def _in_words(question: Query, text: str, around: str, bags: Bags) -> dict[str, float]:
    """How the question's words stand in the passage, in its paragraph and in the documents."""
    asked = [stem(word) for word in words(question.text) if word not in STOP_WORDS]
    said, following = bag_of(text), list(stems(around))
    said_around, together, noun = frozenset(following), frozenset(pairwise(following)), frozenset(stems(question.noun))
    denies = asked_with("holds.denial").search
    nowhere = [one for one in question.concepts if not any(map(bags.say, one.literal))]
    strange = (one for one in question.concepts if one.named and not any(map(one.stands_in, bags)))
    return {
        # "Who never fought?", where the passage denies nothing.
        "denied": bool(denies(question.text)) and not denies(text),
        "number_unsaid": any(number.rstrip(".,") not in around for number in FIGURE.findall(question.text)),
        "unsaid": _share([word not in said for word in asked]),
        "unsaid_around": _share([word not in said_around for word in asked]),
        "pairs_said": _share([pair in together for pair in pairwise(asked)]),
        "why": Wanted.WHY in question.wants and not asked_with("holds.reason").search(around),
        # "Which armed groups …": it says "armed groups" again and so does not say which, or nothing of them at all.
        "noun_said": bool(noun) and noun <= said and not PERSON.search(text),
        "noun_unsaid": bool(noun) and not noun & said_around,
        "unknown": len(nowhere) / len(question.concepts) if nowhere else 0.0,
        "stranger": next(strange, None) is not None,
        "themes_said": _share([bool(theme_pattern(key).search(around)) for key in question.themes]),
    }


def _in_kind(question: Query, text: str) -> dict[str, float]:
    """What kind of thing is asked for, at what length, and what the passage prints beside the question's words: "which
    firms …?" is asked for names, and of those a near miss has none."""
    asked, figures = frozenset(stems(question.text)), FIGURE.findall(text)
    return {
        "length": len(question.text.split()),
        "concepts": len(question.concepts),
        "a_set": Wanted.SET in question.wants,
        "a_number": Wanted.COUNT in question.wants,
        "names": bool(asked_with("asks.names").search(question.text)),
        "new_words": min(_MOST_NEW, sum(stem(word) not in asked for word in words(text) if word not in STOP_WORDS)),
        "new_figures": min(_MOST_FIGURES, sum(figure.rstrip(".,") not in question.text for figure in figures)),
    }


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _unmet(question: Query, text: str, of: frozenset[Need]) -> bool:
    """Whether an English question asks for a number, a date, money, a telephone number … and `text` holds none."""
    return any(
        not asked_with(f"holds.{need}").search(text) and not (need in _PRINTED and _PRINTED[need].search(text))
        for need in question.needs & of
    )
