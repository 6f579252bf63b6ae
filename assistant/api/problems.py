"""What went wrong in, a problem object (RFC 9457) out: what was found, and what to do, in one line.

`type` names the kind for programs (`urn:further:problem:…`), `detail` tells a person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

PROBLEM = "application/problem+json"
DETAILS = {
    400: "The request cannot be read. Send one JSON object in UTF-8.",
    403: "This came from a page of another site, which may not call. Call from a program.",
    404: "There is nothing at this address. /api/v1/openapi.json lists what there is.",
    405: "This address does not take this method. /api/v1/openapi.json lists which it takes.",
    413: "The body is too large. Send less.",
    415: "The body is not declared as JSON. Send it with Content-Type: application/json.",
    421: "This server does not go by that name. Use the address that it printed, or start it with --known-as.",
    422: "The call does not fit. errors tells which fields.",
    429: "Too many calls in a short time. Wait some seconds, then go on slower.",
    500: "A fault of Further's own; the terminal that it runs in shows more.",
    503: "The documents cannot be asked now.",
}
_KINDS = {400: "unreadable", 413: "too-large", 415: "no-json", 422: "misuse", 429: "too-many", 503: "not-ready"}
_AGAIN = "5"  # seconds, to be waited where what is wrong passes


def problem(
    status: int, detail: str = "", errors: Sequence[Mapping[str, Any]] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """`errors`: the fields that do not fit, each with `field` and `message`."""
    phrase = HTTPStatus(status).phrase
    told = {
        "type": f"urn:further:problem:{_KINDS.get(status) or phrase.lower().replace(' ', '-')}",
        "title": phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, phrase),
        **({"errors": list(errors)} if errors else {}),
    }
    again = {"Retry-After": _AGAIN} if status in (429, 503) else {}
    return Response(written(told), status, {**again, **(headers or {})}, PROBLEM)


def written(value: object) -> bytes:
    """JSON in UTF-8; half characters, which a caller may send, come back as question marks."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
