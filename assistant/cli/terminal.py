"""What the verbs of `further` share: options, reports from paths, progress, and one line for what went wrong."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import Misuse, WorldFailure

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from corpus.report import Report

Documents = Annotated[
    list[Path] | None,
    typer.Option(
        "--document", metavar="PATH", help="Ask this PDF, Word, HTML, Markdown or text file instead; repeatable."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


class Failed(WorldFailure):
    """A verb could not do its work because of what it found."""


class Misused(Misuse):
    """The words on the command line do not fit."""


def reports_of(documents: list[Path] | None) -> list[Report]:
    from corpus.reading import read_report, read_shipped

    if not documents:
        return [read_shipped()]
    reports = []
    for path in dict.fromkeys(documents):
        report = read_report(path, _pages_read(path))
        for note in report.notes:
            say("")
            print(f"{report.name}: {note}", file=sys.stderr)
        reports.append(report)
    return reports


def _pages_read(path: Path) -> Callable[[int, int], None]:
    return lambda done, whole: say(f"Reading {path}: page {done} of {whole}")


def assistant_over(documents: list[Path] | None) -> Assistant:
    reports = reports_of(documents)
    from assistant.startup import open_assistant

    assistant = open_assistant(reports, say)
    say("")
    return assistant


_said = ""


def say(line: str) -> None:
    """Progress: one line that is written over on a terminal; elsewhere each line that differs in more than figures."""
    global _said
    kind = re.sub(r"\d+", "#", line)
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="" if kind else "\r", file=sys.stderr, flush=True)
    elif line and kind != _said:
        print(line, file=sys.stderr, flush=True)
    _said = kind


def complain(line: str, status: int) -> int:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    if line:
        print(line, file=sys.stderr)
    return status
