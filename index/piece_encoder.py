"""Word pieces in, their vectors in context out: the encoder that late interaction was trained with.

Six layers and a projection (`late_interaction.safetensors`, half precision, written by `make train`) over MiniLM's own
embeddings, which stayed frozen and are shared with it in memory.
"""

from __future__ import annotations

import copy
from importlib.resources.abc import Traversable
from typing import Any

_LAYERS, _PROJECTION = "encoder.", "projection.weight"


class PieceEncoder:
    """Unit vectors of `dimension` figures, one for each word piece."""

    def __init__(self, minilm: Any, trained: Traversable) -> None:
        """`minilm`: the transformer whose embeddings and shape it shares; `trained`: weights that were read before."""
        import torch
        from safetensors.torch import load

        self._torch = torch
        held = {name: tensor.float() for name, tensor in load(trained.read_bytes()).items()}
        # The copy keeps the embeddings, 47 MB, in common with the original.
        self._model: Any = copy.deepcopy(minilm, {id(minilm.embeddings): minilm.embeddings})
        self._model.pooler = None
        self._model.encoder.load_state_dict(
            {name.removeprefix(_LAYERS): tensor for name, tensor in held.items() if name.startswith(_LAYERS)}
        )
        self._projection: Any = held[_PROJECTION]

    def encode(self, pieces: Any, mask: Any) -> Any:
        """Tensors (texts, width) in, the vectors (texts, width, dimension) out."""
        with self._torch.inference_mode():
            found = self._model(input_ids=pieces, attention_mask=mask).last_hidden_state @ self._projection.T
            return self._torch.nn.functional.normalize(found, dim=-1)
