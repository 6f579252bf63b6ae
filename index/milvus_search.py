"""The first stage's vectors in a Milvus server, a cluster or a file of milvus-lite: the one door to pymilvus.

A collection for each kind of vectors of each choice of documents, named by what they are of. It is filled when it is
first asked for, and opened as it is from then on; what is in it are numbers, never words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from typing import TypeVar
from urllib.parse import urlsplit

import numpy as np

from corpus.errors import Misuse, WorldFailure
from index.encoder import Matrix, Whole
from index.first_stage import Pooled
from index.vector_search import FLAT, Nearest
from index.word_search import NearestWords

MISSING = (
    "Milvus needs the package pymilvus, which is not installed. Install it: pip install 'further-assistant[milvus]'"
)
# Of the graph there, beyond what is looked at whole: neighbours of each vector, and how many are looked at when it is
# made and when it is asked.
_LINKS, _MADE_OVER, _ASKED_OVER = 32, 80, 2000
_AT_ONCE = 5000  # vectors a call: eight megabytes, an eighth of what Milvus takes
_PLACE, _VECTOR = "place", "vector"
_SERVER = re.compile(r"(milvus|https?)://([^\s/@]*@)?[\w.-]+(:\d+)?/?$")

T = TypeVar("T")


class NoMilvus(WorldFailure):
    """Milvus cannot be reached, or refuses; one line."""


class InMilvus:
    """Vectors there, words in memory here."""

    def __init__(self, address: str) -> None:
        """`address`: milvus://[USER:PASSWORD@]HOST[:PORT], the same with https:// or http://, or FILE.db for
        milvus-lite. Raises Misuse, NoMilvus."""
        self._shown, uri, token = _read(address)
        if find_spec("pymilvus") is None:
            raise NoMilvus(MISSING)
        from pymilvus import MilvusClient
        from pymilvus.exceptions import MilvusException

        self._failure = MilvusException
        self._client = self._asked(lambda: MilvusClient(uri, token=token))

    def vectors(self, pooled: Pooled, name: str, make: Callable[[], Matrix]) -> Nearest:
        collection = f"further_{pooled.key}_{name}"
        if self._count(collection) != len(pooled):
            self._fill(collection, make())
        self._asked(lambda: self._client.load_collection(collection))
        return _InCollection(self, collection)

    def words(self, pooled: Pooled) -> NearestWords:
        return NearestWords.among(pooled.words())

    def close(self) -> None:
        self._client.close()

    def nearest(self, collection: str, question: Matrix, count: int) -> Whole:
        found = self._asked(
            lambda: self._client.search(
                collection,
                [question],
                limit=count,
                output_fields=[_PLACE],
                anns_field=_VECTOR,
                search_params={"params": {"ef": _ASKED_OVER}},  # a flat index passes over it
            )
        )
        return np.array([hit[_PLACE] for hit in found[0]], dtype=np.int64)

    def _count(self, collection: str) -> int:
        """Of vectors in it; 0 where there is none."""
        if not self._asked(lambda: self._client.has_collection(collection)):
            return 0
        return int(self._asked(lambda: self._client.get_collection_stats(collection))["row_count"])

    def _fill(self, collection: str, vectors: Matrix) -> None:
        """From the beginning: what a run that was ended in the middle left there is dropped."""
        from pymilvus import DataType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field(_PLACE, DataType.INT64, is_primary=True)
        schema.add_field(_VECTOR, DataType.FLOAT_VECTOR, dim=vectors.shape[1])
        kind = MilvusClient.prepare_index_params()
        graph = len(vectors) > FLAT
        made = {"M": _LINKS, "efConstruction": _MADE_OVER} if graph else {}
        # Of unit vectors the inner product is the cosine.
        kind.add_index(_VECTOR, index_type="HNSW" if graph else "FLAT", metric_type="IP", params=made)
        self._asked(lambda: self._client.drop_collection(collection))
        self._asked(lambda: self._client.create_collection(collection, schema=schema, index_params=kind))
        for start in range(0, len(vectors), _AT_ONCE):
            part = vectors[start : start + _AT_ONCE]
            rows = [{_PLACE: start + place, _VECTOR: vector} for place, vector in enumerate(part)]
            self._asked(lambda rows=rows: self._client.insert(collection, rows))  # type: ignore[misc]
        self._asked(lambda: self._client.flush(collection))

    def _asked(self, call: Callable[[], T]) -> T:
        """Raises NoMilvus."""
        try:
            return call()
        except self._failure as error:
            reason = str(getattr(error, "message", error)).splitlines()[0]
            raise NoMilvus(
                f"Milvus at {self._shown} failed ({reason}). Is it running? Without it: leave --index out."
            ) from error


class _InCollection:
    def __init__(self, held: InMilvus, collection: str) -> None:
        self._held, self._collection = held, collection

    def nearest(self, question: Matrix, count: int) -> Whole:
        return self._held.nearest(self._collection, question, count)


def _read(address: str) -> tuple[str, str, str]:
    """How it is shown, without a password; the address as pymilvus takes it; the token. Raises Misuse."""
    if _SERVER.match(address):
        with suppress(ValueError):  # a port that is none
            parts = urlsplit(address)
            host = f"{parts.hostname}:{parts.port or 19530}"
            scheme = "http" if parts.scheme == "milvus" else parts.scheme
            token = f"{parts.username}:{parts.password or ''}" if parts.username else ""
            return host, f"{scheme}://{host}", token
    elif "://" not in address and address.endswith(".db"):
        return address, address, ""
    shown = address.rpartition("@")[2]
    raise Misuse(
        f"--index {shown} is no Milvus. Say milvus://HOST:PORT, https://HOST:PORT, or FILE.db for milvus-lite."
    )
