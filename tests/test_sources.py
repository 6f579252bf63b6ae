"""The view of sources, in a real Chromium: which documents are asked, one's own among them, and what each is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.screens import interface_text
from assistant.screens.interface_text import say
from tests.chat_server import Chat, chat
from tests.walking import READY, ask, follow, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

ABOUT = "This study describes how mobile courts work in four regions of the country."
COURTS = f"# A study of courts\n\n{ABOUT}\n\n## Mobile courts\n\nMobile courts sit in four regions.\n"
PRISONS = "# A study of prisons\n\n## Visits by night\n\nPrisons were visited by night.\n"
HARBOURS = "# A study of harbours\n\nHarbours were dredged in autumn by two ships.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in (("courts.md", COURTS), ("prisons.md", PRISONS), ("harbours.md", HARBOURS)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Chat]:
    """The shipped report and one more, by hand."""
    options = ("--by-hand", "--document", str(folder / "harbours.md"))
    with chat(tmp_path_factory.mktemp("sources"), *options) as running:
        running.wait_until_printed(interface_text.READY)
        yield running


def sources(page: Page) -> None:
    page.get_by_role("link", name=say("view_sources")).click()
    page.locator("#source-list .one").first.wait_for()


def asked(page: Page) -> list[str]:
    """The titles of what is ticked."""
    boxes = page.locator("#source-list .one:has(input:checked) .title")
    return [title.strip() for title in boxes.all_inner_texts()]


def add(page: Page, *files: Path) -> None:
    page.locator("#own-file").set_input_files(files)
    for file in files:
        page.locator("#source-list .one", has_text=file.name).get_by_text(say("source_ready")).wait_for()


def counted(page: Page, number: int, of: int) -> None:
    page.get_by_text(say("sources_count", asked=number, count=of)).wait_for()


def unfolded(page: Page, words: str) -> Locator:
    """The item of the source that says these words, with its card open."""
    item = page.locator("#source-list .one", has_text=words)
    item.locator("summary").first.click()
    return item


def add_two(page: Page, folder: Path) -> None:
    """Courts and prisons, asked together alone."""
    sources(page)
    add(page, folder / "courts.md", folder / "prisons.md")
    counted(page, 2, 4)


def test_all_that_is_served_is_listed_and_any_choice_of_it_is_asked(browser: Browser, served: Chat) -> None:
    with visit(browser, served.address) as page:
        sources(page)
        counted(page, 2, 2)
        page.get_by_role("checkbox", name="Going Further Together").uncheck()
        counted(page, 1, 2)
        page.locator("#report-0", has_text="Harbours were dredged").wait_for()
        page.get_by_role("link", name=say("view_ask")).click()
        turn = ask(page, "Which missions worked on hate speech?")
        assert turn.locator(".silence").count() == 1
        turn = ask(page, "When were harbours dredged?")
        assert follow(page, turn.locator(".chip").first) == "Harbours were dredged in autumn by two ships."
        page.reload()
        page.locator(READY).wait_for(state="attached")
        sources(page)
        counted(page, 1, 2)
        assert asked(page) == ["A study of harbours"]
        page.get_by_role("button", name=say("sources_all"), exact=True).click()
        counted(page, 2, 2)
        page.get_by_role("link", name=say("view_ask")).click()
        page.locator(".turn", has_text="When were harbours dredged?").wait_for()  # the conversation goes on
        assert page.locator(".turn .path").last.inner_text().startswith("A study of harbours")


def test_one_document_at_least_is_asked(browser: Browser, served: Chat) -> None:
    with visit(browser, served.address) as page:
        sources(page)
        page.get_by_role("button", name=say("sources_none")).click()
        counted(page, 1, 2)
        page.get_by_role("checkbox", name="Going Further Together").uncheck()
        page.get_by_text(say("sources_one")).wait_for()
        counted(page, 1, 2)


def test_several_documents_of_ones_own_are_asked_together_and_each_quote_names_its_own(
    browser: Browser, served: Chat, folder: Path
) -> None:
    with visit(browser, served.address) as page:
        add_two(page, folder)
        assert asked(page) == ["A study of courts", "A study of prisons"]
        page.get_by_role("link", name=say("view_ask")).click()
        turn = ask(page, "When were prisons visited?")
        assert turn.locator(".path").first.inner_text().startswith("A study of prisons")
        assert follow(page, turn.locator(".chip").first) == "Prisons were visited by night."
        turn = ask(page, "Where do mobile courts sit?")
        assert turn.locator(".path").first.inner_text().startswith("A study of courts")
        sources(page)
        page.get_by_role("button", name=say("source_remove_named", name="prisons.md")).click()
        counted(page, 1, 3)
        assert page.get_by_text("A study of prisons").count() == 0
        page.get_by_role("link", name=say("view_ask")).click()
        page.wait_for_function("document.querySelectorAll('.turn').length === 1")  # what was quoted from it went too
        page.get_by_text(say("own_ready", name="courts.md")).wait_for()


def test_a_document_of_ones_own_begins_with_questions_that_it_answers(
    browser: Browser, by_hand: Chat, folder: Path
) -> None:
    with visit(browser, by_hand.address) as page:
        sources(page)
        assert page.get_by_role("button", name=say("sources_none")).is_hidden()  # of one there is nothing to choose
        page.get_by_role("link", name=say("view_ask")).click()
        before = page.locator(".welcome .examples").inner_text()
        page.locator("#own-file").set_input_files(folder / "courts.md")
        page.get_by_text(say("own_ready", name="courts.md")).wait_for()
        page.locator(".welcome .examples [data-ask=alone]").first.wait_for()
        assert page.locator("[data-card=brief]").inner_text().endswith(say("yours_card_brief_does"))
        question = page.locator(".welcome .examples button").first.inner_text()
        page.locator(".welcome .examples button").first.click()
        page.locator(".turn[aria-busy=false] blockquote").first.wait_for()
        assert page.locator(".turn").inner_text().startswith(question)
        page.get_by_role("button", name=say("own_close")).click()
        assert page.locator(".welcome .examples").inner_text() == before


LATE_LIST = """() => {
  const call = further.call;
  const held = {};
  further.call = async (name, sent) => {
    if (name === "own_state" && held.release) {  // the removal is under way
      held.release();
      await held.drawn;
    }
    const reply = await call(name, sent);
    if (name === "sources" && !held.drawn) {
      const released = new Promise((release) => (held.release = release));
      held.drawn = released.then(() => new Promise((drawn) => setTimeout(drawn, 100)));
      await released;
    }
    return reply;
  };
  document.dispatchEvent(new CustomEvent("further-sources"));
}"""


def test_a_document_that_was_removed_does_not_come_back_with_a_list_that_was_under_way(
    browser: Browser, served: Chat, folder: Path
) -> None:
    with visit(browser, served.address) as page:
        add_two(page, folder)
        page.wait_for_function("() => !document.getElementById('own-progress')")
        page.evaluate(LATE_LIST)
        page.wait_for_timeout(500)
        page.get_by_role("button", name=say("source_remove_named", name="prisons.md")).click()
        counted(page, 1, 3)
        assert len(page.evaluate("further.own()")) == 1
        page.get_by_text(say("own_ready", name="courts.md")).wait_for(timeout=10_000)


def test_a_document_of_ones_own_is_seen_by_nobody_else(browser: Browser, served: Chat, folder: Path) -> None:
    with visit(browser, served.address) as mine, visit(browser, served.address) as other:
        sources(mine)
        add(mine, folder / "courts.md")
        sources(other)
        counted(other, 2, 2)
        assert other.get_by_text("A study of courts").count() == 0
        keys = mine.evaluate("further.own()")
        assert len(keys) == 1
        assert other.evaluate("further.own()") == []


def test_a_card_quotes_the_document_and_offers_questions_that_it_answers(
    browser: Browser, served: Chat, folder: Path
) -> None:
    with visit(browser, served.address) as page:
        sources(page)
        add(page, folder / "courts.md")
        item = unfolded(page, "courts.md")
        offered = item.get_by_role("button", name="What is this document about?")
        offered.wait_for()
        assert item.locator("blockquote").all_inner_texts() == [ABOUT]
        assert item.locator(".drawn li").first.inner_text() == "Mobile courts"
        offered.click()
        turn = page.locator(".turn[aria-busy=false]")
        turn.wait_for()
        assert turn.locator("blockquote").first.inner_text() == ABOUT


def test_what_is_known_of_a_document_is_mended_in_its_card_and_cited_so(
    browser: Browser, served: Chat, folder: Path
) -> None:
    with visit(browser, served.address) as page:
        sources(page)
        add(page, folder / "courts.md")
        item = unfolded(page, "courts.md")
        item.locator(".known summary").click()
        date = item.get_by_label(say("fact_date"), exact=True)
        date.fill("spring")
        item.get_by_role("button", name=say("facts_save"), exact=True).click()
        assert date.evaluate("box => box.matches(':invalid')")  # the browser says how a date is written
        date.fill("2024-05")
        item.get_by_label(say("fact_title"), exact=True).fill("Courts of the <north>")
        with page.expect_download() as given:
            item.get_by_role("button", name=say("save"), exact=True).click()
        told = {"title": "Courts of the <north>", "date": "2024-05"}
        assert given.value.suggested_filename == "courts.metadata.json"
        assert json.loads(Path(given.value.path()).read_text(encoding="utf-8")) == told
        item.get_by_text(say("facts_used")).wait_for()
        page.locator("#source-list .title", has_text="Courts of the <north>").wait_for()
        assert item.locator(".known").get_attribute("open") is not None  # nothing closes under who types
        page.get_by_role("link", name=say("view_ask")).click()
        turn = ask(page, "Where do mobile courts sit?")
        turn.get_by_role("button", name=say("cite"), exact=True).first.click()
        page.locator("#cite .cited-text", has_text="Courts of the <north>").wait_for()


def test_what_is_known_of_a_served_document_is_shown_and_its_operators_to_mend(browser: Browser, served: Chat) -> None:
    with visit(browser, served.address) as page:
        sources(page)
        item = unfolded(page, "Going Further Together")
        item.locator(".known summary").click()
        assert say("fact_body") in item.locator(".known dl").inner_text()
        assert item.locator("input:not([type=checkbox])").count() == 0


def test_the_view_is_walked_by_keyboard(browser: Browser, served: Chat) -> None:
    with visit(browser, f"{served.address}?view=sources") as page:
        counted(page, 2, 2)
        box = page.locator("#source-list input").last
        box.focus()
        page.keyboard.press("Space")
        counted(page, 1, 2)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_each_source_says_what_it_says_beside_the_one_that_leads(browser: Browser, served: Chat, folder: Path) -> None:
    beside = folder / "beside.md"
    beside.write_text("# On two ships\n\nTwo ships dredged harbours. They were late.\n\nNobody was hurt.\n")
    with visit(browser, served.address) as page:
        sources(page)
        add(page, beside)
        page.get_by_role("button", name=say("sources_all"), exact=True).click()
        counted(page, 3, 3)
        page.get_by_role("link", name=say("view_ask")).click()
        turn = ask(page, "dredged harbours")
        lead = turn.locator(".answer > .source .chip").first
        other = turn.locator(".beside .chip").first
        assert follow(page, lead) == turn.locator(".answer > .source blockquote").first.inner_text()
        assert follow(page, other) == turn.locator(".beside blockquote").first.inner_text()
        assert lead.inner_text() != other.inner_text()
        assert turn.locator(".remark").inner_text() == "Nothing here: GOING FURTHER TOGETHER"
        page.reload()
        page.locator(".turn .beside blockquote").first.wait_for()
        assert violations(page) == []
