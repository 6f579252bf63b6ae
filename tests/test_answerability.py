"""The confidence: a probability, comparable across questions, low where what was surely asked for is not there."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from assistant.answering.answerability import Judged, judged, share_of_subject, threshold
from assistant.answering.answerability_features import SIGNS
from index.fusion import fitted
from tests.test_answerability_features import EVIDENCE, HALF, SOME, found

KINDS = [(True, True), (True, False), (False, True), (False, False)]  # asked, english


def test_the_signs_are_those_that_are_named_and_no_weight_is_for_another() -> None:
    assert set(SIGNS) <= set(found("How many replies?"))
    for models in fitted()["confidence"].values():
        assert set(models) == {"on_subject", "answered"}
        assert all(set(model["weights"]) <= set(SIGNS) for model in models.values())


@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize(("asked", "english"), KINDS)
def test_it_stays_between_0_and_1_whatever_the_signs(asked: bool, english: bool, across: bool) -> None:
    for value in (-1e9, -1.0, 0.0, 1.0, 1e9):
        for surely in (0.0, 1.0):
            every = dict.fromkeys(SIGNS, value) | {"surely_unmet": surely}
            assert 0 <= judged(every, asked=asked, english=english, across=across, words=False).confidence <= 1


def test_by_words_alone_a_passage_is_judged_by_no_encoder() -> None:
    assert not {"late", "meaning_block", "across", "met"} & set(fitted()["confidence"]["words"]["answered"]["weights"])
    none, all_said = (dict.fromkeys(SIGNS, 0.0) | {"coverage": said, "block_coverage": said} for said in (0.0, 1.0))
    kind = {"asked": False, "english": True, "across": False, "words": True}
    assert judged(none, **kind).confidence < judged(all_said, **kind).confidence


@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize(("asked", "english"), KINDS)
def test_the_threshold_leaves_room_on_both_sides(asked: bool, english: bool, across: bool) -> None:
    assert 0 < threshold(asked=asked, english=english, across=across, words=False) < 1


@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize(("asked", "english"), [kind for kind in KINDS if kind[1]])  # told of English questions alone
def test_what_is_surely_not_there_is_below_every_threshold(asked: bool, english: bool, across: bool) -> None:
    for rest in (0.0, 1.0, 1e9):
        every = dict.fromkeys(SIGNS, rest) | {"surely_unmet": 1.0}
        sure = judged(every, asked=asked, english=english, across=across, words=False).confidence
        assert sure < threshold(asked=asked, english=english, across=across, words=False)


def test_more_evidence_never_means_less_confidence_in_another_language() -> None:
    for asked in (True, False):
        weak = replace(EVIDENCE, across=HALF, asked_across=HALF)
        strong = replace(EVIDENCE, across=SOME, asked_across=SOME)
        low, high = (
            judged(
                found("Qui dirige la mission ?", evidence=one), asked=asked, english=False, across=True, words=False
            ).confidence
            for one in (weak, strong)
        )
        assert low < high


def test_a_near_miss_stands_above_another_subject_where_no_more_can_be_told() -> None:
    near, elsewhere = Judged(0.9, 0.05, share_of_subject(asked=False)), Judged(0.1, 0.9, share_of_subject(asked=False))
    assert near.confidence > elsewhere.confidence
    assert not near.far
    assert elsewhere.far


def test_every_kind_of_question_has_its_own_model() -> None:
    names = {f"{kind}{rest}" for kind, rest in itertools.product(("asked", "plain"), ("", "_alone", "_foreign"))} | {
        "words"
    }
    assert set(fitted()["confidence"]) == set(fitted()["threshold"]) == names
