"""Fits the weights that tell a question for a set, a list or a contact: `make fit-questions`.

Data: the English first questions of the committed sets but `held_l`, which no weight may see, and those that were
written over UN documents (`tests/questions/training/un.jsonl`), where no contact and only the style "list" asks for a
set. Logistic regression with an L1 penalty (scikit-learn, which comes with sentence-transformers), C = 1, words seen
three times at least; the sets count three times each of the others' questions, which are many and of one hand. Prints
how right each set is judged by a fit that has not seen it. `--without SET --out FILE` writes the weights of such a fit.

A list is asked of a document without case studies: there the question's vector tells it beside the words, so this fit
follows the encoder's (`make train`). Beside the data above it has the questions that were written over sections
(`sections.jsonl`); the sets over UN documents (`un/`) count six times each, but for those that judge, which are in no
fit. C = 0.3. What such fits, a quarter of the documents at a time left out, say of the questions left out is weighed
against what is found (`likelihood.signs_of_a_list`) by another regression, whose verdicts are printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering.likelihood import signs_of_a_list
from assistant.answering.passage_answer import narrowed
from assistant.query import fitted as fit
from assistant.query.parsing import parse
from corpus.reading import read_report
from index.multilingual import multilingual_encoder
from index.sentence_encoder import SentenceEncoder
from tests.fit_weights import OVER_DOCUMENTS, document_of, finder_over, mended

HOME = Path(__file__).parents[1]
SETS = HOME / "tests" / "questions"
WRITTEN = SETS / "training" / "un.jsonl"
SECTIONS = SETS / "training" / "sections.jsonl"
OUT = HOME / "assistant" / "query" / "question_type.json"
KINDS = ("set", "contact")
_HELD_OUT = "held_l"
_FEWEST = 3  # questions in which a run of words must stand
_OF_A_SET = 3.0  # weight of a set's question; a written one weighs 1
_PARTS = 4  # into which the documents of the written questions are divided
_OVER_DOCUMENTS = "un_"  # how sets begin that were written over UN documents
_OF_A_DOCUMENT = 6.0  # weight of a question of these, in the fit of lists
_SCALE = 3.0  # of a question's vector beside its words, which are 0 or 1


features = cache(fit.features)  # each question is looked at once for all fits


@dataclass(frozen=True)
class Asked:
    """`group`: its set, or of the written questions the part of their documents."""

    group: str
    text: str
    set: bool
    contact: bool


def questions() -> list[Asked]:
    found = []
    for path in sorted(SETS.glob("*.jsonl")):
        if path.stem != _HELD_OUT:
            found += asked_in(path)
    written = [item for item in _lines(WRITTEN) if item["lang"] == "en" and item["style"] not in ("near", "follow")]
    documents = sorted({item["document"] for item in written})
    for item in written:
        part = documents.index(item["document"]) % _PARTS
        found.append(Asked(f"written {part}", item["question"], item["style"] == "list", contact=False))
    return found


def fitted(kind: str, asked: Sequence[Asked]) -> dict[str, Any]:
    """The weights that are not 0, and the bias."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(sorted(features(one.text)), 1) for one in asked])
    kept = np.flatnonzero(np.asarray((table != 0).sum(axis=0)).ravel() >= _FEWEST)
    weights = [1.0 if one.group.startswith("written") else _OF_A_SET for one in asked]
    model = LogisticRegression(C=1.0, l1_ratio=1, solver="liblinear", max_iter=2000, random_state=0)
    model.fit(table[:, kept], [getattr(one, kind) for one in asked], sample_weight=weights)
    names = vectorizer.get_feature_names_out()[kept]
    found = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True) if weight}
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "weights": dict(sorted(found.items(), key=lambda pair: -abs(pair[1]))),
    }


def asked_in(path: Path) -> list[Asked]:
    """The English first questions of a set."""
    return [
        Asked(
            path.stem,
            item["turns"][0],
            set=item.get("need") == "all" and item["kind"] != "contact",
            contact=any("@" in gold["text"] for gold in item["gold"]),
        )
        for item in _lines(path)
        if item["lang"] == "en" and len(item["turns"]) == 1 and item["answerable"]
    ]


def over_documents() -> list[Asked]:
    """What was asked of documents without case studies: of the whole, and over some thirty passages at a time."""
    names = [name for sets in OVER_DOCUMENTS.values() for name in sets]
    found = [one for name in names for one in asked_in(SETS / "un" / f"{name}.jsonl")]
    rows = [item for item in _lines(SECTIONS) if item["style"] in ("fact", "list")]
    return [*found, *(Asked("sections", item["question"], item["style"] == "list", contact=False) for item in rows)]


def listed(asked: Sequence[Asked], meaning: dict[str, np.ndarray]) -> dict[str, Any]:
    """The fit of lists, over words and meaning; `meaning`: of each text, (dimension,)."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer(dtype=np.float32)
    said = vectorizer.fit_transform([dict.fromkeys(sorted(features(one.text)), 1) for one in asked])
    kept = np.flatnonzero(np.asarray((said != 0).sum(axis=0)).ravel() >= _FEWEST)
    table = hstack([said[:, kept], csr_matrix(_SCALE * np.stack([meaning[one.text] for one in asked]))]).tocsr()
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    weights = [
        1.0 if one.group.startswith("written") else _OF_A_DOCUMENT if _over_a_document(one) else _OF_A_SET
        for one in asked
    ]
    model = LogisticRegression(C=0.3, l1_ratio=1, solver="liblinear", max_iter=2000, random_state=0)
    model.fit(table, [one.set for one in asked], sample_weight=weights)
    names, found = vectorizer.get_feature_names_out()[kept], model.coef_[0]
    words = {name: round(float(weight), 3) for name, weight in zip(names, found, strict=False) if weight}
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "weights": dict(sorted(words.items(), key=lambda pair: -abs(pair[1]))),
        "meaning": [round(float(weight) * _SCALE, 3) for weight in found[len(names) :]],
    }


def list_odds(model: dict[str, Any], asked: Sequence[Asked], meaning: dict[str, np.ndarray]) -> np.ndarray:
    by_meaning = np.array(model["meaning"])
    return np.array(
        [
            model["bias"]
            + sum(model["weights"].get(name, 0.0) for name in features(one.text))
            + by_meaning @ meaning[one.text]
            for one in asked
        ]
    )


def found_beside(asked: Sequence[Asked], meaning: dict[str, np.ndarray], encoder: Any) -> dict[str, float]:
    """How much what a fit says that has not seen a document's questions weighs against what is found there; prints how
    right these are told, each quarter of the documents by the others."""
    from sklearn.linear_model import LogisticRegression

    second = multilingual_encoder()
    names: list[str] = []
    rows: list[tuple[int, list[float], bool]] = []
    for part in range(_PARTS):
        documents = sorted(OVER_DOCUMENTS)[part::_PARTS]
        out = {name for document in documents for name in OVER_DOCUMENTS[document]}
        model = listed([one for one in asked if one.group not in out], meaning)
        for document in documents:
            path = document_of(document)
            if path is None:
                continue
            finder = finder_over(read_report(path), encoder, second, words=False)
            of_it = [one for one in asked if one.group in OVER_DOCUMENTS[document]]
            for one, odds in zip(of_it, list_odds(model, of_it, meaning), strict=True):
                found = finder.asked(parse(mended(finder, " ".join(one.text.split()))))
                signs = {"asked": float(odds), **signs_of_a_list(found, narrowed(found))}
                names[:] = signs
                rows.append((part, [*signs.values()], one.set))
    parts, several = np.array([part for part, _, _ in rows]), np.array([one for _, _, one in rows])
    table, told = np.array([signs for _, signs, _ in rows]), np.zeros(len(rows), dtype=bool)
    model = LogisticRegression(C=0.3, max_iter=1000)
    for part in range(_PARTS):
        there = parts == part
        told[there] = model.fit(table[~there], several[~there]).predict(table[there])
    for label, says in (("by themselves", table[:, 0] > 0), ("with what is found", told)):
        lists, others = says[several].mean(), says[~several].mean()
        print(f"lists, {label}: of {several.sum()} told {lists:.2f}, of {(~several).sum()} others {others:.3f}")
    model.fit(table, several)
    kept = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    return kept | {"bias": round(float(model.intercept_[0]), 3)}


def _over_a_document(one: Asked) -> bool:
    return one.group.startswith(_OVER_DOCUMENTS)


def judged(model: dict[str, Any], asked: Sequence[Asked]) -> np.ndarray:
    return np.array(
        [model["bias"] + sum(model["weights"].get(name, 0.0) for name in features(one.text)) > 0 for one in asked]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", default="", help="a set that the fit is not to see")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    asked = questions()
    seen = [one for one in asked if one.group != given.without]
    models = {kind: fitted(kind, seen) for kind in KINDS}
    encoder, of_documents = SentenceEncoder(), [*seen, *over_documents()]
    meaning = {one.text: encoder.encode_question(one.text).means()[0] for one in of_documents}
    models["list"] = listed(of_documents, meaning) | {
        "encoder": encoder.weights_sha256,
        "found": found_beside(of_documents, meaning, encoder),
    }
    given.out.write_text(json.dumps(models, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(given.out, *(f"{kind}: {len(model['weights'])} weights" for kind, model in models.items()), sep="\n")
    if given.without:
        return
    for kind in KINDS:
        right: dict[bool, list[bool]] = {True: [], False: []}
        for group in sorted({one.group for one in asked}):
            model = fitted(kind, [one for one in asked if one.group != group])
            judging = [one for one in asked if one.group == group]
            hits = judged(model, judging) == np.array([getattr(one, kind) for one in judging])
            right[group.startswith("written")].extend(hits)
            print(f"{kind:8} {group:12} {hits.mean():.3f} of {len(hits)}")
        print(f"{kind:8} all sets {np.mean(right[False]):.4f}, written questions {np.mean(right[True]):.4f}")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


if __name__ == "__main__":
    main()
