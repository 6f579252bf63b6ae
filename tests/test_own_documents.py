"""Documents of one's own: found in by words as soon as they are read, by more as it is made."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from assistant.assistant import Assistant
from assistant.screens.calls import OwnCall
from assistant.screens.own_documents import Own, OwnDocuments
from assistant.screens.reader_calls import Service
from assistant.screens.worker import Answering, Urgency, Worker
from assistant.startup import assistants_over
from corpus.report import Report
from index.encoder import Encoder
from index.passage_index import PassageIndex
from tests.test_embeddings import ByHand

pytestmark = pytest.mark.slow  # a file is read in a process of its own

QUESTION = "Where do mobile courts sit?"
TEXT = b"Mobile courts sit in four regions.\n\nPrisons were visited by night."


def until(holds: Callable[[], object]) -> None:
    latest = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < latest
        time.sleep(0.02)


class Steps:
    """Makes assistants as the page does, each when it is let."""

    def __init__(self) -> None:
        self.let = threading.Semaphore(0)
        self.ended = False

    def __call__(
        self, report: Report, other: Answering, progress: Callable[[str, int, int], None]
    ) -> Iterator[Answering]:
        assert isinstance(other, Assistant)
        steps = assistants_over(report, other, progress)
        try:
            while True:
                until(lambda: self.let.acquire(blocking=False) or self._cancelled(progress))
                yield next(steps)
        except StopIteration:
            return
        finally:
            self.ended = True

    def _cancelled(self, progress: Callable[[str, int, int], None]) -> bool:
        progress("meaning", 0, 1)
        return False


@pytest.fixture
def worker(shipped: Report, hand_encoder: Encoder) -> Worker:
    index = PassageIndex.build([shipped], hand_encoder, ByHand(hand_encoder))
    made = Worker(lambda _: Assistant(index), lambda _: None)
    made.start()
    return made


def opened(own: OwnDocuments) -> tuple[str, Own]:
    key = own.open("courts.txt", TEXT)
    found = own.of(key)
    assert found
    return key, found


def assistant_of(own: Own) -> Assistant:
    assert isinstance(own.assistant, Assistant)
    return own.assistant


def test_it_can_be_asked_by_words_while_its_meaning_is_still_being_made(worker: Worker) -> None:
    steps, loaded = Steps(), threading.Event()
    documents = OwnDocuments(worker, steps, lambda own, *_: own[0], load=lambda _: loaded.set())
    _, own = opened(documents)
    steps.let.release()
    until(lambda: own.report)
    assert loaded.is_set()  # the models are loaded while the file is read
    assert assistant_of(own).index.by_words
    answer = worker.submit(lambda _: assistant_of(own).answer(QUESTION), Urgency.ANSWER)
    until(lambda: own.stage == "own_meaning")
    assert answer.result().citations[0].quote.text == "Mobile courts sit in four regions."
    assert "words alone" in answer.result().message
    steps.let.release()
    until(lambda: not assistant_of(own).index.by_words)
    assert assistant_of(own).index.second is None
    steps.let.release()
    until(lambda: assistant_of(own).index.second)
    steps.let.release()
    until(lambda: not own.stage)
    assert "words alone" not in assistant_of(own).answer(QUESTION).message


def test_the_page_shows_it_at_once_and_then_asks_only_how_far_it_is(worker: Worker) -> None:
    steps = Steps()
    documents = OwnDocuments(worker, steps, lambda own, *_: own[0])
    key, own = opened(documents)
    service = Service((), worker, documents, lambda *_: (), lambda *_: {})
    steps.let.release()
    until(lambda: own.report)
    first = asyncio.run(service.own_state(OwnCall(own=key)))
    assert "Mobile courts" in first["papers"]
    assert first["stage"]
    assert "papers" not in asyncio.run(service.own_state(OwnCall(own=key, shown=True)))
    steps.let.release(4)
    until(lambda: not own.stage)
    assert asyncio.run(service.own_state(OwnCall(own=key, shown=True)))["stage"] == ""


def test_closed_in_the_middle_nothing_goes_on(worker: Worker) -> None:
    steps = Steps()
    documents = OwnDocuments(worker, steps, lambda own, *_: own[0])
    key, own = opened(documents)
    steps.let.release()
    until(lambda: own.report)
    documents.close(key)
    until(lambda: own.failure)
    assert own.failure == ("own_gone", {})
    until(lambda: steps.ended)
