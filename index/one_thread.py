"""A short text is encoded on one thread: several wait for each other, 500 ms on a busy laptop against 22."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

# The number is the whole process's: who sets it must be alone until it is given back.
_turn = threading.Lock()


@contextmanager
def one_thread() -> Iterator[None]:
    """For what numpy computes inside it, one after the other."""
    with _turn, numpys_threads().limit(limits=1):
        yield


@cache
def numpys_threads() -> Any:
    """Those of the libraries that multiply for numpy; what other packages bring along has threads of its own."""
    from threadpoolctl import ThreadpoolController

    found = ThreadpoolController()
    paths = [library["filepath"] for library in found.info()]
    return found.select(filepath=[path for path in paths if "numpy" in path])
