"""A Word file's package in, the same with comments of ours out: every part that they do not touch stays byte for byte.

ECMA-376, part 1, 17.13.4: a comment is a range in the text, a reference behind it, and its words in a part of their
own, which the main part's relationships and the package's content types name.
"""

from __future__ import annotations

import posixpath
import shutil
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from assistant.files.escaping import writable_in_xml
from assistant.files.word_xml import PACKAGE, RELATIONS, STRICT, Node, below, beside, element, parsed, part_written
from corpus.word_package import W, part_bytes, related

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES = "[Content_Types].xml"


class Comments:
    """The comments of one file, ours behind those that it has."""

    def __init__(self, package: zipfile.ZipFile, main: str, date: str) -> None:
        """`date`: of each, as XML writes it."""
        self._package, self._main, self._date = package, main, date
        self._name = next(iter(related(package, main, "comments")), "")
        content = part_bytes(package, self._name) if self._name else f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
        self._root = parsed(content)
        ids = [int(one.get(f"{W}id", "-1")) for one in self._root.iter(f"{W}comment")]
        self._latest = max(ids, default=-1)

    def add(self, lines: Sequence[str], first: Node, last: Node | None = None) -> None:
        """A comment on what stands from `first` to `last`, or at the place before `first`. A line is a paragraph."""
        self._latest += 1
        number = {"id": str(self._latest)}
        begin, end = (element(f"commentRange{side}", number) for side in ("Start", "End"))
        first.addprevious(begin)
        (last.addnext if last is not None else first.addprevious)(end)
        run = element("r")
        below(run, "commentReference", number)
        end.addnext(run)
        comment = below(self._root, "comment", {**number, "author": "Further", "date": self._date, "initials": "F"})
        for place, line in enumerate(lines):
            _paragraph(comment, line, place)

    def write(self, changed: Mapping[str, Node]) -> bytes:
        """The package with the comments, and with the parts that were `changed`, by their names."""
        strict = STRICT in self._package.read(self._main)
        written = {name: part_written(root, strict) for name, root in changed.items()}
        if not self._name:
            self._name = self._new_name()
            relations = _STRICT_RELATIONS if strict else RELATIONS
            written |= self._introduced(relations)
        written[self._name] = part_written(self._root, strict)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for info in self._package.infolist():
                if info.filename in written:
                    package.writestr(info.filename, written.pop(info.filename))
                else:
                    copy = zipfile.ZipInfo(info.filename, info.date_time)
                    copy.compress_type, copy.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
                    with self._package.open(info) as part, package.open(copy, "w") as room:
                        shutil.copyfileobj(part, room)
            for name, content in written.items():
                package.writestr(name, content)
        return out.getvalue()

    def _new_name(self) -> str:
        held = {name.lower() for name in self._package.namelist()}
        folder = posixpath.dirname(self._main)
        names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(held) + 1))
        return next(name for name in names if name.lower() not in held)

    def _introduced(self, relations: str) -> dict[str, bytes]:
        """The parts that say that there are comments."""
        folder, name = posixpath.split(self._main)
        named = posixpath.join(folder, "_rels", f"{name}.rels")
        empty = f'<Relationships xmlns="{PACKAGE}/relationships"/>'.encode()
        links = parsed(part_bytes(self._package, named) if named in self._package.namelist() else empty)
        taken = {one.get("Id") for one in links}
        identity = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        target = posixpath.basename(self._name)
        beside(links, "Relationship", {"Id": identity, "Type": f"{relations}/comments", "Target": target})
        types = parsed(part_bytes(self._package, _TYPES))
        beside(types, "Override", {"PartName": f"/{self._name}", "ContentType": _TYPE})
        return {named: part_written(links), _TYPES: part_written(types)}


def _paragraph(comment: Node, line: str, place: int) -> None:
    paragraph = below(comment, "p")
    right_to_left = _is_right_to_left(line)
    if right_to_left:
        below(below(paragraph, "pPr"), "bidi")
    if not place:
        below(below(paragraph, "r"), "annotationRef")
    run = below(paragraph, "r")
    if not place or right_to_left:
        form = below(run, "rPr")
        if not place:
            below(form, "b")
            below(form, "bCs")
        if right_to_left:
            below(form, "rtl")
    words = below(run, "t")
    words.text = writable_in_xml(" ".join(line.split()))


def _is_right_to_left(line: str) -> bool:
    strong = (unicodedata.bidirectional(character) for character in line)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
