"""A PDF's page as it looks, beside the chat in a real Chromium: the switch, the marks, the way through the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.screens.interface_text import say
from tests.test_pdf_file import FULL, column, heading, written
from tests.walking import DESK, PHONE, ask, follow, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.chat_server import Chat

pytestmark = pytest.mark.browser

WORDS = "The well at Kidal was repaired in March and the pump arrived later."
# The picture has come, and the first mark's middle lies in what one sees of it.
_MARK_IN_VIEW = """() => {
  const leaf = document.querySelector(".tray").getBoundingClientRect();
  const box = document.querySelector(".print .box")?.getBoundingClientRect();
  return document.querySelector(".print img")?.complete && box && box.top >= leaf.top && box.bottom <= leaf.bottom;
}"""


def as_page(page: Page, language: str = "en") -> None:
    page.get_by_role("button", name=say("as_page", language), exact=True).click()
    page.locator(".print img").wait_for()


def test_a_quote_of_a_pdf_is_shown_on_its_page_with_its_words_marked(
    browser: Browser, by_hand: Chat, tmp_path: Path
) -> None:
    lines = [line for number in range(24) for line in (f"Matter {number} {FULL}", "is told here.", "")]
    first = [*heading("A report on wells", top=780), *column(*lines[:60], top=750)]
    second = [*column("The well at Kidal was re-", "paired in March and the pump arrived later.", top=400)]
    file = written(tmp_path, first, second, column("It ended."))
    with visit(browser, by_hand.address) as page:
        assert page.locator(".ways").is_hidden()  # what is served is no PDF
        page.locator("#own-file").set_input_files(file)
        page.get_by_text(say("own_ready", name="report.pdf")).wait_for()
        chip = ask(page, "When was the well at Kidal repaired?").locator(".chip").first
        assert follow(page, chip) == WORDS
        as_page(page)
        page.wait_for_function(_MARK_IN_VIEW)
        assert page.locator(".print .box").count() == 2
        assert page.locator(".leaf .folio").inner_text() == say("page", label=2)
        alt = say("picture_alt", label=2, title="A report on wells")
        assert page.get_by_role("img", name=alt).is_visible()
        assert page.locator(".papers").is_hidden()
        assert violations(page) == []
        page.screenshot(path=tmp_path / "desk.png")

        page.get_by_role("button", name=say("page_next")).focus()  # by keys alone
        page.keyboard.press("Enter")
        page.locator(".leaf .folio", has_text=say("page", label=3)).wait_for()
        page.locator(".leaf:not([aria-busy])").wait_for()
        assert page.locator(".print .box").count() == 0
        assert page.locator(".leaf .unmarked").inner_text() == ""
        page.keyboard.press("Enter")  # there is no fourth
        assert page.locator(".leaf .folio").inner_text() == say("page", label=3)
        page.get_by_role("button", name=say("page_previous")).click()
        page.wait_for_function(_MARK_IN_VIEW)

        page.get_by_role("button", name=say("as_text"), exact=True).click()
        page.locator("#reading mark").first.wait_for()
        assert page.locator(".leaf").is_hidden()
        assert follow(page, chip) == WORDS

        as_page(page)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.get_by_role("button", name=say("yours_close_report")).click()
        chip.click()
        page.wait_for_function(_MARK_IN_VIEW)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert violations(page) == []
        page.screenshot(path=tmp_path / "phone.png")
        page.get_by_role("button", name=say("picture_larger")).click()
        page.wait_for_function(_MARK_IN_VIEW)
        assert page.locator(".print img").bounding_box()["width"] > 1.5 * PHONE["width"]  # type: ignore[index]
        page.screenshot(path=tmp_path / "phone-larger.png")
        page.get_by_role("button", name=say("yours_close_report")).click()
        page.locator("#language").select_option("ar")
        chip.click()
        page.wait_for_function(_MARK_IN_VIEW)
        assert page.locator(".leaf .folio").inner_text().startswith(say("page", "ar", label="").strip()[:3])
        page.screenshot(path=tmp_path / "phone-arabic.png")

        page.get_by_role("button", name=say("yours_close_report", "ar")).click()
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.locator("#own button").last.click()  # back to the report, which is no PDF
        page.locator(".ways").wait_for(state="hidden")
        assert page.locator(".papers").is_visible()
        assert page.locator(".print img").count() == 0
