"""Prints how soon a question is answered, cold and warm, how soon a document can be asked, and how that grows with the
passages, as ratios to what else does it on the same machine: LangChain, LlamaIndex, txtai and Haystack with the same
weights, and the floor (encode the question, search the vectors).

`python -m tests.bench_speed [FILE.pdf] [--rounds 3] [--library FOLDER] [--sizes 1000,…] [--plot FILE.svg]`; `make
bench-speed` does all but the library, which `further add` makes. Each round runs all of them one after the other in
fresh processes, so that a machine that is busy for a while slows all; ratios are of the medians, in brackets the least
and the most of the rounds. The others are asked in environments of their own (`make peers`), named by FURTHER_PEERS;
those that are missing are said.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

HOME = Path(__file__).parents[1]
PEERS = Path(os.environ.get("FURTHER_PEERS", HOME / ".venv" / "peers"))
NAMES = {"langchain": "LangChain", "llamaindex": "LlamaIndex", "txtai": "txtai", "haystack": "Haystack"}
LEAFLET = HOME / "corpus" / "going-further-together.md"
QUESTION = "How many staff work in how many peace operations?"
_SIZES = "1000,10000,100000"
_SAID = ("read", "words", "pieces", "whole", "built", "encoded", "warm", "people1", "people4", "people16", "memory")


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` and `cpu` of the whole process; `said`: name -> the figures that it printed under it; `memory`: MB at
    most, resident."""

    seconds: float
    cpu: float
    memory: float
    said: dict[str, list[float]]


Figure = Callable[[Run], float]
Found = Mapping[str, Sequence[Run]]


def run(command: Sequence[str], **more: str) -> Run:
    """Raises CalledProcessError where it fails."""
    environment = (
        os.environ | {"PYTHONPATH": str(HOME), "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"} | more
    )
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=HOME, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command[:6])
    said: dict[str, list[float]] = {}
    for line in printed.splitlines():
        name, _, figure = line.rpartition(" ")
        if name in _SAID:
            said.setdefault(name, []).append(float(figure))
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def program(name: str, *words: object, python: str = sys.executable) -> list[str]:
    return [python, "-m", f"tests.speed.{name}", *map(str, words)]


def peers() -> dict[str, str]:
    """Name -> its python, of those that are there."""
    pythons = {name: PEERS / name / "bin" / "python" for name in NAMES}
    return {name: str(python) for name, python in pythons.items() if python.exists()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", nargs="?", type=Path, default=LEAFLET)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--library", dest="over", metavar="FOLDER", type=Path, help="a library of documents, asked at each of the sizes"
    )
    parser.add_argument("--sizes", default=_SIZES)
    parser.add_argument("--plot", type=Path, help="where the picture of cost against size is written")
    chosen = parser.parse_args()
    for name in NAMES.keys() - peers().keys():
        print(f"{NAMES[name]} is not asked: no environment {PEERS / name} (make peers)")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sizes = [int(size) for size in chosen.sizes.split(",") if size] if chosen.over else []
        found = rounds(one_document(folder, chosen.document), chosen.rounds)
        print_document(found)
        at: dict[int, Found] = {}
        for size in sizes:
            corpus = corpus_of(folder / str(size), size, chosen.over)
            at[size] = rounds(of_size(corpus, chosen.over, size), max(1, chosen.rounds - 1))
            print_size(f"{size:,} passages", at[size])
    if chosen.plot and at:
        plot(at, chosen.plot)


def rounds(kinds: Mapping[str, Callable[[], Run]], count: int) -> Found:
    found: dict[str, list[Run]] = {name: [] for name in kinds}
    for _ in range(count):
        for name, once in kinds.items():
            found[name].append(once())
    return found


def one_document(folder: Path, document: Path) -> dict[str, Callable[[], Run]]:
    """Cold and warm over the shipped report, opening over `document`."""
    cache = str(folder / "cache")
    ask = [sys.executable, "-c", "from assistant.cli.main import main; main()", "ask", QUESTION]
    corpus = corpus_of(folder / "leaflet")
    once: dict[str, Callable[[], Run]] = {
        "cold": lambda: run(ask, XDG_CACHE_HOME=cache),
        "first": lambda: run(ask, XDG_CACHE_HOME=tempfile.mkdtemp(dir=folder)),  # nothing of the program's is there
        # As `further` does; without it numpy's threads and torch's wait for each other.
        "open": lambda: run(program("further", "open", document), OPENBLAS_NUM_THREADS="1"),
        "building": lambda: run(program("further", "building", document), OPENBLAS_NUM_THREADS="1"),
        "further": lambda: run(program("further", "warm", corpus), XDG_CACHE_HOME=cache, OMP_NUM_THREADS="1"),
        "floor": lambda: run(program("floor", "warm", corpus), OMP_NUM_THREADS="1"),
    }
    once["cold"]()  # what the disk has to read once is no part of what is measured
    for name, python in peers().items():
        store = folder / f"store-{name}"
        run(program(name, "open", LEAFLET, store, python=python))
        once[f"{name} cold"] = partial(run, program(name, "ask", store, QUESTION, python=python))
        once[f"{name} open"] = partial(run, program(name, "open", document, folder / f"other-{name}", python=python))
        once[name] = partial(run, program(name, "warm", corpus, python=python), OMP_NUM_THREADS="1")
    return once


def of_size(corpus: Path, library: Path, size: int) -> dict[str, Callable[[], Run]]:
    """Warm, over so many passages."""
    once = {"further": partial(run, program("further", "library", library, size, corpus), OMP_NUM_THREADS="1")}
    once["floor"] = partial(run, program("floor", "warm", corpus), OMP_NUM_THREADS="1")
    for name, python in peers().items():
        once[name] = partial(run, program(name, "warm", corpus, python=python), OMP_NUM_THREADS="1")
    return {**once}


def corpus_of(folder: Path, count: int = 0, library: Path | None = None) -> Path:
    """The folder, filled by a process of its own: what this one holds would be counted as its children's memory."""
    run(program("corpus", folder, count, *([library] if library else [])))
    return folder


def said(name: str, share: float = 0.5) -> Figure:
    """What a process printed under a name: its median, or another share's."""
    return lambda one: float(np.percentile(one.said[name], 100 * share))


def median(found: Found, name: str, figure: Figure) -> float:
    return statistics.median(map(figure, found[name]))


def ratio(found: Found, name: str, figure: Figure, other: str, of_other: Figure | None = None) -> str:
    """Of the medians; in brackets the least and the most of the rounds."""
    against = of_other or figure
    each = [figure(one) / against(two) for one, two in zip(found[name], found[other], strict=True)]
    whole = median(found, name, figure) / median(found, other, against)
    return f"{whole:.2f} ({min(each):.2f} to {max(each):.2f})"


def print_document(found: Found) -> None:
    seconds, cpu, memory = (lambda one: one.seconds), (lambda one: one.cpu), (lambda one: one.memory)
    took, worked, held = (median(found, "cold", figure) for figure in (seconds, cpu, memory))
    print(f"\ncold question, index there: {took:.1f} s, {worked:.1f} s of CPU, {held:.0f} MB", end="")
    print(f"; a first start, {ratio(found, 'first', seconds, 'cold')} of that")
    stages = ("read", "words", "pieces", "whole")
    told = ", ".join(f"{stage} {median(found, 'open', said(stage)):.1f} s" for stage in stages)
    print(f"a document, models loaded, until it can be asked: {told}")
    built = ratio(found, "building", said("built"), "building", said("encoded"))
    print(f"10,000 passages, by both encoders: {built} of one pass of sentence-transformers over the same texts")
    for name in peers():
        figures = (("seconds", seconds), ("CPU", cpu), ("memory", memory))
        told = ", ".join(f"{what} {ratio(found, 'cold', figure, f'{name} cold')}" for what, figure in figures)
        print(f"cold question, of {NAMES[name]}'s: {told}")
        told = ", ".join(
            f"{stage} {ratio(found, 'open', said(stage), f'{name} open', said('whole'))}" for stage in stages[1:]
        )
        print(f"a document, of {NAMES[name]}'s load, split and embed: {told}")
    print_size("the shipped report", found)


def print_size(what: str, found: Found) -> None:
    print(f"\n{what}, warm: p50, p95, p99 ms; answers a second, 1, 4, 16 people at once; MB")
    for name in ("further", "floor", *peers()):
        shares = [1000 * median(found, name, said("warm", share)) for share in (0.5, 0.95, 0.99)]
        people = [median(found, name, said(f"people{count}")) for count in (1, 4, 16)]
        told = "  ".join(f"{figure:6.1f}" for figure in shares) + "   " + "  ".join(f"{each:6.1f}" for each in people)
        print(f"  {NAMES.get(name, name):11}{told}   {median(found, name, said('memory')):6.0f}")
    print(f"  p50 of the floor's: {ratio(found, 'further', said('warm'), 'floor')}", end="")
    if peers():
        fastest = min(peers(), key=lambda name: median(found, name, said("warm")))
        print(f"; of the fastest peer's ({NAMES[fastest]}): {ratio(found, 'further', said('warm'), fastest)}", end="")
    print(flush=True)


def plot(at: Mapping[int, Found], path: Path) -> None:
    """A picture of the median answer against the number of passages."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams |= {
        "svg.hashsalt": "further",
        "svg.fonttype": "none",
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.4, 3.4), layout="constrained")
    for name in ("further", *peers(), "floor"):
        heights: list[Any] = [1000 * median(found, name, said("warm")) for found in at.values()]
        width = 2.5 if name == "further" else 1.2
        axes.plot(list(at), heights, marker="o", markersize=4, linewidth=width, label=NAMES.get(name, name.title()))
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds an answer, median")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
