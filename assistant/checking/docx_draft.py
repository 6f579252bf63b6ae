"""A Word file in, its paragraphs out, each with the foot- and endnotes that it refers to; the notes among them.

Read from the parts of the package themselves, since quotations stand in notes as often as in the text. What a tracked
change deleted is not read, what it inserted is, nor is what is hidden: the draft as it would be printed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from assistant.checking.note_calls import is_raised_call
from assistant.checking.quotations import Paragraph
from corpus.unreadable import Fault, UnreadableReport

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A Strict file (ISO 29500) says the same under another name; so do its relationships.
_STRICT = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/wordprocessingml/main(["'])""")
_USUAL = rb"\1http://schemas.openxmlformats.org/wordprocessingml/2006/main\2"
_LARGEST_PART = 200 * 1024 * 1024  # bytes unpacked; a thousand pages of text have about 20 MB
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "word/document.xml"  # where nothing names another: Word Online's is word/document2.xml
_NOTES = ("footnote", "endnote")
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DELETED = (f"{_W}del", f"{_W}moveFrom")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box, given a second time
_BOX = f"{_W}txbxContent"
_SKIPPED = {*_DELETED, f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_W}rt", _FALLBACK, _BOX}
# RuntimeError: a part locked by itself, or XML nested deeper than Python follows.
_DAMAGES = (OSError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError)
# Word calls its own styles "Quote" and "Intense Quote" in every language, LibreOffice "Quotations"; a person's own
# style has a name in the person's language, and so have the ids that Word makes of them.
_QUOTING = re.compile(
    r"quot|block ?text|zitat|\bcita|citaat|citazion|citaç|sitat|cytat|lainaus|idézet|alıntı|цитат|引用|引文|引述|اقتباس"
    r"|^citation",
    re.IGNORECASE,
)
_NOT_QUOTING = re.compile(r"source|attribution|quelle|fuente|источник|来源|\bchar\b|unquot", re.IGNORECASE)
_NUMBERED_QUOTE = "21"  # Word's id of Quote in Russian and Chinese, where the file brings no styles that tell


@dataclass(frozen=True, slots=True)
class _Styles:
    """Ids of the styles that are for quotations, of those that hide, and of all that the file describes."""

    quoting: frozenset[str] = frozenset()
    hiding: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()


def docx_paragraphs(path: Path, note: Callable[[str], None] | None = None) -> list[Paragraph]:
    """In order of the text, then of the notes. `note` hears, in a line, that hidden text was left out.

    Raises UnreadableReport: locked, an old Word file, damaged.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise _old_or_locked(path)
        with zipfile.ZipFile(path) as package:
            main = next(iter(_related(package, "", "officeDocument")), _MAIN)
            reader = _Reader(_styles(package, main))
            notes = {kind: _notes(package, kind, main, reader) for kind in _NOTES}
            paragraphs = list(reader.paragraphs(_part(package, main), notes))
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
    if note and reader.hidden:
        note(f"{path}: hidden text was left out ({reader.hidden} characters).")
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
    found = package.getinfo(name)
    if found.file_size > _LARGEST_PART:
        raise _TooLarge
    return ElementTree.fromstring(_STRICT.sub(_USUAL, package.read(found)))


def _related(package: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    """Names of the parts that `part` ("" for the package) refers to as `kind`, where the package holds them."""
    folder, name = posixpath.split(part)
    beside = posixpath.join(folder, "_rels", f"{name}.rels")
    if beside not in package.namelist():
        return []
    targets = [
        relation.get("Target") or ""
        for relation in _part(package, beside)
        if (relation.get("Type") or "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
    ]
    named = [posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for target in targets]
    return [one for one in named if one in package.namelist()]


def _beside(package: zipfile.ZipFile, main: str, kind: str) -> ElementTree.Element | None:
    """The part of that kind beside the main one; None where the package has none."""
    usual = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
    names = _related(package, main, kind) or [name for name in (usual,) if name in package.namelist()]
    return _part(package, names[0]) if names else None


def _notes(package: zipfile.ZipFile, kind: str, main: str, reader: _Reader) -> dict[str, str]:
    """Text of each note by its id; the separators that Word keeps as notes are none."""
    part = _beside(package, main, f"{kind}s")
    if part is None:
        return {}
    return {
        str(note.get(f"{_W}id")): text
        for note in part.iter(f"{_W}{kind}")
        if note.get(f"{_W}type", "normal") == "normal" and (text := reader.text(note, {})[0].strip())
    }


def _styles(package: zipfile.ZipFile, main: str) -> _Styles:
    part = _beside(package, main, "styles")
    if part is None:
        return _Styles()
    found = {str(style.get(f"{_W}styleId")): style for style in part.iter(f"{_W}style")}

    def itself_or_below(identity: str, holds: Callable[[ElementTree.Element], bool]) -> bool:
        seen: set[str] = set()
        while identity in found and identity not in seen:
            if holds(found[identity]):
                return True
            seen.add(identity)
            identity = _value(found[identity], "basedOn")
        return False

    return _Styles(
        frozenset(one for one in found if itself_or_below(one, lambda style: _quotes(_value(style, "name")))),
        frozenset(one for one in found if itself_or_below(one, lambda style: _switched_on(style, "rPr/vanish"))),
        frozenset(found),
    )


def _child(element: ElementTree.Element, path: str) -> ElementTree.Element | None:
    return element.find("/".join(f"{_W}{step}" for step in path.split("/")))


def _value(element: ElementTree.Element, path: str) -> str:
    child = _child(element, path)
    return (child.get(f"{_W}val") or "") if child is not None else ""


def _switched_on(element: ElementTree.Element, path: str) -> bool:
    child = _child(element, path)
    return child is not None and child.get(f"{_W}val", "true") not in ("0", "false", "off")


def _quotes(name: str) -> bool:
    return bool(_QUOTING.search(name)) and not _NOT_QUOTING.search(name)


class _Reader:
    """Reads elements as they would be printed; counts the characters that are hidden."""

    def __init__(self, styles: _Styles) -> None:
        self.hidden = 0
        self._styles = styles

    def paragraphs(self, body: ElementTree.Element, notes: dict[str, dict[str, str]]) -> Iterator[Paragraph]:
        number = 0
        carried, noted = "", list[tuple[int, str]]()
        for element in _outermost_paragraphs(body):
            text, referred = self.text(element, notes)
            noted += [(len(carried) + at, note) for at, note in referred]
            carried += text
            # The end of the paragraph was deleted: it is one with what follows.
            if any(_child(element, f"pPr/rPr/{change}") is not None for change in ("del", "moveFrom")):
                continue
            if carried.strip():
                number += 1
                yield Paragraph(carried, f"paragraph {number}", self._is_block_quotation(element), tuple(noted))
            carried, noted = "", []
        if carried.strip():
            yield Paragraph(carried, f"paragraph {number + 1}", False, tuple(noted))

    def text(self, element: ElementTree.Element, notes: dict[str, dict[str, str]]) -> tuple[str, list[tuple[int, str]]]:
        """The words, and the notes referred to, each with where."""
        pieces: list[str] = []
        referred: list[tuple[int, str]] = []
        style = _value(element, "pPr/pStyle")

        def walk(node: ElementTree.Element) -> None:
            for child in node:
                if child.tag in _SKIPPED:
                    continue
                if child.tag == f"{_W}r" and self._hides(child, style):
                    self.hidden += sum(len(words.text or "") for words in child.iter(f"{_W}t"))
                elif child.tag == f"{_W}r" and _is_note_number(child, "".join(pieces[-1:])):
                    continue
                elif child.tag == f"{_W}t":
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

    def _hides(self, run: ElementTree.Element, paragraph_style: str) -> bool:
        own = _child(run, "rPr/vanish")
        if own is not None:
            return _switched_on(run, "rPr/vanish")
        return _value(run, "rPr/rStyle") in self._styles.hiding or paragraph_style in self._styles.hiding

    def _is_block_quotation(self, paragraph: ElementTree.Element) -> bool:
        style = _value(paragraph, "pPr/pStyle")
        if style in self._styles.described:
            return style in self._styles.quoting
        return _quotes(style) or style == _NUMBERED_QUOTE


def _is_note_number(run: ElementTree.Element, before: str) -> bool:
    """A note's number that was typed and raised; Word's own are references."""
    if _value(run, "rPr/vertAlign") != "superscript":
        return False
    return is_raised_call(before, "".join(words.text or "" for words in run.iter(f"{_W}t")))


def _outermost_paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
            # A text box stands within a paragraph and holds paragraphs of its own.
            for box in _boxes(child):
                yield from _outermost_paragraphs(box)
        elif child.tag not in (_FALLBACK, *_DELETED) and not _is_deleted_row(child):
            yield from _outermost_paragraphs(child)


def _boxes(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in (_FALLBACK, *_DELETED):
            yield from _boxes(child)


def _is_deleted_row(element: ElementTree.Element) -> bool:
    return element.tag == f"{_W}tr" and _child(element, "trPr/del") is not None
