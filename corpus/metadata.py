"""A report in, its bibliographic facts out: from a small companion file beside the document, `NAME.metadata.json`.

Only what is known stands in it; what is unknown is None and left out of every citation. Keys, all optional: `title`,
`body` (who published it), `date` (YYYY, YYYY-MM or YYYY-MM-DD), `place`, `symbol` (of a UN document), `edition`,
`kind` (leaflet, report, …), `language` (ISO 639-1), `url`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path

from corpus.reading import SHIPPED
from corpus.report import Report
from corpus.unreadable import UnreadableReport

SUFFIX = ".metadata.json"
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


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

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month, day, as far as they are known."""
        return tuple(int(part) for part in (self.date or "").split("-") if part)


def metadata(report: Report) -> Metadata:
    """The facts beside the document; without a companion file its title alone.

    Raises UnreadableReport where the companion is no JSON object, or holds an unknown key or a date of another form.
    """
    found = _raw(report.name)
    if found is None:
        return Metadata(report.title)
    path, raw = found
    return facts_in(raw, path, report.title)


def facts_in(raw: str, path: str, title: str) -> Metadata:
    """The facts that a companion file holds. `path`: how it is named in an error; `title`: where it gives none.

    Raises UnreadableReport as `metadata` does.
    """
    try:
        written = json.loads(raw)
    except ValueError as error:
        raise UnreadableReport(f"{path} is not JSON ({error}). Mend it or remove it.") from error
    known = [field.name for field in fields(Metadata)]
    if not isinstance(written, dict) or not all(isinstance(value, str | None) for value in written.values()):
        raise UnreadableReport(f"{path} must be one JSON object whose values are texts. Keys: {', '.join(known)}.")
    if unknown := sorted(written.keys() - set(known)):
        raise UnreadableReport(f"{path} has unknown keys: {', '.join(unknown)}. Known: {', '.join(known)}.")
    facts = {key: value.strip() for key, value in written.items() if value and value.strip()}
    if "date" in facts and not _DATE.fullmatch(facts["date"]):
        raise UnreadableReport(f"{path}: the date {facts['date']} is not written as 2020, 2020-10 or 2020-10-01.")
    return Metadata(**{"title": title} | facts)


def _raw(name: str) -> tuple[str, str] | None:
    if name == SHIPPED:
        beside = resources.files("corpus").joinpath(f"{SHIPPED}{SUFFIX}")
        return beside.name, beside.read_text(encoding="utf-8")
    path = Path(name)
    companion = path.with_name(f"{path.stem}{SUFFIX}")
    if not path.is_file():
        return None  # a name alone, as of a document that came through the browser: nothing lies beside it
    try:
        return str(companion), companion.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableReport(f"{companion} cannot be read. Save it as UTF-8 text.") from error
