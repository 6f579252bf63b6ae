"""Signs in, the probability that a passage answers a question out: an answer, or silence.

By the chain rule: how likely the question is about the documents' subject at all, times how likely the passage answers
it if it is. Each is a logistic regression over the same signs, fitted by `tests/fit_weights.py` over questions with and
without answers: what tells another subject is not what tells a near miss, and one regression has to weigh both. Of
English questions over documents without readers' questions the first is the mean of that and of boosted trees (Friedman
2001), the second trees alone: a sum of weights tells near misses worse there, trees alone another subject.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.fusion import fitted

# Of the figure, that being on the subject earns alone, where no readers' questions tell more: among what is
# answered, and among what is not, a near miss must not fall below what is about something else. It decides nothing.
_SHARE = 0.9
# What `on_subject` is where a question is not called off topic: as likely as not; of documents without readers'
# questions, about which people ask in words of their own, less, but less is no answer.
_EVEN, _UNPREPARED = 0.5, 0.2
ANSWERS = 0.5  # the figure from which an answer is given
_SMALLEST = 1e-3  # of a figure, and of what is left to 1

Tree = float | list[Any]  # log-odds, or [sign, figure, the tree up to the figure, the tree above it]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the signs say, 0 to 1 each. `on_subject`: that the question is about the documents' subject; `answered`:
    that the passage answers it, if so; `kind`: the fit that judged, see `kind_of`; `threshold`: of both together, from
    which an answer is given."""

    on_subject: float
    answered: float
    kind: str
    threshold: float

    @property
    def figure(self) -> float:
        """Orders questions and documents, 0 to 1; from ANSWERS on exactly where an answer is given."""
        share = 0.0 if self._prepared else _SHARE
        figure = self.on_subject * (share + (1 - share) * self.answered)
        return ANSWERS + (1 - ANSWERS) * figure if self.enough else ANSWERS * figure

    @property
    def enough(self) -> bool:
        """Whether an answer is given: none to what is rather about something else, however near to it a passage is."""
        about = self._prepared or self.on_subject >= _EVEN
        return about and self.on_subject * self.answered >= self.threshold

    @property
    def nearly(self) -> bool:
        """Whether half of that is there."""
        return self.on_subject * self.answered >= self.threshold / 2

    @property
    def confidence(self) -> float:
        """How often what stands so was right, of questions as people ask them: 0 to 1. Method: Platt 1999."""
        slope, intercept = fitted()["right"][self.kind]
        figure = min(max(self.figure, _SMALLEST), 1 - _SMALLEST)
        return _logistic(slope * math.log(figure / (1 - figure)) + intercept)

    @property
    def far(self) -> bool:
        """Whether the question is rather about something else than about what the documents are on."""
        return self.on_subject < (_EVEN if self._prepared else _UNPREPARED)

    @property
    def _prepared(self) -> bool:
        """Whether readers' questions tell more."""
        return self.kind.startswith("asked")


def judged(found: Mapping[str, float], kind: str) -> Judged:
    """`found`: the signs; `kind`: the fit that judges, one of `kind_of`."""
    subject, answered = (_probability(fitted()["confidence"][kind][part], found) for part in ("on_subject", "answered"))
    return Judged(subject, 0.0 if found["surely_unmet"] else answered, kind, float(fitted()["threshold"][kind]))


def _probability(model: Mapping[str, Any], found: Mapping[str, float]) -> float:
    """Of the regression, of the trees, or the mean of both, as the fit has them."""
    said = [_logistic(_sum(model, found))] if "weights" in model else []
    if trees := model.get("trees"):
        said.append(_logistic(trees["begin"] + sum(_reached(tree, found) for tree in trees["of"])))
    return sum(said) / len(said)


def _sum(model: Mapping[str, Any], found: Mapping[str, float]) -> float:
    held = dict(found)
    for sign, (low, high) in model["within"].items():
        held[sign] = max(low, min(high, found[sign]))
    return float(model["intercept"] + sum(weight * _said(held, sign) for sign, weight in model["weights"].items()))


def _said(found: Mapping[str, float], sign: str) -> float:
    """A sign's figure; that of "met*late" is the product of both."""
    one, _, other = sign.partition("*")
    return found[one] * found[other] if other else found[one]


def _reached(tree: Tree, found: Mapping[str, float]) -> float:
    while isinstance(tree, list):
        sign, figure, low, high = tree
        tree = low if found[sign] <= figure else high
    return tree


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
