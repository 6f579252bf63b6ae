"""Reports in, hits out: passages with the evidence that each of them bears on a question.

Two views of a passage are embedded: its own words, and its words with the headings above it. Words are searched
beside, since the rare word that must match (a name, an acronym) means little to a vector.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.passages import RULES, Passage, passages
from corpus.report import Report
from index.encoder import Encoder, Matrix, Progress
from index.saved import StaleIndex, folder_for, load, manifest_of, save
from index.vectors import Vectors
from index.words import Words, stems

Say = Callable[[str], None]

_HEADING_WEIGHT = 0.6  # of a heading's word beside the passage's own


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, where it stands in the index, and its score, comparable only within one search."""

    place: int
    passage: Passage
    report: Report
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each passage, arrays of shape (passages,).

    `alone` and `placed`: cosines with the passage's words, and with its words under their headings. `lexical`: BM25.
    """

    alone: Matrix
    placed: Matrix
    lexical: Matrix

    @property
    def meaning(self) -> Matrix:
        return np.maximum(self.alone, self.placed)


class PassageIndex:
    """All passages of one or several reports, ready to be searched."""

    def __init__(self, reports: Sequence[Report], arrays: Sequence[dict[str, Matrix]], encoder: Encoder) -> None:
        """`arrays`: for each report its vectors as `embed` makes them, rows in the order of its passages."""
        self.reports = tuple(reports)
        self.encoder = encoder
        pairs = [(passage, report) for report in self.reports for passage in passages(report)]
        self.passages = tuple(passage for passage, _ in pairs)
        self.report_of = tuple(report for _, report in pairs)
        self._alone = Vectors(np.concatenate([array["alone"] for array in arrays]))
        self._placed = Vectors(np.concatenate([array["placed"] for array in arrays]))
        self.words = Words(
            [
                [(passage.quote.text, 1.0), (" ".join(passage.headings[-2:]), _HEADING_WEIGHT)]
                for passage in self.passages
            ]
        )

    @classmethod
    def build(cls, reports: Sequence[Report], encoder: Encoder, progress: Progress | None = None) -> PassageIndex:
        """An index in memory alone."""
        return cls(reports, [embed(report, encoder, progress) for report in reports], encoder)

    def evidence(self, question: str) -> Evidence:
        vector = self.encoder.encode_question(question)
        weighted = dict.fromkeys(stems(question), 1.0)
        return Evidence(self._alone.cosines(vector), self._placed.cosines(vector), self.words.scores(weighted))

    def search(self, question: str, count: int = 5, allowed: Sequence[bool] | None = None) -> list[Hit]:
        """Hits, best first. `allowed`: for each passage whether it may be found at all."""
        evidence = self.evidence(question)
        scores = _standard(evidence.meaning) + 0.5 * _standard(evidence.lexical)
        if allowed is not None:
            scores[~np.asarray(allowed, dtype=bool)] = -np.inf
        best = np.argsort(-scores, kind="stable")[:count]
        return [
            Hit(int(place), self.passages[place], self.report_of[place], float(scores[place]))
            for place in best
            if np.isfinite(scores[place])
        ]


def embed(report: Report, encoder: Encoder, progress: Progress | None = None) -> dict[str, Matrix]:
    """The vectors of a report's passages: `alone` and `placed`, each of shape (passages, dimension)."""
    units = passages(report)
    alone = [passage.quote.text for passage in units]
    placed = [" ".join([*passage.headings[-1:], passage.quote.text]) for passage in units]
    both = encoder.encode([*alone, *placed], progress)
    return {"alone": both[: len(units)], "placed": both[len(units) :]}


def open_index(
    report: Report, encoder: Encoder, say: Say, *, rebuild: bool = False, root: Path | None = None
) -> tuple[dict[str, Matrix], Path, bool]:
    """The report's vectors, from disk where they fit, else made and saved; where they lie; whether they were made.

    `say` hears one line for each thing that takes time or went wrong. A folder that cannot be written costs the
    saving, not the answer.
    """
    folder = folder_for(report, root)
    spans = [passage.span for passage in passages(report)]
    manifest = manifest_of(report, spans, encoder.name, encoder.weights_sha256, encoder.dimension, RULES)
    if not rebuild:
        try:
            if (arrays := load(folder, manifest)) is not None:
                return arrays, folder, False
        except StaleIndex as stale:
            say(f"The saved index of {report.name} is not used ({stale}); building it again.")

    def progress(done: int, whole: int) -> None:
        say(f"Building the index of {report.name}: {done // 2} of {whole // 2} passages")

    arrays = embed(report, encoder, progress)
    try:
        save(folder, manifest, arrays)
    except OSError as error:
        say(f"The index could not be saved in {folder} ({error.strerror}); it will be built again next time.")
    return arrays, folder, True


def _standard(scores: Matrix) -> Matrix:
    """Scores as standard deviations from their mean; all 0 where they are all alike."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)
