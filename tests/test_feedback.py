"""A verdict becomes a line of the operator's file, and nothing else becomes one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from assistant.screens.feedback import keep
from corpus.report import Report
from tests.chat_server import Scripted


def test_each_verdict_is_a_line_with_question_reason_and_anchors(tmp_path: Path, shipped: Report) -> None:
    file = tmp_path / "verdicts.jsonl"
    answer = Scripted((shipped,)).answer("Ebola")
    keep(file, answer, "helpful", "", [shipped])
    keep(file, answer, "not_helpful", "one\nis missing", [shipped])
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line["verdict"], line["reason"]) for line in lines] == [("helpful", ""), ("not_helpful", "one is missing")]
    assert lines[0]["anchors"] == [citation.anchor for citation in answer.citations]
    assert lines[0]["texts"] == [shipped.sha256[:8]]


def test_a_verdict_that_is_none_is_not_kept(tmp_path: Path, shipped: Report) -> None:
    with pytest.raises(ValueError, match="helpful"):
        keep(tmp_path / "verdicts.jsonl", Scripted((shipped,)).answer("Ebola"), "great", "", [shipped])
    assert not (tmp_path / "verdicts.jsonl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such permissions")
def test_nobody_else_on_the_machine_may_read_the_file(tmp_path: Path, shipped: Report) -> None:
    file = tmp_path / "verdicts.jsonl"
    keep(file, Scripted((shipped,)).answer("Ebola"), "helpful", "", [shipped])
    assert file.stat().st_mode & 0o077 == 0
