"""Lines in, pieces out: paragraphs joined over lines and pages, footnotes out of their way.

Whether a line goes on with the one before is decided by where it stands (distance, indent, size), then by how it
begins ("12.", "(a)", a bullet) and how the line before ended. In doubt a paragraph is cut rather than two glued:
a quote that stops early is still the report's own words. What a piece is, is for `pdf_headings`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from corpus.marked_tables import FIGURE
from corpus.note_calls import plain, raised
from corpus.numerals import ARABIC_NUMBER, CIRCLED, CORRECTED, roman
from corpus.pdf_headings import Piece, folded, kind_of, with_headings_settled
from corpus.pdf_runs import Line, Rule
from corpus.pdf_tables import is_row_of, labelled, rows_of
from corpus.pdf_word_tables import WordTables, word_tables
from corpus.printed_words import SOFT_HYPHEN, WordsInUse, clean, in_capitals
from corpus.report import Kind, Row
from corpus.typesetting import (
    BARE_CAPTION,
    BULLET,
    CAPTION,
    END,
    LEADER,
    LETTERED,
    LIST_END,
    LOOSE,
    NUMBERED,
    RULE,
    RUNS_ON,
    SENTENCE_END,
    SMALLER,
    Typesetting,
    ends_in_figures,
    is_marked,
    typesetting_of,
)

_CELL_LINES = 4  # sizes of the letters: a label stands in the middle of its row, whose next cell begins so far above
_ROMAN_ITEM = re.compile(r"^\(?(?:[iv]{2,5}|i|ix|xi{0,3}|xi?v)\)")  # "(v)" and "(x)" may be letters: one level less
# "125.", "29A.36" and "27.I.1" (part of a section's number), before a capital, a mark or a script without capitals.
_PARAGRAPH_NUMBER = re.compile(
    rf"({ARABIC_NUMBER}|"
    r"\d{1,3}\.|(?:\d{1,2}[A-Z]?(?:\.[IVXLC]{1,5})?|[A-Z])\.\d{1,3}\.?)\s+(?=[^\W\d_a-zß-ÿ]|[“‘„«¿¡(\[\"'$])"
)
_NOTE_NUMBER = re.compile(r"([⁰¹²³⁴-⁹]{1,3}|\d{1,3}|[a-z](?=\s)|[*†‡§]{1,3})\s*(?=[^\W\d]|[“‘„«¿¡(\[\"'$]|(?<=\s)\d)")
_NOTE_SIGN = re.compile(r"[*†‡§]{1,3}\s")
_SIGNED_NOTE = re.compile(r"([*†‡§]{1,3})\s*(?=[^\W_]|[“‘„«¿¡(\[\"'$])")
_SIGN_BEHIND = re.compile(r"(?:[^\W_]|[.,;:!?)\]”’»\"%])\s?([*†‡§]{1,3})(?![^\W_])")
_CALLED_NOTE = re.compile(r"(\d{1,3})\s+(?=[^\W\da-z_]|[“‘„«¿¡(\[\"'])")
_BEFORE_A_FIGURE = re.compile(r"(\d{1,3})\s+(?=\d)")  # "3 12 of them"
_BEHIND_A_WORD = re.compile(r"[a-z]{3}[.,;:)”’»]?(\d{1,3})(?!\d)")
_COMMENT = re.compile(r"\* +[^\W\d_A-ZÀ-Þ]")  # "* under the terms of"
_ENTRY = re.compile(r"[^\W\d_][^\s.,:;]{1,20}: \S")  # "UNMIK: Mr. …"
_SECTION = re.compile(r"(?:[A-Z]|[IVXLC]{1,5})\.\s")
_APART = 1.05  # times the usual distance
_INDENT = 0.7  # of the letters' size: less is a letter's own shape
_COLUMN_WIDTH = 28  # characters: columns of text are wider, the cells of a table mostly narrower
_COUNTED = re.compile(r"\((?:(?P<letter>[b-z])|(?P<roman>[ivx]{1,5}))\) ")
_COUNTED_NEAR = 40  # lines before one within which what it counts on from stands
_NUMERALS = {roman(number + 1).lower(): roman(number).lower() for number in range(1, 39)}  # each -> the one before it
_MARK = re.compile(rf"\(?(?:[a-z]|[ivx]{{1,5}}|\d{{1,2}})\)|{CIRCLED}")
_SECOND = {"(a)": "(b)", "a)": "b)", "(i)": "(ii)", "i)": "ii)", "(1)": "(2)", "1)": "2)", "ⓐ": "ⓑ", "①": "②", "⑴": "⑵"}
_LISTED = re.compile(r";(?: (?:and|or|et|ou|y|o))?$")
_LABEL_LINES = 3  # before the one beside which the figures stand
_COLUMN = 12  # lines: a jump up by more than this leads to the next column, by less to the next cell


def pieces_of(
    pages: Sequence[Sequence[Line]],
    outline: frozenset[str] = frozenset(),
    rules: Sequence[Sequence[Rule]] = (),
) -> list[Piece]:
    """The pieces of a whole document in reading order. `outline`: its bookmarks' titles, as `folded`; `rules`: the
    level lines of each page."""
    flat = [line for page in pages for line in page]
    words = WordsInUse(line.text for line in flat)
    setting = typesetting_of(flat)
    rows = rows_of(pages, words, rules)
    tables = word_tables(pages, rules, words) if any(rules) else WordTables(pages)
    points: set[Line] = set()
    labels: set[Line] = set()
    groups: list[list[Line]] = []
    notes: list[list[Line]] = []  # a page's footnotes, until the paragraph that crosses to the next page is laid
    for page in tables.pages:
        body, foot = _footnotes_apart([line for line in page if not RULE.match(line.text)], page, setting)
        points |= _unmarked_points(body, setting)
        firsts = _first_points(body, setting)
        labels |= {line for line, after in pairwise(body) if _is_beside(line, after)}
        for line, after in zip(body, [*body[1:], None], strict=False):  # a page may be empty
            crosses = bool(groups) and groups[-1][-1].page != line.page
            over = not crosses and _stands_over_a_column(groups) and _begins(groups[-1], line, setting, outline)
            if (crosses or over) and line.text[0].islower():
                _take_up(groups, line, setting)
            heads_table = crosses and line.text[0].isupper() and _is_row_under(line, after)
            apart = (
                heads_table
                or (bool(groups) and _is_drawn_apart(groups[-1][-1], line, setting))
                or line in points
                or line in firsts
                or (bool(groups) and _is_behind(groups[-1], line, rows, points))
                or (bool(groups) and line in rows and _is_row_below(groups[-1][-1], line))
            )
            begins = tables.begins(groups[-1][-1], line) if groups else None
            if begins is None and groups:
                labelled_before = line in rows and is_row_of(groups[-1], line)
                counts_on = _counts_on(groups[-1], line, setting)
                begins = not (labelled_before or counts_on) and _begins(groups[-1], line, setting, outline)
            if groups and not apart and not begins:
                groups[-1].append(line)
                if notes and crosses:  # the notes go before the paragraph: the page they stand on is where it begins
                    groups[-1:-1] = notes
                    notes = []
            else:
                groups += notes
                notes = []
                groups.append([line])
        groups += notes
        notes = _note_groups(foot)
    groups += notes
    pieces = []
    for group, below in zip(groups, [*groups[1:], []], strict=True):
        across = tables.reads_across(group) or (
            len(group) > 1 and group[-1] in rows and is_row_of(group[:-1], group[-1])
        )
        if piece := _piece(group, words, setting, outline, across):
            if group[0] in points and piece.kind in (Kind.LINE, Kind.PARAGRAPH):
                piece = replace(piece, kind=Kind.ITEM, level=1)
            said = None if below and _are_heads(group, rows.get(below[0])) else tables.row_of(group)
            if piece.kind is Kind.HEADING and (said or group[-1] in labels):
                piece = replace(piece, kind=Kind.LINE)
            known = [rows[line] for line in group if line in rows]
            if len(known) == 1 and not said:
                said = labelled(known[0], piece.text)
            pieces.append(replace(piece, cells=said))
    return with_headings_settled(pieces)


def _is_drawn_apart(before: Line, line: Line, setting: Typesetting) -> bool:
    """True for a figure's first words and what comes after its last, and for a row of figures behind another: some
    tables are drawn with no gap that shows."""
    return setting.is_in_figure(before) != setting.is_in_figure(line) or (
        ends_in_figures(before) and ends_in_figures(line)
    )


def _is_beside(line: Line, after: Line) -> bool:
    """True for the label of a row whose next cell begins at its height or a little above: it is no heading."""
    alike = abs(line.size - after.size) < 0.06 * line.size and line.angle == after.angle
    rise = after.y - line.y
    return alike and -0.5 * line.size < rise < _CELL_LINES * line.size and after.x > line.x + _INDENT * line.size


def _is_row_under(line: Line, after: Line | None) -> bool:
    """True where a table's row stands right under `line`, which so is its head and goes on with nothing above."""
    return after is not None and after.cells > 1 and abs(after.x - line.x) < 1 and len(line.text) < _COLUMN_WIDTH * 2


def _is_behind(group: list[Line], line: Line, rows: Mapping[Line, Row], points: Set[Line]) -> bool:
    """True for a line that is no part of a point without a mark, nor of a row whose cells stand far apart: it begins
    left of the point, or of the row's last cell."""
    before = group[-1]
    if group[0] in points:
        return line.x < group[0].x - _INDENT * line.size and line.page == before.page
    if before not in rows or line.x > before.parts[-1].left - _INDENT * line.size:
        return False
    return before.parts[-1].left - before.parts[-2].right > before.size


def _is_row_below(before: Line, line: Line) -> bool:
    """True for a row of figures under another or under its heads, however near its cells stand: the line before ends
    behind where its first figure begins."""
    figures = [part.left for part in line.parts[1:] if FIGURE.fullmatch(part.text)]
    return len(figures) > 1 and len(before.parts) > 1 and before.parts[-1].left > figures[0]


def _are_heads(group: Sequence[Line], row: Row | None) -> bool:
    """Whether all words of these lines are heads over the figures of the row below."""
    parts = [part.text for line in group for part in line.parts]
    return row is not None and all(any(text in head for head, _ in row.cells) for text in parts)


def _first_points(lines: Sequence[Line], setting: Typesetting) -> set[Line]:
    """The lines that open a list behind a colon, "(a) …", where "(b) …" stands at the same edge below, behind a line
    that is not full: without it they may be a sentence that goes on."""
    found: set[Line] = set()
    for place, (before, line) in enumerate(pairwise(lines), start=1):
        if not before.text.endswith(":") or not (mark := _MARK.match(line.text)) or mark[0] not in _SECOND:
            continue
        second = _SECOND[mark[0]]
        at = next((later for later in range(place, len(lines)) if second in lines[later].text), 0)
        if at and lines[at].text.startswith(second) and abs(lines[at].x - line.x) < 1:
            last = lines[at - 1]
            if setting.is_short(last) or setting.is_apart(lines[at], last.y - lines[at].y):
                found.add(line)
    return found


def _counts_on(group: Sequence[Line], line: Line, setting: Typesetting) -> bool:
    """Whether the letter, or the small Roman number, that opens a line goes on with one within the words before it:
    "(a) a lamp; (b) oil;" above "(c) wood". Where that one opens a line itself, so does this one; a number goes on
    behind a full line, and with one before which words stand, not as in "(a) (i) a lamp;"."""
    mark = _COUNTED.match(line.text)
    if not mark:
        return False
    near = group[-_COUNTED_NEAR:]
    if mark["letter"]:
        before = f"({chr(ord(mark['letter']) - 1)}) "
        if any(before in each.text for each in near) and not any(each.text.startswith(before) for each in near):
            return True
    numeral = _NUMERALS.get(mark["letter"] or mark["roman"])
    if not numeral or setting.is_short(group[-1]):
        return False
    return re.search(rf"[^\s)] \({numeral}\) ", " ".join(each.text for each in near)) is not None


def _unmarked_points(lines: Sequence[Line], setting: Typesetting) -> set[Line]:
    """The lines with which points begin that have no mark: indented under words that end in a colon, most of them
    with a capital letter, behind a line that is not full or has come to an end."""
    found: set[Line] = set()
    for place, lead in enumerate(lines):
        if not lead.text.endswith(":"):
            continue
        block: list[Line] = []
        for line in lines[place + 1 :]:
            last = block[-1] if block else lead
            alike = line.cells == 1 and line.bold == lead.bold and abs(line.size - lead.size) < 0.06 * lead.size
            beside = abs(line.x - last.x) < 1 if block else line.x > lead.x + _INDENT * lead.size
            if not (alike and beside) or is_marked(line) or not 0 < last.y - line.y < 2 * setting.leading_of(line):
                break
            block.append(line)
        later = list(pairwise(block))
        capitals = [(before, line) for before, line in later if line.text[0].isupper()]
        listed = 2 * len(capitals) > len(later) or any(_LISTED.search(before.text) for before, _ in capitals)
        if not block or not block[0].text[0].isupper() or not listed:
            continue
        ended = {line for before, line in capitals if setting.is_short(before) or LIST_END.search(before.text)}
        if ended:
            found |= {block[0], *ended}
    return found


def _stands_over_a_column(groups: Sequence[list[Line]]) -> bool:
    """True where the last of them is a caption above the end of the one before, as over the next column."""
    return len(groups) > 1 and bool(CAPTION.match(groups[-1][0].text)) and groups[-1][0].y > groups[-2][-1].y


def _take_up(groups: list[list[Line]], line: Line, setting: Typesetting) -> None:
    """Move the paragraph that `line` goes on with behind the figure or table that stands at its page's foot."""
    for place in range(len(groups) - 1, -1, -1):
        last = groups[place][-1]
        if CAPTION.match(groups[place][0].text):
            continue
        if last.page != groups[-1][-1].page or setting.is_display(last):
            return
        if abs(last.size - line.size) < 0.06 * line.size and last.cells == 1 and len(groups[place]) > 1:
            if not END.search(last.text) and not setting.is_short(last):
                groups.append(groups.pop(place))
            return


def _footnotes_apart(lines: list[Line], page: Sequence[Line], setting: Typesetting) -> tuple[list[Line], list[Line]]:
    """A page's lines and the footnotes at its end: small, and opened by a raised mark, by a number that stands behind a
    word of the text, or drawn under a rule; before them those at the foot of a column that another follows."""
    lines = _with_signs([line.size < SMALLER * setting.body for line in lines], lines)
    lines, above = _column_notes_apart(lines, setting)
    body, foot = _page_notes_apart(lines, page, setting)
    return body, above + foot


def _with_signs(may_be: Sequence[bool], lines: list[Line]) -> list[Line]:
    """The lines, those noted that a star or a dagger opens which a word above calls. `may_be`: for each line whether it
    may be a note. Where one sign opens several without a call between them, it is a bullet."""
    found = [at for at, line in enumerate(lines) if may_be[at] and line.text[0] in "*†‡§"]
    signs = {at: opened[1] for at in found if (opened := _SIGNED_NOTE.match(lines[at].text))}
    if not signs:
        return lines
    calls = [(at, call) for at, line in enumerate(lines) for call in _SIGN_BEHIND.findall(line.text)]
    last: dict[str, int] = {}
    bullets: set[str] = set()
    for at, sign in signs.items():
        if not any(call == sign and last.get(sign, -1) <= place < at for place, call in calls):
            bullets.add(sign)
        last[sign] = at
    return [
        replace(line, noted=True) if at in signs and signs[at] not in bullets else line for at, line in enumerate(lines)
    ]


def _column_notes_apart(lines: Sequence[Line], setting: Typesetting) -> tuple[list[Line], list[Line]]:
    """A page's lines and its notes that stand between two columns: small, opened by a raised number, under the height
    at which the next column begins."""
    body: list[Line] = []
    notes: list[Line] = []
    run: list[Line] = []
    for line in lines:
        small = line.size < SMALLER * setting.body and line.cells == 1
        if run and small and line.y < run[-1].y:
            run.append(line)
            continue
        behind = bool(run) and line.x > run[0].x and line.y > run[0].y + line.size
        (notes if behind else body).extend(run)
        run = [line] if small and line.noted and not line.text[0].isalpha() else []
        body += [] if run else [line]
    return body + run, notes


def _page_notes_apart(lines: list[Line], page: Sequence[Line], setting: Typesetting) -> tuple[list[Line], list[Line]]:
    end = len(lines)
    while end and lines[end - 1].size < SMALLER * setting.body:
        end -= 1
    under_rule = {id(after) for rule, after in pairwise(page) if "___" in rule.text and RULE.match(rule.text)}
    called = (
        {number for line in lines[:end] for number in _BEHIND_A_WORD.findall(line.text)} if end < len(lines) else ()
    )
    for place in range(end, len(lines)):
        if lines[place].noted or id(lines[place]) in under_rule:
            glued = called if _SIGNED_NOTE.match(lines[place].text) else ()
            return lines[:place], _with_called(lines[place:], lines[:place], glued)
        found = _CALLED_NOTE.match(lines[place].text)
        if found and found[1] in called:
            return lines[:place], _numbered(lines[place:])
    signed = _with_signs([line.size >= SMALLER * setting.body for line in lines], lines)
    end = _first_note_called(signed, setting)
    return lines[:end], _numbered(signed[end:])


def _with_called(notes: list[Line], text: Sequence[Line], called: Collection[str]) -> list[Line]:
    """The lines of notes, under the lettered ones of a table those too whose plain number the text calls. `called`:
    numbers behind a word that are known to call a note."""
    for place, line in enumerate(notes):
        if line.noted and not line.text[0].isalpha() and not _SIGNED_NOTE.match(line.text):
            break  # numbers are raised here
        found = _CALLED_NOTE.match(line.text)
        if found and (found[1] in called or any(raised(found[1]) in each.text for each in text)):
            return notes[:place] + _numbered(notes[place:])
    return notes


def _numbered(notes: Sequence[Line]) -> list[Line]:
    """The lines of notes, those that a number opens as if that were raised: before a figure where it counts on."""
    out: list[Line] = []
    last: Line | None = None
    for line in notes:
        found = _CALLED_NOTE.match(line.text)
        if last and not found and (found := _BEFORE_A_FIGURE.match(line.text)):
            counts = int(found[1]) == int(last.text.split()[0]) + 1
            found = found if counts and abs(line.x - last.x) < 1 else None
        last = line if found else last
        out.append(replace(line, noted=line.noted or found is not None))
    return out


def _first_note_called(lines: Sequence[Line], setting: Typesetting) -> int:
    """Where the notes begin that are set as large as the text, "3 See …", and go on to the page's end: each has a
    number that the text above calls by a raised sign, or a sign of its own, the numbers count up, and the first stands
    apart. The end of the lines where none are."""
    end, following = len(lines), 0
    for place in range(len(lines) - 1, 0, -1):
        if lines[place].noted and _SIGNED_NOTE.match(lines[place].text):
            if any(setting.is_apart(after, above.y - after.y) for above, after in pairwise(lines[place:end])):
                break  # text stands below it
            end = place
        found = _CALLED_NOTE.match(lines[place].text)
        if not found:
            continue
        number = int(found[1])
        if following and number != following - 1:
            break
        if not any(raised(found[1]) in line.text for line in lines[:place]):
            break
        end, following = place, number
    falls = all(before.y > line.y for before, line in pairwise(lines[end - 1 :]))
    alone = end < len(lines) and falls and all(line.cells == 1 and not line.bold for line in lines[end:])
    return end if alone and setting.is_apart(lines[end], lines[end - 1].y - lines[end].y) else len(lines)


def _note_groups(foot: list[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in foot:
        line = replace(line, noted=line.noted or _NOTE_SIGN.match(line.text) is not None)
        if groups and not line.noted and line.cells == 1 and groups[-1][-1].y > line.y:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _begins(group: list[Line], line: Line, setting: Typesetting, outline: frozenset[str]) -> bool:
    """Does `line` begin a piece of its own, after the lines of `group`?"""
    before = group[-1]
    fall = before.y - line.y
    leading = setting.leading_of(line)
    if LEADER.search(before.text):
        return not (line.text.isdigit() and not re.search(r"\d$", before.text))
    if LEADER.search(line.text):  # an entry of a contents list that takes more than one line
        return is_marked(line) or before.cells > 1 or not 0 < fall < LOOSE * leading
    if before.cells > 1 and line.cells == 1 and (before.text[-1:].isalpha() or line.text[0].islower()):
        # a row's last cell goes on below itself
        return not (0.5 * line.size < fall < LOOSE * leading and abs(line.x - before.cell_x) < 2)
    if line.cells > 1 and before.cells == 1 and _goes_on_in_a_row(group, line):
        # a row's first cell took several lines, the figures stand beside the last
        return not (0.5 * line.size < fall < LOOSE * leading and -1 < line.x - before.x < 2.5 * line.size)
    if before.cells > 1 or line.cells > 1 or (group[0].noted and line.noted):
        return True
    if len(group) == 1 and BARE_CAPTION.match(before.text) and 0 < fall < LOOSE * 1.2 * before.size:
        return bool(SENTENCE_END.search(line.text))  # "Table 1" over the table's title
    if len(group) == 1 and _ENTRY.match(before.text) and _ENTRY.match(line.text):
        return True
    if _looks_like_heading_start(line, outline) and before.size != line.size:
        return True
    if abs(before.size - line.size) > 0.06 * max(before.size, line.size):
        return True
    finished = bool(END.search(before.text)) or setting.is_short(before)
    display = setting.is_display(line)
    if line.text[0] in CORRECTED and finished and LETTERED.match(group[0].text) and abs(line.x - group[0].x) < 1:
        return True
    if BULLET.match(line.text) and (finished or _is_next_point(group, line)):
        return True
    if before.page != line.page:
        return not _crosses(group, line, setting, display)
    if fall < -0.5 * line.size:  # up again: the next column, or the next cell
        narrow = setting.longest.get(line, 0) < _COLUMN_WIDTH
        ended = finished and not (_is_in_a_sentence(before, line) and len(before.text) >= RUNS_ON)
        marked = is_marked(line) or bool(CAPTION.match(line.text))
        new = ended or display or marked or _is_behind_a_caption(group, line)
        near = abs(fall) < _COLUMN * leading and not line.text[0].islower()
        return narrow or near or new
    if setting.is_apart(line, fall):
        return True
    if fall < 0.3 * line.size and line.x > before.x:
        return True
    if LETTERED.match(line.text) and not LIST_END.search(before.text.rstrip(":")) and line.x < before.x + 1:
        return setting.is_short(before)  # "… the net impact of:" / "(a) … and (b) …": a sentence, not a list
    if is_marked(line) and (finished or abs(line.x - before.x) > 0.5 * line.size):
        return True
    if _goes_on_bold(before, line, fall, leading):
        return False  # its number is not bold, the words are
    tight = setting.is_short(before) and not _changes_in_a_sentence(group, line)
    if before.bold != line.bold and (tight or _heads(group, line, fall, leading)):
        return True  # a heading set tight; bold words inside a paragraph follow full lines
    if setting.is_large(line):
        return before.bold != line.bold
    return _is_set_apart(group, line, finished, setting)


def _goes_on_in_a_row(group: list[Line], line: Line) -> bool:
    """True where the words may be the beginning of the row's first cell: under a number, or before a small letter."""
    before = group[-1]
    small = line.text[0].islower() and len(group) <= _LABEL_LINES and before.size == line.size
    return ((is_marked(group[0]) and not BULLET.match(group[0].text)) or small) and before.text[-1:].isalpha()


def _is_next_point(group: list[Line], line: Line) -> bool:
    """Under a bullet of the same kind, or aside of the line before; dashes open lines of a sentence too, but behind no
    comma, and so do the asterisks of a program's comment."""
    alike = line.text[0] == group[0].text[0] and abs(line.x - group[0].x) < 1 and not _COMMENT.match(line.text)
    if line.text[0] in "–—-":
        return alike and group[-1].text[-1:] in (",", ";")
    return alike or abs(line.x - group[-1].x) > 1


def _goes_on_bold(before: Line, line: Line, fall: float, leading: float) -> bool:
    """True for a bold line that goes on with a numbered or lettered one: its words are bold, its number is not."""
    if not line.bold or before.bold or not is_marked(before) or END.search(before.text):
        return False
    return line.text[0].islower() or (len(before.text) >= RUNS_ON and fall <= _APART * leading)


def _is_in_a_sentence(before: Line, line: Line) -> bool:
    return line.text[0].islower() and not END.search(before.text)


def _changes_in_a_sentence(group: list[Line], line: Line) -> bool:
    """True where the words behind a line that ends no sentence begin small, or where bold ones came before."""
    mixed = {each.bold for each in group} == {True, False}
    return not END.search(group[-1].text) and (mixed or line.text[0].islower())


def _heads(group: list[Line], line: Line, fall: float, leading: float) -> bool:
    """True where the bold lines over others, or the bold line under them, are set apart a little, as headings are."""
    same = {each.bold for each in group} == {group[0].bold}
    return same and fall > _APART * leading and line.text[0].isupper()


def _is_set_apart(group: list[Line], line: Line, finished: bool, setting: Typesetting) -> bool:
    """True where the line's indent, or the short line before, says that a paragraph begins."""
    before = group[-1]
    step = line.x - before.x
    if len(group) > 1 and abs(step) < 1 and is_marked(group[0]) and line.x > group[0].x + _INDENT * line.size:
        return False  # still under its number's hanging indent
    if step > _INDENT * line.size:
        hangs = len(group) == 1 and is_marked(before)
        return not hangs and not _is_in_a_sentence(before, line) and (finished or len(group) > 1)
    if step < -_INDENT * line.size:
        return len(group) > 1 or (bool(END.search(before.text)) and setting.is_short(before))
    return bool(SENTENCE_END.search(before.text)) and setting.is_short(before)


def _crosses(group: list[Line], line: Line, setting: Typesetting, display: bool) -> bool:
    """True where a paragraph runs on from one page to the next."""
    before = group[-1]
    if display and _SECTION.match(line.text):
        return False
    if display and not setting.is_display(before):
        heads = setting.is_large(line) or (setting.is_short(line) and line.text[0].isupper())
        return len(group) > 1 and not END.search(before.text) and not heads
    if not display and all(setting.is_display(each) for each in group) and not END.search(before.text):
        return False  # a heading at the foot of a page
    if CAPTION.match(line.text) or (NUMBERED.match(line.text) and END.search(before.text)):
        return False
    if _is_behind_a_caption(group, line):
        return False
    if LETTERED.match(line.text) and LIST_END.search(before.text):
        return False
    if LETTERED.match(line.text) and is_marked(group[0]) and abs(line.x - group[0].x) < 2:
        return False
    if SENTENCE_END.search(before.text):  # a numbered paragraph goes on until the next number
        counts = NUMBERED.match(group[0].text) and abs(line.x - before.x) < 1 and before.size == line.size
        return bool(counts) and not setting.is_short(before) and not is_marked(line) and not line.bold
    if line.text[0].islower():
        return True
    if END.search(before.text):
        return False
    return not setting.is_short(before) and not _is_heading_like(line, setting)


def _is_behind_a_caption(group: list[Line], line: Line) -> bool:
    """True at the top of a page or column behind a caption, which stands whole beside its figure."""
    return bool(CAPTION.match(group[0].text)) and line.text[0].isupper()


def _is_heading_like(line: Line, setting: Typesetting) -> bool:
    return in_capitals(line.text) and len(line.text) > 4 and setting.is_short(line)


def _looks_like_heading_start(line: Line, outline: frozenset[str]) -> bool:
    return bool(outline) and folded(line.text) in outline


def _piece(
    group: list[Line], words: WordsInUse, setting: Typesetting, outline: frozenset[str], across: bool
) -> Piece | None:
    """`across`: the lines are a table's row."""
    text, starts = "", [(0, group[0].page)]
    for line in group:
        settled = words.close_gaps(line.text)
        part = clean(settled)
        if not part:
            continue
        if text:
            text, gap = words.joined(text, part)
            text += gap
        if starts[-1][1] != line.page:
            starts.append((len(text), line.page))
        text += part + SOFT_HYPHEN * settled.endswith(SOFT_HYPHEN)
    text = text.rstrip(SOFT_HYPHEN)
    kind = kind_of(group, text, setting, outline) if text and not across else Kind.LINE
    first = group[0]
    number = ""
    bare = BULLET.sub("", text) if kind is Kind.ITEM else text
    if found := _number_of(kind, bare, first):
        number, bare = plain(found[1]), bare[found.end() :]
    shift = len(text) - len(bare)
    text, starts = bare, [(max(0, offset - shift), page) for offset, page in starts]
    if not text:
        return None
    level = 0
    if kind is Kind.ITEM:
        level = 2 if _ROMAN_ITEM.match(text) else 1
    return Piece(
        kind,
        text,
        tuple(starts),
        first.size,
        level,
        any(line.cells > 1 for line in group),
        all(line.slanted for line in group),
        number,
        bold=all(line.bold for line in group),
    )


def _number_of(kind: Kind, text: str, first: Line) -> re.Match[str] | None:
    """The number by which a paragraph or a note is known, at the beginning of its text; None where it has none."""
    if kind in (Kind.PARAGRAPH, Kind.ITEM):
        return _PARAGRAPH_NUMBER.match(text)
    return _NOTE_NUMBER.match(text) if first.noted else None
