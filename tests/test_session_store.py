"""What stays and what goes, in a real Chromium: the conversation, links, verdicts, own documents, the connection."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from docx import Document
from pypdf import PdfWriter

from assistant.screens.interface_text import say
from assistant.screens.own_documents import OwnLimits
from corpus.anchors import anchor, reference
from corpus.report import Kind, Report
from tests.chat_server import Chat, chat
from tests.test_pdf_file import column, draw
from tests.walking import DESK, MARK_IN_VIEW, MARKED, READY, another_tab, ask, follow, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_STORED = "JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})"


@pytest.fixture
def page(browser: Browser, by_hand: Chat) -> Iterator[Page]:
    with visit(browser, by_hand.address) as opened:
        yield opened


def item(report: Report, words: str) -> str:
    """The anchor of the list item that says `words`."""
    block = next(block for block in report.blocks if block.kind is Kind.ITEM and words in report.quote(block.span).text)
    return anchor(report, block.span)


# The conversation


def test_a_reload_keeps_the_conversation_and_what_follow_ups_lean_on(page: Page) -> None:
    ask(page, "What did MINUSMA do?")
    quotes = page.locator("blockquote").all_text_contents()
    page.reload()
    page.locator(READY).wait_for(state="attached")
    assert page.locator(".turn h2").all_inner_texts() == ["What did MINUSMA do?"]
    assert page.locator("blockquote").all_text_contents() == quotes
    assert follow(page, page.locator(".chip").first) == quotes[0]
    assert "MINUSMA" in ask(page, "Who leads it?").locator(".understood").inner_text()


def test_another_tab_of_the_browser_knows_the_conversation_unless_it_is_to_be_forgotten(
    page: Page,
) -> None:
    ask(page, "Ebola")
    with another_tab(page) as other:
        assert other.locator(".turn").count() == 1
    page.get_by_role("button", name=say("menu")).click()
    page.get_by_label(say("forget")).check()
    with another_tab(page) as other:
        assert other.locator(".turn").count() == 0
    page.reload()
    page.locator(READY).wait_for(state="attached")
    assert page.locator(".turn").count() == 1  # this tab has not been left


def test_clearing_asks_once_more_and_leaves_nothing_behind(page: Page) -> None:
    ask(page, "Ebola and nothing else")
    assert "Ebola and nothing else" in page.evaluate(_STORED)
    page.get_by_role("button", name=say("menu")).click()
    page.get_by_role("button", name=say("clear")).click()
    assert page.locator(".turn").count() == 1
    page.get_by_role("button", name=say("clear_sure")).click()
    assert page.locator(".turn").count() == 0
    assert page.get_by_text(say("introduction")).is_visible()
    assert "Ebola" not in page.evaluate(_STORED)
    page.reload()
    page.locator(READY).wait_for(state="attached")
    assert page.locator(".turn").count() == 0


def test_a_kept_quote_that_was_tampered_with_is_not_shown_as_the_reports_words(page: Page) -> None:
    ask(page, "Ebola")
    ask(page, "What did UNAMI do?")
    page.locator(".next").wait_for()  # kept with the turn, so that the page writes nothing over what is forged
    forge = "localStorage['further-conversation'] = localStorage['further-conversation'].replace('Ebola response', 'E')"
    page.evaluate(forge)
    page.reload()
    page.locator(READY).wait_for(state="attached")
    assert page.locator(".turn h2").all_inner_texts() == ["What did UNAMI do?"]
    assert page.get_by_text(say("left_out", count=1)).is_visible()


@pytest.mark.parametrize("kind", ["md", "docx", "json"])
def test_the_conversation_is_saved_with_every_citation(page: Page, kind: str) -> None:
    ask(page, "Which missions worked on Ebola?")
    ask(page, "What did MINUSMA do?")
    quotes = page.locator(".answer > .source blockquote").all_text_contents()
    anchors = [one.get_attribute("data-anchor") or "" for one in page.locator(".answer > .source .citation").all()]
    page.get_by_role("button", name=say("menu")).click()
    with page.expect_download() as saved:
        page.locator(f'[data-save="{kind}"]').click()
    assert saved.value.suggested_filename.endswith(f".{kind}")
    raw = saved.value.path().read_bytes()
    if kind == "docx":
        text = "\n".join(paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs)
        text += zipfile.ZipFile(BytesIO(raw)).read("word/footnotes.xml").decode()
    elif kind == "json":
        answers = json.loads(raw)["answers"]
        text = "\n".join(f"“{one['text']}” {one['anchor']}" for answer in answers for one in answer["quotes"])
    else:
        text = raw.decode().replace("\\", "")
    for words, place in zip(quotes, anchors, strict=True):
        assert f"“{words}”" in text
        assert place in text


# Links


def test_a_link_with_a_question_asks_it_once(browser: Browser, by_hand: Chat) -> None:
    with visit(browser, f"{by_hand.address}?{urlencode({'q': 'Which missions worked on Ebola?'})}") as page:
        page.locator(".turn[aria-busy=false] .citation").first.wait_for()
        assert page.url == by_hand.address
        page.reload()
        page.locator(READY).wait_for(state="attached")
        assert page.locator(".turn").count() == 1


def test_links_have_the_address_that_the_person_uses_and_lead_there(browser: Browser, by_hand: Chat) -> None:
    used = by_hand.address.replace("127.0.0.1", "localhost")  # not the one that the server was started with
    question = "Which missions worked on Ebola?"
    with visit(browser, used) as page:
        ask(page, question).locator(".chip").first.click()
        page.locator(".actions .unfold").click()
        page.locator(".actions [data-copy=link]").click()
        page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('?q=')")
        asks = page.evaluate("navigator.clipboard.readText()")
        page.locator("#views [data-view=cases]").click()
        row = page.locator("#case-list .citation").nth(2)
        row.locator(".more").click()
        row.locator("[data-copy=row]").click()
        page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('&row=')")
        opens = page.evaluate("navigator.clipboard.readText()")
        words = row.locator("blockquote").text_content()
    assert asks == f"{used}?{urlencode({'q': question})}"
    assert opens.startswith(f"{used}?view=cases&row=")
    with visit(browser, asks) as page:
        page.locator(".turn[aria-busy=false] .citation").first.wait_for()
        page.goto(opens)
        page.locator("#case-list .named").wait_for()
        page.locator("#reading mark").first.wait_for()
        assert page.evaluate(MARKED) == words


def test_a_link_with_an_anchor_opens_the_report_at_the_quote(browser: Browser, by_hand: Chat, shipped: Report) -> None:
    with visit(browser, f"{by_hand.address}?p={item(shipped, 'Ebola response in West Africa')}") as page:
        assert page.evaluate(MARKED) == "Supporting the Ebola response in West Africa"
        page.wait_for_function(MARK_IN_VIEW)


def test_a_reference_from_another_further_is_opened_by_the_box(page: Page, shipped: Report) -> None:
    block = next(block for block in shipped.blocks if block.kind is Kind.ITEM)
    page.locator("#question").fill(reference(shipped, block.span))
    page.locator("#question").press("Enter")
    page.locator("#reading mark").first.wait_for()
    assert page.evaluate(MARKED) == shipped.quote(block.span).text
    assert page.locator(".turn").count() == 0
    assert page.locator("#question").input_value() == ""


def test_a_reference_whose_words_are_not_here_gets_a_notice_and_no_mark(page: Page) -> None:
    page.locator("#question").fill("“Never said” – Elsewhere [further:00000000.5-15.00000000.0000.0000]")
    page.locator("#question").press("Enter")
    page.locator("#reading .lost").wait_for()
    assert page.get_by_text(say("reference_lost")).count() == 1  # told once
    assert page.locator("#reading mark").count() == 0


# Verdicts


def test_a_verdict_is_kept_in_the_operators_file_and_no_question_without_one(page: Page, by_hand: Chat) -> None:
    verdicts = by_hand.printed.with_name("verdicts.jsonl")
    ask(page, "What did UNAMI do?")
    before = verdicts.read_text(encoding="utf-8") if verdicts.exists() else ""
    assert "UNAMI" not in before
    turn = ask(page, "Which missions worked on Ebola?")
    turn.get_by_role("button", name=say("not_helpful")).click()
    assert page.get_by_text(say("feedback_note")).is_visible()
    page.get_by_label(say("feedback_reason")).fill("one is missing")
    page.get_by_role("button", name=say("feedback_send"), exact=True).click()
    page.get_by_text(say("feedback_kept")).wait_for()
    line = json.loads(verdicts.read_text(encoding="utf-8").splitlines()[-1])
    assert line["question"] == "Which missions worked on Ebola?"
    assert (line["verdict"], line["reason"]) == ("not_helpful", "one is missing")
    assert len(line["anchors"]) == turn.locator(".citation").count()


# A document of one's own


def test_a_document_of_ones_own_is_asked_alone_survives_a_reload_and_is_closed_again(
    page: Page, tmp_path: Path
) -> None:
    ask(page, "Ebola")
    file = tmp_path / "Mémo 2020.md"
    file.write_text("# Memo\n\nThe well at Kidal was repaired in March.\n\n- Two pumps arrived 😀\n", encoding="utf-8")
    page.locator("#own-file").set_input_files(file)
    page.get_by_text(say("own_ready", name=file.name)).wait_for()
    assert page.locator(".turn").count() == 0
    turn = ask(page, "When was the well repaired?")
    assert turn.locator("blockquote").all_text_contents() == ["The well at Kidal was repaired in March."]
    assert follow(page, turn.locator(".chip")) == "The well at Kidal was repaired in March."
    page.reload()
    page.locator(READY).wait_for(state="attached")
    assert page.locator(".turn h2").all_inner_texts() == ["When was the well repaired?"]
    assert follow(page, page.locator(".chip")) == "The well at Kidal was repaired in March."
    page.get_by_role("button", name=say("own_close")).click()
    page.get_by_role("heading", name="Ebola").wait_for()
    assert "Kidal" not in page.evaluate(_STORED)
    assert page.locator(".turn").count() == 1
    assert page.locator("#report-0").text_content().startswith("GOING FURTHER")  # type: ignore[union-attr]


def test_another_browser_knows_nothing_of_ones_own_document(page: Page, browser: Browser, by_hand: Chat) -> None:
    page.locator("#own-file").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"The well at Kidal was repaired."}
    )
    page.get_by_text(say("own_ready", name="a.txt")).wait_for()
    with visit(browser, by_hand.address) as other:
        assert "Kidal" not in (other.locator("#reading").text_content() or "")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "empty.txt is empty"),
        ("scan.pdf", b"%PDF-1.4 nothing", "scan.pdf"),
        ("sheet.xlsx", b"PK", "is not a kind of file that Further reads"),
        ("long.txt", b"A sentence is here. " * 80_000, say("own_long", name="long.txt", count=0, limit=0)[:12]),
        ("large.pdf", b"%" * (20 * 1024 * 1024 + 1), say("own_large", name="large.pdf", limit=20)),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(page: Page, name: str, content: bytes, told: str) -> None:
    page.locator("#own-file").set_input_files({"name": name, "mimeType": "", "buffer": content})
    alert = page.locator("#own [role=alert]")
    alert.wait_for()
    assert told in alert.inner_text()
    assert "\n" not in alert.inner_text()
    assert "/tmp" not in alert.inner_text()
    assert page.locator("#report-0").text_content().startswith("GOING FURTHER")  # type: ignore[union-attr]


def test_a_locked_pdf_is_opened_by_its_password_which_is_kept_nowhere(page: Page, tmp_path: Path) -> None:
    writer = PdfWriter()
    draw(writer, column("The well at Kidal was repaired in March."))
    writer.encrypt(user_password="sésame", owner_password="owner", algorithm="AES-256")
    writer.write(tmp_path / "well.pdf")
    page.locator("#own-file").set_input_files(tmp_path / "well.pdf")
    page.get_by_label(say("own_password")).fill("simsim")
    page.keyboard.press("Enter")
    page.get_by_text(say("unreadable_password", name="well.pdf")).wait_for()
    page.get_by_label(say("own_password")).fill("sésame")
    page.get_by_role("button", name=say("own_unlock"), exact=True).click()
    page.get_by_text(say("own_ready", name="well.pdf")).wait_for()
    assert page.locator("#report-0").text_content() == "The well at Kidal was repaired in March."
    assert "sésame" not in page.evaluate(_STORED)


def test_of_a_pdf_that_is_too_long_a_part_is_opened(page: Page, tmp_path: Path) -> None:
    writer = PdfWriter()
    draw(writer, column("The well at Kidal was repaired in March."))
    draw(writer, column("The bridge at Gao was closed in April."))
    for _ in range(OwnLimits().pages):
        writer.add_blank_page(100, 100)
    writer.write(tmp_path / "long.pdf")
    page.locator("#own-file").set_input_files(tmp_path / "long.pdf")
    pages = page.get_by_label(say("own_part"))
    pages.fill("one to two")
    page.keyboard.press("Enter")
    assert pages.evaluate("box => box.matches(':invalid')")
    pages.fill("2000-")
    page.keyboard.press("Enter")
    page.locator("#own [role=alert]", has_text="502").wait_for()  # how many there are; and it can be said anew
    page.get_by_label(say("own_part")).fill("2")
    page.get_by_role("button", name=say("own_part_open"), exact=True).click()
    page.get_by_text(say("own_ready", name="long.pdf")).wait_for()
    assert page.locator("#report-0").text_content() == "The bridge at Gao was closed in April."


# The connection


def test_a_lost_connection_says_so_and_a_question_asked_meanwhile_is_answered(
    browser: Browser, tmp_path: Path, serve_again: Callable[[str], Chat]
) -> None:
    with chat(tmp_path, "--scripted") as first:
        context = browser.new_context(viewport=DESK, locale="en")  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(first.address)
        page.locator(READY).wait_for(state="attached")
        ask(page, "Ebola")
    page.locator("#question").fill("how many turns")
    page.locator("#question").press("Enter")
    page.get_by_text(say("disconnected")).wait_for()
    serve_again(first.address)
    page.get_by_text(say("reconnected")).wait_for()
    page.locator(".turn:nth-of-type(2)[aria-busy=false]").wait_for()
    assert "1 turns before" in page.locator(".turn").nth(1).inner_text()
    assert page.get_by_text(say("disconnected")).count() == 0
    context.close()


@pytest.fixture
def serve_again(tmp_path: Path) -> Iterator[Callable[[str], Chat]]:
    """Serves anew at an address where a server was."""
    served = []

    def serve(address: str) -> Chat:
        folder = tmp_path / "again"
        folder.mkdir()
        running = chat(folder, "--scripted", "--port", address.rstrip("/").rsplit(":", 1)[1])
        served.append(running)
        return running.__enter__()

    yield serve
    for running in served:
        running.__exit__(None, None, None)
