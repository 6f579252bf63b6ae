"""Word pieces of one short text in, their vectors in context out: a BERT's layers by onnxruntime.

For questions alone. The same weights give the same vectors under sentence-transformers, which embeds the documents, but
it imports for seconds before the first of them; a question of twenty word pieces takes some milliseconds here. Method:
the encoder of Devlin et al. 2019.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float32]
PROJECTION = "projection.weight"  # (dimension of word pieces, theirs before it)
# By the names of a BERT checkpoint.
EMBEDDINGS = (
    "embeddings.position_embeddings.weight",
    "embeddings.token_type_embeddings.weight",
    "embeddings.LayerNorm.weight",
    "embeddings.LayerNorm.bias",
)
_SMALL = 1e-12  # added to a variance, as these models were trained


class Embeddings:
    """What a word piece is at its place, before it has a context."""

    def __init__(self, weights: Mapping[str, Figures]) -> None:
        """`weights`: those of EMBEDDINGS. Raises KeyError where one is missing."""
        places, kinds, *norm = (weights[name] for name in EMBEDDINGS)
        self._places, self._norm = places + kinds[0], norm

    def of(self, words: Figures) -> Figures:
        """(pieces, dimension) in and out. `words`: the pieces' own vectors."""
        held = words + self._places[: len(words)]
        centred = held - held.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(_SMALL))
        out: Figures = centred / spread * self._norm[0] + self._norm[1]
        return out


class Transformer:
    """The layers of one encoder, on one thread: several wait for each other, on a busy laptop half a second."""

    def __init__(self, graph: str, weights: Mapping[str, NDArray[Any]]) -> None:
        """`graph`: a file beside this one (`make layers` writes it); `weights`: all that it names. Raises ValueError:
        the file is missing, or a weight is or has another shape."""
        try:
            self._session = session(graph, weights)
        except Exception as error:  # its kinds of errors have no root of their own
            raise ValueError(f"index/{graph} and the weights do not fit together ({error})") from error

    def in_context(self, embedded: Figures) -> tuple[Figures, Figures]:
        """(pieces, dimension) in; out too, and projected to fewer figures, (pieces, fewer)."""
        states, projected = self._session.run(["states", "projected"], {"embedded": embedded})
        return states, projected


def session(graph: str, weights: Mapping[str, NDArray[Any]] | None = None) -> Any:
    """What computes a graph, a file beside this one, on one thread; `weights`: all that it names. Raises errors of
    onnxruntime's own."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # Windows keeps a trace of its own
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    settings.log_severity_level = 4  # what fails is raised
    if weights:
        held = [onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(one)) for one in weights.values()]
        settings.add_external_initializers(list(weights), held)
    layers = resources.files("index").joinpath(graph).read_bytes()
    return onnxruntime.InferenceSession(layers, settings, providers=["CPUExecutionProvider"])
