"""The confidence: a probability, comparable across questions, low where what was surely asked for is not there."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import pytest

from index.confidence import ANSWERS, Judged, Tree, judged
from index.fusion import fitted
from tests.test_answerability_signs import EVIDENCE, HALF, SOME, found

SIGNS = frozenset(found("How many replies?"))
KINDS = [f"{kind}{rest}" for kind, rest in itertools.product(("asked", "plain"), ("", "_alone", "_foreign"))]


def test_no_weight_is_for_another_sign_than_those_that_are_found() -> None:
    for models in fitted()["confidence"].values():
        assert set(models) == {"on_subject", "answered"}
        signs = {one for model in models.values() for sign in model.get("weights", ()) for one in sign.split("*")}
        trees = [tree for model in models.values() if "trees" in model for tree in model["trees"]["of"]]
        assert signs.union(*map(_asked_by, trees)) <= SIGNS


def _asked_by(tree: Tree) -> set[str]:
    return {tree[0]} | _asked_by(tree[2]) | _asked_by(tree[3]) if isinstance(tree, list) else set()


@pytest.mark.parametrize("kind", KINDS)
def test_it_stays_between_0_and_1_whatever_the_signs(kind: str) -> None:
    for value in (-1e9, -1.0, 0.0, 1.0, 1e9):
        for surely in (0.0, 1.0):
            every = dict.fromkeys(SIGNS, value) | {"surely_unmet": surely}
            assert 0 <= judged(every, kind).figure <= 1


def test_it_is_the_mean_of_what_a_sum_of_signs_and_of_products_says_and_of_what_trees_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trees = {"begin": 0.25, "of": [["met", 0.4, -1.0, ["late", 0.25, 0.5, 2.0]], -0.5]}
    model = {"intercept": 0.0, "weights": {"met": 1.0, "met*late": 2.0}, "within": {}, "trees": trees}
    both: dict[str, Any] = {
        "confidence": {"plain": {"on_subject": model, "answered": model}},
        "threshold": {"plain": 0.3},
    }
    monkeypatch.setattr("index.confidence.fitted", lambda: both)

    signs = dict.fromkeys(SIGNS, 0.0) | {"met": 0.5, "late": 0.25}

    by_sum, by_trees = 1 / (1 + math.exp(-0.75)), 1 / (1 + math.exp(-0.25))
    assert judged(signs, "plain").answered == pytest.approx((by_sum + by_trees) / 2)
    both["confidence"]["plain"]["answered"] = {"trees": trees}
    assert judged(signs, "plain").answered == pytest.approx(by_trees)
    assert judged(signs, "plain").on_subject == pytest.approx((by_sum + by_trees) / 2)


@pytest.mark.parametrize("kind", ["asked", "plain"])
def test_an_answer_is_given_where_subject_and_answer_are_likely_enough_together(kind: str) -> None:
    for subject, answered in itertools.product((0.0, 0.2, 0.45, 0.9, 1.0), repeat=2):
        told = Judged(subject, answered, kind, threshold=0.3)
        likely = subject * answered >= 0.3 and (kind == "asked" or subject >= 0.5)
        assert told.enough == likely
        assert (told.figure >= ANSWERS) == likely


def test_what_is_rather_about_something_else_is_not_answered_however_near_a_passage_is() -> None:
    assert not Judged(on_subject=0.45, answered=1.0, kind="plain", threshold=0.2).enough
    assert Judged(on_subject=0.55, answered=1.0, kind="plain", threshold=0.2).enough


def test_by_words_alone_a_passage_is_judged_by_no_encoder() -> None:
    assert not {"late", "meaning_block", "across", "met"} & set(fitted()["confidence"]["words"]["answered"]["weights"])
    none, said = (
        judged(dict.fromkeys(SIGNS, 0.0) | {"coverage": share, "block_coverage": share}, "words")
        for share in (0.0, 1.0)
    )
    assert none.figure < said.figure


@pytest.mark.parametrize("kind", KINDS)
def test_the_threshold_leaves_room_on_both_sides(kind: str) -> None:
    assert 0 < judged(dict.fromkeys(SIGNS, 0.0), kind).threshold < 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "foreign" not in kind])  # told of English questions alone
def test_what_is_surely_not_there_is_never_an_answer(kind: str) -> None:
    for rest in (0.0, 1.0, 1e9):
        every = dict.fromkeys(SIGNS, rest) | {"surely_unmet": 1.0}
        assert judged(every, kind).figure < ANSWERS


def test_more_evidence_never_means_less_confidence_in_another_language() -> None:
    for kind in ("asked_foreign", "plain_foreign"):
        weak = replace(EVIDENCE, across=HALF, asked_across=HALF)
        strong = replace(EVIDENCE, across=SOME, asked_across=SOME)
        low, high = (judged(found("Qui dirige la mission ?", evidence=one), kind).figure for one in (weak, strong))
        assert low < high


def test_a_near_miss_stands_above_another_subject_where_no_more_can_be_told() -> None:
    near, elsewhere = (Judged(*said, "plain", 0.2) for said in ((0.9, 0.05), (0.1, 0.9)))
    assert near.figure > elsewhere.figure
    assert not near.far
    assert elsewhere.far


def test_every_kind_of_question_has_its_own_model() -> None:
    for part in ("confidence", "threshold", "right"):
        assert set(fitted()[part]) == {*KINDS, "words"}


@pytest.mark.parametrize("kind", [*KINDS, "words"])
def test_the_confidence_orders_as_its_figure_does(kind: str) -> None:
    told = [Judged(subject, 0.9, kind, threshold=0.3) for subject in (0.0, 0.1, 0.4, 0.8, 1.0)]
    assert [one.confidence for one in told] == sorted({one.confidence for one in told})
    assert all(0 < one.confidence < 1 for one in told)
