"""Documents that people opened, kept under their login until they remove them: where the operator allows it alone.

One folder a person, named by a digest of the login's name, and in it one a document: the file as it came, and what came
along. Nothing that was made of it is kept: it is read anew. Who asks is told apart by `sessions.person` alone, and no
key, name or path that a browser sends leads into a folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.atomic_file import write_whole
from corpus.folders import data_root
from corpus.opening import Opening, opening

_FILE, _ABOUT = "document", "about.json"
_OWNERS_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class About:
    """What came along with a file: its name, its file of facts as text, the language in which its scans are read, the
    part of it that is wanted."""

    name: str
    companion: str
    scans: str
    pages: str = ""

    @property
    def opening(self) -> Opening:
        return opening(None, self.pages, self.scans)


def usual_folder() -> Path:
    return data_root() / "own"


class KeptOwn:
    """`most`: documents of one person."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder, self._most = folder, most

    def keep(self, person: str, content: bytes, about: About) -> str:
        """The name under which it is kept; "" where the person keeps as many as may be. Raises OSError."""
        told = json.dumps(asdict(about)).encode("utf-8", "replace")
        digest = hashlib.sha256(told + content).hexdigest()[:24]
        place = self._of(person) / digest
        if not place.is_dir() and len(list(self._places(person))) >= self._most:
            return ""
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._of(person).chmod(0o700)
        write_whole(place / _FILE, content, rights=_OWNERS_ALONE)
        write_whole(place / _ABOUT, told, rights=_OWNERS_ALONE)  # last: a document without it is none
        return digest

    def mend(self, person: str, kept: str, companion: str) -> None:
        """Another file of facts for what is kept. Raises OSError, ValueError where it is kept no more."""
        place = self._of(person) / kept / _ABOUT
        about = About(**json.loads(place.read_bytes()))
        told = json.dumps(asdict(replace(about, companion=companion))).encode("utf-8", "replace")
        write_whole(place, told, rights=_OWNERS_ALONE)

    def of(self, person: str) -> Iterator[tuple[str, About]]:
        """What the person keeps; what cannot be read is passed over."""
        for place in self._places(person):
            with contextlib.suppress(OSError, ValueError, TypeError):
                yield place.name, About(**json.loads((place / _ABOUT).read_bytes()))

    def content(self, person: str, kept: str) -> bytes:
        """Raises OSError."""
        return (self._of(person) / kept / _FILE).read_bytes()

    def remove(self, person: str, kept: str) -> None:
        shutil.rmtree(self._of(person) / kept, ignore_errors=True)
        with contextlib.suppress(OSError):  # somebody's other documents lie there still
            self._of(person).rmdir()

    def _places(self, person: str) -> list[Path]:
        folder = self._of(person)
        return sorted(place for place in folder.iterdir() if place.is_dir()) if folder.is_dir() else []

    def _of(self, person: str) -> Path:
        return folder_of(person, self._folder)


def folder_of(person: str, folder: Path | None = None) -> Path:
    """Where a person's documents lie: no name leads anywhere else."""
    digest = hashlib.sha256(person.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return (folder or usual_folder()) / digest


def forget(person: str) -> None:
    """All that is kept of a person who may sign in no more."""
    shutil.rmtree(folder_of(person), ignore_errors=True)
