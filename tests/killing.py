"""What writes files, ended by kill -9 at a step chosen by chance, on a full disk, or where it may not write.

Each `Writing` puts something by (`begin`), changes it (`change`) and judges what then lies there (`fault`). The change
is done in a process of its own, which kills itself before the step that its number says: a step is a line of Python.
`python -m tests.killing COUNT FOLDER` kills each writing COUNT times and prints what came of it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
from argon2 import PasswordHasher

from assistant.collection import accounts
from assistant.collection.accounts import Accounts
from assistant.collection.folder import Came, Library
from assistant.screens.feedback import keep
from assistant.screens.kept_own import About, KeptOwn
from corpus.atomic_file import Unsaved, save, sweep
from corpus.errors import FurtherError
from corpus.opening import WHOLE
from corpus.reading import read_report, read_shipped
from index import storage
from tests.chat_server import scripted

_OLD, _NEW = b"what lay there before\n" * 2000, b"what is written now\n" * 3000
_VECTORS = {name: {"vectors": np.full((300, 40), name == "new", np.float32)} for name in ("old", "new")}
ENDED, TOLD, UNTOLD = 0, 3, 4  # exit statuses of a change: done; refused in a line; any other error


@dataclass(frozen=True, slots=True)
class Writing:
    """`fault`: what is wrong with what lies in the folder; None where it is what lay there before, or what was to come,
    and can be changed again."""

    begin: Callable[[Path], object]
    change: Callable[[Path], object]
    fault: Callable[[Path], str | None]


def _manifest(which: str) -> storage.Manifest:
    return storage.Manifest(storage.FORMAT, which, "hand", "", 40, 1, "", "", ())


def _save_index(folder: Path, which: str) -> None:
    storage.save(folder, _manifest(which), _VECTORS[which])


def _index_fault(folder: Path) -> str | None:
    found = []
    for which in ("old", "new"):
        try:
            arrays = storage.load(folder, _manifest(which))
        except storage.StaleIndex as stale:
            if str(stale) != "the text has changed":
                return str(stale)
            continue
        if arrays is None or not np.array_equal(arrays["vectors"], _VECTORS[which]["vectors"]):
            return f"{which} is not whole"
        found.append(which)
    if len(found) != 1:
        return f"there are {len(found)}"
    _save_index(folder, "new")
    left = [path.name for path in folder.glob("vectors-*")]
    return None if len(left) == 1 else f"left {left}"


def _add_verdict(folder: Path, reason: str) -> None:
    keep(folder / "verdicts.jsonl", scripted("Who was there?"), "helpful", reason, [])


def _two_verdicts(folder: Path) -> None:
    for _ in range(2):
        _add_verdict(folder, "before")


def _verdicts_fault(folder: Path) -> str | None:
    _add_verdict(folder, "afterwards")
    reasons = []
    for line in (folder / "verdicts.jsonl").read_text(encoding="utf-8").splitlines():
        try:
            reasons.append(json.loads(line)["reason"][:10])
        except ValueError:
            reasons.append("half a line")
    expected = ["before", "before", "n" * 10, "afterwards"]
    whole = [one for one in reasons if one != "half a line"]
    # What a full disk cut stands on a line of its own and spoils no other.
    return None if whole in (expected, [*expected[:2], expected[3]]) else str(reasons)


def _users_fault(folder: Path) -> str | None:
    found = Accounts(folder / "users.json")
    before = set(found.users())
    found.add("cy", "x" * 10)
    if not {"ana"} <= before <= {"ana", "bo"} or set(found.users()) != before | {"cy"}:
        return f"{before}, then {set(found.users())}"
    return None


def _export_fault(folder: Path) -> str | None:
    return None if (folder / "pack.docx").read_bytes() in (_OLD, _NEW) else "half a file"


def _form(folder: Path) -> Path:
    """The document beside which an empty readers' questions file is written."""
    document = folder / "study.txt"
    if not document.exists():
        document.write_text(read_shipped().text[:3000], encoding="utf-8")
    return document


def _write_form(folder: Path) -> None:
    from assistant.cli.maintenance import questions

    questions(_form(folder))


def _form_fault(folder: Path) -> str | None:
    from corpus.readers_questions import companion_of, empty_form
    from corpus.reading import read_report

    document = _form(folder)
    written = companion_of(str(document))
    whole = empty_form(read_report(document))
    return None if not written.exists() or written.read_text(encoding="utf-8") == whole else "half a form"


_EDITIONS = ("Courts sat in the north.", "Courts sat in the north and in the south.")


def _add_edition(folder: Path) -> Came:
    """What lies at the path, to the library beside it, as `further add` does; vectors made by hand."""
    library, path = Library(folder / "library"), folder / "study.txt"
    return library.add(path, WHOLE, read_report, lambda kept, _: _save_index(kept.folder, "new"), lambda _: None)


def _begin_library(folder: Path) -> None:
    """The first edition is kept, the second lies at its path."""
    for number, text in enumerate(_EDITIONS):
        (folder / "study.txt").write_text(text, encoding="utf-8")
        if not number:
            _add_edition(folder)


def _texts(library: Library) -> list[str]:
    return [library.open(entry).report.text for entry in library.entries(ready=True)]


def _left_in(library: Library) -> list[str]:
    for part in library.folder.rglob(".*.part"):
        os.utime(part, (0, 0))
    library.sweep()
    return [path.name for path in library.folder.rglob("*") if path.name.endswith(".part") or ".gone-" in path.name]


def _add_fault(folder: Path) -> str | None:
    library = Library(folder / "library")
    before = _texts(library)
    if not before or not set(before) <= set(_EDITIONS):
        return f"it holds {before}"
    _add_edition(folder)
    if _texts(library) != [_EDITIONS[1]]:
        return f"added again, it holds {_texts(library)}"
    return f"left {left}" if (left := _left_in(library)) else None


def _remove_all(folder: Path) -> None:
    library = Library(folder / "library")
    for entry in library.entries():
        library.remove(entry)


def _remove_fault(folder: Path) -> str | None:
    library = Library(folder / "library")
    if _texts(library) not in ([], [_EDITIONS[0]]):
        return f"it holds {_texts(library)}"
    _remove_all(folder)
    return f"left {left}" if (left := _left_in(library)) or library.entries() else None


def _own_fault(folder: Path) -> str | None:
    own = KeptOwn(folder / "own", 5)
    found = {about.name: own.content("ana", kept) for kept, about in own.of("ana")}
    if (
        found.get("old") != _OLD
        or not {"new": _NEW}.items() >= {key: found[key] for key in found if key != "old"}.items()
    ):
        return f"there are {list(found)}"
    own.keep("ana", _NEW, About("new", "", ""))
    return None if len(list(own.of("ana"))) == 2 else "it cannot be kept again"


WRITINGS = {
    "index": Writing(
        lambda folder: _save_index(folder, "old"), lambda folder: _save_index(folder, "new"), _index_fault
    ),
    "verdict": Writing(
        _two_verdicts,
        lambda folder: _add_verdict(folder, "n" * 900),
        _verdicts_fault,
    ),
    "users": Writing(
        lambda folder: Accounts(folder / "users.json").add("ana", "x" * 10),
        lambda folder: Accounts(folder / "users.json").add("bo", "x" * 10),
        _users_fault,
    ),
    "export": Writing(
        lambda folder: save(folder / "pack.docx", _OLD), lambda folder: save(folder / "pack.docx", _NEW), _export_fault
    ),
    "readers' questions": Writing(_form, _write_form, _form_fault),
    "add": Writing(_begin_library, _add_edition, _add_fault),
    "remove": Writing(_begin_library, _remove_all, _remove_fault),
    "own": Writing(
        lambda folder: KeptOwn(folder / "own", 5).keep("ana", _OLD, About("old", "", "")),
        lambda folder: KeptOwn(folder / "own", 5).keep("ana", _NEW, About("new", "", "")),
        _own_fault,
    ),
}


def killed(writing: Writing, folder: Path, step: int) -> bool:
    """Whether the change was killed before that step; False where it has fewer."""
    child = os.fork()
    if not child:
        left = step

        def trace(_frame: FrameType, event: str, _: Any) -> Any:
            nonlocal left
            if event == "line":
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        _silence()
        sys.settrace(trace)
        writing.change(folder)
        sys.settrace(None)
        os._exit(ENDED)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (ENDED, -signal.SIGKILL):
        raise AssertionError(f"The change ended with {status}.")
    return status != ENDED


def steps(writing: Writing, folder: Path) -> int:
    """How many the change has, found by halving."""
    with tempfile.TemporaryDirectory(dir=folder) as place, redirect_stdout(StringIO()):
        writing.begin(Path(place))
        writing.change(Path(place))  # what is imported and remembered the first time is no step of the others
    low, high = 0, 1 << 20
    while low < high:
        middle = (low + high) // 2
        with tempfile.TemporaryDirectory(dir=folder) as place:
            writing.begin(Path(place))
            low, high = (middle + 1, high) if killed(writing, Path(place), middle) else (low, middle)
    return low


def refused(writing: Writing, folder: Path, *, bytes_left: int | None) -> int:
    """The exit status of the change where no file may grow beyond `bytes_left`; None: where the folder may not be
    written to."""
    child = os.fork()
    if not child:
        _silence()
        if bytes_left is None:
            folder.chmod(0o555)
            if os.geteuid() == 0:  # whom no right keeps out
                os.setresuid(65534, 65534, 65534)
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, bytes_left))
        try:
            writing.change(folder)
        except (FurtherError, Unsaved, OSError):
            os._exit(TOLD)
        except BaseException:
            os._exit(UNTOLD)
        os._exit(ENDED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def moments(name: str, count: int, root: Path) -> Counter[str]:
    """What came of killing a writing so often, each time at another step."""
    writing, chance, found = WRITINGS[name], random.Random(name), Counter[str]()
    most = steps(writing, root)
    for number in range(count):
        # Half of them late, where names change and what lay there goes.
        step = chance.randrange(most) if number % 2 else most - 1 - chance.randrange(min(most, 200))
        with tempfile.TemporaryDirectory(dir=root) as place:
            folder = Path(place)
            writing.begin(folder)
            early = killed(writing, folder, step)
            for part in folder.glob(".*.part"):
                os.utime(part, (0, 0))
            sweep(folder)
            fault = writing.fault(folder) or ("a part is left" if list(folder.glob(".*.part")) else None)
            fine = "whole" if early else "done before it was killed"
            found[f"FAULT {name}, step {step}: {fault}" if fault else fine] += 1
    return found


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def main() -> int:
    count, root = int(sys.argv[1]), Path(sys.argv[2])
    accounts._hasher = lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    faults = 0
    for name in WRITINGS:
        found = moments(name, count, root)
        faults += sum(many for said, many in found.items() if said[:1].isupper())
        print(f"{name}: {', '.join(f'{said}: {many}' for said, many in found.items())}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
