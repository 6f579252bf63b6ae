"""A document's texts in, their unit vectors out: all-MiniLM-L6-v2 by sentence-transformers, and its word pieces' own
encoder beside it. Torch lives here and in `piece_encoder.py` alone: its imports take seconds, and no question needs it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import Encoded, Matrix, Progress, Whole, together, unit

_BATCH = 32  # texts at once; larger batches were measured to be no faster on a CPU


class DocumentEncoder:
    """Many texts at once, on all threads; texts beyond 256 word pieces are cut off."""

    def __init__(self, minilm: Path, trained: Traversable, dimension: int) -> None:
        """`minilm`: the model's folder; `trained`: the word pieces' weights. Seconds, most of them imports. Raises
        DamagedModel."""
        for switch in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
            os.environ.setdefault(switch, "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        from index.piece_encoder import PieceEncoder

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._torch, self._dimension = torch, dimension
        self._model: Any = SentenceTransformer(str(minilm), device="cpu", local_files_only=True)
        self._pieces = PieceEncoder(self._model[0].auto_model, trained)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Encoded:
        found: list[tuple[Matrix, Matrix, Whole]] = [_NOTHING] * len(texts)
        for batch, done in _batches(texts):
            for place, one in zip(batch, self._encode([texts[place] for place in batch]), strict=True):
                found[place] = one
            if progress:
                progress(done, len(texts))
        return together(found, self._dimension)

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        out = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for batch, done in _batches(texts):
            found = self._model.encode([texts[place] for place in batch], batch_size=_BATCH, show_progress_bar=False)
            out[batch] = unit(found)
            if progress:
                progress(done, len(texts))
        return out

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
            out.append((unit(row["sentence_embedding"].numpy()[None])[0], tokens, pieces))
        return out


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
