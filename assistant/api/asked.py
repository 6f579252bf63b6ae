"""What the doors for programs need of whoever answers questions: the page's worker, or another like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.answer import Answer, Turn
from assistant.query.limits import NO_LIMITS, Limits


class Asked(Protocol):
    """`progress`: the last line that the opening said; `failure`: why it failed, None as long as it has not."""

    progress: str
    failure: str | None

    @property
    def opened(self) -> bool: ...

    async def answer(self, question: str, turns: Sequence[Turn], limits: Limits = NO_LIMITS, /) -> Answer: ...
