"""A file in, the manifest that a pack of Further carries in it out: what was quoted, from where, by which version.

A PDF has it attached, a Word file as a custom XML part, HTML in a script of data, Markdown in a comment, BibTeX and
RIS in a line behind the last entry.
"""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from corpus.selectors import Cited, cited

MARK = "further-manifest"  # names it in every kind of file
FILE = f"{MARK}.json"
NAMESPACE = f"urn:{MARK}"
# What it stands between in a text: how it opens, and what closes it.
_IN_TEXT = (
    (re.compile(rf'<script[^<>]{{0,200}}id="{MARK}"[^<>]{{0,200}}>'), "</script>"),
    (re.compile(f"<!-- {MARK} "), " -->"),
    (re.compile(f"^(?:% )?{MARK} ", re.MULTILINE), "\n"),
)
_LARGEST = 20 * 1024 * 1024  # bytes of a part that may be a manifest


@dataclass(frozen=True, slots=True)
class Carried:
    """`version`: of the program that wrote the file; `quotes`: in the order of the pack."""

    version: str
    quotes: tuple[Cited, ...]


def carried(path: Path, text: str = "") -> Carried | None:
    """`text`: what the file says, where it is text. None where it carries no manifest that we know."""
    suffix = path.suffix.lower()
    if suffix in (".docx", ".docm"):
        return _read(_in_word(path))
    if suffix == ".pdf":
        from corpus.pdf_parts import attached_text

        return _read(attached_text(path, FILE))
    return _read(_in_text(text))


def _in_text(text: str) -> str | None:
    for opens, closes in _IN_TEXT:
        if (opened := opens.search(text)) and (end := text.find(closes, opened.end())) >= 0:
            return text[opened.end() : end]
    return None


def _in_word(path: Path) -> str | None:
    """Word renames the part when it saves the file; its namespace stays."""
    with zipfile.ZipFile(path) as package:
        for found in package.infolist():
            if not (found.filename.startswith("customXml/") and found.filename.endswith(".xml")):
                continue
            if found.file_size > _LARGEST:
                continue
            raw = package.read(found)
            if NAMESPACE.encode() in raw:
                try:
                    return ElementTree.fromstring(raw).text
                except ElementTree.ParseError:
                    return None
    return None


def _read(written: str | None) -> Carried | None:
    try:
        found = json.loads(written or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "further_pack" not in found:
        return None
    return Carried(str(found.get("version", "")), tuple(cited(found.get("quotes"))))
