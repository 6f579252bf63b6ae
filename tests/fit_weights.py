"""Fits every weight and threshold of the program and writes them to `index/weights.json`, with where they came from.

Data: the development set, eleven practice sets and a set written for this (`tests/questions/dev.jsonl`,
`practice_*.jsonl`, `tests/fitting/fitting.jsonl`); the shipped report's readers' questions that it
does not answer, each judged with itself left out; messages that are not about any report
(`tests/fitting/off_topic.jsonl`); and, where `../shared/bench` (or FURTHER_BENCH) is there, the SQuAD 2.0 articles
that trained no encoder and every second rewritten question of MTRAG, for documents without readers' questions. The
held-out set is never read here.

Names on the command line (asked, asked_alone, asked_foreign, plain, plain_alone, plain_foreign) fit the confidence of
those kinds only, and "ranking" the ranking only; "alone" is without the second encoder, as where there is none or
another one.

Methods: ranking by conditional logit (McFadden 1974) over the standardised witnesses, weights not below zero;
confidence by two logistic regressions over the signs, whether the question is on the subject and whether it is answered
if so; all with five-fold cross-validation, whose figures are printed. Run
it with `python tests/fit_weights.py`; it takes some minutes and prints what it read and what came out.
"""

from __future__ import annotations

import json
import os
import random
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.answering.answerability import share_of_subject
from assistant.answering.answerability_features import SIGNS
from assistant.answering.answering import Finder
from assistant.evaluation import _hits
from assistant.query.parsing import parse
from corpus.readers_questions import NONE, readers_questions
from corpus.reading import read_shipped
from corpus.report import Kind
from corpus.report_builder import Draft
from index import fusion
from index.embeddings import embed, open_embedded
from index.encoder import SentenceEncoder
from index.evidence import UNHEARD
from index.multilingual import multilingual_encoder
from index.passage_index import PassageIndex

_HERE = Path(__file__).resolve().parent
_BENCH = Path(os.environ.get("FURTHER_BENCH", _HERE.parents[1] / "shared" / "bench"))
_WEIGHTS = _HERE.parent / "index" / "weights.json"
_SAMPLE = 250  # unanswered readers' questions judged with themselves left out
_PER_ARTICLE = 240  # SQuAD questions of an article, and as many of the next one
_WITHHELD = 0.06  # of the right answers: what a reader may be wrongly told that the report does not say
_PENALTY = 0.02  # ridge on the ranking's weights
_FAR, _NEXT = "far", "next"
_ELSEWHERE = (_FAR, _NEXT)  # kinds of questions that are about another subject
_DOMAINS = ("clapnq", "fiqa")
_PRACTICE = tuple(f"practice_{letter}" for letter in "abcdefghijk")
_SETS = (("dev", "questions"), *((name, "questions") for name in _PRACTICE), ("fitting", "fitting"))
_ANSWERABLE = {"own", *(name for name, _ in _SETS)}
_WITNESSES = {
    "asked": ("lexical", "late", "across", "asked", "asked_late", "asked_across"),
    "asked_across": ("across", "asked_across"),
    "plain": ("lexical", "lexical_block", "meaning", "meaning_block", "late", "late_block", "across"),
    "across": ("across",),
}
_ENGLISH = [sign for sign in SIGNS if sign not in ("foreign", "surely_unmet", "themes_said")]
_OF_QUESTIONS = ("asked", "margin", "unanswered")  # how signs begin that readers' questions give
_PLAIN = [sign for sign in _ENGLISH if not sign.startswith(_OF_QUESTIONS)]
# Beside readers' questions, which say in other words what a passage answers, its own words tell nothing.
_ASKED = [sign for sign in _ENGLISH if sign not in ("denied", "unsaid", "unsaid_around")]
_SIGNS = {
    "asked": _ASKED,
    "asked_alone": [sign for sign in _ASKED if "across" not in sign],
    "asked_foreign": [
        "asked_across",
        "unanswered_across",
        "margin_across",
        "across",
        "top",
        "lead",
        "gated",
        "contact",
        "themes_said",
    ],
    "plain": _PLAIN,
    "plain_alone": [sign for sign in _PLAIN if sign != "across"],
    "plain_foreign": ["across", "top", "lead", "gated", "contact"],
}

Case = tuple[Any, set[int], str]  # what the finder made of a question; places that answer; what it is


def main(only: list[str]) -> None:
    chance = random.Random(20201001)
    encoder, second = SentenceEncoder(), multilingual_encoder()
    report = read_shipped()
    companion = readers_questions(report)
    vectors, _, _ = open_embedded(report, companion, encoder, second, print)
    index = PassageIndex([report], [vectors], encoder, second, [companion])
    asked = [(Finder(index), _shipped(Finder(index), companion, chance))]
    plain = []
    if not only or any(name.startswith(("plain", "ranking")) for name in only):
        bare = Finder(index.without_readers_questions())
        plain = [*_squad(encoder, second, chance), (bare, _shipped(bare, NONE, chance))]
    print(f"{_count(asked)} questions on the shipped report; {_count(plain)} without readers' questions")

    pools = []
    if (not only or "ranking" in only) and (_BENCH / "mtrag").exists():
        pools = [_mtrag(domain, encoder, second) for domain in _DOMAINS]

    fitted = fusion.fitted()
    for name, data, english in (
        ("asked", asked, True),
        ("asked_across", asked, False),
        ("plain", [*plain, *pools], True),
    ):
        if not only or "ranking" in only:
            fitted["ranking"][name] = _ranking(name, [case for _, case in _rows(data, english=english) if case[1]])
    for name, data, english in (
        ("asked", asked, True),
        ("asked_alone", asked, True),
        ("asked_foreign", asked, False),
        ("plain", plain, True),
        ("plain_alone", plain, True),
        ("plain_foreign", plain, False),
    ):
        if not only or name in only:
            rows = _rows(data, english=english)
            if name.endswith("_alone"):
                rows = [(_alone(finder), _unaided(case)) for finder, case in rows]
            fitted["confidence"][name], fitted["threshold"][name] = _confidence(name, rows)
    sources = fitted.setdefault("from", {})
    sources["unanswered readers' questions"] = _SAMPLE
    sources["dev, practice_*, fitting, off_topic .jsonl"] = _count(asked) - _SAMPLE
    if not only:
        sources["SQuAD 2.0 questions"] = _count(plain[:-1])
        sources["MTRAG rewritten questions, for the ranking alone"] = _count(pools)
    _WEIGHTS.write_text(json.dumps(fitted, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Written to {_WEIGHTS}")


Data = list[tuple[Finder, list[Case]]]


def _count(data: Data) -> int:
    return sum(len(cases) for _, cases in data)


def _rows(data: Data, *, english: bool) -> list[tuple[Finder, Case]]:
    return [
        (finder, case) for finder, cases in data for case in cases if (case[0].question.language == "en") == english
    ]


@cache
def _alone(finder: Finder) -> Finder:
    """The same documents without the second encoder."""
    index = finder.held.index
    return Finder(PassageIndex(index.reports, index._embedded, index.encoder, None, index._companions))


def _unaided(case: Case) -> Case:
    """What was found without the second encoder."""
    asked, good, kind = case
    silent = np.full_like(asked.evidence.across, UNHEARD)
    evidence = replace(asked.evidence, across=silent, asked_across=silent, unanswered_across=UNHEARD)
    return replace(asked, evidence=evidence), good, kind


def _shipped(finder: Finder, companion: Any, chance: random.Random) -> list[Case]:
    index = finder.held.index
    cases: list[Case] = []
    numbers: dict[str, list[int]] = {}
    for number, question in enumerate(companion.questions):
        numbers.setdefault(question.text, []).append(number)
    unanswered = [number for number, question in enumerate(companion.questions) if question.passage is None]
    for number in chance.sample(unanswered, min(_SAMPLE, len(unanswered))):
        asked = finder._asked(parse(companion.questions[number].text), without=[number])
        cases.append((asked, set(), "readers"))
    for name, folder in _SETS:
        for line in (_HERE / folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if len(item["turns"]) > 1 or item.get("need") == "all":
                continue
            good = {
                place
                for place, passage in enumerate(index.passages)
                for gold in item["gold"]
                if _hits({"text": passage.quote.text, "section": list(passage.headings)}, gold)
            }
            text = " ".join(item["turns"][0].split())
            kind = _FAR if item["kind"] == "smalltalk" else name
            cases.append((finder._asked(parse(finder.mended(text)), without=numbers.get(text, ())), good, kind))
    for line in (_HERE / "fitting" / "off_topic.jsonl").read_text(encoding="utf-8").splitlines():
        cases.append((finder._asked(parse(json.loads(line)["question"])), set(), _FAR))
    return cases


def _squad(encoder: Any, second: Any, chance: random.Random) -> list[tuple[Finder, list[Case]]]:
    """Each article as a document: its own questions, answerable or not, and the next article's."""
    path = _BENCH / "squad2.json"
    if not path.exists():
        print(f"No {path}: figures for documents without readers' questions stay as they are.")
        return []
    out = []
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    data = data[1::2]  # the others trained the word pieces' encoder
    for number, article in enumerate(data):
        draft = Draft()
        for paragraph in article["paragraphs"]:
            draft.add(Kind.PARAGRAPH, " ".join(paragraph["context"].split()))
        report = draft.report(article["title"], article["title"].replace("_", " "))
        finder = Finder(PassageIndex([report], [embed(report, NONE, encoder, second)], encoder, second))
        block_of = [report.blocks.index(passage.block) for passage in finder.held.index.passages]
        questions = [
            (question["question"], block if not question["is_impossible"] else -1, block)
            for block, paragraph in enumerate(article["paragraphs"])
            for question in paragraph["qas"]
        ]
        other = [
            question["question"]
            for paragraph in data[(number + 1) % len(data)]["paragraphs"]
            for question in paragraph["qas"]
        ]
        cases: list[Case] = []
        for text, block, right in chance.sample(questions, _PER_ARTICLE):
            good = {place for place, owner in enumerate(block_of) if owner == right}
            cases.append((finder._asked(parse(text)), good, "own" if block >= 0 else "near"))
        cases.extend((finder._asked(parse(text)), set(), _NEXT) for text in chance.sample(other, _PER_ARTICLE))
        out.append((finder, cases))
        print(f"  {article['title']}: {len(article['paragraphs'])} paragraphs")
    return out


def _mtrag(domain: str, encoder: Any, second: Any) -> tuple[Finder, list[Case]]:
    """A pool of passages as a document, with the questions that a person rewrote to stand alone."""
    folder = _BENCH / "mtrag" / domain
    lines = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    draft = Draft()
    for line in lines:
        draft.add(Kind.PARAGRAPH, " ".join(line["text"].split()))
    report = draft.report(domain, domain)
    finder = Finder(PassageIndex([report], [embed(report, NONE, encoder, second)], encoder, second))
    number = {line["_id"]: place for place, line in enumerate(lines)}
    block = {found.span: place for place, found in enumerate(report.blocks)}
    owners = [block[passage.block.span] for passage in finder.held.index.passages]
    relevant: dict[str, set[int]] = {}
    for row in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        task, passage, _ = row.split("\t")
        relevant.setdefault(task, set()).add(number[passage])
    cases: list[Case] = []
    for row in (folder / "queries_rewrite.jsonl").read_text(encoding="utf-8").splitlines()[::2]:
        task = json.loads(row)
        good = {place for place, owner in enumerate(owners) if owner in relevant[task["_id"]]}
        cases.append((finder._asked(parse(task["text"].removeprefix("|user|: "))), good, "own"))
    print(f"  {domain}: {len(lines)} passages, {len(cases)} questions")
    return finder, cases


def _ranking(name: str, cases: list[Case]) -> dict[str, float]:
    """Weights under which the passages that answer stand highest."""
    witnesses = _WITNESSES[name]
    rows = [
        (np.stack([fusion._standard(getattr(asked.evidence, witness)) for witness in witnesses]), asked.allowed, good)
        for asked, good, _ in cases
    ]

    def loss(weights: np.ndarray, chosen: list[Any]) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(witnesses))
        for matrix, allowed, good in chosen:
            right = [place for place in good if allowed[place]]
            if not right:
                continue
            scores = np.where(allowed, weights @ matrix, -1e9)
            odds = np.exp(scores - scores.max())
            share, held = odds / odds.sum(), odds[right] / max(odds[right].sum(), 1e-12)
            total -= np.log(share[right].sum() + 1e-12)
            slope += matrix @ share - matrix[:, right] @ held
        ridge = _PENALTY * float(weights @ weights)
        return total / len(chosen) + ridge, slope / len(chosen) + 2 * _PENALTY * weights

    def fit(chosen: list[Any]) -> np.ndarray:
        start = np.full(len(witnesses), 0.5)
        bounds = [(0, None)] * len(witnesses)
        return np.asarray(minimize(loss, start, args=(chosen,), jac=True, bounds=bounds, method="L-BFGS-B").x)

    def right(weights: np.ndarray, chosen: list[Any]) -> list[bool]:
        return [int(np.where(allowed, weights @ matrix, -1e9).argmax()) in good for matrix, allowed, good in chosen]

    folds = [right(fit([row for k, row in enumerate(rows) if k % 5 != fold]), rows[fold::5]) for fold in range(5)]
    weights = fit(rows)
    first = np.mean([one for fold in folds for one in fold])
    print(f"ranking {name}: {len(rows)} questions, right first {first:.3f} (five folds)", end=" ")
    print({witness: round(float(weight), 3) for witness, weight in zip(witnesses, weights, strict=True)})
    scale = weights.max()
    return {
        witness: round(float(weight / scale), 3)
        for witness, weight in zip(witnesses, weights, strict=True)
        if weight / scale >= 0.01
    }


def _judged(finder: Finder, case: Case) -> tuple[dict[str, float], bool]:
    """The signs of the passage that stands first, and whether it answers."""
    asked, good, kind = case
    scores = fusion.standing(asked.evidence, english=asked.question.language == "en")
    asked = replace(asked, scores=scores)
    allowed = finder.one.narrowed(asked)
    if not allowed.any():
        allowed = np.ones_like(allowed)
    hit = finder.one.better_than_heading(asked, allowed, finder.held.best(asked, allowed, 1)[0])
    return finder.one.signs_of(asked, hit.place, allowed), kind in _ANSWERABLE and hit.place in good


def _confidence(name: str, rows: list[tuple[Finder, Case]]) -> tuple[Any, float]:
    judged = [(row, _judged(*row)) for row in rows]
    judged = [(row, found) for row, found in judged if not found[0]["surely_unmet"]]  # a rule decides these
    rows, found = [row for row, _ in judged], [one for _, one in judged]
    kinds = np.array([case[2] for _, case in rows])
    table = np.array([[signs[sign] for sign in _SIGNS[name]] for signs, _ in found])
    answers = np.array([answer for _, answer in found])
    on_subject = ~np.isin(kinds, _ELSEWHERE)
    share = share_of_subject(asked=name.startswith("asked"))
    ahead, subject_ahead = np.zeros(len(table)), np.zeros(len(table))
    for rest, part in StratifiedKFold(5, shuffle=True, random_state=0).split(table, kinds):
        subject, answered = _fit_both(table[rest], on_subject[rest], answers[rest])
        subject_ahead[part] = subject.predict_proba(table[part])[:, 1]
        ahead[part] = subject_ahead[part] * (share + (1 - share) * answered.predict_proba(table[part])[:, 1])
    area, subject_area = roc_auc_score(answers, ahead), roc_auc_score(on_subject, subject_ahead)
    print(f"confidence {name}: {len(rows)} questions, AUC {area:.4f}, another subject {subject_area:.4f} (five folds)")
    for kind in sorted(set(kinds)):
        part = kinds == kind
        first, sure = answers[part].mean(), ahead[part].mean()
        print(f"   {kind}: {part.sum()}, of them answered first {first:.2f}, mean confidence {sure:.2f}")
    cut = _cut(ahead, answers)
    rightly, wrongly = np.mean(ahead[~answers] < cut), np.mean(ahead[answers] < cut)
    print(f"   threshold {cut:.2f}: silent on {rightly:.3f} of the rest, on {wrongly:.3f} wrongly")
    models = zip(("on_subject", "answered"), _fit_both(table, on_subject, answers), strict=True)
    return {part: _weights(name, model) for part, model in models}, round(cut, 2)


def _fit_both(table: np.ndarray, on_subject: np.ndarray, answers: np.ndarray) -> tuple[Pipeline, Pipeline]:
    """Whether a question is about the documents' subject, over all; whether it is answered, over those that are."""
    return _fit(table, on_subject), _fit(table[on_subject], answers[on_subject])


def _fit(table: np.ndarray, truth: np.ndarray) -> Pipeline:
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced")
    return make_pipeline(StandardScaler(), model).fit(table, truth)


def _weights(name: str, model: Pipeline) -> dict[str, Any]:
    """The regression over the signs as they are, without the scaling."""
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    fitted = {sign: round(float(weight), 4) for sign, weight in zip(_SIGNS[name], weights, strict=True)}
    return {"intercept": round(intercept, 4), "weights": fitted}


def _cut(ahead: np.ndarray, answers: np.ndarray) -> float:
    """The highest confidence at which no more than _WITHHELD of the right answers are withheld: a cost of both errors
    is flat over half of the scale, and its lowest point jumps with every question added."""
    cuts = np.linspace(0.05, 0.95, 91)
    return float(max((cut for cut in cuts if np.mean(ahead[answers] < cut) <= _WITHHELD), default=cuts[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
