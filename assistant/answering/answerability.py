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

from index.fusion import fitted

HARDLY = 0.05  # confidence where a rule found that there is no answer
_SHARE = 0.4  # more tells another subject better and a near miss worse
_EVEN = 0.5  # as likely as not
_UNPREPARED = 0.2  # the same of documents without readers' questions, about which people ask in words of their own


@dataclass(frozen=True, slots=True)
class Judged:
    """What the signs say, 0 to 1 each. `on_subject`: that the question is about the documents' subject; `answered`:
    that the passage answers it, if so; `share`: of the confidence, that being on the subject earns alone; `least`: what
    `on_subject` is where a question is not called off topic."""

    on_subject: float
    answered: float
    share: float = 0.0
    least: float = _EVEN

    @property
    def confidence(self) -> float:
        return self.on_subject * (self.share + (1 - self.share) * self.answered)

    @property
    def far(self) -> bool:
        """Whether the question is rather about something else than about what the documents are on."""
        return self.on_subject < self.least


def judged(found: Mapping[str, float], *, asked: bool, english: bool, across: bool, words: bool) -> Judged:
    """`found`: the signs; `asked`: whether the documents have readers' questions; `across`: as in `signs`;
    `words`: whether words alone found the passage."""
    model = fitted()["confidence"][_kind(asked, english, across, words)]
    answered = 0.0 if found["surely_unmet"] else _probability(model["answered"], found)
    least = _EVEN if asked else _UNPREPARED
    return Judged(_probability(model["on_subject"], found), answered, share_of_subject(asked), least)


def share_of_subject(asked: bool) -> float:
    """Without readers' questions hardly more can be told than whether a question is on the subject: a near miss must
    not fall below what is about something else."""
    return 0.0 if asked else _SHARE


def _probability(model: Mapping[str, Any], found: Mapping[str, float]) -> float:
    total = model["intercept"] + sum(weight * found[sign] for sign, weight in model["weights"].items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def threshold(*, asked: bool, english: bool, across: bool, words: bool) -> float:
    """The confidence from which an answer is given."""
    return float(fitted()["threshold"][_kind(asked, english, across, words)])


def _kind(asked: bool, english: bool, across: bool, words: bool) -> str:
    if words:
        return "words"
    kind = "asked" if asked else "plain"
    if not english:
        return f"{kind}_foreign"
    return kind if across else f"{kind}_alone"
