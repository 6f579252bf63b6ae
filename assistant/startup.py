"""Reports in, an `Assistant` ready to answer out: the slow part of starting, with a line for whatever takes time.

A report that somebody brings along gets an assistant of its own, or beside what is there; nothing of it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from corpus.readers_questions import readers_questions
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.assistant import Assistant

MEANING, LANGUAGES = "meaning", "languages"  # what is made of a document that can be found by words already


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


def assistants_over(report: Report, other: Assistant, progress: Callable[[str, int, int], None]) -> Iterator[Assistant]:
    """Each knows more than the one before: words alone, at once; then meaning, word piece by word piece; then all,
    other languages among it. `other` lends its models. `progress` hears (what is made, texts done, texts in all) of the
    next one; what it raises ends the work."""
    from assistant.assistant import Assistant
    from index.embeddings import by_words, with_pieces, with_vectors
    from index.passage_index import PassageIndex

    encoder, second = other.index.encoder, other.index.second
    yield Assistant(PassageIndex([report], [by_words(report, encoder)], encoder))
    embedded = with_pieces(report, encoder, partial(progress, MEANING))
    yield Assistant(PassageIndex([report], [embedded], encoder))
    embedded = with_vectors(report, embedded, encoder, second, partial(progress, LANGUAGES))
    yield Assistant(PassageIndex([report], [embedded], encoder, second))


def assistant_beside(own: Assistant, other: Assistant) -> Assistant:
    """Over the documents of both, `other`'s first; `own` is the last of `assistants_over` with its models."""
    from assistant.assistant import Assistant

    return Assistant(other.index.beside(own.index))
