"""The benchmark of speed: what it takes of a process, and what it makes of rounds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench_speed import Run, median, peers, ratio, run, said
from tests.speed.asked import PEOPLE, throughput, warm


def a_run(seconds: float, *waits: float) -> Run:
    return Run(seconds, seconds, 100, {"warm": list(waits)})


def test_a_ratio_is_of_the_medians_and_tells_the_least_and_the_most_of_its_rounds() -> None:
    found = {"further": [a_run(1), a_run(2), a_run(9)], "peer": [a_run(4), a_run(4), a_run(3)]}
    assert ratio(found, "further", lambda one: one.seconds, "peer") == "0.50 (0.25 to 3.00)"


def test_the_median_of_rounds_is_taken_of_each_ones_share_of_waits() -> None:
    found = {"further": [a_run(1, 0.1, 0.2, 0.9), a_run(1, 0.3, 0.3, 0.3), a_run(1, 0.4, 0.4, 0.4)]}
    assert median(found, "further", said("warm")) == 0.3
    assert median(found, "further", said("warm", 1.0)) == 0.4


def test_a_process_is_measured_and_what_it_prints_under_a_known_name_is_kept() -> None:
    found = run([sys.executable, "-c", "print('warm 0.5'); print('warm 1.5'); print('Loading 7')"])
    assert found.said == {"warm": [0.5, 1.5]}
    assert found.seconds > 0 and found.cpu > 0 and found.memory > 0


def test_warm_prints_each_answer_and_what_several_people_get_at_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.speed.asked._SECONDS", 0.01)
    asked: list[str] = []
    warm(asked.append, ["one?", "two?"])
    names = [line.rpartition(" ")[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["warm", "warm", *(f"people{count}" for count in PEOPLE), "memory"]
    assert set(asked) == {"one?", "two?"}


def test_throughput_counts_the_answers_of_all_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.speed.asked._SECONDS", 0.05)
    asked: list[str] = []
    assert 0 < throughput(asked.append, ["one?"], 1) * 0.05 <= len(asked)


def test_peers_that_are_not_installed_are_not_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.bench_speed.PEERS", tmp_path)
    (tmp_path / "txtai" / "bin").mkdir(parents=True)
    (tmp_path / "txtai" / "bin" / "python").touch()
    assert list(peers()) == ["txtai"]
