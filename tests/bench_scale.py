"""The first stage at one thousand to a million passages: milliseconds, recall, bytes and seconds a passage.

`python -m tests.bench_scale LIBRARY [--sizes 1000,10000,…] [--milvus ADDRESS] [--leads]`. Passages of a library's
documents, enlarged: a vector is a mixture of two real ones, at least half of one, with noise of half its length, so
that nearest neighbours lie as far from each other as real ones (printed); words are the first half of one passage's and
the second half of another's. Questions are those of `tests/questions/un`. Each size is asked in a process of its own,
as it is opened from the disk, beside flat search of FAISS as LangChain's store has it (L2, float32, the dimension of
MiniLM). `--leads` first asks the library itself: how often the answer that leads is the one that leads where all
documents are asked.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import faiss
import numpy as np

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.collection.folder import Library
from assistant.startup import open_assistant
from index.encoder import Matrix, unit
from index.first_stage import FirstStage, InFolder, Keep, Pooled
from index.multilingual import multilingual_encoder
from index.question_vectors import QuestionVectors
from index.sentence_encoder import SentenceEncoder
from index.tokens import stems
from index.vector_search import FLAT

SETS = Path(__file__).parent / "questions" / "un"
_COUNT = 100  # questions at each size, and the nearest of which the recall is
_A_DOCUMENT = 850  # passages; UN reports have about as many
_NOISE = 0.5
_EVEN = 1e-4  # by which a cosine may lie below the hundredth one's: half figures round, and passages are printed twice
_EVERY = 8  # of the questions that are asked over the library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="LIBRARY", type=Path)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--milvus", default="")
    parser.add_argument("--without-second", action="store_true", help="spare the longer of both vectors")
    parser.add_argument("--leads", action="store_true", help="ask the library itself, too")
    parser.add_argument("--asked", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.asked:
        print(json.dumps(asked(chosen.folder, chosen.asked, chosen.milvus)))
        return
    library = Library(chosen.folder)
    kept = {entry.name: library.open(entry) for entry in library.entries(ready=True)}
    assistant = open_assistant([one.report for one in kept.values()], lambda _: None, kept)
    print(f"{len(kept)} documents, {len(assistant.index.passages)} passages")
    if chosen.leads:
        same_leads(assistant)
    for size in map(int, filter(None, chosen.sizes.split(","))):
        measure(assistant, size, chosen.milvus, second=not chosen.without_second)


def measure(assistant: Assistant, size: int, milvus: str, *, second: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="further-scale-") as place:
        folder = Path(place)
        held = assistant.index.held()
        np.save(folder / "meaning.npy", enlarged(np.concatenate([one.passages.means() for _, one, _ in held]), size))
        if second:
            across = np.concatenate([one.passages_across.vectors for _, one, _ in held])
            np.save(folder / "across.npy", enlarged(across, size))
        real = [stems(passage.quote.text) for passage in assistant.index.passages]
        with (folder / "words.txt").open("w", encoding="utf-8") as file:
            file.writelines(" ".join(words) + "\n" for words in mixed(real, size))
        begun = time.process_time()
        stage(folder, size, milvus, None).prepare()
        seconds = time.process_time() - begun
        disk = sum(path.stat().st_size for path in (folder / "kept").rglob("*") if path.is_file())
        command = [sys.executable, "-m", "tests.bench_scale", place, "--asked", str(size), "--milvus", milvus]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        where = f"{disk / size:.0f} bytes a passage on the disk" if disk else "in memory"
        print(f"{size:,} passages: made in {seconds:.1f} s of CPU ({seconds / size * 1e6:.0f} µs a passage), {where}")
        print("  " + ", ".join(f"{name} {value:.3g}" for name, value in found.items()), flush=True)


def asked(folder: Path, size: int, milvus: str) -> dict[str, Any]:
    """In a process of its own. Milliseconds of CPU, which a busy machine does not lengthen, or where Milvus works
    elsewhere of time; memory in megabytes."""
    clock = time.perf_counter if milvus else time.process_time
    encoder, second = SentenceEncoder(), multilingual_encoder()
    assert second
    questions = QuestionVectors(encoder, second)
    before, begun = resident(), clock()
    first = stage(folder, size, milvus, questions)
    first.prepare()
    out: dict[str, Any] = {"opened in": 1000 * (clock() - begun)}
    encoding, searching, places = [], [], []
    for text in first_turns()[:: max(1, len(first_turns()) // _COUNT)][:_COUNT]:
        begun = clock()
        encoded, across = questions.of_both(text)
        meaning, seen = encoded.means()[0], across()
        between = clock()
        first.documents([text])
        searching.append(clock() - between)
        encoding.append(between - begun)
        assert seen
        places.append({"meaning": meaning, "across": seen.vectors[0]})
    out |= {"encoding p50": 1000 * float(np.median(encoding))}
    out |= {f"first stage p{share}": 1000 * float(np.percentile(searching, share)) for share in (50, 95)}
    out["memory"] = (resident() - before) / 1e6
    for name, found in (("meaning", first.meaning), ("across", first.across)):
        if not found:
            continue
        vectors = np.load(folder / f"{name}.npy", mmap_mode="r")
        shares = []
        for of in places:
            cosines = vectors @ of[name]
            least = np.partition(cosines, -_COUNT)[-_COUNT] - _EVEN
            shares.append(float((cosines[found.nearest(of[name], 1000)[:_COUNT]] >= least).mean()))
        out[f"recall {name}"] = float(np.mean(shares))
        out[f"neighbour {name}"] = neighbour(np.asarray(vectors[-2000:]), np.asarray(vectors))
        flat = faiss.IndexFlatL2(vectors.shape[1])
        flat.add(np.asarray(vectors))
        took = []
        for of in places:
            begun = clock()
            flat.search(of[name][None], 4)
            took.append(clock() - begun)
        out[f"FAISS flat p50, {vectors.shape[1]} dimensions"] = 1000 * float(np.median(took))
    return out


def neighbour(some: Matrix, among: Matrix) -> float:
    """The median cosine of a vector with the nearest other one."""
    return float(np.median(np.sort(some[:100] @ among.T, axis=1)[:, -2]))


def stage(folder: Path, size: int, milvus: str, questions: QuestionVectors | None) -> FirstStage:
    """Over what lies in the folder."""
    pooled = Pooled(
        "bench",
        np.r_[np.arange(0, size, _A_DOCUMENT), size],
        lambda: np.load(folder / "meaning.npy"),
        (lambda: np.load(folder / "across.npy")) if (folder / "across.npy").exists() else None,
        lambda: (line.split() for line in (folder / "words.txt").open(encoding="utf-8")),
    )
    return FirstStage(pooled, questions or QuestionVectors(SentenceEncoder(), None), keep_at(folder, milvus))


def keep_at(folder: Path, milvus: str) -> Keep:
    if not milvus:
        return InFolder(folder / "kept")
    from index.milvus_search import InMilvus

    return InMilvus(milvus)


def enlarged(vectors: Matrix, count: int) -> Matrix:
    """The real ones first, as far as there is room."""
    chance = np.random.default_rng(7)
    vectors = vectors[np.linalg.norm(vectors, axis=1) > 0]
    out = np.empty((count, vectors.shape[1]), dtype=np.float32)
    out[: len(vectors)] = vectors[:count]
    for start in range(len(vectors), count, FLAT):
        size = min(FLAT, count - start)
        one, other = vectors[chance.integers(len(vectors), size=(2, size))]
        share = chance.uniform(0.5, 1, (size, 1)).astype(np.float32)
        noise = chance.standard_normal((size, vectors.shape[1]), dtype=np.float32)
        noise *= np.float32(_NOISE / math.sqrt(vectors.shape[1]))
        out[start : start + size] = unit(share * one + (1 - share) * other + noise)
    return out


def mixed(words: Sequence[Sequence[str]], count: int) -> Iterator[Sequence[str]]:
    chance = np.random.default_rng(7)
    for first, second in chance.integers(len(words), size=(count, 2)):
        one, other = words[first], words[second]
        yield [*one[: len(one) // 2], *other[len(other) // 2 :]]


def first_turns() -> list[str]:
    return [item["turns"][0] for item in items()]


def items() -> list[dict[str, Any]]:
    paths = sorted(SETS.glob("*.jsonl"), key=lambda path: int(path.stem.split("_")[1]))
    return [json.loads(line) for path in paths for line in path.open(encoding="utf-8")]


def same_leads(assistant: Assistant) -> None:
    """How often what leads the answer is what leads where all documents are asked, and is right to lead: it is the
    document that the question was written over, told by the words that answer."""
    texts = {report.name: report.text for report in assistant.reports}
    same = right = right_all = within = count = told = 0
    begun = [0.0, 0.0]
    for item in items()[::_EVERY]:
        words = [gold["text"] for gold in item.get("gold", [])]
        homes = {name for name, text in texts.items() if words and all(one in text for one in words)}
        start = time.perf_counter()
        some = assistant.answer(item["turns"][0])
        begun[0] += time.perf_counter() - start
        with patch("assistant.sources.several.MANY", len(texts)):
            start = time.perf_counter()
            whole = assistant.answer(item["turns"][0])
            begun[1] += time.perf_counter() - start
        count += 1
        same += _leading(some) == _leading(whole)
        if homes and len(item["turns"]) == 1:
            told += 1
            within += bool(homes & {one.document for one in some.by_source})
            right += _leading(some)[:1] != () and _leading(some)[0][0] in homes
            right_all += _leading(whole)[:1] != () and _leading(whole)[0][0] in homes
    print(
        f"{count} questions: led by the same answer {same / count:.3f}; of {told} whose document is known, it is among"
    )
    print(f"those asked {within / told:.3f}, leads {right / told:.3f} (all asked: {right_all / told:.3f})")
    print(f"seconds an answer: {begun[0] / count:.2f}, all asked {begun[1] / count:.2f}", flush=True)


def _leading(answer: Answer) -> tuple[tuple[str, int], ...]:
    """What it quotes; () where it is silent."""
    return tuple((one.document, one.quote.span.start) for one in answer.citations)


def resident() -> int:
    """Bytes of memory that are this process's, what is mapped and was read among them. Linux alone tells them here."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0


if __name__ == "__main__":
    main()
