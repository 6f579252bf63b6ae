"""The report beside the chat follows the answer: its quotes marked and numbered, one click from either side; the edge
between the two, and the report folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.screens.interface_text import say
from tests.chat_server import Chat
from tests.walking import MARK_IN_VIEW, MARKED, PHONE, READY, ask, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TABLET = {"width": 768, "height": 1024}
WIDE = {"width": 1440, "height": 900}
# Of each numbered quote in the report: its number, and its words over all of its pieces.
FOLLOWED = """() => {
  const found = {};
  for (const one of document.querySelectorAll("#reading .quoted")) {
    found[one.dataset.number] = (found[one.dataset.number] ?? "") + one.textContent;
  }
  return found;
}"""
FIRST_IN_SIGHT = """() => {
  const pane = document.querySelector(".papers").getBoundingClientRect();
  const first = document.querySelector("#reading .quoted.first")?.getBoundingClientRect();
  return Boolean(first) && first.top >= pane.top && first.top < pane.bottom;
}"""


def wait_until_followed(page: Page, count: int) -> None:
    page.wait_for_function(f"document.querySelectorAll('#reading .quoted.first').length === {count}")


def test_all_quotes_of_an_answer_are_marked_with_their_numbers_and_the_first_is_in_sight(
    browser: Browser, scripted: Chat
) -> None:
    with visit(browser, scripted.address, viewport=WIDE) as page:
        turn = ask(page, "twelve")
        wait_until_followed(page, 12)
        words = turn.locator("blockquote").all_text_contents()
        assert page.evaluate(FOLLOWED) == {str(number): said for number, said in enumerate(words, 1)}
        page.wait_for_function(FIRST_IN_SIGHT)
        assert page.evaluate(MARKED) is None  # none is chosen yet
        ask(page, "Ebola")
        wait_until_followed(page, 2)
        assert page.evaluate("document.querySelectorAll('#reading .quoted').length") == 2


def test_a_quotes_words_lead_to_the_report_and_the_reports_back(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=WIDE) as page:
        first, second = ask(page, "twelve"), ask(page, "Ebola")
        wait_until_followed(page, 2)
        second.locator("blockquote").nth(1).click()
        assert page.evaluate(MARKED) == second.locator("blockquote").nth(1).text_content()
        page.locator("#reading .quoted").first.click()
        assert page.evaluate("document.activeElement.textContent") == "1"
        assert second.locator(".chip").first.evaluate("chip => chip === document.activeElement")
        first.locator("blockquote").nth(4).click()  # of an older answer: now that one is followed
        assert page.evaluate(MARKED) == first.locator("blockquote").nth(4).text_content()
        wait_until_followed(page, 12)


CHOSEN_AT_ONCE = """() => document.addEventListener("further-answered", ({ detail: { turn } }) => {
  [...turn.querySelectorAll(".chip")].at(-1).click();
}, { once: true })"""


def test_a_quote_that_is_chosen_before_the_report_has_followed_stays_in_sight(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        page.evaluate(CHOSEN_AT_ONCE)
        turn = ask(page, "rights")
        wait_until_followed(page, turn.locator(".chip").count())
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert page.evaluate(MARK_IN_VIEW)
        assert page.evaluate(MARKED) == turn.locator("blockquote").last.text_content()


def test_words_over_blocks_and_pages_are_followed_exactly_and_misplaced_ones_not_at_all(
    browser: Browser, scripted: Chat
) -> None:
    with visit(browser, scripted.address) as page:
        turn = ask(page, "tricky")
        words = turn.locator("blockquote").all_text_contents()
        wait_until_followed(page, len(words))
        assert list(page.evaluate(FOLLOWED).values()) == words
        ask(page, "misplaced")
        page.wait_for_function("!document.querySelector('#reading .quoted')")


def test_a_reload_follows_the_last_answer_and_a_silence_nothing(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "Ebola")
        page.reload()
        page.locator(READY).wait_for(state="attached")
        wait_until_followed(page, 2)
        ask(page, "silence")
        page.wait_for_function("!document.querySelector('#reading .quoted')")


def test_the_edge_is_moved_by_keys_and_pointer_and_remembered(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=WIDE) as page:
        edge = page.get_by_role("separator", name=say("edge"))
        width = "document.getElementById('chat').getBoundingClientRect().width"
        assert page.evaluate(width) == 720
        edge.focus()
        page.keyboard.press("ArrowRight")
        assert edge.get_attribute("aria-valuenow") == "52"
        assert page.evaluate(width) == pytest.approx(1440 * 0.52, abs=1)
        box = edge.bounding_box()
        assert box
        page.mouse.move(box["x"] + 5, 400)
        page.mouse.down()
        page.mouse.move(576, 400)
        page.mouse.up()
        assert page.evaluate(width) == pytest.approx(576, abs=15)
        page.keyboard.press("Home")
        page.reload()
        page.locator(READY).wait_for(state="attached")
        assert edge.get_attribute("aria-valuenow") == "30"


def test_the_report_is_folded_away_stays_so_and_comes_back_for_a_quote(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=WIDE) as page:
        page.get_by_role("button", name=say("fold_report")).click()
        assert page.locator("#report").is_hidden()
        assert page.evaluate("document.activeElement.matches('[data-open]')")
        page.reload()
        page.locator(READY).wait_for(state="attached")
        assert page.locator("#report").is_hidden()
        turn = ask(page, "Ebola")
        assert page.locator("#report").is_hidden()  # an answer does not open it
        turn.locator(".chip").first.click()
        assert page.locator("#report").is_visible()
        assert page.evaluate(MARKED)


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_in_one_column_the_report_opens_over_the_chat_at_the_first_quote(
    size: dict[str, int], browser: Browser, scripted: Chat
) -> None:
    with visit(browser, scripted.address, viewport=size) as page:
        ask(page, "twelve")
        assert page.locator("#report").is_hidden()
        assert page.locator("#edge").is_hidden()
        page.locator("#masthead [data-open]").click()
        page.wait_for_function(FIRST_IN_SIGHT)
        page.locator("[data-close]").click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_head_and_foot_make_room_after_the_first_answer(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=PHONE) as page:
        assert page.locator("#masthead .subtitle").is_visible()
        room = "document.getElementById('log').getBoundingClientRect().height"
        ways = page.locator("#views a")
        assert ways.evaluate_all("all => all.every((one) => one.getBoundingClientRect().right <= innerWidth)")
        before = page.evaluate(room)
        ask(page, "Ebola")
        assert page.locator("#masthead .subtitle").is_hidden()
        assert page.locator("#imprint").is_hidden()
        tops = page.locator("#masthead :is(.open, #language, [data-menu])").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().top)"
        )
        assert len(set(tops)) == 1  # one row
        assert page.evaluate(room) > before
