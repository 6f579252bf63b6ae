"""An answer and a language model in, the answer introduced in sentences that its quotes bear out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answer import Answer
from assistant.writing.language_model import LanguageModel, WriterFailed
from assistant.writing.leash import Likeness, Sentence, Written, judged
from index.encoder import Encoder

OURS = "Introduced by a language model; not the documents' words. Sentences that no quote bears out were dropped: {}."


def drafted(answer: Answer, model: LanguageModel) -> list[Sentence] | Written:
    """What the model writes, or a `Written` that says why there is nothing; () of an answer without quotes."""
    if not answer.citations:
        return []
    try:
        return model.draft(answer)
    except WriterFailed as failed:
        return Written(failure=str(failed))


def written(answer: Answer, model: LanguageModel, encoder: Encoder) -> Written:
    """The introduction; never an error of the writer's, as the answer stands without it."""
    draft = drafted(answer, model)
    return draft if isinstance(draft, Written) else judged(answer, draft, likeness(encoder))


def likeness(encoder: Encoder) -> Likeness:
    """By the encoder that finds passages."""

    def nearest(text: str, others: Sequence[str]) -> float:
        own = encoder.encode_question(text).means()[0]
        return max(float(encoder.encode_question(other).means()[0] @ own) for other in others)

    return nearest


def written_object(written: Written) -> dict[str, Any]:
    """For programs: what stays with the quotes that each sentence rests on, how many were dropped, and why."""
    return {
        "sentences": [{"text": one.text, "quotes": list(one.quotes)} for one in written.sentences],
        "dropped": [{"why": why.value} for _, why in written.dropped],
        "failure": written.failure or None,
    }


def written_text(written: Written) -> str:
    """For a terminal, above the quotes; "" where there is nothing to say."""
    if written.failure:
        return f"No introduction: {written.failure}"
    if not written.sentences and not written.dropped:
        return ""
    lines = [f"{one.text} {''.join(f'[{number}]' for number in one.quotes)}" for one in written.sentences]
    return "\n".join([OURS.format(len(written.dropped)), *lines])
