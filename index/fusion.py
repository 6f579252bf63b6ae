"""Evidence in, one score for each passage out.

Each witness is brought to standard deviations from its own mean, so that a cosine and a BM25 figure can be added; then
they are summed with weights that were fitted, not guessed (`weights.json`, written by `tests/fit_weights.py`). A
passage also stands higher or lower by its shape: log-odds beside a sentence with a figure, fitted over questions that
were written from whole documents (one written from a single passage says nothing of what people ask for).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from index.encoder import Matrix
from index.evidence import Evidence
from index.shapes import SHAPES

_SILENT = -0.99  # a witness that says nothing of a passage stands at -1
_ASKED = "asked"  # how the kinds begin that have readers' questions


@cache
def fitted() -> dict[str, Any]:
    """All fitted figures of the program, as `weights.json` has them."""
    found: dict[str, Any] = json.loads(resources.files("index").joinpath("weights.json").read_text(encoding="utf-8"))
    return found


def standing(evidence: Evidence, *, english: bool = True) -> Matrix:
    """Shape (passages,), higher is nearer, comparable only within one question.

    `english`: of the question; one in another language is judged by the second encoder, where there is one.
    """
    kind = _kind(evidence, english)
    out = witnessed(evidence, english=english)
    if kind.startswith(_ASKED):  # readers' questions already tell what people ask for
        return out
    odds = np.array([fitted()["prior"][shape] for shape in SHAPES], dtype=np.float32)
    return out + odds[evidence.shape] / np.float32(fitted()["sharpness"][kind])


def gone_on(scores: Mapping[str, Matrix], put: Mapping[str, float], near: Mapping[str, Matrix]) -> Matrix:
    """Shape (passages,): the scores for a follow-up.

    `scores`: for it `alone` and for it behind the question that it leans on (`talk`), each of which counts the more or
    less by how the follow-up is `put` (`context.how_it_goes_on`); `near`: where a passage stands from what was cited
    (`Outline.around`). Method: a conditional logit over follow-ups of whole conversations (`tests/fit_weights.py`).
    """
    signs, weights = signs_of_follow_up(scores, put, near), fitted()["follow_up"]
    out: Matrix = np.stack([signs[name] for name in weights]).T @ np.array([*weights.values()], dtype=np.float32)
    return out


def signs_of_follow_up(
    scores: Mapping[str, Matrix], put: Mapping[str, float], near: Mapping[str, Matrix]
) -> dict[str, Matrix]:
    """What `gone_on` weighs, by name."""
    moved = {f"{name}*{how}": held * np.float32(figure) for name, held in scores.items() for how, figure in put.items()}
    return {**scores, **moved, **near}


def witnessed(evidence: Evidence, *, english: bool = True) -> Matrix:
    """The same by the witnesses alone, whatever a passage's shape."""
    out = np.zeros_like(evidence.lexical)
    for witness, weight in fitted()["ranking"][_kind(evidence, english)].items():
        out += weight * _standard(getattr(evidence, witness), evidence.stands_for)
    return out


def likelihoods(evidence: Evidence, scores: Matrix, *, english: bool = True) -> Matrix:
    """How likely each passage is the one that answers, if one does: shape (passages,), adding up to 1.

    `scores`: of `standing`, -inf where a passage may not answer. Method: the conditional logit that fitted the weights.
    """
    if not np.isfinite(scores).any():
        return np.zeros_like(scores)
    odds = np.exp((scores - scores.max()) * fitted()["sharpness"][_kind(evidence, english)])
    shares: Matrix = odds / odds.sum()
    return shares


def _kind(evidence: Evidence, english: bool) -> str:
    """Which weights judge a question: with readers' questions or without, in English or another language; without the
    second encoder, alone; by words, where nothing is embedded yet."""
    asked = bool((evidence.asked > _SILENT).any())
    across = bool((evidence.across > _SILENT).any())
    if across and not english:
        return "asked_across" if asked else "across"
    if asked:
        return "asked"
    return "plain" if across else "plain_alone" if evidence.late.any() else "words"


def _standard(scores: Matrix, stands_for: Matrix | None = None) -> Matrix:
    """Standard deviations from the mean of the passages that were heard; the others stand one below it. `stands_for`:
    how many passages each stands for where not all were heard."""
    heard = scores > _SILENT
    if not heard.any():
        return np.zeros_like(scores)
    if stands_for is None or heard.all():
        mean, spread = float(scores[heard].mean()), float(scores[heard].std())
    else:
        mean = float(np.average(scores, weights=stands_for))
        spread = float(np.average((scores - mean) ** 2, weights=stands_for)) ** 0.5
    out = (scores - mean) / spread if spread > 1e-9 else np.zeros_like(scores)
    out[~heard] = -1.0
    return out
