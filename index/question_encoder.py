"""A question in, its word pieces' unit vectors out: the weights that documents are embedded with, by onnxruntime."""

from __future__ import annotations

import hashlib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from index.damaged_model import DamagedModel
from index.encoder import Encoded, both_ends, together, unit
from index.transformer import EMBEDDINGS, Embeddings, Transformer

_WORDS = "embeddings.word_embeddings.weight"


class QuestionEncoder:
    """One short text at a time."""

    def __init__(self, minilm: Path, trained: Traversable) -> None:
        """`minilm`: the model's folder; `trained`: the word pieces' weights, named by `sha256`. Raises DamagedModel."""
        from safetensors import SafetensorError, safe_open
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        try:
            raw = trained.read_bytes()
            self._transformer = Transformer("minilm_layers.onnx", load(raw))
        except (OSError, ValueError, SafetensorError) as error:
            raise DamagedModel(f"index/{trained.name} is missing or damaged. Install the program again.") from error
        self.sha256 = hashlib.sha256(raw).hexdigest()
        carried: Any = safe_open(minilm / "model.safetensors", framework="numpy")
        self._words = carried.get_slice(_WORDS)  # 45 MB that stay on disk: each word piece is a row
        self._embeddings = Embeddings({name: carried.get_tensor(name) for name in EMBEDDINGS})
        self._tokenizer: Any = Tokenizer.from_file(str(minilm / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, text: str) -> Encoded:
        begin, *said, end = self._tokenizer.encode(text).ids
        pieces = [begin, *both_ends(said), end]
        words = np.concatenate([self._words[piece : piece + 1] for piece in pieces])
        _, projected = self._transformer.in_context(self._embeddings.of(words))
        tokens = unit(projected[1:-1])
        return together([(tokens, np.array(pieces[1:-1], dtype=np.int64))], tokens.shape[1])

    def knows(self, word: str) -> bool:
        return self._tokenizer.token_to_id(word) is not None
