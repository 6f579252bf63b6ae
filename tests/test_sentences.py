"""Where sentences end, and where a full stop is only a mark."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.report import Span
from corpus.report_builder import tidy
from corpus.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Mr. Talbi came.", "Ms. Bell left."],
        ["Ralph H. Mamiya wrote it.", "It is long."],
        ["Dr. A. B. Smith met Lt. Gen. Jones.", "They spoke."],
        ["See e.g. the mission, i.e. its staff.", "It works."],
        ["It grew by 3.5 per cent.", "Then it fell."],
        ["2.1.6 Number of people trained.", "They came."],
        ["See section 4.2 The kitchens.", "They came."],
        ["See paras. 3 and 4 of art. IV.", "They say so."],
        ["No. 5 is here.", "Good."],
        ["He said no.", "Then he left."],
        ["It is the state of the art.", "The rest is older."],
        ["The U.N. Secretariat met in the U.S. Senate.", "It ended."],
        ["It belongs to the U.N.", "The rest does not."],
        ["They brought food, water, etc.", "The mission left."],
        ["They met at 5 p.m. on Monday.", "She left at 6 p.m.", "He stayed."],
    ],
    ids=lambda parts: parts[0],
)
def test_the_stop_of_an_abbreviation_ends_a_sentence_only_where_another_begins(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["He said “it works.”", "Then he left."],
        ["“It works.”", "He said so."],
        ["It ended (as planned.)", "The next began."],
        ["It ended.12", "The next began."],
        ["It ended.⁶", "The next began.", "It went on."],
        ["He said “no.”⁶,⁷", "Then he left."],
        ["Table 2 shows the plan.ᵃ", "The next began."],
        ["It ended in 2019.5", "The next began."],
        ["Really?!", "Yes!", "Good."],
        ["They wait… and go on.", "Then they leave…", "It is over."],
    ],
    ids=lambda parts: parts[0],
)
def test_what_closes_with_a_sentence_belongs_to_it(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_a_paragraphs_number_begins_its_first_sentence() -> None:
    assert cut("12. The Secretary-General spoke. He left.") == ["12. The Secretary-General spoke.", "He left."]


@pytest.mark.parametrize(
    "text",
    ["هل تعمل البعثة؟|نعم تعمل.", "Это было в 2020 г.|Потом стало лучше.", "Elle travaille.|« Oui. »|Elle reste."],
)
def test_sentences_end_in_other_scripts_too(text: str) -> None:
    assert cut(text.replace("|", " ")) == text.split("|")


def test_chinese_sentences_end_without_a_space() -> None:
    assert cut("它有效。真的吗？是的。") == ["它有效。", "真的吗？", "是的。"]


def test_only_the_span_is_cut() -> None:
    text = "Not this. One. Two. Nor this."
    assert sentences(text, Span(10, 19)) == [Span(10, 14), Span(15, 19)]


@given(st.text(alphabet="abAB12 .?!…。；“”()\n'ГгنЁ", min_size=1, max_size=80).map(tidy).filter(bool))
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    found = sentences(text, Span(0, len(text)))
    assert all(before.end <= after.start for before, after in pairwise(found))
    outside = set(range(len(text))) - {place for span in found for place in range(span.start, span.end)}
    assert all(text[place].isspace() for place in outside)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in found)
