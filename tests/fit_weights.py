"""Fits every weight and threshold of the program and writes them to `index/weights.json`, with where they came from.

Data: the development set, eleven practice sets and a set written for this (`tests/questions/dev.jsonl`,
`practice_*.jsonl`, `tests/fitting/fitting.jsonl`); the shipped report's readers' questions that it
does not answer, each judged with itself left out; messages that are not about any report
(`tests/fitting/off_topic.jsonl`); and, where `../shared/bench` (or FURTHER_BENCH) is there, the SQuAD 2.0 articles
that trained no encoder, every second rewritten question of MTRAG and the written questions over the documents of the
United Nations that trained none (`HELD_BACK` in `training_data.py`), for documents without readers' questions.
There each source weighs as much as another, however many its questions. Among them are the sets that were written from
whole documents of the United Nations (`tests/questions/un`, those that `OVER_DOCUMENTS` names; the others judge): they
alone tell what shape of passage people ask for. The held-out set is never read here.

Names on the command line (asked, asked_alone, asked_foreign, plain, plain_alone, plain_foreign, words) fit the
confidence of those kinds only, "ranking" the ranking only, "prior" what a passage's shape counts, and "follow_up" what
speaks for the answer to a question that goes on with another, "a_set" what speaks for a list as the one that is asked
for; "alone" is without the second encoder, as where there is
none or another one; "words", ranking too, is while nothing is embedded yet.

Methods: ranking by conditional logit (McFadden 1974) over the standardised witnesses, weights not below zero;
confidence by two logistic regressions over the signs, whether the question is on the subject and whether it is answered
if so, each averaged with boosted trees where no readers' questions tell more; all with five-fold cross-validation,
whose figures are printed. Run it with `python tests/fit_weights.py`; it takes some minutes and prints what it read and
what came out.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np
from scipy.optimize import minimize
from scipy.special import logit
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.answer import Turn
from assistant.answering.answerability import signs_of
from assistant.answering.answering import Finder
from assistant.answering.likelihood import wholes_near
from assistant.answering.passage_answer import better_than_heading, narrowed
from assistant.assistant import Assistant, spelling_of
from assistant.cli.evaluation import _hits
from assistant.query.follow_up import in_talk
from assistant.query.parsing import parse
from assistant.query.phrasebook.language import language_of
from assistant.query.query import Query
from corpus.readers_questions import NONE, readers_questions
from corpus.reading import read_report, read_shipped
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from index import fusion
from index.confidence import ANSWERS, Judged, Tree
from index.embeddings import by_words, open_embedded
from index.evidence import UNHEARD
from index.multilingual import multilingual_encoder
from index.passage_index import PassageIndex
from index.sentence_encoder import SentenceEncoder
from index.shapes import SHAPES, Shape
from index.spelling import Spelling
from index.tokens import STOP_WORDS, stem, words
from tests.training_data import HELD_BACK

_HERE = Path(__file__).resolve().parent
_BENCH = Path(os.environ.get("FURTHER_BENCH", _HERE.parents[1] / "shared" / "bench"))
_WEIGHTS = _HERE.parent / "index" / "weights.json"
_SAMPLE = 250  # unanswered readers' questions judged with themselves left out
_PER_ARTICLE = 240  # SQuAD questions of an article, and as many of the next one
# Of the right answers: what a reader may be wrongly told that the report does not say. Of documents of one's own, where
# what stands first is oftener wrong and then withheld, too, a reader meets silence on one in twelve.
_WITHHELD = 0.05
_PENALTY = 0.02  # ridge on the ranking's weights
_PENALTY_OF_SHAPES = 0.003
_PENALTY_OF_FOLLOW_UPS = 0.3
_FARTHEST = 2.0  # standard deviations from the mean that a sign counts, where its products do
_RIDGE, _RIDGE_OF_PRODUCTS = 0.3, 0.02  # of the confidence, as scikit-learn's C: less is more
# Kinds that tell another subject by products too: another article's questions are told better so, near misses worse.
_SUBJECT_BY_PRODUCTS = ("plain",)
_ASKED_FOR = "UN sets"  # the source that tells what shape of passage people ask for
_OWN_WORDS = "own words"  # the source in which a few words of a document ask for what says them
_RUNS, _LONGEST_RUN = 12, 4  # such questions of a document, and words of one
_FAR, _NEXT = "far", "next"
_WHOLE = "whole"  # a question for a list that the document has, whatever passage stands first
_ELSEWHERE = (_FAR, _NEXT)  # kinds of questions that are about another subject
_DOMAINS = ("clapnq",)  # the other one judges
_SPEAKER = "|user|: "
# Documents and the sets of `tests/questions/un` that ask about them; those that are not here judge.
OVER_DOCUMENTS = {
    "A_80_590": ("un_1", "un_28", "un_45", "un_66"),
    "A_80_604_Add.9": ("un_2", "un_29", "un_46", "un_67"),
    "A_81_6_SECT._3": ("un_3", "un_30", "un_47", "un_68"),
    "A_80_614": ("un_8", "un_31", "un_48", "un_69"),
    "A_80_596": ("un_9", "un_32", "un_49", "un_70"),
    "A_81_6_SECT._26": ("un_10", "un_33", "un_50", "un_71"),
    "A_81_6_SECT._31": ("un_11", "un_34", "un_51", "un_72"),
    "A_80_604_Add.6": ("un_12", "un_35", "un_52", "un_73"),
    "A_81_6_SECT._29A": ("un_13", "un_36", "un_53", "un_74"),
    "A_81_6_SECT._29D": ("un_14", "un_37", "un_54", "un_75"),
    "A_81_6_SECT._13": ("un_15", "un_38", "un_55", "un_76"),
    "A_80_604_Add.13": ("un_16", "un_39", "un_56", "un_77"),
    "A_80_621": ("un_17", "un_40", "un_57", "un_78"),
    "A_80_611": ("un_18", "un_41", "un_58", "un_79"),
    "A_80_604_Add.10": ("un_19", "un_42", "un_59", "un_80"),
    "A_81_6_SECT._14": ("un_20", "un_43", "un_60", "un_81"),
    "A_81_6_SECT._29B": ("un_21", "un_44", "un_61", "un_82"),
}
_PRACTICE = tuple(f"practice_{letter}" for letter in "abcdefghijk")
_SETS = (("dev", "questions"), *((name, "questions") for name in _PRACTICE), ("fitting", "fitting"))
_ANSWERABLE = {"own", *(name for name, _ in _SETS)}
_WITNESSES = {
    "asked": ("lexical", "late", "across", "late_across", "asked", "asked_late", "asked_across"),
    "asked_across": ("across", "late_across", "asked_across"),
    "plain": (
        "lexical",
        "lexical_block",
        "meaning_block",
        "late",
        "late_block",
        "across",
        "late_across",
        "late_across_block",
    ),
    "across": ("across", "late_across", "late_across_block", "late_across_led"),
    "plain_alone": ("lexical", "lexical_block", "meaning_block", "late", "late_block"),
    "words": ("lexical", "lexical_block"),
}
_ENGLISH = [
    "asked", "asked_late", "asked_across", "unanswered", "unanswered_late", "unanswered_across",
    "margin_asked", "margin_once", "margin_late", "margin_across", "asked_once",
    "late", "late_block", "meaning_block", "across", "top", "lead", "coverage", "block_coverage", "unknown",
    "met", "met_least", "met_low", "unanswered_met", "unanswered_least", "unanswered_low",
    "late_across", "late_across_block", "met_across", "met_across_least", "met_across_low",
    "denied", "number_unsaid", "unsaid", "unsaid_around", "pairs_said",
    "unmet", "why", "stranger", "noun_said", "noun_unsaid", "gated", "contact",
]  # fmt: skip
# What kind of thing is asked for: trees see what of a passage tells for which kind.
_IN_KIND = ["length", "concepts", "a_set", "a_number", "names", "new_words", "new_figures"]
_OF_QUESTIONS = ("asked", "margin", "unanswered")  # how signs begin that readers' questions give
_PLAIN = [sign for sign in _ENGLISH if not sign.startswith(_OF_QUESTIONS)]
_OF_SECOND = ("across", "late_across", "late_across_block", "met_across", "met_across_least", "met_across_low")
_OF_ENCODERS = ("late", "late_block", "meaning_block", "met", "met_least", "met_low", *_OF_SECOND)
# Beside readers' questions, which say in other words what a passage answers, its own words tell nothing.
_ASKED = [sign for sign in _ENGLISH if sign not in ("denied", "unsaid", "unsaid_around")]
_SIGNS = {
    "asked": _ASKED,
    "asked_alone": [sign for sign in _ASKED if "across" not in sign],
    "asked_foreign": [
        "asked_across",
        "unanswered_across",
        "margin_across",
        *_OF_SECOND,
        "top",
        "lead",
        "gated",
        "contact",
        "themes_said",
    ],
    "plain": [*_PLAIN, *_IN_KIND],
    "plain_alone": [*(sign for sign in _PLAIN if sign not in _OF_SECOND), *_IN_KIND],
    "plain_foreign": [*_OF_SECOND, "late_across_led", "top", "lead", "gated", "contact"],
    "words": [sign for sign in _PLAIN if sign not in _OF_ENCODERS],
}

# How much a source counts where it is told whether a question is about the subject, and whether it is answered: what a
# near miss looks like, questions written from one passage at a time do not say.
_ON_SUBJECT = {"SQuAD": 2.0, "UN": 1.0, _ASKED_FOR: 4.0, "report": 1.0, _OWN_WORDS: 0.5}
_ANSWERED = {"SQuAD": 2.0, "UN": 0.0, _ASKED_FOR: 3.0, "report": 1.0, _OWN_WORDS: 0.5}
# Signs that say more together than each: that every piece of the question is met is one thing where the passage is near
# to it as a whole, another where it is not.
_TOGETHER = (
    "met", "met_least", "met_low", "late", "late_block", "top", "across", "meaning_block", "unsaid",
    "met_across", "met_across_least",
)  # fmt: skip
_PLAIN_ENGLISH = ("plain", "plain_alone")
# Boosted trees of the confidence: each sees seven questions of ten and at each cut three signs of ten, so that no
# document's manner is learnt by heart.
_TREES, _STEP, _LEAVES, _IN_A_LEAF, _ROWS, _SHARE_OF_SIGNS = 300, 0.03, 8, 20, 0.7, 0.3

_LEFT_OUT = -2  # the place of a readers' question that no passage may lean on


class Case(NamedTuple):
    """What the finder made of a question; places that answer; what it is; readers' questions that are left out, since
    they are the question itself."""

    asked: Any
    good: set[int]
    kind: str
    without: tuple[int, ...] = ()


def main(only: list[str]) -> None:
    chance = random.Random(20201001)
    encoder: Any = SentenceEncoder()
    second: Any = multilingual_encoder()
    report = read_shipped()
    companion = readers_questions(report)
    fitted = fusion.fitted()
    asked: Data = {}
    plain: Data = {}
    if only != ["words"]:
        vectors, _, _ = open_embedded(report, companion, encoder, second, print)
        index = PassageIndex([report], [vectors], encoder, second, [companion])
        asked = {"report": [(Finder(index), _shipped(Finder(index), companion, chance))]}
    if not only or any(name.startswith(("plain", "ranking", "prior")) for name in only):
        bare = Finder(index.without_readers_questions())
        plain = {
            "SQuAD": _squad(encoder, second, chance),
            "UN": _un(encoder, second),
            _ASKED_FOR: _over_documents(encoder, second),
            "report": [(bare, _shipped(bare, NONE, chance))],
        }
    words: Data = {}
    fitted["ranking"].setdefault("words", dict.fromkeys(_WITNESSES["words"], 1.0))
    if not only or any("words" in name for name in only):
        spoken = finder_over(report, encoder, None, words=True)
        words = {
            "SQuAD": _squad(encoder, None, chance, words=True),
            "UN": _un(encoder, None, words=True),
            _ASKED_FOR: _over_documents(encoder, None, words=True),
            "report": [(spoken, _shipped(spoken, NONE, chance))],
        }
    print(f"{_count(asked)} questions on the shipped report; {_count(plain)} without readers' questions")

    own = {_OWN_WORDS: _own_words(plain[_ASKED_FOR], chance)} if plain else {}
    pools: Data = {}
    if (not only or "ranking" in only) and (_BENCH / "mtrag").exists():
        pools = {domain: [_mtrag(_pool(domain, encoder, second))] for domain in _DOMAINS}

    for name, data, english in (
        ("asked", asked, True),
        ("asked_across", asked, False),
        ("plain", plain | pools, True),
        ("plain_alone", plain | pools, True),
        ("across", {_ASKED_FOR: plain[_ASKED_FOR]} if plain else {}, False),
        ("words", words, True),
    ):
        if (not only or "ranking" in only or name == "words" in only) and data:
            rows = [row for row in _rows(data, english=english) if row[2][1]]
            fitted["ranking"][name], fitted["sharpness"][name] = _ranking(name, rows)
    if (not only or "prior" in only) and plain:
        fitted["prior"] = _prior(plain[_ASKED_FOR])
    if not only or "follow_up" in only:
        fitted["follow_up"] = _follow_ups(encoder, second)
    if not only or "a_set" in only:
        fitted["a_set"] = _sets(encoder, second)
    for name, data, english in (
        ("asked", asked, True),
        ("asked_alone", asked, True),
        ("asked_foreign", asked, False),
        ("plain", plain | own, True),
        ("plain_alone", plain | own, True),
        ("plain_foreign", plain, False),
        ("words", words, True),
    ):
        if not only or name in only:
            rows = _rows(data, english=english)
            if name.endswith("_alone"):
                rows = [(source, _alone(finder), _unaided(case)) for source, finder, case in rows]
            found = _confidence(name, rows)
            for part, of in found.items():
                fitted.setdefault(part, {})[name] = of
    sources = fitted.setdefault("from", {})
    sources["unanswered readers' questions"] = _SAMPLE
    if asked:
        sources["dev, practice_*, fitting, off_topic .jsonl"] = _count(asked) - _SAMPLE
    if not only:
        sources["SQuAD 2.0 questions"] = _count({"SQuAD": plain["SQuAD"]})
        sources["written questions over held-back UN documents"] = _count({"UN": plain["UN"]})
        sources["MTRAG rewritten questions, for the ranking alone"] = _count(pools)
    _WEIGHTS.write_text(_laid_out(fitted), encoding="utf-8")
    print(f"Written to {_WEIGHTS}")


def _laid_out(fitted: Mapping[str, Any]) -> str:
    """As people read it: a figure a line, a tree a line."""
    trees: list[str] = []

    def spread(held: Any) -> Any:
        if not isinstance(held, dict):
            return held
        if held.keys() == {"begin", "of"}:
            trees.extend(json.dumps(tree) for tree in held["of"])
            first = len(trees) - len(held["of"])
            return held | {"of": [f"tree {first + place}" for place in range(len(held["of"]))]}
        return {name: spread(of) for name, of in held.items()}

    text = json.dumps(spread(fitted), indent=1, ensure_ascii=False)
    return re.sub(r'"tree (\d+)"', lambda found: trees[int(found[1])], text) + "\n"


Data = dict[str, list[tuple[Finder, list[Case]]]]  # by source
Row = tuple[str, Finder, Case]


def _count(data: Data) -> int:
    return sum(len(cases) for held in data.values() for _, cases in held)


def _rows(data: Data, *, english: bool) -> list[Row]:
    return [
        (source, finder, case)
        for source, held in data.items()
        for finder, cases in held
        for case in cases
        if (case[0].question.language == "en") == english
    ]


def _even(sources: np.ndarray) -> np.ndarray:
    """A weight for each row, under which each source weighs the same; they add up to the number of rows."""
    counts = {source: int((sources == source).sum()) for source in set(sources)}
    return np.array([len(sources) / len(counts) / counts[source] for source in sources])


@cache
def _alone(finder: Finder) -> Finder:
    """The same documents without the second encoder."""
    index = finder.held.index
    return Finder(PassageIndex(index.reports, index._embedded, index.encoder, None, index._companions))


def _unaided(case: Case) -> Case:
    """What was found without the second encoder."""
    asked = case.asked
    silent = np.full_like(asked.evidence.across, UNHEARD)
    evidence = replace(
        asked.evidence,
        question_across=None,
        across=silent,
        late_across=silent,
        late_across_block=silent,
        late_across_led=silent,
        asked_across=silent,
        unanswered_across=UNHEARD,
    )
    return case._replace(asked=replace(asked, evidence=evidence))


@contextmanager
def _left_out(finder: Finder, questions: Sequence[int]) -> Iterator[None]:
    """Without some of the readers' questions, to learn what the others say."""
    search = finder.held.index._asked
    places, _ = search.of, search._missions  # worked out once, of all that are known to have no answer
    kept = places[list(questions)]
    places[list(questions)] = _LEFT_OUT
    try:
        yield
    finally:
        places[list(questions)] = kept


def _shipped(finder: Finder, companion: Any, chance: random.Random) -> list[Case]:
    index = finder.held.index
    cases: list[Case] = []
    numbers: dict[str, list[int]] = {}
    for number, question in enumerate(companion.questions):
        numbers.setdefault(question.text, []).append(number)
    unanswered = [number for number, question in enumerate(companion.questions) if question.passage is None]
    for number in chance.sample(unanswered, min(_SAMPLE, len(unanswered))):
        with _left_out(finder, [number]):
            asked = finder.asked(parse(companion.questions[number].text))
        cases.append(Case(asked, set(), "readers", (number,)))
    for name, folder in _SETS:
        for line in (_HERE / folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if len(item["turns"]) > 1 or item.get("need") == "all":
                continue
            good = _answering(item, index)
            text = " ".join(item["turns"][0].split())
            kind = _FAR if item["kind"] == "smalltalk" else name
            same = tuple(numbers.get(text, ()))
            with _left_out(finder, same):
                asked = finder.asked(parse(mended(finder, text)))
            cases.append(Case(asked, good, kind, same))
    for line in (_HERE / "fitting" / "off_topic.jsonl").read_text(encoding="utf-8").splitlines():
        cases.append(Case(finder.asked(parse(json.loads(line)["question"])), set(), _FAR))
    return cases


def _answering(item: dict[str, Any], index: PassageIndex) -> set[int]:
    """The places of the passages that a question of a set is answered by."""
    return {
        place
        for place, passage in enumerate(index.passages)
        for gold in item["gold"]
        if _hits({"text": passage.quote.text, "section": list(passage.headings)}, gold)
    }


def finder_over(report: Report, encoder: Any, second: Any, words: bool) -> Finder:
    """Over a document without readers' questions, its vectors kept for the next fit; `words`: as it is found by words
    alone, while nothing is embedded."""
    embedded = by_words(report, encoder) if words else open_embedded(report, NONE, encoder, second, lambda _: None)[0]
    return Finder(PassageIndex([report], [embedded], encoder, None if words else second))


@cache
def _spelling(finder: Finder) -> Spelling:
    return spelling_of(finder.held.index)


def mended(finder: Finder, text: str) -> str:
    """A question over the document as it is asked, with slips of the keyboard mended."""
    return _spelling(finder).mended(text, english=language_of(text) == "en")


def _squad(encoder: Any, second: Any, chance: random.Random, *, words: bool = False) -> list[tuple[Finder, list[Case]]]:
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
        finder = finder_over(report, encoder, second, words)
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
            cases.append(Case(finder.asked(parse(text)), good, "own" if block >= 0 else "near"))
        cases.extend(Case(finder.asked(parse(text)), set(), _NEXT) for text in chance.sample(other, _PER_ARTICLE))
        out.append((finder, cases))
        print(f"  {article['title']}: {len(article['paragraphs'])} paragraphs")
    return out


def _un(encoder: Any, second: Any, *, words: bool = False) -> list[tuple[Finder, list[Case]]]:
    """The documents whose written questions trained no encoder; what a near miss asks for is in none of them."""
    rows = [
        json.loads(line)
        for line in (_HERE / "questions" / "training" / "un.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    out = []
    for name in HELD_BACK:
        path = _BENCH / "un" / f"{name}.pdf"
        if not path.exists():
            print(f"No {path}: left out.")
            continue
        report = read_report(path)
        finder = finder_over(report, encoder, second, words)
        places: dict[str, set[int]] = {}
        for place, passage in enumerate(finder.held.index.passages):
            key = hashlib.sha256(passage.quote.text.encode()).hexdigest()[:12]
            places.setdefault(key, set()).add(place)
        cases: list[Case] = []
        for row in rows:
            good = places.get(row["passage"], set())
            if row["document"] == name and row["style"] != "follow" and good:
                near = row["style"] == "near"
                asked = finder.asked(parse(mended(finder, row["question"])))
                cases.append(Case(asked, set() if near else good, "near" if near else "own"))
        out.append((finder, cases))
        print(f"  {name}: {len(finder.held.index.passages)} passages, {len(cases)} questions")
    return out


def _over_documents(encoder: Any, second: Any, *, words: bool = False) -> list[tuple[Finder, list[Case]]]:
    """The sets that were written from whole documents: their first questions for one thing, in any language, those for
    a list, and those that the document does not answer."""
    out = []
    for document in OVER_DOCUMENTS:
        path = document_of(document)
        if path is None:
            print(f"No {document}.pdf under {_BENCH}: left out.")
            continue
        finder = finder_over(read_report(path), encoder, second, words)
        cases: list[Case] = []
        for item in _items(document):
            if len(item["turns"]) > 1:
                continue
            whole = item.get("need") == "all"
            good = set() if whole else _answering(item, finder.held.index)
            if good or whole or not item["answerable"]:
                asked = finder.asked(parse(mended(finder, " ".join(item["turns"][0].split()))))
                cases.append(Case(asked, good, _WHOLE if whole else "own" if good else "near"))
        out.append((finder, cases))
        print(f"  {document}: {len(finder.held.index.passages)} passages, {len(cases)} questions")
    return out


def _items(document: str) -> list[dict[str, Any]]:
    """The conversations of the sets over a document of the United Nations."""
    return [
        json.loads(line)
        for name in OVER_DOCUMENTS[document]
        for line in (_HERE / "questions" / "un" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def document_of(name: str) -> Path | None:
    return next((found for part in ("un", "pdfs/un") if (found := _BENCH / part / f"{name}.pdf").exists()), None)


def _own_words(held: list[tuple[Finder, list[Case]]], chance: random.Random) -> list[tuple[Finder, list[Case]]]:
    """What somebody types who looks for words that a document has: a run of two to four of them, no stop words among
    them, answered by each passage that says them all. In what people ask in words of their own, what is met in every
    word is rarely an answer and mostly a near miss of SQuAD's."""
    out = []
    for finder, _ in held:
        texts = [words(passage.quote.text) for passage in finder.held.index.passages]
        said = [frozenset(map(stem, text)) for text in texts]
        cases: list[Case] = []
        for place in chance.sample(range(len(texts)), len(texts)):
            runs = _runs(texts[place])
            if runs and finder.held.index.passages[place].kind is not Kind.HEADING and len(cases) < _RUNS:
                run = chance.choice(runs)
                good = {other for other, found in enumerate(said) if frozenset(map(stem, run)) <= found}
                cases.append(Case(finder.asked(parse(" ".join(run))), good, "own"))
        out.append((finder, cases))
    return out


def _runs(text: Sequence[str]) -> list[Sequence[str]]:
    """All runs of two to four words that carry a meaning."""
    return [
        text[start:end]
        for start in range(len(text))
        for end in range(start + 2, min(start + _LONGEST_RUN, len(text)) + 1)
        if not any(word in STOP_WORDS or not word.isalpha() for word in text[start:end])
    ]


class Pool(NamedTuple):
    """Passages of MTRAG as a document: of each task the places of the passages that are relevant."""

    folder: Path
    finder: Finder
    relevant: dict[str, set[int]]

    def questions(self, name: str) -> list[tuple[str, list[str]]]:
        """Each task's turns by people, oldest first; one where they stand alone."""
        lines = map(json.loads, (self.folder / name).read_text(encoding="utf-8").splitlines())
        return [(line["_id"], line["text"].removeprefix(_SPEAKER).split(f"\n{_SPEAKER}")) for line in lines]


@cache
def _pool(domain: str, encoder: Any, second: Any) -> Pool:
    folder = _BENCH / "mtrag" / domain
    lines = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    random.Random(20201001).shuffle(lines)  # the file has those of a conversation side by side
    draft = Draft()
    for line in lines:
        draft.add(Kind.PARAGRAPH, " ".join(line["text"].split()))
    report = draft.report(domain, domain)
    finder = finder_over(report, encoder, second, words=False)
    block = {found.span: lines[place]["_id"] for place, found in enumerate(report.blocks)}
    places: dict[str, set[int]] = {}
    for place, passage in enumerate(finder.held.index.passages):
        places.setdefault(block[passage.block.span], set()).add(place)
    relevant: dict[str, set[int]] = {}
    for row in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        task, named, _ = row.split("\t")
        relevant.setdefault(task, set()).update(places.get(named, set()))
    return Pool(folder, finder, relevant)


def _mtrag(pool: Pool) -> tuple[Finder, list[Case]]:
    """Every second of the questions that a person rewrote to stand alone."""
    asked = pool.questions("queries_rewrite.jsonl")[::2]
    cases = [Case(pool.finder.asked(parse(said[-1])), pool.relevant[task], "own") for task, said in asked]
    print(f"  {pool.folder.name}: {len(cases)} questions")
    return pool.finder, cases


def _ranking(name: str, found: list[Row]) -> tuple[dict[str, float], float]:
    """Weights under which the passages that answer stand highest, the largest of them 1; what it was: how fast a
    passage grows likelier with its score."""
    witnesses = _WITNESSES[name]
    sources = np.array([source for source, _, _ in found])
    rows = [
        (
            np.stack([fusion._standard(getattr(asked.evidence, witness)) for witness in witnesses]),
            asked.allowed,
            good,
            weight,
        )
        for (_, _, (asked, good, *_)), weight in zip(found, _even(sources), strict=True)
    ]

    def loss(weights: np.ndarray, chosen: list[Any]) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(witnesses))
        for matrix, allowed, good, weight in chosen:
            right = [place for place in good if allowed[place]]
            if not right:
                continue
            scores = np.where(allowed, weights @ matrix, -1e9)
            odds = np.exp(scores - scores.max())
            share, held = odds / odds.sum(), odds[right] / max(odds[right].sum(), 1e-12)
            total -= weight * np.log(share[right].sum() + 1e-12)
            slope += weight * (matrix @ share - matrix[:, right] @ held)
        ridge = _PENALTY * float(weights @ weights)
        return total / len(chosen) + ridge, slope / len(chosen) + 2 * _PENALTY * weights

    def fit(chosen: list[Any]) -> np.ndarray:
        start = np.full(len(witnesses), 0.5)
        bounds = [(0, None)] * len(witnesses)
        return np.asarray(minimize(loss, start, args=(chosen,), jac=True, bounds=bounds, method="L-BFGS-B").x)

    def right(weights: np.ndarray, chosen: list[Any]) -> list[bool]:
        return [int(np.where(allowed, weights @ matrix, -1e9).argmax()) in good for matrix, allowed, good, _ in chosen]

    first = np.zeros(len(rows), dtype=bool)
    for fold in range(5):
        first[fold::5] = right(fit([row for k, row in enumerate(rows) if k % 5 != fold]), rows[fold::5])
    weights = fit(rows)
    by_source = {str(source): round(float(first[sources == source].mean()), 3) for source in dict.fromkeys(sources)}
    print(f"ranking {name}: {len(rows)} questions, right first (five folds) {by_source}", end=" ")
    print({witness: round(float(weight), 3) for witness, weight in zip(witnesses, weights, strict=True)})
    scale = weights.max()
    kept = {
        witness: round(float(weight / scale), 3)
        for witness, weight in zip(witnesses, weights, strict=True)
        if weight / scale >= 0.01
    }
    return kept, round(float(scale), 3)


def _prior(held: list[tuple[Finder, list[Case]]]) -> dict[str, float]:
    """How likely a passage of each shape is what is asked for, as log-odds beside a sentence with a figure: one
    conditional logit more, over what the witnesses say. Each document is judged by a fit over the others."""
    documents: list[list[tuple[np.ndarray, np.ndarray, np.ndarray, list[int]]]] = []
    for _, cases in held:
        rows = []
        for asked, good, *_ in cases:
            right = [place for place in good if asked.allowed[place]]
            if right:
                english = asked.question.language == "en"
                scores = fusion.witnessed(asked.evidence, english=english)
                scores = scores * fusion.fitted()["sharpness"]["plain" if english else "across"]
                rows.append((scores, asked.evidence.shape, asked.allowed, right))
        documents.append(rows)

    def loss(odds: np.ndarray, chosen: list[Any]) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(SHAPES))
        for scores, shape, allowed, right in chosen:
            likely = np.where(allowed, scores + odds[shape], -np.inf)
            share = np.exp(likely - likely.max())
            share /= share.sum()
            held = share[right] / max(share[right].sum(), 1e-12)
            total -= float(np.log(share[right].sum() + 1e-12))
            slope += np.bincount(shape, share, len(SHAPES)) - np.bincount(shape[right], held, len(SHAPES))
        return (
            total / len(chosen) + _PENALTY_OF_SHAPES * float(odds @ odds),
            slope / len(chosen) + 2 * _PENALTY_OF_SHAPES * odds,
        )

    def fit(chosen: list[Any]) -> np.ndarray:
        start = np.zeros(len(SHAPES))
        return np.asarray(minimize(loss, start, args=(chosen,), jac=True, method="L-BFGS-B").x)

    def first(odds: np.ndarray, chosen: list[Any]) -> list[bool]:
        return [
            int(np.where(allowed, scores + odds[shape], -np.inf).argmax()) in right
            for scores, shape, allowed, right in chosen
        ]

    before, after = [], []
    for place, rows in enumerate(documents):
        odds = fit([row for other, found in enumerate(documents) if other != place for row in found])
        before += first(np.zeros(len(SHAPES)), rows)
        after += first(odds, rows)
    odds = fit([row for rows in documents for row in rows])
    odds -= odds[SHAPES.index(Shape.FIGURES)]
    found = {shape.value: round(float(one), 2) for shape, one in zip(SHAPES, odds, strict=True)}
    print(
        f"prior: {len(after)} questions, right first without {np.mean(before):.3f}, with {np.mean(after):.3f}", end=" "
    )
    print(f"(each document apart) {found}")
    return found


def _follow_ups(encoder: Any, second: Any) -> dict[str, float]:
    """Weights of what speaks for a passage as the answer to a follow-up (`fusion.gone_on`), in units of a score: one
    conditional logit over follow-ups after the program's own answers to what was asked before: of the sets that were
    written from whole documents, each judged by a fit over the others, and of MTRAG's conversations, over passages
    whose order says nothing; both sources weigh the same."""
    names: list[str] = []
    seen: list[np.ndarray] = []

    def noted(scores: Mapping[str, np.ndarray], put: Mapping[str, float], near: Mapping[str, np.ndarray]) -> np.ndarray:
        said = fusion.signs_of_follow_up(scores, put, near)
        names[:] = said
        seen[:] = [np.stack([*said.values()])]
        return said["talk"]

    def gone_on(finder: Finder, asked: Iterator[tuple[Sequence[str], set[int]]]) -> list[tuple[np.ndarray, list[int]]]:
        assistant, out = Assistant(finder.held.index), []
        for said, good in asked:
            query = _last_query(finder, assistant, said) if good and len(said) > 1 else None
            if query and query.pool.near:
                with mock.patch("assistant.answering.answering.gone_on", noted):
                    allowed = finder.asked(query).allowed & ~finder.held.headings & ~finder.held.figures_alone
                right = [place for place, where in enumerate(np.flatnonzero(allowed)) if where in good]
                if right:
                    out.append((seen[0][:, allowed], right))
        return out

    documents = []
    for document in OVER_DOCUMENTS:
        path = document_of(document)
        if path is not None:
            finder = finder_over(read_report(path), encoder, second, words=False)
            items = [item for item in _items(document) if item.get("need") != "all"]
            documents.append(gone_on(finder, ((item["turns"], _answering(item, finder.held.index)) for item in items)))
    pools = [_pool(domain, encoder, second) for domain in _DOMAINS if (_BENCH / "mtrag" / domain).exists()]
    talks = []
    for pool in pools:
        asked = pool.questions("queries_questions.jsonl")
        talks += gone_on(pool.finder, ((said, pool.relevant.get(task, set())) for task, said in asked))
    weigh = sum(map(len, documents)) / max(1, len(talks))

    def loss(weights: np.ndarray, chosen: list[Any]) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(weights))
        for counts, (signs, right) in [*((1.0, row) for row in chosen), *((weigh, row) for row in talks)]:
            scores = weights @ signs
            share = np.exp(scores - scores.max())
            share /= share.sum()
            held = share[right] / max(share[right].sum(), 1e-12)
            total -= counts * float(np.log(share[right].sum() + 1e-12))
            slope += counts * (signs @ share - signs[:, right] @ held)
        ridge = _PENALTY_OF_FOLLOW_UPS * float(weights @ weights)
        return total + ridge, slope + 2 * _PENALTY_OF_FOLLOW_UPS * weights

    def fit(chosen: list[Any]) -> np.ndarray:
        return np.asarray(minimize(loss, np.full(len(names), 0.1), args=(chosen,), jac=True, method="L-BFGS-B").x)

    def first(weights: np.ndarray, chosen: list[Any]) -> list[bool]:
        return [int((weights @ signs).argmax()) in right for signs, right in chosen]

    judged = []
    for place, rows in enumerate(documents):
        judged += first(fit([row for other, found in enumerate(documents) if other != place for row in found]), rows)
    weights = fit([row for rows in documents for row in rows]) / fusion.fitted()["sharpness"]["plain"]
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    print(f"follow-ups: {len(judged)}, right first {np.mean(judged):.3f} (each document apart) {kept}")
    return kept


def _sets(encoder: Any, second: Any) -> dict[str, float]:
    """Weights of what speaks for a list, a table or a paragraph as the set that is asked for (`wholes.as_a_set`): those
    under which a softmax over all of them has the highest F1 in expectation, by its logarithm, over the English
    questions for a set in the sets that were written from whole documents. Each document is judged by a fit over the
    others."""
    names: list[str] = []
    documents: list[list[tuple[np.ndarray, np.ndarray]]] = []
    for document in OVER_DOCUMENTS:
        path = document_of(document)
        if path is None:
            continue
        finder, rows = finder_over(read_report(path), encoder, second, words=False), []
        for item in _items(document):
            if len(item["turns"]) > 1 or item.get("need") != "all":
                continue
            asked = finder.asked(parse(mended(finder, " ".join(item["turns"][0].split()))))
            found = wholes_near(asked, narrowed(asked))
            members = [_answering(item | {"gold": [gold]}, finder.held.index) for gold in item["gold"]]
            fits = np.array([_f1(whole, members) for whole in found])
            if asked.question.language == "en" and fits.any():
                names[:] = next(iter(found.values()))
                rows.append((np.array([[*signs.values()] for signs in found.values()]), fits))
        documents.append(rows)
    spread = np.concatenate([signs for rows in documents for signs, _ in rows]).std(axis=0) + 1e-9

    def loss(weights: np.ndarray, chosen: list[Any]) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros(len(weights))
        for signs, fits in chosen:
            scores = signs @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            expected = float(share @ fits)
            total -= np.log(expected + 1e-3)
            slope -= (share * (fits - expected)) @ signs / (expected + 1e-3)
        scaled = weights * spread
        ridge = _PENALTY * float(scaled @ scaled)
        return total / len(chosen) + ridge, slope / len(chosen) + 2 * _PENALTY * scaled * spread

    def fit(chosen: list[Any]) -> np.ndarray:
        return np.asarray(minimize(loss, np.zeros(len(names)), args=(chosen,), jac=True, method="L-BFGS-B").x)

    judged = []
    for place, rows in enumerate(documents):
        weights = fit([row for other, found in enumerate(documents) if other != place for row in found])
        judged += [float(fits[(signs @ weights).argmax()]) for signs, fits in rows]
    weights = fit([row for rows in documents for row in rows])
    kept = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    print(f"sets: {len(judged)}, mean F1 {np.mean(judged):.3f}, whole {np.mean(np.array(judged) == 1):.3f}", end=" ")
    print(f"(each document apart) {kept}")
    return kept


def _f1(whole: Sequence[int], members: Sequence[set[int]]) -> float:
    """Of quoting all of `whole`. `members`: for each member of the set the passages that say it."""
    right = set().union(*members)
    precision = sum(place in right for place in whole) / len(whole)
    recall = sum(not said.isdisjoint(whole) for said in members) / len(members)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _last_query(finder: Finder, assistant: Assistant, said: Sequence[str]) -> Query | None:
    """The last question as one that goes on with those before it, if it may."""
    turns: list[Turn] = []
    for text in said[:-1]:
        turns.append(Turn(text, assistant.answer(text, turns)))
    return in_talk(mended(finder, said[-1]), turns)


def _judged(finder: Finder, case: Case) -> tuple[dict[str, float], bool]:
    """The signs of the passage that stands first, and whether it answers; of a question for a list whether the document
    does."""
    asked, good, kind, without = case
    scores = fusion.standing(asked.evidence, english=asked.question.language == "en")
    asked = replace(asked, scores=scores)
    allowed = narrowed(asked)
    if not allowed.any():
        allowed = np.ones_like(allowed)
    hit = better_than_heading(asked, allowed, asked.best(allowed, 1)[0])
    with _left_out(finder, without):
        return signs_of(asked, hit.place, allowed), kind == _WHOLE or (kind in _ANSWERABLE and hit.place in good)


def _confidence(name: str, rows: list[Row]) -> dict[str, Any]:
    """`confidence`: what tells, `threshold`: from where on an answer is given, `right`: how often one was, by what the
    folds said of it."""
    judged = [(row, _judged(*row[1:])) for row in rows]
    judged = [(row, found) for row, found in judged if not found[0]["surely_unmet"]]  # a rule decides these
    rows, found = [row for row, _ in judged], [one for _, one in judged]
    kinds = np.array([f"{source} {case[2]}" for source, _, case in rows])
    sources = np.array([source for source, _, _ in rows])
    even = _even(sources)
    of_subject, weights = (even * np.array([counts[one] for one in sources]) for counts in (_ON_SUBJECT, _ANSWERED))
    table = np.array([[float(signs[sign]) for sign in _SIGNS[name]] for signs, _ in found])
    answers = np.array([answer for _, answer in found])
    on_subject = np.array([case[2] not in _ELSEWHERE for _, _, case in rows])
    # A document is judged by a fit over others; where there is one alone, a question.
    documents = [
        str(place) if source == "report" else finder.held.index.reports[0].name
        for place, (source, finder, _) in enumerate(rows)
    ]
    likely, subject_ahead = np.zeros(len(table)), np.zeros(len(table))
    for rest, part in StratifiedGroupKFold(5, shuffle=True, random_state=0).split(table, kinds, documents):
        subject, answered = _fit_both(
            name, table[rest], on_subject[rest], answers[rest], of_subject[rest], weights[rest]
        )
        subject_ahead[part] = subject.probability(table[part])
        likely[part] = subject_ahead[part] * answered.probability(table[part])
    cut = _cut(likely, answers, weights)
    answered_ahead = likely / np.maximum(subject_ahead, 1e-9)
    both = zip(subject_ahead, answered_ahead, strict=True)
    ahead = np.array([Judged(subject, answered, name, cut).figure for subject, answered in both])
    area, subject_area = roc_auc_score(answers, ahead), roc_auc_score(on_subject, ahead)
    print(f"confidence {name}: {len(rows)} questions, AUC {area:.4f}, another subject {subject_area:.4f} (five folds)")
    for kind in sorted(set(kinds)):
        part = kinds == kind
        first, silent = answers[part].mean(), np.mean(ahead[part] < ANSWERS)
        sure = ahead[part].mean()
        print(f"   {kind}: {part.sum()}, answered first {first:.2f}, confidence {sure:.2f}, silent on {silent:.3f}")
    rightly, wrongly = np.mean(ahead[~answers] < ANSWERS), np.mean(ahead[answers] < ANSWERS)
    print(f"   threshold {cut:.2f}: silent on {rightly:.3f} of the rest, on {wrongly:.3f} wrongly")
    for source in dict.fromkeys(sources):
        near, right = (sources == source) & (kinds == f"{source} near"), (sources == source) & answers
        if near.any() and right.any():
            area = roc_auc_score(right[near | right], ahead[near | right])
            silent, wrongly = np.mean(ahead[near] < ANSWERS), np.mean(ahead[right] < ANSWERS)
            print(f"   {source}: near misses, AUC {area:.3f}; silent on {silent:.2f}, wrongly on {wrongly:.2f}")
    models = zip(
        ("on_subject", "answered"),
        _fit_both(name, table, on_subject, answers, of_subject, weights),
        strict=True,
    )
    # How sure a list is says how likely it is the one.
    whole = kinds == f"{_ASKED_FOR} {_WHOLE}"
    asked = (sources == (_ASKED_FOR if _ASKED_FOR in sources else "report")) & ~whole
    return {
        "confidence": {part: _weights(name, model) for part, model in models},
        "threshold": round(cut, 2),
        "right": _right(ahead[asked], answers[asked]),
    }


def _right(figures: np.ndarray, answers: np.ndarray) -> list[float]:
    """Slope and intercept, over the confidence's log-odds, of how often an answer was right (Platt 1999)."""
    odds = logit(figures.clip(1e-3, 1 - 1e-3))[:, None]
    model = LogisticRegression(C=np.inf, max_iter=3000).fit(odds, answers)
    said = model.predict_proba(odds)[:, 1]
    for part in np.array_split(np.argsort(said), 10):
        print(f"   said to be right {said[part].mean():.2f}, right {answers[part].mean():.2f} ({len(part)})")
    return [round(float(model.coef_[0, 0]), 3), round(float(model.intercept_[0]), 3)]


def _together(name: str) -> list[int]:
    """The places of the signs whose products count too."""
    told = name in _SUBJECT_BY_PRODUCTS
    return [_SIGNS[name].index(sign) for sign in _TOGETHER if sign in _SIGNS[name]] if told else []


def _fit_both(
    name: str,
    table: np.ndarray,
    on_subject: np.ndarray,
    answers: np.ndarray,
    of_subject: np.ndarray,
    weights: np.ndarray,
) -> tuple[Told, Told]:
    """Whether a question is about the documents' subject, over all; whether it is answered, over those that are."""
    told, trees = on_subject & (weights > 0), name in _PLAIN_ENGLISH
    return (
        _fit(table, on_subject, of_subject, _together(name), trees=trees),
        _fit(table[told], answers[told], weights[told], [], trees=trees, regression=not trees),
    )


class Told(NamedTuple):
    """What tells yes from no: the regression, the trees, or the mean of both."""

    regression: Pipeline | None
    trees: GradientBoostingClassifier | None

    def probability(self, table: np.ndarray) -> np.ndarray:
        said = [model.predict_proba(table)[:, 1] for model in self if model is not None]
        return np.asarray(np.mean(said, axis=0))


def _fit(
    table: np.ndarray,
    truth: np.ndarray,
    weights: np.ndarray,
    together: list[int],
    *,
    trees: bool,
    regression: bool = True,
) -> Told:
    """Yes and no weigh the same."""
    yes = np.average(truth, weights=weights)
    weights = weights * np.where(truth, 0.5 / yes, 0.5 / (1 - yes))
    model = LogisticRegression(C=_RIDGE_OF_PRODUCTS if together else _RIDGE, max_iter=3000)
    steps = StandardScaler(), _Products(together), StandardScaler(), model
    grown = GradientBoostingClassifier(
        n_estimators=_TREES,
        learning_rate=_STEP,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=_IN_A_LEAF,
        subsample=_ROWS,
        max_features=_SHARE_OF_SIGNS,
        random_state=0,
    )
    return Told(
        make_pipeline(*steps).fit(table, truth, logisticregression__sample_weight=weights) if regression else None,
        grown.fit(table, truth, sample_weight=weights) if trees else None,
    )


class _Products(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Columns, of which some are held within _FARTHEST of noughts, and behind them the products of these, each with
    itself and with those after it. Far out a product knows nothing: what is met in every word would be no answer."""

    def __init__(self, of: list[int]) -> None:
        self.of = of

    def fit(self, *_: object) -> _Products:
        return self

    def transform(self, table: np.ndarray) -> np.ndarray:
        held = table.copy()
        held[:, self.of] = held[:, self.of].clip(-_FARTHEST, _FARTHEST)
        return np.column_stack([held, *(held[:, one] * held[:, other] for one, other in self.pairs)])

    @property
    def pairs(self) -> list[tuple[int, int]]:
        return list(combinations_with_replacement(self.of, 2))


def _weights(name: str, told: Told) -> dict[str, Any]:
    """The regression over the signs and their products as they are, without the scaling; and the trees."""
    trees = {"trees": _grown(told.trees, _SIGNS[name])} if told.trees else {}
    if told.regression is None:
        return trees
    first, products, last, regression = (step for _, step in told.regression.steps)
    of_columns = regression.coef_[0] / last.scale_
    intercept = float(regression.intercept_[0] - of_columns @ last.mean_)
    size, signs = len(first.mean_), _SIGNS[name]
    of_signs = of_columns[:size] / first.scale_
    intercept -= float(of_signs @ first.mean_)
    of_products = {}
    for (one, other), weight in zip(products.pairs, of_columns[size:], strict=True):
        raw = weight / first.scale_[one] / first.scale_[other]
        of_products[f"{signs[one]}*{signs[other]}"] = raw
        of_signs[one] -= raw * first.mean_[other]
        of_signs[other] -= raw * first.mean_[one]
        intercept += float(raw * first.mean_[one] * first.mean_[other])
    named = dict(zip(signs, of_signs, strict=True)) | of_products
    spread = zip(first.mean_, _FARTHEST * first.scale_, strict=True)
    ends = [(round(float(mean - far), 4), round(float(mean + far), 4)) for mean, far in spread]
    return {
        "intercept": round(intercept, 4),
        "weights": {sign: round(float(one), 4) for sign, one in named.items()},
        "within": {signs[place]: ends[place] for place in products.of},
        **trees,
    }


def _grown(trees: GradientBoostingClassifier, signs: Sequence[str]) -> dict[str, Any]:
    """Where they begin and all of them, in log-odds."""
    share = float(trees.init_.class_prior_[1])
    begin = round(float(np.log(share / (1 - share))), 4)
    return {"begin": begin, "of": [_written(one, signs) for one in trees.estimators_[:, 0]]}


def _written(grown: Any, signs: Sequence[str], node: int = 0) -> Tree:
    """A tree as `index/confidence.py` goes through it."""
    tree = grown.tree_
    if tree.children_left[node] < 0:
        return round(_STEP * float(tree.value[node, 0, 0]), 4)
    low, high = (_written(grown, signs, int(side[node])) for side in (tree.children_left, tree.children_right))
    return [signs[tree.feature[node]], round(float(tree.threshold[node]), 5), low, high]


def _cut(likely: np.ndarray, answers: np.ndarray, weights: np.ndarray) -> float:
    """The highest likelihood at which no more than a share of the right answers is withheld: a cost of both errors
    is flat over half of the scale, and its lowest point jumps with every question added."""
    cuts = np.linspace(0.05, 0.95, 91)
    right, weight = likely[answers], weights[answers]
    return float(max((cut for cut in cuts if np.average(right < cut, weights=weight) <= _WITHHELD), default=cuts[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
