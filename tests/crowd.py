"""Fifty people who ask a served page at once, each from a machine of its own, while one more opens a long PDF.

Every answer is compared with the one that the same question gets when it is asked alone.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfWriter

from tests.asking import Person
from tests.chat_server import chat
from tests.test_pdf_file import column, draw

PEOPLE, SECONDS = 50, 300
_PAUSE = (6.0, 24.0)  # seconds between an answer and the next question: one reads what was quoted
_PAGES = 63
_BENCH = Path(os.environ.get("FURTHER_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "pdfs" / "un"

Expected = Mapping[str, tuple[str, tuple[str, ...]]]  # question -> status, anchors of its quotes


@dataclass
class Measured:
    """`waits`: seconds of each answer. `memory`: (seconds since the beginning, MB of the server), each second.
    `prepared`: seconds until the PDF was ready, None where it was not."""

    found: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    prepared: float | None = None

    def wait_of(self, share: float) -> float:
        """The wait that this share of answers does not exceed, in seconds."""
        ranked = sorted(self.waits)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0

    def growth(self) -> tuple[float, float, float]:
        """MB from when the first minute was over and the PDF was ready, MB at the end, and the share that it grew."""
        settled = max(60.0, self.prepared or 0.0)
        last = [one for when, one in self.memory if when >= settled] or [one for _, one in self.memory][-2:]
        most = max(last)
        return last[0], most, most / last[0] - 1


def crowd(folder: Path, expected: Expected, seconds: float = SECONDS, people: int = PEOPLE) -> Measured:
    """Serves, asks for so long, and stops. `expected` holds the questions that are asked."""
    measured, lock = Measured(), threading.Lock()
    with chat(folder) as running:
        first = Person(running.address)
        first.until(lambda: not first.calls("glance")["loading"], 300)
        begun = time.monotonic()
        over = begun + seconds

        def asks(number: int) -> None:
            chance = random.Random(number)
            time.sleep(chance.uniform(0, _PAUSE[0]))
            person = Person(running.address, machine=f"127.0.1.{number + 1}")
            while time.monotonic() < over:
                question = chance.choice(list(expected))
                sent = time.monotonic()
                said = outcome(person, question, expected)
                with lock:
                    measured.waits.append(time.monotonic() - sent)
                    measured.found[said] += 1
                time.sleep(chance.uniform(*_PAUSE))

        def opens() -> None:
            person = Person(running.address, machine="127.0.2.1")
            key = person.opens("long.pdf", long_pdf())
            while time.monotonic() < over:
                state = person.calls("own_state", own=key, shown=True)
                if state.get("failure") or state.get("gone"):
                    with lock:
                        measured.found[f"PDF {state}"] += 1
                    return
                if not state["stage"] and measured.prepared is None:
                    measured.prepared = time.monotonic() - begun
                time.sleep(1)

        threads = [threading.Thread(target=asks, args=(number,)) for number in range(people)]
        threads.append(threading.Thread(target=opens))
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            measured.memory.append((time.monotonic() - begun, megabytes(running.process.pid)))
            time.sleep(1)
        printed = running.printed.read_text(encoding="utf-8")
        if "Traceback" in printed:
            measured.found["TRACEBACK in the terminal"] += printed.count("Traceback")
    return measured


def outcome(person: Person, question: str, expected: Expected) -> str:
    """ "right", or what was wrong in capitals."""
    try:
        reply = person.calls("ask", question=question)
    except (AssertionError, OSError, ValueError) as error:
        return f"ERROR {type(error).__name__}: {error}"[:80]
    if "answer" not in reply:
        return f"REFUSED {reply}"[:80]
    answer = reply["answer"]
    got = (answer["status"], tuple(quote["anchor"] for quote in answer["quotes"] if not quote.get("further")))
    return "right" if got == expected[question] else f"WRONG ANSWER to {question[:60]!r}"


def long_pdf() -> bytes:
    """A UN document of 63 pages where the bench is there, else as many pages made here."""
    for path in sorted(_BENCH.glob("*.pdf")):
        content = path.read_bytes()
        if pages_of(content) == _PAGES:
            return content
    from io import BytesIO

    writer, out = PdfWriter(), BytesIO()
    for page in range(_PAGES):
        lines = [
            f"In region {page}, court {line} sat in month {line % 12 + 1} and heard {page * line} cases."
            for line in range(30)
        ]
        draw(writer, column(*lines))
    writer.write(out)
    return out.getvalue()


def pages_of(content: bytes) -> int:
    from io import BytesIO

    from pypdf import PdfReader

    return len(PdfReader(BytesIO(content)).pages)


def megabytes(process: int | str = "self") -> float:
    """What a process holds in memory; 0 where the system does not tell."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmRSS")), 0.0)
