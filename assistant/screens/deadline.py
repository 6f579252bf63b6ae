"""Work in a thread in, its end in time out: what takes longer than it may is told off and ends with `OutOfTime`.

A thread cannot be killed. The interpreter can be asked to raise an error in it, and does so between two steps of
Python: work that is deep in a library (a matrix, a pattern) ends when that step returns.
"""

from __future__ import annotations

import asyncio
import ctypes
import threading
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

Result = TypeVar("Result")
Given = ParamSpec("Given")
_LONGEST = 30.0  # seconds of what asks no model; a long pack takes three


class OutOfTime(Exception):
    """The work took longer than it may."""


def in_time(work: Callable[[], Result], seconds: float) -> Result:
    """What `work` returns. Raises OutOfTime, and whatever it raises."""
    thread = threading.get_ident()
    lock = threading.Lock()
    over = told = False

    def tell_off() -> None:
        nonlocal told
        with lock:
            if not over:
                told = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))

    timer = threading.Timer(seconds, tell_off)
    timer.daemon = True
    timer.start()
    try:
        result = work()
        with lock:
            over = True
        if told:
            _let_it_come()
        return result
    finally:
        timer.cancel()
        with lock:
            over = True


async def in_thread(work: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Result:
    """What `work` returns, while others are served. Raises OutOfTime, and whatever it raises."""
    return await asyncio.to_thread(in_time, partial(work, *given, **named), _LONGEST)


def _let_it_come() -> None:
    """The error that was asked for while the work was ending comes here, and not to whoever works next."""
    for _ in range(1000):
        pass
