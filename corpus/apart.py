"""A file read in a process of its own, so that no file takes the program down with it or keeps it waiting.

Work and path in, what the work returns out. What it tells on its way is heard here; a process that takes too long or
too much memory, or dies, is one line for the person. Windows knows no limit of memory that a process sets itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from corpus.allowed import Allowed, allowed
from corpus.collector import look_seldom
from corpus.unreadable import Fault, UnreadableReport

Result = TypeVar("Result")
Tell = Callable[..., None]  # with anything that can be pickled


@dataclass(frozen=True, slots=True)
class Costs:
    """What reading may take where the operator set no limit. `earned`: seconds more for each sign of progress."""

    seconds: int
    earned: int
    megabytes: int


USUAL = Costs(50, 1, 1200)  # a full page of a PDF takes a quarter of a second, a thousand pages some 400 MB
PLENTY = Costs(300, 120, 4000)  # where pages are recognized: up to half a minute a page, 900 MB and what is set aside
_GLANCE = 0.25  # seconds between two looks at whether anybody still waits


def read_apart(
    work: Callable[[Path, Tell], Result],
    path: Path,
    hear: Tell,
    wanted: Callable[[], None],
    usual: int | None = None,
    costs: Costs = USUAL,
) -> Result:
    """`work(path, tell)`; `hear` gets what it tells. `wanted` is called all the time, and raises where nobody waits.
    `costs`: what it may take where the operator set no limit, `usual` seconds instead of theirs where it is given.

    `work` is a function of a module, not within another. Raises what it raises, as far as it can be pickled.
    """
    seconds, memory = allowed(Allowed.SECONDS, usual or costs.seconds), allowed(Allowed.MEMORY, costs.megabytes)
    spawn = multiprocessing.get_context("spawn")  # a fork would copy the server's threads and locks
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_work, args=(theirs, work, path, memory), name="reading", daemon=True)
    process.start()
    theirs.close()
    latest = monotonic() + seconds
    try:
        while True:
            wanted()
            if monotonic() > latest:
                line = f"{path}: reading it takes longer than {seconds} seconds. Split it, or raise {Allowed.SECONDS}."
                raise UnreadableReport(line, Fault.SLOW)
            if not ours.poll(_GLANCE):
                continue
            said, told = ours.recv()
            if said == "told":
                latest += costs.earned
                hear(*told)
            elif said == "failed":
                raise told
            else:
                return told  # type: ignore[no-any-return]
    except EOFError as died:  # killed by the system, or by a fault of a library
        raise _too_heavy(path, memory) from died
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _work(out: Connection, work: Callable[[Path, Tell], Any], path: Path, memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who reads, who then ends this process
    look_seldom()
    _limit_memory(memory)
    too_heavy = _too_heavy(path, memory)
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        try:
            out.send(_outcome(out, work, path, memory))
        except MemoryError:  # what was read is there once, and not a second time to be sent
            out.send(("failed", too_heavy))


def _outcome(out: Connection, work: Callable[[Path, Tell], Any], path: Path, memory: int) -> tuple[str, Any]:
    try:
        return "done", work(path, lambda *told: out.send(("told", told)))
    except MemoryError:
        return "failed", _too_heavy(path, memory)
    except Exception as error:
        return "failed", error


def _limit_memory(megabytes: int) -> None:
    """Of what is taken from now on, where the system tells how much there is already."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows; a system that limits more already
        import resource

        held = Path("/proc/self/statm")
        taken = int(held.read_text().split()[0]) * resource.getpagesize() if held.exists() else 0
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (taken + megabytes * 1024 * 1024, most))


def _too_heavy(path: Path, memory: int) -> UnreadableReport:
    line = f"{path}: reading it takes more than {memory} MB of memory. Split it, or raise {Allowed.MEMORY}."
    return UnreadableReport(line, Fault.HEAVY)
