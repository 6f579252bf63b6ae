"""A PDF opened by its password, or in part; pages keep the numbers that they have in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter

from corpus.allowed import Allowed
from corpus.errors import Misuse
from corpus.opening import Opening, opening
from corpus.reading import read_report
from corpus.unreadable import Fault, UnreadableReport
from tests.test_pdf_file import column, draw


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Five pages, each with a sentence of its own, under the password "open sésame"."""
    writer = PdfWriter()
    for name in ("first", "second", "third", "fourth", "fifth"):
        draw(writer, column(f"The {name} page says this."))
    writer.encrypt(user_password="open sésame", owner_password="owner", algorithm="AES-256")
    writer.write(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [(None, 1, None), ("10-40", 10, 40), ("10–40", 10, 40), ("10-", 10, None), ("7", 7, 7)],
)
def test_a_range_of_pages_is_understood(written: str | None, first: int, last: int | None) -> None:
    assert opening(None, written) == Opening("", first, last)


@pytest.mark.parametrize("written", ["0", "40-10", "-3", "ten", "1,2", "1-2-3", " - "])
def test_what_is_no_range_is_told(written: str) -> None:
    with pytest.raises(Misuse, match="such as 10-40"):
        opening(None, written)


def test_a_part_keeps_the_numbers_of_the_file_and_says_so(path: Path) -> None:
    heard: list[tuple[int, int]] = []
    report = read_report(path, lambda *told: heard.append(told), Opening("open sésame", 2, 3))
    assert [page.number for page in report.pages] == [2, 3]
    assert report.quote(report.blocks[1].span).page == 3
    assert report.text.count("page says") == 2
    assert report.notes == ("Only pages 2 to 3 of 5 were read, as asked.",)
    assert heard == [(1, 2), (2, 2)]
    assert read_report(path, opening=Opening("open sésame", 3, 3)).notes == ("Only page 3 of 5 was read, as asked.",)


def test_pages_behind_the_last_are_left_and_a_part_behind_it_is_refused(path: Path) -> None:
    assert [page.number for page in read_report(path, None, Opening("open sésame", 5, 90)).pages] == [5]
    with pytest.raises(UnreadableReport, match="the last page is 5, so there is no page 6"):
        read_report(path, None, Opening("open sésame", 6))


@pytest.mark.parametrize(
    ("password", "fault", "said"),
    [("", Fault.LOCKED, "Give it with --password"), ("sesame", Fault.PASSWORD, "does not open this PDF. Check it.")],
)
def test_a_password_that_is_missing_or_wrong_is_told(path: Path, password: str, fault: Fault, said: str) -> None:
    with pytest.raises(UnreadableReport) as caught:
        read_report(path, None, Opening(password))
    assert caught.value.fault is fault
    assert said in str(caught.value)
    assert not password or password not in str(caught.value)


def test_a_password_stands_in_no_representation() -> None:
    assert "sésame" not in repr(Opening("open sésame"))


def test_a_password_that_nothing_asks_for_does_no_harm(tmp_path: Path) -> None:
    writer = PdfWriter()
    draw(writer, column("The first page says this."))
    writer.encrypt(user_password="", owner_password="owner", algorithm="AES-256")
    writer.write(tmp_path / "b.pdf")
    assert read_report(tmp_path / "b.pdf", None, Opening("given")).text == "The first page says this."


def test_what_has_no_pages_is_not_opened_by_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Words.", encoding="utf-8")
    with pytest.raises(UnreadableReport, match="only PDFs are opened by pages"):
        read_report(tmp_path / "a.md", None, Opening("", 2, 3))


def test_a_file_of_too_many_pages_is_refused_and_a_part_of_it_is_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(Allowed.PAGES, "2")
    with pytest.raises(UnreadableReport, match=r"5 pages, the limit is 2\. Open a part of it \(--pages 1-2\)"):
        read_report(path, None, Opening("open sésame"))
    assert read_report(path, None, Opening("open sésame", 1, 2)).text
