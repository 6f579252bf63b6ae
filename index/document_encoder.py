"""A document's windows in, its word pieces' unit vectors out: by sentence-transformers, with the layers that were
trained for late interaction in place of MiniLM's own. Torch lives here and where the second encoder reads documents
alone: its imports take seconds, and no question needs it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from index.batches import batches, padded
from index.encoder import Encoded, Matrix, Progress, Whole, together
from index.half_precision import precision
from index.windows import Window

_LAYERS, _PROJECTION = "encoder.", "projection.weight"


class DocumentEncoder:
    """Many windows at once, on all threads; what is beyond 256 word pieces is cut off."""

    def __init__(self, minilm: Path, trained: Traversable, *, exact: bool) -> None:
        """`minilm`: the model's folder, for its embeddings; `trained`: six layers and a projection in half precision,
        written by `make train` and read before; `exact`: see `precision`. Seconds, most of them imports. Raises
        DamagedModel."""
        for switch in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
            os.environ.setdefault(switch, "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from safetensors.torch import load
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._torch = torch
        self._model: Any = SentenceTransformer(str(minilm), device="cpu", local_files_only=True)
        held = {name: tensor.float() for name, tensor in load(trained.read_bytes()).items()}
        self._model[0].auto_model.encoder.load_state_dict(
            {name.removeprefix(_LAYERS): tensor for name, tensor in held.items() if name.startswith(_LAYERS)}
        )
        self._model.to(precision(exact=exact))
        self._projection: Any = held[_PROJECTION]

    def encode(self, windows: Sequence[Window], progress: Progress | None = None) -> Encoded:
        """All texts of the windows, in their order, each with the pieces of the heading above it before its own."""
        rows = [self._read(window) for window in windows]
        found: list[list[tuple[Matrix, Whole]]] = [[] for _ in windows]
        for batch, done in batches([len(pieces) for pieces, _ in rows]):
            states = self._states([rows[place][0] for place in batch])
            for place, vectors in zip(batch, states, strict=True):
                pieces = np.array(rows[place][0], dtype=np.int64)
                found[place] = [(vectors[span], pieces[span]) for span in rows[place][1]]
            if progress:
                progress(done, len(windows))
        return together([text for window in found for text in window], len(self._projection))

    def _read(self, window: Window) -> tuple[list[int], list[Whole]]:
        """Its word pieces with the marks at both ends, and where those of each of its texts stand."""
        tokenizer, longest = self._model.tokenizer, self._model.max_seq_length - 1
        said = [window.above, *window.texts]
        above, *texts = tokenizer(said, add_special_tokens=False, verbose=False)["input_ids"]
        row = [tokenizer.cls_token_id, *above]
        heading, spans = np.arange(1, len(row)), []
        for text in texts:
            place = np.concatenate([heading, np.arange(len(row), len(row) + len(text))])
            spans.append(place[place < longest])
            row += text
        return [*row[:longest], tokenizer.sep_token_id], spans

    def _states(self, rows: Sequence[Sequence[int]]) -> Matrix:
        """(rows, width, dimension), padded."""
        torch = self._torch
        pieces, mask = map(torch.from_numpy, padded(rows, self._model.tokenizer.pad_token_id))
        with torch.inference_mode():
            states = self._model[0]({"input_ids": pieces, "attention_mask": mask})["token_embeddings"]
            out: Matrix = torch.nn.functional.normalize(states.float() @ self._projection.T, dim=-1).numpy()
        return out
