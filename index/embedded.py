"""What encoders make of a report: values only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.encoder import Across, Encoded, Matrix


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of a report's passages and of its readers' questions, in their order.

    `passages`, `questions`: their word pieces. `…_across`: under the second encoder, of questions the vectors alone,
    shape (n, its dimension); empty without one.
    """

    passages: Encoded
    passages_across: Across
    questions: Encoded
    questions_across: Matrix

    @property
    def by_words(self) -> bool:
        """Whether no passage is encoded yet."""
        return not len(self.passages.held)

    def without_questions(self) -> Embedded:
        return replace(self, questions=self.questions.none(), questions_across=self.questions_across[:0])
