"""Ask a report in its own words, from Python.

    from assistant import open_assistant

    assistant = open_assistant("study.pdf")
    answer = assistant.answer("How many people were interviewed?")
    for citation in answer.citations:
        print(citation.quote.text, citation.quote.page)

Every quote was cut from the document: `report.text[quote.span.start : quote.span.end] == quote.text`. An answer without
citations means that the documents do not say; `answer.message` says so. What goes wrong for a person's reasons (a file,
a question) is a `FurtherError`, whose text is one line to show. Nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Reason, Status, Turn
    from assistant.assistant import Assistant
    from assistant.errors import FurtherError, Misuse, WorldFailure

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "FurtherError",
    "Misuse",
    "Reason",
    "Status",
    "Turn",
    "WorldFailure",
    "open_assistant",
]

_ROOMS = {
    "assistant.answer": ("Answer", "Citation", "Reason", "Status", "Turn"),
    "assistant.assistant": ("Assistant",),
    "assistant.errors": ("FurtherError", "Misuse", "WorldFailure"),
}


def open_assistant(*documents: str | Path) -> Assistant:
    """An assistant over these files (PDF, Word, HTML, Markdown, text), or over the shipped report where none is named.

    Loads the models and opens each document's index, or builds it: seconds, for a long document minutes the first time.
    Raises FurtherError: a file that cannot be read, a model that is damaged.
    """
    from assistant.startup import open_assistant as over
    from corpus.reading import read_report, read_shipped

    reports = [read_report(path) for path in dict.fromkeys(map(Path, documents))] or [read_shipped()]
    return over(reports, lambda _line: None)


def __getattr__(name: str) -> Any:
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
