"""Vectors by the texts that they are of: what was encoded once is not encoded again.

A document that changed brings the texts that it kept; work that was ended in the middle goes on where it was. On disk
are digests of texts and figures, never words. What is kept is for a time: the finished index takes its place.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from corpus.atomic_file import write_whole
from corpus.passages import passages
from corpus.report import Report
from index.embedded import Embedded
from index.encoder import Across, Encoded, Encoder, Progress, Whole, across, together
from index.late_interaction import quantised
from index.multilingual import Multilingual
from index.windows import Window, windows

_AT_ONCE = 256  # windows between two times that something is written: some seconds of work on two cores
_PART = "part-*.npz"
_Texts = list[tuple[Any, Whole]]  # of each text of a window its word pieces' vectors and their ids
_DAMAGED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


class KeptVectors:
    """Of texts under one pair of encoders. `folder`: where parts are written while the work goes on; None: nowhere."""

    def __init__(self, encoder: Encoder, second: Multilingual | None, folder: Path | None = None) -> None:
        self._salt = f"{encoder.weights_sha256} {second.name if second else ''} ".encode()
        self._folder = folder
        self.pieces: dict[bytes, _Texts] = {}
        self.across: dict[bytes, list[Across]] = {}
        for part in sorted(folder.glob(_PART)) if folder else ():
            try:
                self._read(part)
            except _DAMAGED:
                part.unlink(missing_ok=True)

    def key_of(self, window: Window) -> bytes:
        text = "\n".join((window.above, *window.texts))
        return hashlib.blake2b(self._salt + text.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def learn(self, report: Report, embedded: Embedded) -> None:
        """What was made of another edition of a document."""
        read = windows(passages(report))
        self.pieces |= zip(map(self.key_of, read), _texts(embedded.passages, read), strict=True)
        if len(embedded.passages_across):
            self.across |= zip(map(self.key_of, read), _each(embedded.passages_across, _starts(read)), strict=True)

    def keep(self, kind: str, keys: Sequence[bytes], **arrays: np.ndarray) -> None:
        """Written at once, so that a program that is ended in the middle loses little; a folder that cannot be written
        costs that alone."""
        if not self._folder:
            return
        buffer = io.BytesIO()
        whole: dict[str, Any] = {"kind": np.array(kind), "keys": np.frombuffer(b"".join(keys), dtype="V16"), **arrays}
        np.savez(buffer, **whole)
        raw = buffer.getvalue()
        with contextlib.suppress(OSError):
            write_whole(self._folder / f"part-{hashlib.sha256(raw).hexdigest()[:16]}.npz", raw)

    def forget(self) -> None:
        """The finished index is there."""
        for part in self._folder.glob(_PART) if self._folder else ():
            part.unlink(missing_ok=True)

    def _read(self, part: Path) -> None:
        with np.load(part, allow_pickle=False) as found:
            kind, keys = str(found["kind"]), [bytes(key) for key in found["keys"]]
            starts = found["starts"]
            if kind == "pieces":
                encoded = Encoded(found["tokens"], found["pieces"], found["texts"])
                self.pieces |= zip(keys, _apart(encoded, starts), strict=True)
            else:
                pieces = Encoded(found["tokens"], found["pieces"], found["texts"])
                self.across |= zip(keys, _each(Across(found["rows"], pieces), starts), strict=True)


class SparingEncoder:
    """An encoder of documents that encodes what is not kept yet, and keeps it."""

    def __init__(self, encoder: Encoder, kept: KeptVectors) -> None:
        self._encoder, self._kept = encoder, kept
        self.name, self.weights_sha256, self.dimension = encoder.name, encoder.weights_sha256, encoder.dimension
        self.load, self.encode_question, self.knows = encoder.load, encoder.encode_question, encoder.knows

    def encode(self, windows: Sequence[Window], progress: Progress | None = None) -> Encoded:
        """Word pieces come with a byte a figure."""
        keys = [self._kept.key_of(window) for window in windows]

        def make(chunk: Sequence[Window], chunk_keys: Sequence[bytes], hear: Progress) -> None:
            made = self._encoder.encode(chunk, hear)
            made = replace(made, held=quantised(made.tokens))
            self._kept.pieces |= zip(chunk_keys, _texts(made, chunk), strict=True)
            arrays = {"tokens": made.tokens, "pieces": made.pieces, "texts": made.starts, "starts": _starts(chunk)}
            self._kept.keep("pieces", chunk_keys, **arrays)

        _make_missing(windows, keys, self._kept.pieces, make, progress)
        return together([text for key in keys for text in self._kept.pieces[key]], self.dimension)


class SparingSecond:
    """A second encoder of documents that encodes what is not kept yet, and keeps it."""

    def __init__(self, second: Multilingual, kept: KeptVectors) -> None:
        self._second, self._kept = second, kept
        self.name, self.dimension, self.fitted = second.name, second.dimension, second.fitted
        self.questions, self.question = second.questions, second.question

    def passages(self, windows: Sequence[Window], progress: Progress | None = None) -> Across:
        keys = [self._kept.key_of(window) for window in windows]

        def make(chunk: Sequence[Window], chunk_keys: Sequence[bytes], hear: Progress) -> None:
            made = self._second.passages(chunk, hear)
            of = made.pieces
            made = Across(made.vectors, replace(of, held=quantised(of.tokens)))
            self._kept.across.update(zip(chunk_keys, _each(made, _starts(chunk)), strict=True))
            arrays = {"tokens": made.pieces.tokens, "pieces": of.pieces, "texts": of.starts, "starts": _starts(chunk)}
            self._kept.keep("across", chunk_keys, rows=made.vectors, **arrays)

        _make_missing(windows, keys, self._kept.across, make, progress)
        if not windows:
            return self._second.passages([])
        return across([one for key in keys for one in self._kept.across[key]])


def _starts(windows: Sequence[Window]) -> Whole:
    """(windows + 1,): where each one's texts begin."""
    return np.cumsum([0, *(len(window.texts) for window in windows)], dtype=np.int64)


def _each(seen: Across, starts: Whole) -> list[list[Across]]:
    """Of each window what the second encoder makes of its texts. `starts`: which text is its first, (windows + 1,)."""
    texts = [
        Across(seen.vectors[number : number + 1], together([pair], seen.pieces.held.shape[1]))
        for number, pair in enumerate(pair for window in _apart(seen.pieces, starts) for pair in window)
    ]
    return [texts[first:last] for first, last in pairwise(starts)]


def _texts(encoded: Encoded, windows: Sequence[Window]) -> list[_Texts]:
    """Of each window what is made of its texts."""
    return _apart(encoded, _starts(windows))


def _apart(encoded: Encoded, starts: Whole) -> list[_Texts]:
    """`starts`: of each window which text is its first, (windows + 1,)."""
    rows, tokens = [slice(first, last) for first, last in pairwise(encoded.starts)], encoded.tokens
    return [[(tokens[row], encoded.pieces[row]) for row in rows[first:last]] for first, last in pairwise(starts)]


def _make_missing(
    texts: Sequence[Window],
    keys: Sequence[bytes],
    held: dict[bytes, Any],
    make: Callable[[Sequence[Window], Sequence[bytes], Progress], None],
    progress: Progress | None,
) -> None:
    """Those texts that are not held, so many at once; `progress` counts all texts, the held ones as done."""
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in held}
    wanted = list(missing)
    before = len(texts) - len(wanted)
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        make([missing[key] for key in chunk], chunk, _behind(progress, before + start, len(texts)))
    if progress:
        progress(len(texts), len(texts))


def _behind(progress: Progress | None, before: int, whole: int) -> Progress:
    """Counts on from what was done before."""

    def hear(done: int, _: int) -> None:
        if progress:
            progress(before + done, whole)

    return hear
