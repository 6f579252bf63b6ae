"""The writer on a leash beside a server: after the answer, outside the queue, and nothing of it where none is named."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

import assistant.screens.serve as serving
from assistant.answer import Answer
from assistant.api.application import Introduce, api
from assistant.assistant import Assistant
from assistant.cli import main as command
from assistant.documents import Documents
from assistant.screens.introduction_view import introduction
from assistant.screens.worker import Urgency, Worker
from assistant.wording import wording
from assistant.writing import introductions as rooms
from assistant.writing.introductions import BUSY, Introductions
from assistant.writing.language_model import LanguageModel
from assistant.writing.leash import Sentence, Why, Written
from assistant.writing.writer import likeness
from corpus.report import Report
from tests.conftest import HandEncoder
from tests.model_server import Server, model_server

HOME = Path(__file__).parents[1]
QUESTION = "131 interviews"


@pytest.fixture
def server() -> Iterator[Server]:
    with model_server() as running:
        yield running


@pytest.fixture
def worker(assistant: Assistant) -> Worker:
    found = Worker(lambda _say: assistant, heard=lambda _line: None)
    found.start()
    return found


def introducing(server: Server, worker: Worker, seconds: float = 20) -> Introductions:
    return Introductions(LanguageModel(server.url, "small", seconds=seconds), worker, lambda _: likeness(HandEncoder()))


def says_what_stands_there(server: Server, assistant: Assistant) -> str:
    """The server replies the first quote's own words, and an invention."""
    words = assistant.ask(QUESTION).citations[0].quote.text
    server.says({"sentences": [{"text": words, "quotes": [1]}, {"text": "All was invented.", "quotes": [1]}]})
    return words


def hang(until: threading.Event) -> object:
    def reply(_to: BaseHTTPRequestHandler) -> None:
        until.wait(30)

    return reply


def post(documents: Documents, worker: Worker, introduce: Introduce | None, body: dict[str, object]) -> httpx.Response:
    async def ask() -> httpx.Response:
        door = httpx.ASGITransport(app=api(documents, worker, introduce))
        async with httpx.AsyncClient(transport=door, base_url="http://127.0.0.1") as client:
            return await client.post("/ask", json=body, timeout=60)

    return asyncio.run(ask())


def test_the_http_door_gives_what_the_quotes_bear_out_and_counts_what_was_dropped(
    server: Server, worker: Worker, assistant: Assistant, shipped: Report
) -> None:
    words = says_what_stands_there(server, assistant)
    introduce = introducing(server, worker).of
    answered = post(Documents([shipped]), worker, introduce, {"question": QUESTION})
    assert answered.status_code == 200
    assert answered.json()["written"] == {
        "sentences": [{"text": words, "quotes": [1]}],
        "dropped": [{"why": "other_words"}],
        "failure": None,
    }
    assert "invented" not in answered.text


def test_who_does_not_want_it_does_not_wait_for_it(server: Server, worker: Worker, shipped: Report) -> None:
    introduce = introducing(server, worker).of
    answered = post(Documents([shipped]), worker, introduce, {"question": QUESTION, "writer": False})
    assert "written" not in answered.json()
    assert not server.paths


def test_without_a_writer_an_answer_is_as_it_was(worker: Worker, shipped: Report) -> None:
    assert "written" not in post(Documents([shipped]), worker, None, {"question": QUESTION}).json()


def test_a_writer_that_hangs_delays_nobody_and_leaves_the_answer(
    server: Server, worker: Worker, assistant: Assistant
) -> None:
    """While it hangs questions are answered; its own answer comes when its time is over, with a line."""
    release = threading.Event()
    server.reply = hang(release)  # type: ignore[assignment]
    introductions = introducing(server, worker, seconds=1.5)
    answer = assistant.ask(QUESTION)

    async def both() -> tuple[Written, bool]:
        waiting = asyncio.create_task(introductions.of(answer))
        while not server.paths:
            await asyncio.sleep(0.01)
        for _ in range(5):
            assert (await worker.answer(QUESTION, ())).citations
        still = not waiting.done()
        return await waiting, still

    found, still = asyncio.run(both())
    release.set()
    assert still
    assert not found.sentences
    assert "more than" in found.failure


def test_no_more_than_a_few_wait_for_a_writer_at_once(
    server: Server, worker: Worker, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "_AT_ONCE", 2)
    release = threading.Event()
    server.reply = hang(release)  # type: ignore[assignment]
    introductions = introducing(server, worker, seconds=1)
    answer = assistant.ask(QUESTION)

    async def crowd() -> list[Written]:
        return list(await asyncio.gather(*(introductions.of(answer) for _ in range(5))))

    begun = time.monotonic()
    found = asyncio.run(crowd())
    release.set()
    assert [one.failure == BUSY for one in found].count(True) == 3
    assert all(one.failure for one in found)
    assert time.monotonic() - begun < 20


def test_a_writer_that_fails_leaves_the_answer_with_a_line(
    server: Server, worker: Worker, shipped: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    server.sends(b"oh", 500)
    introduce = introducing(server, worker).of
    answered = post(Documents([shipped]), worker, introduce, {"question": QUESTION}).json()
    assert answered["quotes"]
    assert "status 500" in answered["written"]["failure"]
    assert "status 500" in capsys.readouterr().err


def test_a_fault_of_our_own_is_told_and_costs_no_answer(server: Server, worker: Worker, assistant: Assistant) -> None:
    says_what_stands_there(server, assistant)

    def broken(_: object) -> object:
        raise RuntimeError("on purpose")

    introductions = Introductions(LanguageModel(server.url, "small"), worker, broken)  # type: ignore[arg-type]
    assert asyncio.run(introductions.of(assistant.ask(QUESTION))).failure == rooms.FAULT


def test_what_came_is_judged_behind_the_questions(server: Server, worker: Worker, assistant: Assistant) -> None:
    """Between two sentences a question that waits goes first."""
    answer: Answer = assistant.ask(QUESTION)
    words = answer.citations[0].quote.text
    server.says({"sentences": [{"text": words, "quotes": [1]}] * 3})
    order: list[str] = []

    def slow(_: object) -> object:
        def near(_text: str, _others: object) -> float:
            order.append("judged")
            if len(order) == 1:
                worker.submit(lambda _: order.append("asked"), Urgency.ANSWER)
            return 1.0

        return near

    introductions = Introductions(LanguageModel(server.url, "small"), worker, slow)  # type: ignore[arg-type]
    assert len(asyncio.run(introductions.of(answer)).sentences) == 3
    assert order == ["judged", "asked", "judged", "judged"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
def test_the_page_says_whose_words_they_are_and_how_many_sentences_went(language: str) -> None:
    written = Written((Sentence("It <b>lists</b> two.", (1, 2)),), ((Sentence("x", ()), Why.NO_QUOTE),))
    shown = introduction(written, language)
    assert wording("page")[language]["written"].format(count=1).replace("'", "&#x27;") in shown
    assert "It &lt;b&gt;lists&lt;/b&gt; two. [1][2]" in shown
    assert wording("page")[language]["written_failed"].replace("'", "&#x27;") in introduction(
        Written(failure="The writer at 10.0.0.1 cannot be reached."), language
    )
    assert introduction(Written(), language) == ""


def test_the_command_hands_the_writer_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(serving, "serve", lambda *_, **options: heard.append(options["writer"]))
    with pytest.raises(SystemExit) as left:
        command.main(["chat", "--writer", "http://127.0.0.1:1/v1", "--writer-model", "small"])
    assert left.value.code == 0
    assert heard == [LanguageModel("http://127.0.0.1:1/v1", "small")]


def test_a_writer_of_the_page_without_a_model_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["chat", "--writer", "http://127.0.0.1:1/v1"])
    assert left.value.code == 2
    assert "--writer-model" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("doors", "writer", "parts"),
    [
        (False, "None", set()),
        (True, "None", {"api", "mcp_server"}),
        (False, "LanguageModel('http://127.0.0.1:1/v1', 'm')", {"writing"}),
    ],
)
def test_the_page_loads_nothing_of_doors_and_writer_unless_they_are_named(
    doors: bool, writer: str, parts: set[str]
) -> None:
    program = (
        "import sys\n"
        "from assistant.screens.page import application\nfrom assistant.screens.hosts import Hosts\n"
        "from assistant.screens.worker import Worker\nfrom corpus.reading import read_shipped\n"
        f"if {writer!r} != 'None': from assistant.writing.language_model import LanguageModel\n"
        "worker = Worker(lambda say: None, heard=print)\n"
        f"app, _ = application([read_shipped()], worker, Hosts('127.0.0.1', ()), doors={doors}, writer={writer})\n"
        "blocks = next(r.app for r in app._app.routes if hasattr(getattr(r, 'app', None), 'get_blocks')).get_blocks()\n"
        "scripts = ''.join(getattr(b, 'js_on_load', None) or '' for b in blocks.blocks.values())\n"
        "found = {n.split('.')[1] for n in sys.modules if n.startswith('assistant.')}\n"
        "print(*sorted(found & {'api', 'mcp_server', 'writing'}), 'written_waiting' in scripts)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=HOME, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    *loaded, script = run.stdout.split()
    assert (set(loaded), script) == (parts, str(writer != "None"))
