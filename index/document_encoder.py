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

from index.batches import SIZE, batches
from index.encoder import Encoded, Matrix, Progress, Whole, together, unit


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

    def encode(self, texts: Sequence[str], progress: Progress | None = None, *, vectors: bool = True) -> Encoded:
        found: list[tuple[Matrix, Whole]] = [_NOTHING] * len(texts)
        rows = np.zeros((len(texts) if vectors else 0, self._dimension), dtype=np.float32)
        for batch, done in batches([len(text) for text in texts]):
            said = [texts[place] for place in batch]
            if vectors:
                rows[batch] = self._vectors(said)
            for place, one in zip(batch, self._pieces_of(said), strict=True):
                found[place] = one
            if progress:
                progress(done, len(texts))
        return together(rows, found)

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        out = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for batch, done in batches([len(text) for text in texts]):
            out[batch] = self._vectors([texts[place] for place in batch])
            if progress:
                progress(done, len(texts))
        return out

    def _vectors(self, texts: list[str]) -> Matrix:
        return unit(self._model.encode(texts, batch_size=SIZE, show_progress_bar=False))

    def _pieces_of(self, texts: list[str]) -> Iterator[tuple[Matrix, Whole]]:
        """For each text its word pieces' vectors and their ids, without the marks at its ends."""
        tokenizer, longest = self._model.tokenizer, self._model.max_seq_length
        rows = tokenizer(texts, padding=True, truncation=True, max_length=longest, return_tensors="pt")
        pieces, mask = rows["input_ids"], rows["attention_mask"]
        for row, ids, length in zip(self._pieces.encode(pieces, mask).numpy(), pieces, mask.sum(dim=1), strict=True):
            inside = slice(1, int(length) - 1)
            yield row[inside].copy(), ids[inside].numpy().astype(np.int64)


_NOTHING: tuple[Matrix, Whole] = (np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=np.int64))
