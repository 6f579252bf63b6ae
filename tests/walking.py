"""What the walks through the page share: opening it as somebody new, asking, following a chip, axe's rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from tests.chat_server import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
SIZES = {"wide": {"width": 1440, "height": 900}, "tablet": {"width": 768, "height": 1024}, "phone": PHONE}
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
_NEVER_THERE = "if (!sessionStorage.begun) { localStorage.clear(); sessionStorage.begun = 1; }"
_CLIPBOARD = ["clipboard-read", "clipboard-write"]
_RESTING: dict[tuple[Browser, str], list[BrowserContext]] = {}  # by their language
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_VIOLATIONS = """async (rules) => {
  const options = {
    runOnly: { type: "tag", values: rules },
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],  // all of these; of what passes one each is enough
  };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""


@contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    locale: str = "en",
    viewport: dict[str, int] = DESK,
    color_scheme: Any = None,
    asked_for: list[str] | None = None,
) -> Iterator[Page]:
    """The page as somebody sees it who was never there and shares the browser with nobody; fails if the page's scripts
    did. `asked_for` gets the address of each request."""
    faults: list[str] = []
    with _context(browser, locale) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=color_scheme)
        page.add_init_script(_NEVER_THERE)
        if asked_for is not None:
            page.on("request", lambda request: asked_for.append(request.url))
        come_in(page, address, faults)
        yield page
    assert faults == []


@contextmanager
def _context(browser: Browser, locale: str) -> Iterator[BrowserContext]:
    """A context that nobody else is in. One that somebody left is taken again, as what it has of the page's scripts
    spares a second of work; what they left behind is cleared."""
    resting = _RESTING.setdefault((browser, locale), [])
    context = resting.pop() if resting else browser.new_context(locale=locale, permissions=_CLIPBOARD)
    try:
        yield context
    finally:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        resting.append(context)


@contextmanager
def another_tab(page: Page) -> Iterator[Page]:
    """The page once more in the same browser."""
    faults: list[str] = []
    with closing(page.context.new_page()) as other:
        come_in(other, page.url, faults)
        yield other
    assert faults == []


def come_in(page: Page, address: str, faults: list[str]) -> None:
    listen(page, faults)
    page.goto(address)
    page.locator(READY).wait_for(state="attached")


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


def in_both_shades(page: Page) -> list[Any]:
    """What breaks axe's rules in light or in dark, once the colours have changed."""
    found: list[Any] = []
    for shade, body in (("light", "body:not(.dark)"), ("dark", "body.dark")):
        page.emulate_media(color_scheme=shade)  # type: ignore[arg-type]
        page.locator(body).wait_for(state="attached")
        page.wait_for_function("document.getAnimations().every((one) => !(one instanceof CSSTransition))")
        found += violations(page)
    return found


@cache
def _axe() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
