"""A document embedded ahead, with its readers' questions, so that the first start waits for neither.

Beside the document's companion file lie `NAME.questions.npz` and `NAME.passages.npz`: what both encoders make of them,
in numbers of a byte and less. They name the companion, or the text and the rules that cut it, and the encoders; what
was made of something else is made anew.
"""

from __future__ import annotations

import io
from dataclasses import replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from corpus.atomic_file import write_whole
from corpus.passages import RULES
from corpus.readers_questions import ReadersQuestions, companion_of
from corpus.reading import SHIPPED
from corpus.report import Report
from index import windows
from index.embedded import Embedded
from index.encoder import Across, Encoded, Encoder, Matrix, unit, vectors_alone
from index.half_bytes import as_bytes, encoded_arrays, encoded_from
from index.multilingual import Multilingual

_QUESTIONS, _PASSAGES = "questions", "passages"  # kinds of files


class ReadyMade:
    """What lies beside a report's companion file, in `folder`; nothing where none does."""

    def __init__(self, report: Report, questions: ReadersQuestions) -> None:
        self.folder = Path(str(_place(report.name, _PASSAGES))).parent
        self._questions = _found(report.name, _QUESTIONS, questions.sha256)
        self._passages = _found(report.name, _PASSAGES, _cut(report))

    def whole(self, encoder: Encoder, second: Multilingual | None) -> Embedded | None:
        """All that an index needs, or None where a part of it is not there."""
        made, asked = self.passages(encoder, second), self.questions(encoder)
        across = self.questions_across(second) if second else None
        if made is None or asked is None or across is None:
            return None
        return replace(made, questions=asked, questions_across=across)

    def passages(self, encoder: Encoder, second: Multilingual | None) -> Embedded | None:
        """The passages as both encoders see them, without questions; or None."""
        found = self._passages
        if str(found.get("first")) != _first(encoder) or not second or str(found["encoder"]) != second.name:
            return None
        pieces = encoded_from(found)
        seen = Across(unit(found["vectors"]), encoded_from(found, "across_"))
        return Embedded(pieces, seen, pieces.none(), np.zeros((0, encoder.dimension), np.float32))

    def questions(self, encoder: Encoder) -> Encoded | None:
        """The readers' questions as the first encoder sees them, or None."""
        if str(self._questions.get("first")) != _first(encoder):
            return None
        return encoded_from(self._questions)

    def questions_across(self, second: Multilingual) -> Matrix | None:
        """Under the second encoder, shape (questions, its dimension), or None."""
        return unit(self._questions["vectors"]) if str(self._questions.get("encoder")) == second.name else None


def make_ready(
    report: Report, questions: ReadersQuestions, embedded: Embedded, encoder: Encoder, second: Multilingual
) -> tuple[Path, Path]:
    """Writes what `embedded` holds; where. Raises OSError."""
    made = []
    for kind, of, encoded, across in (
        (_QUESTIONS, questions.sha256, embedded.questions, vectors_alone(embedded.questions_across)),
        (_PASSAGES, _cut(report), embedded.passages, embedded.passages_across),
    ):
        buffer = io.BytesIO()
        arrays: dict[str, Any] = {
            "questions": np.array(of),
            "encoder": np.array(second.name),
            "vectors": as_bytes(across.vectors),
            "first": np.array(_first(encoder)),
            **encoded_arrays(encoded),
            **encoded_arrays(across.pieces, "across_"),
        }
        np.savez(buffer, **arrays)  # not compressed: every start would wait for it
        made.append(Path(str(_place(report.name, kind))))
        write_whole(made[-1], buffer.getvalue())
    return made[0], made[1]


def _found(name: str, kind: str, of: str) -> dict[str, Any]:
    """The arrays of a file that was made of `of`; none where there is no such file."""
    try:
        with np.load(io.BytesIO(_place(name, kind).read_bytes()), allow_pickle=False) as found:
            return dict(found) if str(found["questions"]) == of else {}
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}


def _cut(report: Report) -> str:
    """Names a text and the rules that cut it into passages and windows."""
    return f"{report.sha256} {RULES} {windows.RULES}"


def _first(encoder: Encoder) -> str:
    return f"{encoder.name} {encoder.weights_sha256}"


def _place(name: str, kind: str) -> Traversable:
    if name == SHIPPED:
        return resources.files("corpus").joinpath(f"{SHIPPED}.{kind}.npz")
    return companion_of(name).with_name(f"{Path(name).stem}.{kind}.npz")
