"""Draws the README's pictures: the page with real answers, at a desk and on a phone, light and dark, in Arabic too.

Run: `python -m tests.make_screenshots [folder]`; the folder is `docs` unless named.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screens.interface_text import say
from tests.chat_server import HOME, chat
from tests.chromium import chromium
from tests.walking import DESK, PHONE, READY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_DRAFT = "They held “131 interviews with current and former staff from more than 30 field missions”."
_LONGEST = 600_000  # milliseconds for the first answer, where the index is still to be built


def draw(
    browser: Browser,
    address: str,
    file: Path,
    size: dict[str, int],
    questions: list[str],
    shade: str = "light",
    language: str = "en",
    marked: bool = False,
) -> None:
    """Asks, follows the last answer's first quote if `marked`, and saves what is seen."""
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        color_scheme="dark" if shade == "dark" else "light",
        reduced_motion="reduce",
        locale=language,
    )
    page = context.new_page()
    page.goto(address)
    page.locator(READY).wait_for(state="attached")
    for number, question in enumerate(questions, 1):
        page.locator("#question").fill(question)
        page.keyboard.press("Enter")
        page.locator(f".turn:nth-of-type({number})[aria-busy=false]").wait_for(timeout=_LONGEST)
        page.locator(f".turn:nth-of-type({number}) .next, .silence").last.wait_for()
    page.locator("#loading").wait_for(state="hidden")
    if marked:
        _follow_last(page)
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=file)
    context.close()
    print(file)


def draw_view(browser: Browser, address: str, file: Path, size: dict[str, int], draft: str = "") -> None:
    """Opens a view and follows its first chip; `draft`: words that are checked before."""
    context = browser.new_context(viewport=size, reduced_motion="reduce", locale="en")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.locator(READY).wait_for(state="attached")
    if draft:
        page.locator("#check-words").fill(draft)
        page.keyboard.press("Control+Enter")
    page.locator(".view.current .chip").first.click()
    page.locator("#reading mark").first.wait_for()
    page.locator("#loading").wait_for(state="hidden")
    page.screenshot(path=file)
    context.close()
    print(file)


def _follow_last(page: Page) -> None:
    page.locator(".turn:last-of-type .chip").first.click()
    page.locator("#reading mark").first.wait_for()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    contact, covid = say("example_4"), say("example_1")
    arabic = [say("example_1", "ar")]
    absent = "What does the report say about Sri Lanka?"
    with tempfile.TemporaryDirectory() as notes, chat(Path(notes)) as served, chromium() as browser:

        def shot(name: str, size: dict[str, int], questions: list[str], **look: object) -> None:
            draw(browser, served.address, folder / f"screenshot-{name}.png", size, questions, **look)  # type: ignore[arg-type]

        shot("desktop", DESK, [contact, covid], marked=True)
        shot("phone", PHONE, [contact])
        shot("phone-report", PHONE, [covid], marked=True)
        shot("dark", DESK, [contact, absent], shade="dark")
        shot("arabic", DESK, arabic, language="ar", marked=True)
        draw_view(browser, f"{served.address}?view=cases&theme=elections", folder / "screenshot-cases.png", DESK)
        draw_view(browser, f"{served.address}?view=check", folder / "screenshot-check.png", DESK, _DRAFT)


if __name__ == "__main__":
    main()
