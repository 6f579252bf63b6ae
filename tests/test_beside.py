"""A fuller document beside the report, in the browser: table and answers lead to what it says of a case study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.screens.interface_text import say
from tests.walking import ask, follow, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.chat_server import Chat

pytestmark = pytest.mark.browser

TREATED = "In the Central African Republic, MINUSCA began combating hate speech on social media in 2017."
STUDY = f"# A fuller study\n\n## Chapter two\n\n{TREATED}\n\nOther matters were of no concern.\n"


def test_case_studies_lead_to_the_pages_of_a_document_beside_the_report(
    browser: Browser, by_hand: Chat, tmp_path: Path
) -> None:
    study = tmp_path / "study.md"
    study.write_text(STUDY, encoding="utf-8")
    with visit(browser, f"{by_hand.address}?view=cases&mission=MINUSCA") as page:
        page.locator("[data-menu]").click()
        page.locator("#own-file").set_input_files(study)
        page.get_by_role("button", name=say("own_beside")).click()
        page.get_by_text(say("own_beside_ready", name="study.md")).wait_for()
        treated = page.locator("#case-list .treated .chip")
        treated.wait_for()
        assert treated.inner_text() == "Chapter two"
        assert follow(page, treated) == TREATED
        page.get_by_role("link", name=say("view_ask")).click()
        turn = ask(page, "Which missions worked on hate speech?")
        assert follow(page, turn.locator(".treated .chip").first) == TREATED
        page.reload()
        page.locator(".turn .treated .chip").first.wait_for()
        page.get_by_role("button", name=say("own_alone")).click()
        page.get_by_text(say("own_ready", name="study.md")).wait_for()
        assert page.locator("#report-1").count() == 0
