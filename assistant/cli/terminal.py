"""What the verbs of `further` share: options, reports from paths, progress, and one line for what went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from assistant.progress import Progress
from corpus.errors import Misuse, WorldFailure
from corpus.opening import WHOLE, Opening

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.collection.folder import Kept
    from assistant.collection.folder import Library as Shelf
    from corpus.metadata import Metadata
    from corpus.report import Report

Documents = Annotated[
    list[Path] | None,
    typer.Option(
        "--document", metavar="PATH", help="Ask this PDF, Word, HTML, Markdown or text file instead; repeatable."
    ),
]
Password = Annotated[
    str | None,
    typer.Option("--password", envvar="FURTHER_PASSWORD", show_envvar=False, help="Of a PDF that asks for one."),
]
Pages = Annotated[
    str | None, typer.Option("--pages", metavar="FROM-TO", help="Read this part of a PDF alone, such as 10-40.")
]
Ocr = Annotated[
    str | None,
    typer.Option("--ocr", metavar="LANGUAGE", help="Read a PDF's scanned pages by OCR: ar, en, es, fr, ru or zh."),
]
Library = Annotated[
    Path | None,
    typer.Option(
        "--library", metavar="FOLDER", envvar="FURTHER_LIBRARY", show_envvar=False, help="A library in this folder."
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="SYMBOL", help="Ask this document of the library alone, by symbol or name; repeatable."
    ),
]
Index = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="milvus://HOST:PORT",
        envvar="FURTHER_INDEX",
        show_envvar=False,
        help="Find the nearest of many documents in this Milvus; FILE.db: in milvus-lite.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


Read = TypeVar("Read")

_SMALL = 2 * 1024 * 1024  # bytes


class Failed(WorldFailure):
    """A verb could not do its work because of what it found."""


class Misused(Misuse):
    """The words on the command line do not fit."""


def reports_of(documents: list[Path] | None, opening: Opening = WHOLE) -> list[Report]:
    from corpus.reading import read_shipped

    if not documents:
        return [read_shipped()]
    reports = []
    for path in dict.fromkeys(documents):
        report = read_heard(path, opening, Progress(sys.stderr), f"Reading {path}:")
        for note in report.notes:
            print(f"{report.name}: {note}", file=sys.stderr)
        reports.append(report)
    return reports


def read_heard(path: Path, opening: Opening, tell: Callable[[str], None], doing: str) -> Report:
    """`tell` hears what is done, page by page."""
    from corpus.reading import read_report

    report = read_safely(
        partial(read_report, opening=opening),
        path,
        lambda done, whole: tell(f"{doing} page {done} of {whole}"),
        scans=bool(opening.scans),
    )
    tell("")
    return report


def read_safely(
    work: Callable[[Path, Callable[..., None]], Read],
    path: Path,
    hear: Callable[..., None],
    *,
    scans: bool = False,
) -> Read:
    """`work(path, hear)`, in a process of its own where the file could cost much: half a second that text need not.

    A small Word file may unpack to a large one. `scans`: pages are recognized there, which takes more of time and
    memory.
    """
    if path.suffix.lower() not in (".pdf", ".docx", ".docm") and _is_small(path):
        return work(path, hear)
    from corpus.apart import PLENTY, USUAL, read_apart

    return read_apart(work, path, hear, lambda: None, costs=PLENTY if scans else USUAL)


def _is_small(path: Path) -> bool:
    """True too where there is no such file: who reads it says so."""
    try:
        return path.stat().st_size <= _SMALL
    except (OSError, ValueError):
        return True


def opened_of(
    documents: list[Path] | None, library: Path | None, only: list[str] | None, opening: Opening = WHOLE
) -> tuple[list[Report], dict[str, Kept]]:
    """The reports that a verb works on, and those of them that a library holds, by name. Raises as `kept_of` does."""
    kept = kept_of(documents, library, only)
    return [one.report for one in kept.values()] or reports_of(documents, opening), kept


def facts_of(reports: Sequence[Report], kept: Mapping[str, Kept]) -> dict[str, Metadata]:
    """What is known of each, by its name; of a library's from what was added beside it."""
    from corpus.metadata import metadata

    return {one.name: kept[one.name].facts if one.name in kept else metadata(one) for one in reports}


def assistant_over(
    documents: list[Path] | None,
    opening: Opening = WHOLE,
    kept: dict[str, Kept] | None = None,
    milvus: str | None = None,
) -> Assistant:
    """`kept`: documents of a library, which are asked instead where there are any; `milvus`: as `--index` says it."""
    return assistant_of([one.report for one in kept.values()] if kept else reports_of(documents, opening), kept, milvus)


def assistant_of(
    reports: Sequence[Report], kept: Mapping[str, Kept] | None = None, milvus: str | None = None
) -> Assistant:
    """`kept`: those of the reports that a library holds, by name."""
    from assistant.startup import open_assistant

    tell = Progress(sys.stderr)
    assistant = open_assistant(reports, tell, kept, milvus)
    tell("")
    return assistant


def library_at(folder: Path | None) -> Shelf:
    """The library in this folder, else the user's own. Raises Misused where it is a file."""
    from assistant.collection.folder import Library as Shelf

    if folder and folder.exists() and not folder.is_dir():
        raise Misused(f"--library {folder} is a file. Name a folder.")
    return Shelf(folder)


def kept_of(
    documents: list[Path] | None, folder: Path | None, only: list[str] | None, *, by_itself: bool = True
) -> dict[str, Kept]:
    """The documents of a library that are asked, by name; none where others are named, or the library is empty.

    `by_itself`: the user's own library is asked without being named. Raises Misused, Unknown, Damaged.
    """
    if documents:
        if folder and not only and "FURTHER_LIBRARY" in os.environ:
            return {}  # set for all commands; this one names its documents
        if folder or only:
            raise Misused("Name documents by --document, or ask the library by --library and --only, not both.")
        return {}
    if not (folder or only or by_itself):
        return {}
    library = library_at(folder)
    chosen = library.called(only or ())
    if not chosen and (folder or only):
        raise Misused(f"The library in {library.folder} is empty. Add documents: further add FILE|FOLDER…")
    if chosen:
        count = f"{len(chosen)} document{'' if len(chosen) == 1 else 's'}"
        print(f"Asking {count} of the library in {library.folder}", file=sys.stderr)
    return {entry.name: library.open(entry) for entry in chosen}


def complain(line: str, status: int) -> int:
    Progress(sys.stderr)("")
    if line:
        print(line, file=sys.stderr)
    return status
