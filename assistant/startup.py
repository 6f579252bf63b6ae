"""Reports in, an `Assistant` ready to answer out: the slow part of starting, with a line for whatever takes time.

A report that somebody brings along gets an assistant of its own, or beside what is there; nothing of it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.readers_questions import readers_questions
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def open_assistant(reports: Sequence[Report], say: Callable[[str], None]) -> Assistant:
    """Loads the models (seconds) and opens or builds the index of each report. Raises DamagedModel."""
    say("Loading the model…")
    from assistant.assistant import Assistant
    from index.embeddings import open_embedded
    from index.multilingual import multilingual_encoder
    from index.passage_index import PassageIndex
    from index.sentence_encoder import SentenceEncoder

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


def assistant_over(report: Report, other: Assistant, progress: Callable[[int, int], None]) -> Assistant:
    """`other` lends its models. `progress` hears (texts done, texts in all); what it raises ends the work."""
    from assistant.assistant import Assistant
    from index.passage_index import PassageIndex

    index = other.index
    return Assistant(PassageIndex.build([report], index.encoder, index.second, progress=progress))


def assistant_beside(own: Assistant, other: Assistant) -> Assistant:
    """Over the documents of both, `other`'s first; `own` was made by `assistant_over` with the models of `other`."""
    from assistant.assistant import Assistant

    return Assistant(other.index.beside(own.index))
