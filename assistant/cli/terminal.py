"""What the verbs of `further` share: options, reports from paths, progress, and one line for what went wrong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.progress import Progress
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
    from corpus.reading import read_shipped

    if not documents:
        return [read_shipped()]
    reports = []
    for path in dict.fromkeys(documents):
        report = _read(path)
        for note in report.notes:
            print(f"{report.name}: {note}", file=sys.stderr)
        reports.append(report)
    return reports


def _read(path: Path) -> Report:
    from corpus.reading import read_report

    tell = Progress(sys.stderr)
    report = read_report(path, lambda done, whole: tell(f"Reading {path}: page {done} of {whole}"))
    tell("")
    return report


def assistant_over(documents: list[Path] | None) -> Assistant:
    reports = reports_of(documents)
    from assistant.startup import open_assistant

    tell = Progress(sys.stderr)
    assistant = open_assistant(reports, tell)
    tell("")
    return assistant


def complain(line: str, status: int) -> int:
    Progress(sys.stderr)("")
    if line:
        print(line, file=sys.stderr)
    return status
