"""The run that must skip nothing, and the encoder that other tests compute by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder
from index.windows import alone

pytestmark = pytest.mark.slow


_CONFTEST = Path(__file__).parent / "conftest.py"


def run_with_one_skipped(folder: Path, nothing_skipped: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(_CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_two.py").write_text(
        "import pytest\n\ndef test_runs(): pass\n\n@pytest.mark.skip\ndef test_waits(): pass\n", encoding="utf-8"
    )
    home = str(_CONFTEST.parents[1])
    environment = {**os.environ, "FURTHER_NOTHING_SKIPPED": nothing_skipped, "PYTHONPATH": home}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=folder,
        check=False,
    )


def test_a_run_that_must_skip_nothing_fails_naming_the_skipped_test(tmp_path: Path) -> None:
    run = run_with_one_skipped(tmp_path, "1")
    assert run.returncode == 1
    assert "but skipped: test_two.py::test_waits" in run.stdout


def test_an_ordinary_run_may_skip(tmp_path: Path) -> None:
    run = run_with_one_skipped(tmp_path, "")
    assert run.returncode == 0
    assert "but skipped" not in run.stdout


def test_the_hand_encoder_gives_unit_vectors_that_are_nearer_the_more_words_are_shared(hand_encoder: Encoder) -> None:
    found = hand_encoder.encode(alone(["a crowded prison", "crowded prisons", "mobile courts", ""]))
    prison, prisons, other, nothing = found.means()
    assert np.linalg.norm([prison, prisons, other], axis=1) == pytest.approx(1)
    assert not nothing.any()
    assert prison @ prisons == pytest.approx(1)
    assert prison @ other < 0.5
    assert found.starts.tolist() == [0, 2, 4, 6, 6]
    assert found.tokens.shape == (6, hand_encoder.dimension)
    assert found.pieces[0] == found.pieces[2]
