"""Nothing is lost or half-written: by kill -9, a full disk, a folder that cannot be written, a clock set back, or two
programs at once. `make trust` kills at fifty moments what is killed here at a few."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.collection.accounts import Accounts
from assistant.collection.housekeeping import sweep_indexes
from assistant.screens import scratch
from corpus import atomic_file
from tests.chat_server import HOME
from tests.test_accounts import cheap_passwords

if not hasattr(os, "fork"):
    pytest.skip("this system has no fork", allow_module_level=True)

from tests import killing

EACH = list(killing.WRITINGS)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that every user may enter: root's rights keep nobody out, so some of this is done as another."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o777)
        yield Path(place)


@pytest.mark.parametrize("name", EACH)
def test_who_is_killed_while_writing_leaves_what_was_there_or_what_was_to_come(name: str, folder: Path) -> None:
    found = killing.moments(name, 4, folder)
    assert set(found) <= {"whole", "done before it was killed"}
    assert found["whole"] >= 2


@pytest.mark.parametrize("room", [0, 1, 700, 1500])
@pytest.mark.parametrize("name", EACH)
def test_a_full_disk_is_told_and_leaves_what_was_there(name: str, room: int, folder: Path) -> None:
    writing = killing.WRITINGS[name]
    writing.begin(folder)
    status = killing.refused(writing, folder, bytes_left=room)
    fits = room or name == "remove"  # what is small may fit, what goes needs no room
    assert status in ((killing.TOLD, killing.ENDED) if fits else (killing.TOLD,))
    assert writing.fault(folder) is None
    assert not list(folder.glob(".*.part"))


@pytest.mark.parametrize("name", [name for name in EACH if name != "verdict"])
def test_a_folder_that_cannot_be_written_is_told_and_left_as_it_was(name: str, folder: Path) -> None:
    writing = killing.WRITINGS[name]
    place = folder / "kept"
    place.mkdir()
    writing.begin(place)
    before = _files(place)
    assert killing.refused(writing, place, bytes_left=None) == killing.TOLD
    assert _files(place) == before


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_vectors_that_no_manifest_names_are_swept_an_hour_later(folder: Path) -> None:
    place = folder / "study"
    killing.WRITINGS["index"].begin(place)
    (place / "vectors-0123456789abcdef.npz").write_bytes(b"of an index that was never named")
    assert sweep_indexes(folder) == 0
    for path in place.iterdir():
        os.utime(path, (0, 0))
    assert sweep_indexes(folder) == 1
    assert killing.WRITINGS["index"].fault(place) is None


def test_a_clock_that_was_set_back_keeps_nothing_from_being_swept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    part, left = folder / ".a.part", folder / "further-left"
    part.write_bytes(b"half")
    left.mkdir()
    for path in (part, left):
        os.utime(path, (time.time() + 86_400, time.time() + 86_400))
    assert atomic_file.sweep(folder) == 1
    assert scratch.sweep() == 1


def test_nothing_but_what_is_swept_and_the_date_of_a_verdict_or_a_comment_asks_the_clock_that_can_be_set_back() -> None:
    asks = re.compile(r"\btime\.time\(|datetime\.now\(|date\.today\(")
    found = {
        path.relative_to(HOME).as_posix()
        for room in ("assistant", "corpus", "index")
        for path in (HOME / room).rglob("*.py")
        if asks.search(path.read_text(encoding="utf-8"))
    }
    dated = {"assistant/checking/returned_draft.py", "assistant/screens/feedback.py"}
    assert found == dated | {"assistant/screens/scratch.py", "corpus/atomic_file.py"}


def test_of_verdicts_that_three_programs_write_at_once_each_is_whole(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom assistant.screens.feedback import keep\n"
        "from tests.chat_server import scripted\nanswer = scripted('Who was there?')\n"
        "for _ in range(100):\n    keep(Path(sys.argv[1]), answer, 'helpful', sys.argv[2] * 900, [])\n"
    )
    path = tmp_path / "verdicts.jsonl"
    running = [subprocess.Popen([sys.executable, "-c", program, str(path), who], cwd=HOME) for who in "abc"]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    kept = Counter(json.loads(line)["reason"] for line in path.read_text(encoding="utf-8").splitlines())
    assert kept == Counter({who * 900: 100 for who in "abc"})


def test_who_is_killed_while_changing_users_holds_up_nobody(folder: Path) -> None:
    writing = killing.WRITINGS["users"]
    writing.begin(folder)
    for step in range(50, 1000, 190):
        killing.killed(writing, folder, step)
        found = Accounts(folder / "users.json")
        found.change_password("ana", "y" * 10)
        assert found.holds("ana", "y" * 10) == "ana"
