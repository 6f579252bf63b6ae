"""The nearest passage is the one that says most of the words' weight in their order."""

from __future__ import annotations

import pytest

from assistant.checking.nearest_passage import Likeness, aligned, tokens
from corpus.report import Report


@pytest.fixture(scope="module")
def likeness(shipped: Report) -> Likeness:
    return Likeness(shipped)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Supporting Ebola response in the DRC", "Supporting the Ebola response in the DRC"),
        ("Advising on the planning of military actions", "Advising on the planning of military operations"),
        ("Supporting work of the Panel of Experts in Libya", "Supporting the work of the Panel of Experts on Libya"),
        ("hate Combating speech on social media", "Combating hate speech on social media"),
    ],
)
def test_a_changed_title_leads_to_the_whole_title(
    likeness: Likeness, shipped: Report, words: str, printed: str
) -> None:
    near = likeness.nearest(words)
    assert near and shipped.quote(near.span).text == printed


def test_words_that_the_report_never_says_are_near_nothing(likeness: Likeness) -> None:
    assert likeness.nearest("Purring kittens slept soundly") is None
    assert likeness.nearest("…") is None


def test_two_halves_spliced_together_are_lifted_though_no_place_says_them(likeness: Likeness) -> None:
    near = likeness.nearest("Supporting the good offices in mediation efforts")
    assert near and near.lifted == 1 > near.share


def test_an_alignment_follows_the_order_of_both_texts() -> None:
    window = [token.key for token in tokens("x the old mission left the country")]
    assert aligned(["the", "mission", "left"], [1, 2, 2], window) == [(0, 1), (1, 3), (2, 4)]
