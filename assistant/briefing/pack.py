"""A briefing pack as a value: what every format is drawn from, so that all of them hold the same.

Only `Quoted` holds words of a document; `Heading` and `Line` are Further's own. Notes are numbered from 1 in the order
in which they stand, whatever the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.briefing.choice import Choice, Length
from corpus.metadata import Metadata
from corpus.report import Report

_LONG_LIST = 14  # quotes


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with its footnote, "" where one note stands for a whole list.

    `under`: the mission as the document prints it, shown before the words where they are another's; else "".
    `tags`: what is ours to say behind it. `strong`: a heading of the document, shown as one.
    """

    citation: Citation
    note: str = ""
    under: str = ""
    tags: tuple[str, ...] = ()
    strong: bool = False

    @property
    def text(self) -> str:
        return self.citation.quote.text

    @property
    def behind(self) -> tuple[str, ...]:
        """What stands behind the words and is none of them: the tags, and what stands over a table's row."""
        row = self.citation.quote.row
        return (*self.tags, row.in_its_table) if row else self.tags


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ours. `listed`: one of several of a kind. `note`: the footnote of the quotes below it, or "".
    `own`: of whoever made the pack, not of Further; every format sets it apart."""

    text: str
    listed: bool = False
    note: str = ""
    own: bool = False


Item = Quoted | Heading | Line


@dataclass(frozen=True, slots=True)
class Section:
    """`key` names it whatever the language. `apart`: it begins a page of its own."""

    key: str
    title: str
    items: tuple[Item, ...]
    apart: bool = False

    @property
    def boxed(self) -> bool:
        """Whether it stands in a frame: what is told of the mission."""
        return self.key == "box"


@dataclass(frozen=True, slots=True)
class Pack:
    """`subtitle`: date, role, themes and length, as chosen. `reports`: what the quotes were cut from, and
    `facts`: what is known of each, by its name."""

    choice: Choice
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    reports: tuple[Report, ...]
    facts: Mapping[str, Metadata]

    @property
    def language(self) -> str:
        return self.choice.language

    @property
    def over(self) -> str:
        """What stands over the title, such as whose pack it is; or ""."""
        return self.choice.line

    @property
    def right_to_left(self) -> bool:
        return self.language == "ar"

    def items(self) -> Iterator[Item]:
        for section in self.sections:
            yield from section.items

    def in_columns(self, section: Section) -> bool:
        """Whether the section's quotes stand in two columns: a long list that shall be on one page."""
        many = sum(isinstance(item, Quoted) for item in section.items) > _LONG_LIST
        return many and self.choice.length is Length.PAGE

    def language_of(self, quoted: Quoted) -> str:
        """ISO 639-1, of the quote's document."""
        return self.facts[quoted.citation.document].language

    def quotes(self) -> tuple[Quoted, ...]:
        return tuple(item for item in self.items() if isinstance(item, Quoted))

    def notes(self) -> tuple[str, ...]:
        """The footnotes; the first is number 1."""
        return tuple(item.note for item in self.items() if isinstance(item, Quoted | Line) and item.note)
