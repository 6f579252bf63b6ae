"""A quote in, a citation in the form of a house style out: the words in its marks, the note, the entry of a list.

Chicago, APA and OSCOLA come from citeproc-py and the styles of the CSL project; what it does otherwise than the style's
manual is mended below, each by a function named for the rule. The United Nations form, for which there is no CSL style,
is composed here. What is not known is left out, save where a style writes "n.d.".
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from assistant.answer import Citation
from corpus.metadata import Metadata
from corpus.report import BY_MACHINE, Quote

STYLES = ("un", "chicago", "apa", "oscola")
_CSL = {"chicago": "chicago-notes-bibliography", "apa": "apa", "oscola": "oscola"}
_LOCALE = {"chicago": "en-US", "apa": "en-US", "oscola": "en-GB"}
_MONTHS = "January February March April May June July August September October November December".split()
# The short term of CSL's own locale, as APA has it (Publication Manual, 7th ed., 8.28) and the United Nations in its
# documents; OSCOLA abbreviates without full stops. The page before it, as the larger place, was not looked up.
_PARAGRAPH = {"un": "para.", "chicago": "para.", "apa": "para.", "oscola": "para"}
_NOTE = {"un": "footnote", "chicago": "note", "apa": "Footnote", "oscola": "fn"}
_STAND_INS = ("98761", "98761–98762")  # a page, pages
_BLOCK = 40  # words from which APA sets a quotation as a block without marks (Publication Manual, 7th ed., 8.27)
# OSCOLA sets what is longer than three lines as a block without marks (4th ed., 1.5): about so many words.
_THREE_LINES = 50
READ_BY_MACHINE = f"[{BY_MACHINE.capitalize()} from a scan: compare the words with the page before they are used.]"
_PRINTED_MARKS = re.compile(r"^[“\"](?P<inner>[^“”\"]*)[”\"]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote as a style has it.

    `words`: in the style's quotation marks. `note`: the footnote, or for APA the bracket behind the words. `entry`:
    for the list of references, "" where the style has none.
    """

    words: str
    note: str
    entry: str


def cited(citation: Citation, facts: Metadata, style: str) -> Cited:
    """`style`: one of STYLES, else KeyError."""
    words = _in_marks(citation.quote.text, facts.language if style == "un" else "en", style)
    if style == "un":
        return Cited(words, _united_nations(citation, facts), "")
    # OSCOLA names no kind of publication; the CSL style would write it behind the title.
    known = replace(facts, kind=None) if style == "oscola" else facts
    if style == "apa":
        known = replace(facts, title=_with_a_capital_subtitle(facts.title))
    label, place = _locator(citation, style)
    # citeproc-py takes "v–vi" for one page and "A-1" for a range: figures stand in for what the pages are called.
    pages = citation.quote.pages
    figures = _STAND_INS[citation.quote.last_page is not None] if pages else ""
    note, entry = _by_citeproc(known, _CSL[style], _LOCALE[style], label, place.replace(pages, figures, 1))
    note = note.replace(figures, pages) if pages else note
    section = section_path(citation, facts)
    if section and not place:
        note = _AT_A_SECTION[style](note, section)
    return Cited(words, note, entry)


def csl_item(facts: Metadata, identity: str = "document") -> dict[str, Any]:
    """The document as a CSL-JSON item."""
    item: dict[str, Any] = {"id": identity, "type": "report", "title": facts.title, "language": facts.language}
    if facts.body:
        item["author"] = [{"literal": facts.body}]
    if facts.date_parts:
        item["issued"] = {"date-parts": [list(facts.date_parts)]}
    for key, value in {
        "publisher-place": facts.place,
        "number": facts.symbol,
        "edition": facts.edition,
        "genre": facts.kind,
        "URL": facts.url,
    }.items():
        if value:
            item[key] = value
    return item


def _locator(citation: Citation, style: str) -> tuple[str, str]:
    """(CSL's name of the place, the place): the page with the paragraph or the note behind it, else these alone."""
    quote = citation.quote
    if quote.pages:
        return "page", ", ".join(filter(None, (quote.pages, _numbered(quote, style))))
    if quote.annex:
        return "page", _numbered(quote, style)
    return ("note", quote.note) if quote.note else ("paragraph", quote.paragraph)


def _numbered(quote: Quote, style: str) -> str:
    """ "para. 25", "footnote 2"; "" where the words stand in none that has a number."""
    if quote.paragraph:
        return ", ".join(filter(None, (quote.annex, f"{_PARAGRAPH[style]} {quote.paragraph}")))
    return f"{_NOTE[style]} {quote.note}" if quote.note else ""


def section_path(citation: Citation, facts: Metadata) -> str:
    """The headings above the words, as printed, without those that the title says already; "" where there are none."""
    path = [heading.strip().rstrip(":") for heading in citation.headings]
    return ", ".join(heading for heading in path if _letters(heading) not in _letters(facts.title))


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _in_marks(words: str, language: str, style: str) -> str:
    """The words in the style's marks; marks printed within them take the other shape, as a quotation within one does.

    Words that the document prints in marks from first to last keep one pair.
    """
    whole = _PRINTED_MARKS.match(words)
    inner = whole["inner"] if whole else words
    if (style == "apa" and len(inner.split()) >= _BLOCK) or (style == "oscola" and len(inner.split()) > _THREE_LINES):
        return words
    if language == "fr":
        return f"« {inner} »"
    if style == "oscola":  # single marks, double within them (4th ed., 1.5)
        return f"‘{inner}’"
    return "“" + re.sub(r"“([^“”]*)”", r"‘\1’", inner) + "”"


def italic(reference: str, facts: Metadata, style: str) -> tuple[str, str, str]:
    """The reference in three: before the title, the title where the style sets it in italics, behind it.

    Titles of publications are italic in the United Nations' notes, in Chicago and in APA; OSCOLA sets a report's in
    roman within marks.
    """
    match = None if style == "oscola" else re.search(re.escape(facts.title), reference, re.IGNORECASE)
    if not match:
        return reference, "", ""
    return reference[: match.start()], match[0], reference[match.end() :]


# The United Nations


def _united_nations(citation: Citation, facts: Metadata) -> str:
    """Body, title, symbol, place and date in brackets, page and paragraph or section; a full stop ends the note.

    Organization, title and symbol in this order: United Nations Editorial Manual, Footnotes, IV.A, where the body's
    name is spelled out too. Not looked up: place and date in brackets behind them, and "sect." before headings that
    bear no number.
    """
    return _ended(", ".join(part for part in (_document(facts), where(citation, facts)) if part))


def source(facts: Metadata) -> str:
    """The document itself in the United Nations form, as a list of sources has it."""
    return _ended(_document(facts))


def again(citation: Citation, facts: Metadata, first: int | None) -> str:
    """The note of a later reference in the United Nations form.

    `first`: the number of the note that names the document in full; None where it is named in the note before and that
    note names no place, or this one does too: "Ibid." alone would be the place before. A
    document with a symbol is named by it alone. Not looked up: "Ibid." and the bracket are the forms that United
    Nations documents use.
    """
    named = "Ibid." if first is None else facts.symbol or f"{facts.title} (see footnote {first} above)"
    place = where(citation, facts)
    return _ended(f"{named}, {place}" if place else named)


def short(citation: Citation, facts: Metadata) -> str:
    """How United Nations documents name each other in passing: "A/80/624, para. 25", without a full stop.

    The paragraph is enough where it is known, since it is the same in every language and edition.
    """
    quote = citation.quote
    place = _numbered(quote, "un") if quote.paragraph else where(citation, facts)
    return ", ".join(part for part in (facts.symbol or facts.title, place) if part)


def beside(citation: Citation) -> tuple[str, ...]:
    """What a reader must know of the words and they do not say themselves, in brackets of ours: what stands over a
    table's row, that they were recognized in a picture."""
    told = [row] if (row := row_line(citation)) else []
    return (*told, READ_BY_MACHINE) if citation.quote.by_machine else tuple(told)


def row_line(citation: Citation) -> str:
    """ "[Row: Air transport › Helicopters — 2026/27: 4 444 (Hours)]"; "" of what is no such row."""
    row = citation.quote.row
    return f"[Row: {row.in_its_table}]" if row else ""


def warned(note: str, citation: Citation) -> str:
    """The note, with what a reader must know of the words."""
    return " ".join((note, *beside(citation)))


def _document(facts: Metadata) -> str:
    published = ", ".join(part for part in (facts.place, _date(facts)) if part)
    title = facts.title
    if facts.symbol:
        title += f", {facts.symbol}"
    if facts.edition:
        title += f", {facts.edition}"
    if published:
        title += f" ({published})"
    return ", ".join(part for part in (facts.body, title) if part)


def where(citation: Citation, facts: Metadata) -> str:
    """The place in the United Nations form, page and paragraph or section; "" where none is known."""
    if place := page_and_paragraph(citation):
        return place
    section = section_path(citation, facts)
    return f"sect. {section}" if section else ""


def page_and_paragraph(citation: Citation) -> str:
    """ "p. 4, para. 25", as far as they are known."""
    quote = citation.quote
    page = f"{'p.' if quote.last_page is None else 'pp.'} {quote.pages}" if quote.pages else ""
    return ", ".join(filter(None, (page, _numbered(quote, "un"))))


def _ended(reference: str) -> str:
    """With one mark at its end: a heading may bring its own."""
    return reference if reference[-1] in ".?!" else f"{reference}."


def _date(facts: Metadata) -> str:
    """Day, month in letters, year, without commas: 1 October 2020."""
    parts = facts.date_parts
    written = [str(part) if place != 1 else _MONTHS[part - 1] for place, part in enumerate(parts)]
    return " ".join(reversed(written))


# Chicago, APA, OSCOLA


@lru_cache(maxsize=64)
def _by_citeproc(facts: Metadata, style: str, locale: str, label: str, place: str) -> tuple[str, str]:
    """(note, entry) of a first reference. `label`: CSL's name of the kind of `place`."""
    # A tenth of a second, and lxml: for who cites alone.
    from citeproc import Citation as Reference
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
    from citeproc.source.json import CiteProcJSON

    path = resources.files("assistant.citing").joinpath("styles", f"{style}.csl")
    with warnings.catch_warnings(), resources.as_file(path) as file:
        warnings.simplefilter("ignore")  # citeproc-py warns of every field that it does not know
        loaded = CitationStylesStyle(str(file), locale=locale, validate=False)
        bibliography = CitationStylesBibliography(loaded, CiteProcJSON([csl_item(facts)]), formatter.plain)
        item = CitationItem("document", locator=Locator(label, place)) if place else CitationItem("document")
        reference = Reference([item])
        bibliography.register(reference)
        note = str(bibliography.cite(reference, lambda _: None))
        entries = [str(entry) for entry in bibliography.bibliography()]
    return _title_once(note, facts), _title_once(entries[0], facts)


def _title_once(reference: str, facts: Metadata) -> str:
    """Where no author is known the title stands in its place, once: CSL 1.0.2, `substitute`, suppresses the second.

    citeproc-py writes both.
    """
    if facts.body:
        return reference
    title = re.escape(facts.title)
    marked = rf"‘?{title}’?"
    return re.sub(rf"({marked})(?P<between>[.,]? (?:\(n\.d\.\)\. )?){marked}", _first_title, reference, flags=re.I)


def _first_title(match: re.Match[str]) -> str:
    return match[1] + (match["between"].rstrip(" .") if "n.d." in match["between"] else "")


def _with_a_capital_subtitle(title: str) -> str:
    """The first word behind a colon has a capital (Publication Manual, 7th ed., 6.17); the CSL style leaves it.

    Sentence case would lower other words too. Which of them are names nobody tells us, so they stay as printed.
    """
    return re.sub(r"(?<=: )[^\W\d_]", lambda letter: letter[0].upper(), title)


def _chicago_at_a_section(note: str, section: str) -> str:
    """Without pages a note names the heading: under "Heading" (Chicago Manual of Style, 17th ed., 14.160, and its
    Q&A on documentation)."""
    return f"{note.rstrip('.')}, under “{_ended(section)}”"


def _apa_at_a_section(note: str, section: str) -> str:
    """Without pages the bracket names the heading and the word section (Publication Manual, 7th ed., 8.28)."""
    return f"{note.removesuffix(')')}, {section} section)"


def _oscola_at_a_section(note: str, section: str) -> str:
    """A pinpoint follows the reference behind a comma; that it may be a heading was not looked up.

    That a report without ISBN has its title in roman within single marks: OSCOLA, 4th ed., 3.1 and 3.4; the CSL style
    does so.
    """
    return _ended(f"{note.rstrip('.')}, {section}")


_AT_A_SECTION = {"chicago": _chicago_at_a_section, "apa": _apa_at_a_section, "oscola": _oscola_at_a_section}
