"""Vectors by the text that they are of: what was encoded once is not encoded again.

A document that changed brings the texts that it kept; work that was ended in the middle goes on where it was. On disk
are digests of texts and figures, never words. What is kept is for a time: the finished index takes its place.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.atomic_file import write_whole
from corpus.report import Report
from index.embedded import Embedded
from index.embeddings import across_texts, paragraph_texts, piece_texts
from index.encoder import Encoded, Encoder, Matrix, Progress, Whole, together
from index.late_interaction import quantised
from index.multilingual import Multilingual

_AT_ONCE = 512  # texts between two times that something is written: some ten seconds of work on two cores
_PART = "part-*.npz"
_DAMAGED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


class KeptVectors:
    """Of texts under one pair of encoders. `folder`: where parts are written while the work goes on; None: nowhere."""

    def __init__(self, encoder: Encoder, second: Multilingual | None, folder: Path | None = None) -> None:
        self._salt = f"{encoder.weights_sha256} {second.name if second else ''} ".encode()
        self._folder = folder
        self.pieces: dict[bytes, tuple[Any, Whole]] = {}
        self.vectors: dict[bytes, Matrix] = {}
        self.across: dict[bytes, Matrix] = {}
        for part in sorted(folder.glob(_PART)) if folder else ():
            try:
                self._read(part)
            except _DAMAGED:
                part.unlink(missing_ok=True)

    def key(self, text: str) -> bytes:
        return hashlib.blake2b(self._salt + text.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def learn(self, report: Report, embedded: Embedded) -> None:
        """What was made of another edition of a document."""
        encoded = embedded.passages
        for place, text in enumerate(piece_texts(report)):
            rows = slice(encoded.starts[place], encoded.starts[place + 1])
            self.pieces[self.key(text)] = encoded.tokens[rows], encoded.pieces[rows]
        self.vectors |= zip(map(self.key, paragraph_texts(report)), embedded.paragraphs, strict=True)
        if len(embedded.passages_across):
            self.across |= zip(map(self.key, across_texts(report)), embedded.passages_across, strict=True)

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
            if kind == "pieces":
                tokens, pieces, starts = found["tokens"], found["pieces"], found["starts"]
                for place, key in enumerate(keys):
                    rows = slice(starts[place], starts[place + 1])
                    self.pieces[key] = tokens[rows], pieces[rows]
            else:
                {"vectors": self.vectors, "across": self.across}[kind].update(zip(keys, found["rows"], strict=True))


class SparingEncoder:
    """An encoder of documents that encodes what is not kept yet, and keeps it."""

    def __init__(self, encoder: Encoder, kept: KeptVectors) -> None:
        self._encoder, self._kept = encoder, kept
        self.name, self.weights_sha256, self.dimension = encoder.name, encoder.weights_sha256, encoder.dimension
        self.load, self.encode_question, self.knows = encoder.load, encoder.encode_question, encoder.knows

    def encode(self, texts: Sequence[str], progress: Progress | None = None, *, vectors: bool = True) -> Encoded:
        """Word pieces come with a byte a figure. Texts whose own vectors are wanted too are readers' questions: few,
        and not kept."""
        if vectors:
            return self._encoder.encode(texts, progress)
        keys = [self._kept.key(text) for text in texts]

        def make(chunk: Sequence[str], chunk_keys: Sequence[bytes], hear: Progress) -> None:
            made = self._encoder.encode(chunk, hear, vectors=False)
            tokens = quantised(made.tokens)
            for place, key in enumerate(chunk_keys):
                rows = slice(made.starts[place], made.starts[place + 1])
                self._kept.pieces[key] = tokens[rows], made.pieces[rows]
            self._kept.keep("pieces", chunk_keys, tokens=tokens, pieces=made.pieces, starts=made.starts)

        _make_missing(texts, keys, self._kept.pieces, make, progress)
        none = np.zeros((0, self.dimension), dtype=np.float32)
        return together(none, [self._kept.pieces[key] for key in keys])

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        return _rows(self._kept, "vectors", self._kept.vectors, texts, self._encoder.vectors, self.dimension, progress)


class SparingSecond:
    """A second encoder of documents that encodes what is not kept yet, and keeps it."""

    def __init__(self, second: Multilingual, kept: KeptVectors) -> None:
        self._second, self._kept = second, kept
        self.name, self.dimension, self.fitted = second.name, second.dimension, second.fitted
        self.questions = second.questions

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        return _rows(self._kept, "across", self._kept.across, texts, self._second.passages, self.dimension, progress)


def _rows(
    kept: KeptVectors,
    kind: str,
    held: dict[bytes, Matrix],
    texts: Sequence[str],
    encode: Callable[[Sequence[str], Progress], Matrix],
    dimension: int,
    progress: Progress | None,
) -> Matrix:
    keys = [kept.key(text) for text in texts]

    def make(chunk: Sequence[str], chunk_keys: Sequence[bytes], hear: Progress) -> None:
        rows = encode(chunk, hear)
        held.update(zip(chunk_keys, rows, strict=True))
        kept.keep(kind, chunk_keys, rows=rows)

    _make_missing(texts, keys, held, make, progress)
    out = np.zeros((len(texts), dimension), dtype=np.float32)
    for place, key in enumerate(keys):
        out[place] = held[key]
    return out


def _make_missing(
    texts: Sequence[str],
    keys: Sequence[bytes],
    held: dict[bytes, Any],
    make: Callable[[Sequence[str], Sequence[bytes], Progress], None],
    progress: Progress | None,
) -> None:
    """Those texts that are not held, so many at once; `progress` counts all texts, the held ones as done."""
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in held}
    wanted = list(missing)
    before = len(texts) - len(wanted)
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]

        def hear(done: int, _: int, before: int = before + start) -> None:
            if progress:
                progress(before + done, len(texts))

        make([missing[key] for key in chunk], chunk, hear)
    if progress:
        progress(len(texts), len(texts))
