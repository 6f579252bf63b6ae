"""Starts Further's page for a test and stops it again: the real one, or one whose answers are scripted.

Run as a program it serves; imported it gives `chat`, which runs the program and waits until it can be asked.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer, Citation, Reason, Status, Turn
from assistant.query.limits import NO_LIMITS, Limits
from assistant.query.parsing import parse
from assistant.screens import interface_text
from assistant.screens.worker import Answering
from corpus.anchors import anchor
from corpus.reading import read_report, read_shipped
from corpus.report import Block, Kind, Page, Quote, Report, Span
from corpus.report_builder import Draft

HOME = Path(__file__).parents[1]
PATIENCE = 180  # seconds; a machine under load takes many times what an idle one does


@dataclass
class Chat:
    """A page being served: its process, its address, and the file that holds what it printed."""

    process: subprocess.Popen[bytes]
    address: str
    printed: Path

    def wait_until_printed(self, words: str) -> None:
        wait_until_printed(self.process, self.printed, words)


@contextmanager
def chat(folder: Path, *options: str) -> Iterator[Chat]:
    """Serves at a free port with `options` (see `main`) until the block ends. `folder` gets what it prints."""
    printed = folder / "printed.txt"
    command = [sys.executable, "-m", "tests.chat_server", *options]
    with printed.open("wb") as out:
        process = subprocess.Popen(command, cwd=HOME, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_until_printed(process, printed, interface_text.SERVING)
        first = printed.read_text(encoding="utf-8").splitlines()[0]
        yield Chat(process, first.removeprefix(interface_text.STARTING.format(address="")), printed)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def wait_until_printed(process: subprocess.Popen[bytes], printed: Path, words: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while words not in printed.read_text(encoding="utf-8"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"Waited for “{words}”, got:\n{printed.read_text(encoding='utf-8')}")
        time.sleep(0.02)


def tricky_report() -> Report:
    """Two pages with what breaks them or a count: markup, characters beyond the basic plane, a page within a block."""
    draft = Draft()
    draft.add(Kind.HEADING, "Annex <b>I</b> & more", 1, pages=[(0, Page(0, 1, "iv"))])
    draft.add(Kind.PARAGRAPH, "Two 😀 faces 😀 came. <script>alert('no')</script> ${1+1} {{value}} stayed.")
    draft.add(Kind.PARAGRAPH, "This goes over a page and on.", pages=[(15, Page(0, 2, "v"))])
    draft.add(Kind.ITEM, "first 𝒜 of the list", 1)
    draft.add(Kind.ITEM, "second of the list", 2)
    draft.add(Kind.LINE, "After the list 😀, a line.")
    return draft.report("tricky.pdf", "Tricky <i>annex</i>", notes=("Page 3 has no text.",))


@dataclass(frozen=True)
class Scripted:
    """Answers what its question's words call for, by cutting from the reports; no model."""

    reports: tuple[Report, ...]

    def answer(self, question: str, turns: Sequence[Turn] = (), _limits: Limits = NO_LIMITS) -> Answer:
        shipped, tricky = self.reports[0], self.reports[-1]
        words = question.casefold()
        if "boom" in words:
            raise RuntimeError("a fault on purpose")
        if "silence" in words:
            reason = next((reason for reason in Reason if reason.value in words), Reason.NOT_SAID)
            return scripted(question, nearest=cite(shipped, shipped.blocks[3:5]), reason=reason)
        if "turns" in words:
            return scripted(question, message=f"There were {len(turns)} turns before.")
        if "twelve" in words:
            items = [block for block in shipped.blocks if block.kind is Kind.ITEM][:12]
            return scripted(question, cite(shipped, items), count=12, rule="the first twelve list items")
        if "across" in words:
            whole = Span(tricky.blocks[1].span.start + 4, tricky.blocks[-1].span.end)
            return scripted(question, (citation(1, tricky, tricky.quote(whole), ()),))
        if "misplaced" in words:
            moved = Quote(tricky.text[4:20], Span(5, 21))
            return scripted(question, (citation(1, tricky, moved, ()),))
        if "tricky" in words:
            return scripted(question, cite(tricky, tricky.blocks))
        found = [block for block in shipped.blocks if words.strip("?") in shipped.quote(block.span).text.casefold()]
        return scripted(question, cite(shipped, found))


def cite(report: Report, blocks: Sequence[Block]) -> tuple[Citation, ...]:
    return tuple(
        citation(number, report, report.quote(block.span), report.words_of(block.headings))
        for number, block in enumerate(blocks, 1)
    )


def citation(number: int, report: Report, quote: Quote, headings: tuple[str, ...]) -> Citation:
    return Citation(number, quote, headings, report.name, anchor(report, quote.span), 1.0)


def scripted(
    question: str,
    citations: tuple[Citation, ...] = (),
    nearest: tuple[Citation, ...] = (),
    message: str = "",
    count: int | None = None,
    rule: str | None = None,
    reason: Reason = Reason.NOT_SAID,
) -> Answer:
    answered = bool(citations or message)
    silent = Status.OFF_TOPIC if reason is Reason.OFF_TOPIC else Status.NOT_IN_REPORT
    return Answer(
        question=question,
        query=parse(question),
        language="en",
        status=Status.ANSWERED if answered else silent,
        reason=None if answered else reason,
        message=message if answered else "The report does not say this.",
        citations=citations,
        nearest=nearest,
        complete=None if count is None else True,
        count=count,
        rule=rule,
        confidence=1.0 if answered else 0.0,
        latency_ms=0.0,
    )


def main() -> None:
    """Serves. `--scripted`: without a model; `--by-hand`: the assistant itself over an encoder that one can compute;
    `--host`, `--port`, `--feedback FILE`: as the command has them; `--gate FILE`: it opens only once FILE is there;
    `--watch FILE`: every address that Python's sockets are asked for is written there; `--modules FILE`: what the
    page's start imported; `--users FILE`: who has to sign in; `--no-uploads`, `--api`: as the command has them;
    `--keep-own FOLDER`: what people open is kept there;
    `--document FILE`: served beside the shipped report; `--written FILE`: each path that Python opens to write, makes
    or renames is written there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scripted", action="store_true")
    parser.add_argument("--by-hand", action="store_true")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--feedback", type=Path)
    parser.add_argument("--gate", type=Path)
    parser.add_argument("--watch", type=Path)
    parser.add_argument("--modules", type=Path)
    parser.add_argument("--api", action="store_true")
    parser.add_argument("--users", type=Path)
    parser.add_argument("--no-uploads", action="store_true")
    parser.add_argument("--document", type=Path, action="append", default=[])
    parser.add_argument("--written", type=Path)
    parser.add_argument("--keep-own", type=Path)
    chosen = parser.parse_args()
    if chosen.watch:
        _watch_sockets(chosen.watch)
    if chosen.written:
        _watch_files(chosen.written)
    from assistant.screens.serve import serve

    reports: tuple[Report, ...] = (read_shipped(), tricky_report()) if chosen.scripted else (read_shipped(),)
    reports += tuple(read_report(path) for path in chosen.document)

    def open_(say: Callable[[str], None]) -> Answering:
        if chosen.modules:
            chosen.modules.write_text("\n".join(sys.modules), encoding="utf-8")
        if chosen.gate:
            say("Building the index: 40 of 123 passages")
            while not chosen.gate.exists():
                time.sleep(0.01)
        if chosen.scripted:
            return Scripted(reports)
        if chosen.by_hand:
            return _assistant_by_hand(reports)
        from assistant.startup import open_assistant

        return open_assistant(reports, say)

    serve(
        reports,
        open_,  # type: ignore[arg-type]
        chosen.host,
        chosen.port,
        chosen.feedback,
        users=chosen.users,
        uploads=not chosen.no_uploads,
        doors=chosen.api,
        keep_own=chosen.keep_own,
    )


def _assistant_by_hand(reports: Sequence[Report]) -> Answering:
    from assistant.assistant import Assistant
    from corpus.readers_questions import readers_questions
    from index.passage_index import PassageIndex
    from tests.conftest import HandEncoder

    return Assistant(
        PassageIndex.build(reports, HandEncoder(), companions=[readers_questions(report) for report in reports])
    )


def _watch_sockets(log: Path) -> None:
    descriptor = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.sendto", "socket.bind"):
            os.write(descriptor, f"{event} {arguments[1]!r}\n".encode())
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            os.write(descriptor, f"{event} {arguments[0]!r}\n".encode())

    sys.addaudithook(hook)


def _watch_files(log: Path) -> None:
    descriptor = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        path: object = None
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & writes:
            path = arguments[0]
        elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink"):
            path = arguments[0] if event == "os.mkdir" else arguments[1]
        if isinstance(path, str | bytes | os.PathLike):
            os.write(descriptor, os.fsencode(path).replace(b"\n", b"?") + b"\n")

    sys.addaudithook(hook)


if __name__ == "__main__":
    main()
