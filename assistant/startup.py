"""Reports in, an `Assistant` ready to answer out: the slow part of starting, with a line for whatever takes time.

A report that somebody brings along gets an assistant of its own, or beside what is there; nothing of it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from corpus.readers_questions import ReadersQuestions, readers_questions
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.collection.folder import Kept
    from index.encoder import Encoder
    from index.first_stage import Keep
    from index.multilingual import Multilingual

_FIRST_STAGE = ".first-stage"  # the folder beside a library's documents by which the nearest of many are found
MEANING, LANGUAGES = "meaning", "languages"  # what is made of a document that can be found by words already


def open_assistant(
    reports: Sequence[Report],
    say: Callable[[str], None],
    kept: Mapping[str, Kept] | None = None,
    milvus: str | None = None,
) -> Assistant:
    """Loads the models (seconds) and opens or builds the index of each report. `kept`: those of a library, by name,
    whose index and companions lie there; `milvus`: the address of one, in which many are looked for. Raises
    DamagedModel, Misuse (no address), NoMilvus."""
    keep = _keep(kept, milvus)
    say("Loading the model…")
    from assistant.assistant import Assistant
    from index.embeddings import open_embedded
    from index.passage_index import PassageIndex

    encoder, second = _both()
    library = kept or {}
    companions = [_companion(report, library.get(report.name)) for report in reports]
    for report, companion in zip(reports, companions, strict=True):
        for fault in companion.faults:
            say(f"Readers' questions of {report.name}, {fault}; left out.")
    embedded = []
    for number, (report, companion) in enumerate(zip(reports, companions, strict=True), 1):
        if library:
            say(f"Opening document {number} of {len(reports)}")
        folder = library[report.name].folder if report.name in library else None
        embedded.append(open_embedded(report, companion, encoder, second, say, folder=folder)[0])
    return Assistant(PassageIndex(reports, embedded, encoder, second, companions, keep=keep))


def _keep(kept: Mapping[str, Kept] | None, milvus: str | None) -> Keep | None:
    """Where that lies by which the nearest of many documents are found: in Milvus, beside a library's documents; None
    in memory."""
    from index.first_stage import InFolder

    if milvus:
        from index.milvus_search import InMilvus

        return InMilvus(milvus)
    return InFolder(next(iter(kept.values())).folder.parent / _FIRST_STAGE) if kept else None


class Models:
    """Loaded when they are first asked for, and once."""

    def __init__(self) -> None:
        self._held: tuple[Encoder, Multilingual | None] | None = None

    def loaded(self, say: Callable[[str], None]) -> tuple[Encoder, Multilingual | None]:
        """Raises DamagedModel."""
        if self._held is None:
            say("Loading the model…")
            self._held = _both()
        return self._held


def _both() -> tuple[Encoder, Multilingual | None]:
    """The encoders, loaded side by side: most of it is reading and computing, which leave Python's lock."""
    from index.multilingual import multilingual_encoder
    from index.sentence_encoder import SentenceEncoder

    with ThreadPoolExecutor(1) as beside:
        second = beside.submit(multilingual_encoder)
        return SentenceEncoder(), second.result()


def _companion(report: Report, kept: Kept | None) -> ReadersQuestions:
    return readers_questions(kept.at_its_file if kept else report)


def embed_kept(
    kept: Kept, before: Kept | None, encoder: Encoder, second: Multilingual | None, say: Callable[[str], None]
) -> None:
    """Makes the index of a library's document where it is not there. What an ended run made is taken up again; of
    `before`, another edition of it, the passages that it shares are not encoded anew. Raises OSError: not saved."""
    from index.embeddings import NOT_SAVED, open_embedded, saved_embedded
    from index.kept_vectors import KeptVectors, SparingEncoder, SparingSecond

    made = KeptVectors(encoder, second, kept.folder)
    if before:
        questions = readers_questions(before.at_its_file)
        if embedded := saved_embedded(before.report, questions, encoder, second, before.folder):
            made.learn(before.report, embedded)

    def heard(line: str) -> None:
        if line.startswith(NOT_SAVED):
            raise OSError(line)
        say(line)

    sparing = SparingSecond(second, made) if second else None
    companion = readers_questions(kept.at_its_file)
    open_embedded(kept.report, companion, SparingEncoder(encoder, made), sparing, heard, folder=kept.folder)
    made.forget()


def assistants_over(report: Report, other: Assistant, progress: Callable[[str, int, int], None]) -> Iterator[Assistant]:
    """Each knows more than the one before: words alone, at once; then meaning, word piece by word piece; then all,
    other languages among it. `other` lends its models. `progress` hears (what is made, texts done, texts in all) of the
    next one; what it raises ends the work."""
    from assistant.assistant import Assistant
    from index.embeddings import by_words, with_pieces, with_second
    from index.passage_index import PassageIndex

    encoder, second = other.index.encoder, other.index.second
    yield Assistant(PassageIndex([report], [by_words(report, encoder)], encoder))
    embedded = with_pieces(report, encoder, partial(progress, MEANING))
    yield Assistant(PassageIndex([report], [embedded], encoder))
    if second:
        embedded = with_second(report, embedded, second, partial(progress, LANGUAGES))
        yield Assistant(PassageIndex([report], [embedded], encoder, second, questions=other.index.questions))


def assistant_together(own: Sequence[Assistant], other: Assistant, names: Collection[str] | None) -> Assistant:
    """Over documents of `other`, all of them or those of these names, then those of `own`, which `assistants_over` made
    with its models."""
    from assistant.assistant import Assistant

    parts = [*other.index.held(names), *(part for one in own for part in one.index.held())]
    index = other.index.of(parts)
    if index.second is not other.index.second or index.by_words != other.index.by_words:
        return Assistant(index)
    lent = [one for one in other.sources if names is None or one.report.name in names]
    return Assistant(index, [*lent, *(source for one in own for source in one.sources)])
