"""Plain text in, `Report` out: paragraphs at empty lines, headings only where a line stands alone and looks so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.marked_pieces import FIRST_LETTER, ROMAN
from corpus.note_calls import plain
from corpus.numerals import ARABIC_NUMBER, CIRCLED
from corpus.printed_words import WordsInUse
from corpus.report import Kind, Report
from corpus.report_builder import Draft, tidy
from corpus.typesetting import ARROWS, POINT_SIGNS

_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*\n\s*|\f")
# A page ends within a sentence: what stands before it ends none, and what follows begins none.
_PAGE_WITHIN = re.compile(r"(?<=[^\W_]|[,;–—-])[ \t]*+(?:\n[ \t]*+)?\f\s*+(?=[a-zà-öø-ÿа-яё])")
_BULLET = re.compile(rf"^\s*(?:[{POINT_SIGNS}]\s*|(?:[{ARROWS}–*ØüŸ-]|§(?!\s*\d))\s+)")
_ARROW = re.compile(rf"^\s*[{ARROWS}]")  # which may stand where a line within a sentence begins
_ENUMERATOR = re.compile(rf"^\s*(?:\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)]\s+|{ARABIC_NUMBER}\s+|{CIRCLED}\s*)")
_COUNTED = re.compile(r"^\s*\(?\d")  # with figures, as paragraphs are: letters are those of points
_NOTE = re.compile(r"(?<!\s)\s*+(?:\[(\d{1,3})\]|([⁰¹²³⁴-⁹]{1,3}|[†‡]{1,3}))\s++(?=\S)")
_NOTE_OR_STAR = re.compile(rf"{_NOTE.pattern}|(?<!\s)\s*+(\*)\s++(?=\S)")
_STAR = re.compile(r"^[ \t]*+\*(?=[ \t]++\S)", re.MULTILINE)
_CALLED_BY_A_STAR = re.compile(r"[^\W_]{2}[.,;:)”’]?\*(?![\w*])")
_LINE_END = re.compile(r"[.:;,!?](?:\s+(?:and|or))?$")  # where a list may begin on the next line
_SENTENCE_END = re.compile(r"[.!?…:;,。！？؟][”’\"'»)\]]*$")
_NUMBERED = re.compile(r"^(?:[IVXLC]+|\d+(?:\.\d+)*)\.?\s+\S")
_LONGEST_HEADING = 90
_LONGEST_WRAPPED = 130  # characters of a line


def text_report(source: str, name: str, title: str, edition: str | None = None) -> Report:
    """`title` stands in where nothing looks like a heading."""
    draft, first = Draft(), None
    words = WordsInUse(source.splitlines(), typed=True)
    # One line under a star that a word calls is a note, and no list.
    starred = len(_STAR.findall(source)) == 1 and len(_CALLED_BY_A_STAR.findall(source)) == 1
    begins_note = _NOTE_OR_STAR if starred else _NOTE
    for lines in _paragraphs(_PAGE_WITHIN.sub("\n", source)):
        text = words.sentence(lines)
        if not text:
            continue
        if begins_note.match(lines[0]):
            for note, number in _notes(lines, words, begins_note):
                draft.add(Kind.LINE, note, number=number)
            continue
        bullets = _bullets(lines)
        numbered = _is_numbered_paragraph(lines, bullets)
        if any(bullets) and not numbered and not _is_heading(lines, text):
            for kind, piece, number in _list(lines, bullets, words):
                level = 0 if kind is not Kind.ITEM else 2 if ROMAN.fullmatch(number) else 1
                draft.add(kind, piece, level, number=number)
            continue
        if _is_heading(lines, text):
            draft.add(Kind.HEADING, text, 1 if first is None else 2)
            first = first or text
            continue
        number = _number(lines[0]) if numbered else ""
        if text == number:
            number = ""  # nothing is numbered: the words are what stands there
        text = text[len(number) :].lstrip()
        draft.add(Kind.PARAGRAPH if _SENTENCE_END.search(text) or len(text) > 160 else Kind.LINE, text, number=number)
    return draft.report(name, first or title, edition)


def _paragraphs(source: str) -> Iterator[list[str]]:
    """The lines of each; where one is longer than any that a person or a program wraps, each line is a paragraph."""
    for paragraph in _EMPTY_LINES.split(source):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        if max(map(len, lines), default=0) > _LONGEST_WRAPPED:
            yield from ([line] for line in lines)
        elif lines:
            yield lines


def _bullets(lines: list[str]) -> list[bool]:
    """For each line whether it begins a list item.

    "12. " may also be where a sentence broke over two lines ended: a number or letter counts only at the paragraph's
    first line, after a line that has come to an end, or where the list has begun already.
    """
    out: list[bool] = []
    begun = False
    for place, line in enumerate(lines):
        numbered = bool(_ENUMERATOR.match(line)) and (begun or not place or bool(_LINE_END.search(lines[place - 1])))
        begun = begun or numbered
        arrow = bool(_ARROW.match(line)) and place > 0 and not (out[-1] or _LINE_END.search(lines[place - 1]))
        out.append(numbered or (bool(_BULLET.match(line)) and not arrow))
    return out


def _is_numbered_paragraph(lines: list[str], bullets: list[bool]) -> bool:
    """ "12. The mission left. It …": running text under a number of its own, whose sentences are quoted one by one."""
    alone = bullets[0] and not any(bullets[1:])
    counted = bool(_ENUMERATOR.match(lines[0]) and _COUNTED.match(lines[0]))
    return alone and counted and bool(_SENTENCE_END.search(lines[-1].rstrip()))


def _number(line: str) -> str:
    """ "12." where the line begins with a number or a letter of a list."""
    mark = _ENUMERATOR.match(line)
    return tidy(mark[0]) if mark else ""


def _notes(lines: list[str], words: WordsInUse, begins: re.Pattern[str]) -> list[tuple[str, str]]:
    """The notes that stand under each other ("[4] See the ledger.", "† Draft."), with their numbers."""
    notes: list[tuple[list[str], str]] = []
    for line in lines:
        if mark := begins.match(line):
            notes.append(([line[mark.end() :]], plain(next(filter(None, mark.groups())))))
        else:
            notes[-1][0].append(line)
    return [(text, number) for parts, number in notes if (text := words.sentence(parts))]


def _list(lines: list[str], bullets: list[bool], words: WordsInUse) -> list[tuple[Kind, str, str]]:
    """A list's pieces with their numbers; a line without a bullet goes on with the one before it."""
    pieces: list[tuple[Kind, list[str], str]] = []
    for line, bullet in zip(lines, bullets, strict=True):
        mark = _BULLET.match(line) or _ENUMERATOR.match(line)
        if not bullet and pieces:
            pieces[-1][1].append(line)
        elif bullet and mark:
            pieces.append((Kind.ITEM, [line[mark.end() :]], _number(line)))
        else:
            pieces.append((Kind.PARAGRAPH, [line], ""))
    if len(pieces) > 1 and _COUNTED.match(pieces[0][2]) and FIRST_LETTER.fullmatch(pieces[1][2]):
        pieces[0] = (Kind.PARAGRAPH, *pieces[0][1:])  # "27. It decides:" over "(a) …"
    return [(kind, text, number) for kind, parts, number in pieces if (text := words.sentence(parts))]


def _is_heading(lines: list[str], text: str) -> bool:
    if len(lines) > 1 or len(text) > _LONGEST_HEADING or _SENTENCE_END.search(text):
        return False
    return text.isupper() or bool(_NUMBERED.match(text)) or text.istitle()
