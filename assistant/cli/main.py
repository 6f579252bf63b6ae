"""The `further` command: words on a command line in, answers, an index, a page or figures out.

The contract for scripts. Exit status: 0 answered or abstained, 1 the world failed, 2 misuse, 3 a quotation that was
checked is not the report's; what went wrong stands in one line on stderr. What costs seconds is imported by the verb
that needs it. Verbs that do not ask live beside this file.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import brief, citations, doctor, facts, introduction, library, maintenance, mcp, users
from assistant.cli.terminal import (
    AsJson,
    Documents,
    Index,
    Library,
    Misused,
    Ocr,
    Only,
    Pages,
    Password,
    assistant_over,
    complain,
    kept_of,
    opened_of,
    reports_of,
)
from assistant.question_text import checked
from corpus.collector import look_seldom
from corpus.errors import FurtherError
from corpus.opening import opening

app = typer.Typer(
    name="further",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawing boxes costs as much as all else that --help does
)


# numpy reads this when it is first imported. A second thread saves a question one or two milliseconds on an idle
# machine, costs twice the work, and on a busy one the two wait for each other for longer than all else takes.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EFBIG)


def _version(asked: bool) -> None:
    if asked:
        from importlib import metadata

        print(f"further {metadata.version('further-assistant')}")
        raise typer.Exit


@app.callback()
def further(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Ask a report in its own words: answers quote it exactly and say where the words stand."""


@app.command()
def chat(
    host: Annotated[
        str, typer.Option(help="Address to serve at; others than this machine's own open it to the network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve at.", min=1, max=65535)] = 7860,
    known_as: Annotated[
        list[str] | None,
        typer.Option("--known-as", metavar="NAME", help="A name under which browsers reach this machine; repeatable."),
    ] = None,
    login: Annotated[
        bool | None,
        typer.Option(
            "--login/--no-login",
            help="Whether people have to sign in; if nothing is said, where others than this machine can reach it.",
        ),
    ] = None,
    users_file: users.File = None,
    uploads: Annotated[
        bool, typer.Option("--uploads/--no-uploads", help="Whether people may open files of their own.")
    ] = True,
    document: Documents = None,
    library: Library = None,
    only: Only = None,
    index: Index = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
    feedback: Annotated[
        Path | None,
        typer.Option(
            "--feedback",
            metavar="FILE.jsonl",
            help="Ask whether answers helped; add verdict and question to this file.",
        ),
    ] = None,
    api: Annotated[bool, typer.Option("--api", help="Let programs in too: /api/v1, and MCP at /mcp.")] = False,
    keep_own: Annotated[
        bool,
        typer.Option("--keep-own", help="Keep what people open under their login, until they remove it."),
    ] = False,
    writer: introduction.Writer = None,
    writer_model: introduction.Model = "",
    writer_anywhere: introduction.Anywhere = False,
) -> None:
    """Ask in the browser."""
    if feedback and (feedback.is_dir() or not feedback.absolute().parent.is_dir()):
        found = "is a folder" if feedback.is_dir() else "lies in a folder that is not there"
        raise Misused(f"--feedback {feedback} {found}. Name a file in a folder that exists.")
    who = users.who_may_sign_in(host, known_as or (), login, users_file)
    if keep_own and not (who and uploads):
        why = "nobody opens files where --no-uploads is said" if who else "nobody has to sign in; say --login"
        raise Misused(f"--keep-own keeps documents under the login of who opened them, but {why}, or leave it out.")
    model = introduction.model_of(writer, writer_model, anywhere=writer_anywhere) if writer else None
    from assistant.screens.kept_own import usual_folder
    from assistant.screens.serve import serve
    from assistant.startup import open_assistant

    opened = opening(password, pages, ocr)
    reports, kept = opened_of(document, library, only, opened)
    serve(
        reports,
        lambda say: open_assistant(reports, say, kept, index),
        host,
        port,
        feedback,
        opened,
        known_as or (),
        who,
        kept,
        uploads=uploads,
        doors=api,
        keep_own=usual_folder() if keep_own else None,
        writer=model,
    )


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    as_json: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE.jsonl", help="Conversations, one a line: id, turns.")
    ] = None,
    document: Documents = None,
    library: Library = None,
    only: Only = None,
    index: Index = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
    writer: introduction.Writer = None,
    writer_model: introduction.Model = "",
    writer_anywhere: introduction.Anywhere = False,
) -> None:
    """Ask one question, or a file of conversations."""
    from assistant.answer_json import answer_object
    from assistant.cli.answer_text import answer_text
    from assistant.cli.batch import conversations, converse

    if writer and batch:
        raise Misused("--writer introduces one answer. Leave --batch or --writer out.")
    if (question is None) == (batch is None):
        raise Misused('Give one question, or --batch FILE.jsonl: further ask "How many people were interviewed?"')
    if batch is None:
        assert question is not None
        checked(question)
        model = introduction.model_of(writer, writer_model, anywhere=writer_anywhere) if writer else None
        assistant = assistant_over(document, opening(password, pages, ocr), kept_of(document, library, only), index)
        answer = assistant.answer(question)
        if model:
            print(introduction.introduced(answer, model, assistant, as_json=as_json))
            return
        print(json.dumps(answer_object(answer), ensure_ascii=False) if as_json else answer_text(answer))
        return
    good, faults = conversations(batch)
    kept = kept_of(document, library, only) if good else {}
    batched = assistant_over(document, opening(password, pages, ocr), kept, index) if good else None
    for _, identity, turns in good:
        assert batched is not None
        print(json.dumps(answer_object(converse(batched, turns), identity), ensure_ascii=False), flush=True)
    if faults:
        raise Misused("\n".join(faults))


@app.command()
def source(
    document: Annotated[Path | None, typer.Option("--document", metavar="PATH", help="Another document.")] = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
    as_json: AsJson = False,
) -> None:
    """Print the canonical text that quotes are cut from, so that anyone can check a quote."""
    report = reports_of([document] if document else None, opening(password, pages, ocr))[0]
    written = {"title": report.title, "edition": report.edition, "sha256": report.sha256, "text": report.text}
    print(json.dumps(written, ensure_ascii=False) if as_json else report.text)


app.command()(brief.brief)
app.command()(citations.cases)
app.command()(citations.check)
app.command()(citations.cite)
app.command()(doctor.doctor)
app.command()(facts.facts)
app.command()(maintenance.index)
app.command(name="eval")(maintenance.evaluate)
app.command()(maintenance.questions)
app.command()(mcp.mcp)
app.add_typer(users.app, name="user")
app.command()(library.add)
app.command(name="list")(library.show)
app.command()(library.remove)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command's entry: `arguments` without the program's name; None takes them from the command line."""
    os.environ.setdefault(*_ONE_THREAD)
    look_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        # A verb that leaves with a status of its own is not raised here but returned.
        left = typer.main.get_command(app).main(
            args=list(arguments) if arguments is not None else None, prog_name="further", standalone_mode=False
        )
        status = left if isinstance(left, int) else 0
        sys.stdout.flush()
    except FurtherError as told:
        status = complain(str(told), told.status)
    except typer.Exit as leave:
        status = leave.exit_code
    except typer.TyperException as misuse:
        status = complain(_sentence(misuse), 2)
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    except BrokenPipeError:
        sys.stderr.close()
        status = 1
    except OSError as error:
        if error.errno not in _NO_ROOM or error.filename:
            raise
        status = complain("What was found cannot be written: the disk is full. Make room, or write elsewhere.", 1)
        with Path(os.devnull).open("wb") as nowhere:  # what is left in the buffer would be tried again at the end
            os.dup2(nowhere.fileno(), 1)
    sys.exit(status)


def _sentence(misuse: typer.TyperException) -> str:
    """What typer found wrong with the options, in one line."""
    format_message = getattr(misuse, "format_message", None)
    found = str(format_message() if format_message else misuse).rstrip(".")
    return f"{found}. See further --help." if found else ""
