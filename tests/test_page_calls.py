"""Pages as they look, called as the page's script does: whose they are, what is said of them, what is kept."""

from __future__ import annotations

import asyncio
import base64
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, IndirectObject, NameObject, RectangleObject

from assistant.screens.calls import InvalidCall, PageCall, read
from assistant.screens.own_documents import Cancelled, OwnDocuments
from assistant.screens.page_calls import Leaves
from assistant.screens.page_pictures import Original, PagePictures
from assistant.screens.reader_calls import Service
from assistant.screens.worker import Worker
from corpus.allowed import Allowed
from corpus.opening import WHOLE, Opening
from corpus.pdf_file import read_pdf
from corpus.report import Report
from tests.chat_server import Scripted
from tests.test_pdf_file import FULL, column, draw, written

pytestmark = pytest.mark.slow  # each page is drawn in a process of its own

WORDS = f"Before {FULL} after the page turned."


class Desk:
    """The calls of a server with `served`; documents of one's own can be opened at it."""

    def __init__(self, served: tuple[Report, ...], opening: Opening = WHOLE) -> None:
        worker = Worker(lambda _: Scripted(served), lambda _: None)
        worker.start()
        self.own = OwnDocuments(worker, lambda *_: iter([Scripted(served)]), lambda own, *_: own[0])
        self._leaves = Leaves(Service(served, worker, self.own, lambda *_: (), lambda *_: {}), served, opening)

    def page(self, **sent: object) -> dict[str, Any]:
        async def whole() -> dict[str, Any]:
            return await self._leaves.calls()[0]([sent])

        return asyncio.run(whole())

    def open(self, name: str, content: bytes, password: str = "") -> str:
        key = self.own.open(name, content, "", Opening(password))
        latest = time.monotonic() + 60
        while not (own := self.own.of(key)) or not own.report:
            assert time.monotonic() < latest
            assert own
            assert not own.failure
            time.sleep(0.05)
        return key


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    second = column("after the page turned.", "", "Another paragraph.")
    return written(folder, column(f"Before {FULL}"), second, column("It ended."))


@pytest.fixture(scope="module")
def report(pdf: Path) -> Report:
    return read_pdf(pdf, str(pdf))


@pytest.fixture(scope="module")
def desk(shipped: Report, report: Report) -> Iterator[Desk]:
    yield Desk((shipped, report))


def words(report: Report, said: str = WORDS) -> dict[str, int]:
    return {"start": (at := report.text.index(said)), "end": at + len(said)}


def test_the_page_on_which_the_words_begin_is_shown_with_marks_and_the_next_one_too(desk: Desk, report: Report) -> None:
    first = desk.page(report=1, **words(report))
    assert (first["page"], first["first"], first["last"]) == (1, 1, 3)
    assert (first["say"], first["parts"], first["told"]) == ("page", {"label": 1}, None)
    assert len(first["boxes"]) == 1
    assert all(0 <= share <= 100 for share in first["boxes"][0])
    image = Image.open(BytesIO(base64.b64decode(first["image"].removeprefix("data:image/jpeg;base64,"))))
    assert image.size == (first["width"], first["height"])
    second = desk.page(report=1, page=2, **words(report))
    assert (second["page"], len(second["boxes"]), second["told"]) == (2, 1, None)
    third = desk.page(report=1, page=3, **words(report))
    assert (third["page"], third["boxes"], third["told"]) == (3, [], None)  # none of the words stand there


def test_words_that_cannot_be_found_on_the_picture_are_told_and_nothing_is_marked(
    report: Report, tmp_path: Path
) -> None:
    other = replace(report, name=str(written(tmp_path, column("Another page."))))
    shown = Desk((other,)).page(**words(report))
    assert (shown["boxes"], shown["told"]) == ([], "picture_unmarked")
    assert shown["image"]


def test_a_page_that_there_is_not_and_a_document_that_is_no_pdf_have_no_picture(desk: Desk) -> None:
    for sent in ({"report": 0}, {"report": 2}, {"report": 1, "page": 4}, {"report": 1, "page": 900_000}):
        reply = desk.page(**sent)
        assert reply["failure"]["say"] == "picture_missing"
        assert "image" not in reply


def test_a_part_of_a_file_that_was_opened_shows_no_other_pages(pdf: Path) -> None:
    opening = Opening(first=2, last=2)
    desk = Desk((read_pdf(pdf, str(pdf), None, opening),), opening)
    shown = desk.page()
    assert (shown["page"], shown["first"], shown["last"]) == (2, 2, 2)
    assert "image" in shown
    assert all("image" not in desk.page(page=number) for number in (1, 3))


def test_a_file_that_went_away_is_told_in_a_line(report: Report, tmp_path: Path) -> None:
    gone = replace(report, name=str(tmp_path / "gone.pdf"))
    assert Desk((gone,)).page()["failure"]["say"] == "picture_missing"


def test_a_document_of_ones_own_is_shown_to_who_has_its_key_for_as_long_as_it_is_open(desk: Desk, pdf: Path) -> None:
    key = desk.open("mine.pdf", pdf.read_bytes())
    assert desk.page(document=key, page=1)["title"] == "mine.pdf"
    assert "image" in desk.page(document=key, page=1)
    for other in ("", "another key", key[:-1], key + "x"):
        reply = desk.page(document=other, page=1)
        assert "image" not in reply
        assert "mine" not in str(reply)
    own = desk.own.of(key)
    assert own
    assert own.original
    assert own.original.drawn.keys() == {1}
    desk.own.close(key)
    assert desk.page(document=key, page=1) == {"gone": True}


def test_nothing_is_drawn_of_a_document_that_was_closed(desk: Desk, pdf: Path) -> None:
    own = desk.own.of(key := desk.open("mine.pdf", pdf.read_bytes()))
    assert own
    assert own.original
    desk.own.close(key)
    with pytest.raises(Cancelled):
        asyncio.run(PagePictures().page(own.original, 1))


def test_a_page_made_to_do_harm_is_given_up_and_the_next_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(Allowed.SECONDS, "3")
    path = bomb(tmp_path)
    desk = Desk((replace(read_pdf(written(tmp_path, column("One."), column("Two.")), "r.pdf"), name=str(path)),))
    assert desk.page(page=1)["failure"]["say"] == "picture_missing"
    assert "image" in desk.page(page=2)
    assert multiprocessing.active_children() == []


def bomb(folder: Path) -> Path:
    """Two pages; the first draws a form that draws another ten times, and so on, ten to the twelfth in all."""
    writer = PdfWriter()
    page, _ = draw(writer, column("One.")), draw(writer, column("Two."))
    inner: IndirectObject | None = None
    for _ in range(13):
        form = DecodedStreamObject()
        form.set_data(b"/F Do " * 10 if inner else b"0 0 500 500 re f 10 10 300 300 re f")
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        form[NameObject("/BBox")] = RectangleObject((0, 0, 595, 842))
        if inner:
            drawn = DictionaryObject({NameObject("/F"): inner})
            form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
        inner = writer._add_object(form)
    assert inner
    resources = page["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/F"): inner})
    contents = DecodedStreamObject()
    contents.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(contents)
    path = folder / "bomb.pdf"
    writer.write(path)
    return path


def test_what_is_no_pdf_is_not_kept(desk: Desk) -> None:
    key = desk.open("mine.txt", b"The well at Kidal was repaired.")
    own = desk.own.of(key)
    assert own
    assert own.original is None
    assert "image" not in desk.page(document=key)


def test_a_locked_pdf_is_drawn_with_the_password_that_opened_it(desk: Desk) -> None:
    writer = PdfWriter()
    draw(writer, column("The well at Kidal was repaired in March."))
    writer.encrypt(user_password="sésame", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    key = desk.open("locked.pdf", out.getvalue(), "sésame")
    assert len(desk.page(document=key, start=0, end=40)["boxes"]) == 1
    assert "sésame" not in repr(desk.own.of(key))


def test_a_page_is_drawn_once_and_only_the_last_are_kept(tmp_path: Path) -> None:
    original = Original(path=written(tmp_path, *(column(f"Page {number}.") for number in range(1, 11))))

    async def walk() -> None:
        pictures = PagePictures()
        first = await pictures.page(original, 1)
        assert await pictures.page(original, 1) is first
        for number in range(2, 11):
            await pictures.page(original, number)

    asyncio.run(walk())
    assert list(original.drawn) == list(range(3, 11))


def test_a_call_for_a_page_has_bounds() -> None:
    assert read(PageCall, {}) == PageCall(report=0, page=0, start=0, end=0)
    for sent in ({"page": -1}, {"report": -1}, {"start": "here"}, {"page": 10**7}, {"report": 2.5}):
        with pytest.raises(InvalidCall, match=next(iter(sent))):
            read(PageCall, sent)
