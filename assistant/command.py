"""The `further` command: words on a command line in, answers, an index, a page or figures out.

The contract for scripts. Exit status: 0 answered or abstained, 1 the world failed, 2 misuse; what went wrong stands in
one line on stderr. What costs seconds is imported by the verb that needs it.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.contract import answer_object
from assistant.question import UnusableQuestion, checked
from assistant.rendering import answer_text
from corpus.reading import read_report, read_shipped
from corpus.report import Report
from corpus.unreadable import UnreadableReport

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.conversation import Assistant

app = typer.Typer(
    name="further",
    help="Ask a report in its own words: answers quote it exactly and say where the words stand.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_Documents = Annotated[
    list[Path] | None,
    typer.Option("--document", metavar="PATH", help="Answer over this PDF, Markdown or text file instead; repeatable."),
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


class _Failed(Exception):
    """The world failed: one line for the person, exit status 1."""


class _Misused(Exception):
    """The command was misused: one line for the person, exit status 2."""


@app.command()
def chat(
    host: Annotated[
        str, typer.Option(help="Address to serve at; others than this machine's own open it to the network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve at.", min=1, max=65535)] = 7860,
    document: _Documents = None,
) -> None:
    """Ask in the browser."""
    import ui
    from assistant.opening import open_assistant

    reports = _reports(document)
    ui.serve(reports, lambda say: open_assistant(reports, say), host, port)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    as_json: _Json = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE.jsonl", help="Conversations, one a line: id, turns.")
    ] = None,
    document: _Documents = None,
) -> None:
    """Ask one question, or a file of conversations."""
    if (question is None) == (batch is None):
        raise _Misused('Give one question, or --batch FILE.jsonl: further ask "How many people were interviewed?"')
    if batch is None:
        assert question is not None
        checked(question)
        assistant = _assistant(document)
        answer = assistant.answer(question)
        print(json.dumps(answer_object(answer), ensure_ascii=False) if as_json else answer_text(answer))
        return
    conversations, faults = _conversations(batch)
    batched = _assistant(document) if conversations else None
    for _, identity, turns in conversations:
        assert batched is not None
        print(json.dumps(answer_object(_converse(batched, turns), identity), ensure_ascii=False), flush=True)
    if faults:
        raise _Misused("\n".join(faults))


@app.command()
def source(
    document: Annotated[Path | None, typer.Option("--document", metavar="PATH", help="Another document.")] = None,
    as_json: _Json = False,
) -> None:
    """Print the canonical text that quotes are cut from, so that anyone can check a quote."""
    report = _reports([document] if document else None)[0]
    written = {"title": report.title, "edition": report.edition, "sha256": report.sha256, "text": report.text}
    print(json.dumps(written, ensure_ascii=False) if as_json else report.text)


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it anew even where the saved one fits.")] = False,
    document: _Documents = None,
) -> None:
    """Build the index, and say where it lies."""
    reports = _reports(document)
    _say("Loading the model…")
    from corpus.passages import passages
    from corpus.readers_questions import readers_questions
    from index.embedded import open_embedded
    from index.encoder import SentenceEncoder
    from index.multilingual import multilingual_encoder

    encoder, second = SentenceEncoder(), multilingual_encoder()
    for report in reports:
        started = time.perf_counter()
        asked = readers_questions(report)
        _, folder, built = open_embedded(report, asked, encoder, second, _say, rebuild=rebuild)
        _say("")
        done = f"built in {time.perf_counter() - started:.1f} s" if built else "up to date"
        beside = f" and {len(asked.questions)} readers' questions" if asked.questions else ""
        print(f"{report.name}: {len(passages(report))} passages{beside}, {done}, in {folder}")


@app.command(name="eval")
def evaluate(
    question_set: Annotated[Path, typer.Argument(metavar="SET.jsonl", help="A question set.")],
    as_json: _Json = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what went wrong.")] = False,
    document: _Documents = None,
) -> None:
    """Answer a question set and print how right the answers are."""
    from assistant.scoring import intervals, judge

    lines, faults = _conversations(question_set)
    if faults:
        raise _Misused("\n".join(faults))
    items = [json.loads(line) for line in _lines(question_set)]
    if not items:
        raise _Misused(f"{question_set} holds no questions.")
    for (number, _, _), item in zip(lines, items, strict=True):
        if missing := [key for key in ("id", "kind", "answerable", "gold") if key not in item]:
            raise _Misused(
                f"{question_set}, line {number}: lacks {', '.join(missing)}. See the format of question sets."
            )
    assistant = _assistant(document)
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


@app.command()
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

    report = _reports([document] if document else None)[0]
    companion = readers_questions(report)
    if not companion.sha256:
        path = companion_of(report.name)
        try:
            path.write_text(empty_form(report), encoding="utf-8")
        except OSError as error:
            raise _Failed(f"{path} cannot be written ({(error.strerror or str(error)).lower()}).") from error
        print(f"{path}: write questions into it that each passage answers, in any language, then run this again.")
        return
    answered = sum(question.passage is not None for question in companion.questions)
    silent = len(companion.questions) - answered
    print(f"{report.name}: {answered} questions lead to a passage, {silent} are known to have no answer.")
    if companion.faults:
        raise _Failed("\n".join(f"{companion_of(report.name)}, {fault}" for fault in companion.faults))
    if vectors:
        _say("Embedding the questions…")
        from index.multilingual import multilingual_encoder
        from index.ready_made import make_ready

        if second := multilingual_encoder():
            print(f"{make_ready(report, companion, second)}: their vectors under {second.name}.")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command's entry: `arguments` without the program's name; None takes them from the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        typer.main.get_command(app).main(
            args=list(arguments) if arguments is not None else None, prog_name="further", standalone_mode=False
        )
        status = 0
    except (UnusableQuestion, _Misused) as misuse:
        status = _complain(str(misuse), 2)
    except typer.Exit as leave:
        status = leave.exit_code
    except typer.TyperException as misuse:
        status = _complain(_sentence(misuse), 2)
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    except BrokenPipeError:
        sys.stderr.close()
        status = 1
    except Exception as error:
        if not _is_the_world(error):
            raise
        status = _complain(str(error), 1)
    sys.exit(status)


def _is_the_world(error: Exception) -> bool:
    """Whether the error is the world's, to be told in its own line, and not a fault of the program's."""
    if isinstance(error, UnreadableReport | _Failed):
        return True
    return type(error).__name__ in ("DamagedModel", "PortTaken")  # their rooms are slow to import


def _reports(documents: list[Path] | None) -> list[Report]:
    if not documents:
        return [read_shipped()]
    reports = []
    for path in dict.fromkeys(documents):
        report = read_report(path, _pages_read(path))
        for note in report.notes:
            _say("")
            print(f"{report.name}: {note}", file=sys.stderr)
        reports.append(report)
    return reports


def _pages_read(path: Path) -> Callable[[int, int], None]:
    return lambda done, whole: _say(f"Reading {path}: page {done} of {whole}")


def _assistant(documents: list[Path] | None) -> Assistant:
    reports = _reports(documents)
    from assistant.opening import open_assistant

    assistant = open_assistant(reports, _say)
    _say("")
    return assistant


def _scored(
    assistant: Assistant, items: list[dict[str, Any]], lines: list[tuple[int, Any, list[str]]]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The Answer objects of a question set, and the figures that judge them."""
    from assistant.scoring import figures

    answers = [answer_object(_converse(assistant, turns), identity) for _, identity, turns in lines]
    return answers, figures(items, answers, "\n".join(report.text for report in assistant.reports))


def _figure(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _converse(assistant: Assistant, questions: list[str]) -> Answer:
    """The answer to the last question, the others put before it in the same conversation."""
    from assistant.answer import Turn

    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, assistant.answer(question, turns)))
    return turns[-1].answer


def _conversations(path: Path) -> tuple[list[tuple[int, Any, list[str]]], list[str]]:
    """(line number, id, questions) of each good line, and a sentence for each bad one."""
    good: list[tuple[int, Any, list[str]]] = []
    faults: list[str] = []
    for number, line in enumerate(_lines(path, blank=True), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            faults.append(f"{path}, line {number}: not JSON ({error}).")
            continue
        turns = found.get("turns") if isinstance(found, dict) else None
        if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
            faults.append(f'{path}, line {number}: needs "turns", a list of questions.')
            continue
        try:
            for turn in turns:
                checked(turn)
        except UnusableQuestion as unusable:
            faults.append(f"{path}, line {number}: {unusable}")
            continue
        good.append((number, found.get("id"), turns))
    return good, faults


def _lines(path: Path, *, blank: bool = False) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _Failed(f"{path} cannot be read ({(error.strerror or str(error)).lower()}). Check the name.") from error
    except UnicodeDecodeError as error:
        raise _Failed(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from error
    return (line for line in text.split("\n") if blank or line.strip())


def _miss(item: dict[str, Any], answer: dict[str, Any]) -> str:
    first = (answer["quotes"] or [{"text": ""}])[0]["text"]
    wanted = [gold["text"][:50] for gold in item["gold"][:2]]
    return (
        f"{item['id']} {item['kind']} {item['turns']} want={wanted} abstained={answer['abstained']} "
        f"first={first[:80]!r} n={len(answer['quotes'])} confidence={answer['confidence']}"
    )


_said = ""


def _say(line: str) -> None:
    """Progress: one line that is written over on a terminal; elsewhere each line that differs in more than figures."""
    global _said
    kind = re.sub(r"\d+", "#", line)
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="" if kind else "\r", file=sys.stderr, flush=True)
    elif line and kind != _said:
        print(line, file=sys.stderr, flush=True)
    _said = kind


def _sentence(misuse: typer.TyperException) -> str:
    """What typer found wrong with the options, in one line."""
    format_message = getattr(misuse, "format_message", None)
    found = str(format_message() if format_message else misuse).rstrip(".")
    return f"{found}. See further --help." if found else ""


def _complain(line: str, status: int) -> int:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    if line:
        print(line, file=sys.stderr)
    return status
