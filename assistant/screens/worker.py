"""One thread that opens the assistant and then works for it: answers first, then what may wait, then what takes long.

A question asked while the model loads stands in the queue behind the loading: it waits, it does not fail. One thread,
because the model is fastest alone and the index need not be guarded. Work that is not an answer calls `breathe` now and
then, so that no question waits for it. Leaves drawing and serving to others.
"""

from __future__ import annotations

import asyncio
import itertools
import queue
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from enum import IntEnum
from typing import Any, Protocol, TypeVar

from assistant.answer import Answer, Turn
from assistant.query.limits import NO_LIMITS, Limits
from assistant.screens import interface_text
from assistant.screens.deadline import in_time

Result = TypeVar("Result")
_LONGEST_ANSWER = 30.0  # seconds; the dearest question takes half of one, on a machine that does much else several


class Answering(Protocol):
    """What the worker needs of an assistant."""

    def answer(self, question: str, turns: Sequence[Turn], limits: Limits, /) -> Answer: ...


class NotLoaded(Exception):
    """The assistant could not be opened; the text says why, for the person."""


class Urgency(IntEnum):
    """What is done first: an answer and what was asked about one, then what the page adds by itself, then the rest."""

    ANSWER = 0
    AFTERWARDS = 1
    LONG = 2


Open = Callable[[Callable[[str], None]], Answering]
_Job = tuple[int, int, Callable[[Any], Any], "Future[Any]"]  # urgency, number in order of arrival, work, result


class Worker:
    """`open_` is called once, in the thread, when `start` is. `heard` is told each line of progress."""

    def __init__(self, open_: Open, heard: Callable[[str], None], seconds: float = _LONGEST_ANSWER) -> None:
        """`seconds`: that one answer may take, its wait in the queue not counted."""
        self._seconds = seconds
        self._open = open_
        self._heard = heard
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        # A daemon: stopping the program must not wait for seconds of imports.
        self._thread = threading.Thread(target=self._run, name="assistant", daemon=True)
        self._opened = threading.Event()
        self._assistant: Answering | None = None
        self.failure: str | None = None
        self.progress = ""  # the last line that the opening said

    def start(self) -> None:
        self._thread.start()

    @property
    def opened(self) -> bool:
        """True once the opening has ended, well or not (`failure`)."""
        return self._opened.is_set()

    @property
    def opening(self) -> bool:
        return self._thread.is_alive() and not self.opened

    async def answer(
        self, question: str, turns: Sequence[Turn], limits: Limits = NO_LIMITS, assistant: Answering | None = None
    ) -> Answer:
        """By the assistant that was opened, unless another is named. Waits for its turn. Raises NotLoaded, OutOfTime,
        UnusableQuestion, and whatever the assistant raises."""
        asked = tuple(turns)
        return await self.work(
            lambda own: in_time(lambda: (assistant or own).answer(question, asked, limits), self._seconds),
            Urgency.ANSWER,
        )

    async def work(self, do: Callable[[Answering], Result], urgency: Urgency) -> Result:
        """What `do` makes of the assistant, in the thread. Raises NotLoaded, and whatever it raises."""
        return await asyncio.wrap_future(self.submit(do, urgency))

    def submit(self, do: Callable[[Answering], Result], urgency: Urgency) -> Future[Result]:
        future: Future[Result] = Future()
        self._jobs.put((urgency, next(self._numbers), do, future))
        return future

    async def afterwards(self, do: Callable[[Answering], Result], /) -> Result:
        """The same behind every question; `do` calls `breathe_afterwards` now and then."""
        return await self.work(do, Urgency.AFTERWARDS)

    def breathe_afterwards(self) -> None:
        self.breathe(Urgency.AFTERWARDS)

    def breathe(self, urgency: Urgency = Urgency.LONG) -> None:
        """To be called now and then by work of this urgency, in the thread: does what is more urgent."""
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            if job[0] >= urgency:
                self._jobs.put(job)
                return
            self._do(job)

    def _say(self, line: str) -> None:
        self.progress = line
        self._heard(line)

    def _run(self) -> None:
        try:
            self._assistant = self._open(self._say)
        except Exception as error:
            traceback.print_exc()  # for whoever reads the terminal; the page shows the line
            self.failure = str(error) or type(error).__name__
        self._opened.set()
        self._heard(interface_text.say("not_loaded", reason=self.failure) if self.failure else interface_text.READY)
        while True:
            self._do(self._jobs.get())

    def _do(self, job: _Job) -> None:
        _, _, do, future = job
        if not future.set_running_or_notify_cancel():
            return  # the browser has gone
        try:
            if self._assistant is None:
                raise NotLoaded(self.failure)
            future.set_result(do(self._assistant))
        except Exception as error:
            future.set_exception(error)
