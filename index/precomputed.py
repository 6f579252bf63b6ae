"""Readers' questions of a document, embedded ahead: so that the first start on a small machine waits less.

`NAME.questions.npz` beside the companion file holds what both encoders make of them, a byte a figure, and names the
companion's sha256 and the encoders; what was made of other questions or by another encoder is made anew. Rounding to a
byte moves a cosine by less than 0.002.
"""

from __future__ import annotations

import io
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.readers_questions import ReadersQuestions, companion_of
from corpus.reading import SHIPPED
from corpus.report import Report
from index.encoder import Encoded, Encoder, Matrix
from index.late_interaction import quantised
from index.multilingual import Multilingual

_STEPS = 127  # of a signed byte, for the largest figure of a vector


class ReadyMade:
    """What lies beside a report's companion file; nothing where none does."""

    def __init__(self, report: Report, questions: ReadersQuestions) -> None:
        self._count, self._found = len(questions.questions), dict[str, Any]()
        try:
            raw = _shipped().read_bytes() if report.name == SHIPPED else _beside(report.name).read_bytes()
            with np.load(io.BytesIO(raw), allow_pickle=False) as found:
                if str(found["questions"]) == questions.sha256:
                    self._found = dict(found)
        except (OSError, ValueError, KeyError):
            pass

    def encoded(self, encoder: Encoder) -> Encoded | None:
        """The questions as the first encoder sees them, or None."""
        if str(self._found.get("first")) != _first(encoder):
            return None
        starts = self._found["starts"].astype(np.int64)
        if len(starts) != self._count + 1:
            return None
        return Encoded(
            _unit(self._found["first_vectors"]),
            self._found["tokens"],
            self._found["pieces"].astype(np.int64),
            starts,
        )

    def across(self, second: Multilingual) -> Matrix | None:
        """Their vectors under the second encoder, shape (questions, dimension), or None."""
        vectors = self._found.get("vectors")
        if vectors is None or str(self._found.get("encoder")) != second.name:
            return None
        return _unit(vectors) if vectors.shape == (self._count, second.dimension) else None


def make_ready(report: Report, questions: ReadersQuestions, encoder: Encoder, second: Multilingual) -> Path:
    """Writes them; where. Raises OSError."""
    texts = [question.text for question in questions.questions]
    encoded = encoder.encode(texts)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        questions=np.array(questions.sha256),
        encoder=np.array(second.name),
        vectors=_bytes(second.questions(texts)),
        first=np.array(_first(encoder)),
        first_vectors=_bytes(encoded.vectors),
        tokens=quantised(encoded.tokens),
        pieces=encoded.pieces.astype(np.uint16),
        starts=encoded.starts.astype(np.uint32),
    )
    path = Path(str(_shipped())) if report.name == SHIPPED else _beside(report.name)
    path.write_bytes(buffer.getvalue())
    return path


def _first(encoder: Encoder) -> str:
    return f"{encoder.name} {encoder.weights_sha256}"


def _bytes(vectors: Matrix) -> NDArray[np.int8]:
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-12)
    rounded: NDArray[np.int8] = np.round(vectors / largest * _STEPS).astype(np.int8)
    return rounded


def _unit(vectors: NDArray[np.int8]) -> Matrix:
    figures = vectors.astype(np.float32)
    unit: Matrix = figures / np.maximum(np.linalg.norm(figures, axis=1, keepdims=True), 1e-12)
    return unit


def _shipped() -> Path:
    return Path(str(resources.files("corpus").joinpath(f"{SHIPPED}.questions.npz")))


def _beside(name: str) -> Path:
    return companion_of(name).with_suffix(".npz")
