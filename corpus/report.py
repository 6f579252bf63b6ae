"""A report as one canonical text and everything that points into it.

Comes in: a text with the spans of its blocks, from a reader (`markdown_file`, `pdf_file`).
Goes out: `Report`, the only place where words are cut. What stands in quotation marks anywhere in the program
was made by `Report.quote`, so `report.text[q.span.start:q.span.end] == q.text` holds for all of it.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import shorten
from typing import Any, TypeVar

Made = TypeVar("Made")

# What opens a part that counts its own paragraphs, in the languages of the United Nations.
_ANNEX = re.compile(
    r"(?:annexe?|appendix|appendice|enclosure|pièce jointe|anexo|apéndice|приложение|добавление|المرفق|التذييل|الضميمة"
    r"|附件|附录)"
    r"\s?(?:(?-i:[IVXLC]{1,6}|[A-Z])|\d{1,3}|[一二三四五六七八九十]{1,3}|(?:ال)?[\u0621-\u064a]{2,8})?(?!\w)",
    re.IGNORECASE,
)
_LONGEST_NAME = 160  # characters of a row's name beside a cell: some are a paragraph
BY_MACHINE = "read by machine"  # said with every quote whose words were recognized in a picture


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters (Unicode code points) of a report's text, `end` excluded."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span needs 0 <= start < end, got {self.start} and {self.end}.")

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row as its columns say it, in the document's words: what stands over each cell, and the cell.

    `title` and `unit` are the table's, "" where it has none; `label` is the row's name, "" where nothing names it.
    `apart`: the quoted words stand in the cells that are told here, and the label in another. Shown beside a quotation
    of the row, never within it.
    """

    title: str
    unit: str
    label: str
    cells: tuple[tuple[str, str], ...]
    apart: bool = False

    @property
    def over(self) -> tuple[str, ...]:
        """The document's words over the row: the table's title, its unit, and each head once; over a cell its row's
        name too."""
        heads = dict.fromkeys(head for head, _ in self.cells)
        name = self.label if self.apart else ""
        return tuple(words for words in (self.title, self.unit, *heads, name) if words)

    @property
    def read_out(self) -> str:
        """ "Helicopters — 2025/26: 4 200; 2026/27: 4 444 (Hours)"; of words in a cell, which stand beside it, "1.1 Safe
        roads — Indicators of achievement", with the table's title where nothing names the row."""
        alone = self.apart and len(self.cells) == 1
        said = "; ".join(head if alone else f"{head}: {words}" for head, words in self.cells)
        label = shorten(self.label or self.title, _LONGEST_NAME, placeholder=" …") if self.apart else self.label
        return " — ".join(words for words in (label, said) if words) + (f" ({self.unit})" if self.unit else "")

    @property
    def in_its_table(self) -> str:
        """The same where nothing else shows the table: "Air transport › Helicopters — 2026/27: 4 444 (Hours)"."""
        named = self.apart and not self.label  # by the title alone
        return " › ".join(words for words in ("" if named else self.title, self.read_out) if words)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report and where they stand. Made only by `Report.quote`.

    `page` counts the file's pages from 1 and `page_label` is the number printed on it, as `Page` has it;
    both are None where the file has no pages, the label also where the file names none. `last_page` and its label
    are those of the page where the words end, None where they stand on one page. `paragraph` is the number of the
    paragraph that they stand in ("25", "25 (a)" in a lettered point of it), "" where the document numbers none so that
    one can be found by it; `annex` names the annex whose paragraph it is ("Annex II"). `note` is the number of the note
    that they are ("2", "a"), "" where they are none. `lead_in`: the words that lead into such a point ("The Committee
    recommends:"). `row`: the table's row that they are or stand in, None where they do not, or where it cannot be read
    with confidence.
    `by_machine`: some of the words were recognized in a picture of the page.
    """

    text: str
    span: Span
    page: int | None = None
    page_label: str | None = None
    last_page: int | None = None
    last_page_label: str | None = None
    paragraph: str = ""
    annex: str = ""
    note: str = ""
    lead_in: Quote | None = None
    row: Row | None = None
    by_machine: bool = False

    @property
    def numbered(self) -> str:
        """The paragraph or the note by its number: "paragraph 25", "note 2"; "" where it has none."""
        if self.paragraph:
            return ", ".join(filter(None, (self.annex, f"paragraph {self.paragraph}")))
        return f"note {self.note}" if self.note else ""

    @property
    def pages(self) -> str:
        """As a reader finds them: "4", "iv", "1–2"; "" where the file has no pages."""
        if self.page is None:
            return ""
        first = self.page_label or str(self.page)
        return first if self.last_page is None else f"{first}–{self.last_page_label or self.last_page}"


class Kind(StrEnum):
    """What a block is. A quote is a whole sentence of a paragraph, or one of the others whole."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    ENTRY = "entry"  # of a contact list: a name with its title and address, one unit
    LINE = "line"  # stands alone without being a sentence: a caption, a figure, an attribution


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text that the page sets apart.

    `headings` are the spans of the headings above it, outermost first (a heading does not stand under itself).
    `level` is a heading's depth from 1, a list item's nesting from 1, 1 of a line that heads a part of a list or of a
    table and is no heading of the text, else 0. `number` is what the document calls the block by ("125.", a note's
    "7"), "" where it has none: it stands in the text right before the span, as it is a name and no part of the words.
    `row` is what a table's row says, column by column. `point` names a lettered point of a
    numbered paragraph ("25 (a)"), and `lead_in` is the block that leads into it ("The Committee recommends:").
    """

    kind: Kind
    span: Span
    headings: tuple[Span, ...] = ()
    level: int = 0
    number: str = ""
    row: Row | None = None
    point: str = ""
    lead_in: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page begins in the text, its number in the file (from 1), and the label printed on it, if known: "[1]"
    where none is and another page's is the number that this one has in the file.

    `by_machine`: its words were recognized in a picture, and any letter may be wrong.
    """

    start: int
    number: int
    label: str | None = None
    by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A document as Further knows it.

    `name` is what the reader was given: a path, or the shipped report's own name. `edition` says which edition the
    words are from, in our words, or None. `blocks` are in the order of the text and never overlap; the characters
    between them are white space and the blocks' numbers. `notes` are what the reader wants the person to know about
    this file, one line each.
    """

    name: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    edition: str | None = None
    notes: tuple[str, ...] = ()
    sha256: str = field(init=False)
    _numbered: dict[Span, str] = field(init=False, repr=False, compare=False)
    _pages_begin: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _blocks_begin: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbered", paragraph_numbers(self.text, self.blocks))
        object.__setattr__(self, "_pages_begin", tuple(page.start for page in self.pages))
        object.__setattr__(self, "_blocks_begin", tuple(block.span.start for block in self.blocks))
        object.__setattr__(self, "sha256", hashlib.sha256(self.text.encode()).hexdigest())

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes of this text under `key`: made when it is first asked for, and gone with the report."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made

    def quote(self, span: Span) -> Quote:
        """The words at `span`. ValueError where the span leaves the text."""
        if span.end > len(self.text):
            raise ValueError(f"{self.name} has {len(self.text)} characters, the span ends at {span.end}.")
        page, last = self.page_at(span.start), self.page_at(span.end - 1)
        over = last if last != page else None
        block = self._block_of(span)
        return Quote(
            text=self.text[span.start : span.end],
            span=span,
            page=page.number if page else None,
            page_label=page.label if page else None,
            last_page=over.number if over else None,
            last_page_label=over.label if over else None,
            paragraph=self._paragraph_of(block) if block else "",
            annex=self._annex_of(block) if block else "",
            note=block.number if block and block.kind is Kind.LINE else "",
            lead_in=self.quote(block.lead_in) if block and block.lead_in else None,
            row=block.row if block else None,
            by_machine=any(each is not None and each.by_machine for each in (page, last)),
        )

    def _block_of(self, span: Span) -> Block | None:
        """The block that holds all of the span."""
        block = self.block_at(span.start)
        return block if block and block.span.holds(span) else None

    def _paragraph_of(self, block: Block) -> str:
        return block.point or (block.number.rstrip(".-– ") if block.span in self._numbered else "")

    def _annex_of(self, block: Block) -> str:
        while block.point and block.lead_in and (over := self.block_at(block.lead_in.start)):
            block = over
        return self._numbered.get(block.span, "")

    def page_at(self, offset: int) -> Page | None:
        """The page on which the character at `offset` stands; None where the file has no pages."""
        if not self.pages:
            return None
        return self.pages[max(0, bisect_right(self._pages_begin, offset) - 1)]

    def block_at(self, offset: int) -> Block | None:
        """The block in which the character at `offset` stands, else the last before it; None before the first."""
        place = bisect_right(self._blocks_begin, offset) - 1
        return self.blocks[place] if place >= 0 else None

    def headings_at(self, offset: int) -> tuple[str, ...]:
        """The texts of the headings above the block at `offset`, outermost first."""
        block = self.block_at(offset)
        return self.words_of(block.headings) if block else ()

    def words_of(self, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The texts at several spans, such as a block's headings."""
        return tuple(self.text[span.start : span.end] for span in spans)


def paragraph_numbers(text: str, blocks: Sequence[Block]) -> dict[Span, str]:
    """The paragraphs whose number leads to them alone, each with the annex in which it does, "" in none; no paragraphs
    where most numbers come back, as those of short lists do."""
    heads = ((block.span, _ANNEX.match(text, block.span.start, block.span.end)) for block in blocks if block.level)
    annexes = {span: found[0].strip() for span, found in heads if found}
    numbered = [
        (next((annexes[span] for span in block.headings if span in annexes), ""), block)
        for block in blocks
        if block.number and block.kind is Kind.PARAGRAPH
    ]
    counts = Counter((annex, block.number) for annex, block in numbered)
    once = {block.span: annex for annex, block in numbered if counts[annex, block.number] == 1}
    return once if 2 * len(once) >= len(numbered) else {}
