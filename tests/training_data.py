"""What encoders are trained on: questions and the passages that answer them, cut as the program cuts them.

Read from FURTHER_BENCH (`../shared/bench` beside the repository) and from here; what is not there is left out and said:

- `questions/training/un.jsonl`, written for this over one passage at a time of 30 documents of the United Nations
  (`un/`, public documents): only references to passages are kept, the words are read from the documents
- `questions/training/neighbours.jsonl`, written over three passages at a time that say nearly the same: what one of
  them answers and the others do not, and near misses
- `questions/training/sections.jsonl`, written over some thirty passages at a time, as a section is asked about: single
  questions, follow-ups behind the question that they lean on, and near misses
- `questions/training/other_languages.jsonl`, 1,700 of the last two as colleagues would ask in five other languages
- every second article of `squad2.json` (SQuAD 2.0, CC BY-SA 4.0); the other articles are for fitting and for judging
- `covidqa/covidqa.json` (COVID-QA, Apache-2.0)
- `xquad/xquad.*.json` (XQuAD, CC BY-SA 4.0), without the articles that SQuAD judges

Held back from training, asked after each epoch: four of the 30 documents (HELD_BACK), and `neighbours_judge.jsonl`,
written as `neighbours.jsonl` was, over three documents of which other questions train.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.query.rewriting import beside as read_on
from corpus.passages import passages
from corpus.reading import read_report
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from index.bm25 import BM25
from index.tokens import stems
from index.windows import Window, windows

_HERE = Path(__file__).resolve().parent
BENCH = Path(os.environ.get("FURTHER_BENCH", _HERE.parents[1] / "shared" / "bench"))
HELD_BACK = ("A_80_604_Add.13", "A_80_621", "A_81_6_SECT._13", "A_81_6_SECT._25")
OTHER_LANGUAGES = ("fr", "es", "ru", "zh", "ar")
SEED = 20201001
_BATCH = 12  # passages, with their questions and as many wrong passages
_MINED = slice(1, 20)  # ranks from which hard negatives come: the very first is too often right as well
_WARM_UP = 0.08  # of the steps


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


def un_sources(*files: str, foreign: bool = False) -> Iterator[Source]:
    """`foreign`: with the questions in other languages."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        for line in (_HERE / "questions" / "training" / file).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if foreign or row["lang"] not in OTHER_LANGUAGES:
                by_name.setdefault(row["document"], []).append(row)
    for name, rows in by_name.items():
        path = BENCH / "un" / f"{name}.pdf"
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
        lost = row["style"] == "follow" and not before
        if not found or lost or "passages" in row:
            continue
        near = row["style"] == "near"
        text = read_on(before, row["question"]) if before else row["question"]
        beside = tuple(place for one in row.get("beside", ()) for place in places.get(one, ()))
        asked.append(Asked(text, () if near else found, found[0] if near else -1, beside))
    return Source(name, tuple(windows(units)), words, tuple(asked))


def squad_like(path: Path, titles: Any, per_article: int) -> Iterator[Source]:
    """Articles in SQuAD's layout, each sentence a passage."""
    if not path.exists():
        print(f"No {path}: left out.")
        return
    chance = random.Random(SEED)
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        title = article.get("title", f"{path.stem} {number}")
        if titles(number, title):
            yield _sampled(_of_article(title, article), per_article, chance)


def xquad(titles: Any, per_article: int) -> Iterator[Source]:
    """XQuAD's English articles with their questions in five languages, so many of each."""
    paths = [BENCH / "xquad" / f"xquad.{language}.json" for language in ("en", "es", "ru", "zh", "ar")]
    if missing := [path for path in paths if not path.exists()]:
        print(f"No {missing[0]}: left out.")
        return
    chance = random.Random(SEED)
    spoken = [json.loads(path.read_text(encoding="utf-8"))["data"] for path in paths]
    for number, articles in enumerate(zip(*spoken, strict=True)):
        english, title = articles[0], articles[0]["title"]
        if titles(number, title):
            asked = [_sampled(_of_article(title, _asked_in(english, one)), per_article, chance) for one in articles]
            yield replace(asked[0], asked=tuple(question for source in asked for question in source.asked))


def _asked_in(english: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """An English article with the questions of the same article in another language, which stand in the same order."""
    pairs = zip(english["paragraphs"], other["paragraphs"], strict=True)
    return {
        "paragraphs": [
            {
                "context": ours["context"],
                "qas": [
                    own | {"question": asked["question"]} for own, asked in zip(ours["qas"], theirs["qas"], strict=True)
                ],
            }
            for ours, theirs in pairs
        ]
    }


def _of_article(title: str, article: dict[str, Any]) -> Source:
    """Right is the sentence in which the answer begins."""
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
    return Source(title, tuple(windows(units)), words, tuple(asked))


def _sampled(source: Source, count: int, chance: random.Random) -> Source:
    return replace(source, asked=tuple(chance.sample(source.asked, min(len(source.asked), count))))


def sources(*, foreign: bool = False) -> list[Source]:
    """All documents, those held back among them. `foreign`: with the questions in other languages."""
    judged = judged_articles()
    return [
        *un_sources("un.jsonl", "neighbours.jsonl", "sections.jsonl", "other_languages.jsonl", foreign=foreign),
        *squad_like(BENCH / "squad2.json", lambda number, _: number % 2 == 0, 80),
        *squad_like(BENCH / "covidqa" / "covidqa.json", lambda *_: True, 6),
        *(
            xquad(lambda _, title: title not in judged, 8)
            if foreign
            else squad_like(BENCH / "xquad" / "xquad.en.json", lambda _, title: title not in judged, 8)
        ),
    ]


def judged_articles() -> set[str]:
    """Titles of the articles over which SQuAD judges, and XQuAD too."""
    return {article["title"] for article in json.loads((BENCH / "squad2.json").read_text(encoding="utf-8"))["data"]}


def mined(source: Source) -> list[Example]:
    """The passages of a document that answer something, each with wrong ones that BM25 ranks high for its questions."""
    under = [window.above for window in source.windows for _ in window.texts]
    lexical = BM25([(stems(f"{above} {text}"), 1.0)] for above, text in zip(under, source.words, strict=True))
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


def rate(step: int, steps: int) -> float:
    """Rises over the first steps, then falls to nothing."""
    warm = max(1, int(_WARM_UP * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
