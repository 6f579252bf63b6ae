"""The signs: what tells an answer from a near miss, each high or low where it should be."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from assistant.answering.answerability import signs_of
from assistant.answering.candidates import Asked, Holdings
from assistant.answering.filters import Filter
from assistant.query.parsing import parse
from corpus.passages import passages
from corpus.report import Kind
from corpus.report_builder import Draft
from index.bags import Bags, bag_of
from index.evidence import UNHEARD, Evidence, Met

TEXTS = ("The survey had 104 replies in 2019.", "Leaders lead.", "Prisons were visited.")
BAGS = Bags(map(bag_of, TEXTS))
NOTHING = np.full(3, UNHEARD, dtype=np.float32)
SOME = np.array([0.9, 0.2, 0.1], dtype=np.float32)
HALF = np.array([0.45, 0.1, 0.05], dtype=np.float32)
# Every witness silent but those of the passages' own words; more may join them.
SILENT: dict[str, Any] = {
    one.name: UNHEARD if one.type == "float" else -1 if one.type == "int" else NOTHING for one in fields(Evidence)
}
MET = Met(*(np.array([0.9, 0.5], dtype=np.float32) for _ in range(5)))
EVIDENCE = Evidence(**SILENT | dict.fromkeys(("lexical", "lexical_block", "meaning_block", "late", "late_block"), SOME))


def found(
    question: str,
    best: int = 0,
    evidence: Evidence = EVIDENCE,
    scores: np.ndarray = SOME,
    met: Met = MET,
    headings: tuple[str, ...] = (),
) -> dict[str, float]:
    """Each text is a paragraph of its own, of the first document, under the same headings."""
    draft = Draft()
    for text in TEXTS:
        draft.add(Kind.PARAGRAPH, text)
    report = draft.report("signs", "Signs")
    one = next(passage for passage in passages(report) if passage.quote.text == TEXTS[best])
    index = SimpleNamespace(
        passages=[SimpleNamespace(quote=one.quote, block=one.block, kind=one.kind, headings=headings)] * len(TEXTS),
        report_of=[report] * len(TEXTS),
        second=SimpleNamespace(fitted=True),
        met=lambda *_: met,
    )
    asked = Asked(
        cast(Holdings, SimpleNamespace(index=index, bags=BAGS)),
        parse(question),
        Filter(None),
        np.ones(len(TEXTS), dtype=bool),
        evidence,
        scores,
    )
    return signs_of(asked, best, asked.allowed)


@pytest.mark.parametrize("question", [
    "What is the telephone number of the survey?",
    "What was the budget of the survey?",
    "How much money did the survey cost?",
    "How long did the replies take?",
    "How many leaders led?",
    "What is the postal address of the survey?",
    "Who was the SRSG when prisons were visited?",
    "Could you list the names of the people who replied?",
])  # fmt: skip
def test_a_text_without_what_was_asked_for_surely_does_not_answer(question: str) -> None:
    assert found(question, best=1)["surely_unmet"] == 1


def test_a_number_that_is_there_is_met() -> None:
    assert found("How many replies?", best=0)["surely_unmet"] == 0


def test_a_number_in_a_heading_is_no_number_of_people() -> None:
    assert found("How many leaders led?", best=1, headings=("FIGURE 2.",))["surely_unmet"] == 1


def test_a_date_that_is_missing_is_a_sign_against() -> None:
    assert found("When was the survey?", best=0)["unmet"] == 0
    assert found("When did leaders lead?", best=1)["unmet"] == 1
    assert found("Which leaders lead?", best=1)["unmet"] == 0


def test_a_question_is_met_as_little_as_the_word_that_is_met_least() -> None:
    weights, said, nothing = ([2.0, 2.0, 0.1], [0.9, 0.3, 0.1], [0, 0, 0])
    met = Met(*(np.array(one, dtype=np.float32) for one in (weights, said, nothing, weights, said[::-1])))
    out = found("Who?", met=met)
    assert out["met_least"] == pytest.approx(0.3)  # the last piece is too common to carry the subject
    assert out["met_low"] == pytest.approx(0.6)
    assert out["met"] == pytest.approx((2 * 0.9 + 2 * 0.3 + 0.1 * 0.1) / 4.1)
    assert out["unanswered_low"] == 0
    assert out["met_across_least"] == pytest.approx(0.1)
    assert out["met_across_low"] == pytest.approx(0.2)


def test_what_kind_of_thing_is_asked_for_is_told() -> None:
    assert found("Which leaders replied? Names please")["names"] == 1
    assert found("How many replied?")["names"] == 0
    assert found("How many replied?")["a_number"] == 1
    assert found("List all prisons that were visited.")["a_set"] == 1
    assert found("Who led?")["a_set"] == found("Who led?")["a_number"] == 0
    assert found("Who led?")["length"] == 2
    assert found("Who visited prisons?")["concepts"] == 2


def test_what_a_passage_prints_beside_the_words_of_the_question_is_counted() -> None:
    out = found("How many replies did the survey of 2019 have?", best=0)
    assert (out["new_words"], out["new_figures"]) == (1, 1)  # 104
    assert found("Did leaders lead?", best=1)["new_words"] == 0


def test_the_subject_that_stands_nowhere_is_counted() -> None:
    assert found("Are there elephants?")["unknown"] == 1
    assert found("Are there prisons?")["unknown"] == 0
    assert found("Elephants or prisons?")["unknown"] == 0.5


def test_what_the_best_passage_says_of_the_subject_is_its_coverage() -> None:
    assert found("Were prisons visited?", best=2)["coverage"] == 1
    assert found("Were prisons visited?", best=1)["coverage"] == 0


def test_a_witness_that_heard_nothing_is_no_sign_either_way() -> None:
    one = found("How many replies?")
    assert [one[name] for name in ("asked", "asked_late", "across", "unanswered", "margin_asked")] == [0] * 5
    heard = found("How many replies?", evidence=replace(EVIDENCE, asked=SOME, unanswered=0.4))
    assert heard["asked"] == pytest.approx(0.9)
    assert heard["margin_asked"] == pytest.approx(0.5)


def test_the_lead_is_over_the_next_passage_that_was_allowed() -> None:
    assert found("Who?", scores=np.array([3.0, 1.0, 2.0]))["lead"] == pytest.approx(1)
    assert found("Who?", scores=np.array([3.0, 1.0, -np.inf]))["lead"] == pytest.approx(2)
    assert found("Who?", scores=np.array([3.0, -np.inf, -np.inf]))["lead"] == 0


def test_what_a_question_denies_and_the_passage_does_not_is_a_sign_against() -> None:
    assert found("Who did not reply to the survey?")["denied"] == 1
    assert found("Who replied to the survey?")["denied"] == 0


def test_words_figures_and_neighbours_are_looked_for_in_the_passage() -> None:
    said = found("Which survey had 104 replies?")
    unsaid = found("Which budget had 105 readers?")
    assert (said["unsaid"], said["unsaid_around"], said["number_unsaid"]) == (0, 0, 0)
    assert (unsaid["unsaid"], unsaid["unsaid_around"], unsaid["number_unsaid"]) == (1, 1, 1)
    assert said["pairs_said"] > unsaid["pairs_said"] == 0
