"""multilingual-e5-small as it was trained on for this program: its carried layers and what was learnt beside them.

`e5_adapter.safetensors` (written by `make train-second`) holds for each linear layer two narrow matrices, whose product
is added to its weights (LoRA, Hu et al. 2021), and a projection of word pieces to fewer figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import resources

from index.damaged_model import DamagedModel
from index.e5_weights import Checkpoint, E5Weights
from index.encoder import Matrix
from index.transformer import PROJECTION

_FILE = "e5_adapter.safetensors"
_DOWN, _UP = "down", "up"  # to few figures, and from them


@dataclass(frozen=True)
class Learnt:
    """`sha256` names it, so that vectors made without it are never compared with those made with it. `figures`: for
    each linear layer `LAYER.down`, (few, inputs), and `LAYER.up`, (outputs, few); and the projection."""

    sha256: str
    figures: Mapping[str, Matrix]

    @cached_property
    def layers(self) -> tuple[str, ...]:
        return tuple(name.rpartition(".")[0] for name in self.figures if name.endswith(f".{_UP}"))

    def added(self, layer: str) -> Matrix:
        """What is added to a layer's weights, (outputs, inputs)."""
        out: Matrix = self.figures[f"{layer}.{_UP}"] @ self.figures[f"{layer}.{_DOWN}"]
        return out


def learnt() -> Learnt:
    """Raises DamagedModel."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        raw = _raw()
        found = Learnt(
            hashlib.sha256(raw).hexdigest(), {name: held.astype("float32") for name, held in load(raw).items()}
        )
        if PROJECTION not in found.figures or any(f"{layer}.{_DOWN}" not in found.figures for layer in found.layers):
            raise KeyError("a part is missing")
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise DamagedModel(f"index/{_FILE} is missing or damaged. Install the program again.") from error
    return found


def adapted(weights: E5Weights, learnt: Learnt) -> Checkpoint:
    """The model's checkpoint with what was learnt added to it, and the projection. Raises DamagedModel."""
    held = weights.checkpoint()
    if not {f"{layer}.weight" for layer in learnt.layers} <= set(held):
        raise DamagedModel(f"index/{_FILE} is of another model. Install the program again.")

    def with_learnt(layer: str) -> Matrix:
        out: Matrix = held[f"{layer}.weight"] + learnt.added(layer)
        return out

    added = {f"{layer}.weight": partial(with_learnt, layer) for layer in learnt.layers}
    return held.but(added | {PROJECTION: lambda: learnt.figures[PROJECTION]})


def _raw() -> bytes:
    return resources.files("index").joinpath(_FILE).read_bytes()
