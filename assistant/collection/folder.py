"""A folder of documents that are kept: files in, their reports and where their vectors lie out.

One folder a document, named by the file's sha256, with a copy of the file, its text as it was read, its entry and its
index. Each is written aside and renamed; whoever adds holds the document's lock. So an add that was ended in the middle
goes on when it is begun again, and two programs at once do the work once.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path

from assistant.collection.entry import Entry, entry_from
from corpus.atomic_file import sweep, write_whole
from corpus.errors import Misuse, WorldFailure
from corpus.folders import data_root, in_turn
from corpus.metadata import SUFFIX as FACTS
from corpus.metadata import Metadata, metadata
from corpus.opening import Opening
from corpus.passages import passages
from corpus.readers_questions import SUFFIX as QUESTIONS
from corpus.reading import READABLE, check_file
from corpus.report import Report
from corpus.report_json import report_from, report_object

_ENTRY, _READING, _FILE = "entry.json", "reading.json", "document"
_GONE = ".gone-"  # a document on its way out: renamed first, so that nobody sees half of one
_COMPANIONS = (FACTS, QUESTIONS)

Read = Callable[[Path], Report]
Embed = Callable[["Kept", "Kept | None"], None]  # a document, and the edition that it takes the place of


class Damaged(WorldFailure):
    """A document of the library cannot be opened; the one line says what to do."""


class Unknown(Misuse):
    """No document of the library is called so."""


class Came(StrEnum):
    """What became of a file that was to be added."""

    ADDED = "added"
    CHANGED = "changed"  # it takes the place of the one that was added from the same path
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the library, opened. `file`: the copy; `folder`: where its index lies; `facts`: for citations."""

    entry: Entry
    report: Report
    file: Path
    folder: Path

    @property
    def at_its_file(self) -> Report:
        """The report named by its path, beside which its companions lie."""
        return replace(self.report, name=str(self.file))

    @property
    def facts(self) -> Metadata:
        return metadata(self.at_its_file)


def usual_folder() -> Path:
    """Where a library lies unless another folder is named: with the user's data, not in a cache that may be emptied."""
    return data_root() / "library"


class Library:
    """The documents in one folder; it need not be there before something is added."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or usual_folder()

    def entries(self, *, ready: bool = False) -> list[Entry]:
        """All, or those alone that can be asked; by name."""
        found = [entry for place in self._places() if (entry := self._entry(place)) and (entry.ready or not ready)]
        return sorted(found, key=lambda entry: (entry.name.casefold(), entry.sha256))

    def called(self, words: Sequence[str]) -> list[Entry]:
        """Those that can be asked and are named by any of these words; all where there are none. Raises Unknown."""
        known = self.entries(ready=True)
        if not words:
            return known
        found = {word: [entry for entry in known if entry.is_called(word)] for word in words}
        if missing := [word for word, entries in found.items() if not entries]:
            raise Unknown(f"No document of the library is called {', '.join(missing)}. See further list.")
        wanted = {entry.sha256 for entries in found.values() for entry in entries}
        return [entry for entry in known if entry.sha256 in wanted]

    def open(self, entry: Entry) -> Kept:
        """Raises Damaged."""
        place = self._place(entry.sha256)
        try:
            report = report_from(json.loads((place / _READING).read_bytes()))
        except (OSError, ValueError, RecursionError) as error:
            raise Damaged(
                f"{entry.name} of the library cannot be opened (its text is damaged). Remove it and add it again: "
                f"further remove {entry.short}."
            ) from error
        return Kept(entry, replace(report, name=entry.name), place / f"{_FILE}{entry.suffix}", place)

    def add(self, path: Path, opening: Opening, read: Read, embed: Embed, say: Callable[[str], None]) -> Came:
        """The file at `path` and its companions, read by `read` and embedded by `embed`, as far as that is still to be
        done. Raises UnreadableReport, Damaged (no right to write, no room)."""
        check_file(path, READABLE)
        try:
            content = path.read_bytes()
            place = self._place(hashlib.sha256(content).hexdigest())
            self.folder.mkdir(parents=True, exist_ok=True)
            with in_turn(
                self.folder / f".{place.name}.lock", lambda: say(f"Another program is adding {path}; waiting…")
            ):
                return self._add(path, content, place, opening, read, embed)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise Damaged(f"{path} cannot be added to {self.folder} ({reason}). Make room, or name another.") from error

    def remove(self, entry: Entry) -> None:
        """At once and whole: renamed, then wiped."""
        aside = self.folder / f"{_GONE}{entry.sha256[:16]}"
        shutil.rmtree(aside, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):  # another program was first
            self._place(entry.sha256).rename(aside)
        shutil.rmtree(aside, ignore_errors=True)

    def sweep(self) -> None:
        """What a program left that was ended in the middle."""
        for place in self._places():
            sweep(place)
        for gone in self.folder.glob(f"{_GONE}*"):
            shutil.rmtree(gone, ignore_errors=True)

    def _add(self, path: Path, content: bytes, place: Path, opening: Opening, read: Read, embed: Embed) -> Came:
        digest = hashlib.sha256(content).hexdigest()
        there, before = self._entry(place), self._before(path, digest)
        fresh = there is not None and there.reader == reader_version() and there.scans == opening.scans
        if there and fresh and there.ready and not self._companions_differ(path, place):
            return self._in_place_of(before) or Came.THERE
        suffix = path.suffix.lower()
        edition = self._opened(there) or self._opened(before)  # before it is written over
        report = self.open(there).report if fresh and there else read(path)
        facts = metadata(replace(report, name=str(path)))  # nothing is written of what cannot be read
        place.mkdir(exist_ok=True)
        if not fresh:
            write_whole(place / f"{_FILE}{suffix}", content)
            write_whole(place / _READING, json.dumps(report_object(report), ensure_ascii=False).encode())
        self._bring_companions(path, place)
        with in_turn(self.folder / ".names.lock"):
            there = self._described(path, digest, suffix, report, facts, opening, before)
            write_whole(place / _ENTRY, there.written())
        embed(self.open(there), edition)
        write_whole(place / _ENTRY, replace(there, ready=True).written())
        return self._in_place_of(before) or Came.ADDED

    def _in_place_of(self, before: Entry | None) -> Came | None:
        """What was added from the same path goes, last: until then one of both can be asked."""
        if not before:
            return None
        self.remove(before)
        return Came.CHANGED

    def _described(
        self,
        path: Path,
        digest: str,
        suffix: str,
        report: Report,
        facts: Metadata,
        opening: Opening,
        before: Entry | None,
    ) -> Entry:
        gone = before.sha256 if before else ""
        taken = {entry.name for entry in self.entries() if entry.sha256 not in (digest, gone)}
        return Entry(
            sha256=digest,
            name=free_name(path.name, taken),
            title=facts.title if facts.title != path.stem else path.name,
            symbol=facts.symbol or "",
            date=facts.date or "",
            pages=len(report.pages),
            passages=len(passages(report)),
            size=path.stat().st_size,
            suffix=suffix,
            source=str(path.absolute()),
            scans=opening.scans,
            reader=reader_version(),
            ready=False,
        )

    def _before(self, path: Path, digest: str) -> Entry | None:
        """The document that was added from the same path and is another now."""
        source = str(path.absolute())
        return next((one for one in self.entries() if one.source == source and one.sha256 != digest), None)

    def _opened(self, entry: Entry | None) -> Kept | None:
        with contextlib.suppress(Damaged):
            return self.open(entry) if entry and entry.ready else None
        return None

    def _companions_differ(self, path: Path, place: Path) -> bool:
        return any(_bytes(beside) != _bytes(kept) for beside, kept in _companions(path, place))

    def _bring_companions(self, path: Path, place: Path) -> None:
        for beside, kept in _companions(path, place):
            content = _bytes(beside)
            if content is None:
                kept.unlink(missing_ok=True)
            else:
                write_whole(kept, content)

    def _places(self) -> list[Path]:
        try:
            return sorted(
                place for place in self.folder.iterdir() if (place / _ENTRY).is_file() and place.name[0] != "."
            )
        except OSError:
            return []

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:24]

    def _entry(self, place: Path) -> Entry | None:
        """None where there is none, or none that this program knows how to read: then the file is added anew."""
        try:
            return entry_from((place / _ENTRY).read_bytes())
        except (OSError, ValueError, TypeError, RecursionError):
            return None


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that were named, and in folders those that can be read, each once, in the order of their names."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = path.is_dir()
        for each in sorted(path.rglob("*")) if inside else [path]:
            hidden = inside and any(part.startswith(".") for part in each.relative_to(path).parts)
            if not hidden and (not inside or (each.is_file() and each.suffix.lower() in READABLE)):
                found[each] = None
    yield from found


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with a number behind it where another document has it."""
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


@cache
def reader_version() -> str:
    """Names the code that reads files: a document that other code read is read anew when it is added again."""
    digest = hashlib.sha256()
    for file in sorted(resources.files("corpus").iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".json")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _companions(path: Path, place: Path) -> list[tuple[Path, Path]]:
    """Those beside the file, and where they lie beside its copy."""
    return [(path.with_name(f"{path.stem}{suffix}"), place / f"{_FILE}{suffix}") for suffix in _COMPANIONS]


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
