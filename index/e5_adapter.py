"""multilingual-e5-small as it was trained on for this program: its carried layers and what was learnt beside them.

`e5_adapter.safetensors` (written by `make train-second`) holds for each linear layer two narrow matrices, whose product
is added to its weights (LoRA, Hu et al. 2021), and a projection of word pieces to fewer figures.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from index.damaged_model import DamagedModel
from index.e5_weights import E5Weights
from index.encoder import Matrix

_FILE = "e5_adapter.safetensors"
PROJECTION = "projection.weight"  # (dimension of word pieces, theirs before it)
_DOWN, _UP = "down", "up"  # to few figures, and from them


def adapted(weights: E5Weights) -> dict[str, Matrix]:
    """The model's checkpoint with what was learnt added to it, and the projection. Raises DamagedModel."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    held = weights.checkpoint()
    try:
        learnt = {name: figures.astype("float32") for name, figures in load(_raw()).items()}
        for name, figures in learnt.items():
            layer, _, part = name.rpartition(".")
            if part == _UP:
                held[f"{layer}.weight"] += figures @ learnt[f"{layer}.{_DOWN}"]
        held[PROJECTION] = learnt[PROJECTION]
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise DamagedModel(f"index/{_FILE} is missing or damaged. Install the program again.") from error
    return held


@cache
def adapter_sha256() -> str:
    """Names what was learnt, so that vectors made without it are never compared with these. Raises DamagedModel."""
    return hashlib.sha256(_raw()).hexdigest()


def _raw() -> bytes:
    try:
        return resources.files("index").joinpath(_FILE).read_bytes()
    except OSError as error:
        raise DamagedModel(f"index/{_FILE} is missing. Install the program again.") from error
