"""What may differ in an exact quotation is folded away; words, spelling, figures and punctuation stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.folding import ALL, Kind, fold, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“the mission’s work”", '"the mission\'s work"'),
        ("« quatre mots »", "“quatre mots”"),
        ("thesis—that", "thesis – that"),
        ("human\u00a0rights\n work", "Human Rights work"),
        ("[T]he study finds", "the study finds"),
        ("the ﬁrst ofﬁce", "the first office"),
        ("pro\u00adtection", "protection"),
        ("Jérôme", "Je\u0301ro\u0302me"),
        ("人权 部门", "人权部门"),
        ("fin ; suite", "fin; suite"),
    ],
)
def test_what_a_typesetter_changes_is_folded_away(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("no where", "nowhere"),
        ("3. 5", "3.5"),
        ("well, done", "well done"),
        ("labour", "labor"),
        ("cross-mission", "cross mission"),
        ("131", "132"),
        ("résumé", "resume"),
    ],
)
def test_what_changes_the_words_is_not(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@given(st.text(max_size=80))
def test_every_folded_character_says_where_it_comes_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


def test_a_kind_that_is_not_folded_still_tells_two_texts_apart() -> None:
    assert fold("A–b", ALL - {Kind.DASHES}).text != fold("A-b", ALL - {Kind.DASHES}).text
    assert fold("A–b", ALL - {Kind.CAPITALS}).text == fold("A-b", ALL - {Kind.CAPITALS}).text
