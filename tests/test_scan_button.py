"""A scan that is opened in the page is refused with a way on: its pages read by machine, and every quote says so."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.screens.interface_text import say
from tests.chat_server import chat
from tests.test_scans import LINES, PAGE, table
from tests.walking import violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_refused_scan_can_be_read_by_machine_at_once(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    said = program.parent / "said.tsv"
    said.write_text(table(*LINES), "utf-8")
    listed = 'if [ "$1" = --list-langs ]; then printf "eng\\nrus\\n"; else cat > /dev/null; '
    program.write_text(f'#!/bin/sh\n{listed}cat "{said}"; fi\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    scan = tmp_path / "scan.pdf"
    PAGE.save(scan, "pdf")
    with chat(tmp_path, "--by-hand") as served, visit(browser, served.address) as page:
        page.locator("#own-file").set_input_files(scan)
        page.get_by_text(say("unreadable_scanned", name="scan.pdf")).wait_for()
        language = page.get_by_label(say("own_scan_language"))
        assert language.input_value() == "en"
        assert violations(page) == []
        page.get_by_role("button", name=say("own_scan")).click()
        page.locator(".papers .paper").get_by_text(LINES[1][0]).wait_for()
        assert page.evaluate("Boolean(further.document)")
