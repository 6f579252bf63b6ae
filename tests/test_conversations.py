"""The conversations that a browser keeps: listed, searched, named, opened, deleted; two tabs lose nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.screens.interface_text import say
from tests.chat_server import Chat
from tests.walking import READY, another_tab, ask, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def menu(page: Page, does: str) -> None:
    page.locator("[data-menu]").click()
    page.locator(f"#menu [{does}]").click()


def kept(page: Page) -> list[str]:
    """The questions of the first conversation, as they are kept."""
    found: list[dict[str, Any]] = json.loads(page.evaluate("localStorage.getItem('further-conversation') ?? '[]'"))
    return [turn["question"] for turn in found]


def test_a_new_conversation_leaves_the_old_one_to_be_found_named_and_opened(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "Ebola")
        menu(page, "data-new-talk")
        page.locator(".welcome").wait_for()
        assert page.locator(".turn").count() == 0
        ask(page, "twelve")
        menu(page, "data-talks")
        titles = page.locator("#talks .title")
        assert titles.all_inner_texts() == ["twelve", "Ebola"]
        page.locator("#talks input[type=search]").fill("ebo")
        assert titles.all_inner_texts() == ["Ebola"]
        page.get_by_role("button", name=say("talk_rename_of", name="Ebola")).click()
        page.keyboard.type("My first")
        page.keyboard.press("Enter")
        page.locator("#talks input[type=search]").fill("first")
        titles.first.click()
        page.locator(".turn blockquote").first.wait_for()
        assert page.locator(".turn h2").all_inner_texts() == ["Ebola"]
        page.reload()
        page.locator(READY).wait_for(state="attached")
        assert page.locator(".turn h2").all_inner_texts() == ["Ebola"]


def test_a_conversation_is_deleted_after_it_was_asked_once_more(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "Ebola")
        menu(page, "data-talks")
        page.get_by_role("button", name=say("talk_delete_of", name="Ebola")).click()
        assert kept(page) == ["Ebola"]
        page.locator("#talks [data-sure=true]").click()
        page.get_by_text(say("talk_none")).wait_for()
        assert kept(page) == []
        assert page.locator(".turn").count() == 0


def test_two_tabs_of_one_conversation_keep_each_others_turns(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "Ebola")
        with another_tab(page) as other:
            ask(other, "how many turns")
            # What one tab writes reaches another process a moment later.
            page.wait_for_function("localStorage['further-conversation'].includes('how many turns')")
            ask(page, "twelve")
            assert sorted(kept(page)) == ["Ebola", "how many turns", "twelve"]
            page.reload()
            page.locator(READY).wait_for(state="attached")
            assert sorted(page.locator(".turn h2").all_inner_texts()) == ["Ebola", "how many turns", "twelve"]
            page.evaluate("further.clear()")
            other.wait_for_function("document.querySelectorAll('.turn').length === 0")  # cleared is cleared everywhere
            ask(other, "Ebola")
            assert kept(other) == ["Ebola"]


def test_what_another_tab_wrote_over_without_having_seen_it_is_put_back(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        ask(page, "Ebola")
        with another_tab(page) as other:
            ask(other, "twelve")
            other.evaluate(
                "localStorage['further-conversation'] = JSON.stringify("
                "JSON.parse(localStorage['further-conversation']).filter((turn) => turn.question === 'twelve'))"
            )
            page.wait_for_function("localStorage['further-conversation'].includes('Ebola')")
            assert sorted(kept(page)) == ["Ebola", "twelve"]


_BESIDE = """(source) => {
  const beside = document.createElement("div");
  const label = document.createElement("p");
  beside.className = "beside";
  label.className = "own over";
  label.textContent = "Also in Annex";
  source.replaceWith(beside);
  beside.append(label, source);
}"""
_COVERED = """() => {
  const card = document.getElementById("preview").getBoundingClientRect();
  const chips = [...document.querySelectorAll(".chip")].map((chip) => chip.getBoundingClientRect());
  const across = (one) => one.left < card.right && one.right > card.left;
  const within = (one) => across(one) && one.top < card.bottom && one.bottom > card.top;
  return chips.filter((one) => one.width && within(one)).length;
}"""


def test_conversations_go_to_another_browser_as_a_file(browser: Browser, scripted: Chat, tmp_path: Path) -> None:
    file = tmp_path / "talks.json"
    with visit(browser, scripted.address) as page:
        turn = ask(page, "Ebola")
        quotes = turn.locator(".citation blockquote").all_text_contents()
        turn.locator(".answer > .source").last.evaluate(_BESIDE)  # as another document's
        turn.get_by_role("button", name=say("copy_answer")).click()
        page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('[1]')")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert len(quotes) > 1
        assert all(f"“{words}”\n    " in copied for words in quotes)  # each with its source
        assert copied.index("Also in Annex") < copied.index(quotes[-1])
        menu(page, "data-new-talk")
        twelve = ask(page, "twelve")
        twelve.locator(".chip").nth(3).hover()
        page.locator("#preview:not([hidden])").wait_for()
        assert page.evaluate(_COVERED) == 0  # the card lies over no other chip
        page.keyboard.press("Escape")
        menu(page, "data-talks")
        page.get_by_role("button", name=say("talk_save_of", name="Ebola")).wait_for()
        assert violations(page) == []
        with page.expect_download() as saved:
            page.get_by_role("button", name=say("talk_save_of", name="Ebola")).click()
        assert [one["title"] for one in json.loads(saved.value.path().read_text())["conversations"]] == ["Ebola"]
        with page.expect_download() as saved:
            page.get_by_role("button", name=say("talks_save")).click()
        file.write_bytes(saved.value.path().read_bytes())
    with visit(browser, scripted.address) as page:
        menu(page, "data-talks")
        for added in (2, 0):  # the second time they are there already
            page.locator("#talks-file").set_input_files(file)
            page.locator("#talks .told", has_text=say("talks_opened", count=added)).wait_for()
        page.locator("#talks-file").set_input_files({"name": "x.json", "mimeType": "", "buffer": b"[]"})
        page.locator("#talks .told", has_text=say("talks_no_file")).wait_for()
        page.locator("#talks .title", has_text="Ebola").click()
        page.locator(".turn[aria-busy=false] .citation blockquote").first.wait_for()
