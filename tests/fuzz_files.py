"""Files spoilt in 200 ways, and files made to do harm: each is read, or refused in one line, in time and within memory.

`make fuzz-files` reads all of them, each in a process of its own as the browser's server does, and prints what came of
them. Every file is made from its number alone, so what it prints can be made again: `python -m tests.fuzz_files 17`.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from docx import Document
from pypdf import PdfWriter

from corpus.apart import read_apart
from corpus.reading import read_report
from corpus.report import Report
from corpus.unreadable import UnreadableReport
from tests.test_pdf_file import column, draw

COUNT = 200
LONGEST = 60  # seconds
MOST = 1500  # megabytes
_WORDS = "The mission opened eleven kitchens in the northern districts. Its officers walked to each village."
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Spoilt:
    """A file by its name, and how its bytes are made."""

    name: str
    make: Callable[[], bytes]


@cache
def whole(kind: str) -> bytes:
    """A small file of that kind with nothing wrong."""
    out = BytesIO()
    if kind == ".pdf":
        writer = PdfWriter()
        for number in range(3):
            draw(writer, column(f"{number}. {_WORDS}"))
        writer.add_outline_item(title="Kitchens", page_number=1)
        writer.add_attachment("ledger.txt", b"eleven")
        writer.write(out)
    elif kind == ".docx":
        document = Document()
        document.add_heading("Kitchens", 1)
        document.add_paragraph(_WORDS, style="List Number")
        document.add_table(2, 2).cell(1, 1).text = "eleven"
        document.save(out)
    elif kind == ".html":
        row = "<tr><td>North<td>12</table>"
        out.write(f"<h1>Kitchens</h1><p>{_WORDS}<sup>1</sup></p><ol><li>a<li><del>b</del></ol><table>{row}".encode())
    else:
        out.write(
            f"# Kitchens\n\n{_WORDS}[^1]\n\n1. a\n   - b\n\n| c | d |\n|---|---|\n| e | f |\n\n[^1]: g\n".encode()
        )
    return out.getvalue()


def spoilt(number: int) -> Spoilt:
    """The file of that number; the same each time."""
    chance = random.Random(number)
    kind = (".pdf", ".docx", ".html", ".md")[number % 4]
    if kind == ".docx" and chance.random() < 0.7:  # within a part: flips of the package are found by its check sums
        return Spoilt(f"{number}{kind}", lambda: _part_changed(whole(kind), chance))
    return Spoilt(f"{number}{kind}", lambda: _changed(whole(kind), chance))


def _changed(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    at = chance.randrange(len(changed))
    upto = min(len(changed), at + chance.choice((1, 40, 400)))
    match chance.randrange(5):
        case 0:
            for _ in range(chance.choice((1, 8, 64))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        case 1:
            del changed[at:]
        case 2:
            del changed[at:upto]
        case 3:
            changed[at:at] = changed[at:upto] * chance.choice((1, 50))
        case _:
            changed[at:at] = chance.randbytes(upto - at)
    return bytes(changed)


def _part_changed(raw: bytes, chance: random.Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        names = [name for name in before.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice([*names, *["word/document.xml", "word/styles.xml", "word/numbering.xml"] * 4])
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, _changed(content, chance) if name == chosen else content)
    return out.getvalue()


def word(body: str | bytes, **more: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", body)
        for name, content in more.items():
            package.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def _body(inner: str) -> str:
    return f"<w:document {_W}><w:body>{inner}</w:body></w:document>"


def _pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Objects numbered from 1, with a right table of where they stand."""
    out, places = b"%PDF-1.7\n", list[int]()
    parts = [out]
    length = len(out)
    for number, content in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, length)
    return b"".join((*parts, head, table, tail))


def _page_of(stream: bytes, extra: bytes = b"") -> bytes:
    """A PDF of one page with this content."""
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), extra, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _packed(size: int, unit: bytes) -> bytes:
    """`size` bytes of `unit`, deflated without ever being held whole."""
    packing, block = zlib.compressobj(9), unit * (2**20 // len(unit))
    return b"".join(packing.compress(block) for _ in range(size // len(block))) + packing.flush()


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))

HOSTILE = (
    *(Spoilt(f"empty{kind}", bytes) for kind in (".pdf", ".docx", ".html", ".md", ".txt")),
    Spoilt("bomb.docx", lambda: word(b" " * 300_000_000)),
    Spoilt("paragraphs.docx", lambda: word(_body("<w:p/>" * 8_000_000))),
    Spoilt("nested.docx", lambda: word(_body("<w:tbl><w:tr><w:tc>" * 50_000 + "</w:tc></w:tr></w:tbl>" * 50_000))),
    Spoilt("laughs.docx", lambda: word(f"<!DOCTYPE d [{_LAUGHS}]><d>&a9;</d>")),
    Spoilt(
        "styles.docx",
        lambda: word(
            _body('<w:p><w:pPr><w:pStyle w:val="s1"/></w:pPr></w:p>' * 2000),
            styles=f"<w:styles {_W}>"
            + "".join(
                f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n % 3000 + 1}"/></w:style>' for n in range(1, 3001)
            )
            + "</w:styles>",
        ),
    ),
    Spoilt("objects.pdf", lambda: _pdf(_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>", *[b"<< >>"] * 1_000_000)),
    Spoilt("circle.pdf", lambda: _pdf(_CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")),
    Spoilt("circles.pdf", lambda: _pdf(_CATALOG, b"<< /Type /Pages /Kids [" + b"2 0 R " * 50 + b"] /Count 50 >>")),
    Spoilt(
        "pages.pdf",
        lambda: _pdf(
            _CATALOG,
            b"<< /Type /Pages /Kids [" + b"3 0 R " * 300_000 + b"] /Count 300000 >>",
            b"<< /Type /Page /Parent 2 0 R >>",
        ),
    ),
    Spoilt("stream.pdf", lambda: _page_of(_packed(2_000_000_000, b"q "), b"/Filter /FlateDecode")),
    Spoilt("words.pdf", lambda: _page_of(b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (a b) Tj " * 600_000 + b"ET")),
    Spoilt("nested.pdf", lambda: _page_of(b"[" * 200_000 + b"] TJ")),
    Spoilt("table.pdf", lambda: _page_of(b"").replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 10")),
    Spoilt("tags.html", lambda: b"<div>" * 1_000_000 + b"words"),
    Spoilt("struck.html", lambda: b"<del>" * 20_000 + b"</b>" * 20_000 + b"words"),
    Spoilt("angles.html", lambda: b"<" * 2_000_000),
    Spoilt("comments.html", lambda: b"<!--" * 500_000),
    Spoilt("quotes.md", lambda: b">" * 200_000 + b" words"),
    Spoilt("brackets.md", lambda: b"[" * 200_000 + b"words" + b"](" * 200_000),
    Spoilt("stars.md", lambda: b"*a _b " * 200_000),
    Spoilt("points.md", lambda: b"".join(b" " * (2 * n) + b"- a\n" for n in range(2000))),
    Spoilt("scripts.md", lambda: b"<script>" * 300_000),
    Spoilt("notes.md", lambda: b"[^1]: a\n" * 100_000),
    Spoilt("line.txt", lambda: b"word " * 2_000_000),
    Spoilt("points.txt", lambda: b"- a\n" * 500_000),
)


def outcome(read: Callable[[Path], Report], path: Path) -> str:
    """ "read", or the line of the refusal. AssertionError where the report is not whole or the line is not one."""
    try:
        report = read(path)
    except UnreadableReport as refusal:
        line = str(refusal)
        assert line and "\n" not in line and len(line) < 600, line[:2000]
        return line
    assert any(map(str.isalnum, report.text))
    assert all(before.span.end < after.span.start for before, after in pairwise(report.blocks))
    return "read"


def apart(path: Path) -> Report:
    return read_apart(read_report, path, lambda *_: None, lambda: None)


def _all(names: list[str]) -> Iterator[Spoilt]:
    """Those of the names, a number or a hostile file's; all where none is named."""
    yield from (spoilt(number) for number in range(COUNT) if not names or str(number) in names)
    yield from (file for file in HOSTILE if not names or file.name in names)


def main(names: list[str]) -> int:
    import resource

    faults, came, longest, heaviest = 0, Counter[str](), 0.0, 0.0
    for file in _all(names):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file.name
            path.write_bytes(file.make())
            begun = time.monotonic()
            try:
                said = outcome(apart, path)
            except Exception as fault:  # what must not happen, whatever it is
                said = f"FAULT {type(fault).__name__}: {fault}"
            took = time.monotonic() - begun
            left = [other.name for other in Path(folder).iterdir() if other != path]
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        wrong = said.startswith("FAULT") or took > LONGEST or memory > MOST or bool(left)
        faults += wrong
        longest, heaviest = max(longest, took), max(heaviest, memory)
        came["read" if said == "read" else "refused"] += 1
        if wrong or names or not file.name[0].isdigit():
            line = said.replace(f"{folder}/", "")[:160]
            print(f"{file.name:16} {took:6.1f} s, {memory:5.0f} MB at most so far: {line}", flush=True)
    print(f"{dict(came)}, {faults} faults; {longest:.1f} s and {heaviest:.0f} MB at most")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
