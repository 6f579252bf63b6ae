"""A Word file in, the parts of its package that hold words out: main text, notes, styles, numbering.

The parts are found as the package itself names them (Word Online's main part is word/document2.xml), and a Strict
file (ISO 29500) reads like any other. What is wrong with a file is told in one line.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from corpus.unreadable import Fault, UnreadableReport

WORD = (".docx", ".docm")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = ("footnote", "endnote")
# A Strict file says the same under another name; so do its relationships.
_STRICT = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/wordprocessingml/main(["'])""")
_USUAL = rb"\1http://schemas.openxmlformats.org/wordprocessingml/2006/main\2"
LARGEST_PART = 50 * 1024 * 1024  # bytes unpacked: a thousand pages have about 20 MB, and parsed it is twenty times this
MOST_PARAGRAPHS = 300_000  # a thousand pages have about 20,000
_DEEPEST = 12  # styles that take from each other
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "word/document.xml"  # where nothing names another
# RuntimeError: a part locked by itself, or XML nested deeper than Python follows. NotImplementedError: a kind of
# compression that Word does not write. ValueError: a number that is none.
_DAMAGES = (
    *(OSError, EOFError, KeyError, RuntimeError, NotImplementedError, ValueError),
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError),
)


class Styles:
    """The styles that a file describes, by their ids; each takes from the one that it is based on."""

    def __init__(self, part: Element | None = None) -> None:
        found = part.iter(f"{W}style") if part is not None else ()
        self._found = {str(style.get(f"{W}styleId")): style for style in found}

    def __contains__(self, identity: str) -> bool:
        return identity in self._found

    def chain(self, identity: str) -> Iterator[Element]:
        """The style and those below it, as deep as Word follows them; a circle ends there too."""
        for _ in range(_DEEPEST):
            if identity not in self._found:
                return
            yield self._found[identity]
            identity = value(self._found[identity], "basedOn")

    def any(self, holds: Callable[[Element], bool]) -> frozenset[str]:
        """Ids of all styles of which `holds` is true, or of one below them."""
        return frozenset(one for one in self._found if any(map(holds, self.chain(one))))


@dataclass(frozen=True, slots=True)
class Parts:
    """None where the package has no such part. `notes`: by kind, "footnote" and "endnote".

    `comments`: how many readers wrote; `within`: how many whole files are to be shown in the text.
    """

    main: Element
    notes: dict[str, Element | None]
    styles: Styles
    numbering: Element | None
    comments: int = 0
    within: int = 0


@contextmanager
def word_parts(path: Path) -> Iterator[Parts]:
    """The parts, while they are read: a damage that only reading finds is told as well.

    Raises UnreadableReport: locked, an old Word file, damaged, too large.
    """
    with word_package(path) as package:
        yield parts_of(package)


def parts_of(package: zipfile.ZipFile, parse: Callable[[str, bytes], Element] | None = None) -> Parts:
    """The parts of an open package. `parse`: another reader of a part's name and XML, whose elements are alike."""
    main = main_part(package)
    text = _part(package, main, parse)
    if sum(1 for _ in text.iter(f"{W}p")) > MOST_PARAGRAPHS:
        raise _TooLarge(f"holds more than {MOST_PARAGRAPHS:,} paragraphs")
    said = _beside(package, main, "comments")
    return Parts(
        text,
        {kind: _beside(package, main, f"{kind}s", parse) for kind in NOTES},
        Styles(_beside(package, main, "styles")),
        _beside(package, main, "numbering"),
        comments=sum(1 for _ in said.iter(f"{W}comment")) if said is not None else 0,
        within=sum(1 for _ in text.iter(f"{W}altChunk")),
    )


def main_part(package: zipfile.ZipFile) -> str:
    """The name of the part that holds the text."""
    return next(iter(related(package, "", "officeDocument")), _MAIN)


@contextmanager
def word_package(path: Path, held: Path | BytesIO | None = None) -> Iterator[zipfile.ZipFile]:
    """The package, while it is read. `held`: where its bytes are, if not at `path`.

    Raises UnreadableReport: locked, an old Word file, damaged, too large.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise _old_or_locked(path)
        with zipfile.ZipFile(held or path) as package:
            yield package
    except (FileNotFoundError, PermissionError) as error:
        raise UnreadableReport(
            f"{path} cannot be opened ({(error.strerror or '').lower()}). Check that it is there."
        ) from error
    except _DAMAGES as error:
        raise UnreadableReport(
            f"{path} is not a Word file that can be read, or it is damaged. Open it in Word, save it again as .docx.",
            Fault.DAMAGED,
        ) from error
    except _TooLarge as error:
        raise UnreadableReport(f"{path} {error}. Split it.", Fault.LARGE) from error


def child(element: Element, path: str) -> Element | None:
    return element.find("/".join(f"{W}{step}" for step in path.split("/")))


def value(element: Element, path: str) -> str:
    found = child(element, path)
    return (found.get(f"{W}val") or "") if found is not None else ""


def switched_on(element: Element, path: str) -> bool:
    found = child(element, path)
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")


class _TooLarge(Exception):
    """How, as the end of a sentence on the file."""


def _old_or_locked(path: Path) -> UnreadableReport:
    if _ENCRYPTED in path.read_bytes():
        line = f"{path} is locked with a password. Open it in Word, save a copy without one, and take that."
        return UnreadableReport(line, Fault.LOCKED)
    line = f"{path} is an old Word file under the name of a new one. Open it in Word and save it as .docx."
    return UnreadableReport(line, Fault.UNKNOWN)


def part_bytes(package: zipfile.ZipFile, name: str) -> bytes:
    """A part's XML, a Strict one's as a usual file says it."""
    found = package.getinfo(name)
    if found.file_size > LARGEST_PART:
        raise _TooLarge(f"unpacks to more than {LARGEST_PART // 1024 // 1024} MB of text")
    return _STRICT.sub(_USUAL, package.read(found))


def _part(package: zipfile.ZipFile, name: str, parse: Callable[[str, bytes], Element] | None = None) -> Element:
    content = part_bytes(package, name)
    return parse(name, content) if parse else ElementTree.fromstring(content)


def related(package: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    """Names of the parts that `part` ("" for the package) refers to as `kind`, where the package holds them."""
    folder, name = posixpath.split(part)
    beside = posixpath.join(folder, "_rels", f"{name}.rels")
    held = set(package.namelist())
    if beside not in held:
        return []
    targets = [
        relation.get("Target") or ""
        for relation in _part(package, beside)
        if (relation.get("Type") or "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
    ]
    named = [posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") for target in targets]
    return [one for one in named if one in held]


def _beside(
    package: zipfile.ZipFile, main: str, kind: str, parse: Callable[[str, bytes], Element] | None = None
) -> Element | None:
    """The part of that kind beside the main one; None where the package has none."""
    usual = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
    names = related(package, main, kind) or [name for name in (usual,) if name in package.namelist()]
    return _part(package, names[0], parse) if names else None
