"""A verdict on an answer in, a line in the operator's file out; only where the operator named such a file.

JSON Lines: time (UTC), verdict, reason, question, how it was understood, status, anchors of the quotes, editions.
Nothing says who it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Answer
from corpus.folders import in_turn
from corpus.report import Report

VERDICTS = ("helpful", "not_helpful")
_LONGEST_REASON = 1000  # characters


def keep(path: Path, answer: Answer, verdict: str, reason: str, reports: Sequence[Report]) -> None:
    """Appends one line. ValueError for another verdict; OSError where the file cannot be written."""
    if verdict not in VERDICTS:
        raise ValueError(f"A verdict is one of {', '.join(VERDICTS)}, not {verdict!r}.")
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": verdict,
        "reason": " ".join(reason.split())[:_LONGEST_REASON],
        "question": answer.question,
        "understood_as": answer.understood_as,
        "status": answer.status.value,
        "anchors": [citation.anchor for citation in answer.citations],
        "texts": [report.sha256[:8] for report in reports],
    }
    written = (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    # In turn: who looks at the end while another writes may see half of its line. Nobody else may read the file.
    with in_turn(path.with_name(f"{path.name}.lock")):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if _ends_within_a_line(descriptor):
                written = b"\n" + written
            if os.write(descriptor, written) < len(written):
                raise OSError(f"{path} could not take the whole line.")
        finally:
            os.close(descriptor)


def _ends_within_a_line(descriptor: int) -> bool:
    """Whether a full disk cut the last line, which would spoil the next."""
    length = os.lseek(descriptor, 0, os.SEEK_END)
    if not length:
        return False
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) != b"\n"
