"""Reports in, an `Assistant` ready to answer out: the slow part of starting, with a line for whatever takes time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.readers_questions import readers_questions
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.conversation import Assistant


def open_assistant(reports: Sequence[Report], say: Callable[[str], None]) -> Assistant:
    """Loads the models (seconds) and opens or builds the index of each report. Raises DamagedModel."""
    say("Loading the model…")
    from assistant.conversation import Assistant
    from index.embedded import open_embedded
    from index.encoder import SentenceEncoder
    from index.multilingual import multilingual_encoder
    from index.passage_index import PassageIndex

    encoder, second = SentenceEncoder(), multilingual_encoder()
    companions = [readers_questions(report) for report in reports]
    for report, companion in zip(reports, companions, strict=True):
        for fault in companion.faults:
            say(f"Readers' questions of {report.name}, {fault}; left out.")
    embedded = [
        open_embedded(report, companion, encoder, second, say)[0]
        for report, companion in zip(reports, companions, strict=True)
    ]
    return Assistant(PassageIndex(reports, embedded, encoder, second, companions))
