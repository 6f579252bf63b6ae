"""Pictures of pages in, the lines that a program reads on them out: for scans, and on request alone.

Tesseract where it is installed with its data for the language that is named; else RapidOCR, whose models come in its
package and read English, French, Spanish and Chinese. What is read so may be wrong in any letter, and every quote of it
says so. The only file that knows either of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from corpus.errors import WorldFailure
from corpus.opening import Opening
from corpus.pdf_lines import lines_of
from corpus.pdf_pictures import pictures
from corpus.pdf_runs import Fragment, Line
from corpus.report_builder import is_unspaced

_CODES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "chi_sim"}  # as Tesseract has them
_WITHOUT_TESSERACT = ("en", "es", "fr", "zh")  # in others RapidOCR's models get most letters wrong (measured: 0.95)
DOTS = 250  # an inch: both programs were made for 200 to 300
_POINTS = 72 / DOTS
_MOST_SECONDS = 300  # for a page; a full one takes two by Tesseract
_ALIKE = 0.25  # of the usual height: boxes are as high as their words have strokes up and down
_LETTER_SIZE = 0.75  # of a box's height: the letters' size, as the box of a line holds all of its strokes
_FEW_LETTERS = 30  # which may all lack strokes up or down
_SEES_MORE = 2  # times the letters that the file itself says
_SURE = 40  # of 100: marks that Tesseract is less sure of are mostly specks; a word is never left out of a sentence


class NoReader(WorldFailure):
    """No program here reads scans of that language."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line's words and its box in the picture, in pixels from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def seen_on(
    path: Path, own: dict[int, list[Line]], opening: Opening, progress: Callable[[int, int], None] | None = None
) -> dict[int, list[Line]]:
    """The lines seen on pages of a PDF, by their numbers, with those that the file itself has for them (`own`).

    A page where a machine sees little more than the file says is none of them: a title beside a picture.
    """
    read = lines_reader(opening.scans)
    found: dict[int, list[Line]] = {}
    drawn = zip(own, pictures(path, own, DOTS, opening.password), strict=True)
    for done, (number, picture) in enumerate(drawn, start=1):
        seen = read(picture, number)
        if _letters(seen) > _SEES_MORE * _letters(own[number]):
            found[number] = seen
        if progress:
            progress(done, len(own))
    return found


def _letters(lines: list[Line]) -> int:
    return sum(map(str.isalnum, "".join(line.text for line in lines)))


def lines_reader(language: str) -> Callable[[Any, int], list[Line]]:
    """What makes lines of a page's picture (of Pillow, `DOTS` an inch) and its number. Raises NoReader.

    `language`: ISO 639-1, one of the six, else KeyError.
    """
    code = _CODES[language]
    program = shutil.which("tesseract")
    if program and code in _tesseracts_languages(program):
        return lambda picture, page: _lines(_by_tesseract(program, code, picture), picture.height, page)
    if language in _WITHOUT_TESSERACT and find_spec("rapidocr") and find_spec("onnxruntime"):
        engine = _rapidocr()
        return lambda picture, page: _in_columns(_by_rapidocr(engine, picture), picture.height, page)
    if program:
        line = f"Tesseract is installed without its data for this language. Install tesseract-ocr-{code}"
        raise NoReader(f"{line.replace('_', '-')}, or name another language with --ocr.")
    if language not in _WITHOUT_TESSERACT:
        raise NoReader(f"Scans in this language ({language}) only Tesseract reads. Install tesseract-ocr-{code}.")
    raise NoReader(
        "No program that reads scans is installed. Install Tesseract, or `pip install further-assistant[ocr]`."
    )


def _tesseracts_languages(program: str) -> list[str]:
    return _run([program, "--list-langs"], b"").split()


def _by_tesseract(program: str, code: str, picture: Any) -> list[Seen]:
    out = BytesIO()
    picture.save(out, "png")
    table = _run([program, "stdin", "stdout", "--dpi", str(DOTS), "-l", code, "tsv"], out.getvalue())
    words: dict[tuple[str, ...], list[Seen]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and (any(map(str.isalnum, cells[11])) or float(cells[10]) >= _SURE):
            left, top, width, height = map(float, cells[6:10])
            words.setdefault(tuple(cells[1:5]), []).append(Seen(cells[11], left, top, left + width, top + height))
    return [_joined(line) for line in words.values()]


def _joined(words: list[Seen]) -> Seen:
    text = words[0].text
    for word in words[1:]:
        # Tesseract parts Chinese into words, and figures from it; the page sets no space there.
        text += ("" if is_unspaced(text[-1:]) or is_unspaced(word.text[:1]) else " ") + word.text
    return Seen(
        text,
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def _run(command: list[str], given: bytes) -> str:
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=_MOST_SECONDS, env=one_thread, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        line = f"Tesseract did not read the page ({type(error).__name__}). Try it on the file itself."
        raise NoReader(line) from error
    return done.stdout.decode("utf-8", "replace")


def _rapidocr() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})


def _by_rapidocr(engine: Any, picture: Any) -> list[Seen]:
    found = engine(picture.convert("RGB"))
    if found.boxes is None:
        return []
    return [_boxed(text, corners.tolist()) for corners, text in zip(found.boxes, found.txts, strict=True)]


def _boxed(text: str, corners: list[list[float]]) -> Seen:
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return Seen(text, across[0], down[0], across[-1], down[-1])


def _lines(seen: list[Seen], height: int, page: int) -> list[Line]:
    """In the order in which they were seen: Tesseract knows columns."""
    return [
        Line(one.text, page, one.left * _POINTS, (height - (one.top + one.bottom) / 2) * _POINTS, size, bold=False)
        for one, size in zip(seen, _sizes(seen), strict=True)
        if size
    ]


def _in_columns(seen: list[Seen], height: int, page: int) -> list[Line]:
    """From the top, row by row, columns apart where they show."""
    fragments: list[Fragment] = []
    for line in _lines(seen, height, page):
        fragments += [Fragment(line.text, line.x, line.y, line.size, bold=False), Fragment("\n", 0, 0, 1, bold=False)]
    return lines_of(fragments, page)


def _usual_height(seen: list[Seen]) -> float:
    return median([one.bottom - one.top for one in seen for _ in one.text] or [0.0])


def _sizes(seen: list[Seen]) -> list[float]:
    """In points. A few words right below a line of the usual size or a smaller one are of that line's size: without
    strokes up and down ("said.") a box is low."""
    usual = _usual_height(seen)
    sizes: list[float] = []
    for place, one in enumerate(seen):
        size = _size(one, usual)
        few = sum(map(str.isalnum, one.text)) <= _FEW_LETTERS
        if few and place and size < sizes[-1] <= _LETTER_SIZE * _POINTS * usual:
            size = sizes[-1] if _is_right_below(one, seen[place - 1], usual) else size
        sizes.append(size)
    return sizes


def _is_right_below(one: Seen, before: Seen, usual: float) -> bool:
    overlaps = one.left < before.right and before.left < one.right
    return overlaps and one.bottom > before.bottom and one.top - before.bottom <= usual


def _size(one: Seen, usual: float) -> float:
    """The letters' size in points; lines of about the usual height are of one size."""
    height = one.bottom - one.top
    return _LETTER_SIZE * _POINTS * (usual if abs(height - usual) <= _ALIKE * usual else height)
