"""Which documents a page asks: how a call says it in, which keys and which served reports that means out.

"" stands for all that is served; "KEY,KEY" for documents of one's own alone; "+" and what follows for served ones
beside them: all where nothing follows, else those whose texts' digests begin so ("KEY+3f2a91c07b.88c2…").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.report import Report

_BESIDE, _OWN, _SERVED = "+", ",", "."
_ENOUGH = 10  # characters of a digest: served texts are told apart by them


@dataclass(frozen=True, slots=True)
class Desk:
    """`own`: keys of documents of one's own. `served`: digests of served reports, None for all of them."""

    own: tuple[str, ...]
    served: tuple[str, ...] | None

    def holds(self, report: Report) -> bool:
        """Whether this served report lies on it."""
        return self.served is None or served_key(report) in self.served

    def chosen(self, reports: Sequence[Report]) -> tuple[Report, ...]:
        """The served reports that lie on it."""
        return tuple(report for report in reports if self.holds(report))


def desk_in(said: str) -> Desk:
    if not said:
        return Desk((), None)
    own, beside, served = said.partition(_BESIDE)
    keys = tuple(dict.fromkeys(filter(None, own.split(_OWN))))
    chosen = tuple(filter(None, served.split(_SERVED)))
    return Desk(keys, (chosen or None) if beside else ())


def served_key(report: Report) -> str:
    return report.sha256[:_ENOUGH]
