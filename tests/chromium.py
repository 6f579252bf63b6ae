"""Where Chromium is on this machine, and how the tests start it: headless, silent, with a profile of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without these a fresh Chromium calls home: components, experiments, sync.
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str:
    """Chromium's path: `CHROMIUM` in the environment, else the first of NAMES on the path. LookupError without one."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise LookupError(f"CHROMIUM names {named}, which is no program here")
        return found
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise LookupError(f"Chromium is missing: no CHROMIUM in the environment, none of {', '.join(NAMES)} on the path")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium; skips the test that asks where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is missing")
    try:
        path = find_chromium()
    except LookupError as missing:
        pytest.skip(str(missing))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
