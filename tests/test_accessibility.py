"""Who does not see the page or uses no mouse: axe's rules on each screen, the focus, the keys, what is announced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from assistant.screens.interface_text import say
from tests.walking import DESK, MARKED, PHONE, ask, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.chat_server import Chat

pytestmark = pytest.mark.browser

_DRAFT = (
    "“Combating HATE speech on social media”, “Combating love speech on social media” (so WHO), “four words of others”"
)


def in_both_shades(page: Page) -> list[Any]:
    """What breaks axe's rules in light or in dark, once the colours have changed."""
    found: list[Any] = []
    for shade, body in (("light", "body:not(.dark)"), ("dark", "body.dark")):
        page.emulate_media(color_scheme=shade)  # type: ignore[arg-type]
        page.locator(body).wait_for(state="attached")
        page.wait_for_function("document.getAnimations().every((one) => !(one instanceof CSSTransition))")
        found += violations(page)
    return found


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_keeps_the_rules_of_axe_in_light_and_in_dark(
    browser: Browser, scripted: Chat, language: str, size: dict[str, int]
) -> None:
    with visit(browser, scripted.address, locale=language, viewport=size) as page:
        assert in_both_shades(page) == []  # nothing asked yet
        page.locator("[data-menu]").click()
        assert in_both_shades(page) == []  # the menu
        page.keyboard.press("Escape")
        ask(page, "Ebola").locator(".more").first.click()
        for reason in ("not_said", "off_topic", "mission_absent", "mission_contact_only"):
            ask(page, f"silence {reason}").locator(".nearest > summary").click()
        page.locator(".limit summary").click()
        page.locator("#limit-mission").select_option("UNMIL")
        page.locator("[data-judge]").last.click()
        assert in_both_shades(page) == []  # an answer, four silences, limits, a verdict
        page.locator(".chip").first.click()
        page.locator("[data-contents]").click()
        page.locator(".search input").fill("rights")
        page.locator(".search .found:not(:empty)").wait_for()
        assert in_both_shades(page) == []  # the open report
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.locator("[data-menu]").click()
        page.locator("[data-keys]").click()
        assert in_both_shades(page) == []  # the keys
        page.keyboard.press("Escape")
        page.locator("[data-cite]:visible").last.click()
        page.locator(".cited-text:not(:empty)").wait_for()
        assert in_both_shades(page) == []  # a citation
        page.keyboard.press("Escape")
        page.locator("#views a[data-view=cases]").click()
        page.locator("#case-list .citation .more").first.click()
        page.locator(".pick").first.check()
        assert in_both_shades(page) == []  # the table of case studies
        page.locator("#views a[data-view=check]").click()
        page.locator("#check-words").fill(_DRAFT)
        page.locator("#check-words").press("Control+Enter")
        page.locator(".checked.absent").wait_for()
        assert in_both_shades(page) == []  # a draft's three kinds of quotations
        page.locator("#views a[data-view=brief]").click()
        page.locator(".themes summary").click()
        page.locator(".pack .citation").first.wait_for()
        assert in_both_shades(page) == []  # a briefing


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
