"""A report in, the vectors of its passages and readers' questions out: made once, kept on disk, never its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.passages import RULES, Passage, passages
from corpus.readers_questions import ReadersQuestions
from corpus.report import Report, Span
from index.encoder import Encoded, Encoder, Matrix, Progress
from index.multilingual import Multilingual, fingerprint
from index.precomputed import ReadyMade
from index.storage import StaleIndex, folder_for, load, manifest_of, save

Say = Callable[[str], None]
NOT_SAVED = "The index could not be saved"  # so begins the line that says it
_STEPS = 127  # of a signed byte, for a figure of 1


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of a report's passages and of its readers' questions, in their order.

    `paragraphs`: for each passage the vector of the whole paragraph it stands in, the passage's own where it is all of
    it. `…_across`: under the second encoder, shape (n, its dimension); empty without one.
    """

    passages: Encoded
    paragraphs: Matrix
    passages_across: Matrix
    questions: Encoded
    questions_across: Matrix

    def without_questions(self) -> Embedded:
        return replace(self, questions=self.questions.none(), questions_across=self.questions_across[:0])


def embed(
    report: Report,
    questions: ReadersQuestions,
    encoder: Encoder,
    second: Multilingual | None,
    progress: Progress | None = None,
) -> Embedded:
    """`progress` counts texts over all that is encoded, both encoders together."""
    units = passages(report)
    placed = [" ".join([*passage.headings[-1:], passage.quote.text]) for passage in units]
    under = [" ".join([*passage.headings[-2:], passage.quote.text]) for passage in units]
    asked = [question.text for question in questions.questions]
    shared = _shared_paragraphs(units)
    ready = ReadyMade(report, questions)
    ready_asked, ready_across = ready.encoded(encoder), ready.across(second) if second else None
    anew = len(asked) * ((ready_asked is None) + (second is not None and ready_across is None))
    whole = len(shared) + len(placed) * (2 if second else 1) + anew

    def after(before: int) -> Progress:
        return lambda done, _: progress(before + done, whole) if progress else None

    encoded = encoder.encode(placed, after(0))
    paragraphs = encoded.vectors.copy()
    if shared:
        texts = [report.text[block.start : block.end] for block in shared]
        for places, vector in zip(shared.values(), encoder.vectors(texts, after(len(placed))), strict=True):
            paragraphs[places] = vector
    done = len(placed) + len(shared)
    if ready_asked is None:
        ready_asked, done = encoder.encode(asked, after(done)), done + len(asked)
    if not second:
        nothing = np.zeros((0, 0), dtype=np.float32)
        return Embedded(encoded, paragraphs, nothing, ready_asked, nothing)
    across = second.passages(under, after(done))
    if ready_across is None:
        ready_across = second.questions(asked, after(done + len(placed)))
    return Embedded(encoded, paragraphs, across, ready_asked, ready_across)


def _shared_paragraphs(units: Sequence[Passage]) -> dict[Span, list[int]]:
    """Paragraphs that hold several passages, with the places of these."""
    held: dict[Span, list[int]] = {}
    for place, passage in enumerate(units):
        held.setdefault(passage.block.span, []).append(place)
    return {span: places for span, places in held.items() if len(places) > 1}


def open_embedded(
    report: Report,
    questions: ReadersQuestions,
    encoder: Encoder,
    second: Multilingual | None,
    say: Say,
    *,
    rebuild: bool = False,
    root: Path | None = None,
) -> tuple[Embedded, Path, bool]:
    """The report's vectors, from disk where they fit, else made and saved; where they lie; whether they were made.

    `say` hears one line for each thing that takes time or went wrong. A folder that cannot be written costs the
    saving, not the answer.
    """
    folder = folder_for(report, root)
    spans = [passage.span for passage in passages(report)]
    manifest = manifest_of(report, spans, encoder, RULES, fingerprint(second), questions.sha256)
    if not rebuild:
        try:
            if (arrays := load(folder, manifest)) is not None:
                return _from_arrays(arrays), folder, False
        except StaleIndex as stale:
            say(f"The saved index of {report.name} is not used ({stale}); building it again.")
    embedded = embed(
        report,
        questions,
        encoder,
        second,
        lambda done, whole: say(f"Building the index of {report.name}: {done} of {whole} texts"),
    )
    arrays = _to_arrays(embedded)
    try:
        save(folder, manifest, arrays)
    except OSError as error:
        say(f"{NOT_SAVED} in {folder} ({error.strerror}); it will be built again next time.")
    return _from_arrays(arrays), folder, True  # rounded alike, so that the first answers are the later ones


def _to_arrays(embedded: Embedded) -> dict[str, np.ndarray]:
    """Word pieces' vectors with a byte a figure: four times as small, and a cosine moves by less than 0.002."""
    out: dict[str, np.ndarray] = {
        "paragraphs": embedded.paragraphs,
        "passages_across": embedded.passages_across,
        "questions_across": embedded.questions_across,
    }
    for name, encoded in (("passages", embedded.passages), ("questions", embedded.questions)):
        out |= {
            f"{name}_vectors": encoded.vectors,
            f"{name}_tokens": np.rint(encoded.tokens * _STEPS).astype(np.int8),
            f"{name}_pieces": encoded.pieces.astype(np.int32),
            f"{name}_starts": encoded.starts,
        }
    return out


def _from_arrays(arrays: dict[str, np.ndarray]) -> Embedded:
    def encoded(name: str) -> Encoded:
        return Encoded(
            arrays[f"{name}_vectors"],
            (arrays[f"{name}_tokens"] / np.float32(_STEPS)).astype(np.float16),
            arrays[f"{name}_pieces"].astype(np.int64),
            arrays[f"{name}_starts"],
        )

    return Embedded(
        encoded("passages"),
        arrays["paragraphs"],
        arrays["passages_across"],
        encoded("questions"),
        arrays["questions_across"],
    )
