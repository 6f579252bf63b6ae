"""What the walks through the page share: opening it in a browser of its own, asking, following a chip, axe's rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
READY = "html[data-further=ready]"  # the page's scripts have run and what was kept is shown
MARKED = """() => {
  const marks = document.querySelectorAll("#reading mark");
  if (!marks.length) return null;
  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  return range.toString();
}"""
# The first mark's middle lies in what one sees of the pane.
MARK_IN_VIEW = """() => {
  const pane = document.querySelector(".papers").getBoundingClientRect();
  const mark = document.querySelector("#reading mark")?.getBoundingClientRect();
  return mark && mark.top >= pane.top && mark.top < pane.bottom;
}"""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_VIOLATIONS = """async (rules) => {
  const options = { runOnly: { type: "tag", values: rules }, rules: { "target-size": { enabled: true } } };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""


@contextmanager
def visit(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The page in a browser context of its own (`options` are Playwright's); fails if the page's scripts did."""
    faults: list[str] = []
    context = browser.new_context(**{"viewport": DESK, "locale": "en", **options})
    try:
        page = context.new_page()
        listen(page, faults)
        page.goto(address)
        page.locator(READY).wait_for(state="attached")
        yield page
    finally:
        context.close()
    assert faults == []


def listen(page: Page, faults: list[str]) -> None:
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)


def ask(page: Page, question: str) -> Locator:
    """Types and sends a question; the turn, once it is answered."""
    number = page.locator(".turn").count()
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    turn = page.locator(".turn").nth(number)
    page.locator(f".turn:nth-of-type({number + 1})[aria-busy=false]").wait_for()
    return turn


def follow(page: Page, chip: Locator) -> str | None:
    """Chooses a chip; the text of the range that is marked then."""
    chip.click()
    marked: str | None = page.evaluate(MARKED)
    return marked


def violations(page: Page) -> list[Any]:
    """What breaks axe's rules for WCAG 2.0, 2.1 and 2.2, A and AA, target size among them; none switched off."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_axe())
    found: list[Any] = page.evaluate(_VIOLATIONS, _RULES)
    return found


@cache
def _axe() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
