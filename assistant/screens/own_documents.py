"""Documents that people open for their own browser session: a file in, an assistant over it alone out, for a while.

Once it is read it is shown and found in by words alone; what its passages mean joins as it is made. A document lives
in memory under a key that only its browser knows. It is let go when the browser has not been heard of for some minutes,
or when more documents are open than the machine has room for. The file is gone once it is read; a PDF's bytes stay in
memory, and go with the document, since its pages are drawn from them.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screens.page_pictures import Original
from assistant.screens.scratch import scratch
from assistant.screens.session_store import Kept
from assistant.screens.worker import Answering, NotLoaded, Urgency, Worker
from corpus.apart import read_apart
from corpus.metadata import SUFFIX, Metadata, facts_in, printed
from corpus.opening import Opening
from corpus.passages import passages
from corpus.reading import read_report
from corpus.report import Report
from corpus.unreadable import UnreadableReport

if TYPE_CHECKING:
    from assistant.case_studies.case_rows import Row

LARGEST = 20  # megabytes: a long report without pictures; larger ones are for the command line
LONGEST = 4000  # passages: some minutes of work on two cores, and 100 MB of memory
_ROOM = 4  # documents open at once
_LONGEST_NAME = 80  # characters of a file's name

Make = Callable[[Report, Answering, Callable[[str, int, int], None]], Iterator[Answering]]
Join = Callable[[Answering, Answering], Answering]  # of one's own and the served one: over the documents of both


class Cancelled(Exception):
    """Nobody waits for the document any more."""


@dataclass
class Own:
    """One document on its way: `stage` is a key of the wording, `done` of `whole` its measure, "" once all is done.
    Then either `report` and `assistant` are there, and grow better while there is a stage, or `failure` says why not: a
    key of the wording and its parts.

    `original`: the file itself where it is a PDF, None otherwise. `facts`: what is known of it, where a companion file
    came along. `beside`: over it and what is served, once that was asked for. `tables`: of case studies, by how many
    documents the desk has.
    """

    name: str
    stage: str
    done: int = 0
    whole: int = 0
    report: Report | None = None
    original: Original | None = None
    facts: Metadata | None = None
    assistant: Answering | None = None
    beside: Answering | None = None
    failure: tuple[str, dict[str, object]] | None = None
    tables: dict[int, tuple[Row, ...]] = field(default_factory=dict)
    heard: float = field(default_factory=time.monotonic)
    cancelled: bool = False


class OwnDocuments:
    """All that are open. `make` builds assistants over a report with another's models, each better than the one before;
    `join` one over both's; `load` what documents need of the models and questions do not."""

    def __init__(
        self,
        worker: Worker,
        make: Make,
        join: Join,
        taken: Collection[str] = (),
        load: Callable[[Answering], None] = lambda _: None,
    ) -> None:
        """`taken`: names of documents beside which one may come to lie."""
        self._worker, self._taken = worker, taken
        self._make, self._join, self._load = make, join, load
        self._open: Kept[Own] = Kept(_ROOM)
        self.of, self.close = self._open.of, self._open.close

    def open(self, name: str, content: bytes, companion: str = "", password: str = "", scans: str = "") -> str:
        """Begins to read; the key under which `of` tells how far it is. `companion`: its file of facts, as text.
        `scans`: the language in which pages that are pictures are read by OCR.

        The password of a PDF stays with its bytes, in memory alone, and goes with them.
        """
        own = Own(shown_name(name), "own_reading")
        key = self._open.put(own)
        work = (own, content, companion, Opening(password, scans=scans))
        threading.Thread(target=self._load_models, name="models of documents", daemon=True).start()
        threading.Thread(target=self._read, args=work, name="own document", daemon=True).start()
        return key

    def _load_models(self) -> None:
        """While the file is read, in a process of its own."""
        with suppress(NotLoaded):
            self._load(self._served())

    def _served(self) -> Answering:
        """The assistant whose models are lent. Raises NotLoaded."""
        return self._worker.submit(lambda other: other, Urgency.ANSWER).result()

    async def put_beside(self, own: Own) -> None:
        """Makes the assistant over the document and what is served, once the document is ready. Raises NotLoaded."""
        alone = own.assistant
        if alone and not own.beside and not own.stage:
            own.beside = await self._worker.work(lambda served: self._join(alone, served), Urgency.LONG)

    def _read(self, own: Own, content: bytes, companion: str, opening: Opening) -> None:
        try:
            report = _report(own, content, opening)
            if report.name in self._taken:
                report = replace(report, name=f"{report.name} (2)")
            if companion:
                own.facts = facts_in(companion, f"{Path(own.name).stem}{SUFFIX}", printed(report))
            count = len(passages(report))
            if count > LONGEST:
                own.failure = ("own_long", {"name": own.name, "count": count, "limit": LONGEST})
                return
            own.stage, own.done, own.whole = "own_queued", 0, 0
            if report.pages:
                own.original = Original(opening, content=content, wanted=partial(_check, own))
            for _ in self._growing(own, report):
                own.report = report
            own.stage = ""
        except UnreadableReport as error:
            own.failure = unreadable(error, own.name)
        except NotLoaded as error:
            own.failure = ("not_loaded", {"reason": str(error)})
        except Cancelled:
            own.failure = ("own_gone", {})
        except Exception:
            traceback.print_exc()
            own.failure = ("broken", {})

    def _growing(self, own: Own, report: Report) -> Iterator[None]:
        """Each time a better assistant over the document is there. Between two of them the worker is free for others,
        and this thread waits until the models are loaded."""

        def progress(making: str, done: int, whole: int) -> None:
            own.stage, own.done, own.whole = f"own_{making}", done, whole
            _check(own)
            self._worker.breathe()

        served = self._served()
        better = self._make(report, served, progress)
        while True:
            _check(own)
            made = self._worker.submit(lambda _: next(better, None), Urgency.LONG).result()
            if made is None:
                return
            own.assistant = made
            yield
            self._load(served)


def shown_name(name: str) -> str:
    """A file's name as it can be shown."""
    return "".join(character for character in Path(name).name if character.isprintable())[-_LONGEST_NAME:] or "document"


def unreadable(error: UnreadableReport, name: str) -> tuple[str, dict[str, object]]:
    """What to say of a file: a key of the wording, where its fault has one, and its parts."""
    if error.fault is None:
        return "own_unreadable", {"reason": str(error)}
    return f"unreadable_{error.fault.value}", {"name": name, "limit": LARGEST}


def _report(own: Own, content: bytes, opening: Opening) -> Report:
    """The report in the file, under the file's own name. Raises UnreadableReport, Cancelled."""

    def progress(done: int, whole: int) -> None:
        own.done, own.whole = done, whole

    with scratch() as folder:
        path = folder / f"document{Path(own.name).suffix}"
        path.write_bytes(content)
        try:
            read = partial(read_report, opening=opening)
            report = read_apart(read, path, progress, lambda: _check(own))
        except UnreadableReport as error:
            raise UnreadableReport(str(error).replace(str(path), own.name), error.fault) from error
    title = own.name if report.title == path.stem else report.title
    return replace(report, name=own.name, title=title)


def _check(own: Own) -> None:
    if own.cancelled:
        raise Cancelled
