"""What encoders make of a report: values only."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from index.encoder import Encoded, Matrix


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of a report's passages and of its readers' questions, in their order.

    `passages`: their word pieces, without vectors of their own. `paragraphs`: (paragraphs, dimension), in order of
    appearance; that of a passage under its heading where the paragraph is one passage. `…_across`: under the second
    encoder, shape (n, its dimension); empty without one.
    """

    passages: Encoded
    paragraphs: Matrix
    passages_across: Matrix
    questions: Encoded
    questions_across: Matrix

    def across_or_nothing(self, dimension: int) -> Embedded:
        """The same, with noughts in the place of vectors under the second encoder that are not made yet."""
        count = len(self.passages.starts) - 1
        if len(self.passages_across) == count:
            return self
        return replace(
            self,
            passages_across=np.zeros((count, dimension), dtype=np.float32),
            questions_across=np.zeros((len(self.questions.starts) - 1, dimension), dtype=np.float32),
        )

    def without_questions(self) -> Embedded:
        return replace(self, questions=self.questions.none(), questions_across=self.questions_across[:0])
