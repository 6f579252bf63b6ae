"""Signs in, the probability that the best passage answers out: what decides between an answer and silence.

By the chain rule: how likely the question is about the documents' subject at all, times how likely the passage answers
it if it is. Each is a logistic regression over the same signs, fitted by `tests/fit_weights.py` over questions with and
without answers: what tells another subject is not what tells a near miss, and one regression has to weigh both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.ranking import fitted

HARDLY = 0.05  # confidence where a rule found that there is no answer
_EVEN = 0.5  # as likely as not


@dataclass(frozen=True, slots=True)
class Judged:
    """What the signs say, 0 to 1 each. `on_subject`: that the question is about the documents' subject; `answered`:
    that the passage answers it, if so."""

    on_subject: float
    answered: float

    @property
    def confidence(self) -> float:
        return self.on_subject * self.answered

    @property
    def far(self) -> bool:
        """Whether the question is rather about something else than about what the documents are on."""
        return self.on_subject < _EVEN


def judged(found: Mapping[str, float], *, asked: bool, english: bool, across: bool) -> Judged:
    """`found`: the signs; `asked`: whether the documents have readers' questions; `across`: as in `signs`."""
    model = fitted()["confidence"][_kind(asked, english, across)]
    on_subject = _probability(model["on_subject"], found)
    return Judged(on_subject, HARDLY if found["surely_unmet"] else _probability(model["answered"], found))


def _probability(model: Mapping[str, Any], found: Mapping[str, float]) -> float:
    total = model["intercept"] + sum(weight * found[sign] for sign, weight in model["weights"].items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def threshold(*, asked: bool, english: bool, across: bool) -> float:
    """The confidence from which an answer is given."""
    return float(fitted()["threshold"][_kind(asked, english, across)])


def _kind(asked: bool, english: bool, across: bool) -> str:
    kind = "asked" if asked else "plain"
    if not english:
        return f"{kind}_foreign"
    return kind if across else f"{kind}_alone"
