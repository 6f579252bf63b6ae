"""What a group of lines is: a heading, an item, a paragraph or a line; and how deep each heading stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus import totals
from corpus.pdf_runs import Line
from corpus.printed_words import in_capitals
from corpus.report import Kind, Row
from corpus.typesetting import (
    AS_LARGE,
    BULLET,
    CAPTION,
    CONTENTS,
    END,
    LARGER,
    LEADER,
    LETTERED,
    NUMBERED,
    SMALLER,
    Typesetting,
    is_marked,
)

_COUNTED = re.compile(r"^\d{1,3}[.)]\s")
# Words before a part's number, in the languages of the United Nations.
_PARTS = "|".join(
    (
        "part|chapter|section|annex|appendix|(?:sub)?programme",
        "partie|chapitre|annexe|appendice|sous-programme",
        "parte|capítulo|sección|anexo|apéndice|(?:sub)?programa",
        "часть|глава|раздел|приложение|(?:под)?программа",
        "الجزء|الفصل|الباب|المرفق|التذييل|البرنامج(?: الفرعي)?",
    )
)
_CHINESE_NUMBER = "(?:[0-9]+|[一二三四五六七八九十百]+)"
_CHINESE_PART = rf"第\s?{_CHINESE_NUMBER}\s?[章款编部节]|(?:附件|附录|(?:次级)?方案)\s?{_CHINESE_NUMBER}"
_HEAD_NUMBER = re.compile(
    rf"^(?:(?P<part>(?:{_PARTS})\s+(?-i:\d+[A-Z]?|[IVXLC]+|[A-Z])\b|{_CHINESE_PART})"
    r"|(?P<roman>[IVXLC]{1,6})[.\s]\s*(?=\S)|(?P<letter>[A-Z])\.\s+(?=\S)"
    r"|(?P<arabic>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)|(?P<item>\([a-z]\))\s|(?P<roman_item>\([ivx]+\))\s)",
    re.IGNORECASE,
)

_TABLE = re.compile(r"(?:table|tableau|tabla|cuadro|таблица|表|الجدول)\s*[\dIVXLC]+\b", re.IGNORECASE)
_ENTRY = re.compile(r"[^\W\d].*[ …](?:\d{1,4}|[ivxlc]{1,7})$")  # of a contents list: words, then a page
# What stands over the notes of a whole document, in the languages of the United Nations.
_NOTES = re.compile(
    r"(?:end|foot)?\s?notes?|notes (?:de fin|de bas de page)|notas(?: finales| al final)?|примечани[ея]|сноски"
    r"|注释|尾注|脚注|注|الحواشي|الهوامش|anmerkungen",
    re.IGNORECASE,
)
_HEADING_LENGTH = 300  # characters; the titles of UN reports reach about 240
_HEADING_LINES = 6
_MUCH_LARGER = 1.5  # than a title of more words: two words in less may be a letterhead's
_CAPITALS_LENGTH = 100
_OF_ROMAN, _OF_LETTER, _OF_ARABIC = 1, 2, 3  # ranks of "I.", "A." and "1."
_UNDER_ALL_OTHERS = 20  # the rank of "(a)": below the numbered and the unnumbered headings of its size


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has a place. `starts` are (offset in the text, page) wherever a page begins in it.

    `number` stands before the text and is none of its words. `size` is its letters' in points; `level` as in `Block`;
    `row` is True for a table's row of several cells, `cells` what
    those say where that is sure, `slanted` where all of it is in italics, `bold` where all of it is bold.
    """

    kind: Kind
    text: str
    starts: tuple[tuple[int, int], ...]
    size: float
    level: int = 0
    row: bool = False
    slanted: bool = False
    number: str = ""
    cells: Row | None = None
    bold: bool = False


def folded(title: str) -> str:
    """A title without its number, case and spaces, as bookmarks and pages differ in them."""
    return re.sub(r"[\W_]+", "", _HEAD_NUMBER.sub("", title.strip()).casefold())


def kind_of(group: list[Line], text: str, setting: Typesetting, outline: frozenset[str]) -> Kind:
    first = group[0]
    if any(line.cells > 1 for line in group) or any(LEADER.search(line.text) for line in group) or first.noted:
        return Kind.LINE
    if _is_heading(group, text, setting, outline):
        return Kind.HEADING
    if not any(char.isalpha() for char in text):
        return Kind.LINE
    if text.startswith(("*", "†", "‡")) and first.size < SMALLER * setting.body:
        return Kind.LINE  # a note to the title of a UN document, not a bullet
    if BULLET.match(text) or (LETTERED.match(text) and not text.startswith("(1")):
        return Kind.ITEM
    ended = bool(END.search(text))
    if NUMBERED.match(text):
        return Kind.PARAGRAPH if len(group) > 1 or ended else Kind.ITEM if _COUNTED.match(text) else Kind.LINE
    if CAPTION.match(text) or (len(group) == 1 and not ended):
        return Kind.LINE
    return Kind.PARAGRAPH if ended or len(group) > 2 else Kind.LINE


def _is_heading(group: list[Line], text: str, setting: Typesetting, outline: frozenset[str]) -> bool:
    first = group[0]
    if len(text) > _HEADING_LENGTH or len(group) > _HEADING_LINES:
        return False
    letters = sum(map(str.isalpha, text))
    if (
        (CAPTION.match(text) and first.size < LARGER * setting.body)
        or letters < 3
        or letters < 0.4 * len(text)
        or totals.is_row(text)
        or all(map(setting.is_in_figure, group))
    ):
        return False
    if outline and folded(text) in outline and first.size >= SMALLER * setting.body:
        return True
    if first.size >= LARGER * setting.body:
        return not (END.search(text) and len(text) > 80)
    if first.size < AS_LARGE * setting.body or text[0].islower():
        return False
    ended = bool(re.search(r"[.;,]$", text))
    if all(line.bold for line in group) and not setting.bold_body:
        return not ended and not BULLET.match(text)
    if ended or len(group) > 3:
        return False
    if all(line.slanted for line in group):
        return not END.search(text) and not is_marked(first)
    if in_capitals(text) and letters >= 4 and len(text) <= _CAPITALS_LENGTH:
        return True
    if len(group) > 2 or END.search(text):
        return False
    numbered = _HEAD_NUMBER.match(text)
    if numbered and (numbered["roman"] or "").isupper() and text[numbered.end() : numbered.end() + 1].isupper():
        return text[len(numbered["roman"])] == "."
    return False


def _letterhead_lowered(pieces: list[Piece]) -> list[Piece]:
    """What stands over the title on the first page (a letterhead, a date) is no heading of the report, unless a
    paragraph stands between: that it heads."""
    title = title_place(pieces) or 0
    above = range(_text_end(pieces, title), title)
    return [
        replace(piece, kind=Kind.LINE) if place in above and piece.kind is Kind.HEADING else piece
        for place, piece in enumerate(pieces)
    ]


def _text_end(pieces: Sequence[Piece], place: int) -> int:
    """Behind the last paragraph before this place; 0 where there is none."""
    return next((before for before in range(place, 0, -1) if pieces[before - 1].kind is Kind.PARAGRAPH), 0)


def _table_titles_lowered(pieces: list[Piece]) -> list[Piece]:
    """An unnumbered heading right over a table or under its caption names what is in it, not what comes after."""
    return [
        replace(piece, kind=Kind.LINE)
        if piece.kind is Kind.HEADING and _rank(piece.text) is None and (_is_table_top(after) or _is_caption(before))
        else piece
        for before, piece, after in zip([None, *pieces[:-1]], pieces, [*pieces[1:], None], strict=True)
    ]


def _contents_lowered(pieces: list[Piece]) -> list[Piece]:
    """What stands over a contents list heads no section."""
    return [
        replace(piece, kind=Kind.LINE)
        if piece.kind is Kind.HEADING and CONTENTS.fullmatch(piece.text) and _is_entry(pieces[place + 1 : place + 4])
        else piece
        for place, piece in enumerate(pieces)
    ]


def _endnotes_lowered(pieces: list[Piece]) -> list[Piece]:
    """Numbers under a heading such as "Notes" are those of notes, not of paragraphs."""
    out: list[Piece] = []
    noted = False
    for piece in pieces:
        if piece.kind is Kind.HEADING:
            noted = _NOTES.fullmatch(piece.text) is not None
        counted = noted and piece.kind is Kind.PARAGRAPH and piece.number
        out.append(replace(piece, kind=Kind.LINE, number=piece.number.rstrip(".")) if counted else piece)
    return out


def _is_entry(following: Sequence[Piece]) -> bool:
    return any(piece.kind is Kind.LINE and _ENTRY.search(piece.text) for piece in following)


def _is_caption(piece: Piece | None) -> bool:
    return piece is not None and piece.kind is Kind.LINE and bool(_TABLE.match(piece.text))


def _is_table_top(piece: Piece | None) -> bool:
    if piece is None or piece.kind is not Kind.LINE:
        return False
    return piece.row or piece.cells is not None or bool(re.match(r"\(.*\)$", piece.text))


def title_place(pieces: Sequence[Piece]) -> int | None:
    """Where the title stands: the largest heading of three words or more on the first page that has text, or of two in
    much larger letters that are no letterhead, or over it where it is numbered; None where a larger one heads a
    paragraph over it."""
    if not pieces:
        return None
    first_page = pieces[0].starts[0][1]
    heads = [
        place
        for place, piece in enumerate(pieces)
        if piece.kind is Kind.HEADING and piece.starts[0][1] == first_page and len(piece.text.split()) >= 2
    ]
    longer = [place for place in heads if len(pieces[place].text.split()) >= 3]
    largest = max(longer, key=lambda place: pieces[place].size, default=None)
    heads = [place for place in heads if place in longer or _is_short_title(pieces, place, largest)]
    if not heads:
        return None
    first = max(heads, key=lambda place: (round(pieces[place].size, 1), -place))
    # A numbered section may be set larger than the title over it.
    over = [place for place in heads if place < first and _rank(pieces[place].text) is None]
    if _rank(pieces[first].text) is not None and over:
        first = max(over, key=lambda place: (round(pieces[place].size, 1), -place))
    above = pieces[: _text_end(pieces, first)]
    larger = any(piece.kind is Kind.HEADING and piece.size > pieces[first].size + 0.1 for piece in above)
    return None if larger else first


def _is_short_title(pieces: Sequence[Piece], place: int, longer: int | None) -> bool:
    """True for two words in much larger letters than the largest heading of more; not for a letterhead, with a line
    between it and a title that stands over other, smaller headings."""
    if longer is None or pieces[place].size <= _MUCH_LARGER * pieces[longer].size:
        return False
    behind = [piece for piece in pieces[longer + 1 :] if piece.kind in (Kind.HEADING, Kind.PARAGRAPH)]
    heads = [piece for piece in behind if piece.kind is Kind.HEADING]
    entitles = behind[:1] == heads[:1] != [] and all(piece.size < pieces[longer].size - 0.1 for piece in heads)
    return not (entitles and any(piece.kind is Kind.LINE for piece in pieces[place:longer]))


def with_headings_settled(pieces: list[Piece]) -> list[Piece]:
    """The pieces with every heading that is one, at its depth, and every line that stands over a part of a list."""
    settled = _endnotes_lowered(_contents_lowered(_table_titles_lowered(_letterhead_lowered(pieces))))
    return _with_parts_headed(_with_levels(settled))


def _with_parts_headed(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a level for each line that heads a part of a list or a table, and is no heading of the text: all
    of it is bold or in italics, and what it stands over is not."""
    out = list(pieces)
    for place in range(len(pieces) - 2, -1, -1):
        if pieces[place].kind is Kind.LINE and _heads(pieces[place], out[place + 1]):
            out[place] = replace(pieces[place], level=1)
    return out


def _heads(piece: Piece, below: Piece) -> bool:
    if piece.row or piece.number or not (piece.bold or piece.slanted) or not (below.kind is Kind.LINE or below.cells):
        return False
    alike = (piece.bold and below.bold) or (piece.slanted and below.slanted)
    is_column_head = below.cells is not None and any(piece.text in words for words in below.cells.over)
    return (not alike or below.level > 0) and not is_column_head


def _with_levels(pieces: list[Piece]) -> list[Piece]:
    """Headings with their depth: larger letters stand higher, then the numbering, then unnumbered ones."""
    heads = {place: piece for place, piece in enumerate(pieces) if piece.kind is Kind.HEADING}
    counted = dict(zip(heads, _ranks([*heads.values()]), strict=True))
    ranks: defaultdict[float, set[int]] = defaultdict(set)
    for place, rank in counted.items():
        if rank is not None and rank < _UNDER_ALL_OTHERS:
            ranks[round(heads[place].size * 2)].add(rank)

    def key(place: int) -> tuple[float, int, bool]:
        size, rank = round(heads[place].size * 2), counted[place]
        if rank is None:  # beside the numbered ones of its size, or below them where they have several depths
            seen = ranks[size]
            rank = max(seen) + (len(seen) > 1 or 0 in seen) if seen else 0
        return -size, rank, heads[place].slanted

    title = title_place(pieces)
    depths = {depth: level for level, depth in enumerate(sorted({key(place) for place in heads}), start=1)}
    levels = {place: 1 if place == title else depths[key(place)] + (title is not None) for place in heads}
    return [replace(piece, level=levels[place]) if place in levels else piece for place, piece in enumerate(pieces)]


def _ranks(heads: Sequence[Piece]) -> list[int | None]:
    """Of headings in their order; "I." behind an "H." of the same size is a letter."""
    out, letters = [], dict[float, str]()
    for piece in heads:
        size, letter, rank = round(piece.size * 2), piece.text[:1], _rank(piece.text)
        if rank == _OF_ROMAN and piece.text[1:2] == "." and ord(letter) - 1 == ord(letters.get(size, " ")):
            rank = _OF_LETTER
        if rank == _OF_LETTER:
            letters[size] = letter
        out.append(rank)
    return out


def _rank(text: str) -> int | None:
    found = _HEAD_NUMBER.match(text)
    if not found:
        return None
    if found["part"]:
        return 0
    if found["roman"] and found["roman"].isupper() and text[len(found["roman"]) : len(found["roman"]) + 1] == ".":
        return _OF_ROMAN if len(found["roman"]) > 1 or found["roman"] in "IVX" else _OF_LETTER
    if found["letter"] and found["letter"].isupper():
        return _OF_LETTER
    if found["arabic"]:
        return _OF_ARABIC + found["arabic"].count(".")
    if found["roman_item"] and not found["item"]:
        return _UNDER_ALL_OTHERS + 1
    return _UNDER_ALL_OTHERS if found["item"] else None
