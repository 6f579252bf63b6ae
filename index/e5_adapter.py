"""multilingual-e5-small as it was trained on for this program: its carried layers and what was learnt beside them.

`e5_adapter.safetensors` (written by `make train-second`) holds for each linear layer two narrow matrices, whose product
is added to its weights (LoRA, Hu et al. 2021), and a projection of word pieces to fewer figures.
"""

from __future__ import annotations

import hashlib
from functools import cache, partial
from importlib import resources

from index.damaged_model import DamagedModel
from index.e5_weights import Checkpoint, E5Weights
from index.encoder import Matrix

_FILE = "e5_adapter.safetensors"
PROJECTION = "projection.weight"  # (dimension of word pieces, theirs before it)
_DOWN, _UP = "down", "up"  # to few figures, and from them


def adapted(weights: E5Weights) -> Checkpoint:
    """The model's checkpoint with what was learnt added to it, and the projection. Raises DamagedModel."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    held = weights.checkpoint()
    try:
        learnt = {name: figures.astype("float32") for name, figures in load(_raw()).items()}
        layers = [name.rpartition(".")[0] for name in learnt if name.endswith(f".{_UP}")]
        pairs = {f"{layer}.weight": (learnt[f"{layer}.{_UP}"], learnt[f"{layer}.{_DOWN}"]) for layer in layers}
        projection = learnt[PROJECTION]
        if not pairs.keys() <= held.keys():
            raise KeyError("a layer that the model has not")
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise DamagedModel(f"index/{_FILE} is missing or damaged. Install the program again.") from error

    def with_learnt(name: str) -> Matrix:
        up, down = pairs[name]
        out: Matrix = held[name] + up @ down
        return out

    return held.but({name: partial(with_learnt, name) for name in pairs} | {PROJECTION: lambda: projection})


@cache
def adapter_sha256() -> str:
    """Names what was learnt, so that vectors made without it are never compared with these. Raises DamagedModel."""
    return hashlib.sha256(_raw()).hexdigest()


def _raw() -> bytes:
    try:
        return resources.files("index").joinpath(_FILE).read_bytes()
    except OSError as error:
        raise DamagedModel(f"index/{_FILE} is missing. Install the program again.") from error
