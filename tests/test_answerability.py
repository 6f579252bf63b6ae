"""The confidence: a probability, comparable across questions, low where what was surely asked for is not there."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest

from index.confidence import Judged, judged
from index.fusion import fitted
from tests.test_answerability_signs import EVIDENCE, HALF, SOME, found

SIGNS = frozenset(found("How many replies?"))
KINDS = [f"{kind}{rest}" for kind, rest in itertools.product(("asked", "plain"), ("", "_alone", "_foreign"))]


def test_no_weight_is_for_another_sign_than_those_that_are_found() -> None:
    for models in fitted()["confidence"].values():
        assert set(models) == {"on_subject", "answered"}
        signs = {one for model in models.values() for sign in model["weights"] for one in sign.split("*")}
        assert signs <= SIGNS


@pytest.mark.parametrize("kind", KINDS)
def test_it_stays_between_0_and_1_whatever_the_signs(kind: str) -> None:
    for value in (-1e9, -1.0, 0.0, 1.0, 1e9):
        for surely in (0.0, 1.0):
            every = dict.fromkeys(SIGNS, value) | {"surely_unmet": surely}
            assert 0 <= judged(every, kind).confidence <= 1


def test_two_signs_count_together_as_their_product(monkeypatch: pytest.MonkeyPatch) -> None:
    model = {"intercept": 0.0, "weights": {"met": 1.0, "met*late": 2.0}}
    both = {"confidence": {"plain": {"on_subject": model, "answered": model}}}
    monkeypatch.setattr("index.confidence.fitted", lambda: both)

    signs = dict.fromkeys(SIGNS, 0.0) | {"met": 0.5, "late": 0.25}

    assert judged(signs, "plain").answered == pytest.approx(1 / (1 + math.exp(-0.75)))


def test_by_words_alone_a_passage_is_judged_by_no_encoder() -> None:
    assert not {"late", "meaning_block", "across", "met"} & set(fitted()["confidence"]["words"]["answered"]["weights"])
    none, said = (
        judged(dict.fromkeys(SIGNS, 0.0) | {"coverage": share, "block_coverage": share}, "words")
        for share in (0.0, 1.0)
    )
    assert none.confidence < said.confidence
    assert none.threshold == fitted()["threshold"]["words"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_threshold_leaves_room_on_both_sides(kind: str) -> None:
    told = judged(dict.fromkeys(SIGNS, 0.0), kind)
    assert 0 < told.threshold < 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "foreign" not in kind])  # told of English questions alone
def test_what_is_surely_not_there_is_below_every_threshold(kind: str) -> None:
    for rest in (0.0, 1.0, 1e9):
        every = dict.fromkeys(SIGNS, rest) | {"surely_unmet": 1.0}
        told = judged(every, kind)
        assert told.confidence < told.threshold


def test_more_evidence_never_means_less_confidence_in_another_language() -> None:
    for kind in ("asked_foreign", "plain_foreign"):
        weak = replace(EVIDENCE, across=HALF, asked_across=HALF)
        strong = replace(EVIDENCE, across=SOME, asked_across=SOME)
        low, high = (judged(found("Qui dirige la mission ?", evidence=one), kind).confidence for one in (weak, strong))
        assert low < high


def test_a_near_miss_stands_above_another_subject_where_no_more_can_be_told() -> None:
    near, elsewhere = Judged(0.9, 0.05, "plain"), Judged(0.1, 0.9, "plain")
    assert near.confidence > elsewhere.confidence
    assert not near.far
    assert elsewhere.far


def test_every_kind_of_question_has_its_own_model() -> None:
    assert set(fitted()["confidence"]) == set(fitted()["threshold"]) == {*KINDS, "words"}
