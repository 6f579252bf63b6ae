"""An answer has a deadline; what nobody waits for is not done; one address does not take the server from the others."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence

import pytest

from assistant.answer import Answer, Turn
from assistant.query.limits import NO_LIMITS, Limits
from assistant.screens import deadline
from assistant.screens.calls import Call
from assistant.screens.deadline import OutOfTime, in_time
from assistant.screens.gate import _while_wanted
from assistant.screens.rates import Rate, Rates
from assistant.screens.reader_calls import Reply, callable_whole
from assistant.screens.sessions import Newest, Superseded
from assistant.screens.worker import Worker
from corpus.report import Report
from tests.chat_server import Scripted


class Endless:
    """Never answers "forever"."""

    def __init__(self, report: Report) -> None:
        self._scripted = Scripted((report,))

    def answer(self, question: str, turns: Sequence[Turn] = (), limits: Limits = NO_LIMITS) -> Answer:
        while "forever" in question:
            pass
        return self._scripted.answer(question, turns, limits)


def test_an_answer_that_never_comes_is_ended_and_the_next_one_comes(shipped: Report) -> None:
    worker = Worker(lambda _: Endless(shipped), lambda _: None, seconds=3)
    worker.start()
    with pytest.raises(OutOfTime):
        asyncio.run(worker.answer("forever", ()))
    assert asyncio.run(worker.answer("Ebola", ())).citations


def test_work_that_ends_in_time_is_not_told_off_later() -> None:
    for _ in range(200):
        try:
            assert in_time(lambda: sum(range(40_000)), 0.001) == 799_980_000
        except OutOfTime:
            continue
    time.sleep(0.01)
    assert sum(range(10_000)) == 49_995_000


def test_what_asks_no_model_is_ended_too_and_the_page_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "_LONGEST", 0.2)

    def draw() -> Reply:
        while True:
            time.sleep(0.01)

    async def slow(_: Call) -> Reply:
        return await deadline.in_thread(draw)

    async def whole() -> Reply:
        return await callable_whole(slow, Call)({})

    said = asyncio.run(whole())
    assert said == {"failure": {"say": "too_long", "parts": {}}}


def test_of_what_one_page_asks_the_newest_is_done() -> None:
    newest = Newest()
    first, others = newest.begin("page"), newest.begin("another page")
    second = newest.begin("page")
    with pytest.raises(Superseded):
        first.check()
    second.check()
    others.check()
    newest.begin("").check()


def test_a_question_that_its_browser_has_left_is_never_answered() -> None:
    begun, ended = asyncio.Event(), []

    async def app(_scope: object, receive: object, _send: object) -> None:
        await receive()  # type: ignore[operator]
        begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    async def leaves() -> dict[str, str]:
        await begun.wait()
        return {"type": "http.disconnect"}

    asyncio.run(asyncio.wait_for(_while_wanted(app, {}, b"{}", leaves, leaves), 10))  # type: ignore[arg-type]
    assert ended == ["cancelled"]


def test_a_cancelled_question_is_passed_over_in_the_queue(shipped: Report) -> None:
    gate, answered = threading.Event(), []

    def open_(_: object) -> Endless:
        gate.wait(10)
        return Endless(shipped)

    worker = Worker(open_, lambda _: None)
    worker.start()

    async def walk() -> None:
        left = asyncio.ensure_future(worker.work(lambda _: answered.append("left"), 0))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        left.cancel()
        await asyncio.wait([left])  # the cancellation has arrived before the worker is let go
        gate.set()
        await worker.work(lambda _: answered.append("stayed"), 0)  # type: ignore[arg-type]

    asyncio.run(walk())
    assert answered == ["stayed"]


def test_one_address_asks_so_often_and_another_is_not_touched_by_it() -> None:
    rates, rate = Rates(), Rate(burst=3, second=1)
    assert [rates.allow("a", "ask", rate, now=0) for _ in range(4)] == [True, True, True, False]
    assert rates.allow("b", "ask", rate, now=0)
    assert rates.allow("a", "check", rate, now=0)
    assert [rates.allow("a", "ask", rate, now=2) for _ in range(3)] == [True, True, False]
