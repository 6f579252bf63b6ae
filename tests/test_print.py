"""What comes out of the printer: the view that is shown, in full, with its sources, and nothing to click. And keys."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from assistant.screens.interface_text import say
from tests.chat_server import Chat
from tests.walking import ask, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def printed(page: Page, path: Path) -> str:
    """The words of the page's PDF, in one line."""
    page.pdf(path=path)
    return " ".join(" ".join(one.extract_text().split()) for one in PdfReader(path).pages)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))  # fonts set "fi" as one letter


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_conversation_is_printed_whole_with_each_quotes_source(
    scheme: str, browser: Browser, scripted: Chat, tmp_path: Path
) -> None:
    with visit(browser, scripted.address, color_scheme=scheme) as page:
        first, second = ask(page, "twelve"), ask(page, "Ebola")
        text = squeezed(printed(page, tmp_path / "a.pdf"))
        for turn in (first, second):
            assert [
                words for words in turn.locator("blockquote").all_text_contents() if squeezed(words) not in text
            ] == []
            sources = turn.locator(".citation").evaluate_all("all => all.map(({ dataset }) => dataset.cited)")
            assert [source for source in sources if squeezed(source) not in text] == []
        assert squeezed(say("placeholder")) not in text
        assert squeezed(say("copy_reference")) not in text
        # The report beside it is not printed along.
        assert squeezed("This report examines the ways in which human rights components contribute") not in text


def test_a_briefing_is_printed_with_all_its_sources(browser: Browser, scripted: Chat, tmp_path: Path) -> None:
    with visit(browser, f"{scripted.address}?view=brief&mission=UNMISS&role=police") as page:
        page.locator(".pack .citation").first.wait_for()
        sources = page.locator(".pack .notes li").all_text_contents()
        text = squeezed(printed(page, tmp_path / "p.pdf"))
        assert sources and [one for one in sources if squeezed(one) not in text] == []
        assert not page.locator(".pack .notes").evaluate("notes => notes.open")  # as it was


def test_the_table_and_the_basket_are_printed_whole(browser: Browser, scripted: Chat, tmp_path: Path) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "Ebola").locator(".actions [data-pin]").click()
        page.locator("#views [data-view=cases]").click()
        page.locator("#case-list tbody tr.citation").nth(54).wait_for(state="attached")
        text = squeezed(printed(page, tmp_path / "t.pdf"))
        pages = PdfReader(tmp_path / "t.pdf").pages
        assert len(pages) <= 4  # the titles have room
        assert squeezed(say("shape_compare")) not in text
        assert [
            one for one in page.locator("#case-list blockquote").all_text_contents() if squeezed(one) not in text
        ] == []
        page.locator("#views [data-view=basket]").click()
        page.locator(".pinned blockquote").nth(1).wait_for()
        text = squeezed(printed(page, tmp_path / "b.pdf"))
        assert [
            one for one in page.locator(".pinned blockquote").all_text_contents() if squeezed(one) not in text
        ] == []
        assert squeezed(say("basket_save_file")) not in text


def test_escape_leaves_the_box_for_the_single_keys_and_closes_the_contents(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "twelve")
        assert page.evaluate("document.activeElement.id") == "question"
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.textContent") == "1"
        contents = page.locator("[data-contents]")
        contents.click()
        assert page.locator("#contents").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#contents").is_hidden()
        assert contents.evaluate("button => button === document.activeElement")


def test_copied_is_said_beside_the_click_and_goes_again(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        button = ask(page, "twelve").locator(".actions [data-copy=answer]")
        button.click()
        page.locator(f"[data-done='{say('copied')}']").wait_for()
        page.wait_for_function("!document.querySelector('[data-done]')")
