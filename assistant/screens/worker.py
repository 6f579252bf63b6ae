"""One thread that opens the assistant and then answers, a question at a time, in the order in which they were asked.

A question asked while the model loads stands in the queue behind the loading: it waits, it does not fail. One thread,
because the model is fastest alone and the index need not be guarded. Leaves drawing and serving to others.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from assistant.answer import Answer, Turn
from assistant.screens import wording


class Answering(Protocol):
    """What the worker needs of an assistant."""

    def answer(self, question: str, turns: Sequence[Turn]) -> Answer: ...


class NotLoaded(Exception):
    """The assistant could not be opened; the text says why, for the person."""


Open = Callable[[Callable[[str], None]], Answering]
_Job = tuple[str, tuple[Turn, ...], "Future[Answer]"]


class Worker:
    """`open_` is called once, in the thread, when `start` is. `heard` is told each line of progress."""

    def __init__(self, open_: Open, heard: Callable[[str], None]) -> None:
        self._open = open_
        self._heard = heard
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        # A daemon: stopping the program must not wait for seconds of imports.
        self._thread = threading.Thread(target=self._run, name="assistant", daemon=True)
        self._opened = threading.Event()
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

    async def answer(self, question: str, turns: Sequence[Turn]) -> Answer:
        """Waits for its turn. Raises NotLoaded, UnusableQuestion, and whatever the assistant raises."""
        future: Future[Answer] = Future()
        self._jobs.put((question, tuple(turns), future))
        return await asyncio.wrap_future(future)

    def _say(self, line: str) -> None:
        self.progress = line
        self._heard(line)

    def _run(self) -> None:
        assistant: Answering | None = None
        try:
            assistant = self._open(self._say)
        except Exception as error:
            traceback.print_exc()  # for whoever reads the terminal; the page shows the line
            self.failure = str(error) or type(error).__name__
        self._opened.set()
        self._heard(wording.NOT_LOADED.format(reason=self.failure) if self.failure else wording.READY)
        while True:
            question, turns, future = self._jobs.get()
            if not future.set_running_or_notify_cancel():
                continue  # the browser has gone
            try:
                if assistant is None:
                    raise NotLoaded(self.failure)
                future.set_result(assistant.answer(question, turns))
            except Exception as error:
                future.set_exception(error)
