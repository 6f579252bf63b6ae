"""Pages drawn from PDFs of a few lines: the ink of a quote lies in its marks, and no other ink does."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import FloatObject, NameObject, NullObject, NumberObject, RectangleObject

from corpus.apart import read_apart
from corpus.page_marks import Box, marks, on_page, pages_of
from corpus.pdf_file import read_pdf
from corpus.pdf_pictures import DrawnPage, draw_page
from corpus.report import Report, Span
from corpus.unreadable import UnreadableReport
from tests.test_pdf_file import FULL, column, draw, written

LINES = (f"Before {FULL}.", "The well at Kidal was re-", "paired in March (2020).", "More was done.")


def ink(page: DrawnPage) -> NDArray[np.bool_]:
    """Rows and columns of pixels: where the page is dark."""
    grey = np.asarray(Image.open(BytesIO(page.image)).convert("L"))
    return grey < 160


def within(boxes: tuple[Box, ...], page: DrawnPage) -> NDArray[np.bool_]:
    inside = np.zeros((page.height, page.width), dtype=bool)
    for box in boxes:
        rows = slice(int(box.top * page.height), int(box.bottom * page.height) + 2)
        inside[rows, int(box.left * page.width) - 1 : int(box.right * page.width) + 2] = True
    return inside


def span_of(report: Report, words: str) -> Span:
    return Span(at := report.text.index(words), at + len(words))


def boxes_of(path: Path, report: Report, words: str, number: int = 1) -> tuple[DrawnPage, tuple[Box, ...]]:
    page = draw_page(path, number=number)
    sought = on_page(report, span_of(report, words), number)
    return page, marks(page.letters, sought) if sought else ()


def test_all_ink_of_a_quote_and_no_other_is_marked_though_a_word_is_broken(tmp_path: Path) -> None:
    path = written(tmp_path, column(*LINES))
    report = read_pdf(path, "report.pdf")
    page, boxes = boxes_of(path, report, "The well at Kidal was repaired in March (2020).")
    assert len(boxes) == 2
    (tmp_path / "others").mkdir()
    others = draw_page(written(tmp_path / "others", column(LINES[0], "", "", LINES[3])), number=1)
    inside = within(boxes, page)
    assert (ink(page) & inside).sum() > 1000
    assert not (ink(others) & inside).any()
    assert not (ink(page) & ~inside & ~ink(others)).any()


def test_a_quote_over_two_pages_is_marked_on_both(tmp_path: Path) -> None:
    path = written(tmp_path, column(f"Before {FULL}"), column("after the page turned.", "", "Another paragraph."))
    report = read_pdf(path, "report.pdf")
    words = f"Before {FULL} after the page turned."
    assert pages_of(report, span_of(report, words)) == (1, 2)
    for number in (1, 2):
        page, boxes = boxes_of(path, report, words, number)
        assert len(boxes) == 1
        outside = (ink(page) & ~within(boxes, page)).sum()
        assert outside == 0 if number == 1 else outside > 100  # "Another paragraph." stands on the second alone


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_turned_or_cut_is_marked_where_it_shows_the_words(tmp_path: Path, turned: int) -> None:
    writer = PdfWriter()
    page = draw(writer, column("The well at Kidal was repaired."))
    page.cropbox = RectangleObject((50, 300, 500, 800))
    page.rotate(turned)
    path = tmp_path / "report.pdf"
    writer.write(path)
    drawn, boxes = boxes_of(path, read_pdf(path, "report.pdf"), "The well at Kidal was repaired.")
    assert boxes
    assert ink(drawn).any()
    assert not (ink(drawn) & ~within(boxes, drawn)).any()


def test_words_that_the_page_does_not_show_are_not_marked(tmp_path: Path) -> None:
    path = written(tmp_path, column("The well at Kidal was repaired."))
    report = read_pdf(path, "report.pdf")
    written(tmp_path, column("Another page took its place."))
    assert boxes_of(path, report, "The well at Kidal was repaired.")[1] == ()


def test_a_picture_has_the_shape_of_its_page_and_is_never_large(tmp_path: Path) -> None:
    for size, shape in (((595, 842), (1200, 1699)), ((842, 595), (1200, 848)), ((100, 14_000), (18, 2400))):
        writer = PdfWriter()
        writer.add_blank_page(*size)
        writer.write(tmp_path / "blank.pdf")
        page = draw_page(tmp_path / "blank.pdf", number=1)
        assert (page.width, page.height) == pytest.approx(shape, abs=1)
        assert (page.count, page.letters) == (1, ())
        assert Image.open(BytesIO(page.image)).size == (page.width, page.height)


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_page_that_the_file_has_not_is_one_clear_line(tmp_path: Path, number: int) -> None:
    path = written(tmp_path, column("One."), column("Two."))
    with pytest.raises(UnreadableReport, match=f"2 pages, so there is no page {number}") as told:
        draw_page(path, number=number)
    assert "\n" not in str(told.value)


def test_a_file_that_is_gone_damaged_or_locked_is_one_clear_line(tmp_path: Path) -> None:
    writer = PdfWriter()
    draw(writer, column("Locked."))
    writer.encrypt(user_password="sésame", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.4 nothing")
    for name in ("gone.pdf", "damaged.pdf", "locked.pdf"):
        with pytest.raises(UnreadableReport, match="cannot be drawn") as told:
            draw_page(tmp_path / name, number=1)
        assert "\n" not in str(told.value)
    assert draw_page(tmp_path / "locked.pdf", number=1, password="sésame").letters


def test_a_damaged_page_takes_none_of_the_others_with_it(tmp_path: Path) -> None:
    writer = PdfWriter()
    for text in ("One.", "Two.", "Three."):
        draw(writer, column(text))
    writer.pages[0][NameObject("/MediaBox")] = RectangleObject((0, 0, 0, 0))
    writer.pages[0][NameObject("/Contents")] = NumberObject(7)
    writer.pages[1][NameObject("/Resources")] = NullObject()
    writer.pages[1][NameObject("/UserUnit")] = FloatObject("1e30")
    path = tmp_path / "report.pdf"
    writer.write(path)
    for number in (1, 2):  # whatever the library makes of them: a picture, or a line
        try:
            assert draw_page(path, number=number).width <= 1200
        except UnreadableReport as error:
            assert "\n" not in str(error)
    assert "".join(letter.text for letter in draw_page(path, number=3).letters).strip() == "Three."


@pytest.mark.slow
def test_a_page_is_drawn_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, column("One."))
    apart = read_apart(partial(draw_page, number=1), path, lambda *_: None, lambda: None)
    assert apart == draw_page(path, number=1)
