"""`make trust`: what the README's table of trust shows, measured; the exit status says whether anything was harmed.

`python -m tests.trust 0.01` runs a hundredth. People ask over HTTP from the beginning; what computes for itself gives
way to them, and takes what they leave.
"""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from tests import trust_inputs
from tests.chat_server import HOME
from tests.crowd import PEOPLE, SECONDS, Measured, crowd, megabytes
from tests.trust_inputs import Tried

_LANES = 2
_AT_ONCE = 3  # processes: one in three waits, for a file or for what it started
_GIVES_WAY = 10  # of 19, in what is below others' processes
_INPUTS: dict[str, tuple[int, Callable[[range], Tried]]] = {
    "fuzzed questions": (20_000, trust_inputs.questions),
    "tampered turns": (2_000, trust_inputs.turns),
    "changed drafts": (4_500, trust_inputs.drafts),
    "spoilt files": (500, trust_inputs.files),
}
_KILLS, _DOCUMENTS = 50, 100
_FLAT = 0.05  # share by which memory may grow
_SLOWEST = 2.0  # seconds that one in twenty answers may take longer than
_SITES = (
    "tests/test_gate.py::test_another_sites_page_reads_nothing_and_changes_nothing",
    "tests/test_login.py::test_nothing_is_served_on_a_network_to_who_has_not_signed_in",
)

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Row:
    """`harmed`: whether it must not be so."""

    what: str
    found: str
    harmed: bool


def lanes(count: int) -> list[range]:
    """The numbers below `count`, dealt to the processes."""
    return [range(lane, count, _LANES) for lane in range(_LANES) if lane < count]


def rows_of(share: float) -> Iterator[Row]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `further` works: here for the processes that are started
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        of_inputs = inputs(share, pool)
        yield from people(share)
        yield sites()
        yield from of_inputs()


def inputs(share: float, pool: Executor) -> Callable[[], list[Row]]:
    """Begins them; what is given waits for them."""
    kills = pool.submit(afresh, killed, max(1, math.ceil(_KILLS * share)))
    documents = pool.submit(afresh, opened_and_closed, max(5, math.ceil(_DOCUMENTS * share)))
    tried = {
        name: [pool.submit(afresh, work, numbers) for numbers in lanes(max(1, math.ceil(whole * share)))]
        for name, (whole, work) in _INPUTS.items()
    }

    def rows() -> list[Row]:
        rows = []
        for name, running in tried.items():
            done = [one.result() for one in running]
            found = sum((one.found for one in done), Counter[str]())
            told = f"{found.total():,}: {_listed(found)}"
            rows.append(Row(name, told, any(said[:1].isupper() for said in found)))
            if name == "fuzzed questions":
                rows.append(_memory("memory over these", max((one.memory for one in done), key=lambda pair: pair[1])))
        return [*rows, kills.result(), documents.result()]

    return rows


def afresh(work: Callable[[_Of], _Made], of: _Of) -> _Made:
    """In a process of its own."""
    context = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=os.nice, initargs=(_GIVES_WAY,)) as alone:
        return alone.submit(work, of).result()


def killed(count: int) -> Row:
    """Each writing, killed so often."""
    from tests import killing

    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name in killing.WRITINGS:
            found += killing.moments(name, count, Path(folder))
    told = f"{found.total():,} times {' / '.join(killing.WRITINGS)}: {_listed(found)}"
    return Row("kill -9 while writing", told, any(said[:1].isupper() for said in found))


def opened_and_closed(count: int) -> Row:
    """Documents, one after the other, in one process."""
    from assistant.screens.own_documents import OwnDocuments
    from assistant.screens.page import _assistant_together, _assistants_over, _load
    from assistant.screens.worker import Worker
    from assistant.startup import open_assistant
    from corpus.reading import read_shipped

    shipped = read_shipped()
    worker = Worker(lambda say: open_assistant([shipped], say), lambda _: None)
    worker.start()
    own = OwnDocuments(worker, _assistants_over, _assistant_together, [], _load)
    early = 0.0
    for number in range(count):
        if number == max(2, count // 5):
            early = _settled()
        text = "\n\n".join(f"Court {line} of region {number} heard {line * number} cases." for line in range(200))
        key = own.open(f"courts{number}.txt", text.encode())
        while (found := own.of(key)) and found.stage:
            time.sleep(0.05)
        if found is None or found.failure:
            return Row("documents opened and closed", f"number {number}: {found and found.failure}", True)
        own.close(key)
    return _memory(f"{count} documents opened and closed", (early, _settled()))


def _settled() -> float:
    """MB once what was closed last has been given back, which takes a second."""
    time.sleep(3)
    return megabytes()


def people(share: float) -> list[Row]:
    seconds = max(20.0, SECONDS * share)
    with tempfile.TemporaryDirectory() as folder:
        measured: Measured = crowd(Path(folder), trust_inputs.expected(), seconds)
    slow = measured.wait_of(0.95)
    before, most, growth = measured.growth()
    ready = "not ready in that time" if measured.prepared is None else f"ready after {measured.prepared:.0f} s"
    found = measured.found
    said = (
        f"{len(measured.waits):,} questions in {seconds:.0f} s: {_listed(found)}; "
        f"median {measured.wait_of(0.5):.2f} s, p95 {slow:.2f} s; the 63-page PDF of one more: {ready}"
    )
    harmed = any(one[:1].isupper() for one in found) or not found["right"] or slow > _SLOWEST
    name = f"{PEOPLE} people over HTTP"
    return [Row(name, said, harmed), Row("memory meanwhile", _grown(before, most, growth), growth > _FLAT)]


def sites() -> Row:
    """Another site's page in a real Chromium, and a network without a login."""
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", *_SITES]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    last = (done.stdout.strip().splitlines() or ["nothing"])[-1]
    good = done.returncode == 0 and re.search(rf"\b{len(_SITES)} passed", last) and "skipped" not in last
    told = "nothing read, nothing changed; without a login refused" if good else last
    return Row("another site, a network", told, not good)


def _memory(what: str, measured: tuple[float, float]) -> Row:
    before, after = measured
    growth = after / before - 1 if before else 0.0
    return Row(what, _grown(before, after, growth), growth > _FLAT)


def _grown(before: float, after: float, growth: float) -> str:
    return f"{before:.0f} MB, then {after:.0f} MB ({100 * growth:+.1f} %)"


def _listed(found: Counter[str]) -> str:
    return ", ".join(f"{said} {many:,}" for said, many in found.most_common())


def main() -> int:
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    started = time.monotonic()
    harmed = 0
    print("| what | what came of it |\n| --- | --- |", flush=True)
    for row in rows_of(share):
        harmed += row.harmed
        print(f"| {row.what} | {'**HARMED** ' if row.harmed else ''}{row.found} |", flush=True)
    print(f"\n{harmed} harmed; {(time.monotonic() - started) / 60:.1f} minutes, share {share:g}.")
    return 1 if harmed else 0


if __name__ == "__main__":
    sys.exit(main())
