"""The verbs for who keeps a library: add files and folders to it, list what is there, remove documents."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.terminal import AsJson, Failed, Library, Misused, Ocr, Password, complain, library_at, read_heard
from assistant.progress import Progress
from corpus.errors import FurtherError, Misuse
from corpus.opening import Opening, opening

if TYPE_CHECKING:
    from assistant.collection.folder import Kept
    from corpus.report import Report

_MEGABYTE = 1024 * 1024


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER…", help="Files, or folders of files.")],
    library: Library = None,
    password: Password = None,
    ocr: Ocr = None,
) -> None:
    """Add documents to the library: read and prepared once, used from then on."""
    from assistant.collection.folder import Came, files_in

    opened = opening(password, None, ocr)
    keeps = library_at(library)
    keeps.sweep()
    files = list(files_in(paths))
    if not files:
        raise Misused(f"{', '.join(map(str, paths))} holds no file that can be read. Name files, or a folder of them.")
    tell = Progress(sys.stderr)
    embed = _embedding(tell)
    came: Counter[Came | None] = Counter()
    for number, path in enumerate(files, 1):
        before = f"{number} of {len(files)}: " if len(files) > 1 else ""
        try:
            found = keeps.add(path, opened, partial(_read, opening=opened, tell=tell, before=before), embed, tell)
        except Misuse:
            raise
        except FurtherError as error:
            complain(str(error), 1)
            found = None
        else:
            tell("")
            if found is not Came.THERE:
                print(f"{before}{path}: {found}", flush=True)
        came[found] += 1
    said = [f"{came[Came.ADDED]} added", *([f"{came[Came.CHANGED]} changed"] if came[Came.CHANGED] else [])]
    said += [f"{came[Came.THERE]} there already", f"{came[None]} failed"]
    print(f"{', '.join(said)}. The library holds {_counted(len(keeps.entries(ready=True)))}, in {keeps.folder}")
    if came[None]:
        raise typer.Exit(1)


def show(library: Library = None, as_json: AsJson = False) -> None:
    """List the documents of the library."""
    keeps = library_at(library)
    entries = keeps.entries()
    if as_json:
        keys = ("sha256", "name", "title", "symbol", "date", "pages", "passages", "size", "ready", "source")
        print(json.dumps([{key: getattr(entry, key) for key in keys} for entry in entries], ensure_ascii=False))
        return
    if not entries:
        print(f"The library is empty ({keeps.folder}). Add documents: further add FILE|FOLDER…")
        return
    for entry in entries:
        facts = [entry.symbol, entry.date, f"{entry.pages} pages" if entry.pages else ""]
        facts.append(f"{entry.size / _MEGABYTE:.1f} MB")
        facts.append("ready" if entry.ready else "not finished: add it again")
        print(f"{entry.short}  {entry.name}: {entry.title}\n{'':14}{', '.join(filter(None, facts))}")
    print(f"{_counted(len(entries))} in {keeps.folder}")


def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME|SYMBOL|SHA…", help="As further list shows them.")],
    library: Library = None,
) -> None:
    """Remove documents from the library: the copy, the index, everything that is kept of them."""
    keeps = library_at(library)
    chosen = {}
    for name in names:
        found = [entry for entry in keeps.entries() if entry.is_called(name)]
        if not found:
            raise Misused(f"No document of the library is called {name}. See further list.")
        if len(found) > 1:
            shas = ", ".join(entry.short for entry in found)
            raise Misused(f"{len(found)} documents of the library are called {name}. Name one by its sha256: {shas}.")
        chosen[found[0].sha256] = found[0]
    for entry in chosen.values():
        try:
            keeps.remove(entry)
        except OSError as error:
            raise Failed(f"{entry.name} cannot be removed from {keeps.folder} ({error.strerror}).") from error
        print(f"{entry.name} removed")


def _read(path: Path, *, opening: Opening, tell: Callable[[str], None], before: str) -> Report:
    report = read_heard(path, opening, tell, f"{before}reading {path.name},")
    for note in report.notes:
        print(f"{path}: {note}", file=sys.stderr)
    return report


def _embedding(tell: Callable[[str], None]) -> Callable[[Kept, Kept | None], None]:
    """What makes a document's index; the models are loaded by the first that needs one."""
    from assistant.startup import Models, embed_kept

    models = Models()

    def embed(kept: Kept, before: Kept | None) -> None:
        embed_kept(kept, before, *models.loaded(tell), tell)

    return embed


def _counted(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"
