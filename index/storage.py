"""Vectors on disk beside a manifest, so that a report is embedded once.

On disk are vectors, spans and figures, never words: a saved index cannot misquote. Vectors are written first under a
name that carries their checksum, the manifest last and by renaming, so a reader sees the old index or the new one and
never half of one; of two programs that save at once the second waits. What does not fit (another model, other rules,
another text, a damaged file) is a StaleIndex.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.atomic_file import remove_abandoned, write_whole
from corpus.errors import WorldFailure
from corpus.folders import cache_root, in_turn
from corpus.report import Report, Span
from index.encoder import Encoder

FORMAT = 7
_MANIFEST = "manifest.json"
_TRIES = 2
_LOCK = ".saving.lock"  # held for as long as one writes, so that none takes away what another has just named


class StaleIndex(WorldFailure):
    """The saved index must not be used; the one line says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the vectors are of. `spans` are the passages', in the order of the vectors' rows."""

    format: int
    text_sha256: str
    encoder: str
    weights_sha256: str
    dimension: int
    rules: int
    second: str
    questions_sha256: str
    spans: tuple[tuple[int, int], ...]
    vectors_sha256: str = ""


def saved_root() -> Path:
    """The user's cache directory, in which each document's index has its folder."""
    return cache_root()


def folder_for(report: Report, root: Path | None = None) -> Path:
    """Where this report's index lies: one folder a document, in the user's cache directory."""
    root = root or saved_root()
    stem = re.sub(r"[^\w-]+", "-", Path(report.name).stem).strip("-")[:40] or "report"
    whole = hashlib.sha256(str(Path(report.name).absolute()).encode("utf-8", "surrogateescape")).hexdigest()
    return root / (stem if report.name == stem else f"{stem}-{whole[:12]}")


def manifest_of(
    report: Report, spans: list[Span], encoder: Encoder, rules: int, second: str, questions: str
) -> Manifest:
    """`second`: fingerprint of the second encoder; `questions`: sha256 of the readers' questions."""
    return Manifest(
        FORMAT,
        report.sha256,
        encoder.name,
        encoder.weights_sha256,
        encoder.dimension,
        rules,
        second,
        questions,
        tuple((span.start, span.end) for span in spans),
    )


def save(folder: Path, manifest: Manifest, arrays: Mapping[str, np.ndarray]) -> None:
    """Raises OSError where the folder cannot be written; what lay there before is then untouched."""
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    contiguous: dict[str, Any] = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    np.savez(buffer, **contiguous)
    raw = buffer.getvalue()
    digest = hashlib.sha256(raw).hexdigest()
    vectors = folder / f"vectors-{digest[:16]}.npz"
    with in_turn(folder / _LOCK):
        write_whole(vectors, raw)
        written = asdict(manifest) | {"vectors_sha256": digest}
        write_whole(folder / _MANIFEST, json.dumps(written).encode())
        for old in folder.glob("vectors-*.npz"):
            if old != vectors:
                old.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Removes vectors that the manifest does not name, left by a program that was ended between writing them and
    naming them, or before it removed the old ones; how many files. Younger than an hour, they may be named yet."""
    try:
        named = f"vectors-{json.loads((folder / _MANIFEST).read_bytes())['vectors_sha256'][:16]}.npz"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return 0
    return sum(remove_abandoned(path) for path in folder.glob("vectors-*.npz") if path.name != named)


def load(folder: Path, expected: Manifest) -> dict[str, np.ndarray] | None:
    """The arrays saved under `expected`; None where nothing was saved yet. Raises StaleIndex."""
    for _ in range(_TRIES):
        if (found := _manifest(folder)) is None:
            return None
        _check_fits(found, expected)
        try:
            raw = (folder / f"vectors-{str(found.get('vectors_sha256'))[:16]}.npz").read_bytes()
        except OSError:
            continue  # saved anew between the two looks
        if hashlib.sha256(raw).hexdigest() != found["vectors_sha256"]:
            raise StaleIndex("its vectors are damaged")
        with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    raise StaleIndex("its vectors are missing")


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((folder / _MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise StaleIndex("its manifest cannot be read") from error
    if not isinstance(found, dict):
        raise StaleIndex("its manifest cannot be read")
    return found


def _check_fits(found: dict[str, Any], expected: Manifest) -> None:
    for key, why in (
        ("format", "it was saved in another format"),
        ("text_sha256", "the text has changed"),
        ("encoder", "it was made with another model"),
        ("weights_sha256", "it was made with other weights"),
        ("dimension", "its vectors have another length"),
        ("rules", "passages are cut by other rules now"),
        ("second", "it was made with another second encoder"),
        ("questions_sha256", "the readers' questions have changed"),
    ):
        if found.get(key) != getattr(expected, key):
            raise StaleIndex(why)
    if found.get("spans") != [list(pair) for pair in expected.spans]:
        raise StaleIndex("its passages are not this text's")
