"""Reports and a way to open the assistant in, a page served until it is stopped.

Imports wait their turn: the port first (a taken one is known at once), then Gradio and the page, and the model only
when the page can be seen.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.collection.accounts import Accounts
from assistant.collection.housekeeping import sweep_indexes
from assistant.progress import Progress
from assistant.screens import interface_text, scratch, server
from assistant.screens.hosts import Hosts
from assistant.screens.worker import Answering, Urgency, Worker
from corpus.opening import WHOLE, Opening

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.assistant import Assistant
    from assistant.collection.folder import Kept
    from assistant.writing.language_model import LanguageModel
    from corpus.report import Report

# Read by the libraries when they are imported: no usage figures, no look-ups on a model hub.
_QUIET = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


def serve(
    reports: Sequence[Report],
    open_: Callable[[Callable[[str], None]], Assistant],
    host: str,
    port: int,
    feedback: Path | None = None,
    opening: Opening = WHOLE,
    known_as: Sequence[str] = (),
    users: Path | None = None,
    kept: Mapping[str, Kept] | None = None,
    *,
    uploads: bool = True,
    doors: bool = False,
    keep_own: Path | None = None,
    writer: LanguageModel | None = None,
) -> None:
    """Serves the page until Ctrl-C or SIGTERM. Raises `server.PortTaken`, and `UsersUnreadable`, before anything slow.

    `open_` runs in a thread of its own once the page answers; what it says while it works is shown on the page and
    printed. `feedback`: the file that verdicts on answers are added to; None: nobody is asked for one. `opening`: how
    the reports' files were opened, for their pages to be drawn. `known_as`: further names under which a browser may
    reach it; under others it does not answer. `users`: the file of who may sign in; None: nobody has to. `kept`: those
    of the reports that a library holds, by name. `uploads`: whether people may open and check files of their own.
    `doors`: whether other programs may come in (`/api/v1`, `/mcp`). `keep_own`: the folder where what people open is
    kept under their login until they remove it; None: it is not. `writer`: a language model that introduces answers;
    None: none does.
    """
    os.environ.update(_QUIET)
    accounts = Accounts(users) if users else None
    if accounts:
        accounts.users()  # a damaged file is told before anything slow
    listener = server.bind(host, port)
    server.leave_when_told()
    scratch.sweep()
    tell = Progress(sys.stdout, stays=True)
    tell(interface_text.STARTING.format(address=server.address_of(listener)))

    from assistant.screens.page import application

    worker = Worker(open_, heard=tell)
    hosts = Hosts(host, known_as)
    app, let_go = application(
        *(reports, worker, hosts, feedback, opening, accounts, kept or {}),
        uploads=uploads,
        doors=doors,
        keep_own=keep_own,
        writer=writer,
    )

    def listening() -> None:
        tell(interface_text.SERVING)
        for line in who_can_ask(hosts, users):
            tell(line)
        worker.start()
        worker.submit(_prepared(worker), Urgency.LONG)
        threading.Thread(target=sweep_indexes, name="sweep", daemon=True).start()

    server.run(app, listener, listening, let_go, behind_proxy=bool(known_as))
    scratch.wipe()
    if worker.opening:
        server.leave_at_once()


def _prepared(worker: Worker) -> Callable[[Answering], None]:
    """What opens many documents while nobody asks, so that the first questions need not."""

    def prepare(assistant: Answering) -> None:
        from assistant.assistant import Assistant

        if isinstance(assistant, Assistant):
            assistant.prepare(worker.breathe)

    return prepare


def who_can_ask(hosts: Hosts, users: Path | None) -> list[str]:
    """What the operator is told of who can reach the page, and of what is open to them."""
    login = [interface_text.BEHIND_A_LOGIN.format(users=users)] if users else []
    if hosts.reached and not users:
        return [interface_text.OPEN_TO_OTHERS]
    return [*login, interface_text.UNENCRYPTED] if hosts.beyond else login
