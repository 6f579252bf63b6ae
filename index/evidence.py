"""What speaks for each passage, before it is weighed: values only."""

from __future__ import annotations

from dataclasses import dataclass

from index.encoder import Encoded, Matrix, Whole

UNHEARD = -1.0  # a witness that says nothing of a passage; cosines and BM25 are above it


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each passage, arrays of shape (passages,); UNHEARD where a witness has nothing to say.

    `lexical`: BM25 of the passage with its headings; `lexical_block`: of its whole paragraph. `meaning_block`:
    cosine of its whole paragraph. `late`: late interaction, 0 to 1; `late_block`: the same over its whole
    paragraph. `across`: cosine under the second encoder; `late_across`, `late_across_block`: late interaction under
    it, `late_across_led`: over the passage and what leads up to it (`Outline.leading`). `shape`: what it looks like
    (`shapes.py`), no witness. `asked`, `asked_late`, `asked_across`: mean of the best readers' questions of the
    passage, by cosine, late interaction, second encoder; `asked_once`: the single best, by cosine. `unanswered` and
    the three after it: the same likenesses to the nearest questions that the documents are known not to answer, one
    figure each. `question`: the question itself, under the second encoder `question_across`, None without one;
    `nearest_unanswered`: which of those questions is nearest to it, -1: none. `stands_for`: of
    a large document, how many passages' late interaction that of each one stands for; None where all have their own.
    """

    question: Encoded
    question_across: Encoded | None
    lexical: Matrix
    lexical_block: Matrix
    meaning_block: Matrix
    late: Matrix
    late_block: Matrix
    across: Matrix
    late_across: Matrix
    late_across_block: Matrix
    late_across_led: Matrix
    shape: Whole
    asked: Matrix
    asked_once: Matrix
    asked_late: Matrix
    asked_across: Matrix
    unanswered: float
    unanswered_once: float
    unanswered_late: float
    unanswered_across: float
    nearest_unanswered: int
    stands_for: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """How a question is met piece by piece, arrays of shape (word pieces of the question,).

    `weights`: how rare each piece is in the documents. `said`: its cosine with the nearest piece of a passage's
    paragraph, or of the readers' questions that the passage is known to answer. `unanswered`: the same with the nearest
    question that the documents are known not to answer; 0 where there is none. `…_across`: the same under the second
    encoder, of its own pieces; none where it gives none.
    """

    weights: Matrix
    said: Matrix
    unanswered: Matrix
    weights_across: Matrix
    said_across: Matrix
