"""A person's draft in, its quotations out: Word, Markdown, HTML, text, PDF, looked at before it is read.

A JSON file that Further wrote (citations, answers) is a draft too: all that it quotes. A pack of Further's carries a
manifest (`carried`): its quotations then come with the edition that they were cut from.

A draft is no report: nothing is quoted from it but its own quotations, and it is forgotten when they are checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from assistant.checking.html_draft import html_paragraphs
from assistant.checking.pack_manifest import MARK, Carried, carried
from assistant.checking.quotations import FEWEST_WORDS, Paragraph, Quotation, quotations, with_source_apart
from assistant.checking.verbatim import LINE_END
from corpus.html_file import HTML
from corpus.markdown_file import markdown_report, with_callouts_set_apart, with_notes_named
from corpus.opening import Opening
from corpus.reading import check_file, decoded, read_report
from corpus.report import Report
from corpus.selectors import cited
from corpus.text_file import text_report
from corpus.unreadable import Fault, UnreadableReport
from corpus.word_package import WORD

MARKDOWN = (".md", ".markdown")
TEXT = (".txt", ".text")
REFERENCES = (".bib", ".ris")
DRAFTS = (*WORD, *MARKDOWN, *HTML, *TEXT, ".pdf", ".json", *REFERENCES)
_LONGEST_PASSAGE = 2000  # characters that are one passage, where nothing marks another
_NOTE = re.compile(r"^\[\^(?P<key>[^\]\s]+)\]:\s*")
_REFERENCE = re.compile(r"\[\^(?P<key>[^\]\s]{1,200})\](?!:)")
_POINT = r"[ \t]*(?:(?:[*+-]|\d{1,9}[.)])[ \t]+)*"  # a quotation may be all that a point of a list says
# With the lines that go on without the sign; in HTML too.
_BLOCK_QUOTATION = re.compile(
    rf"(?:^{_POINT}>"
    r"[^\n]*(?:\n|\Z)(?:(?<=[^>\s]\n)(?![ \t]*(?:[>#<`~|*+-]|\d{1,9}[.)]|\[\^))[ \t]*\S[^\n]*(?:\n|\Z))*)+"
    r"|(?P<html><blockquote\b[^<>]{0,400}>.*?</blockquote\s*>)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_QUOTED_LINE = re.compile(rf"^{_POINT}>[ \t]?", re.MULTILINE)
_NAMED_IN_TEX = {"braceleft": "{", "braceright": "}", "backslash": "\\", "asciitilde": "~", "asciicircum": "^"}
_IN_TEX = re.compile(r"\\(?:([&%$#_{}])|text(" + "|".join(_NAMED_IN_TEX) + r")\{\})")
_LINE_END_IN_A_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t]*\n[ \t]*(?=[^\W\d_])")


def read_quotations(
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    note: Callable[[str], None] | None = None,
    password: str = "",
) -> list[Quotation]:
    """The draft's quotations, in order. `progress` hears (pages done, pages in all) while a PDF is read.

    `note` hears what could not be read in a file that otherwise could, a line each.

    Raises UnreadableReport: no such file, an empty or too large one, an unknown kind, one that is damaged or locked,
    one without words.
    """
    check_file(path, DRAFTS)
    if path.suffix.lower() == ".json":
        return _cited(path)
    if path.suffix.lower() in REFERENCES:
        return _annotated(path, note)
    paragraphs = _paragraphs(path, progress, note, password)
    if not any(character.isalnum() for paragraph in paragraphs for character in paragraph.text):
        raise UnreadableReport(f"{path} holds no words. Choose a file with text in it.", Fault.WORDLESS)
    text = decoded(path) if path.suffix.lower() in (*HTML, *MARKDOWN) else ""
    if pack := carried(path, text):
        paragraphs = [_marked(paragraph) for paragraph in paragraphs]
        return _from_pack(pack, quotations(paragraphs), paragraphs, path, note)
    return quotations(paragraphs)


def read_draft(path: Path, tell: Callable[..., None], password: str = "") -> list[Quotation]:
    """The same for `read_apart`: `tell` hears two figures, of pages, or one line."""
    return read_quotations(path, tell, tell, password)


def _marked(paragraph: Paragraph) -> Paragraph:
    """A pack sets its quotes as block quotations and in marks: beside these stand the mission and tags of ours."""
    return replace(paragraph, block_quotation=False) if "“" in paragraph.text else paragraph


def _from_pack(
    pack: Carried,
    found: list[Quotation],
    paragraphs: list[Paragraph],
    path: Path,
    note: Callable[[str], None] | None,
) -> list[Quotation]:
    """The quotations with the edition that the pack's manifest names; those too short to be found by their marks
    beside them."""
    listed = {_spaced(one.exact): one for one in pack.quotes}
    text = _spaced(" ".join(paragraph.text for paragraph in paragraphs))
    gone = [words for words in listed if words not in text]
    if note:
        note(f"{path}: a pack of Further {pack.version}; it lists {len(pack.quotes)} places that it quotes.")
        if gone:
            note(f"{path}: of these {len(gone)} no longer stand in it word for word.")
    out = []
    for quotation in found:
        source = listed.get(_spaced(quotation.text)) or listed.get(_spaced(f"“{quotation.text}”"))
        out.append(replace(quotation, sha256=source.sha256, edition=source.edition) if source else quotation)
    marked = {_spaced(quotation.text) for quotation in found}
    short = [
        one
        for words, one in listed.items()
        if words in text and words not in marked and len(words.split()) < FEWEST_WORDS
    ]
    return out + [Quotation(one.exact, "listed in the pack", "", one.sha256, one.edition) for one in short]


def _spaced(words: str) -> str:
    return " ".join(words.split())


def pasted_quotations(text: str) -> list[Quotation]:
    """The quotations of words that somebody pasted; all of them as one where no marks stand in them.

    A longer text without marks holds none: it would be absent as a whole, whatever it takes from the report.
    """
    paragraphs = [part.strip() for part in text.splitlines() if part.strip()]
    found = quotations([Paragraph(part, f"paragraph {number}") for number, part in enumerate(paragraphs, 1)])
    if found or len(text) > _LONGEST_PASSAGE:
        return found
    return [Quotation(text.strip(), "")] if any(map(str.isalnum, text)) else []


def read_pasted(path: Path, _: Callable[..., None]) -> list[Quotation]:
    """The same for `read_apart`."""
    return pasted_quotations(path.read_bytes().decode("utf-8", "replace"))


def _cited(path: Path) -> list[Quotation]:
    try:
        found = [one for one in cited(json.loads(decoded(path))) if any(map(str.isalnum, one.exact))]
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(f"{path} is not JSON that can be read. Save the citations again.") from error
    return [
        Quotation(one.exact, f"citation {number}", sha256=one.sha256, edition=one.edition)
        for number, one in enumerate(found, 1)
    ]


def _annotated(path: Path, note: Callable[[str], None] | None) -> list[Quotation]:
    """What stands in the annotations of a file for reference managers, each quotation as a passage of its own."""
    text = decoded(path)
    pack = carried(path, text)
    entries = text[: text.rindex(f"{MARK} ")] if pack else text
    # A field in BibTeX escapes signs that are its own.
    plain = _IN_TEX.sub(lambda sign: sign[1] or _NAMED_IN_TEX[sign[2]], entries) if _is_bibtex(path) else entries
    paragraphs = [Paragraph(line, f"paragraph {number}") for number, line in enumerate(plain.splitlines(), 1)]
    found = quotations(paragraphs)
    return _from_pack(pack, found, paragraphs, path, note) if pack else found


def _is_bibtex(path: Path) -> bool:
    return path.suffix.lower() == ".bib"


def draft_paragraphs(path: Path, tell: Callable[..., None], password: str = "") -> list[Paragraph]:
    """The draft's paragraphs, by whose numbers its quotations say where they stand. `tell` as for `read_draft`.

    Raises UnreadableReport as reading its quotations does.
    """
    check_file(path, DRAFTS)
    return _paragraphs(path, tell, tell, password)


def _paragraphs(
    path: Path, progress: Callable[[int, int], None] | None, note: Callable[[str], None] | None, password: str
) -> list[Paragraph]:
    suffix = path.suffix.lower()
    named = (lambda line: note(f"{path}: {line}")) if note else None
    if suffix in WORD:
        from assistant.checking.docx_draft import docx_paragraphs

        return docx_paragraphs(path, note)
    if suffix in HTML:
        return html_paragraphs(decoded(path, named), named)
    if suffix in MARKDOWN:
        return _markdown(decoded(path, named), str(path))
    if suffix in TEXT:
        return list(_of_report(text_report(_unbroken(decoded(path, named)), path.name, path.stem)))
    report = read_report(path, progress, Opening(password))
    if note:
        for line in report.notes:
            note(f"{path}: {line}")
    return list(_of_report(report))


def _unbroken(source: str) -> str:
    """Words that a line's end broke put together, with a sign where: a hyphen that may or may not be theirs."""
    return _LINE_END_IN_A_WORD.sub(LINE_END, source)


def _of_report(report: Report) -> Iterator[Paragraph]:
    for number, block in enumerate(report.blocks, 1):
        page = report.page_at(block.span.start)
        place = f"page {page.label or page.number}" if page else f"paragraph {number}"
        yield Paragraph(report.text[block.span.start : block.span.end], place)


def _markdown(source: str, name: str) -> list[Paragraph]:
    """Paragraphs and block quotations, with the footnotes that they refer to; the notes themselves among them."""
    texts: list[tuple[str, bool]] = []
    source, at = with_notes_named(with_callouts_set_apart(source)), 0
    for match in _BLOCK_QUOTATION.finditer(source):
        texts += [(text, False) for text in _blocks(source[at : match.start()], name)]
        if match["html"]:
            texts += [(one.text, one.block_quotation) for one in html_paragraphs(match[0])]
        else:
            texts += [(text, True) for text in _blocks(with_source_apart(_QUOTED_LINE.sub("", match[0])), name)]
        at = match.end()
    texts += [(text, False) for text in _blocks(source[at:], name)]
    notes = {note["key"]: text[note.end() :] for text, _ in texts if (note := _NOTE.match(text))}
    return [_markdown_paragraph(number, text, block, notes) for number, (text, block) in enumerate(texts, 1)]


def _markdown_paragraph(number: int, text: str, block_quotation: bool, notes: dict[str, str]) -> Paragraph:
    if note := _NOTE.match(text):
        return Paragraph(text[note.end() :], f"footnote {note['key']}", block_quotation)
    referred = tuple((at.start(), notes[at["key"]]) for at in _REFERENCE.finditer(text) if at["key"] in notes)
    return Paragraph(text, f"paragraph {number}", block_quotation, referred)


def _blocks(source: str, name: str) -> list[str]:
    # Two notes on lines that follow each other are one paragraph to Markdown without footnotes.
    parted = re.sub(r"\n(?=\[\^[^\]\s]+\]:)", "\n\n", _unbroken(source))
    report = markdown_report(parted, name, name, notes_apart=False)
    return [report.text[block.span.start : block.span.end] for block in report.blocks]
