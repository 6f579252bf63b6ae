"""The Model Context Protocol's inspector, by its command line, against `further mcp`: a client that is not the SDK's.

Node's npx fetches it from npm where it is not there yet.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from assistant.api.models import TRUE
from tests.test_mcp import TOOLS

HOME = Path(__file__).parents[1]
# The last that runs on the Node of long-lived systems (20); newer ones need 22.
INSPECTOR = "@modelcontextprotocol/inspector@0.15.0"
PATIENCE = 300  # seconds, the fetching among them

pytestmark = [
    pytest.mark.proof,
    pytest.mark.model,
    pytest.mark.skipif(not which("npx"), reason="Node's npx is not installed"),
]


def inspected(*words: str) -> Any:
    """What the inspector prints of one method."""
    server = [sys.executable, "-c", "from assistant.cli.main import main; main(['mcp', '--quiet'])"]
    run = subprocess.run(
        ["npx", "-y", INSPECTOR, "--cli", "-e", f"PYTHONPATH={HOME}", *server, "--method", *words],
        cwd=HOME,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": str(HOME)},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_it_lists_the_tools_and_the_document() -> None:
    assert {tool["name"] for tool in inspected("tools/list")["tools"]} == TOOLS
    (document,) = inspected("resources/list")["resources"]
    text = inspected("resources/read", "--uri", document["uri"])["contents"][0]["text"]
    assert TRUE in text


def test_it_checks_a_quotation() -> None:
    altered = TRUE.replace("20", "30")
    found = inspected("tools/call", "--tool-name", "check_quotation", "--tool-arg", f"text={altered}")
    assert [one["verdict"] for one in found["structuredContent"]["verdicts"]] == ["altered"]


@pytest.mark.usefixtures("real_assistant")  # its index is there
def test_it_asks() -> None:
    asked = ("--tool-name", "ask_report", "--tool-arg", "question=How many people were interviewed?")
    quotes = inspected("tools/call", *asked)["structuredContent"]["quotes"]
    assert "131 interviews" in quotes[0]["text"]
