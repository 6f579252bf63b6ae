"""What is known of a document of a library without opening it: values, and how they stand on the disk."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """`sha256`: of the file. `name`: how quotes name the document, unlike any other's of the library. `date`, `symbol`:
    "" where none is known; `pages`: 0 where the file has none. `suffix`: of the file. `source`: the path that it was
    added from. `scans`: the language in which its scanned pages were read, "" where none were. `reader`: the version of
    the readers that read it. `ready`: whether its index is there."""

    sha256: str
    name: str
    title: str
    symbol: str
    date: str
    pages: int
    passages: int
    size: int
    suffix: str
    source: str
    scans: str
    reader: str
    ready: bool

    @property
    def short(self) -> str:
        """Enough of the sha256 to name it by."""
        return self.sha256[:12]

    def is_called(self, words: str) -> bool:
        """Whether these words name it: its name with or without suffix, its symbol, or six characters and more of its
        sha256. Of symbols neither case nor blanks count, nor whether a file's name writes "_" for "/"."""
        said = _plain(words)
        digest = words.strip().lower()
        known = map(_plain, (self.name, self.name.removesuffix(self.suffix), self.symbol, self.title))
        return bool(said) and (said in known or (len(digest) >= 6 and self.sha256.startswith(digest)))

    def written(self) -> bytes:
        return json.dumps({"format": _FORMAT} | asdict(self), ensure_ascii=False, indent=1).encode()


def entry_from(raw: bytes) -> Entry:
    """Raises ValueError where it is none, or one of another format."""
    found: Any = json.loads(raw)
    if not isinstance(found, dict) or found.pop("format", None) != _FORMAT:
        raise ValueError("It was kept in another format.")
    if found.keys() != {field.name for field in fields(Entry)}:
        raise ValueError("It is no entry of a library.")
    return Entry(**found)


def _plain(words: str) -> str:
    return "".join(words.casefold().replace("_", "/").split())
