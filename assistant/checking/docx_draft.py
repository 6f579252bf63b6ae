"""A Word file in, its paragraphs out, each with the foot- and endnotes that it refers to; the notes among them.

Read from the parts of the package themselves, since quotations stand in notes as often as in the text. What a tracked
change deleted is not read, what it inserted is: the draft as it would be printed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from assistant.checking.quotations import Paragraph
from corpus.unreadable import Fault, UnreadableReport

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_PART = 200 * 1024 * 1024  # bytes unpacked; a thousand pages of text have about 20 MB
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOTES = {"footnote": "footnotes.xml", "endnote": "endnotes.xml"}
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"}
# RuntimeError: a part locked by itself, or XML nested deeper than Python follows.
_DAMAGES = (OSError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box, given a second time


def docx_paragraphs(path: Path) -> list[Paragraph]:
    """In order of the text, then of the notes. Raises UnreadableReport: locked, an old Word file, damaged."""
    try:
        with path.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise _old_or_locked(path)
        with zipfile.ZipFile(path) as package:
            notes = {kind: _notes(package, kind, part) for kind, part in _NOTES.items()}
            paragraphs = list(_paragraphs(_part(package, "document.xml"), notes))
    except _DAMAGES as error:
        raise UnreadableReport(
            f"{path} is not a Word file that can be read, or it is damaged. Open it in Word, save it again as .docx.",
            Fault.DAMAGED,
        ) from error
    except _TooLarge as error:
        raise UnreadableReport(
            f"{path} unpacks to more than {_LARGEST_PART // 1024 // 1024} MB of text. Split it.", Fault.LARGE
        ) from error
    for kind, found in notes.items():
        paragraphs += [Paragraph(text, f"{kind} {number}") for number, text in enumerate(found.values(), 1)]
    return paragraphs


class _TooLarge(Exception):
    pass


def _old_or_locked(path: Path) -> UnreadableReport:
    if _ENCRYPTED in path.read_bytes():
        line = f"{path} is locked with a password. Open it in Word, save a copy without one, and check that."
        return UnreadableReport(line, Fault.LOCKED)
    line = f"{path} is an old Word file under the name of a new one. Open it in Word and save it as .docx."
    return UnreadableReport(line, Fault.UNKNOWN)


def _part(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    found = package.getinfo(f"word/{name}")
    if found.file_size > _LARGEST_PART:
        raise _TooLarge
    return ElementTree.fromstring(package.read(found))


def _notes(package: zipfile.ZipFile, kind: str, part: str) -> dict[str, str]:
    """Text of each note by its id; the separators that Word keeps as notes are none."""
    if f"word/{part}" not in package.namelist():
        return {}
    return {
        str(note.get(f"{_W}id")): text
        for note in _part(package, part).iter(f"{_W}{kind}")
        if note.get(f"{_W}type", "normal") == "normal" and (text := _text(note, {})[0].strip())
    }


def _paragraphs(body: ElementTree.Element, notes: dict[str, dict[str, str]]) -> Iterator[Paragraph]:
    number = 0
    for element in _outermost_paragraphs(body):
        text, referred = _text(element, notes)
        if text.strip():
            number += 1
            yield Paragraph(text, f"paragraph {number}", _is_block_quotation(element), tuple(referred))


def _outermost_paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
            # A text box stands within a paragraph and holds paragraphs of its own.
            for box in child.iter(f"{_W}txbxContent"):
                yield from _outermost_paragraphs(box)
        elif child.tag != _FALLBACK:
            yield from _outermost_paragraphs(child)


def _text(element: ElementTree.Element, notes: dict[str, dict[str, str]]) -> tuple[str, list[tuple[int, str]]]:
    """The words, and the notes referred to, each with where."""
    pieces: list[str] = []
    referred: list[tuple[int, str]] = []

    def walk(node: ElementTree.Element) -> None:
        for child in node:
            if child.tag in _SKIPPED or child.tag in (_FALLBACK, f"{_W}txbxContent"):
                continue
            if child.tag == f"{_W}t":
                pieces.append(child.text or "")
            elif child.tag in _WRITTEN:
                pieces.append(_WRITTEN[child.tag])
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                kind = child.tag.removeprefix(_W).removesuffix("Reference")
                if note := notes.get(kind, {}).get(str(child.get(f"{_W}id"))):
                    referred.append((sum(map(len, pieces)), note))
            else:
                walk(child)
                if child.tag == f"{_W}p":
                    pieces.append("\n")

    walk(element)
    return "".join(pieces), referred


def _is_block_quotation(paragraph: ElementTree.Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = (style.get(f"{_W}val") or "") if style is not None else ""
    return "quote" in named.lower() or named.lower() in ("blocktext", "zitat", "citation")
