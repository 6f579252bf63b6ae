"""The table of case studies in the page: its rows and choices as HTML, and one walk through it in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assistant.case_studies.case_rows import Filters, chosen, rows
from assistant.screens.case_list import case_rows, options
from assistant.screens.chips import Chips
from assistant.screens.interface_text import say
from corpus.report import Report
from tests.walking import PHONE, follow, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.chat_server import Chat


def numbers(markup: str) -> list[int]:
    """How many rows each choice of a filter holds, the first being all of them."""
    return [int(count) for count in re.findall(r"\((\d+)\)</option>|all \((\d+)\)", markup) for count in count if count]


def test_every_row_is_drawn_once_with_its_title_as_printed(shipped: Report) -> None:
    table = rows([shipped])
    drawn = case_rows(table, "report", Chips([shipped]))
    assert drawn.count('class="citation"') == 55
    assert drawn.count("<tbody>") == 13
    assert all(f">{row.title.replace('&', '&amp;')}</blockquote>" in drawn for row in table)


def test_an_order_that_parts_the_missions_names_the_mission_at_each_row(shipped: Report) -> None:
    drawn = case_rows(rows([shipped]), "title", Chips([shipped]))
    assert drawn.count("<tbody>") == 1
    assert drawn.count('<p class="path">') == 55


def test_the_choices_of_missions_add_up_to_the_rows(shipped: Report) -> None:
    table = rows([shipped])
    every, *each = numbers(options(table, Filters())["mission"])
    assert every == sum(each) == 55
    theme = Filters(themes=("elections",))
    every, *each = numbers(options(table, theme)["mission"])
    assert every == sum(each) == len(chosen(table, theme)) < 55


def test_a_choice_that_the_other_filters_leave_nothing_stays_chosen(shipped: Report) -> None:
    narrowed = Filters(missions=("UNMIK",), themes=("ebola",))
    assert (
        '<option value="UNMIK" selected data-count="0">UNMIK (0)</option>'
        in options(rows([shipped]), narrowed)["mission"]
    )


def wait_for_count(page: Page, count: int) -> None:
    page.locator("#case-list .count", has_text=say("cases_count", count=count, whole=55)).wait_for()


@pytest.mark.browser
def test_filters_stand_in_the_address_and_the_way_back_undoes_them(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        page.get_by_role("link", name=say("view_cases")).press("Enter")
        wait_for_count(page, 55)
        page.get_by_role("combobox", name=say("filter_mission"), exact=True).select_option("MONUSCO")
        wait_for_count(page, 12)
        page.get_by_role("searchbox", name=say("filter_words")).fill("Ebola")
        wait_for_count(page, 1)
        assert page.url.endswith("?view=cases&mission=MONUSCO&words=Ebola")
        page.reload()
        wait_for_count(page, 1)
        page.get_by_role("button", name=say("filters_clear")).click()
        wait_for_count(page, 55)
        page.go_back()
        wait_for_count(page, 1)
        page.go_back()
        page.go_back()
        assert page.locator("#question").is_visible()
        assert page.get_by_role("link", name=say("view_ask")).get_attribute("aria-current") == "page"


@pytest.mark.browser
def test_a_row_leads_to_its_words_and_has_a_link_of_its_own(browser: Browser, scripted: Chat) -> None:
    with visit(browser, f"{scripted.address}?view=cases&mission=UNMIL") as page:
        row = page.locator("#case-list .citation")
        words = row.locator("blockquote").text_content()
        assert follow(page, row.locator(".chip")) == words
        anchor = row.get_attribute("data-anchor")
    with visit(browser, f"{scripted.address}?view=cases&row={anchor}", viewport=PHONE) as page:
        page.locator("#reading mark").first.wait_for()
        assert page.locator("#reading mark").text_content() == words
        page.keyboard.press("Escape")
        assert page.locator("#case-list .named blockquote").text_content() == words
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.browser
def test_a_tag_narrows_the_table_to_its_theme_and_shows_our_rule(browser: Browser, scripted: Chat) -> None:
    with visit(browser, f"{scripted.address}?view=cases") as page:
        tag = page.locator("[data-theme=ebola]").first
        tag.press("Enter")
        wait_for_count(page, 2)
        assert page.url.endswith("?view=cases&theme=ebola")
        assert page.get_by_role("combobox", name=say("filter_theme")).input_value() == "ebola"
        assert "ebola" in page.locator("#case-list .rule .words").inner_text()
        page.locator("#case-list .chip").first.press("Enter")
        link = page.get_by_role("link", name=say("view_check"))
        link.press("Enter")
        assert link.evaluate("link => link === document.activeElement")
        assert page.title() == f"{say('view_check')} – Further"


@pytest.mark.browser
def test_the_filtered_table_is_saved_as_a_file(browser: Browser, scripted: Chat) -> None:
    with visit(browser, f"{scripted.address}?view=cases&mission=UNAMA") as page:
        wait_for_count(page, 3)
        with page.expect_download() as saved:
            page.get_by_role("button", name="CSV").click()
        assert saved.value.path().read_text(encoding="utf-8-sig").count("UNAMA") == 3
        rows = page.locator("#case-list .citation")
        chosen = rows.nth(1).locator("blockquote").inner_text()
        rows.nth(1).locator(".pick").check()
        with page.expect_download() as saved:
            page.get_by_role("button", name="CSV").click()
        alone = saved.value.path().read_text(encoding="utf-8-sig")
        assert alone.count("UNAMA") == 1  # what was selected, and nothing else
        assert chosen in alone
