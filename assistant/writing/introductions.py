"""Answers of a server in, each with its introduction by the operator's language model out, at nobody else's cost.

The model is waited for outside the queue of questions, in a thread of its own, few at a time and up to a limit of time;
only what it wrote is judged in the queue, behind every question. Leaves what may be sent to it to who calls.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol

from assistant.answer import Answer
from assistant.writing.language_model import LanguageModel
from assistant.writing.leash import Likeness, Sentence, Written, judged
from assistant.writing.writer import drafted

if TYPE_CHECKING:
    from assistant.screens.worker import Answering

_AT_ONCE = 4  # calls of the model; a house has one machine for it
BUSY = "The writer has enough to do. Ask again later."
FAULT = "A fault of Further's own; the terminal that it runs in shows more."


class Afterwards(Protocol):
    """Of the worker: `afterwards` works behind every question, `breathe_afterwards` lets one go first."""

    async def afterwards(self, do: Callable[[Answering], Any], /) -> Any: ...

    def breathe_afterwards(self) -> None: ...


class Introductions:
    """`likeness_of`: given the assistant, how near texts lie in meaning."""

    def __init__(self, model: LanguageModel, worker: Afterwards, likeness_of: Callable[[Answering], Likeness]) -> None:
        self._model, self._worker, self._likeness_of = model, worker, likeness_of
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    async def of(self, answer: Answer) -> Written:
        """Never an error: the answer stands without it, and `failure` says in a line what went wrong."""
        if not answer.citations:
            return Written()
        draft = await self._drafted(answer)
        try:
            found = draft if isinstance(draft, Written) else await self._judged(answer, draft)
        except Exception:
            traceback.print_exc()
            found = Written(failure=FAULT)
        if found.failure:
            print(found.failure, file=sys.stderr, flush=True)
        return found

    async def _drafted(self, answer: Answer) -> list[Sentence] | Written:
        if not self._room.acquire(blocking=False):
            return Written(failure=BUSY)
        drafting: Future[list[Sentence] | Written] = Future()
        drafting.set_running_or_notify_cancel()  # nobody who goes away can take the place of what is still running

        def draft() -> None:
            try:
                drafting.set_result(drafted(answer, self._model))
            except BaseException as error:
                drafting.set_exception(error)
            finally:
                self._room.release()

        # A daemon: stopping the program does not wait for a server that hangs.
        threading.Thread(target=draft, name="writer", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(drafting), self._model.seconds)
        except TimeoutError:
            return Written(failure=f"The writer took more than {self._model.seconds:.0f} seconds.")
        except Exception:
            traceback.print_exc()
            return Written(failure=FAULT)

    async def _judged(self, answer: Answer, draft: Sequence[Sentence]) -> Written:
        def judge(opened: Answering) -> Written:
            nearest = self._likeness_of(opened)

            def unhurried(text: str, others: Sequence[str]) -> float:
                self._worker.breathe_afterwards()
                return nearest(text, others)

            return judged(answer, draft, unhurried)

        found: Written = await self._worker.afterwards(judge)
        return found
