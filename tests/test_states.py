"""Each screen in each of its states, at three widths, in light and dark, in English and Arabic: axe finds nothing and
nothing runs over the side; the same enlarged four times."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.screens.interface_text import say
from tests.chat_server import Chat
from tests.test_pdf_file import column, heading, written
from tests.walking import SIZES, ask, in_both_shades, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ENLARGED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %
_FITS = "document.documentElement.scrollWidth <= innerWidth"
_DRAFT = (
    "“Combating HATE speech on social media”, “Combating love speech on social media” (so WHO), “four words of others”"
)
_WELL = "The well at Kidal was repaired in March."


def first(page: Page) -> Iterator[str]:
    yield "nothing asked"
    page.locator("[data-menu]").click()
    page.locator("#menu .about summary").click()
    yield "menu"
    page.locator("[data-keys]").click()
    yield "help"
    page.keyboard.press("Escape")


def answered(page: Page) -> Iterator[str]:
    page.locator("#question").press("Enter")
    page.locator("#refusal:not(:empty)").wait_for()
    yield "a refusal"
    ask(page, "boom")
    yield "a failure"
    page.locator("#question").fill("turns")
    page.locator("#question").press("Enter")
    page.locator(".turn[aria-busy=false]:not(.failed)").wait_for()
    for reason in ("not_said", "off_topic", "mission_absent", "mission_contact_only"):
        ask(page, f"silence {reason}").locator(".nearest > summary").click()
    page.locator(".limit summary").click()
    page.locator("#limit-mission").select_option("UNMIL")
    page.locator("[data-judge]").last.click()
    yield "four silences, limits, a verdict"
    ask(page, "across").locator(".unfold").click()
    turn = ask(page, "twelve")
    turn.locator(".actions .unfold").click()
    turn.locator(".more").first.click()
    turn.locator(".why summary").first.click()
    turn.locator(".reasons li").first.wait_for()
    page.evaluate("further.keepNext(['What did UNMIL do?'])")
    page.evaluate("document.dispatchEvent(new CustomEvent('further-turns'))")
    page.locator(".next button").wait_for()
    yield "rows unfolded, the reasons, what to ask next"
    page.keyboard.press("Escape")  # leaves the box
    page.keyboard.press("j")
    page.locator("#preview").wait_for()
    yield "words beside a chip"
    page.keyboard.press("Escape")


def conversations(page: Page) -> Iterator[str]:
    page.locator("[data-menu]").click()
    page.locator("[data-talks]").click()
    page.locator("#talks [data-say=talk_rename]").click()
    yield "a conversation named anew"
    page.keyboard.press("Escape")
    if page.locator("#talks").is_hidden():
        page.locator("[data-menu]").click()
        page.locator("[data-talks]").click()
    page.locator("#talks [data-say=talk_delete]").click()
    page.locator("#talks [data-sure=true]").wait_for()
    yield "a conversation to be deleted"
    page.locator("[data-close-talks]").click()


def cited_and_pinned(page: Page) -> Iterator[str]:
    turn = page.locator(".turn").last
    turn.locator(".actions [data-pin]").click()
    page.locator("#views [data-count]").wait_for()
    turn.locator(".actions [data-cite]").click()
    page.locator(".cited-text:not(:empty)").wait_for()
    yield "a citation"
    page.keyboard.press("Escape")


def reading(page: Page) -> Iterator[str]:
    page.locator(".turn").last.locator(".chip").nth(2).click()
    page.locator("#reading mark").first.wait_for()
    yield "the report at a quote"
    page.locator("[data-contents]").click()
    page.locator("#contents").wait_for()
    page.locator(".search input").fill("rights")
    page.locator(".search .found:not(:empty)").wait_for()
    yield "contents and a search"
    page.keyboard.press("Escape")  # contents
    page.keyboard.press("Escape")  # the report, where it lies over the chat
    if page.evaluate("further.overlaid()"):
        page.locator("[data-close]").click()


def cases(page: Page) -> Iterator[str]:
    page.locator("#views a[data-view=cases]").click()
    page.locator("#case-list .citation .more").first.click()
    yield "the table"
    page.goto(f"{page.url}&mission=UNMIL")
    page.locator(".pick").check()
    page.locator(".picked").wait_for()
    yield "a row selected"
    page.locator("[data-clear-filters]").click()
    page.locator("[data-shape=grid]").click()
    page.locator(".grid").wait_for()
    yield "the grid"
    page.goto(f"{page.url.split('?')[0]}?view=cases&mission=MONUSCO,UNMISS&shape=compare")
    page.locator(".compared .citation").first.wait_for()
    yield "two missions compared"


def checked(page: Page) -> Iterator[str]:
    page.locator("#views a[data-view=check]").click()
    yield "nothing checked"
    page.locator("#check-words").fill(_DRAFT)
    page.locator("#check-words").press("Control+Enter")
    page.locator(".checked.absent").wait_for()
    yield "a check report"


def briefed(page: Page) -> Iterator[str]:
    page.locator("#views a[data-view=brief]").click()
    page.locator(".themes summary").click()
    page.locator("#brief-sheet .mine summary").click()
    page.get_by_role("combobox", name=say("brief_mission", page.evaluate("further.language()"))).select_option("UNSMIL")
    page.locator('.pack [data-part="box"]').wait_for()
    yield "a briefing"


def collected(page: Page) -> Iterator[str]:
    page.locator("#views a[data-view=basket]").click()
    page.locator(".pinned blockquote").first.wait_for()
    for does in ("heading", "line"):
        page.locator(f"[data-add={does}]").click()
        page.locator(f".own-{does}").wait_for()
    page.locator("[data-basket-empty]").click()
    yield "my quotes, to be removed"


def own(page: Page, file: Path) -> Iterator[str]:
    """A document of one's own: a PDF."""
    page.locator("#own-file").set_input_files({"name": "sheet.xlsx", "mimeType": "", "buffer": b"PK"})
    page.locator("#own .failure").wait_for()
    yield "a file refused"
    page.locator("#own-file").set_input_files(file)
    page.locator("#own [data-say=own_ready]").wait_for()
    yield "a document of one's own"
    ask(page, "When was the well repaired?").locator(".chip").first.click()
    page.locator("[data-as=page]").click()
    page.locator(".print .box").first.wait_for()
    yield "a page as it looks"
    page.keyboard.press("Escape")
    page.locator("#views a[data-view=cases]").click()
    page.locator("#case-list tbody tr").first.wait_for()
    yield "what a document lists"
    page.locator("#views a[data-view=brief]").click()
    page.locator(".pack .citation").first.wait_for()
    yield "a pack of a document's quotes"
    page.locator("#views a[data-view=sources]").click()
    page.locator("#source-list summary").last.click()
    page.locator("#source-list .drawn :is(ul, p)").first.wait_for()
    yield "the sources, a card open"


STATES = (first, answered, conversations, cited_and_pinned, reading, cases, checked, briefed, collected)


def walked(*always: tuple[str, str]) -> pytest.MarkDecorator:
    """Every size in both directions of writing: these with each run of the suite, the others with `make proof`."""
    every = itertools.product(SIZES, ("en", "ar"))
    marks = {one: () if one in always else (pytest.mark.proof,) for one in every}
    return pytest.mark.parametrize(("size", "language"), [pytest.param(*one, marks=marks[one]) for one in marks])


@walked(("wide", "en"), ("phone", "ar"))
def test_every_state_keeps_the_rules_of_axe_and_stays_within_its_width(
    browser: Browser, scripted: Chat, language: str, size: str
) -> None:
    with visit(browser, scripted.address, locale=language, viewport=SIZES[size]) as page:
        for screen in STATES:
            for state in screen(page):
                assert page.evaluate(_FITS), state
                assert in_both_shades(page) == [], state


@walked(("wide", "ar"))
def test_every_state_of_ones_own_document_does_too(
    browser: Browser, by_hand: Chat, language: str, size: str, tmp_path: Path
) -> None:
    points = column("The mission bought:", "(a) Two pumps for the well;", "(b) A lamp for the school.", top=600)
    file = written(tmp_path, [*heading("A report on wells", top=780), *column(_WELL, "It ended.", top=740), *points])
    with visit(browser, by_hand.address, locale=language, viewport=SIZES[size]) as page:
        for state in own(page, file):
            assert page.evaluate(_FITS), state
            assert in_both_shades(page) == [], state


@pytest.mark.parametrize(
    "language", ["ru", pytest.param("ar", marks=pytest.mark.proof)]
)  # the longest words; from the right
def test_no_state_enlarged_four_times_scrolls_sideways(browser: Browser, scripted: Chat, language: str) -> None:
    with visit(browser, scripted.address, locale=language, viewport=ENLARGED) as page:
        for screen in STATES:
            for state in screen(page):
                assert page.evaluate(_FITS), state
