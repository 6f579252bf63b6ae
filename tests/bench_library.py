"""A folder of documents added as one library, then asked across: seconds a page, and the document of every answer.

`python -m tests.bench_library FOLDER [--count N] [--library FOLDER]` adds the N smallest (all where none is named),
asks over all of them a question made of a sentence of each, and prints how many answers name that document. Adding is
what `further add` does, in this process; a second round over the same folder says what "there already" costs.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from functools import partial
from pathlib import Path

from assistant.assistant import Assistant
from assistant.collection.folder import Kept, Library, files_in
from assistant.startup import Models, embed_kept, open_assistant
from corpus.apart import read_apart
from corpus.opening import WHOLE
from corpus.passages import passages
from corpus.reading import read_report
from corpus.report import Kind, Report
from corpus.unreadable import UnreadableReport

_WORDS = range(14, 30)  # of a sentence that a question is made of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--library", type=Path, dest="kept")
    chosen = parser.parse_args()
    files = list(files_in([chosen.folder]))
    if chosen.count:
        files = sorted(sorted(files, key=lambda path: path.stat().st_size)[: chosen.count])
    library = Library(chosen.kept or Path(tempfile.mkdtemp(prefix="further-bench-")))
    seconds = add(library, files)
    entries = library.entries(ready=True)
    pages = sum(entry.pages for entry in entries)
    print(f"{len(entries)} documents, {pages} pages, {sum(entry.passages for entry in entries)} passages")
    print(f"added in {seconds[0]:.0f} s, {seconds[0] / max(1, pages):.2f} s a page, {seconds[1] / pages:.2f} s of CPU")
    again, cpu = add(library, files)
    print(f"all of them again: {again:.2f} s, {again / len(files):.3f} s a document, {cpu / len(files):.3f} s of CPU")
    size = sum(path.stat().st_size for path in library.folder.rglob("vectors-*"))
    print(f"indexes: {size / 1e6:.0f} MB, {size / 1e3 / max(1, pages):.0f} kB a page")
    ask(library)


def add(library: Library, files: list[Path]) -> tuple[float, float]:
    """Seconds, and seconds of CPU on all cores, the model's loading left out."""
    models = Models()
    held = models.loaded(lambda _: None)
    held[0].load()

    def read(path: Path) -> Report:
        return read_apart(partial(read_report, opening=WHOLE), path, lambda *_: None, lambda: None, usual=600)

    def embed(kept: Kept, before: Kept | None) -> None:
        embed_kept(kept, before, *held, lambda _: None)

    started, worked = time.perf_counter(), cpu_seconds()
    for path in files:
        begun = time.perf_counter()
        try:
            came = str(library.add(path, WHOLE, read, embed, lambda _: None))
        except UnreadableReport as error:
            came = str(error)
        print(f"  {path.name}: {came}, {time.perf_counter() - begun:.1f} s", flush=True)
    return time.perf_counter() - started, cpu_seconds() - worked


def cpu_seconds() -> float:
    """Of this process and of those that read for it."""
    return sum(os.times()[:4])


def ask(library: Library) -> None:
    kept = {entry.name: library.open(entry) for entry in library.entries(ready=True)}
    begun = time.perf_counter()
    assistant = open_assistant([one.report for one in kept.values()], lambda _: None, kept)
    print(f"opened in {time.perf_counter() - begun:.1f} s")
    named, first, took = 0, 0, []
    for name, one in kept.items():
        question = question_of(one.report)
        begun = time.perf_counter()
        documents = found_in(assistant, question)
        took.append(time.perf_counter() - begun)
        named += bool(documents)
        first += documents[:1] == [name]
        print(f"  {question[:90]}\n    {name}: answered from {', '.join(dict.fromkeys(documents)) or 'nowhere'}")
    print(f"{len(kept)} questions: {named} answered, {first} first from the document that the words are of")
    print(f"a question: {sorted(took)[len(took) // 2] * 1000:.0f} ms at the median")


def question_of(report: Report) -> str:
    """The beginning of a sentence from the middle of the document, asked about."""
    sentences = [
        passage.quote.text
        for passage in passages(report)
        if passage.kind is Kind.PARAGRAPH and len(passage.quote.text.split()) in _WORDS
    ]
    words = sentences[len(sentences) // 2].rstrip(".").split()
    return f"What is said about {' '.join(words[2:12])}?"


def found_in(assistant: Assistant, question: str) -> list[str]:
    return [citation.document for citation in assistant.answer(question).citations]


if __name__ == "__main__":
    main()
