"""Markdown in, `Report` out: marks dropped, headings kept, what a page break cut in two joined again.

markdown-it-py says what a paragraph, a heading or a list item is; this file only lays them down as plain text and
mends what a text exported from a designed page brings along (decorations, captions, broken sentences).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.html_file import html_pieces, left_out
from corpus.html_page import hides
from corpus.marked_pieces import SENTENCE_END, Piece, kind_of, laid_down, numbered, prose
from corpus.marked_tables import Cell
from corpus.note_calls import shown_raised
from corpus.printed_words import RAISED, WordsInUse
from corpus.report import Kind, Report
from corpus.report_builder import tidy

# Facts about the file, by keys; a line of dashes with words below it is a rule across the page.
_FRONT_MATTER = re.compile(
    r"\A(?:---\n(?=\s*(?:#|[\w\"'-]{1,40}\s*:)).*?\n(?:---|\.\.\.)|\+\+\+\n.*?\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
_TITLE = re.compile(
    r"^title\s*[:=][ \t]*(?P<mark>[\"']?)(?P<title>[^\n]{1,300}?)(?P=mark)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_CODE = re.compile(r"(?<!`)<(?P<close>/?)(?P<name>script|style)\b[^<>]{0,500}>", re.IGNORECASE)
# CommonMark would take the first for the address of a link, and knows neither.
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
_INLINE_NOTE = re.compile(r"(?<![\\`\[])\^\[(?=[^\[\]]{0,300}[^\W\d_])((?:[^\[\]`]|\[[^\[\]]{0,300}\]){1,3000})\]")
_HIDDEN_MARK = "[\u2063^\\1]"  # unknown to the patterns here; `tidy` takes the invisible letter out again
_NO_COMMENT = "<\u2063!--"
_NOTE_BODY = re.compile(r"\u2060note ([^\s\u2060]{1,40})\u2060\s*")
# What GitHub and Obsidian draw as a coloured box: "> [!NOTE]", "> [!quote] Its title".
_CALLOUT = re.compile(r"^[ \t]{0,3}>[ \t]*\[![A-Za-z][\w-]{1,20}\][+-]?[ \t]*([^\n]*)(?:\n|\Z)", re.MULTILINE)
_TASK = re.compile(r"^\[[ xX]\]\s+")
_DECORATION = re.compile(r"^[\s/|•▪■»›–—-]+(?=\w)")
_DASHED = re.compile(r"^[–—]\s+(?=\w)")
_ATTRIBUTES = re.compile(r"\s\{[#.][^{}\s][^{}]{0,200}\}$")  # pandoc's, of a heading
_CAPTION = re.compile(r"(?:figure|table|box|chart|map|graph|infographic)\s+\w{1,4}\b[.:]?", re.IGNORECASE)
_END_OF_RAISED = "\u2061"
_QUOTED = re.compile(r"<(/?)q\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(?P<name>\w{1,20})\b[^<>]*?\s(?:hidden\b(?!\s*=\s*[\"']?false)|style\s*=\s*[\"'](?P<style>[^\"'<>]*))[^<>]*>",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"<(/?)(?:del|s|strike)\b[^<>]*>", re.IGNORECASE)
# Long enough to be a sentence that a page cut, not a label over a table.
_CUT_SENTENCE = 40


def markdown_report(source: str, name: str, title: str, edition: str | None = None, notes_apart: bool = True) -> Report:
    """`title` stands in where the text has no heading. A text without words gives a report with an empty text.

    Without `notes_apart` footnotes keep their marks ("[^1]"), for who pairs them with their calls.
    """
    front = _FRONT_MATTER.match(source)
    named = _TITLE.search(front[0]) if front else None
    words = _without_code(source[front.end() :] if front else source)
    left = [0, 0]
    words = with_callouts_set_apart(words)
    marked = _counted(with_notes_named(words)) if notes_apart else _NOTE_MARK.sub(_HIDDEN_MARK, words)
    pieces = list(_points_with_dashes(_joined(_pieces(marked, left))))
    first = next((piece.text for piece in pieces if piece.kind is Kind.HEADING), title)
    called = tidy(named["title"]) if named else first
    return laid_down(pieces).report(name, called or first, edition, tuple(left_out(*left)))


def with_callouts_set_apart(source: str) -> str:
    """The kind of a callout gone, and its title a paragraph before it: it is none of the words quoted."""
    return _CALLOUT.sub("\n\\1\n\n", source)


def with_notes_named(source: str) -> str:
    """ "kitchens^[See the ledger.]" -> "kitchens[^1]", with the note behind all else as one that has a name."""
    first = _free_number(source)
    notes: list[str] = []

    def name(note: re.Match[str]) -> str:
        notes.append(" ".join(note[1].split()))
        return f"[^{first + len(notes) - 1}]"

    named = _INLINE_NOTE.sub(name, source)
    return "".join((named, *(f"\n\n[^{first + place}]: {note}" for place, note in enumerate(notes))))


def _counted(source: str) -> str:
    """Notes that have a word for a name called by numbers, as every page shows them: "kitchens[^ledger]" as "[^1]"."""
    first, noted = _free_number(source), set(_NOTE.findall(source))
    names = dict.fromkeys(name for name in _NOTE_MARK.findall(source) if name in noted and not name.isdecimal())
    numbers = {name: str(number) for number, name in enumerate(names, first)}
    return _NOTE_MARK.sub(lambda mark: f"[^{numbers.get(mark[1], mark[1])}]", source)


def _free_number(source: str) -> int:
    """The first number behind those that notes have for names."""
    return 1 + max((int(name) for name in _NOTE_MARK.findall(source) if name.isdecimal() and len(name) < 6), default=0)


def _without_code(source: str) -> str:
    """The source without scripts and styles, wherever they stand; one that nothing closes is words about them."""
    parts, at = list[str](), 0
    opened: re.Match[str] | None = None
    for tag in _CODE.finditer(source):
        if opened is None and not tag["close"]:
            opened = tag
        elif opened is not None and tag["close"] and tag["name"].lower() == opened["name"].lower():
            parts.append(source[at : opened.start()])
            at, opened = tag.end(), None
    return "".join((*parts, source[at:]))


def _pieces(source: str, left: list[int]) -> Iterator[Piece]:
    """Paragraph by paragraph, heading by heading, as the Markdown sets them apart.

    `left`: characters of HTML struck out and hidden, which are counted up.
    """
    depth, in_item, number, cell = 0, False, "", Cell(0, 0, 0)
    hiding = ""  # the tag of HTML that hides what follows it, over several paragraphs
    words = WordsInUse(source.splitlines(), typed=True)
    closed = source.rfind("-->") + 3  # a comment that nothing closes is words; looked for anew at each, it takes long
    source = source[:closed] + source[closed:].replace("<!--", _NO_COMMENT)
    marked = _NOTE.sub("\n\u2060note \\1\u2060 ", source)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(marked)
    for place, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            in_item = True
            number = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "table_open":
            cell = Cell(cell.table + 1, 0, 0)
        elif token.type == "tr_open":
            cell = Cell(cell.table, cell.row + 1, 0)
        elif token.type in ("th_open", "td_open"):
            cell = replace(cell, column=cell.column + 1, head=token.type == "th_open")
        elif hiding and token.type in ("inline", "fence", "code_block"):
            left[1] += len(token.content.strip())
        elif token.type == "inline":
            opened_by = tokens[place - 1].type
            lines, struck, hidden = _lines(token, words)
            left[0] += struck
            left[1] += hidden
            text = words.sentence(lines)
            if opened_by == "heading_open":
                text = tidy(_ATTRIBUTES.sub("", _DECORATION.sub("", text)))
                if any(map(str.isalnum, text)):  # a heading of decoration alone names nothing
                    yield Piece(Kind.HEADING, text, int(tokens[place - 1].tag[1]))
            elif text and opened_by in ("th_open", "td_open"):
                yield Piece(Kind.LINE, text, cell=cell)
            elif depth and in_item and _TASK.sub("", text):
                in_item = False
                yield numbered(number, _TASK.sub("", text), depth)
            elif text and (note := _note(token.content)):
                yield Piece(Kind.LINE, text, 0, note)
            elif text:
                # A dash may name who said what stands above.
                yield Piece(kind_of(text, len(lines)), text) if text[0] in "–—" else prose(text, len(lines))
        elif token.type in ("fence", "code_block") and (text := tidy(token.content)):
            yield Piece(Kind.LINE, text)
        elif token.type == "html_block":
            within = f"<{hiding} hidden>{token.content}" if hiding else token.content
            pieces, struck, hidden, hiding = html_pieces(within)
            left[0] += struck
            left[1] += hidden
            yield from pieces


def _note(source: str) -> str:
    """The name of the note that a paragraph is; "" where it is none."""
    found = _NOTE_BODY.match(source)
    return found[1] if found else ""


def _lines(inline: Token, words: WordsInUse) -> tuple[list[str], int, int]:
    """The visible words of a paragraph, cut where the page breaks the line on purpose; characters struck out and
    hidden."""
    lines = [""]
    raised = False
    depth = struck = hidden = within = 0
    hiding = ""  # the tag within which nothing is shown
    for token in inline.children or ():
        tagged = token.content if token.type == "html_inline" else ""
        if hiding:
            hidden += len(token.content) if token.type in ("text", "code_inline") else 0
            hiding = "" if tagged.lower().startswith(f"</{hiding}") else hiding
            continue
        if (tag := _HIDDEN.fullmatch(tagged)) and (tag["style"] is None or hides(tag["style"])):
            hiding = tag["name"].lower()
            continue
        if tag := _QUOTED.fullmatch(tagged):
            within -= bool(tag[1]) and within > 0
            lines[-1] += ("‘’" if within % 2 else "“”")[bool(tag[1])]
            within += not tag[1]
            continue
        if token.type in ("s_open", "s_close"):
            depth += token.nesting
            continue
        if token.type == "html_inline" and (tag := _STRUCK.fullmatch(token.content)):
            depth = max(0, depth - 1) if tag[1] else depth + 1
            continue
        if depth and token.type in ("text", "code_inline"):
            struck += len(token.content)
            continue
        if token.type == "html_inline" and token.content.lower() in ("<sup>", "</sup>"):
            raised = token.content[1] != "/"
            lines[-1] += "" if raised else _END_OF_RAISED
            continue
        if token.type == "hardbreak" or (token.type == "html_inline" and token.content.lower().startswith("<br")):
            lines.append("")
        elif token.type == "softbreak":
            lines[-1] += "\n"
        elif token.type == "text":
            text = _NOTE_MARK.sub(_called, _NOTE_BODY.sub("", token.content))
            lines[-1] += shown_raised(text, lines[-1]) if raised else text
        elif token.type == "code_inline":
            lines[-1] += token.content
    # A raised number that stands right before a word is no part of it.
    shown = (re.sub(f"(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹]){_END_OF_RAISED}(?=\\w)", " ", line) for line in lines)
    sentences = (words.sentence(line.replace(_END_OF_RAISED, "").split("\n")) for line in shown)
    return [line for line in sentences if line], struck, hidden


def _called(mark: re.Match[str]) -> str:
    """ "[^5]" as the page would show it; another name is that of no note."""
    return mark[1].translate(RAISED) if mark[1].isdigit() else f"[{mark[1]}]"


def _points_with_dashes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, those that begin with a dash as points where several follow each other, or no name stands there."""
    dashed = [piece.kind in (Kind.LINE, Kind.PARAGRAPH) and bool(_DASHED.match(piece.text)) for piece in pieces]
    for place, piece in enumerate(pieces):
        words = _DASHED.sub("", piece.text)
        if dashed[place] and (
            words[0].islower() or any(dashed[max(0, place - 1) : place] + dashed[place + 1 : place + 2])
        ):
            piece = replace(piece, kind=Kind.ITEM, text=words, level=1)
        yield piece


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Sentences that a page or a figure cut in two made whole; captions after a list made headings."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and _cut_in_two(last, piece):
            out[-1] = Piece(Kind.PARAGRAPH, f"{last.text} {piece.text}")
        elif last and last.kind is Kind.ITEM and piece.kind is Kind.LINE and _CAPTION.match(piece.text):
            # What follows a list under a caption of its own belongs to the figure, not to the list's heading:
            # the survey printed after the last mission's case studies is no case study of that mission.
            out.append(Piece(Kind.HEADING, piece.text, 2))
        else:
            out.append(piece)
    return out


def _cut_in_two(before: Piece, after: Piece) -> bool:
    running = (Kind.PARAGRAPH, Kind.LINE)
    return (
        before.kind in running
        and after.kind in running
        and not (before.cell or before.row or after.cell or after.row)
        and len(before.text) >= _CUT_SENTENCE
        and not SENTENCE_END.search(before.text)
        and after.text[0].islower()
    )
