"""Asking, reading and copying in a real Chromium, in the languages of the page; the assistant works by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from assistant.screens import interface_text
from assistant.screens.interface_text import say
from corpus.anchors import anchor_in, find_reference
from corpus.metadata import metadata
from corpus.report import Kind, Report
from tests.walking import DESK, MARK_IN_VIEW, PHONE, ask, follow, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.chat_server import Chat

pytestmark = pytest.mark.browser

# What another program gets when it pastes, untouched by the browser.
_LISTEN = """() => document.addEventListener("paste", (event) => {
  event.preventDefault();
  const kinds = ["text/plain", "text/html"];
  window.pasted = Object.fromEntries(kinds.map((kind) => [kind, event.clipboardData.getData(kind)]));
}, { once: true })"""
# How far a question's box is from the left, and the words that count from the right.
_FROM_THE_EDGES = """(turn) => {
  const words = document.createRange();
  words.selectNodeContents(turn.querySelector(".count"));
  const [whole, asked] = [turn, turn.querySelector(".question")].map((one) => one.getBoundingClientRect());
  return [asked.left - whole.left, whole.right - words.getBoundingClientRect().right];
}"""
_PAINTED = """() => [...CSS.highlights.get("found") ?? []].map((range) => range.toString())"""


@pytest.fixture
def page(browser: Browser, by_hand: Chat) -> Iterator[Page]:
    with visit(browser, by_hand.address) as opened:
        yield opened


# Copying


def test_a_quote_is_copied_with_its_source_and_as_a_reference_that_finds_it(page: Page, shipped: Report) -> None:
    citation = ask(page, "Which missions worked on Ebola?").locator(".citation").last
    words = citation.locator("blockquote").text_content() or ""
    citation.locator(".more").click()
    before = citation.bounding_box()
    citation.get_by_role("button", name=say("copy_quote")).click()
    page.get_by_text(say("copied"), exact=True).wait_for()
    assert citation.bounding_box() == before  # nothing jumps away under the pointer
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"UNMIL: “{words}”\n{_note(shipped, 'UNMIL')}."
    page.locator("#question").focus()
    page.evaluate(_LISTEN)
    page.keyboard.press("Control+V")
    rich = page.evaluate("window.pasted")["text/html"]
    assert f"<b>UNMIL</b>: “{words}”" in rich
    assert "further:" not in rich + copied  # an anchor is for who asks for a reference
    citation.get_by_role("button", name=say("copy_reference")).click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('[further:')")
    line = page.evaluate("navigator.clipboard.readText()")
    span = find_reference(shipped, line)
    assert span is not None
    assert shipped.quote(span).text == words
    assert "\n" not in line


def test_an_answer_is_copied_as_text_and_for_word_with_a_footnote_for_each_quote(page: Page, shipped: Report) -> None:
    turn = ask(page, "Which missions worked on Ebola?")
    quotes = turn.locator("blockquote").all_text_contents()
    assert len(quotes) > 1
    turn.get_by_role("button", name=say("copy_answer")).click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('[1]')")
    text = page.evaluate("navigator.clipboard.readText()")
    missions = turn.locator(".lead b").all_inner_texts()
    for number, (mission, words) in enumerate(zip(missions, quotes, strict=True), 1):
        assert f"[{number}] {mission}: “{words}”" in text
    assert "further:" not in text
    turn.locator(".actions .unfold").click()
    turn.get_by_role("button", name=say("copy_word")).click()
    page.wait_for_function("async () => (await navigator.clipboard.read())[0].types.includes('text/html')")
    page.locator("#question").focus()
    page.evaluate(_LISTEN)
    page.keyboard.press("Control+V")
    rich = page.evaluate("window.pasted")
    for number, words in enumerate(quotes, 1):
        assert f"</b>: “{words}”<a " in rich["text/html"]
        assert f'<div style="mso-element:footnote" id="ftn{number}">' in rich["text/html"]
    assert f" {_note(shipped, 'UNMIL')}.</p>" in rich["text/html"]
    assert "127.0.0.1" not in rich["text/html"]  # a link to this machine means nothing in a document
    assert rich["text/plain"] == text


def _note(shipped: Report, mission: str) -> str:
    facts = metadata(shipped)
    return f"{facts.body}, {facts.title}, sect. CASE STUDIES, {mission}"


# Looking closer


def test_resting_on_a_chip_shows_the_words_in_place_and_escape_takes_them_away(page: Page, shipped: Report) -> None:
    chip = ask(page, "Which missions worked on Ebola?").locator(".chip").first
    preview = page.get_by_role("tooltip")
    chip.hover()
    preview.wait_for()
    words = page.locator("blockquote").first.text_content() or ""
    assert preview.locator("mark").text_content() == words
    shown = " ".join((preview.text_content() or "").strip("…").split())
    assert len(shown) > len(words)
    assert shown in " ".join(shipped.text.split())
    page.keyboard.press("Escape")
    preview.wait_for(state="hidden")
    page.locator("#question").focus()
    page.keyboard.press("Escape")
    page.locator("#log").focus()
    page.keyboard.press("j")  # by the keyboard too
    preview.wait_for()


def test_why_this_passage_tells_the_words_the_mission_and_the_likeness(page: Page) -> None:
    turn = ask(page, "Which missions worked on Ebola?")
    turn.locator(".more").first.click()
    turn.locator(".why summary").first.click()
    reasons = turn.locator(".reasons li")
    reasons.first.wait_for()
    told = reasons.all_inner_texts()
    assert "ebola" in told[0]
    assert told[1] == say("why_missions", missions="MONUSCO")
    assert told[3].startswith(say("why_rank", rank="", count="").split(":")[0])


def test_every_question_that_is_offered_next_is_answered(page: Page) -> None:
    ask(page, "Which missions worked on Ebola?")
    page.locator(".next button").first.wait_for()
    offered = page.locator(".next button").all_inner_texts()
    assert 1 <= len(offered) <= 3
    for question in offered:
        turn = ask(page, question)
        assert turn.locator(".silence").count() == 0
        assert turn.locator(".citation").count() > 0


def test_no_citation_of_one_answer_shows_in_the_next(page: Page) -> None:
    first = ask(page, "Which missions worked on Ebola?").locator("[data-anchor]")
    anchors = {one.get_attribute("data-anchor") for one in first.all()}
    second = ask(page, "Which missions worked on COVID-19?").locator("[data-anchor]")
    others = {one.get_attribute("data-anchor") for one in second.all()}
    assert anchors
    assert others
    assert not anchors & others


# Limits


def test_what_a_follow_up_carried_over_stands_over_the_box_and_can_be_taken_away(page: Page) -> None:
    ask(page, "What did MINUSMA do?")
    ask(page, "Who leads it?")
    limit = page.locator("#limits li").first
    assert limit.locator(".name").inner_text() == "MINUSMA"
    limit.get_by_role("button", name=say("scope_remove", name="MINUSMA")).click()
    page.locator(".turn:nth-of-type(3)[aria-busy=false]").wait_for()
    assert page.locator(".turn").nth(2).locator("h2").inner_text() == "Who leads it?"
    assert "MINUSMA" not in "".join(page.locator(".turn").nth(2).locator(".understood").all_inner_texts())


def test_a_follow_up_can_be_asked_as_it_was_typed(page: Page) -> None:
    ask(page, "What did MINUSMA do?")
    ask(page, "Who leads it?").get_by_role("button", name=say("ask_as_typed")).click()
    page.locator(".turn:nth-of-type(3)[aria-busy=false]").wait_for()
    typed = page.locator(".turn").nth(2)
    assert typed.locator("h2").inner_text() == "Who leads it?"
    assert typed.locator(".understood").count() == 0


def test_a_person_may_limit_a_question_to_a_mission(page: Page) -> None:
    page.locator(".limit summary").click()
    page.locator("#asking").get_by_label(say("scope_mission")).select_option("UNMIL")
    assert page.locator("#limits .name").all_inner_texts() == ["UNMIL"]
    turn = ask(page, "Which case studies are there?")
    assert set(turn.locator(".lead b").all_inner_texts()) == {"UNMIL"}
    assert turn.locator("h2").inner_text() == "Which case studies are there?"
    assert page.locator("#limit-mission").is_hidden()
    page.get_by_role("button", name=say("scope_remove", name="UNMIL")).click()
    assert page.locator("#limits").is_hidden()
    assert page.locator("#asking").get_by_label(say("scope_mission")).input_value() == ""


# The report


def test_the_contents_lead_to_every_heading(page: Page, shipped: Report) -> None:
    headings = [block for block in shipped.blocks if block.kind is Kind.HEADING]
    page.get_by_role("button", name=say("contents")).click()
    links = page.locator("#contents a")
    assert links.count() == len(headings)
    links.last.click()
    assert page.locator("#contents").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == shipped.quote(headings[-1].span).text


def test_searching_paints_every_place_and_walks_through_them(page: Page, shipped: Report) -> None:
    page.get_by_role("searchbox").fill("CIVIL  society")
    page.locator(".search .found", has_text=say("search_found", place=1, count="")).wait_for()
    painted = page.evaluate(_PAINTED)
    assert len(painted) == shipped.text.lower().count("civil society") > 1
    assert {words.lower() for words in painted} == {"civil society"}
    page.get_by_role("button", name=say("search_next")).click()
    assert page.locator(".search .found").inner_text() == say("search_found", place=2, count=len(painted))
    page.get_by_role("searchbox").fill("no such words")
    page.get_by_text(say("search_none")).wait_for()
    assert page.evaluate(_PAINTED) == []
    assert page.locator("#report-0").text_content() == shipped.text


@pytest.mark.parametrize("zoom", [0.5, 1.75])
def test_marks_stay_right_at_any_zoom(page: Page, zoom: float) -> None:
    page.evaluate(f"document.documentElement.style.zoom = {zoom}")
    citation = ask(page, "Which missions worked on Ebola?").locator(".citation").last
    assert follow(page, citation.locator(".chip")) == citation.locator("blockquote").text_content()
    page.wait_for_function(MARK_IN_VIEW)


@pytest.mark.parametrize("size", [(640, 400), (320, 256)], ids=["twice", "four times"])
def test_a_page_enlarged_shows_answer_box_and_mark_and_never_scrolls_sideways(
    browser: Browser, by_hand: Chat, size: tuple[int, int]
) -> None:
    width, height = size
    with visit(browser, by_hand.address, viewport={"width": width, "height": height}, locale="ru") as page:
        turn = ask(page, "Which missions worked on Ebola?")
        for shown in (turn.locator(".question"), page.locator("#question")):
            box = shown.bounding_box()
            assert box is not None
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= height
        assert follow(page, turn.locator(".chip").first) == turn.locator("blockquote").first.text_content()
        page.wait_for_function(MARK_IN_VIEW)
        close = page.get_by_role("button", name=say("close_report", "ru")).bounding_box()
        assert close is not None
        assert close["x"] + close["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# Languages


@pytest.mark.parametrize("language", interface_text.LANGUAGES)
def test_the_page_speaks_the_browsers_language_and_leaves_no_word_in_another(
    browser: Browser, by_hand: Chat, language: str
) -> None:
    with visit(browser, by_hand.address, locale=f"{language}-XX") as page:
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert page.get_by_role("button", name=say("ask", language), exact=True).is_visible()
        assert page.locator("#question").get_attribute("placeholder") == say("placeholder", language)
        ask(page, "Which missions worked on Ebola?")
        said = page.evaluate(
            """() => [...document.querySelectorAll("[data-say]")]
              .filter((element) => element.dataset.say !== "scope_any")
              .map(({ dataset, textContent }) => [dataset.say, dataset.parts ?? "{}", dataset.spoken, textContent])"""
        )
        for key, parts, spoken, text in said:
            bare = text.replace("\u2068", "").replace("\u2069", "")
            assert bare == say(key, spoken or language, **json.loads(parts))
            assert spoken in (None, "en")  # what answers an English question


def test_a_language_chosen_in_the_page_is_remembered_and_an_answer_keeps_its_own(page: Page) -> None:
    turn = ask(page, "Which missions worked on Ebola?")
    count = turn.locator(".citation").count()
    page.get_by_label(say("language")).select_option("ar")
    assert say("count_cases", count=count, missions=2) in turn.inner_text()
    assert turn.get_by_role("button", name=say("cite_answer", "ar")).is_visible()
    page.reload()
    page.get_by_role("button", name=say("ask", "ar"), exact=True).wait_for()
    assert page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_in_arabic_the_page_runs_from_the_right_and_the_quotes_from_the_left(
    browser: Browser, by_hand: Chat, size: dict[str, int]
) -> None:
    with visit(browser, by_hand.address, locale="ar", viewport=size) as page:
        turn = ask(page, "Which missions worked on Ebola?")
        assert turn.evaluate(_FROM_THE_EDGES) == pytest.approx(
            [0, 0], abs=1
        )  # in English, and in their place all the same
        citation = turn.locator(".citation").first
        chip, quote = citation.locator(".chip").bounding_box(), citation.locator("blockquote").bounding_box()
        assert chip is not None
        assert quote is not None
        assert chip["x"] > quote["x"]  # the chip stands at the line's beginning, on the right
        assert citation.locator("blockquote").evaluate("quote => getComputedStyle(quote).direction") == "ltr"
        assert page.locator("#masthead h1").evaluate("title => getComputedStyle(title).direction") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        words = citation.locator("blockquote").text_content()
        assert follow(page, citation.locator(".chip")) == words
        assert anchor_in(citation.get_attribute("data-anchor") or "")
