"""The page without a browser: what it draws, how it waits for the model, how it starts and how it stops."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assistant.answer import Answer, Reason, Turn
from assistant.query.limits import Limits
from assistant.question_text import UnusableQuestion, checked
from assistant.screens import interface_text, server
from assistant.screens.interface_text import say
from assistant.screens.reading_pane import page_said, reading_pane
from assistant.screens.turn_view import Dialogue
from assistant.screens.worker import NotLoaded, Urgency, Worker
from corpus.report import Kind, Report
from corpus.text_file import text_report
from tests.chat_server import HOME, Scripted, chat, scripted, tricky_report

pytestmark = pytest.mark.server


_HEAVY = {"torch", "transformers", "sentence_transformers", "faiss", "sklearn", "pypdf", "pypdfium2"}


class Text(HTMLParser):
    """The text inside each element that `wanted` picks, its own elements included, in document order."""

    def __init__(self, markup: str, wanted: Callable[[str, dict[str, str | None]], bool]) -> None:
        super().__init__()
        self._wanted = wanted
        self._open: list[int | None] = []
        self.found: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._wanted(tag, dict(attrs)):
            self._open.append(len(self.found))
            self.found.append("")
        else:
            self._open.append(None)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the parser's name)
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for place in self._open:
            if place is not None:
                self.found[place] += data


def texts(markup: str, tag: str, **attributes: str) -> list[str]:
    return Text(markup, lambda name, has: name == tag and attributes.items() <= has.items()).found


def drawn(reports: Sequence[Report], question: str) -> str:
    return Dialogue(reports).turn(Scripted(tuple(reports)).answer(question))


def test_a_section_of_the_pane_holds_the_reports_text_and_nothing_else(shipped: Report) -> None:
    for report in (shipped, tricky_report()):
        assert texts(reading_pane([report]), "section", id="report-0") == [report.text]


def test_every_block_of_the_pane_names_its_place_in_code_points(shipped: Report) -> None:
    for report in (shipped, tricky_report()):
        pane = reading_pane([report])
        for block in report.blocks:
            quote = report.quote(block.span)
            tag = {Kind.HEADING: f"h{block.level + 2}", Kind.ITEM: "li"}.get(block.kind, "p")
            place = {"data-start": str(block.span.start), "data-end": str(block.span.end)}
            assert texts(pane, tag, **place) == [quote.text]


def test_a_page_is_named_as_printed_and_as_the_file_counts() -> None:
    assert ">page 7<" in page_said(7, "7") == page_said(7, None)
    assert ">page iv (page 12 of the file)<" in page_said(12, "iv")
    assert 'data-page="page v (page 2 of the file)"></span>a page' in reading_pane([tricky_report()])


def test_markup_in_a_document_or_a_question_is_shown_and_not_obeyed() -> None:
    markup = drawn([tricky_report()], "tricky <img src=x onerror=alert(1)>") + reading_pane([tricky_report()])
    assert "<script" not in markup
    assert "<img" not in markup
    assert "<i>" not in markup


def test_blockquotes_hold_the_reports_words_and_only_these(shipped: Report) -> None:
    answer = Scripted((shipped,)).answer("twelve")
    assert texts(drawn([shipped], "twelve"), "blockquote") == [citation.quote.text for citation in answer.citations]
    assert texts(drawn([shipped], "how many turns"), "blockquote") == []


def test_quotes_under_the_same_headings_share_the_line_that_names_them(shipped: Report) -> None:
    leads = texts(drawn([shipped], "twelve"), "p", **{"class": "lead"})
    assert leads == ["MINUSCA Central African Republic", "MINUSMA Mali"]


def test_with_several_documents_the_path_begins_with_the_documents_title(shipped: Report) -> None:
    paths = texts(drawn([shipped, tricky_report()], "tricky"), "p", **{"class": "path"})
    assert all(path.startswith("Tricky <i>annex</i>") for path in paths)


def test_a_set_says_how_many_and_by_which_rule(shipped: Report) -> None:
    markup = drawn([shipped], "twelve")
    assert say("count_cases", count=12, missions=2) in markup
    assert say("rule", rule="the first twelve list items") in markup


@pytest.mark.parametrize("reason", list(Reason))
def test_each_kind_of_silence_has_a_verdict_of_its_own_and_folds_what_is_near(shipped: Report, reason: Reason) -> None:
    markup = drawn([shipped], f"silence {reason.value}")
    assert texts(markup, "p", **{"class": "verdict"}) == [say(f"verdict_{reason.value}")]
    assert f'data-reason="{reason.value}"' in markup
    folded = texts(markup, "details", **{"class": "nearest"})
    assert len(folded) == 1
    assert folded[0].startswith(say("nearest"))
    assert "<details open" not in markup


def test_quotes_keep_their_language_and_direction_wherever_they_stand(shipped: Report) -> None:
    assert '<blockquote lang="en" dir="ltr">' in drawn([shipped], "Ebola")
    assert 'aria-label="GOING FURTHER TOGETHER" lang="en" dir="ltr">' in reading_pane([shipped])
    arabic = replace(shipped, text="ينص هذا التقرير على حقوق الإنسان في البعثات.", blocks=())
    assert 'lang="ar" dir="rtl"' in reading_pane([arabic])


def test_nobody_is_asked_for_a_verdict_unless_the_operator_wants_it(shipped: Report) -> None:
    answer = Scripted((shipped,)).answer("Ebola")
    assert "data-judge" not in Dialogue([shipped]).turn(answer)
    assert Dialogue([shipped], feedback=True).turn(answer).count("data-judge") == 2


class Gated:
    """An assistant whose opening ends when the test says so."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def open(self, say: Callable[[str], None]) -> Gated:
        say("Loading…")
        self.gate.wait(20)
        return self

    def answer(self, question: str, turns: Sequence[Turn], _limits: Limits) -> Answer:
        return scripted(checked(question), message=f"{len(turns)}")


def test_a_question_asked_while_the_model_loads_waits_and_is_answered() -> None:
    gated = Gated()
    heard: list[str] = []
    worker = Worker(gated.open, heard.append)
    worker.start()

    async def ask() -> Answer:
        waiting = asyncio.ensure_future(worker.answer("Who?", ()))
        await asyncio.sleep(0)
        assert worker.opening
        assert not waiting.done()
        gated.gate.set()
        return await waiting

    assert asyncio.run(ask()).question == "Who?"
    assert worker.opened
    assert heard == ["Loading…", interface_text.READY]


def test_questions_are_answered_in_the_order_in_which_they_were_asked() -> None:
    gated = Gated()
    worker = Worker(gated.open, lambda _: None)
    worker.start()
    done: list[str] = []

    async def one(question: str) -> None:
        done.append((await worker.answer(question, ())).question)

    async def ask() -> None:
        waiting = [asyncio.ensure_future(one(question)) for question in "abc"]
        await asyncio.sleep(0)
        gated.gate.set()
        await asyncio.gather(*waiting)

    asyncio.run(ask())
    assert done == ["a", "b", "c"]


def test_what_the_assistant_refuses_reaches_the_person_who_asked() -> None:
    gated = Gated()
    gated.gate.set()
    worker = Worker(gated.open, lambda _: None)
    worker.start()
    with pytest.raises(UnusableQuestion, match="2,000"):
        asyncio.run(worker.answer("long " * 500, ()))
    assert asyncio.run(worker.answer("short", ())).question == "short"


def test_a_model_that_cannot_be_loaded_is_told_to_everyone_who_asks() -> None:
    def fail(_say: Callable[[str], None]) -> Gated:
        raise OSError("no weights")

    heard: list[str] = []
    worker = Worker(fail, heard.append)
    worker.start()
    with pytest.raises(NotLoaded, match="no weights"):
        asyncio.run(worker.answer("Who?", ()))
    assert heard == [say("not_loaded", reason="no weights")]


def test_long_work_lets_questions_pass_and_nothing_else_that_is_long() -> None:
    gated = Gated()
    worker = Worker(gated.open, lambda _: None)
    worker.start()
    done: list[str] = []

    def long(name: str) -> Callable[[object], None]:
        def work(_assistant: object) -> None:
            worker.breathe()
            done.append(name)

        return work

    async def ask() -> None:
        works = [worker.work(long(name), Urgency.LONG) for name in ("first long", "second long")]
        waiting = [asyncio.ensure_future(work) for work in works]
        await asyncio.sleep(0)
        afterwards = asyncio.ensure_future(worker.work(lambda _: done.append("afterwards"), Urgency.AFTERWARDS))
        await asyncio.sleep(0)
        asked = asyncio.ensure_future(worker.work(lambda _: done.append("asked"), Urgency.ANSWER))
        await asyncio.sleep(0)
        gated.gate.set()
        await asyncio.gather(*waiting, afterwards, asked)

    asyncio.run(ask())
    assert done == ["asked", "afterwards", "first long", "second long"]


def test_a_question_that_comes_during_long_work_is_answered_in_the_midst_of_it() -> None:
    gated = Gated()
    gated.gate.set()
    worker = Worker(gated.open, lambda _: None)
    worker.start()
    done: list[str] = []

    def long(_assistant: object) -> None:
        worker.submit(lambda _: done.append("asked meanwhile"), Urgency.ANSWER)
        worker.breathe()
        done.append("long")

    asyncio.run(worker.work(long, Urgency.LONG))
    assert done == ["asked meanwhile", "long"]


def test_a_taken_port_is_one_clear_line_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(server.PortTaken, match=f"Port {port} of 127.0.0.1 is taken") as taken:
            server.bind("127.0.0.1", port)
        assert "\n" not in str(taken.value)


def test_an_address_that_is_not_this_machines_is_one_clear_line() -> None:
    with pytest.raises(server.PortTaken, match="no address no host"):
        server.bind("no host..", 7860)  # ill-formed, so that no name server is asked
    with pytest.raises(server.PortTaken, match=r"192\.0\.2\.1"):
        server.bind("192.0.2.1", 7860)


def test_the_command_says_that_the_port_is_taken_and_ends_with_status_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = subprocess.run([sys.executable, "ui.py", "--port", port], cwd=HOME, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert port in ended.stderr


def test_the_page_answers_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    modules = tmp_path / "modules.txt"
    with chat(tmp_path, "--scripted", "--modules", str(modules)) as page:
        with urllib.request.urlopen(page.address) as response:
            assert response.status == 200
            policy = response.headers["Content-Security-Policy"]
        page.wait_until_printed(interface_text.READY)
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert not _HEAVY & set(modules.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
@pytest.mark.parametrize("loading", [True, False], ids=["while-loading", "when-ready"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_it_stops_promptly_and_silently_though_a_page_is_open(
    tmp_path: Path, how: signal.Signals, loading: bool
) -> None:
    gate = ["--gate", str(tmp_path / "never")] if loading else []
    with chat(tmp_path, "--scripted", *gate) as page:
        page.wait_until_printed("Building the index" if loading else interface_text.READY)
        # What an open page keeps open for as long as it lives.
        with socket.create_connection((urlsplit(page.address).hostname, urlsplit(page.address).port)) as kept:
            kept.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert kept.recv(12) == b"HTTP/1.1 200"
            page.process.send_signal(how)
            # The page still listens: the server does not wait for it to let go.
            assert page.process.wait(10) == 0
    printed = page.printed.read_text(encoding="utf-8")
    assert "Traceback" not in printed
    assert "rror" not in printed


def test_it_can_be_stopped_before_the_page_is_there(tmp_path: Path) -> None:
    printed = tmp_path / "printed.txt"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.chat_server", "--scripted"], cwd=HOME, stdout=out, stderr=out
        )
    while "http" not in printed.read_text(encoding="utf-8"):
        assert process.poll() is None
        time.sleep(0.01)
    process.terminate()
    assert process.wait(10) == 0
    assert "Traceback" not in printed.read_text(encoding="utf-8")


def test_no_part_of_the_page_was_left_half_merged() -> None:
    screens = HOME / "assistant" / "screens"
    for file in (path for path in screens.iterdir() if path.suffix in (".css", ".js", ".json")):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.startswith(("<<<<<<<", "=======", ">>>>>>>"))], file.name


def test_a_paragraphs_number_stands_before_its_words_and_a_points_number_within_the_list() -> None:
    report = text_report("12. The mission left Mali. It closed its camps.\n\n(a) First\n(b) Second\n", "a.txt", "a")
    pane = reading_pane([report])
    numbered = [block for block in report.blocks if block.number]
    assert [block.number for block in numbered] == ["12.", "(a)", "(b)"]
    assert '<span class="number">12. </span><p class="paragraph' in pane
    assert '<li class="item level-1 numbered"><span class="number">(a) </span><span id=' in pane
    assert texts(pane, "section", id="report-0") == [report.text]
