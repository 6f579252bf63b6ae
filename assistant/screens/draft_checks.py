"""Drafts that people give to be checked: words or a file in, a verdict on each of its quotations out, for a while.

A check lives in memory until its browser has not been heard of for some minutes; the file is gone once it is read. No
model is needed, so it has a thread of its own and no question waits for it.
"""

from __future__ import annotations

import hashlib
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.screens.own_documents import shown_name, unreadable
from assistant.screens.scratch import scratch
from assistant.screens.session_store import Kept
from corpus.apart import read_apart
from corpus.reading import read_shipped
from corpus.report import Report
from corpus.unreadable import UnreadableReport

if TYPE_CHECKING:
    from assistant.checking.checker import Verdict
    from assistant.checking.quotations import Quotation
    from assistant.citation import Cite
    from corpus.metadata import Metadata

Result = TypeVar("Result")
LARGEST = 20  # megabytes
LONGEST = 400_000  # characters that can be pasted: a hundred pages; longer drafts are files
_ROOM = 8  # checks at once
_READ_HERE = 10_000  # bytes of pasted words; a process of its own costs half a second


class _Cancelled(Exception):
    """Nobody waits for it any more."""


@dataclass
class Check:
    """A draft on its way: `stage` is a key of the wording, `done` of `whole` its measure. Then `verdicts` are there, in
    the draft's order, or `failure` says why not: a key of the wording and its parts.

    `name`: the file's, or "" for words. `reports`: what it is checked against, with `facts` of each by its name.
    `notes`: what of the draft could not be read. `sha256`: of the draft's bytes, by which it is known again.
    """

    name: str
    reports: tuple[Report, ...]
    facts: Mapping[str, Metadata]
    stage: str = "check_reading"
    done: int = 0
    whole: int = 0
    verdicts: tuple[Verdict, ...] | None = None
    notes: list[str] = field(default_factory=list)
    failure: tuple[str, dict[str, object]] | None = None
    heard: float = field(default_factory=time.monotonic)
    cancelled: bool = False
    sha256: str = ""

    def progress(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole
        self.wanted()

    def wanted(self) -> None:
        if self.cancelled:
            raise _Cancelled


class Checks:
    """All that are under way or still looked at."""

    def __init__(self) -> None:
        self._kept: Kept[Check] = Kept(_ROOM)
        self.of, self.close, self.forget = self._kept.of, self._kept.close, self._kept.forget

    def begin(
        self, name: str, content: bytes, reports: Sequence[Report], facts: Mapping[str, Metadata] | None = None
    ) -> str:
        """Begins to check; the key under which `of` tells how far it is. `name`: the file's; "" where words came."""
        digest = hashlib.sha256(content).hexdigest()
        check = Check(shown_name(name) if name else "", tuple(reports), facts or {}, sha256=digest)
        key = self._kept.put(check)
        threading.Thread(target=_run, args=(check, content), name="check", daemon=True).start()
        return key


def _run(check: Check, content: bytes) -> None:
    from assistant.checking.checker import Checker

    try:
        quotations = _quotations(check, content)
        check.stage, check.done, check.whole = "check_comparing", 0, len(quotations)
        verdicts = Checker(check.reports, [read_shipped()], check.facts).check_draft(quotations, check.progress)
        if verdicts:
            check.verdicts = tuple(verdicts)
        else:
            check.failure = ("check_nothing", {})
    except UnreadableReport as error:
        check.failure = unreadable(error, check.name or "…")
    except _Cancelled:
        check.failure = ("check_gone", {})
    except Exception:
        traceback.print_exc()
        check.failure = ("broken", {})


def _quotations(check: Check, content: bytes) -> list[Quotation]:
    """Raises UnreadableReport, _Cancelled."""
    from assistant.checking.drafts import pasted_quotations, read_draft, read_pasted

    if check.name:
        return _apart(check, content, read_draft)
    if len(content) > _READ_HERE:
        return _apart(check, content, read_pasted)
    return pasted_quotations(content.decode("utf-8", "replace"))


def given_back(check: Check, content: bytes, cite: Cite, language: str) -> bytes | None:
    """The draft once more, `content`, as a Word file with comments; None where it is another, or of a kind that none
    is made of."""
    from assistant.checking.checker import Checker
    from assistant.checking.remarks import remarks, summary_lines
    from assistant.checking.returned_draft import RETURNED, returned

    kind = Path(check.name).suffix.lower()
    if not check.verdicts or kind not in RETURNED or hashlib.sha256(content).hexdigest() != check.sha256:
        return None
    found = remarks(check.verdicts, Checker(check.reports), check.reports, cite, language)
    work = partial(returned, remarks=found, summary=summary_lines(check.verdicts, language))
    try:
        return _apart(replace(check, notes=[]), content, work)
    except UnreadableReport:
        return None


def _apart(check: Check, content: bytes, work: Callable[[Path, Callable[..., None]], Result]) -> Result:
    """What `work` makes of the draft, in a process of its own. Raises UnreadableReport, _Cancelled."""
    with scratch() as folder:
        path = folder / f"draft{Path(check.name).suffix}"
        path.write_bytes(content)

        def named(line: str) -> str:
            return line.replace(str(path), check.name)

        def hear(*told: int | str) -> None:
            """(pages done, pages in all), or a line."""
            if len(told) == 2:
                check.done, check.whole = map(int, told)
            else:
                check.notes.append(named(str(told[0])))

        try:
            return read_apart(work, path, hear, check.wanted)
        except UnreadableReport as error:
            raise UnreadableReport(named(str(error)), error.fault) from error
