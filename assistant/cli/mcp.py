"""The verb for assistants that speak the Model Context Protocol: serve it over standard input and output."""

from __future__ import annotations

import os
import sys
from importlib import metadata, util
from typing import Annotated

import typer

from assistant.cli.terminal import Documents, Failed, Ocr, Pages, Password, reports_of
from corpus.opening import opening

MISSING = "This needs the package mcp, which is not installed. Install it: pip install 'further-assistant[mcp]'"


def mcp(
    document: Documents = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print no progress on stderr.")] = False,
) -> None:
    """Serve an assistant that speaks MCP, over standard input and output."""
    if util.find_spec("mcp") is None:
        raise Failed(MISSING)
    reports = reports_of(document, opening(password, pages, ocr))
    os.environ.setdefault("OTEL_SDK_DISABLED", "true")
    from assistant import documents as desk
    from assistant.mcp_server import mcp_server
    from assistant.screens.worker import Worker
    from assistant.startup import open_assistant

    # Standard output holds the protocol alone: whatever else is printed goes where progress goes.
    worker = Worker(lambda say: open_assistant(reports, say), heard=_silent if quiet else _tell)
    server = mcp_server(desk.Documents(reports), worker, metadata.version("further-assistant"))
    worker.start()
    server.run("stdio")
    sys.stderr.flush()
    os._exit(0)  # the thread that loads the model may be deep in an import


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _silent(_line: str) -> None:
    pass
