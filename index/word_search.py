"""Stems of very many passages in, those that share the rarest with a question out: the one door to Tantivy.

BM25 with its usual figures, over postings that are mapped into memory and passed over where they cannot reach the best
any more. `bm25.py` gives every passage of one document its score; here only the best are looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy

from index.encoder import Whole

_STEMS, _PLACE = "stems", "place"
_HEAP = 100_000_000  # bytes of postings before they are written out


class NearestWords:
    """Passages by the stems in them."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    @classmethod
    def among(cls, passages: Iterable[Sequence[str]], folder: Path | None = None) -> NearestWords:
        """`passages`: the stems of each. `folder`: an empty one, in which it is then kept; in memory without."""
        index = tantivy.Index(_schema(), path=str(folder)) if folder else tantivy.Index(_schema())
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for place, stems in enumerate(passages):
            document = tantivy.Document()
            document.add_text(_STEMS, " ".join(stems))
            document.add_unsigned(_PLACE, place)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def saved(cls, folder: Path) -> NearestWords:
        """What `among` kept there. Raises ValueError: nothing, or damaged."""
        return cls(tantivy.Index.open(str(folder)))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def nearest(self, stems: Iterable[str], count: int) -> Whole:
        """Places of the (at most) `count` passages with the highest BM25 of these stems, the best first."""
        terms = [tantivy.Query.term_query(self._index.schema, _STEMS, stem) for stem in dict.fromkeys(stems)]
        any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = self._searcher.search(any_of, count, count=False).hits if terms and len(self) else []
        places = self._searcher.fast_field_values(_PLACE, [address for _, address in hits]) if hits else []
        return np.array(places, dtype=np.int64)


def _schema() -> tantivy.Schema:
    """Stems stand between blanks; nothing of a passage is kept but that it holds them, how often, and its place."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_STEMS, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field(_PLACE, stored=False, fast=True)
    return builder.build()
