"""Who does not see the page or uses no mouse: the focus, the keys, what is announced. axe's rules: test_states.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.screens.interface_text import say
from tests.walking import MARKED, PHONE, SIZES, ask, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.chat_server import Chat

pytestmark = pytest.mark.browser


def test_whatever_takes_the_focus_shows_it(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "Ebola")
        ask(page, "silence")
        page.locator("[data-menu]").click()
        page.locator("body").press("Tab")
        seen = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                continue
            ring = page.evaluate(
                """() => {
                  const now = document.activeElement;
                  const shown = now.type === "file" ? document.querySelector(".own-document label.button") : now;
                  const style = getComputedStyle(shown);
                  return [style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor];
                }"""
            )
            assert ring[0] == "solid"
            assert ring[1] >= 2
            seen.add(page.evaluate("document.activeElement.outerHTML"))
        assert len(seen) > 25


# What has the focus can be seen: nothing lies over its middle.
_UNCOVERED = """() => {
  const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
  return document.activeElement.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}"""
_STOPS = 150  # presses of Tab that lead once through everything, and more


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    for _ in range(_STOPS):
        page.keyboard.press(key)
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            assert page.evaluate(_UNCOVERED)
            return
    raise AssertionError(f"{key} does not lead to {wanted}")


@pytest.mark.parametrize(("size", "language"), [("wide", "en"), ("tablet", "ar"), ("phone", "en"), ("phone", "ar")])
def test_the_keyboard_alone_asks_reads_pins_cites_copies_and_begins_anew(
    browser: Browser, scripted: Chat, size: str, language: str
) -> None:
    with visit(browser, scripted.address, viewport=SIZES[size], locale=language) as page:
        press = page.keyboard.press
        press("/")
        page.keyboard.type("twelve")
        press("Enter")
        page.locator(".turn[aria-busy=false]").wait_for()
        press("Escape")
        press("j")
        press("j")
        quote = page.locator(".citation").nth(1)
        words = quote.locator("blockquote").text_content() or ""
        press("Enter")
        assert page.evaluate(MARKED) == words
        if page.evaluate("further.overlaid()"):
            press("Escape")
        assert quote.locator(".chip").evaluate("chip => chip === document.activeElement")
        tab_to(page, quote.locator(".more"))
        press("Enter")
        tab_to(page, quote.locator("[data-pin]"), "Shift+Tab")
        press("Enter")
        page.locator("#views [data-count='1']").wait_for()
        cite = page.locator(".actions [data-cite]")
        tab_to(page, cite)
        press("Enter")
        page.locator(".cited-text", has_text=words).wait_for()
        tab_to(page, page.locator("#cite [data-copy-citation]"))
        press("Enter")
        page.locator("#cite .told", has_text=say("copied", language)).wait_for()
        assert words in page.evaluate("navigator.clipboard.readText()")
        press("Escape")
        assert cite.evaluate("cite => cite === document.activeElement")
        tab_to(page, page.locator("[data-menu]"), "Shift+Tab")
        press("Enter")
        tab_to(page, page.locator("[data-new-talk]"))
        press("Enter")
        page.locator(".welcome").wait_for()
        assert page.evaluate("document.activeElement.id") == "question"
        for key in ("Tab", "Shift+Tab"):  # out of the page each way
            for _ in range(_STOPS):
                press(key)
                if page.evaluate("document.activeElement === document.body"):
                    break
            else:
                raise AssertionError(f"{key} never leaves the page")


def test_rows_that_the_keyboard_comes_to_stand_clear_of_what_stays_in_sight(browser: Browser, scripted: Chat) -> None:
    with visit(browser, f"{scripted.address}?view=cases") as page:
        page.locator(".pick").first.check()
        page.locator(".picked").wait_for()
        page.locator(".pick").first.focus()
        for key in ("Tab", "Shift+Tab"):
            for _ in range(_STOPS):
                page.keyboard.press(key)
                assert page.evaluate(_UNCOVERED)


def test_single_keys_walk_the_quotes_copy_one_and_find_the_box(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        turn = ask(page, "twelve")
        page.locator("#log").focus()
        for key, number in (("j", "1"), ("j", "2"), ("j", "3"), ("k", "2")):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.textContent") == number
        page.keyboard.press("Enter")
        words = turn.locator("blockquote").nth(1).text_content() or ""
        assert page.evaluate(MARKED) == words
        page.keyboard.press("c")
        page.get_by_text(say("copied"), exact=True).wait_for()
        assert words in page.evaluate("navigator.clipboard.readText()")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "question"
        page.keyboard.type("j/k?")
        assert page.locator("#question").input_value() == "j/k?"


def test_the_keys_are_told_and_can_be_switched_off(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "twelve")
        page.locator("#log").focus()
        page.keyboard.press("?")
        helped = page.get_by_role("dialog", name=say("help"))
        assert helped.locator(".does dt").all_inner_texts() == page.locator("#views a").all_inner_texts()
        page.get_by_label(say("keys_on")).uncheck()
        page.get_by_role("button", name=say("close"), exact=True).click()
        page.locator("#log").focus()
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == "log"


def test_answers_are_announced_politely_and_only_when_they_are_new(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        assert page.get_by_role("log", name=say("conversation")).get_attribute("aria-live") == "polite"
        ask(page, "Ebola")
        # A screen reader reads what is added to a log: the turns before stay the elements that they were.
        page.evaluate("document.querySelector('.turn').told = true")
        ask(page, "Ebola")
        assert page.evaluate("document.querySelector('.turn').told")
        assert page.locator("[aria-live=assertive]").count() == 0


def test_the_report_over_the_chat_keeps_the_focus_to_itself(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=PHONE) as page:
        chip = ask(page, "Ebola").locator(".chip").first
        chip.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('[data-close]')")
        for _ in range(6):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('#chat')") is None
        page.keyboard.press("Escape")
        assert chip.evaluate("chip => chip === document.activeElement")
