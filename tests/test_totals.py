"""What is a total: for passages a bare one, for headings a row of figures, for lists what counts its members."""

from __future__ import annotations

import pytest

from corpus import totals


@pytest.mark.parametrize(
    "words",
    ["Total", "Subtotal (2)", "Grand total 9", "Total (I–III) 12", "Total général", "Итого 12", "合计 12", "المجموع"],
)
def test_a_bare_total_is_one_for_all_that_ask(words: str) -> None:
    assert totals.is_bare(words) and totals.is_row(words) and totals.is_counted(words)


@pytest.mark.parametrize("words", ["Total losses", "Totally lost", "Total population of the town", "The total 12"])
def test_a_sentence_or_a_point_that_begins_like_one_is_none(words: str) -> None:
    assert not (totals.is_bare(words) or totals.is_row(words) or totals.is_counted(words))


def test_a_total_of_something_may_be_quoted_and_names_no_section() -> None:
    assert totals.is_row("Total requirements 12 444") and not totals.is_bare("Total requirements 12 444")
    assert totals.is_counted("Total, posts 12") and not totals.is_bare("Total, posts 12")
