"""What the tests share: the shipped report, an encoder one can compute by hand, assistants over both encoders.

Also here: no test touches the user's own cache, and a run that must skip nothing fails when something was skipped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import settings

from assistant.assistant import Assistant
from corpus.reading import read_shipped
from corpus.report import Report
from index.encoder import Encoded, Encoder, Progress
from index.passage_index import PassageIndex
from index.tokens import stems
from index.windows import Window, alone

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.chat_server import Chat

_NOTHING_SKIPPED = "FURTHER_NOTHING_SKIPPED"
# How many examples a property is tried with; `make proof` tries the second.
settings.register_profile("suite", max_examples=60, deadline=None)
settings.register_profile("proof", max_examples=500, deadline=None)
settings.load_profile("suite")


@dataclass(frozen=True)
class HandEncoder:
    """A text's word pieces are its stems, each a vector that points to one of 1,024 boxes, chosen by a digest: texts
    that share words are near. It takes every word for a word, except those in `slips`.
    """

    name: str = "hand"
    weights_sha256: str = hashlib.sha256(b"no weights").hexdigest()
    dimension: int = 1024
    slips: frozenset[str] = frozenset()

    def encode(self, windows: Sequence[Window], progress: Progress | None = None) -> Encoded:
        boxes = [
            [self._box(stem) for stem in stems(f"{window.above} {text}")] for window in windows for text in window.texts
        ]
        pieces = np.array([box for found in boxes for box in found], dtype=np.int64)
        tokens = np.zeros((len(pieces), self.dimension), dtype=np.float32)
        tokens[np.arange(len(pieces)), pieces] = 1
        starts = np.cumsum([0, *map(len, boxes)], dtype=np.int64)
        if progress:
            progress(len(windows), len(windows))
        return Encoded(tokens, pieces, starts)

    def load(self) -> None:
        pass

    def encode_question(self, text: str) -> Encoded:
        return self.encode(alone([text]))

    def knows(self, word: str) -> bool:
        return word not in self.slips

    def _box(self, stem: str) -> int:
        digest = hashlib.blake2b(stem.encode("utf-8", "surrogatepass"), digest_size=4).digest()
        return int.from_bytes(digest) % self.dimension


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Path]:
    """Where indexes are saved as long as tests run, never the user's own cache; programs that they start inherit it.

    It lies in pytest's cache, so that only the first run waits for the real index, and proves that a saved one is used
    rightly ever after.
    """
    kept = pytestconfig.pluginmanager.has_plugin("cacheprovider")
    home = Path(pytestconfig.cache.mkdir("further-home")) if kept else tmp_path_factory.mktemp("home")
    folder = home / "further"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(folder))
        patch.setenv("XDG_CACHE_HOME", str(home))
        data = tmp_path_factory.mktemp("data")  # no library there, unless a test adds to it
        patch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(data))
        patch.setenv("XDG_DATA_HOME", str(data))
        patch.delenv("FURTHER_LIBRARY", raising=False)
        yield folder


@pytest.fixture(scope="session")
def shipped() -> Report:
    return read_shipped()


@pytest.fixture(scope="session")
def hand_encoder() -> Encoder:
    return HandEncoder()


@pytest.fixture(scope="session")
def named_encoder() -> Callable[[str], Encoder]:
    """The hand encoder under another name: to a saved index, another model."""
    return HandEncoder


@pytest.fixture(scope="session")
def assistant(shipped: Report, hand_encoder: Encoder) -> Assistant:
    """Over the shipped report, by the hand encoder: it finds by words alone."""
    return Assistant(PassageIndex.build([shipped], hand_encoder))


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    """For tests marked `model`: seconds to load."""
    from index.sentence_encoder import SentenceEncoder

    return SentenceEncoder()


@pytest.fixture(scope="session")
def exact_encoder() -> Encoder:
    """The same in single precision, whatever the processor."""
    from index.sentence_encoder import SentenceEncoder

    return SentenceEncoder(exact=True)


@pytest.fixture(scope="session")
def real_assistant(shipped: Report, cache: Path) -> Assistant:
    """For tests marked `model`: what a person gets who types `make chat`."""
    from assistant.startup import open_assistant

    with FileLock(cache / "building.lock"):  # of two processes that test, one builds the index and the other opens it
        return open_assistant([shipped], print)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from tests.chromium import chromium  # the other tests need no playwright

    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """The page over scripted answers, for walks that each begin as somebody new."""
    from tests.chat_server import chat

    folder = tmp_path_factory.mktemp("scripted")
    with chat(folder, "--scripted", "--feedback", str(folder / "verdicts.jsonl")) as running:
        yield running


@pytest.fixture(scope="session")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """The page over the assistant itself and the hand encoder; verdicts beside what it prints."""
    from assistant.screens.interface_text import READY
    from tests.chat_server import chat

    folder = tmp_path_factory.mktemp("by-hand")
    with chat(folder, "--by-hand", "--feedback", str(folder / "verdicts.jsonl")) as running:
        running.wait_until_printed(READY)
        yield running


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if skipped := _skipped(config):
        terminalreporter.write_line(f"{_NOTHING_SKIPPED} is set, but skipped: {', '.join(skipped)}", red=True)


def _skipped(config: pytest.Config) -> list[str]:
    """Tests and whole files that were skipped in a run that must skip nothing."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get(_NOTHING_SKIPPED) or reporter is None:
        return []
    return sorted({report.nodeid for report in reporter.stats.get("skipped", [])})
