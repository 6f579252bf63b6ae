"""Memory of a process that opens and closes a document again and again, as the page does: `python -m tests.bench_memory
FILE [--times 20] [--by-hand]` prints resident megabytes after each closing, and the last against the fifth."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from assistant.assistant import Assistant
from assistant.screens.own_documents import Own, OwnDocuments
from assistant.screens.page import _assistant_together, _assistants_over, _load
from assistant.screens.worker import Worker
from assistant.startup import open_assistant
from corpus.reading import read_shipped
from tests.chat_server import _assistant_by_hand

_FIFTH = 5
_LONGEST = 3600  # seconds for one document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--by-hand", action="store_true")
    chosen = parser.parse_args()
    worker = Worker(
        lambda say: _assistant_by_hand([read_shipped()]) if chosen.by_hand else open_assistant([read_shipped()], say),
        lambda _: None,
    )
    worker.start()
    documents = OwnDocuments(worker, _assistants_over, _assistant_together, load=_load)
    content = chosen.file.read_bytes()
    sizes: list[float] = []
    for number in range(1, chosen.times + 1):
        begun = time.monotonic()
        key = documents.open(chosen.file.name, content)
        own = documents.of(key)
        assert own
        wait(own, documents, key)
        assert isinstance(own.assistant, Assistant)
        own.assistant.answer("What is this about?")
        opened = resident()
        documents.close(key)
        del own
        time.sleep(3)  # what is given back is given back soon, not at once
        sizes.append(resident())
        took = time.monotonic() - begun
        print(f"{number}: {opened:.0f} MB open, {sizes[-1]:.0f} MB closed, {took:.0f} s", flush=True)
    if len(sizes) >= _FIFTH:
        print(f"after the last against after the fifth: {sizes[-1] / sizes[_FIFTH - 1]:.3f}")


def wait(own: Own, documents: OwnDocuments, key: str) -> None:
    latest = time.monotonic() + _LONGEST
    while own.stage and time.monotonic() < latest:
        if own.failure:
            raise SystemExit(str(own.failure))
        documents.of(key)
        time.sleep(0.1)


def resident() -> float:
    """Megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
