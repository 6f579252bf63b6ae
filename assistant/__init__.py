"""Ask a report in its own words, from Python.

    from assistant import open_assistant

    assistant = open_assistant("study.pdf")
    answer = assistant.ask("How many people were interviewed?")
    for citation in answer.citations:
        print(citation.quote.text, citation.quote.page)
    print(assistant.cite(answer.citations, "chicago"))

`check`, `cite`, `cases` and `brief` need no model: `open_documents("study.pdf")` has them at once.

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
    from assistant.briefing.pack import Pack
    from assistant.case_studies.case_rows import Row
    from assistant.checking.checker import Outcome, Verdict
    from assistant.documents import Documents
    from assistant.errors import FurtherError, Misuse, WorldFailure
    from corpus.report import Report

    __version__: str

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Documents",
    "FurtherError",
    "Misuse",
    "Outcome",
    "Pack",
    "Reason",
    "Row",
    "Status",
    "Turn",
    "Verdict",
    "WorldFailure",
    "__version__",
    "open_assistant",
    "open_documents",
]

_ROOMS = {
    "assistant.answer": ("Answer", "Citation", "Reason", "Status", "Turn"),
    "assistant.assistant": ("Assistant",),
    "assistant.briefing.pack": ("Pack",),
    "assistant.case_studies.case_rows": ("Row",),
    "assistant.checking.checker": ("Outcome", "Verdict"),
    "assistant.documents": ("Documents",),
    "assistant.errors": ("FurtherError", "Misuse", "WorldFailure"),
}


def open_assistant(*documents: str | Path) -> Assistant:
    """An assistant over these files (PDF, Word, HTML, Markdown, text), or over the shipped report where none is named.

    Loads the models and opens each document's index, or builds it: seconds, for a long document minutes the first time.
    Raises FurtherError: a file that cannot be read, a model that is damaged.
    """
    from assistant.startup import open_assistant as over

    return over(_reports(documents), lambda _line: None)


def open_documents(*documents: str | Path) -> Documents:
    """The same files for all that needs no model: `check`, `cite`, `cases`, `brief`. Hundredths of a second for the
    shipped report; what cannot be read raises FurtherError."""
    from assistant.documents import Documents

    return Documents(_reports(documents))


def _reports(documents: tuple[str | Path, ...]) -> list[Report]:
    from corpus.reading import read_report, read_shipped

    return [read_report(path) for path in dict.fromkeys(map(Path, documents))] or [read_shipped()]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib import metadata

        return metadata.version("further-assistant")
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
