"""Draws the README's pictures: the page with a real answer and its marked words, at a desk and on a phone.

Run: `python -m tests.make_screenshots [folder]`; the folder is `docs` unless named.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.screens import wording
from tests.chat_server import HOME, chat
from tests.chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_LONGEST = 600_000  # milliseconds for the first answer, where the index is still to be built


def draw(browser: Browser, address: str, file: Path, width: int, height: int, shade: str = "light") -> None:
    """Asks two of the examples, follows the last answer's first quote, and saves what is seen."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shade == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    for number, example in enumerate((wording.EXAMPLES[3], wording.EXAMPLES[0]), 1):
        page.locator("#question").fill(example)
        page.keyboard.press("Enter")
        page.locator(f".turn:nth-of-type({number})[aria-busy=false]").wait_for(timeout=_LONGEST)
    page.locator("#status p").first.wait_for(state="detached")
    if width > 760:
        _follow_last(page)
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=file)
    context.close()
    print(file)


def _follow_last(page: Page) -> None:
    page.locator(".turn:last-of-type .chip").first.click()
    page.locator("#reading mark").first.wait_for()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as notes, chat(Path(notes)) as served, chromium() as browser:
        draw(browser, served.address, folder / "screenshot-desktop.png", 1280, 800)
        draw(browser, served.address, folder / "screenshot-phone.png", 360, 740)


if __name__ == "__main__":
    main()
