"""The one error of reading: a file that cannot become a report, in a sentence for the person."""

from __future__ import annotations

from enum import StrEnum

from corpus.errors import WorldFailure


class Fault(StrEnum):
    """What is wrong with a file, for who says it in another language."""

    EMPTY = "empty"
    LARGE = "large"
    UNKNOWN = "unknown"
    LOCKED = "locked"
    PASSWORD = "password"  # one was given, and does not open it
    DAMAGED = "damaged"
    WORDLESS = "wordless"
    SCANNED = "scanned"
    NOT_TEXT = "not_text"
    LONG = "long"  # too many pages
    SLOW = "slow"
    HEAVY = "heavy"


class UnreadableReport(WorldFailure):
    """What was found, where, and what to do next, in one line. Shown as it is; never with a traceback.

    `fault`: its kind; None where only the line says it.
    """

    def __init__(self, line: str, fault: Fault | None = None) -> None:
        super().__init__(line)
        self.fault = fault
