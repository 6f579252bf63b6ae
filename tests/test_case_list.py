"""The table of case studies in the page: its rows, grid and comparison as HTML, and walks through it in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assistant.case_studies.case_rows import Filters, chosen, rows
from assistant.screens.case_grid import case_grid, compared, missions_of
from assistant.screens.case_list import case_rows, options
from assistant.screens.chips import Chips
from assistant.screens.interface_text import say
from corpus.markdown_file import markdown_report
from corpus.report import Report
from tests.walking import PHONE, follow, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.chat_server import Chat


def numbers(markup: str) -> list[int]:
    """How many rows each choice of a filter holds, the first being all of them."""
    return [int(count) for count in re.findall(r"\((\d+)\)</option>|all \((\d+)\)", markup) for count in count if count]


def test_every_row_is_drawn_once_with_its_title_and_mission_as_printed(shipped: Report) -> None:
    table = rows([shipped])
    drawn = case_rows(table, Chips([shipped]))
    assert drawn.count('class="citation"') == drawn.count('class="mission"') == 55
    assert all(f">{row.title.replace('&', '&amp;')}</blockquote>" in drawn for row in table)
    assert drawn.count(">MONUSCO</span></td>") == 12


def test_what_leads_into_points_stands_once_above_those_that_follow_one_another() -> None:
    led = "The Council shall:\n\n- Hold elections\n- Build schools\n"
    report = markdown_report(f"# Plan\n\n## Aims\n\n{led}\n## Rest\n\nNo lead.\n\n- Alone\n", "p.md", "Plan")
    table = rows([report])
    assert [row.lead_in for row in table] == ["The Council shall:", "The Council shall:", ""]
    drawn = case_rows(table, Chips([report]))
    assert drawn.count(">The Council shall:</p>") == drawn.count('class="lead-in"') == 1


def test_the_grid_counts_each_theme_of_each_mission(shipped: Report) -> None:
    table = rows([shipped])
    drawn = case_grid(table, Filters(missions=("MONUSCO",), themes=("ebola",)))
    cells = dict(re.findall(r'id="n-(\w+-\w+)" [^>]*>(\d+)</button>', drawn))
    assert sum(map(int, cells.values())) == sum(len(row.themes) for row in table)
    assert cells["MONUSCO-military"] == "3"
    assert 'data-narrow-theme="ebola" id="n-MONUSCO-ebola"' in drawn
    assert drawn.count('aria-current="true"') == 1
    one = case_grid(table, Filters(missions=("MONUSCO",)))
    assert 'data-narrow-mission="MONUSCO" aria-current="true">' in one and one.count('aria-current="true"') == 1
    whole = [len(found) for found in missions_of(table).values()]
    assert f"<td>{'</td><td>'.join(map(str, whole))}</td><td>55</td>" in drawn


def test_two_missions_stand_beside_each_other_with_what_both_have_first(shipped: Report) -> None:
    table, pair = rows([shipped]), ("MONUSCO", "UNMISS")
    drawn = compared(table, pair, Chips([shipped]))
    themes = re.findall(r'<tr><th scope="row"><span [^>]*>([^<]+)<', drawn)
    assert themes[:4] == ["Justice and rule of law", "Military and force", "Health emergencies", "Elections"]
    shown = set(re.findall(r"<blockquote[^>]*>([^<]+)</blockquote>", drawn))
    assert shown == {row.title for row in table if set(pair) & set(row.missions)}
    assert say("compare_choose") in compared(table, ("MONUSCO",), Chips([shipped]))


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
        wait_for_count(page, 55)
        page.go_back()
        page.locator("#question").wait_for()
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


ROWS_IN_SIGHT = """() => {
  const end = document.getElementById("case-list").getBoundingClientRect().bottom;
  const rows = [...document.querySelectorAll("#case-list tr.citation")];
  return rows.filter((row) => row.getBoundingClientRect().bottom <= end).length;
}"""


@pytest.mark.browser
def test_the_table_is_sorted_by_its_heads_narrowed_by_its_grid_and_two_missions_are_compared(
    browser: Browser, scripted: Chat
) -> None:
    with visit(browser, f"{scripted.address}?view=cases", viewport={"width": 1440, "height": 900}) as page:
        wait_for_count(page, 55)
        assert page.evaluate(ROWS_IN_SIGHT) >= 18
        head = page.locator("#case-list thead th.title")
        titles = page.locator("#case-list tr.citation blockquote")
        for direction, backwards in (("ascending", False), ("descending", True)):
            head.get_by_role("button").press("Enter")
            page.locator(f"#case-list th.title[aria-sort={direction}]").wait_for()
            shown = [title.casefold() for title in titles.all_text_contents()]
            assert shown == sorted(shown, reverse=backwards)
        with page.expect_download() as saved:
            page.get_by_role("button", name="CSV").click()
        lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
        assert titles.first.inner_text() in lines[1]  # the file has the order that one sees
        assert violations(page) == []

        page.get_by_role("button", name=say("shape_grid")).press("Enter")
        page.locator("#n-MONUSCO-military").press("Enter")
        wait_for_count(page, 3)
        assert page.url.endswith("?view=cases&mission=MONUSCO&theme=military&order=-title")
        page.get_by_role("button", name=say("filters_clear")).click()
        wait_for_count(page, 55)

        page.get_by_role("button", name=say("shape_compare")).press("Enter")
        page.locator("#case-list .shape", has_text=say("compare_choose")).wait_for()
        page.get_by_role("combobox", name=say("filter_mission"), exact=True).select_option("MONUSCO")
        wait_for_count(page, 12)
        page.get_by_role("combobox", name=say("filter_beside")).select_option("UNMISS")
        wait_for_count(page, 16)
        assert violations(page) == []
        words = page.locator(".compared .citation blockquote").last
        assert follow(page, page.locator(".compared .chip").last) == words.text_content()
        page.reload()
        wait_for_count(page, 16)
        with page.expect_download() as saved:
            page.get_by_role("button", name="CSV").click()
        assert len(saved.value.path().read_text(encoding="utf-8-sig").splitlines()) == 17
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.get_by_role("button", name=say("shape_grid")).click()
        page.locator(".grid").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert violations(page) == []
