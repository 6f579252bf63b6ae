"""Word by word: changed, left out, added."""

from __future__ import annotations

import pytest

from assistant.checking.word_difference import Difference, How, differences, woven


@pytest.mark.parametrize(
    ("draft", "printed", "difference"),
    [
        ("more than 30 missions", "more than 20 missions", Difference(How.CHANGED, "30", "20")),
        ("become enablers", "become significant enablers", Difference(How.LEFT_OUT, "", "significant")),
        ("are not strictly", "are strictly", Difference(How.ADDED, "not", "")),
        ("well done", "well, done", Difference(How.LEFT_OUT, "", ",")),
    ],
)
def test_one_change_is_one_difference(draft: str, printed: str, difference: Difference) -> None:
    assert differences(draft, printed) == (difference,)


def test_what_is_folded_away_is_no_difference() -> None:
    assert differences("The “STUDY” – finds", 'the "study"—finds') == ()


@pytest.mark.parametrize(
    ("draft", "printed"),
    [
        ("more than 30 field missions", "from more than 20 missions"),
        ("“It  says” so, here.", "it says: so – there"),
        ("", "words"),
        ("words", ""),
    ],
)
def test_both_wordings_can_be_read_off_what_was_woven(draft: str, printed: str) -> None:
    pieces = woven(draft, printed)
    assert "".join(piece.draft for piece in pieces) == draft
    assert "".join(piece.report for piece in pieces) == printed
