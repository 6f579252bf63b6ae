"""A report in, its bibliographic facts out: from a small companion file beside the document, `NAME.metadata.json`.

Only what is known stands in it; what is unknown is None and left out of every citation. Keys, all optional: `title`,
`body` (who published it), `date` (YYYY, YYYY-MM or YYYY-MM-DD), `place`, `symbol` (of a UN document), `edition`,
`kind` (leaflet, report, …), `language` (ISO 639-1), `url`, `session` and `agenda_item` (of a UN body). What a UN
document prints of these on its first page is known without the file; what the file says comes before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.reading import SHIPPED
from corpus.report import Report
from corpus.un_masthead import masthead
from corpus.unreadable import UnreadableReport

SUFFIX = ".metadata.json"
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")

_ALWAYS = ("title", "language")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; None: not known."""

    title: str
    body: str | None = None
    date: str | None = None
    place: str | None = None
    symbol: str | None = None
    edition: str | None = None
    kind: str | None = None
    language: str = "en"
    url: str | None = None
    session: str | None = None
    agenda_item: str | None = None

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month, day, as far as they are known."""
        return tuple(int(part) for part in (self.date or "").split("-") if part)


KEYS = tuple(field.name for field in fields(Metadata))


def companion_of(name: str) -> str:
    """What a file's companion is called."""
    return f"{Path(name).stem}{SUFFIX}"


def metadata(report: Report) -> Metadata:
    """The facts beside the document, then those that its first page prints; without either its title alone.

    Raises UnreadableReport where the companion is no JSON object, or holds an unknown key or a date of another form.
    """
    found = _raw(report.name)
    if found is None:
        return printed(report)
    path, raw = found
    return facts_in(raw, path, printed(report))


def printed(report: Report) -> Metadata:
    """What the document says of itself: its title, and what the masthead of a UN document names."""
    found = masthead(report)
    if found is None:
        return Metadata(report.title)
    return Metadata(
        report.title,
        body=found.body,
        date=found.date,
        symbol=found.symbol,
        language=found.language,
        session=found.session,
        agenda_item=found.agenda_item,
    )


def facts_in(raw: str, path: str, known: Metadata) -> Metadata:
    """`known` with what a companion file says instead. `path`: how it is named in an error.

    A key without words (null, "") says that nothing is known; title and language stay. Raises UnreadableReport as
    `metadata` does.
    """
    try:
        written = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(f"{path} is not JSON ({error}). Mend it or remove it.") from error
    if not isinstance(written, dict) or not all(isinstance(value, str | None) for value in written.values()):
        raise UnreadableReport(f"{path} must be one JSON object whose values are texts. Keys: {', '.join(KEYS)}.")
    if unknown := sorted(written.keys() - set(KEYS)):
        raise UnreadableReport(f"{path} has unknown keys: {', '.join(unknown)}. Known: {', '.join(KEYS)}.")
    # On one line and without half characters: what it says goes into files whose records are lines.
    facts = {key: " ".join(_whole(value or "").split()) or None for key, value in written.items()}
    if (date := facts.get("date")) and not _DATE.fullmatch(date):
        raise UnreadableReport(f"{path}: the date {date} is not written as 2020, 2020-10 or 2020-10-01.")
    if (url := facts.get("url")) and not url.lower().startswith(("http://", "https://")):
        raise UnreadableReport(f"{path}: the address {url[:80]} does not begin with http:// or https://. Write it so.")
    said: dict[str, Any] = {key: value for key, value in facts.items() if value or key not in _ALWAYS}
    return replace(known, **said)


def companion(facts: Mapping[str, str], known: Metadata) -> str:
    """The companion file, as text, that says what of `facts` is not `known` already; `facts_in` reads it."""
    said = {key: " ".join(value.split()) for key, value in facts.items()}
    told = {key: value for key, value in said.items() if value != (getattr(known, key, None) or "")}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _raw(name: str) -> tuple[str, str] | None:
    if name == SHIPPED:
        beside = resources.files("corpus").joinpath(f"{SHIPPED}{SUFFIX}")
        return beside.name, beside.read_text(encoding="utf-8")
    path = Path(name)
    companion = path.with_name(companion_of(name))
    if not path.is_file():
        return None  # a name alone, as of a document that came through the browser: nothing lies beside it
    try:
        return str(companion), companion.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableReport(f"{companion} cannot be read. Save it as UTF-8 text.") from error
