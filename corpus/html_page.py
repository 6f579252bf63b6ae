"""HTML in, what a browser would show as text out, block by block; nothing is fetched and no script runs.

What is struck out (`<del>`, `<s>`, a line through) or hidden is not read; `<q>` gets its quotation marks. Damaged HTML
gives what a lenient parser makes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from corpus.marked_tables import Cell
from corpus.note_calls import is_raised_call, shown_raised
from corpus.numerals import letters, roman
from corpus.report_builder import tidy

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section select summary table "
    "tbody td textarea tfoot th thead title tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# No words of the page, or words only for a browser that cannot show what stands there.
_UNSEEN = frozenset(
    "script style template noscript svg math head rt rp iframe object video audio canvas datalist".split()
)
_STRUCK = frozenset(("del", "s", "strike"))
# A paragraph that nothing closes ends where one of its kind or a block begins.
_ENDED_BY_ITS_LIKE = frozenset("p li dt dd td th tr option".split())
_HEADING = re.compile(r"h[1-6]")
_WIDEST_CELL = 100  # columns
_LINE_END = "\u2028"  # of a line that ends on purpose; one in the source is a space
_HYPHEN_AT_END = re.compile(rf"(?<=[^\W\d_][-‐])[ \n]*{_LINE_END}\s*(?=[^\W\d_])")
# What a style does to words, by the reason why they are not read, or "raised".
_EFFECTS = {
    "hidden": re.compile(
        r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
        r"|font-size\s*:\s*[01](?:\.\d{1,3})?(?:px|pt)\b"
        r"|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
        r"|(?:left|top|text-indent)\s*:\s*-(?:\d{4,6}|[5-9]\d\d)(?:\.\d{1,3})?(?:px|pt|em|rem)\b"
        r"|color\s*:\s*transparent\b|clip\s*:\s*rect\(\s*[01](?:px)?[\s,])",
        re.IGNORECASE,
    ),
    "struck": re.compile(r"(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]{0,40}\bline-through", re.IGNORECASE),
    "raised": re.compile(r"(?:^|[;\s])vertical-align\s*:\s*(?:super|text-top)\b", re.IGNORECASE),
}
# Classes by which sites set words apart for who listens to the page; it does not show them.
_FOR_LISTENERS = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "element-invisible", "screen-reader-text", "show-for-sr")
)
_BRACE = re.compile(r"([{}])")
_ONE_NAME = re.compile(r"[a-z]{0,20}([.#][\w-]{1,80})", re.IGNORECASE)  # what stands elsewhere too is not judged
_SHOWN = re.compile(r"(?:^|[;\s])display\s*:\s*(?!none)", re.IGNORECASE)
# How Word and sites name a block quotation that is a paragraph like any other.
_QUOTING = re.compile(r"Mso(?:Intense)?Quote\w*|MsoBlockText|(?:block)?quot(?:e|ation)", re.IGNORECASE)
# How programs that write HTML name a link to a note.
_NOTE = re.compile(
    r"(?:doc-)?(?:foot|end)notes?|Mso(?:Foot|End)noteText|(?:fn|_?ftnt?|_?edn|footnote|sd(?:foot|end)note)[-_:]?\d{1,4}|cite_note-\S{1,80}"
)
_BACK = re.compile(r"\bdoc-backlink\b|\bfootnote-?_?back(?:ref|link)?\b|\bmw-cite-backlink\b")
_NOTE_LINK = re.compile(r"\b(?:doc-)?noteref\b|\bfootnote-?_?(?:ref|reference|anchor)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """Words that a page sets apart.

    `lines`: on how many it sets them on purpose; `heading`: 1 to 6, 0 where it is none; `depth`: of the list that it is
    a point of, 0 where it is none, with its `number`; `quoted`: as a block quotation, and not its source; `cell`: of
    the table that it stands in; `note`: among the notes.
    """

    text: str
    lines: int = 1
    heading: int = 0
    depth: int = 0
    number: str = ""
    quoted: bool = False
    cell: Cell | None = None
    note: bool = False


@dataclass(slots=True)
class _List:
    """`form`: of its numbers, "" where it has bullets."""

    form: str
    next: int


@dataclass(slots=True)
class _Table:
    """A table that is open and where in it the page is; `taken`: up to which row cells of earlier ones reach down.

    `head`: whether the cell is marked as one, `heads`: whether its row is.
    """

    number: int
    row: int = 0
    column: int = 0
    end: int = 0
    head: bool = False
    heads: bool = False
    taken: dict[int, int] = field(default_factory=dict)

    @property
    def cell(self) -> Cell:
        return Cell(self.number, self.row, self.column, self.end - self.column + 1, self.head)

    def begin_row(self) -> None:
        self.row, self.column, self.end = self.row + 1, 0, 0

    def begin_cell(self, wide: int, high: int, *, head: bool) -> None:
        self.head = head or self.heads
        self.column = self.end + 1
        while self.taken.get(self.column, 0) >= self.row:
            self.column += 1
        self.end = self.column + min(wide, _WIDEST_CELL) - 1
        if high > 1:
            self.taken |= dict.fromkeys(range(self.column, self.end + 1), self.row + high - 1)


class HtmlPage(HTMLParser):
    """Read with `read`. `hidden`, `struck`: characters left out; `title`: of the page's head, "" where it has none.

    `calls`: whether the numbers of notes stay, as raised figures.
    """

    def __init__(self, calls: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[HtmlBlock] = []
        self.hidden = self.struck = 0
        self.title = ""
        self._calls = calls
        self._pieces: list[str] = []
        self._open: list[tuple[str, str]] = []  # the tags within which words are not read, each with why
        self._opened: Counter[str] = Counter()  # how many of each stand in `_open`: asked at every tag that closes
        self._styled: dict[str, str] = {}  # what ".class" and "#id" do to words: a key of _EFFECTS
        self._noting: list[str] = []  # the tag within which notes stand, and those of its name within it
        self._raising: list[str] = []  # the tag that raises words, and those of its name within it
        self._named: tuple[int, int] | None = None  # the pieces that name a block quotation's source, where they end it
        self._quoted = 0
        self._quoting: list[str] = []  # the tag that is a block quotation by its class, and those of its name within it
        self._raised: list[str] | None = None  # what stands in the <sup> that is being read
        self._source_of_block = 0
        self._besides_source = False  # whether the paragraph says more than the source of its block
        self._heading = 0
        self._lists: list[_List] = []
        self._point: tuple[int, str] | None = None  # depth and number of a point whose words are still to come
        self._tables: list[_Table] = []
        self._tables_begun = 0
        self._titling = False
        self._within = 0  # how many <q> are open
        # Whether the block begins with the place to which a call leads, as Google Docs sets notes.
        self._is_note = False

    def read(self, source: str) -> None:
        self.feed(_closed(source))
        self.close()
        self._end_block()

    @property
    def hiding(self) -> str:
        """The tag that hides what would follow the page as read so far; "" where none does."""
        tag, why = self._open[-1] if self._open else ("", "")
        return tag if why == "hidden" and tag not in _ENDED_BY_ITS_LIKE else ""

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Python's own takes "<![" without a name behind it for impossible; browsers take it for a comment."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "body" or (tag in _BLOCKS and self._open and self._open[-1][0] == tag in _ENDED_BY_ITS_LIKE):
            # A head, or a paragraph, that nothing closes ends here.
            for _ in self._open[:] if tag == "body" else self._open[-1:]:
                self._end_unread()
        if why := self._unread(tag, given):
            self._open.append((tag, why))
            self._opened[tag] += 1
        self._titling = tag == "title" and not self.title and {opened for opened, _ in self._open} <= {"head"}
        if tag == "q":
            self._say("‘" if self._within % 2 else "“")
            self._within += 1
        elif tag == "br":
            self._end_line()
        if self._raising[:1] == [tag]:
            self._raising.append(tag)
        elif not self._raising and self._raises(tag, given):
            self._raising, self._raised = [tag], []
        if tag in _BLOCKS:
            self._end_block()
            self._note_begins(tag, given)
            self._quotation_begins(tag, given)
            self._begin_block(tag, given)
        elif tag == "a" and not self._pieces and _NOTE.fullmatch(given.get("id") or ""):
            self._is_note = True
        elif self._quoted and tag == "cite":
            self._named = (len(self._pieces), len(self._pieces))
        self._quoted += tag == "blockquote"
        self._source_of_block += bool(self._quoted) and tag in ("footer", "cite")

    def _end_line(self) -> None:
        """A second end behind words ends their paragraph, as older pages and mail have it."""
        last = next((piece for piece in reversed(self._pieces) if piece == _LINE_END or piece.strip()), "")
        kept = self._open or self._heading or self._within or self._is_note or self._raised is not None
        if last == _LINE_END and not kept and not (self._tables and self._tables[-1].column):
            self._end_block()
        else:
            self._say(_LINE_END)

    def handle_endtag(self, tag: str) -> None:
        if self._opened[tag]:
            while self._end_unread() != tag:
                pass
        self._titling = False
        if tag == "q" and self._within:
            self._within -= 1
            self._say("’" if self._within % 2 else "”")
        if self._raising[:1] == [tag]:
            self._raising.pop()
            if not self._raising:
                self._lower()
        if tag == "cite" and self._named:
            self._named = (self._named[0], len(self._pieces))
        if tag in _BLOCKS:
            self._end_block()
            self._leave_block(tag)
            for within in (self._noting, self._quoting):
                if within[:1] == [tag]:
                    within.pop()
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
            self._source_of_block = 0
        elif tag in ("footer", "cite"):
            self._source_of_block = max(0, self._source_of_block - 1)

    def handle_data(self, data: str) -> None:
        if self._titling:
            self.title = tidy(self.title + data)
        elif self._open:
            tag, why = self._open[-1]
            if why == "hidden":
                self.hidden += len(data.strip())
            elif why == "struck":
                self.struck += len(data.strip())
            elif tag == "style":
                self._styled = _with_rules(self._styled, data)
        else:
            self._say(data)

    def _end_unread(self) -> str:
        tag, _ = self._open.pop()
        self._opened[tag] -= 1
        return tag

    def _note_begins(self, tag: str, given: dict[str, str | None]) -> None:
        if self._noting == [tag] and tag in _ENDED_BY_ITS_LIKE:
            self._noting.clear()
        names = f"{_names(given)} {given.get('id') or ''}".split()
        if self._noting[:1] == [tag] or (not self._noting and tag != "body" and _any(_NOTE, names)):
            self._noting.append(tag)

    def _quotation_begins(self, tag: str, given: dict[str, str | None]) -> None:
        if self._quoting == [tag] and tag in _ENDED_BY_ITS_LIKE:
            self._quoting.clear()
        names = (given.get("class") or "").split()
        if self._quoting[:1] == [tag] or (not self._quoting and tag in ("p", "div") and _any(_QUOTING, names)):
            self._quoting.append(tag)

    def _begin_block(self, tag: str, given: dict[str, str | None]) -> None:
        if self._open:
            return
        if _HEADING.fullmatch(tag):
            self._heading = int(tag[1])
        elif tag in ("ul", "ol"):
            self._lists.append(_List("" if tag == "ul" else given.get("type") or "1", _figure(given.get("start"), 1)))
        elif tag == "li":
            self._point = (max(1, len(self._lists)), self._counted(given))
        elif tag == "table":
            self._tables_begun += 1
            self._tables.append(_Table(self._tables_begun))
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row()
        elif tag in ("td", "th") and self._tables:
            wide, high = _figure(given.get("colspan"), 1), _figure(given.get("rowspan"), 1)
            self._tables[-1].begin_cell(wide, high, head=tag == "th")
        elif tag in ("thead", "tbody", "tfoot") and self._tables:
            self._tables[-1].heads = tag == "thead"

    def _leave_block(self, tag: str) -> None:
        if _HEADING.fullmatch(tag):
            self._heading = 0
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "table" and self._tables:
            self._tables.pop()
        elif tag == "tr" and self._tables:
            self._tables[-1].column = 0
        if tag in ("li", "ul", "ol"):
            self._point = None

    def _counted(self, given: dict[str, str | None]) -> str:
        """The number of the point that begins; "" where the list has bullets."""
        if not self._lists or not self._lists[-1].form:
            return ""
        here = self._lists[-1]
        number = _figure(given.get("value"), here.next)
        here.next = number + 1
        written = {"a": letters, "i": roman}.get(here.form.lower(), str)(number)
        return f"{written.upper() if here.form.isupper() else written}."

    def _end_block(self) -> None:
        self._lower()
        self._raising.clear()
        words = "".join(self._set_apart())
        if text := tidy(_HYPHEN_AT_END.sub("", words)):
            lines = sum(bool(line.strip()) for line in words.split(_LINE_END))
            depth, number = self._point or (0, "")
            within = self._tables[-1] if self._tables and self._tables[-1].column else None
            cell = within.cell if within else None
            quoted = bool(self._quoted or self._quoting) and self._besides_source
            note = self._is_note or bool(self._noting)
            if quoted and not self._calls:  # a line of its own may name whom a draft quotes
                text = "\n".join(filter(None, map(tidy, _HYPHEN_AT_END.sub("", words).split(_LINE_END))))
            self.blocks.append(HtmlBlock(text, lines, self._heading, depth, number, quoted, cell, note))
            self._point = None
        self._pieces.clear()
        self._named = None
        self._besides_source = self._is_note = False

    def _unread(self, tag: str, attributes: dict[str, str | None]) -> str:
        """Why the words within this tag are not read; "" where they are."""
        if tag in _VOID:
            return ""
        if tag in _UNSEEN:
            return "unseen"
        if tag in _STRUCK:
            return "struck"
        if tag == "a" and _BACK.search(_names(attributes)):
            return "unseen"
        effects = self._effects(attributes)
        if "hidden" in attributes or "hidden" in effects or _FOR_LISTENERS & set(_names(attributes).split()):
            return "hidden"
        if "struck" in effects:
            return "struck"
        return self._open[-1][1] if self._open and tag == self._open[-1][0] else ""

    def _effects(self, attributes: dict[str, str | None]) -> set[str]:
        names = [f".{name}" for name in (attributes.get("class") or "").split()]
        names.append(f"#{attributes.get('id')}")
        return {_effect(attributes.get("style") or ""), *(self._styled.get(name, "") for name in names)}

    def _raises(self, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether words within this tag stand above the line, or are a link to a note."""
        if tag in _BLOCKS or tag in _VOID:
            return False
        links = tag == "a" and bool(_NOTE_LINK.search(_names(attributes)))
        return tag == "sup" or links or "raised" in self._effects(attributes)

    def _set_apart(self) -> list[str]:
        """The block's pieces, in a draft with a dash before the source that ends a block quotation."""
        pieces, named = self._pieces, self._named
        if self._calls or not named or "".join(pieces[named[1] :]).strip(" \n)."):
            return pieces
        before = "".join(pieces[: named[0]]).rstrip()
        return [before, " — ", *pieces[named[0] :]] if before and before[-1] not in "—–-(" else pieces

    def _say(self, words: str) -> None:
        if self._open:
            return
        self._besides_source |= not self._source_of_block and not words.isspace()
        (self._pieces if self._raised is None else self._raised).append(words)

    def _lower(self) -> None:
        """What was raised joins the words: a figure raised still, or none at all where it is the number of a note."""
        raised, self._raised = "".join(self._raised or ()), None
        if self._calls or not is_raised_call("".join(self._pieces[-2:]), raised):
            self._pieces.append(shown_raised(raised, "".join(self._pieces[-2:])))


def _any(wanted: re.Pattern[str], names: list[str]) -> bool:
    return any(map(wanted.fullmatch, names))


def _names(attributes: dict[str, str | None]) -> str:
    """What programs call an element by, beside its tag."""
    return " ".join(attributes.get(name) or "" for name in ("role", "epub:type", "class"))


def _with_rules(styled: dict[str, str], sheet: str) -> dict[str, str]:
    """What names do to words, with the rules of a style sheet that name one alone; those for paper are none."""
    out = dict(styled)
    shown, selector = [True], ""
    first, *remarks = sheet.split("/*")
    words, *rest = _BRACE.split(first + "".join(remark.partition("*/")[2] for remark in remarks))
    for brace, following in zip(rest[::2], rest[1::2], strict=True):
        if brace == "{":
            selector = words.split(";")[-1].strip()
            for_paper = selector.startswith("@media") and "print" in selector and "screen" not in selector
            shown.append(shown[-1] and not for_paper)
        elif len(shown) > 1:
            if shown.pop():
                out |= {name: _effect(words) for name in _named(selector, words, out)}
            selector = ""
        words = following
    return out


def _named(selector: str, style: str, styled: dict[str, str]) -> list[str]:
    """The names that a rule changes: what it shows again, or does something to."""
    found = [match[1] for one in selector.split(",") if (match := _ONE_NAME.fullmatch(one.strip()))]
    return [name for name in found if _effect(style) or (styled.get(name) == "hidden" and _SHOWN.search(style))]


def hides(style: str) -> bool:
    """Whether words in this style are not seen."""
    return _effect(style) == "hidden"


def _effect(style: str) -> str:
    """What a style does to words, as a key of _EFFECTS, or ""."""
    return next((effect for effect, says in _EFFECTS.items() if says.search(style)), "") if style else ""


def _figure(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 7 else otherwise


def _closed(source: str) -> str:
    """The source with what opens and is never closed as the words it is: the parser would look for its end from each
    such place anew, to the end of the page."""
    tags, comments = source.rfind(">") + 1, source.rfind("-->") + 3
    source = source[:tags] + source[tags:].replace("<", "&lt;")
    return source[:comments] + source[comments:].replace("<!--", "&lt;!--") if "<!--" in source else source
