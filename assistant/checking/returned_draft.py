"""A draft and what was found of its quotations in, the draft as a Word file with comments out.

A Word file comes back as it was but for the comments and, where a quotation can be mended for sure, tracked changes
within its marks. Another draft comes back as a Word file of its paragraphs. Both are read as drafts are: apart.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from assistant.checking.correction import edited
from assistant.checking.drafts import MARKDOWN, draft_paragraphs
from assistant.checking.quotations import Paragraph, quotations
from assistant.checking.remarks import Remark
from assistant.files.plain_word import plain_word
from assistant.files.word_changes import Ids, Line
from assistant.files.word_comments import Comments
from assistant.files.word_xml import parsed
from corpus.anchors import quoted
from corpus.html_file import HTML
from corpus.word_package import NOTES, WORD, W, main_part, parts_of, word_package
from corpus.word_text import WordText

RETURNED = (*WORD, *MARKDOWN, *HTML, ".txt", ".text")
_NUMBER = re.compile(r"-?\d{1,9}")


def returned(
    path: Path, tell: Callable[..., None], remarks: Sequence[Remark], summary: Sequence[str], password: str = ""
) -> bytes:
    """The Word file. `summary`: lines of a comment at its beginning.

    Raises UnreadableReport as reading the draft does: it is the same draft.
    """
    paragraphs = draft_paragraphs(path, tell, password)
    sure = _still_quoted([one for one in remarks if one.paragraph < len(paragraphs)], paragraphs)
    date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    source: Path | BytesIO = path if path.suffix.lower() in WORD else BytesIO(_plain(paragraphs))
    if not isinstance(source, Path):
        # Word's file holds no number for a paragraph without words.
        numbers = list(accumulate(1 if one.text.strip() else 0 for one in paragraphs))
        sure = [replace(one, paragraph=numbers[one.paragraph] - 1) for one in sure]
    with word_package(path, source) as package:
        return _commented(package, sure, summary, date)


def _still_quoted(remarks: Sequence[Remark], paragraphs: Sequence[Paragraph]) -> list[Remark]:
    """The remarks, without changes where the words, once mended, would no longer stand between marks as a quotation."""
    sure = [_as_it_stands(remark, paragraphs) for remark in remarks]
    while True:
        found = {one.at: (one.text, *one.readings) for one in quotations(_mended(paragraphs, sure))}
        kept = [
            remark
            if not remark.edits or _mended_words(remark) in found.get(_place(remark, sure), ())
            else _bare(remark)
            for remark in sure
        ]
        if kept == sure:
            return sure
        sure = kept


def _as_it_stands(remark: Remark, paragraphs: Sequence[Paragraph]) -> Remark:
    text = paragraphs[remark.paragraph].text
    return remark if text.startswith(remark.words, remark.start) else _bare(remark)


def _bare(remark: Remark) -> Remark:
    return replace(remark, edits=())


def _mended_words(remark: Remark) -> str:
    return edited(remark.words, remark.edits).strip()


def _mended(paragraphs: Sequence[Paragraph], remarks: Sequence[Remark]) -> list[Paragraph]:
    texts = [paragraph.text for paragraph in paragraphs]
    for remark in sorted(remarks, key=lambda one: (one.paragraph, -one.start)):
        if remark.edits:
            text = texts[remark.paragraph]
            behind = remark.start + len(remark.words)
            texts[remark.paragraph] = text[: remark.start] + edited(remark.words, remark.edits) + text[behind:]
    return [replace(one, text=text, notes=()) for one, text in zip(paragraphs, texts, strict=True)]


def _place(remark: Remark, remarks: Sequence[Remark]) -> tuple[int, int]:
    """Where it stands once what is before it in its paragraph was mended."""
    before = [one for one in remarks if one.paragraph == remark.paragraph and one.start < remark.start]
    return remark.paragraph, remark.start + sum(len(edited(one.words, one.edits)) - len(one.words) for one in before)


def _commented(package: zipfile.ZipFile, remarks: Sequence[Remark], summary: Sequence[str], date: str) -> bytes:
    roots: dict[str, Any] = {}

    def parse(name: str, content: bytes) -> Any:
        roots[name] = parsed(content)
        return roots[name]

    parts = parts_of(package, parse)
    ids = Ids(max((int(one) for root in roots.values() for one in _ids(root)), default=0), date)
    main = main_part(package)
    text = WordText(parts, calls=False)
    notes = [(kind, identity, Line(one, ids)) for kind in NOTES for identity, one in text.notes(kind).items()]
    lines = [Line(one, ids) for one in text.paragraphs() if one.text.strip()]
    comments = Comments(package, main, date)
    changed: list[Any] = [parts.main]
    if lines and (first := lines[0].before(0)) is not None:
        comments.add(summary, first)
    for remark in remarks:
        in_body = remark.paragraph < len(lines)
        kind, identity, line = ("", "", lines[remark.paragraph]) if in_body else notes[remark.paragraph - len(lines)]
        start, end = remark.start, remark.start + len(remark.words)
        # Word knows no comments within notes and few readers do within boxes: what holds the words gets it.
        around = line.box if in_body else _call(parts.main, kind, identity)
        if (in_body and around is not None) or not line.holds(start, end):
            remark = _bare(remark)
        if around is not None:
            comments.add((*remark.said, quoted(remark.words)), around, around)
        elif in_body and (here := line.before(start)) is not None and (there := line.behind(end)) is not None:
            comments.add(remark.said, here, there)
        for edit in reversed(remark.edits):
            line.replace(start + edit.start, start + edit.end, edit.words, first=not edit.start)
        if remark.edits and not in_body:
            changed.append(parts.notes[kind])
    return comments.write({name: root for name, root in roots.items() if root in changed})


def _ids(root: Any) -> Iterator[str]:
    for element in root.iter():
        written = element.get(f"{W}id") if isinstance(element.tag, str) else None
        if written and _NUMBER.fullmatch(written):
            yield written


def _call(main: Any, kind: str, identity: str) -> Any:
    """The run that calls a note."""
    for reference in main.iter(f"{W}{kind}Reference"):
        if reference.get(f"{W}id") == identity and reference.getparent().tag == f"{W}r":
            return reference.getparent()
    return None


def _plain(paragraphs: Sequence[Paragraph]) -> bytes:
    return plain_word((one.text, one.block_quotation) for one in paragraphs)
