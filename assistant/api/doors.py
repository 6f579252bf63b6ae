"""The page's application in, the doors for programs opened in it: `/api/v1`, and `/mcp` where the SDK is installed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib import metadata, util
from typing import Any

from fastapi import FastAPI

from assistant.api.application import PREFIX, Introduce, api
from assistant.api.asked import Asked
from assistant.documents import Documents
from corpus.report import Report


def open_doors(app: FastAPI, reports: Sequence[Report], worker: Asked, introduce: Introduce | None = None) -> None:
    """Before the page is mounted, which takes every address that is left. `introduce`: by the operator's language
    model; None: no answer is introduced."""
    documents = Documents(reports)
    app.mount(PREFIX, api(documents, worker, introduce))
    if util.find_spec("mcp"):
        _open_mcp(app, documents, worker)


def _open_mcp(app: FastAPI, documents: Documents, worker: Asked) -> None:
    """By streamable HTTP, without sessions: each call stands alone, as answers here do."""
    from mcp.server.transport_security import TransportSecuritySettings

    from assistant.mcp_server import mcp_server

    server = mcp_server(documents, worker, metadata.version("further-assistant"))
    # The gate has looked at names and origins before anything comes here.
    trusting = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    door = server.streamable_http_app(stateless_http=True, json_response=True, transport_security=trusting)
    app.router.routes.extend(door.routes)
    lives = app.router.lifespan_context

    @asynccontextmanager
    async def both(of: FastAPI) -> AsyncIterator[Mapping[str, Any] | None]:
        async with server.session_manager.run(), lives(of) as state:
            yield state

    app.router.lifespan_context = both  # type: ignore[assignment]
