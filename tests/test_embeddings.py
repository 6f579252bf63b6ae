"""A report's vectors: made once, kept on disk, used while they fit, made anew when they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.readers_questions import NONE, readers_questions
from corpus.report import Report
from index.embedded import Embedded
from index.embeddings import by_words, embed, open_embedded, with_pieces, with_second
from index.encoder import Across, Encoded, Encoder, Matrix, Progress, unit
from index.half_bytes import packed, unpacked
from index.late_interaction import quantised
from index.multilingual import multilingual_encoder
from index.passage_index import PassageIndex
from index.precomputed import ReadyMade, make_ready
from index.storage import folder_for
from index.windows import Window, alone, windows

STUDY = markdown_report(
    "# The study\n\n## UNAMA\n\n- Decongesting prisons\n\n## UNMISS\n\n- Mobile courts\n", "study.md", "study"
)


class CountingEncoder:
    """An encoder that counts how often it was asked for a document's vectors."""

    def __init__(self, inner: Encoder) -> None:
        self.inner = inner
        self.name, self.weights_sha256, self.dimension = inner.name, inner.weights_sha256, inner.dimension
        self.runs = 0

    def encode(self, windows: Sequence[Window], progress: Progress | None = None) -> Encoded:
        self.runs += 1
        return self.inner.encode(windows, progress)

    def load(self) -> None:
        self.inner.load()

    def encode_question(self, text: str) -> Encoded:
        return self.inner.encode_question(text)

    def knows(self, word: str) -> bool:
        return self.inner.knows(word)


class ByHand:
    """A second encoder that sees texts as the first one does: not on the scale of the one that was fitted."""

    name, fitted = "by hand", False

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.dimension = encoder, encoder.dimension

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Across:
        return self._seen([f"{one.above} {text}" for one in windows for text in one.texts], progress)

    def question(self, text: str) -> Across:
        return self._seen([text], None)

    def _seen(self, texts: Sequence[str], progress: Progress | None) -> Across:
        pieces = self._encoder.encode(alone(texts), progress)
        return Across(pieces.means(), pieces)

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        return self._encoder.encode(alone(texts), progress).means()


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


def test_there_are_word_pieces_for_each_passage(open_in: Opening, hand_encoder: Encoder) -> None:
    embedded, _ = open_in(hand_encoder)
    assert len(embedded.passages.starts) == len(passages(STUDY)) + 1
    assert embedded.passages.tokens.shape == (len(embedded.passages.pieces), hand_encoder.dimension)


def test_the_second_opening_reads_what_the_first_one_saved(open_in: Opening, hand_encoder: Encoder) -> None:
    encoder = CountingEncoder(hand_encoder)
    first, made = open_in(encoder)
    runs = encoder.runs
    second, made_again = open_in(encoder)
    assert (made, made_again) == (True, False)
    assert encoder.runs == runs
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
    assert np.array_equal(good.passages.tokens, again.passages.tokens)


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
    count = len(windows(passages(STUDY)))
    assert heard[-1].endswith(f"{count} of {count} texts")


def test_what_is_not_embedded_yet_is_found_by_its_words(hand_encoder: Encoder) -> None:
    embedded = by_words(STUDY, hand_encoder)
    index = PassageIndex([STUDY], [embedded], hand_encoder)
    assert index.by_words
    assert first_of(embedded, hand_encoder, "mobile courts") == "Mobile courts"
    whole = PassageIndex.build([STUDY], hand_encoder)
    assert not whole.by_words
    assert index.evidence("mobile courts").lexical.tolist() == whole.evidence("mobile courts").lexical.tolist()


def test_made_step_by_step_it_is_what_is_made_at_once(hand_encoder: Encoder) -> None:
    second = ByHand(hand_encoder)
    at_once, pieces = embed(STUDY, NONE, hand_encoder, second), with_pieces(STUDY, hand_encoder)
    whole = with_second(STUDY, pieces, second)
    assert np.array_equal(at_once.passages.tokens, pieces.passages.tokens)
    assert np.array_equal(at_once.passages_across.vectors, whole.passages_across.vectors)
    assert np.array_equal(at_once.passages_across.pieces.tokens, whole.passages_across.pieces.tokens)
    assert not len(pieces.passages_across)


@pytest.mark.model
def test_the_shipped_report_needs_nothing_made_or_saved_at_the_first_start(
    shipped: Report, real_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = multilingual_encoder()
    monkeypatch.setattr(real_encoder, "encode", None)
    heard: list[str] = []
    questions = readers_questions(shipped)
    embedded, folder, made = open_embedded(shipped, questions, real_encoder, second, heard.append, root=tmp_path)
    assert not made
    assert (folder / "going-further-together.passages.npz").exists()
    assert heard == []
    assert list(tmp_path.iterdir()) == []
    assert len(embedded.questions.starts) == len(questions.questions) + 1


@pytest.mark.model
def test_what_is_shipped_ready_made_is_what_the_encoders_make(shipped: Report, exact_encoder: Encoder) -> None:
    second = multilingual_encoder(exact=True)
    assert second
    ready = ReadyMade(shipped, readers_questions(shipped)).passages(exact_encoder, second)
    made, seen = with_pieces(shipped, exact_encoder), second.passages(windows(passages(shipped)))
    assert ready
    assert ready.passages.pieces.tolist() == made.passages.pieces.tolist()
    assert cosines(ready.passages, made.passages).min() > 0.99
    assert np.median(cosines(ready.passages, made.passages)) > 0.9999
    assert (ready.passages_across.vectors * seen.vectors).sum(axis=1).min() > 0.999
    assert ready.passages_across.pieces.pieces.tolist() == seen.pieces.pieces.tolist()
    assert np.median(cosines(ready.passages_across.pieces, seen.pieces)) > 0.9999


def cosines(read: Encoded, made: Encoded) -> Matrix:
    """Of each word piece that was read back with what the same is when it is saved: (word pieces,)."""
    saved = unpacked(packed(quantised(made.tokens)))
    found: Matrix = (unit(read.tokens.astype(np.float32)) * unit(saved.astype(np.float32))).sum(axis=1)
    return found


def test_what_was_made_ready_of_another_text_is_not_taken(tmp_path: Path, hand_encoder: Encoder) -> None:
    second, path = ByHand(hand_encoder), tmp_path / "study.md"
    study = replace(STUDY, name=str(path))
    for made in make_ready(study, NONE, embed(study, NONE, hand_encoder, second), hand_encoder, second):
        assert made.parent == tmp_path
    ready = ReadyMade(study, NONE)
    assert ready.passages(hand_encoder, second)
    assert ready.passages(hand_encoder, None) is None  # another encoder's vectors are in it
    other = markdown_report("# The study\n\nOther words.", str(path), "study")
    assert ReadyMade(other, NONE).passages(hand_encoder, second) is None
    next(tmp_path.glob("*.passages.npz")).write_bytes(b"damaged")
    assert ReadyMade(study, NONE).passages(hand_encoder, second) is None
