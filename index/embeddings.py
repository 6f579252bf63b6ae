"""A report in, the vectors of its passages and readers' questions out: made once, kept on disk, never its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus.passages import RULES, passages
from corpus.readers_questions import ReadersQuestions
from corpus.report import Report
from index.embedded import Embedded
from index.encoder import Across, Encoded, Encoder, Progress, unit, vectors_alone
from index.half_bytes import as_bytes, encoded_arrays, encoded_from
from index.multilingual import Multilingual, fingerprint
from index.precomputed import ReadyMade
from index.storage import Manifest, StaleIndex, folder_for, load, manifest_of, save
from index.windows import alone, windows

Say = Callable[[str], None]
NOT_SAVED = "The index could not be saved"  # so begins the line that says it


def embed(
    report: Report,
    questions: ReadersQuestions,
    encoder: Encoder,
    second: Multilingual | None,
    progress: Progress | None = None,
) -> Embedded:
    """All of it; what was made ahead is taken as it is. `progress` counts windows and questions, those of both encoders
    together."""
    ready = ReadyMade(report, questions)
    asked = [question.text for question in questions.questions]
    made, held = ready.passages(encoder, second), ready.questions(encoder)
    across = ready.questions_across(second) if second else None
    count = len(windows(passages(report))) * (1 + (second is not None))
    anew = len(asked) * ((held is None) + (second is not None and across is None))
    bar = _Bar(progress, count * (made is None) + anew)
    if made is None:
        made = with_pieces(report, encoder, bar.part())
        made = with_second(report, made, second, bar.part()) if second else made
    held = held or encoder.encode(alone(asked), bar.part())
    if second and across is None:
        across = second.questions(asked, bar.part())
    return replace(made, questions=held, questions_across=made.questions_across if across is None else across)


def by_words(report: Report, encoder: Encoder) -> Embedded:
    """Nothing encoded yet: passages without word pieces."""
    starts = np.zeros(len(passages(report)) + 1, dtype=np.int64)
    nothing = np.zeros((0, encoder.dimension), dtype=np.float32)
    pieces = Encoded(nothing, np.zeros(0, dtype=np.int64), starts)
    return Embedded(pieces, vectors_alone(nothing), pieces.none(), nothing)


def with_pieces(report: Report, encoder: Encoder, progress: Progress | None = None) -> Embedded:
    """The passages' word pieces, each under its heading: nearly all that finds an English answer. Nothing of a second
    encoder yet, and no readers' questions."""
    return replace(by_words(report, encoder), passages=encoder.encode(windows(passages(report)), progress))


def with_second(report: Report, embedded: Embedded, second: Multilingual, progress: Progress | None = None) -> Embedded:
    """The same with the passages' vectors under the second encoder."""
    return replace(embedded, passages_across=second.passages(windows(passages(report)), progress))


class _Bar:
    """One progress over parts that each count from 0."""

    def __init__(self, progress: Progress | None, whole: int) -> None:
        self._progress, self._whole, self._done = progress, whole, 0

    def part(self) -> Progress:
        """Of the next part, begun when all before it are done."""
        before = self._done

        def heard(done: int, _: int) -> None:
            self._done = before + done
            if self._progress:
                self._progress(self._done, self._whole)

        return heard


def open_embedded(
    report: Report,
    questions: ReadersQuestions,
    encoder: Encoder,
    second: Multilingual | None,
    say: Say,
    *,
    rebuild: bool = False,
    root: Path | None = None,
    folder: Path | None = None,
) -> tuple[Embedded, Path, bool]:
    """The report's vectors, ready made or from disk where they fit, else made and saved; where they lie; whether they
    were made.
    `folder`: its own, where it has one; else one of its name under `root`.

    `say` hears one line for each thing that takes time or went wrong. A folder that cannot be written costs the
    saving, not the answer.
    """
    ready = ReadyMade(report, questions)
    if not rebuild and (found := ready.whole(encoder, second)):
        return found, ready.folder, False
    folder = folder or folder_for(report, root)
    manifest = _manifest(report, questions, encoder, second)
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


def saved_embedded(
    report: Report, questions: ReadersQuestions, encoder: Encoder, second: Multilingual | None, folder: Path
) -> Embedded | None:
    """The vectors that were saved in `folder`; None where there are none that fit."""
    try:
        arrays = load(folder, _manifest(report, questions, encoder, second))
    except StaleIndex:
        return None
    return _from_arrays(arrays) if arrays else None


def _manifest(report: Report, questions: ReadersQuestions, encoder: Encoder, second: Multilingual | None) -> Manifest:
    spans = [passage.span for passage in passages(report)]
    return manifest_of(report, spans, encoder, RULES, fingerprint(second), questions.sha256)


def _to_arrays(embedded: Embedded) -> dict[str, np.ndarray]:
    """Texts' vectors with a byte a figure, word pieces' with half a byte."""
    out: dict[str, np.ndarray] = {
        "passages_across": as_bytes(embedded.passages_across.vectors),
        "questions_across": as_bytes(embedded.questions_across),
    }
    for name, encoded in (
        ("passages", embedded.passages),
        ("questions", embedded.questions),
        ("across", embedded.passages_across.pieces),
    ):
        out |= encoded_arrays(encoded, f"{name}_")
    return out


def _from_arrays(arrays: dict[str, np.ndarray]) -> Embedded:
    return Embedded(
        encoded_from(arrays, "passages_"),
        Across(arrays["passages_across"], encoded_from(arrays, "across_")),
        encoded_from(arrays, "questions_"),
        unit(arrays["questions_across"]),
    )
