"""Glyphs of which nothing says which letters they are: a sign stands for each, and how many is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from corpus.pdf_file import read_pdf
from corpus.report import Report
from corpus.unreadable import Fault, UnreadableReport
from tests.test_pdf_file import column, read, words
from tests.test_pdf_glyphs import with_glyphs

TYPESET = "#set page(width: 15cm, height: 9cm)\nThe mission ended its kitchens in the winter.\n\nIt left."
ONE_LETTER = "1 letter cannot be read, as no font says which they are: page 1. "


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("typeset") / "a.pdf"
    path.with_suffix(".typ").write_text(TYPESET, "utf-8")
    typst.compile(path.with_suffix(".typ"), output=path, ignore_system_fonts=True)
    return path


def with_map(typeset: Path, folder: Path, letter: str, entry: str) -> Report:
    """The page with what its font says of `letter` exchanged; the font says nothing at all of "*"."""
    writer = PdfWriter(clone_from=PdfReader(typeset))
    for each in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        font = each.get_object()
        lines = font["/ToUnicode"].get_data().decode().splitlines()
        stream = StreamObject()
        changed = [entry.format(line[:6]) if line.endswith(f"> <{ord(letter):04X}>") else line for line in lines]
        stream.set_data("\n".join(changed).encode())
        font[NameObject("/ToUnicode")] = stream
        if letter == "*":
            del font["/ToUnicode"]
    writer.write(folder / "b.pdf")
    return read_pdf(folder / "b.pdf", "b.pdf")


@pytest.mark.parametrize("entry", ["", "{} <0000>", "{} <FFFD>"])
def test_a_sign_stands_for_a_glyph_without_a_letter(typeset: Path, tmp_path: Path, entry: str) -> None:
    report = with_map(typeset, tmp_path, "k", entry)
    assert words(report) == ["The mission ended its \ufffditchens in the winter.", "It left."]
    assert report.notes == (f"{ONE_LETTER}A sign like \ufffd stands there: check quotes with it against the page.",)


def test_a_glyph_that_draws_nothing_is_a_space(typeset: Path, tmp_path: Path) -> None:
    report = with_map(typeset, tmp_path, " ", "")
    assert words(report) == ["The mission ended its kitchens in the winter.", "It left."]
    assert report.notes == ()


def test_letters_are_counted_with_their_pages(typeset: Path, tmp_path: Path) -> None:
    assert with_map(typeset, tmp_path, "e", "{} <E065>").notes[0].startswith("7 letters cannot be read")


def test_a_file_whose_fonts_tell_no_letter_is_refused_as_a_scan_is(typeset: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="Give --ocr") as refused:
        with_map(typeset, tmp_path, "*", "")
    assert refused.value.fault is Fault.SCANNED


@pytest.mark.parametrize(
    ("name", "letters"),
    [("f_i.alt", "fi"), ("one.oldstyle", "1"), ("s_t", "st"), ("uni00410042", "AB"), ("g23", "\ufffd")],
)
def test_names_of_glyphs_tell_their_letters_or_none(tmp_path: Path, name: str, letters: str) -> None:
    assert with_glyphs(tmp_path, {"^": name}, None) == f"It ran kitchens{letters} in the harbour. It ended."


def test_numbers_of_glyphs_are_no_letters_and_noughts_are_nothing(tmp_path: Path) -> None:
    report = read(tmp_path, column("The ki\x02chens of\x00 the town.", "It ended."))
    assert words(report) == ["The ki\ufffdchens of the town. It ended."]
    assert report.notes[0].startswith(ONE_LETTER)
