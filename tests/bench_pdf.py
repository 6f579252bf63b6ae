"""How much of each PDF of a folder is read as another program reads it, and how long that takes: `make bench-pdf`.

    make bench-pdf ARGS=path/to/folder

Prints for each file its pages, the share of the other program's words that the report has too (in any order, counted as
often as they stand), and the seconds of CPU a page. The other program is pdftotext (poppler) where that is installed,
else pypdfium2. Running heads and page numbers are left out here and not there, so a perfect reading stays a little
below 1; where a share is below 0.97, a line says how many of the words that are missing stand in those, what the share
is without them, and which others are missing most.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from corpus.errors import WorldFailure
from corpus.reading import read_report
from corpus.report import Report

EXPECTED = 0.97  # a share below is told with its reason
_NAMED = 5  # words
_SHARE_OF_PAGES = 3
_NUMBERS = re.compile(r"\d+")
_TIED = re.compile(r"(?<=\w[—–])\s*\n\s*(?=\w)")


def share(ours: str, theirs: str) -> float:
    """Of their words, those that ours has too; 1.0 where they have none.

    Words that a dash ties over a line's end ("2024–" and "2034") are one, as in the middle of a line.
    """
    wanted = _words(_TIED.sub("", theirs))
    found = wanted & _words(ours)
    return found.total() / wanted.total() if wanted else 1.0


def reason(ours: str, theirs: str) -> str:
    """Why the share is no larger: the words of lines that come back from page to page, and the others."""
    missing = _words(_TIED.sub("", theirs)) - _words(ours)
    heads = _words("\n".join(_running(theirs)))
    others = missing - heads
    without = 1 - others.total() / max(1, _words(theirs).total() - (missing & heads).total())
    said = ", ".join(f"{word} ({count})" for word, count in others.most_common(_NAMED))
    return (
        f"{(missing & heads).total()} of {missing.total()} missing words in running heads, else {without:.3f}: {said}"
    )


def _running(text: str) -> list[str]:
    """The lines that stand on two pages or more, a third of all at least, and differ in figures alone."""
    pages = [[line.strip() for line in page.split("\n") if line.strip()] for page in text.split("\f")]
    on = Counter(line for page in pages for line in {_NUMBERS.sub("#", line) for line in page})
    least = max(2, (len(pages) - 1) / _SHARE_OF_PAGES)
    return [line for page in pages for line in page if on[_NUMBERS.sub("#", line)] >= least]


def _words(text: str) -> Counter[str]:
    """Without the dots of contents lists and the lines over notes."""
    return Counter(word for word in text.split() if any(map(str.isalnum, word)))


def by_pdftotext(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def by_pdfium(path: Path) -> str:
    """ "" where it cannot open the file."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            return "\f".join(page.get_textpage().get_text_bounded() for page in document)
    except pypdfium2.PdfiumError:
        return ""


def other_reader() -> tuple[str, Callable[[Path], str]] | None:
    """The other program's name and what it reads; None where none is installed."""
    if shutil.which("pdftotext"):
        return "pdftotext", by_pdftotext
    try:
        import pypdfium2  # noqa: F401
    except ImportError:
        return None
    return "pypdfium2", by_pdfium


def timed(path: Path) -> tuple[Report, float]:
    """The report and the seconds of CPU that reading it took."""
    before = time.process_time()
    report = read_report(path)
    return report, time.process_time() - before


def main(folder: Path) -> None:
    other = other_reader()
    said = other[0] if other else "neither pdftotext nor pypdfium2 is installed: no words to compare with"
    print(f"{'pages':>5}  {'words':>6}  {'s/page':>6}  file   ({said})")
    shares, pages, seconds = [], 0, 0.0
    for path in sorted(folder.rglob("*.pdf")):
        try:
            report, took = timed(path)
        except WorldFailure as failure:
            print(f"{'':5}  {'':6}  {'':6}  {failure}")
            continue
        count = report.pages[-1].number
        pages, seconds = pages + count, seconds + took
        words = ""
        theirs = other[1](path) if other else ""
        if theirs:
            shares.append(share(report.text, theirs))
            words = f"{shares[-1]:.3f}"
        print(f"{count:5}  {words:>6}  {took / count:6.3f}  {path.relative_to(folder)}", flush=True)
        if theirs and shares[-1] < EXPECTED:
            print(f"{'':23}{reason(report.text, theirs)}", flush=True)
    if pages:
        mean = f"{sum(shares) / len(shares):.3f}" if shares else ""
        print(f"{pages:5}  {mean:>6}  {seconds / pages:6.3f}  in all")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Name a folder of PDFs: make bench-pdf ARGS=path/to/folder")
    main(Path(sys.argv[1]))
