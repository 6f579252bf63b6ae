"""Trains an encoder on questions and the passages that answer them: late interaction, and beside it the texts' means.

Passages are encoded as the program encodes them: in a window of neighbours, under their heading (`index/windows.py`).
A question's score for a passage is the mean, weighted by inverse document frequency, of the best cosine of each of its
word pieces (Khattab and Zaharia 2020). The loss is a softmax over all passages of the batch's windows: those that
answer, their neighbours, and one hard negative a passage with its neighbours (a wrong one of the same document that
BM25 ranks high for its questions, or that is known to say nearly the same). The mean of a text's pieces is trained
beside it in the same way, so that it serves as the text's own vector. A near miss, a question that a passage looks as
if it answered, has no right passage: it must score lower for that passage than the passage's own question does.

Seeds are fixed. Of documents that are held back the figures are printed after each pass.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch

from index.half_precision import precision
from index.windows import Window, alone
from tests.training_data import HELD_BACK, SEED, Example, Source, batches, mined, rate, sources, un_sources

LONGEST_QUESTION, LONGEST_WINDOW = 48, 112  # word pieces
_QUESTIONS = 4  # of a passage, at most, in one batch
_BESIDE = 0.5  # how often the hard negative of a passage is one that is known to be near
_PARTS = 3  # batches of like length in which a batch's windows go through the model, to save padding


@dataclass(frozen=True, slots=True)
class Vectors:
    """Word pieces' vectors, (pieces, dimension), and of each text which rows are its own, (texts, width), padded."""

    rows: torch.Tensor
    places: torch.Tensor
    said: torch.Tensor

    def means(self) -> torch.Tensor:
        """(texts, dimension), of length 1."""
        whole = (self.rows[self.places] * self.said[:, :, None]).sum(dim=1)
        return torch.nn.functional.normalize(whole, dim=-1)


@dataclass(frozen=True, slots=True)
class Seen:
    """Texts as a model sees them: their word pieces, and one vector of length 1 each, (texts, dimension)."""

    pieces: Vectors
    means: torch.Tensor


class Learner(Protocol):
    """A model that is trained. `temperatures`: of late interaction and of means; `share`: of the means in the loss."""

    temperatures: tuple[float, float]
    share: float

    def parameters(self) -> list[dict[str, Any]]:
        """Groups for the optimiser, each with its rate."""
        ...

    def seen(self, windows: Sequence[Window], *, questions: bool = False, parts: int = 1) -> Seen:
        """All texts of the windows, in their order; or questions."""
        ...

    def ids(self, question: str) -> list[int]:
        """The word pieces that late interaction weighs."""
        ...

    def said(self, window: Window) -> list[set[int]]:
        """Of each text of a window which word pieces stand in it or above it."""
        ...

    def save(self, path: Path) -> None: ...


def padded(rows: Sequence[list[int]], padding: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Numbers (rows, width), and which of them are no padding."""
    width = max(map(len, rows))
    held = torch.tensor([row + [padding] * (width - len(row)) for row in rows])
    return held, torch.arange(width)[None] < torch.tensor([len(row) for row in rows])[:, None]


def run(
    model: Callable[[torch.Tensor, torch.Tensor], torch.Tensor], rows: Sequence[list[int]], padding: int, parts: int
) -> tuple[torch.Tensor, list[int]]:
    """Vectors of all pieces of all rows, and where each row's begin among them."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
    step = math.ceil(len(order) / parts)
    begins, found, count = [0] * len(rows), [], 0
    for start in range(0, len(order), step):
        places = order[start : start + step]
        ids, mask = padded([rows[place] for place in places], padding)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision(exact=False) is torch.bfloat16):
            vectors = model(ids, mask.long())
        found.append(vectors.float().reshape(-1, vectors.shape[-1]))
        for row, place in enumerate(places):
            begins[place] = count + row * ids.shape[1]
        count += ids.numel()
    return torch.cat(found), begins


def texts_of(vectors: torch.Tensor, begins: Sequence[int], spans: Sequence[Sequence[list[int]]]) -> Vectors:
    """`spans`: of each row which of its pieces each of its texts has."""
    own = [
        [begin + place for place in span] or [begin]
        for begin, of_one in zip(begins, spans, strict=True)
        for span in of_one
    ]
    return Vectors(vectors, *padded(own))


def interaction(questions: Vectors, weights: torch.Tensor, texts: Vectors) -> Any:
    """(questions, texts): the weighted mean of each piece's best cosine. `weights`: (questions, pieces), sum 1."""
    many, long = questions.places.shape
    cosines = questions.rows[questions.places.reshape(-1)] @ texts.rows.T
    cosines = cosines[:, texts.places.reshape(-1)].reshape(many, long, *texts.places.shape)
    return (cosines.masked_fill(~texts.said[None, None], -1.0).amax(dim=-1) * weights[:, :, None]).sum(dim=1)


class Rarity:
    """How much each word piece counts: by inverse document frequency over all passages of the training."""

    def __init__(self, learner: Learner, found: Sequence[Source], vocabulary: int) -> None:
        frequency, count = np.zeros(vocabulary), 0
        for source in found:
            for window in source.windows:
                for said in learner.said(window):
                    frequency[list(said)] += 1
                    count += 1
        self._weights = torch.tensor(np.log1p((count - frequency + 0.5) / (frequency + 0.5)), dtype=torch.float32)
        self._learner = learner

    def of(self, questions: Sequence[str], said: torch.Tensor) -> torch.Tensor:
        """(questions, pieces), each row adding up to 1."""
        ids, _ = padded([self._learner.ids(text) or [0] for text in questions])
        weights = self._weights[ids] * said
        return weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-9)


def batch_loss(learner: Learner, rarity: Rarity, batch: list[Example], chance: random.Random) -> Any:
    own = [
        (question, row)
        for row, one in enumerate(batch)
        for question in chance.sample(one.questions, len(one.questions))[:_QUESTIONS]
    ]
    near = [(chance.choice(one.near), row) for row, one in enumerate(batch) if one.near]
    asked = [question for question, _ in (*own, *near)]
    held: dict[tuple[str, int], Window] = {}
    for one in batch:
        others = one.beside if one.beside and chance.random() < _BESIDE else one.wrong
        for number, _ in (one.right, *([chance.choice(others)] if others else ())):
            held[one.source.name, number] = one.source.windows[number]
    places = [(*key, place) for key, window in held.items() for place in range(len(window.texts))]
    columns = {key: column for column, key in enumerate(places)}
    said = [text for window in held.values() for text in window.texts]
    questions = learner.seen(alone(asked), questions=True)
    texts = learner.seen(list(held.values()), parts=_PARTS)
    right = torch.tensor([columns[one.source.name, *one.right] for one in batch])
    rows = torch.tensor([row for _, row in own])
    same = torch.tensor([[said[int(at)] == text for text in said] for at in right])[rows]
    same[torch.arange(len(own)), right[rows]] = False

    def loss(scores: torch.Tensor) -> Any:
        """One column more: how the right passage's near miss, where it has one, scores for it."""
        logits = scores[: len(own)].masked_fill(same, -1e4)
        missed = torch.full((len(batch),), -1e4)
        if near:
            those = torch.tensor([row for _, row in near])
            missed = missed.index_put((those,), scores[len(own) + torch.arange(len(near)), right[those]])
        return torch.nn.functional.cross_entropy(torch.cat([logits, missed[rows][:, None]], dim=1), right[rows])

    late, mean = learner.temperatures
    by_pieces = interaction(questions.pieces, rarity.of(asked, questions.pieces.said), texts.pieces) / late
    return loss(by_pieces) + learner.share * loss(questions.means @ texts.means.T / mean)


Scored = tuple[Any, np.ndarray, np.ndarray]  # what is asked, its scores for each passage by pieces and by means


@torch.no_grad()  # type: ignore[untyped-decorator]
def scored(learner: Learner, rarity: Rarity, source: Source) -> list[Scored]:
    texts = learner.seen(source.windows, parts=math.ceil(len(source.windows) / 32))
    out: list[Scored] = []
    for at in range(0, len(source.asked), 8):
        part = source.asked[at : at + 8]
        said = [one.text for one in part]
        questions = learner.seen(alone(said), questions=True)
        by_pieces = interaction(questions.pieces, rarity.of(said, questions.pieces.said), texts.pieces).numpy()
        out += zip(part, by_pieces, (questions.means @ texts.means.T).numpy(), strict=True)
    return out


def right_first(learner: Learner, rarity: Rarity, held: Sequence[Source]) -> str:
    """Over the documents held back: the right passage first, in three, in ten, by pieces and by means; and how often a
    passage's own question scores higher for it than its near miss."""
    ranks: list[tuple[int, int]] = []
    told: list[bool] = []
    for source in held:
        own: dict[int, list[float]] = {}
        near: dict[int, float] = {}
        for one, pieces, means in scored(learner, rarity, source):
            if not one.right:
                near[one.near] = float(pieces[one.near])
                continue
            ranks.append(tuple(int((row > max(row[list(one.right)])).sum()) for row in (pieces, means)))  # type: ignore[arg-type]
            own.setdefault(one.right[0], []).append(float(max(pieces[list(one.right)])))
        told.extend(score > near[place] for place, many in own.items() if place in near for score in many)
    found = np.array(ranks)
    by = [" / ".join(f"{(found[:, column] < count).mean():.3f}" for count in (1, 3, 10)) for column in range(2)]
    return f"by pieces {by[0]}, by means {by[1]}, near misses {np.mean(told):.3f}"


def nearest_of_three(learner: Learner, rarity: Rarity, judged: Sequence[Source]) -> str:
    """Of questions written over passages that say nearly the same: how often the one that answers scores highest among
    these, by pieces and by means."""
    found = [
        [max(row[list(one.right)]) > max(row[list(one.beside)]) for row in rows]
        for source in judged
        for one, *rows in scored(learner, rarity, source)
        if one.right
    ]
    return "nearest of three {:.3f} and {:.3f}".format(*np.mean(found, axis=0))


def options(description: str | None, to: Path) -> argparse.Namespace:
    """Of the command line, and seeds set."""
    wanted = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--epochs", type=int, default=2)
    wanted.add_argument("--minutes", type=float, default=math.inf, help="plan no more steps than fit into these")
    wanted.add_argument("--threads", type=int, default=2, help="one is faster on a busy machine")
    wanted.add_argument("--begin", type=Path, help="weights to go on from")
    wanted.add_argument("--to", type=Path, default=to)
    found = wanted.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(found.threads)
    return found


def learnt(*, foreign: bool = False) -> tuple[list[Source], list[Source]]:
    """Documents that train, and those that are held back."""
    found = sources(foreign=foreign)
    return [one for one in found if one.name not in HELD_BACK], [one for one in found if one.name in HELD_BACK]


def train(learner: Learner, rarity: Rarity, train_on: Sequence[Source], held: Sequence[Source], wanted: Any) -> None:
    """`wanted`: of the command line."""
    chance = random.Random(SEED)
    examples = [mined(source) for source in train_on]
    print(f"{sum(map(len, examples))} passages of {len(examples)} documents", flush=True)
    judged = list(un_sources("neighbours_judge.jsonl"))
    torch.set_num_threads(wanted.threads)
    groups = learner.parameters()
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = wanted.epochs * len(batches(examples, random.Random(SEED)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps))
    print("before:", right_first(learner, rarity, held), flush=True)
    started, step, recent = time.time(), 0, []
    for epoch in range(wanted.epochs):
        for batch in batches(examples, chance):
            loss = batch_loss(learner, rarity, batch, chance)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([one for group in groups for one in group["params"]], 1.0)
            optimiser.step()
            recent.append(loss.item())
            step += 1
            spent = (time.time() - started) / 60
            if step == 20 and spent / step * steps > wanted.minutes:
                steps = int(wanted.minutes / spent * step)
                print(f"{steps} steps fit into {wanted.minutes} minutes", flush=True)
            schedule.step()
            if step % 20 == 0:
                print(f"  step {step} of {steps}, {spent:.1f} min, loss {np.mean(recent[-20:]):.3f}", flush=True)
            if step % 100 == 0:
                learner.save(wanted.to)
            if step >= steps:
                break
        print(f"epoch {epoch + 1}:", right_first(learner, rarity, held), flush=True)
        print(f"  {nearest_of_three(learner, rarity, judged)}", flush=True)
        learner.save(wanted.to)
        if step >= steps:
            break
