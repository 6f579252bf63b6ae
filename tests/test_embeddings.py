"""A report's vectors: made once, kept on disk, used while they fit, made anew when they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.readers_questions import NONE
from corpus.report import Report
from index.embeddings import Embedded, open_embedded
from index.encoder import Encoded, Encoder, Matrix, Progress
from index.passage_index import PassageIndex
from index.storage import folder_for

STUDY = markdown_report(
    "# The study\n\n## UNAMA\n\n- Decongesting prisons\n\n## UNMISS\n\n- Mobile courts\n", "study.md", "study"
)


class CountingEncoder:
    """An encoder that counts how often it was asked for a document's vectors."""

    def __init__(self, inner: Encoder) -> None:
        self.inner = inner
        self.name, self.weights_sha256, self.dimension = inner.name, inner.weights_sha256, inner.dimension
        self.runs = 0

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Encoded:
        self.runs += 1
        return self.inner.encode(texts, progress)

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        return self.inner.vectors(texts, progress)

    def encode_question(self, text: str) -> Encoded:
        return self.inner.encode_question(text)

    def knows(self, word: str) -> bool:
        return self.inner.knows(word)


@pytest.fixture
def heard() -> list[str]:
    """What was said while vectors were opened."""
    return []


def stale(heard: list[str]) -> list[str]:
    return [line for line in heard if "is not used" in line]


@pytest.fixture
def open_in(tmp_path: Path, heard: list[str]) -> Callable[..., tuple[Embedded, bool]]:
    """Opens a report's vectors in a cache of this test's own: the vectors, and whether they were made."""

    def opened(encoder: Encoder, report: Report = STUDY, *, rebuild: bool = False) -> tuple[Embedded, bool]:
        root = tmp_path / "cache"
        embedded, folder, made = open_embedded(report, NONE, encoder, None, heard.append, rebuild=rebuild, root=root)
        assert folder == folder_for(report, root)
        return embedded, made

    return opened


Opening = Callable[..., tuple[Embedded, bool]]


def first_of(embedded: Embedded, encoder: Encoder, question: str, report: Report = STUDY) -> str:
    return PassageIndex([report], [embedded], encoder).search(question, 1)[0].passage.quote.text


def test_there_is_a_vector_for_each_passage(open_in: Opening, hand_encoder: Encoder) -> None:
    embedded, _ = open_in(hand_encoder)
    count = len(passages(STUDY))
    assert embedded.passages.vectors.shape == (count, hand_encoder.dimension)
    assert len(embedded.passages.starts) == count + 1


def test_the_second_opening_reads_what_the_first_one_saved(open_in: Opening, hand_encoder: Encoder) -> None:
    encoder = CountingEncoder(hand_encoder)
    first, made = open_in(encoder)
    runs = encoder.runs
    second, made_again = open_in(encoder)
    assert (made, made_again) == (True, False)
    assert encoder.runs == runs
    assert np.array_equal(first.passages.vectors, second.passages.vectors)
    assert np.array_equal(first.passages.pieces, second.passages.pieces)
    assert np.array_equal(first.passages.starts, second.passages.starts)
    assert second.passages.tokens == pytest.approx(first.passages.tokens, abs=1e-3)


def test_what_was_saved_finds_as_what_was_made(open_in: Opening, hand_encoder: Encoder) -> None:
    made, _ = open_in(hand_encoder)
    loaded, _ = open_in(hand_encoder)
    for question, text in [("courts", "Mobile courts"), ("prisons", "Decongesting prisons")]:
        assert first_of(made, hand_encoder, question) == first_of(loaded, hand_encoder, question) == text


def test_a_rebuild_makes_what_already_fits_anew(open_in: Opening, hand_encoder: Encoder, heard: list[str]) -> None:
    open_in(hand_encoder)
    assert open_in(hand_encoder, rebuild=True)[1]
    assert stale(heard) == []


def test_vectors_of_another_model_are_named_in_one_line_and_replaced(
    open_in: Opening, hand_encoder: Encoder, named_encoder: Callable[[str], Encoder], heard: list[str]
) -> None:
    open_in(named_encoder("other"))
    assert stale(heard) == []
    assert open_in(hand_encoder)[1]
    (line,) = stale(heard)
    assert "study.md" in line
    assert "another model" in line
    assert not open_in(hand_encoder)[1]
    assert len(stale(heard)) == 1


def test_vectors_of_an_earlier_text_are_replaced(open_in: Opening, hand_encoder: Encoder, heard: list[str]) -> None:
    open_in(hand_encoder, markdown_report("# The study\n\nOther words.", "study.md", "study"))
    embedded, made = open_in(hand_encoder)
    (line,) = stale(heard)
    assert "the text has changed" in line
    assert made
    assert first_of(embedded, hand_encoder, "courts") == "Mobile courts"


def test_damaged_vectors_are_replaced(
    open_in: Opening, hand_encoder: Encoder, heard: list[str], tmp_path: Path
) -> None:
    good, _ = open_in(hand_encoder)
    next(tmp_path.rglob("vectors-*")).write_bytes(b"damaged")
    again, made = open_in(hand_encoder)
    (line,) = stale(heard)
    assert "damaged" in line
    assert made
    assert np.array_equal(good.passages.vectors, again.passages.vectors)


def test_a_cache_that_cannot_be_written_costs_the_saving_and_not_the_answer(
    open_in: Opening, hand_encoder: Encoder, heard: list[str], tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("in the way")
    embedded, made = open_in(hand_encoder)
    assert made
    assert len([line for line in heard if "could not be saved" in line]) == 1
    assert first_of(embedded, hand_encoder, "courts") == "Mobile courts"
    assert (tmp_path / "cache").read_text() == "in the way"


def test_progress_ends_with_all_texts(open_in: Opening, hand_encoder: Encoder, heard: list[str]) -> None:
    open_in(hand_encoder)
    count = len(passages(STUDY))
    assert heard[-1].endswith(f"{count} of {count} texts")
