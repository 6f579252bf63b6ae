"""A passage in, its shape out: what people ask for before anything is asked.

They ask for what a sentence says, most of all one with a figure; for a table's row at times; for a caption, a column's
head or what leads into a list hardly ever. A likeness of words knows nothing of that, and short words lie near to many
questions. How much each shape counts is fitted (`fusion.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from corpus.passages import Passage
from corpus.report import Kind

_FIGURES = re.compile(r"\d[\d.,]*")
_OF_A_ROW = 3  # figures that a line has which nothing else tells to be a table's row
_ENDED = re.compile(r"[.;!?…。；！？؟؛][\"'”’»」)\]]*$")


class Shape(StrEnum):
    """What a passage looks like."""

    FIGURES = "figures"  # a sentence, a point or a contact that names a figure
    SENTENCE = "sentence"  # one that names none
    FRAGMENT = "fragment"  # a paragraph's words that end nowhere
    ROW = "row"  # of a table
    LABEL = "label"  # a caption, a column's head, a unit
    LEAD_IN = "lead-in"  # "The Committee recommends:"
    HEADING = "heading"


SHAPES = tuple(Shape)


def leads_on(text: str) -> bool:
    """Whether a passage says that what it announces comes next."""
    return text.rstrip().endswith((":", "："))


def shape_of(passage: Passage) -> Shape:
    text = passage.quote.text
    if passage.kind is Kind.HEADING:
        return Shape.HEADING
    if leads_on(text):
        return Shape.LEAD_IN
    figures = len(_FIGURES.findall(text))
    row = passage.quote.row
    if row and (passage.kind is Kind.LINE or not row.apart):
        return Shape.ROW
    if passage.kind is Kind.LINE and not _ENDED.search(text):
        return Shape.ROW if figures >= _OF_A_ROW else Shape.LABEL
    if passage.kind is Kind.PARAGRAPH and not row and not _ENDED.search(text):
        return Shape.FRAGMENT
    return Shape.FIGURES if figures else Shape.SENTENCE


def shapes(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """Shape (passages,): of each its shape, by place in SHAPES."""
    return np.array([SHAPES.index(shape_of(passage)) for passage in passages], dtype=np.int64)
