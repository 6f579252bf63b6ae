"""What each program of the benchmark of speed does, and how it is measured: `python -m tests.speed.NAME VERB …`.

`open DOCUMENT FOLDER` loads, splits, embeds and keeps a document; `ask FOLDER QUESTION` prints what answers, from what
was kept; `warm CORPUS` asks again and again over passages whose vectors are given. Each runs in an environment of its
own: beside the standard library this file needs numpy alone.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np

Ask = Callable[[str], object]

PEOPLE = (1, 4, 16)
_SECONDS = 3.0  # for which so many people ask without a pause
CHARACTERS, OVERLAP = 500, 50  # of a part, where a program splits


class Program(Protocol):
    def opened(self, document: Path, folder: Path) -> None: ...

    def kept(self, folder: Path) -> Ask: ...

    def over(self, texts: Sequence[str], vectors: Any) -> Ask:
        """`vectors`: (texts, dimension) of float32, rows of length 1."""
        ...


def main(make: Callable[[], Program]) -> None:
    """`make` imports what the program needs and loads its model."""
    verb, *words = sys.argv[1:]
    program = make()
    if verb == "open":
        began = time.perf_counter()
        program.opened(Path(words[0]), Path(words[1]))
        print("whole", time.perf_counter() - began)
    elif verb == "ask":
        print(program.kept(Path(words[0]))(words[1]))
    else:
        warm_over(program.over, Path(words[0]))


def warm_over(over: Callable[[Sequence[str], Any], Ask], corpus: Path) -> None:
    texts = json.loads((corpus / "texts.json").read_text(encoding="utf-8"))
    warm(over(texts, np.load(corpus / "vectors.npy")), asked_of(corpus))


def asked_of(corpus: Path) -> list[str]:
    questions: list[str] = json.loads((corpus / "questions.json").read_text(encoding="utf-8"))
    return questions


def warm(ask: Ask, questions: Sequence[str]) -> None:
    """Prints the seconds of each answer, how many a second several people get who ask at once, and the megabytes that
    the process holds."""
    ask(questions[0])
    for question in questions:
        began = time.perf_counter()
        ask(question)
        print("warm", time.perf_counter() - began)
    for people in PEOPLE:
        print(f"people{people}", throughput(ask, questions, people))
    print("memory", resident())


def throughput(ask: Ask, questions: Sequence[str], people: int) -> float:
    """Answers a second."""
    counts = [0] * people
    over = time.perf_counter() + _SECONDS

    def asks(number: int) -> None:
        for question in islice(cycle(questions), number, None):
            if time.perf_counter() >= over:
                return
            ask(question)
            counts[number] += 1

    began = time.perf_counter()
    threads = [threading.Thread(target=asks, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


def resident() -> float:
    """Megabytes; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
