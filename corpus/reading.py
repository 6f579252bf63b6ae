"""A path in, `Report` out: looks at the file before reading it, chooses the reader, refuses in one clear line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from math import ceil
from pathlib import Path

from corpus.allowed import Allowed, allowed
from corpus.encodings import Undecoded, decode
from corpus.html_file import HTML, html_report
from corpus.markdown_file import markdown_report
from corpus.opening import WHOLE, Opening
from corpus.report import Report
from corpus.text_file import text_report
from corpus.un_masthead import with_part_named
from corpus.unreadable import Fault, UnreadableReport
from corpus.word_package import WORD

SHIPPED = "going-further-together"
_SHIPPED_EDITION = "OHCHR leaflet, undated; the latest date printed in it is 7 July 2020"
_MEGABYTE = 1024 * 1024
LARGEST_FILE = 100 * _MEGABYTE  # bytes: the longest UN reports with pictures stay well under it
_MARKDOWN = (".md", ".markdown")
_TEXT = (".txt", ".text")
_LONGEST_SHOWN = 300  # characters of a path in an error
READABLE = (".pdf", *WORD, *HTML, *_MARKDOWN, *_TEXT)


def read_shipped() -> Report:
    """The report that comes with the program."""
    source = resources.files("corpus").joinpath(f"{SHIPPED}.md").read_text(encoding="utf-8")
    return markdown_report(source, SHIPPED, "Going Further Together", _SHIPPED_EDITION)


def read_report(
    path: Path | str,
    progress: Callable[[int, int], None] | None = None,
    opening: Opening = WHOLE,
) -> Report:
    """The report at `path`, named as given. `progress` hears (pages done, pages in all) while a PDF is read.

    Raises UnreadableReport: no such file, a folder, an empty file, one over the limit (seen before reading), an
    unknown kind of file, bytes that are no text, a file that is damaged, locked or without words.
    """
    path = Path(path)
    name = str(path)
    suffix = path.suffix.lower()
    check_file(path, READABLE)
    if suffix == ".pdf":
        # pypdf costs 0.2 s to import, and most conversations never open a PDF.
        from corpus.pdf_file import read_pdf

        return with_part_named(read_pdf(path, name, progress, opening))
    if not opening.is_whole:
        raise UnreadableReport(f"{_shown(path)} has no pages: only PDFs are opened by pages. Leave --pages out.")
    report = _word(path, name) if suffix in WORD else _text(path, name)
    if not any(character.isalnum() for character in report.text):
        raise UnreadableReport(f"{_shown(path)} holds no words. Choose a file with text in it.", Fault.WORDLESS)
    return with_part_named(report)


def _word(path: Path, name: str) -> Report:
    from corpus.word_file import word_report  # zip and XML: most conversations open no Word file

    return word_report(path, name)


def _text(path: Path, name: str) -> Report:
    suffix = path.suffix.lower()
    read = html_report if suffix in HTML else markdown_report if suffix in _MARKDOWN else text_report
    notes: list[str] = []
    report = read(decoded(path, notes.append), name, path.stem)
    return replace(report, notes=(*notes, *report.notes))


def check_file(path: Path, kinds: tuple[str, ...]) -> None:
    """Refuse what cannot be read before a byte of it is: raises UnreadableReport. `kinds`: suffixes in lower case."""
    try:
        if not path.exists():
            raise UnreadableReport(f"There is no file {_shown(path)}. Check the name and the folder.")
        if path.is_dir():
            raise UnreadableReport(f"{_shown(path)} is a folder. Name a file in it.")
        if not path.is_file():
            raise UnreadableReport(f"{_shown(path)} is not a regular file. Save it as a file first.")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise UnreadableReport(f"{_shown(path)} cannot be opened ({_reason(error)}). Check the name.") from error
    if size == 0:
        raise UnreadableReport(f"{_shown(path)} is empty. Choose a file with text in it.", Fault.EMPTY)
    if size > (largest := allowed(Allowed.MEGABYTES, 0) * _MEGABYTE or LARGEST_FILE):
        raise UnreadableReport(
            f"{_shown(path)} has {ceil(10 * size / _MEGABYTE) / 10:g} MB, the limit is {largest // _MEGABYTE} MB. "
            f"Split it, save it without pictures, or raise {Allowed.MEGABYTES}.",
            Fault.LARGE,
        )
    if path.suffix.lower() not in kinds:
        raise UnreadableReport(
            f"{_shown(path)} is not a kind of file that Further reads ({', '.join(kinds)}). Save it as one of these.",
            Fault.UNKNOWN,
        )


def decoded(path: Path, note: Callable[[str], None] | None = None) -> str:
    """The text of a file, line ends as one character. `note` hears of an encoding that its words alone told.

    Raises UnreadableReport.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableReport(f"{_shown(path)} cannot be read ({_reason(error)}). Check its permissions.") from error
    try:
        found = decode(raw, markup=path.suffix.lower() in HTML)
    except Undecoded as error:
        raise UnreadableReport(f"{_shown(path)} {error}", Fault.NOT_TEXT) from error
    if note and found.proven:
        said = f"says that its encoding is {found.declared}" if found.declared else "does not say its encoding"
        note(f"The file {said}; its words are those of {found.proven}. Check a quote's letters.")
    return found.text.replace("\r\n", "\n").replace("\r", "\n")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _shown(path: Path) -> str:
    """The path on one line, also where it holds what no terminal shows (a NUL, a line's end, a lone surrogate)."""
    shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in str(path))
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
