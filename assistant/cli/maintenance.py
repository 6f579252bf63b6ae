"""The verbs for who keeps a document: build its index, write its readers' questions, judge its answers."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.terminal import (
    AsJson,
    Documents,
    Failed,
    Library,
    Misused,
    Ocr,
    Only,
    Pages,
    Password,
    assistant_over,
    kept_of,
    reports_of,
)
from assistant.progress import Progress
from corpus.atomic_file import save
from corpus.opening import opening

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it anew even where the saved one fits.")] = False,
    document: Documents = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
) -> None:
    """Build the index, and say where it lies."""
    reports = reports_of(document, opening(password, pages, ocr))
    tell = Progress(sys.stderr)
    tell("Loading the model…")
    from corpus.passages import passages
    from corpus.readers_questions import readers_questions
    from index.embeddings import NOT_SAVED, open_embedded
    from index.multilingual import multilingual_encoder
    from index.sentence_encoder import SentenceEncoder

    encoder, second = SentenceEncoder(), multilingual_encoder()
    for report in reports:
        started = time.perf_counter()
        asked = readers_questions(report)
        said: list[str] = []

        def say(line: str, said: list[str] = said) -> None:
            said.append(line)
            tell(line)

        _, folder, built = open_embedded(report, asked, encoder, second, say, rebuild=rebuild)
        tell("")
        done = f"built in {time.perf_counter() - started:.1f} s" if built else "up to date"
        where = "not saved" if any(line.startswith(NOT_SAVED) for line in said) else f"in {folder}"
        beside = f" and {len(asked.questions)} readers' questions" if asked.questions else ""
        print(f"{report.name}: {len(passages(report))} passages{beside}, {done}, {where}")


def evaluate(
    question_set: Annotated[Path, typer.Argument(metavar="SET.jsonl", help="A question set.")],
    as_json: AsJson = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what went wrong.")] = False,
    document: Documents = None,
    library: Library = None,
    only: Only = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
) -> None:
    """Answer a question set and print how right the answers are."""
    from assistant.cli.batch import conversations, lines_of
    from assistant.cli.evaluation import intervals, judge

    lines, faults = conversations(question_set)
    if faults:
        raise Misused("\n".join(faults))
    items = [json.loads(line) for line in lines_of(question_set)]
    if not items:
        raise Misused(f"{question_set} holds no questions.")
    for (number, _, _), item in zip(lines, items, strict=True):
        if missing := [key for key in ("id", "kind", "answerable", "gold") if key not in item]:
            raise Misused(
                f"{question_set}, line {number}: lacks {', '.join(missing)}. See the format of question sets."
            )
    # A set was written over certain documents: the user's own library is not asked unless it is named.
    kept = kept_of(document, library, only, by_itself=False)
    assistant = assistant_over(document, opening(password, pages, ocr), kept)
    answers, found = _scored(assistant, items, lines)
    bare = assistant.without_readers_questions()
    plain = _scored(bare, items, lines)[1] if bare else None
    if as_json:
        beside = {"without_readers_questions": plain} if plain else {}
        print(json.dumps(found | beside, ensure_ascii=False))
        return
    ranges = intervals(items, answers)
    print(f"{'':22} {'':8} {'95 % interval':18}" + ("without readers' questions" if plain else ""))
    for name, value in found.items():
        interval = "{:.3f} to {:.3f}".format(*ranges[name]) if name in ranges else ""
        bare_figure = _figure(plain[name]) if plain else ""
        print(f"{name:22} {_figure(value):8} {interval:18}{bare_figure}".rstrip())
    if misses:
        for item, answer in zip(items, answers, strict=True):
            if not judge(item, answer)["right"]:
                print(f"\n{_miss(item, answer)}")


def questions(
    document: Annotated[
        Path | None, typer.Argument(metavar="[DOCUMENT]", help="A document; else the shipped report.")
    ] = None,
    vectors: Annotated[
        bool, typer.Option("--vectors", help="Also embed them ahead, so that a first start waits less.")
    ] = False,
) -> None:
    """Write the empty readers' questions file of a document, or check the one that lies beside it."""
    from corpus.readers_questions import companion_of, empty_form, readers_questions

    report = reports_of([document] if document else None)[0]
    companion = readers_questions(report)
    if not companion.sha256:
        path = companion_of(report.name)
        save(path, empty_form(report).encode("utf-8"))
        print(f"{path}: write questions into it that each passage answers, in any language, then run this again.")
        return
    answered = sum(question.passage is not None for question in companion.questions)
    silent = len(companion.questions) - answered
    print(f"{report.name}: {answered} questions lead to a passage, {silent} are known to have no answer.")
    if companion.faults:
        raise Failed("\n".join(f"{companion_of(report.name)}, {fault}" for fault in companion.faults))
    if vectors:
        tell = Progress(sys.stderr)
        from index.embeddings import embed
        from index.multilingual import multilingual_encoder
        from index.precomputed import make_ready
        from index.sentence_encoder import SentenceEncoder

        if second := multilingual_encoder(exact=True):  # for every machine
            encoder = SentenceEncoder(exact=True)
            embedded = embed(
                report, companion, encoder, second, lambda done, whole: tell(f"Embedding: {done} of {whole} texts")
            )
            for path in make_ready(report, companion, embedded, encoder, second):
                print(f"{path}: by {encoder.name} and {second.name}.")


def _scored(
    assistant: Assistant, items: list[dict[str, Any]], lines: list[tuple[int, Any, list[str]]]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The Answer objects of a question set, and the figures that judge them."""
    from assistant.answer_json import answer_object
    from assistant.cli.batch import converse
    from assistant.cli.evaluation import figures

    answers = [answer_object(converse(assistant, turns), identity) for _, identity, turns in lines]
    return answers, figures(items, answers, "\n".join(report.text for report in assistant.reports))


def _figure(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _miss(item: dict[str, Any], answer: dict[str, Any]) -> str:
    first = (answer["quotes"] or [{"text": ""}])[0]["text"]
    wanted = [gold["text"][:50] for gold in item["gold"][:2]]
    return (
        f"{item['id']} {item['kind']} {item['turns']} want={wanted} abstained={answer['abstained']} "
        f"first={first[:80]!r} n={len(answer['quotes'])} confidence={answer['confidence']}"
    )
