"""The first screen: what the report is, three ways to begin, a document of one's own; no figures that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.screens.interface_text import say
from corpus.report import Report
from tests.chat_server import Chat
from tests.walking import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_it_says_what_the_report_is_and_each_card_leads_on(browser: Browser, scripted: Chat, shipped: Report) -> None:
    with visit(browser, scripted.address) as page:
        told = page.locator(".facts li").first.inner_text()
        assert told.startswith(shipped.title)
        assert "Office of the United Nations High Commissioner for Human Rights" in told
        assert say("length_words", count=f"{len(shipped.text.split()):,}") in told
        page.locator("[data-card=ask]").press("Enter")
        assert page.evaluate("document.activeElement.id") == "question"
        for view in ("check", "brief"):
            page.locator(f"[data-card={view}]").click()
            assert f"view={view}" in page.url
            page.locator("#views [data-view=ask]").click()
        with page.expect_file_chooser():
            page.locator("[data-card-own]").click()
