"""The dialog that cites, in the browser: an answer, some of it, rows of the table; the style is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.checking.docx_draft import docx_paragraphs
from assistant.screens.interface_text import say
from tests.walking import PHONE, ask, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.chat_server import Chat

pytestmark = pytest.mark.browser


def test_an_answer_is_cited_whole_or_in_part_in_a_style_that_is_remembered(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        quotes = ask(page, "Ebola").locator("blockquote").all_text_contents()
        opener = page.get_by_role("button", name=say("cite_answer"))
        opener.press("Enter")
        text = page.locator(".cited-text")
        text.get_by_text(f"“{quotes[1]}”").wait_for()
        assert f"“{quotes[0]}”" in (text.text_content() or "")
        page.get_by_role("dialog").get_by_label(quotes[0]).press("Space")
        page.get_by_role("dialog").get_by_role("combobox", name=say("cite_style")).select_option("oscola")
        text.get_by_text(f"‘{quotes[1]}’").wait_for()
        assert quotes[0] not in (text.text_content() or "")
        page.get_by_label(quotes[1]).press("Space")
        page.get_by_role("dialog").get_by_text(say("cite_none")).wait_for()
        assert page.get_by_role("button", name=say("copy"), exact=True).is_disabled()
        page.keyboard.press("Escape")
        assert opener.evaluate("opener => opener === document.activeElement")
        page.reload()
        page.locator(".more").first.click()
        page.get_by_role("button", name=say("cite"), exact=True).first.click()
        text.get_by_text(f"‘{quotes[0]}’").wait_for()
        with page.expect_download() as saved:
            page.get_by_role("button", name=say("save_word")).click()
        assert docx_paragraphs(saved.value.path())[0].notes  # a footnote of Word's own
        with page.expect_download() as saved:
            page.get_by_role("button", name=say("save"), exact=True).click()
        assert saved.value.suggested_filename == "citation.txt"
        assert saved.value.path().read_text(encoding="utf-8").startswith(f"‘{quotes[0]}’\n")


def test_rows_that_were_selected_are_cited_also_when_filters_hide_them(browser: Browser, scripted: Chat) -> None:
    with visit(browser, f"{scripted.address}?view=cases&mission=UNMIL") as page:
        page.locator(".pick").check()
        page.get_by_role("combobox", name=say("filter_mission"), exact=True).select_option("UNMIK")
        page.locator("tbody tr", has_text="UNMIK").wait_for()
        page.get_by_role("checkbox", name=say("pick_all")).check()
        page.get_by_text(say("picked_count", count=2)).wait_for()
        page.get_by_role("button", name=say("cite_picked")).click()
        page.locator(".cited-text").get_by_text("UNMIL.").wait_for()
        assert "UNMIK." in (page.locator(".cited-text").text_content() or "")


IN_SIGHT = """(button) => {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  return button.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}"""


def test_on_a_phone_what_can_be_done_with_a_long_citation_stands_in_sight(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=PHONE) as page:
        ask(page, "twelve").get_by_role("button", name=say("cite_answer")).click()
        page.locator(".cited-text", has_text="1.").wait_for()
        buttons = page.locator("#cite .row button")
        assert buttons.evaluate_all(f"buttons => buttons.map({IN_SIGHT})") == [True] * 4
