"""Readers' questions of a document, embedded ahead: so that the first start on a small machine waits less.

`NAME.questions.npz` beside the companion file holds the second encoder's vectors, a byte a figure, and names the
companion's sha256 and the encoder; where either is another, the vectors are made anew. Rounding to a byte moves a
cosine by less than 0.002.
"""

from __future__ import annotations

import io
from importlib import resources
from pathlib import Path

import numpy as np

from corpus.readers_questions import ReadersQuestions, companion_of
from corpus.reading import SHIPPED
from corpus.report import Report
from index.encoder import Matrix
from index.multilingual import Multilingual

_STEPS = 127  # of a signed byte, for the largest figure of a vector


def ready_made(report: Report, questions: ReadersQuestions, second: Multilingual) -> Matrix | None:
    """Vectors of the report's readers' questions, shape (questions, dimension), or None where none fit."""
    try:
        raw = _shipped().read_bytes() if report.name == SHIPPED else _beside(report.name).read_bytes()
        with np.load(io.BytesIO(raw), allow_pickle=False) as found:
            if str(found["questions"]) != questions.sha256 or str(found["encoder"]) != second.name:
                return None
            vectors: Matrix = found["vectors"].astype(np.float32)
    except (OSError, ValueError, KeyError):
        return None
    if vectors.shape != (len(questions.questions), second.dimension):
        return None
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return unit


def make_ready(report: Report, questions: ReadersQuestions, second: Multilingual) -> Path:
    """Writes them; where. Raises OSError."""
    vectors = second.questions([question.text for question in questions.questions])
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-12)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        vectors=np.round(vectors / largest * _STEPS).astype(np.int8),
        questions=np.array(questions.sha256),
        encoder=np.array(second.name),
    )
    path = Path(str(_shipped())) if report.name == SHIPPED else _beside(report.name)
    path.write_bytes(buffer.getvalue())
    return path


def _shipped() -> Path:
    return Path(str(resources.files("corpus").joinpath(f"{SHIPPED}.questions.npz")))


def _beside(name: str) -> Path:
    return companion_of(name).with_suffix(".npz")
