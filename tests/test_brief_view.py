"""The briefing in the page: what is drawn of a pack, what is understood of the address, and one walk in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from assistant.briefing.building import build
from assistant.briefing.choice import Length, chosen
from assistant.briefing.files import KINDS
from assistant.briefing.roles import roles
from assistant.knowledge import themes
from assistant.screens.brief_view import brief_options, brief_preview, brief_screen
from assistant.screens.calls import BriefCall, InvalidCall, read
from assistant.screens.chips import Chips
from assistant.screens.interface_text import say
from assistant.screens.writer_calls import _choice
from corpus.report import Report
from tests.test_ui import texts
from tests.walking import MARKED, PHONE, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.chat_server import Chat

SHUTTLE = "Supporting reconciliation and peacemaking through shuttle diplomacy between parties"


def preview(shipped: Report, **choices: Any) -> str:
    pack = build([shipped], chosen(**choices))
    return brief_preview(pack, [(section.key, section.title) for section in pack.sections], Chips([shipped]))


def test_the_preview_holds_what_the_file_will(shipped: Report) -> None:
    pack = build([shipped], chosen("UNSMIL", "political", length="full"))
    markup = preview(shipped, mission="UNSMIL", role="political", length="full")
    assert texts(markup, "blockquote") == [quoted.text for quoted in pack.quotes()]
    assert texts(markup, "h4") == [section.title for section in pack.sections]
    assert texts(markup, "li", lang="en", dir="ltr") == list(pack.notes())


def test_a_quote_cannot_leave_its_run(shipped: Report) -> None:
    markup = preview(shipped, mission="UNSMIL", length="page")
    moves = re.findall(r"data-quote-(up|down)[^>]*?( disabled)?>", markup)
    assert moves[:6] == [("up", " disabled"), ("down", ""), ("up", ""), ("down", ""), ("up", ""), ("down", " disabled")]


def test_answers_can_be_neither_moved_nor_dropped(shipped: Report) -> None:
    markup = preview(shipped, mission="UNSMIL", self_check=True)
    answers = markup[markup.index('data-part="answers"') :]
    assert "<blockquote" in answers
    assert "data-quote-drop" not in answers


def test_a_section_switched_off_keeps_its_name_and_its_switch(shipped: Report) -> None:
    pack = build([shipped], chosen("UNMIK", length="page"))
    titles = [*((section.key, section.title) for section in pack.sections), ("factors", "Success <factors>")]
    markup = brief_preview(pack, titles, Chips([shipped]))
    assert texts(markup, "h4")[-1] == "Success <factors>"
    assert re.search(r'data-part-on="factors" aria-label=', markup)
    assert re.search(r'data-part-on="cases" checked', markup)
    assert 'data-part-on="sources"' not in markup


def test_every_choice_is_offered_with_its_count(shipped: Report) -> None:
    options = brief_options([shipped], chosen("BINUH", "police", ["ebola"]))
    assert '<option value="MONUSCO">MONUSCO (12)</option>' in options["mission"]
    assert '<option value="BINUH" selected>BINUH (0)</option>' in options["mission"]
    assert (
        options["mission"].index("UNOCI (1)")
        < options["mission"].index("<optgroup")
        < options["mission"].index("UNISFA")
    )
    assert options["role"].count("<option") == len(roles()) + 1
    assert options["themes"].count("<input") == len(themes())
    assert 'value="ebola" checked' in options["themes"]


def test_whatever_the_address_says_becomes_a_choice() -> None:
    written = {"mission": "nowhere", "role": "police", "theme": "ebola,x", "length": "page", "language": "xx"}
    choice = _choice(read(BriefCall, {**written, "dropped": [1]}))
    assert (choice.mission, choice.role, choice.themes, choice.length) == (None, "police", ("ebola",), Length.PAGE)
    assert (choice.language, choice.dropped, choice.order) == ("en", frozenset({"1"}), ())
    assert _choice(read(BriefCall, {"theme": 7, "without": None})).mission is None
    with pytest.raises(InvalidCall, match="order: "):
        read(BriefCall, {"order": "no list"})


def test_every_format_has_its_button() -> None:
    assert re.findall(r'data-save-brief="(\w+)"', brief_screen()) == list(KINDS)


@pytest.mark.browser
def test_a_pack_is_chosen_changed_and_taken_along_by_keyboard(browser: Browser, scripted: Chat) -> None:
    with visit(browser, f"{scripted.address}?view=brief&mission=UNSMIL") as page:
        first = page.locator(".pack .citation").first
        first.wait_for()
        assert page.get_by_role("combobox", name=say("brief_mission")).input_value() == "UNSMIL"
        page.get_by_role("combobox", name=say("brief_role")).select_option("political")
        page.locator(".pack .tags li", has_text="bears on: Political affairs").first.wait_for()
        assert "role=political" in page.url
        page.get_by_role("combobox", name=say("brief_length")).select_option("page")
        page.locator('.part[data-part="more"]').wait_for()
        quotes = page.locator('.part[data-part="cases"] blockquote')
        before = quotes.all_inner_texts()
        assert before[1] == SHUTTLE
        page.locator('.part[data-part="cases"] [data-quote-up]').nth(1).press("Enter")
        page.wait_for_function(
            "document.querySelector('.part[data-part=cases] blockquote').innerText.includes('shuttle')"
        )
        assert quotes.all_inner_texts() == [before[1], before[0], before[2]]
        assert (
            page.evaluate("document.activeElement.closest('.citation').querySelector('blockquote').innerText")
            == SHUTTLE
        )
        page.locator('.part[data-part="cases"] [data-quote-drop]').nth(2).press("Enter")
        page.get_by_text("of these 2 stand below").wait_for()
        page.locator('[data-part-on="contact"]').press("Space")
        page.locator('.part.off[data-part="contact"]').wait_for()
        page.locator(".pack .citation .chip").first.press("Enter")
        assert page.evaluate(MARKED) == SHUTTLE
        with page.expect_download() as saved:
            page.get_by_role("button", name="Markdown").last.press("Enter")
        assert saved.value.suggested_filename == "briefing-UNSMIL-political.md"
        text = saved.value.path().read_text(encoding="utf-8")
        assert text.index(SHUTTLE) < text.index(before[0])
        assert before[2] not in text.split("<!--")[0]
        assert "NAGRA" not in text
        page.locator("[data-put-back]").press("Enter")
        page.get_by_text("all of them stand below").wait_for()


@pytest.mark.browser
def test_an_answer_leads_to_the_pack_on_a_phone_and_axe_finds_nothing(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=PHONE, locale="ar", color_scheme="dark") as page:
        page.locator("#question").fill("brief me on MINUSMA for a police officer")
        page.locator("#question").press("Enter")
        page.locator("a[data-brief]").click()
        page.locator(".pack .citation").first.wait_for()
        assert "mission=MINUSMA" in page.url
        page.locator(".themes summary").click()
        page.locator("[name=theme][value=mediation]").check()
        page.locator(".pack h5", has_text="Mediation").first.wait_for()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        with page.expect_download() as saved:
            page.get_by_role("button", name="PDF").last.click()
        assert saved.value.path().read_bytes().startswith(b"%PDF")
