"""A PDF's page in, its picture out, with the place of every letter on it. The only file that knows pypdfium2.

Meant for a process of its own (`apart.py`): the library is C++, and a page may be damaged or made to do harm.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.page_marks import Box, Letter
from corpus.pdf_drawing import Corners
from corpus.unreadable import Fault, UnreadableReport

_WIDEST = 1200  # pixels: half a wide screen, at two pixels for each point of it
_HIGHEST = 2400
_POINTS = 72  # an inch
_LARGEST = 6000  # pixels: a page of 60 cm at 250 dots an inch
_MOST_LETTERS = 40_000  # of a page; a full one has 6000. Where there are more, none are told
_FINE = 1_000_000  # steps of the grid on which a letter's place is measured; the library gives whole numbers
_QUALITY = 85  # of JPEG: over pages of UN documents smaller than PNG each time, and small letters stay clear


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """`image`: a JPEG of `width` × `height` pixels, 1200 × 2400 at most.

    `count`: the file's pages. `letters`: in the file's order, white space among them; empty for a page without text.
    """

    image: bytes
    width: int
    height: int
    count: int
    letters: tuple[Letter, ...]


def draw_page(path: Path, _tell: Callable[..., None] | None = None, *, number: int, password: str = "") -> DrawnPage:
    """Page `number` (from 1) of the PDF at `path`. UnreadableReport: no such page, or one that cannot be drawn."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path, password=password or None) as document:
            if not 1 <= number <= len(document):
                raise UnreadableReport(f"{path}: it has {len(document)} pages, so there is no page {number}.")
            document.init_forms()  # so that what is filled in is drawn
            page = document[number - 1]
            image, width, height = _picture(page)
            return DrawnPage(image, width, height, len(document), tuple(_letters(page)))
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        line = f"{path}: page {number} cannot be drawn ({error}). Open the file in another program."
        raise UnreadableReport(line, Fault.DAMAGED) from error


def pictures(path: Path, numbers: Iterable[int], dots: int, password: str = "") -> Iterator[Any]:
    """Pages (from 1) as pictures of Pillow, in grey, `dots` an inch; UnreadableReport where one cannot be drawn."""
    import pypdfium2

    number = 0
    try:
        with pypdfium2.PdfDocument(path, password=password or None) as document:
            for number in numbers:
                page = document[number - 1]
                scale = min(dots / _POINTS, _LARGEST / max(page.get_size()))
                yield page.render(scale=scale, grayscale=True).to_pil()
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        line = f"{path}: page {number} cannot be drawn ({error}). Open the file in another program."
        raise UnreadableReport(line, Fault.DAMAGED) from error


def letters_of(path: Path, number: int, password: str = "") -> list[tuple[str, Corners]]:
    """The letters of a page (from 1) with their places in points, as in the file; none where it cannot be read so."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path, password=password or None) as document:
            return list(_placed_letters(document[number - 1]))
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return []


def _picture(page: Any) -> tuple[bytes, int, int]:
    width, height = page.get_size()  # points, as the page is turned
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise ValueError("it has no size")
    image = page.render(scale=min(_WIDEST / width, _HIGHEST / height)).to_pil().convert("RGB")
    out = BytesIO()
    image.save(out, "jpeg", quality=_QUALITY)
    return out.getvalue(), image.width, image.height


def _letters(page: Any) -> Iterator[Letter]:
    placed = _placing(page)
    for char, (left, low, right, high) in _placed_letters(page):
        yield Letter(char, placed(left, high, right, low))


def _placed_letters(page: Any) -> Iterator[tuple[str, Corners]]:
    from pypdfium2 import raw

    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST_LETTERS:
        return
    rectangle = raw.FS_RECTF()
    high = ""
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        char = chr(code) if code <= 0x10FFFF else "\ufffd"
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the basic plane
            high = char
            continue
        if high and 0xDC00 <= code < 0xE000:
            char = (high + char).encode("utf-16", "surrogatepass").decode("utf-16")
        high = ""
        found = raw.FPDFText_GetLooseCharBox(text, index, rectangle)
        yield char, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top) if found else (0, 0, 0, 0)


def _placing(page: Any) -> Callable[[float, float, float, float], Box]:
    """From the page's own measures (points, from below, before it is turned) to shares of its picture."""
    from pypdfium2 import raw

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    far = 1000.0  # points: the two directions are measured over a page's length
    (left, top), (right_x, right_y), (up_x, up_y) = shown(0, 0), shown(far, 0), shown(0, far)

    def box(x0: float, y0: float, x1: float, y1: float) -> Box:
        corners = [
            (
                left + x * (right_x - left) / far + y * (up_x - left) / far,
                top + x * (right_y - top) / far + y * (up_y - top) / far,
            )
            for x, y in ((x0, y0), (x1, y1))
        ]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return Box(across[0], down[0], across[1], down[1])

    return box
