"""What a passage looks like: what people ask for before anything is asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus.passages import Passage, passages
from corpus.report import Kind, Quote, Report, Row, Span
from corpus.report_builder import Draft
from index.fusion import fitted
from index.shapes import SHAPES, Shape, shape_of, shapes


def report(*blocks: tuple[Kind, str]) -> Report:
    draft = Draft()
    for kind, words in blocks:
        draft.add(kind, words)
    return draft.report("budget.pdf", "Budget")


@pytest.mark.parametrize(
    ("kind", "words", "shape"),
    [
        (Kind.PARAGRAPH, "The mission had 352 flight hours.", Shape.FIGURES),
        (Kind.PARAGRAPH, "The mission was closed in an orderly way.", Shape.SENTENCE),
        (Kind.PARAGRAPH, "“The mission was closed.”", Shape.SENTENCE),
        (Kind.PARAGRAPH, "任务已经结束。", Shape.SENTENCE),
        (Kind.PARAGRAPH, "the mission, which in the", Shape.FRAGMENT),
        (Kind.PARAGRAPH, "The Committee recommends:", Shape.LEAD_IN),
        (Kind.ITEM, "Strengthened election bodies", Shape.SENTENCE),
        (Kind.LINE, "Delayed deployment factors", Shape.LABEL),
        (Kind.LINE, "Figure 2 Share of women", Shape.LABEL),
        (Kind.LINE, "Actual as at 30 June 2025", Shape.LABEL),
        (Kind.LINE, "2026 7 posts, 4 vacant", Shape.ROW),
        (Kind.LINE, "Figures do not include the capital.", Shape.SENTENCE),
        (Kind.HEADING, "Budget for 2026/27", Shape.HEADING),
    ],
)
def test_a_passage_looks_like_what_it_is(kind: Kind, words: str, shape: Shape) -> None:
    assert [shape_of(one) for one in passages(report((kind, words)))] == [shape]


def test_a_line_that_a_table_is_told_of_is_a_row_whatever_it_says() -> None:
    (line,) = passages(report((Kind.LINE, "Helicopters 4")))
    row = Row("Flights", "Hours", "Helicopters", (("2026/27", "4"),))
    told = Passage(Quote("Helicopters 4", Span(0, 13), row=row), (), Kind.LINE, line.block)

    assert (shape_of(line), shape_of(told)) == (Shape.LABEL, Shape.ROW)


@pytest.mark.parametrize(
    ("kind", "shape"), [(Kind.LINE, Shape.ROW), (Kind.PARAGRAPH, Shape.SENTENCE), (Kind.ITEM, Shape.SENTENCE)]
)
def test_words_in_a_cell_are_no_fragment_and_no_label_though_they_end_nowhere(kind: Kind, shape: Shape) -> None:
    (words,) = passages(report((kind, "Safe roads in the north")))
    row = Row("", "", "Roads", (("Results", words.quote.text),), apart=True)
    assert shape_of(replace(words, quote=replace(words.quote, row=row))) == shape


def test_each_shape_has_its_odds_and_none_is_asked_for_more_than_a_sentence_with_a_figure() -> None:
    odds = fitted()["prior"]

    assert set(odds) == set(SHAPES)
    assert max(odds.values()) == odds[Shape.FIGURES] == 0
    assert min(odds[Shape.SENTENCE], odds[Shape.ROW]) > odds[Shape.HEADING]


def test_shapes_come_in_the_order_of_the_passages() -> None:
    found = shapes(passages(report((Kind.HEADING, "Staff"), (Kind.PARAGRAPH, "It has 12 posts. They are vacant."))))

    assert [SHAPES[one] for one in found] == [Shape.HEADING, Shape.FIGURES, Shape.SENTENCE]
    assert found.dtype == np.int64
