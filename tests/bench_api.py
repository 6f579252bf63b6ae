"""The HTTP door under calls that nobody would make, right and wrong ones, made up from its own OpenAPI description.

`make bench-api` (2,000 calls; ARGS=200 makes fewer) drives the application with scripted answers, and ends with status
1 where one is a fault (5xx), or is not as described: status, kind, shape. Names, sizes and rates are the gate's matter,
which stands before it, and are tested elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import Sequence

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.answer import Answer, Turn
from assistant.api.application import api
from assistant.documents import Documents
from assistant.query.limits import NO_LIMITS, Limits
from assistant.writing.leash import Sentence, Why, Written
from corpus.reading import read_shipped
from tests.chat_server import Scripted

CALLS = 2000
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class _Asked:
    opened, progress = True, ""
    failure: str | None = None

    def __init__(self, scripted: Scripted) -> None:
        self._scripted = scripted

    async def answer(self, question: str, turns: Sequence[Turn], _limits: Limits = NO_LIMITS, /) -> Answer:
        await asyncio.sleep(0)
        return self._scripted.answer(question.casefold().replace("boom", ""), turns)


async def _introduced(_answer: Answer) -> Written:
    """As a language model is told of where the operator named one."""
    return Written((Sentence("The report lists two.", (1,)),), ((Sentence("All is well.", ()), Why.NO_QUOTE),))


def main() -> int:
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else CALLS
    report = read_shipped()
    app = api(Documents([report]), _Asked(Scripted((report,))), _introduced)
    app.openapi()["servers"] = [{"url": "/"}]  # not mounted here
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    taking = [one for one in operations if one.method.upper() == "POST" or one.path == "/cases"]
    each = -(-calls // (2 * len(taking)))
    counts: Counter[tuple[str, int]] = Counter()
    faults: list[str] = []
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _drive(operation, mode, each, counts, faults)
    for (name, status), count in sorted(counts.items()):
        print(f"{name:28} {status} {count:6}")
    print(f"{counts.total()} calls, {len(faults)} faults")
    print("\n\n".join(faults[:10]))
    return 1 if faults else 0


def _drive(
    operation: object, mode: GenerationMode, each: int, counts: Counter[tuple[str, int]], faults: list[str]
) -> None:
    @settings(
        max_examples=each,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def run(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))  # type: ignore[attr-defined]
        response = case.call()
        counts[f"{case.method} {case.path}", response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except Exception as error:  # schemathesis' groups of failures
            faults.append(f"{case.method} {case.path} {response.status_code}: {str(error)[:800]}")

    with contextlib.suppress(Unsatisfiable):  # what takes nothing cannot be called wrongly
        run()


if __name__ == "__main__":
    sys.exit(main())
