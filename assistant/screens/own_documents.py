"""Documents that people open for their own browser session: files in, an assistant over those they choose out, for a
while.

Once it is read it is shown and found in by words alone; what its passages mean joins as it is made. A document lives
in memory under a key that only its browser knows. It is let go when the browser has not been heard of for some minutes.
Where there is no room for another it is refused: nobody's document makes way for somebody else's. The file is gone once
it is read; a PDF's bytes stay in memory, and go with the document, since its pages are drawn from them.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from assistant.collection.folder import free_name
from assistant.screens import memory
from assistant.screens.kept_own import About, KeptOwn
from assistant.screens.page_pictures import Original
from assistant.screens.scratch import scratch
from assistant.screens.session_store import Kept
from assistant.screens.sessions import person
from assistant.screens.worker import Answering, NotLoaded, Urgency, Worker
from corpus.allowed import Allowed, allowed
from corpus.apart import read_apart
from corpus.errors import Misuse
from corpus.metadata import Metadata, companion, companion_of, facts_in, printed
from corpus.opening import WHOLE, Opening
from corpus.reading import read_report
from corpus.report import Report
from corpus.unreadable import UnreadableReport

LARGEST = 20  # megabytes: a long report without pictures; larger ones are for the library
_PAGE = 3000  # characters that count as one where a file has no pages
_DESKS = 4  # choices of documents that are remembered joined
_LONGEST_NAME = 80  # characters of a file's name

Make = Callable[[Report, Answering, Callable[[str, int, int], None]], Iterator[Answering]]
# Of one's own and the served one, and which of the served reports (None: all): over the documents of both.
Join = Callable[[Sequence[Answering], Answering, "frozenset[str] | None"], Answering]


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """What may be opened in the browser. `megabytes`, `pages`: of a document; `documents`: of one browser at once;
    `room`: pages of all documents of all browsers, a gigabyte of memory or so."""

    megabytes: int = LARGEST
    pages: int = 500
    documents: int = 10
    room: int = 3000


def own_limits() -> OwnLimits:
    """As the operator set them. Raises Misuse."""
    usual = OwnLimits()
    return OwnLimits(
        allowed(Allowed.OWN_MEGABYTES, usual.megabytes),
        allowed(Allowed.OWN_PAGES, usual.pages),
        allowed(Allowed.OWN_DOCUMENTS, usual.documents),
        allowed(Allowed.OWN_ROOM, usual.room),
    )


class Cancelled(Exception):
    """Nobody waits for the document any more."""


class _TooMuch(Exception):
    def __init__(self, key: str, parts: dict[str, object]) -> None:
        """A key of the wording and its parts."""
        self.failure = key, parts


@dataclass
class Own:
    """One document on its way: `stage` is a key of the wording, `done` of `whole` its measure, "" once all is done.
    Then either `report` and `assistant` are there, and grow better while there is a stage, or `failure` says why not: a
    key of the wording and its parts.

    `original`: the file itself where it is a PDF, None otherwise. `facts`: what is known of it, where a companion file
    came along or the person said it. `pages`: as far as they are known, of the file or by its length. `person`: who
    opened it, where documents are kept; `kept`: under which name it is; `unwanted`: whether the person removed it.
    """

    name: str
    stage: str
    done: int = 0
    whole: int = 0
    report: Report | None = None
    original: Original | None = None
    facts: Metadata | None = None
    assistant: Answering | None = None
    failure: tuple[str, dict[str, object]] | None = None
    pages: int = 0
    heard: float = field(default_factory=time.monotonic)
    cancelled: bool = False
    person: str = ""
    kept: str = ""
    unwanted: bool = False


class OwnDocuments:
    """All that are open. `make` builds assistants over a report with another's models, each better than the one before;
    `join` one over several documents'; `load` what documents need of the models and questions do not."""

    def __init__(
        self,
        worker: Worker,
        make: Make,
        join: Join,
        taken: Collection[str] = (),
        load: Callable[[Answering], None] = lambda _: None,
        limits: OwnLimits | None = None,
        keeps: KeptOwn | None = None,
    ) -> None:
        """`taken`: names of documents beside which one may come to lie; `keeps`: where what a person opens is kept
        under their login, None: nowhere."""
        self._bringing = threading.Lock()
        self._keeps = keeps
        self._worker, self._taken = worker, frozenset(taken)
        self._make, self._join, self._load = make, join, load
        self.limits = limits or OwnLimits()
        self._open: Kept[Own] = Kept(None, self._left)
        self._joined: OrderedDict[tuple[object, ...], tuple[tuple[Answering, ...], Answering]] = OrderedDict()
        self.of, self.close, self.forget = self._open.of, self._open.close, self._open.forget

    def open(
        self,
        name: str,
        content: bytes,
        facts: str = "",
        opening: Opening = WHOLE,
        beside: Collection[str] = (),
    ) -> str:
        """Begins to read; the key under which `of` tells how far it is. `facts`: its companion file, as text.
        `beside`: keys of the browser's other documents.

        The password of a PDF stays with its bytes, in memory alone, and goes with them.
        """
        own = Own(shown_name(name), "own_reading", person=person.get() if self._keeps else "")
        others = [other for key in beside if (other := self.of(key))]
        key = self._open.put(own)
        if len(others) >= self.limits.documents:
            own.failure = ("own_many", {"name": own.name, "limit": self.limits.documents})
            return key
        taken = self._taken | {other.report.name if other.report else other.name for other in others}
        work = (own, content, facts, opening, frozenset(taken))
        threading.Thread(target=self._load_models, name="models of documents", daemon=True).start()
        threading.Thread(target=self._read, args=work, name="own document", daemon=True).start()
        return key

    def bring(self, open_: Collection[str]) -> list[str]:
        """The keys of what the person keeps, opened where it is not. `open_`: keys that the browser knows."""
        if not self._keeps or not person.get():
            return []
        keys: list[str] = []
        with self._bringing:  # two pages of one person open it once
            there = {own.kept: key for key, own in self._open.mine().items() if own.kept}
            for kept, about in self._keeps.of(person.get()):
                if kept not in there:
                    with suppress(OSError, Misuse):
                        content = self._keeps.content(person.get(), kept)
                        key = self.open(about.name, content, about.companion, about.opening, [*open_, *keys])
                        self._open.mine()[key].kept = kept
                        there[kept] = key
                if kept in there:
                    keys.append(there[kept])
        return keys

    def mend(self, key: str, facts: Mapping[str, str]) -> tuple[Own, str] | None:
        """The document as the person says that it is known, and the companion file that says so; kept with it where
        the document is kept. None where it is not there. Raises UnreadableReport: a fact that cannot be one."""
        own = self.of(key)
        if not own or not own.report:
            return None
        known = printed(own.report)
        written = companion(facts, known)
        own.facts = facts_in(written, companion_of(own.name), known)
        if self._keeps and own.kept:
            with suppress(OSError, ValueError):  # removed meanwhile
                self._keeps.mend(own.person, own.kept, written)
        return own, written

    def remove(self, key: str) -> None:
        """Closes it for good: what is kept of it goes too."""
        if own := self.of(key):
            own.unwanted = True
            if self._keeps and own.kept:
                self._keeps.remove(own.person, own.kept)
        self.close(key)

    def _keep(self, own: Own, content: bytes, facts: str, opening: Opening) -> None:
        """Under the person's login; a file whose password would have to be kept too is not."""
        if not self._keeps or not own.person or own.kept or own.unwanted or opening.password:
            return
        try:
            own.kept = self._keeps.keep(own.person, content, About(own.name, facts, opening.scans, opening.pages))
        except OSError as error:
            print(f"A document that somebody opened could not be kept ({error.strerror}).", file=sys.stderr)
        if own.kept and own.unwanted:
            self._keeps.remove(own.person, own.kept)

    async def together(self, keys: Sequence[str], names: frozenset[str] | None) -> Answering | None:
        """The assistant over these documents and those of what is served (None: all); None where one is gone. It is
        made once, and anew when one of the documents is known better. Raises NotLoaded."""
        found = [self.of(key) for key in keys]
        parts = tuple(own.assistant for own in found if own and own.assistant)
        if len(parts) < len(keys):
            return None
        if len(parts) == 1 and names == frozenset():
            return parts[0]
        desk = (*keys, names)
        made = self._joined.get(desk)
        if made is None or made[0] != parts:
            assistant = await self._worker.work(lambda served: self._join(parts, served, names), Urgency.ANSWER)
            self._joined[desk] = made = parts, assistant
        self._joined.move_to_end(desk)
        while len(self._joined) > _DESKS:
            self._joined.popitem(last=False)
        return made[1]

    def _left(self, key: str) -> None:
        """What was made of a document goes with it."""
        for desk in [desk for desk in self._joined if key in desk]:
            self._joined.pop(desk, None)
        memory.give_back()

    def _load_models(self) -> None:
        """While the file is read, in a process of its own."""
        with suppress(NotLoaded):
            self._load(self._served())

    def _served(self) -> Answering:
        """The assistant whose models are lent. Raises NotLoaded."""
        return self._worker.submit(lambda other: other, Urgency.ANSWER).result()

    def _read(self, own: Own, content: bytes, facts: str, opening: Opening, taken: Collection[str]) -> None:
        try:
            report = self._report(own, content, opening)
            report = replace(report, name=free_name(report.name, taken))
            if facts:
                own.facts = facts_in(facts, companion_of(own.name), printed(report))
            self._count_pages(own, len(report.pages) or -(-len(report.text) // _PAGE))
            self._keep(own, content, facts, opening)
            own.stage, own.done, own.whole = "own_queued", 0, 0
            if report.pages:
                own.original = Original(opening, content=content, wanted=partial(_check, own))
            for _ in self._growing(own, report):
                own.report = report
            own.stage = ""
        except UnreadableReport as error:
            own.failure = unreadable(error, own.name, self.limits.megabytes)
        except _TooMuch as much:
            own.failure = much.failure
        except NotLoaded as error:
            own.failure = ("not_loaded", {"reason": str(error)})
        except Cancelled:
            own.failure = ("own_gone", {})
        except Exception:
            traceback.print_exc()
            own.failure = ("broken", {})
        if own.failure:
            own.pages = 0  # it takes no room from others

    def _report(self, own: Own, content: bytes, opening: Opening) -> Report:
        """The report in the file, under the file's own name. Raises UnreadableReport, Cancelled; _TooMuch as soon as
        its pages are counted."""

        def progress(done: int, whole: int) -> None:
            own.done, own.whole = done, whole

        def wanted() -> None:
            _check(own)
            if own.stage == "own_reading" and own.whole > own.pages:
                self._count_pages(own, own.whole)

        with scratch() as folder:
            path = folder / f"document{Path(own.name).suffix}"
            path.write_bytes(content)
            try:
                read = partial(read_report, opening=opening)
                report = read_apart(read, path, progress, wanted)
            except UnreadableReport as error:
                raise UnreadableReport(str(error).replace(str(path), own.name), error.fault) from error
        title = own.name if report.title == path.stem else report.title
        return replace(report, name=own.name, title=title)

    def _count_pages(self, own: Own, pages: int) -> None:
        """Raises _TooMuch: more than a document may have, or than there is room for."""
        if pages > self.limits.pages:
            raise _TooMuch("own_long", {"name": own.name, "count": pages, "limit": self.limits.pages})
        own.pages = pages
        held = sum(other.pages for other in self._open.all())
        if held > self.limits.room:
            own.pages = 0
            raise _TooMuch("own_full", {"name": own.name, "count": held - pages, "limit": self.limits.room})

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


def unreadable(error: UnreadableReport, name: str, largest: int = LARGEST) -> tuple[str, dict[str, object]]:
    """What to say of a file: a key of the wording, where its fault has one, and its parts. `largest`: megabytes."""
    if error.fault is None:
        return "own_unreadable", {"reason": str(error)}
    return f"unreadable_{error.fault.value}", {"name": name, "limit": largest}


def _check(own: Own) -> None:
    if own.cancelled:
        raise Cancelled
