"""A file read in a process of its own: its report comes back, and whatever it does comes back as one line."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from pathlib import Path
from unittest.mock import patch

import pytest

from corpus.allowed import Allowed
from corpus.apart import Tell, read_apart
from corpus.errors import Misuse
from corpus.reading import read_report
from corpus.unreadable import Fault, UnreadableReport

pytestmark = pytest.mark.slow


def heard_and_returned(path: Path, tell: Tell) -> str:
    tell(1, 2)
    tell("a line")
    return path.name


def hang(_path: Path, _tell: Tell) -> None:
    time.sleep(3600)


def eat(_path: Path, _tell: Tell) -> int:
    return len(bytearray(4 * 1024**3))


def bring_much(_path: Path, _tell: Tell) -> bytearray:
    return bytearray(60 * 1024**2)


def open_what_takes_too_much(path: Path, _tell: Tell) -> object:
    path.write_bytes(b"%PDF-1.7")
    with patch("corpus.pdf_file.PdfReader", side_effect=MemoryError):
        return read_report(path)


def die(_path: Path, _tell: Tell) -> None:
    os._exit(9)


def refused(work: object, path: Path = Path("a.pdf")) -> UnreadableReport:
    with pytest.raises(UnreadableReport) as caught:
        read_apart(work, path, lambda *_: None, lambda: None)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert multiprocessing.active_children() == []
    return caught.value


def test_what_is_read_and_told_comes_back() -> None:
    heard: list[tuple[object, ...]] = []
    assert read_apart(heard_and_returned, Path("a.md"), lambda *told: heard.append(told), lambda: None) == "a.md"
    assert heard == [(1, 2), ("a line",)]


def test_a_report_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Wells\n\nThey dug.", encoding="utf-8")
    assert read_apart(read_report, path, lambda *_: None, lambda: None) == read_report(path)


def test_a_refusal_comes_back_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert refused(read_report, tmp_path / "a.md").fault is Fault.EMPTY


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(Allowed.SECONDS, "1")
    error = refused(hang)
    assert error.fault is Fault.SLOW
    assert str(error) == ("a.pdf: reading it takes longer than 1 seconds. Split it, or raise FURTHER_READING_SECONDS.")


@pytest.mark.skipif(sys.platform != "linux", reason="this system limits no process's memory")
def test_what_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(Allowed.MEMORY, "500")
    error = refused(eat)
    assert error.fault is Fault.HEAVY
    assert "more than 500 MB of memory" in str(error)


@pytest.mark.skipif(sys.platform != "linux", reason="this system limits no process's memory")
@pytest.mark.parametrize("megabytes", ["80", "100"])
def test_what_is_read_and_too_much_to_be_sent_is_one_line(
    megabytes: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(Allowed.MEMORY, megabytes)
    error = refused(bring_much)
    assert error.fault is Fault.HEAVY
    assert f"more than {megabytes} MB of memory" in str(error)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("megabytes", ["500", "1000"])
def test_a_pdf_that_takes_too_much_memory_to_be_opened_is_not_called_damaged(
    megabytes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(Allowed.MEMORY, megabytes)
    error = refused(open_what_takes_too_much, tmp_path / "a.pdf")
    assert error.fault is Fault.HEAVY
    assert f"more than {megabytes} MB of memory. Split it, or raise FURTHER_READING_MEGABYTES" in str(error)


def test_a_process_that_dies_is_one_line() -> None:
    assert refused(die).fault is Fault.HEAVY


def test_a_file_that_nobody_waits_for_any_more_is_let_go() -> None:
    def gone() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_apart(hang, Path("a.pdf"), lambda *_: None, gone)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("written", ["0", "-1", "many", "1.5", "²"])
def test_a_limit_that_is_no_number_is_told(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(Allowed.SECONDS, written)
    with pytest.raises(Misuse, match="FURTHER_READING_SECONDS is set to"):
        read_apart(hang, Path("a.pdf"), lambda *_: None, lambda: None)


@pytest.mark.parametrize(("size", "told"), [(2 * 1024**2, "2"), (1024**2 + 1, "1.1")])
def test_the_operator_may_raise_what_a_file_may_have(
    size: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * size)
    monkeypatch.setenv(Allowed.MEGABYTES, "1")
    with pytest.raises(UnreadableReport, match=rf"has {told} MB, the limit is 1 MB\..*or raise FURTHER_FILE_MEGABYTES"):
        read_report(path)
