"""`further doctor` finds what is missing and says what to do; the threat model names tests that are there."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from assistant.cli import doctor
from assistant.cli.terminal import Failed
from index.damaged_model import DamagedModel
from tests.chat_server import HOME


def test_each_check_is_a_line_and_a_fault_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("no folder")
    monkeypatch.setattr(doctor, "_model", lambda: "a model")
    monkeypatch.setattr(doctor, "_second_model", lambda: "another")
    monkeypatch.setattr(doctor, "_indexes", lambda: in_the_way)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Failed, match="2 of 8"):
            doctor.doctor(port=taken.getsockname()[1])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    faults = [line for line in lines if line.startswith("FAULT")]
    assert [line.split()[1] for line in faults] == ["saved", "port:"]
    assert "let it be written" in faults[0]
    assert "choose another port" in faults[1]


def test_a_folder_without_room_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "_ROOM", 10**9)
    with pytest.raises(doctor.Fault, match="make room"):
        doctor._folder(tmp_path, "Indexes")


def test_a_second_model_that_is_damaged_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise DamagedModel("index/e5_adapter.safetensors is missing or damaged. Install the program again.")

    monkeypatch.setattr("index.multilingual.multilingual_encoder", damaged)
    with pytest.raises(doctor.Fault, match="Install the program again"):
        doctor._second_model()


def test_every_test_that_the_threat_model_names_is_there() -> None:
    told = (HOME / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = {word.strip("`,.") for word in told.split() if word.strip("`,.").endswith(".py")}
    assert len(named) >= 8
    assert [name for name in sorted(named) if not (HOME / "tests" / name).exists()] == []
