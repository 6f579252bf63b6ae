"""Every answerable question of the development set in a real Chromium: each chip leads to exactly its quote's words.

At a desk's width and at a phone's. Also here: an answer shows no citation of the one before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.screens import interface_text
from corpus.report import Report
from tests.chat_server import Chat, chat
from tests.walking import DESK, PHONE, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.proof, pytest.mark.browser]

_ANSWERED = 60_000  # milliseconds for one answer, on a machine that does other things as well
_FOLLOWED = """() => [...document.querySelectorAll(".turn:last-of-type .chip")].map((chip) => {
  for (const fold of document.querySelectorAll(".nearest")) fold.open = true;
  chip.click();
  const marks = document.querySelectorAll("#reading mark");
  const range = document.createRange();
  if (marks.length) {
    range.setStartBefore(marks[0]);
    range.setEndAfter(marks[marks.length - 1]);
  }
  const papers = document.querySelector(".papers").getBoundingClientRect();
  const top = marks[0]?.getBoundingClientRect().top;
  const quote = chip.closest(".citation").querySelector("blockquote").textContent;
  const found = {
    quote, marked: range.toString(), start: Number(chip.dataset.start), end: Number(chip.dataset.end),
    inView: top >= papers.top && top < papers.bottom,
  };
  document.querySelector("[data-close]").click();
  return found;
})"""


def conversations() -> list[dict[str, Any]]:
    lines = (Path(__file__).parent / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [item for item in map(json.loads, lines) if item["answerable"]]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    with chat(tmp_path_factory.mktemp("real")) as running:
        for _ in range(5):  # the first index may take minutes
            try:
                running.wait_until_printed(interface_text.READY)
                break
            except AssertionError:
                assert running.process.poll() is None
        yield running


def converse(page: Page, turns: list[str]) -> list[list[str]]:
    """Asks in a new conversation; the anchors of each answer."""
    page.evaluate("window.further.clear()")
    anchors = []
    for number, question in enumerate(turns, 1):
        page.locator("#question").fill(question)
        page.locator("#question").press("Enter")
        page.locator(f".turn:nth-of-type({number})[aria-busy=false]").wait_for(timeout=_ANSWERED)
        shown = page.locator(f".turn:nth-of-type({number}) [data-anchor]")
        anchors.append([one.get_attribute("data-anchor") or "" for one in shown.all()])
    return anchors


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_chip_of_every_answerable_question_leads_to_its_words(
    browser: Browser, real: Chat, shipped: Report, size: dict[str, int]
) -> None:
    followed = 0
    with visit(browser, real.address, viewport=size) as page:
        for item in conversations():
            converse(page, item["turns"])
            for chip in page.evaluate(_FOLLOWED):
                assert chip["marked"] == chip["quote"] == shipped.text[chip["start"] : chip["end"]], item["id"]
                assert chip["inView"], item["id"]
                followed += 1
        assert page.locator("#report-0").text_content() == shipped.text
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert followed > len(conversations())


def test_each_answer_shows_its_own_citations_alone(browser: Browser, real: Chat) -> None:
    with visit(browser, real.address) as page:
        first, second = converse(page, ["What did MINUSMA do?", "Which missions worked on Ebola?"])
    assert first
    assert second
    assert not set(first) & set(second)
