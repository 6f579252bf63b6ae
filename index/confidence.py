"""Signs in, the probability that a passage answers a question out: an answer, or silence.

By the chain rule: how likely the question is about the documents' subject at all, times how likely the passage answers
it if it is. Each is a logistic regression over the same signs, fitted by `tests/fit_weights.py` over questions with and
without answers: what tells another subject is not what tells a near miss, and one regression has to weigh both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from index.fusion import fitted

# Of the confidence, that being on the subject earns alone, where no readers' questions tell more: a near miss must not
# fall below what is about something else. More tells another subject better and a near miss worse.
_SHARE = 0.45
# What `on_subject` is where a question is not called off topic: as likely as not; of documents without readers'
# questions, about which people ask in words of their own, less.
_EVEN, _UNPREPARED = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Judged:
    """What the signs say, 0 to 1 each. `on_subject`: that the question is about the documents' subject; `answered`:
    that the passage answers it, if so; `kind`: the fit that judged, see `kind_of`."""

    on_subject: float
    answered: float
    kind: str

    @property
    def confidence(self) -> float:
        share = 0.0 if self.kind.startswith("asked") else _SHARE
        return self.on_subject * (share + (1 - share) * self.answered)

    @property
    def threshold(self) -> float:
        """The confidence from which an answer is given."""
        return float(fitted()["threshold"][self.kind])

    @property
    def far(self) -> bool:
        """Whether the question is rather about something else than about what the documents are on."""
        return self.on_subject < (_EVEN if self.kind.startswith("asked") else _UNPREPARED)


def judged(found: Mapping[str, float], kind: str) -> Judged:
    """`found`: the signs; `kind`: the fit that judges, one of `kind_of`."""
    subject, answered = (_probability(kind, part, found) for part in ("on_subject", "answered"))
    return Judged(subject, 0.0 if found["surely_unmet"] else answered, kind)


def _probability(kind: str, part: str, found: Mapping[str, float]) -> float:
    model = fitted()["confidence"][kind][part]
    held = dict(found)
    for sign, (low, high) in model.get("within", {}).items():
        held[sign] = max(low, min(high, found[sign]))
    total = model["intercept"] + sum(weight * _said(held, sign) for sign, weight in model["weights"].items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _said(found: Mapping[str, float], sign: str) -> float:
    """A sign's figure; that of "met*late" is the product of both."""
    one, _, other = sign.partition("*")
    return found[one] * found[other] if other else found[one]
