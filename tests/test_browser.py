"""The page in a real Chromium: asked, read, followed to the words; on a desk and on a phone; and nothing leaves.

The walks wait for what they need to see, never for a time. `real` is what `further chat` serves; `page` is served by
the scripted assistant of `chat_server`, which can be made to say what the walk is about.
"""

from __future__ import annotations

import ast
import ipaddress
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Reason
from assistant.question_text import LONGEST_QUESTION
from assistant.screens import interface_text
from assistant.screens.interface_text import say
from corpus.report import Kind, Report
from tests.chat_server import Chat, chat, tricky_report
from tests.walking import DESK, MARK_IN_VIEW, MARKED, PHONE, ask, follow, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_FIRST_INDEX = 280_000  # milliseconds to load the model and to build the index where there is none yet
_LOOK = """element => [
  getComputedStyle(element).backgroundColor,
  getComputedStyle(element).borderInlineStart,
  element.querySelector(".verdict") && getComputedStyle(element.querySelector(".verdict"), "::before").content,
].join(" ")"""


@pytest.fixture
def page(browser: Browser, scripted: Chat) -> Iterator[Page]:
    with visit(browser, scripted.address) as opened:
        yield opened


def test_three_questions_in_one_conversation_lead_to_exactly_the_quoted_words(
    tmp_path: Path, browser: Browser, shipped: Report
) -> None:
    """The whole product: the command's own assistant, an index built on the way, and no address but this machine's."""
    asked_for: list[str] = []
    watched = tmp_path / "addresses.txt"
    with (
        chat(tmp_path, "--watch", str(watched)) as real,
        visit(browser, real.address, asked_for=asked_for) as page,
    ):
        for number, key in enumerate((interface_text.EXAMPLES[0], *interface_text.EXAMPLES[2:4]), 1):
            example = say(key)
            if number == 1:
                page.get_by_role("button", name=example, exact=True).click()
                page.locator(".turn[aria-busy=false]").wait_for(timeout=_FIRST_INDEX)
            else:
                ask(page, example)
            turn = page.locator(".turn").nth(number - 1)
            assert turn.locator("h2").inner_text() == example
            assert turn.locator(".citation").count() > 0
            assert turn.locator(".silence").count() == 0
            for citation in turn.locator(".citation").all():
                chip, quote = citation.locator(".chip"), citation.locator("blockquote").text_content()
                start, end = (int(chip.get_attribute(f"data-{edge}") or "") for edge in ("start", "end"))
                assert follow(page, chip) == quote == shipped.text[start:end]
                page.wait_for_function(MARK_IN_VIEW)
        assert page.locator(".turn").count() == 3
        assert page.locator("#loading").is_hidden()
        sockets = [line.split(" ", 1) for line in watched.read_text(encoding="utf-8").splitlines()]
        assert real.process.poll() is None
        _only_loopback_sockets(real.process.pid)
    assert asked_for
    assert [url for url in asked_for if not url.startswith((real.address, "data:", "blob:"))] == []
    assert sockets  # at least the port it serves at
    assert [line for line in sockets if not _is_loopback(ast.literal_eval(line[1]))] == []


def _is_loopback(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    return host == "localhost" or ipaddress.ip_address(str(host)).is_loopback


def _only_loopback_sockets(process: int) -> None:
    """The kernel's own list of the program's TCP sockets, where it shows one: compiled code is seen there too."""
    if not sys.platform.startswith("linux"):
        return
    held = {str(link.readlink()) for link in Path(f"/proc/{process}/fd").iterdir() if link.is_symlink()}
    for table, loopback in (("tcp", "0100007F"), ("tcp6", "00000000000000000000000001000000")):
        listed = Path(f"/proc/{process}/net/{table}")
        for line in listed.read_text(encoding="ascii").splitlines()[1:] if listed.exists() else ():
            fields = line.split()
            if f"socket:[{fields[9]}]" in held:
                assert fields[1].split(":")[0] == loopback


def test_the_page_is_there_before_the_model_and_the_first_question_waits(tmp_path: Path, browser: Browser) -> None:
    gate = tmp_path / "gate"
    with (
        chat(tmp_path, "--scripted", "--gate", str(gate)) as loading,
        visit(browser, loading.address) as page,
    ):
        page.get_by_text(say("loading")).wait_for()
        page.get_by_text("Building the index: 40 of 123 passages").wait_for()
        assert page.locator("#loading progress").evaluate("bar => bar.value / bar.max") == 40 / 123
        page.locator("#question").fill("Ebola")
        page.get_by_role("button", name=say("ask"), exact=True).click()
        page.get_by_text(say("waiting")).wait_for()
        assert page.locator(".turn h2").inner_text() == "Ebola"
        gate.touch()
        page.locator(".turn[aria-busy=false] .citation").first.wait_for()
        page.locator("#loading").wait_for(state="hidden")


def test_an_empty_or_over_long_question_gets_a_clear_sentence_and_keeps_what_was_typed(page: Page) -> None:
    page.locator("#question").press("Enter")
    page.locator("#refusal", has_text="empty").wait_for()
    long = "w" * (LONGEST_QUESTION + 1)
    page.locator("#question").fill(long)
    page.locator("#question").press("Enter")
    page.locator("#refusal", has_text=f"{LONGEST_QUESTION:,}").wait_for()
    assert page.locator("#question").input_value() == long
    ask(page, "Ebola")
    assert page.locator("#refusal").inner_text() == ""
    assert page.locator("#question").input_value() == ""


def test_a_question_that_is_long_in_being_refused_leaves_no_turn_that_waits(page: Page) -> None:
    page.evaluate(
        """() => {
          const call = further.call;
          further.call = async (...said) => { await further.pause(400); return call(...said); };
        }"""
    )
    page.locator("#question").fill("w" * (LONGEST_QUESTION + 1))
    page.locator("#question").press("Enter")
    page.locator(".turn[aria-busy=true]").wait_for()
    page.locator("#refusal", has_text=f"{LONGEST_QUESTION:,}").wait_for()
    assert page.locator(".turn").count() == 0


def test_marks_count_code_points_and_may_cross_paragraphs_lists_and_pages(page: Page) -> None:
    report = tricky_report()
    turn = ask(page, "across")
    marked = follow(page, turn.locator(".chip"))
    assert marked == turn.locator("blockquote").text_content()
    assert marked == report.text[report.blocks[1].span.start + 4 : report.blocks[-1].span.end]
    assert page.locator("#reading ul > mark").count() == 0
    for citation in ask(page, "tricky").locator(".citation").all():
        assert follow(page, citation.locator(".chip")) == citation.locator("blockquote").text_content()
        assert page.locator('.chip[aria-current="true"]').count() == 1


def test_following_every_chip_leaves_the_reports_text_as_it_was(page: Page, shipped: Report) -> None:
    turn = ask(page, "twelve")
    assert turn.locator(".chip").all_inner_texts() == [str(number) for number in range(1, 13)]
    for chip in turn.locator(".chip").all():
        follow(page, chip)
    assert page.locator("#report-0").text_content() == shipped.text
    assert page.locator("#report-1").text_content() == tricky_report().text


def test_a_place_that_cannot_be_proved_gets_a_notice_and_no_mark(page: Page) -> None:
    assert follow(page, ask(page, "misplaced").locator(".chip")) is None
    assert page.locator("#reading .lost").inner_text() == say("place_lost")
    assert follow(page, ask(page, "Ebola").locator(".chip").first) is not None
    assert page.locator("#reading .lost").is_hidden()


def test_a_question_takes_its_last_turns_along_and_no_more(page: Page) -> None:
    with page.expect_request(lambda request: "Ebola" in (request.post_data or "")) as sent:
        page.evaluate("further.turns = Array.from({ length: 20 }, (_, number) => ({ question: `${number}` }))")
        ask(page, "Ebola")
    body = (sent.value.post_data or "").replace(" ", "")
    assert '"question":"19"' in body
    assert '"question":"11"' not in body


def test_a_documents_markup_stays_text(page: Page) -> None:
    turn = ask(page, "tricky <b>bold</b>")
    assert turn.locator("h2").inner_text() == "tricky <b>bold</b>"
    assert "<script>alert('no')</script> ${1+1} {{value}}" in "".join(turn.locator("blockquote").all_inner_texts())
    assert page.locator("#log :is(script, b, i), #reading :is(script, b, i)").count() == 0


def test_each_kind_of_silence_looks_different_from_an_answer_and_from_the_others(page: Page) -> None:
    looks = {ask(page, "Ebola").locator(".source").first.evaluate(_LOOK)}
    assert page.locator(".silence").count() == 0
    for reason in Reason:
        silent = ask(page, f"silence {reason.value}")
        assert silent.locator(".verdict").inner_text() == say(f"verdict_{reason.value}")
        assert silent.locator("blockquote").first.is_hidden()
        silent.get_by_text(say("nearest")).click()
        assert silent.locator("blockquote").first.is_visible()
        looks.add(silent.locator(".silence").evaluate(_LOOK))
    assert len(looks) == 1 + len(Reason)


def test_a_fault_is_told_and_the_conversation_goes_on(page: Page, scripted: Chat) -> None:
    assert ask(page, "boom").locator(".failure").inner_text() == say("broken")
    scripted.wait_until_printed("RuntimeError: a fault on purpose")
    page.locator("#question").fill("Ebola")
    page.keyboard.press("Enter")
    page.locator(".turn .citation").first.wait_for()
    assert page.locator(".failure").count() == 0


def test_two_browsers_never_see_each_others_conversation(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as one, visit(browser, scripted.address) as other:
        ask(one, "Ebola")
        assert "0 turns before" in ask(other, "how many turns").inner_text()
        assert "1 turns before" in ask(one, "how many turns").inner_text()
        assert one.locator(".turn").count() == 2
        assert other.locator(".turn h2").all_inner_texts() == ["how many turns"]


def test_on_a_phone_the_report_lies_over_the_chat_and_closes_again(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address, viewport=PHONE) as page:
        assert page.locator("#reading").is_hidden()
        chip = ask(page, "Ebola").locator(".chip").first
        assert follow(page, chip)
        page.wait_for_function(MARK_IN_VIEW)
        covering = "() => document.elementFromPoint(180, 600).closest('#report') !== null"
        assert page.evaluate(covering)
        assert page.evaluate("document.getElementById('chat').inert")
        page.get_by_role("button", name=say("close_report")).click()
        assert page.locator("#reading").is_hidden()
        assert chip.evaluate("chip => chip === document.activeElement")
        page.get_by_role("button", name=say("open_report")).click()
        assert page.evaluate(covering)
        page.keyboard.press("Escape")
        assert page.locator("#reading").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        chip.click()
        page.go_back()
        page.locator("#reading").wait_for(state="hidden")
        assert page.locator(".turn").count() == 1
        assert chip.evaluate("chip => chip === document.activeElement")


def test_the_keyboard_alone_asks_and_follows_a_quote(page: Page) -> None:
    page.locator("#question").focus()
    page.keyboard.type("Ebola")
    page.keyboard.press("Shift+Enter")
    assert page.locator("#question").input_value() == "Ebola\n"
    page.keyboard.press("Enter")
    chip = page.locator(".chip").first
    chip.wait_for()
    assert page.evaluate("document.activeElement.id") == "question"
    while not chip.evaluate("chip => chip === document.activeElement"):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement !== document.body")
    assert chip.evaluate("chip => getComputedStyle(chip).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate(MARKED) == page.locator("blockquote").first.text_content()


def test_whatever_can_be_chosen_is_at_least_24_pixels_each_way(page: Page) -> None:
    ask(page, "silence")
    ask(page, "twelve")
    page.get_by_role("button", name=say("menu")).click()
    page.get_by_role("button", name=say("contents")).click()
    page.locator(".limit summary").click()
    for target in page.locator("#desk :is(a, button, summary, textarea, select, input):visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_the_page_says_which_edition_answers_and_whose_product_it_is_not(page: Page, shipped: Report) -> None:
    assert page.get_by_text(say("disclaimer")).is_visible()
    page.get_by_text(say("editions", count=2)).click()
    imprint = page.locator("#imprint").inner_text()
    page.locator("[data-menu]").click()
    page.locator("#menu .about summary").click()
    about = page.locator("#menu .about").inner_text()
    for report in (shipped, tricky_report()):
        assert report.sha256[:8] in about
        assert report.sha256[:8] not in imprint  # which text to the letter is for who asks
    assert shipped.edition is not None
    assert shipped.edition in imprint
    assert page.title() == interface_text.NAME
    assert page.locator("h1").inner_text() == interface_text.NAME
    assert page.get_by_text("Gradio").count() == 0


def test_a_new_question_begins_at_the_top_and_leaves_room_for_what_comes_under_its_answer(page: Page) -> None:
    ask(page, "twelve")
    turn = ask(page, "turns")
    top = "turn => turn.getBoundingClientRect().top - document.getElementById('log').getBoundingClientRect().top"
    assert 0 <= turn.evaluate(top) <= 24
    turn.evaluate("turn => turn.append(Object.assign(document.createElement('p'), { textContent: 'more' }))")
    assert 0 <= turn.evaluate(top) <= 24
    added = turn.get_by_text("more", exact=True).bounding_box()
    box = page.locator("#asking").bounding_box()
    assert added is not None
    assert box is not None
    assert added["y"] + added["height"] <= box["y"]


def test_the_box_stays_in_sight_while_each_side_scrolls_by_itself(page: Page, shipped: Report) -> None:
    ask(page, "twelve")
    ask(page, "twelve")
    assert page.locator("#question").is_visible()
    bottom = page.locator("#imprint").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= DESK["height"]
    for side in ("#log", ".papers"):
        assert page.locator(side).evaluate("side => side.scrollHeight > side.clientHeight")
    assert any(block.kind is Kind.HEADING for block in shipped.blocks)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
