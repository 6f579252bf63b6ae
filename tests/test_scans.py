"""Pages that are pictures, read by a program that stands in for Tesseract or RapidOCR, and said so with every quote."""

from __future__ import annotations

import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from assistant.answer_json import quote_object
from assistant.checking.verdict_report import place_of
from assistant.citation import cite
from assistant.citing.citation_text import citations_html, citations_text
from assistant.cli.answer_text import quoted
from assistant.files.conversation_file import place_line
from assistant.screens.chips import Chips
from corpus import scans
from corpus.anchors import find_reference, reference
from corpus.errors import Misuse
from corpus.metadata import Metadata
from corpus.opening import Opening, opening
from corpus.passages import passages
from corpus.pdf_file import read_pdf
from corpus.report import Report
from corpus.unreadable import Fault, UnreadableReport
from tests.test_pdf_file import FULL, column, written

PAGE = Image.new("L", (2067, 2923), 255)  # A4 at 250 dots an inch
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
LINES = (
    ("The mission opened eleven community kitchens before the rains came and", 300, 200),
    ("its officers walked to each village in the north.", 300, 242),
)


def table(*lines: tuple[str, int, int], sure: float = 96) -> str:
    """What Tesseract prints of lines: words of 20 pixels a letter, 30 high."""
    rows = [HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t2067\t2923\t-1\t"]
    for number, (text, left, top) in enumerate(lines, 1):
        for place, word in enumerate(text.split(), 1):
            rows.append(f"5\t1\t1\t1\t{number}\t{place}\t{left}\t{top}\t{20 * len(word)}\t30\t{sure}\t{word}")
            left += 20 * (len(word) + 1)
    return "\n".join(rows) + "\n"


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program that prints `said.tsv`, and knows English and Russian."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    said = program.parent / "said.tsv"
    said.write_text(table(*LINES), "utf-8")
    program.write_text(
        f'#!/bin/sh\nif [ "$1" = --list-langs ]; then printf "eng\\nrus\\n"; else cat > /dev/null; cat "{said}"; fi\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return program.parent


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    PAGE.save(path, "pdf", resolution=250)
    return path


@pytest.fixture
def report(scan: Path, tesseract: Path) -> Report:
    assert tesseract.is_dir()
    return read_pdf(scan, "scan.pdf", opening=Opening(scans="en"))


def test_a_scan_is_read_where_that_is_asked_for(report: Report) -> None:
    assert report.text == " ".join(text for text, *_ in LINES)
    assert [page.by_machine for page in report.pages] == [True]
    assert report.notes == (
        "1 page was read from a picture by OCR: any letter may be wrong. Check each quote of it against the page.",
    )


def test_a_scan_is_refused_where_it_is_not_and_the_line_says_how(scan: Path) -> None:
    with pytest.raises(UnreadableReport, match=r"Give --ocr with its language") as refused:
        read_pdf(scan, "scan.pdf")
    assert refused.value.fault is Fault.SCANNED


def test_every_place_in_words_says_that_a_machine_read_them(report: Report) -> None:
    citation = cite(report, passages(report)[0].span)
    assert quote_object(citation)["by_machine"] is True
    assert place_of(citation).endswith("page 1 › read by machine")
    assert "page 1, read by machine [further:" in place_line(citation, (report,))
    assert "page 1 › read by machine" in quoted(citation)
    assert "read by machine: compare with the page" in Chips((report,)).page(citation)
    line = reference(report, citation.quote.span)
    assert "page 1, read by machine [further:" in line
    assert find_reference(report, line) == citation.quote.span
    facts = {"scan.pdf": Metadata("Kitchens")}
    for style in ("un", "apa"):
        assert "[Read by machine from a scan: compare" in citations_text([citation], facts, style)
        assert "[Read by machine from a scan: compare" in citations_html([citation], facts, style)


@pytest.mark.usefixtures("tesseract")
def test_a_page_with_text_keeps_its_own_and_says_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, column(f"First {FULL}", "in the north."))
    report = read_pdf(path, "text.pdf", opening=Opening(scans="en"))
    citation = cite(report, passages(report)[0].span)
    assert report.text == f"First {FULL} in the north."
    assert "by_machine" not in quote_object(citation)
    assert "machine" not in place_of(citation) + quoted(citation) + place_line(citation, (report,))
    assert not report.notes


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(("own", "by_machine"), [("Scanned with care", True), (f"Title of it: {LINES[0][0]}", False)])
def test_a_picture_with_words_beside_it_is_read_where_it_says_more(own: str, by_machine: bool, tmp_path: Path) -> None:
    path = written(tmp_path, column(own))
    page = tmp_path / "picture.pdf"
    PAGE.save(page, "pdf", resolution=250)
    writer = PdfWriter(clone_from=path)
    writer.pages[0].merge_page(PdfReader(page).pages[0], over=False)
    writer.write(tmp_path / "both.pdf")
    report = read_pdf(tmp_path / "both.pdf", "both.pdf", opening=Opening(scans="en"))
    assert [page.by_machine for page in report.pages] == [by_machine]
    assert report.text == (" ".join(text for text, *_ in LINES) if by_machine else own)


def test_words_that_tesseract_doubts_stay_in_their_sentence_and_specks_do_not(tesseract: Path) -> None:
    (tesseract / "said.tsv").write_text(table(("The mission", 300, 200), ("| ~ .", 300, 242), sure=12.5), "utf-8")
    (line,) = scans.lines_reader("en")(PAGE, 1)
    assert line.text == "The mission"


def test_chinese_has_no_spaces_between_its_words_nor_around_figures(tesseract: Path) -> None:
    said = "其 官员 每 月 2 次 走访 村庄 ， 记 下 UN Women 的 要求 。"
    (tesseract / "said.tsv").write_text(table((said, 300, 200)), "utf-8")
    (line,) = scans.lines_reader("en")(PAGE, 1)
    assert line.text == "其官员每月2次走访村庄，记下UN Women的要求。"


@pytest.mark.parametrize(("high", "top", "one"), [(19, 253, True), (19, 330, False), (30, 242, True)])
def test_a_few_low_words_right_below_a_line_end_its_paragraph(
    scan: Path, tesseract: Path, high: int, top: int, one: bool
) -> None:
    last = table(("we saw one.", 300, top)).splitlines()[2:]
    low = [row.replace("\t30\t96\t", f"\t{high}\t96\t").replace("5\t1\t1\t1\t1", "5\t1\t1\t1\t9") for row in last]
    (tesseract / "said.tsv").write_text(table(LINES[0]) + "\n".join(low), "utf-8")
    report = read_pdf(scan, "scan.pdf", opening=Opening(scans="en"))
    assert [report.text] == [f"{LINES[0][0]} we saw one."] if one else len(report.blocks) == 2


def test_a_picture_without_words_is_refused_in_a_line(scan: Path, tesseract: Path) -> None:
    (tesseract / "said.tsv").write_text(HEAD, "utf-8")
    with pytest.raises(UnreadableReport, match="1 page on which OCR sees no words") as refused:
        read_pdf(scan, "scan.pdf", opening=Opening(scans="en"))
    assert refused.value.fault is Fault.WORDLESS


@pytest.mark.usefixtures("tesseract")
def test_a_language_that_tesseract_has_no_data_for_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "find_spec", lambda _: None)
    with pytest.raises(scans.NoReader, match=r"Install tesseract-ocr-chi-sim, or name another language"):
        scans.lines_reader("zh")


@pytest.mark.parametrize(("language", "reader"), [("fr", "RapidOCR"), ("zh", "RapidOCR"), ("en", "Tesseract")])
@pytest.mark.usefixtures("tesseract")
def test_rapidocr_reads_what_tesseract_has_no_data_for(
    language: str, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[str]()
    monkeypatch.setattr(scans, "find_spec", lambda _: True)
    monkeypatch.setattr(scans, "_rapidocr", lambda: made.append("RapidOCR"))
    scans.lines_reader(language)
    assert made == (["RapidOCR"] if reader == "RapidOCR" else [])


@pytest.mark.usefixtures("tesseract")
def test_a_language_that_only_tesseract_reads_asks_for_its_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "find_spec", lambda _: True)
    with pytest.raises(scans.NoReader, match="Install tesseract-ocr-ara, or name another language"):
        scans.lines_reader("ar")


@pytest.mark.parametrize("language", ["ar", "ru"])
@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_arabic_and_russian_are_refused(language: str) -> None:
    with pytest.raises(scans.NoReader, match=f"only Tesseract reads. Install tesseract-ocr-{scans._CODES[language]}"):
        scans.lines_reader(language)


@pytest.mark.usefixtures("no_tesseract")
def test_without_any_program_both_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "find_spec", lambda _: None)
    with pytest.raises(scans.NoReader, match=r"Install Tesseract, or `pip install further-assistant\[ocr\]`"):
        scans.lines_reader("fr")


def test_a_program_that_fails_is_told_in_a_line(tesseract: Path) -> None:
    (tesseract / "said.tsv").unlink()
    with pytest.raises(scans.NoReader, match="Tesseract did not read the page"):
        scans.lines_reader("en")(PAGE, 1)


@pytest.mark.usefixtures("no_tesseract")
def test_what_rapidocr_sees_is_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    class Corners(list[Any]):
        def tolist(self) -> list[Any]:
            return list(self)

    def engine(_: Any) -> SimpleNamespace:
        boxes = [
            Corners([[left, top], [left + 1400, top], [left + 1400, top + 30], [left, top + 30]])
            for _, left, top in LINES
        ]
        return SimpleNamespace(boxes=boxes, txts=[text for text, *_ in LINES])

    monkeypatch.setattr(scans, "find_spec", lambda _: True)
    monkeypatch.setattr(scans, "_rapidocr", lambda: engine)
    lines = scans.lines_reader("es")(PAGE, 7)
    assert [line.text for line in lines] == [text for text, *_ in LINES]
    assert {line.page for line in lines} == {7}
    assert lines[0].y > lines[1].y


def test_an_unknown_language_is_misuse() -> None:
    with pytest.raises(Misuse, match="one of ar, en, es, fr, ru, zh"):
        opening(None, None, "de")
    assert opening("x", "3-", "ru") == Opening("x", 3, None, "ru")
