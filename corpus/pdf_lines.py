"""What a PDF's page draws, as lines: fragments in, `Line` out.

A fragment is a run of one font. Where it stands, how large and how bold it is tells a heading from a sentence and
one paragraph from the next far better than the words do. What repeats on every page is for `running_heads`,
what lines belong together for `pdf_pieces`.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from corpus.margin_notes import margin_notes_apart
from corpus.marked_tables import FIGURE
from corpus.note_calls import DRAWN, SIGNS, WORD_END, power, raised
from corpus.page_layout import (
    capitals_apart,
    columns_apart,
    in_reading_order,
    staggered_apart,
    without_margin_numbers,
)
from corpus.pdf_drawing import Corners
from corpus.pdf_runs import Fragment, Line, Part, char_width
from corpus.printed_words import (
    MAYBE_SPACE,
    SOFT_HYPHEN,
    close_set,
    in_capitals,
    is_right_to_left,
    letters,
    writes_hyphens_soft,
)
from corpus.report_builder import is_unspaced, tidy
from corpus.right_to_left import (
    cell_text,
    cells_from_right,
    in_order,
    read_from_right,
    settled_brackets,
    spaces_are_drawn,
    text_from_right,
)
from corpus.typesetting import ARROWS, BULLET, POINT_SIGNS

_MARKER_ONLY = re.compile(rf"^\(?[\w.]{{1,8}}[.)]?$|^[{POINT_SIGNS}{ARROWS}–—*-]$")
_LETTER_BULLETS = frozenset("o§ØüŸ")  # how Courier's and Wingdings' bullets read
_BULLET_GAP = 1.2  # sizes of the letters from such a bullet's beginning to its words; a word stands nearer
_FIGURES = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*,?")
_RAISED_NUMBER = re.compile(r"[⁰¹²³⁴-⁹]{1,3}\s*[^\W\d]")  # by glyphs of its font
_CALLS_GO_ON = re.compile(rf"[{SIGNS}],$")
_NOTE_LETTERS = re.compile(r"[a-pr-z](?:\s?,\s?[a-pr-z])*,?")  # as they call the notes of a table
_DRAWN_LETTERS = re.compile(rf"[a-z]{DRAWN}(?:,?\s?[a-z]{DRAWN})*,?")  # raised by glyphs of their font
_MAYBE_GAP = re.compile(r" (?:[-–]|[^\W\d_])")
_MARK_APART = re.compile(r" [.,)]{1,2} ?")  # French sets a space before other marks
# A cell begins where the gap before it is wider than this many times the size of the letters.
_CELL_GAP = 2.0
_PART_GAP = 0.35  # of the letters' size: wider than a space, narrower than what sets two figures of a table apart
_NARROWEST_SPACE, _WIDEST_SPACE = 0.05, 0.32  # of the letters' size: of one that the file draws between two words
_NARROWEST_BLANK = 0.2  # of the letters' size: behind a number, whose width is sure
_HEAD_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?")
_THOUSANDS = re.compile(r"(?:^|\D)\d{1,3}$")
_THREE_DIGITS = re.compile(r"\s*\d{3}(?!\d)")
_RAISED_BY = 0.15  # of the letters' size, at least
_LIFTED_BY = 0.25  # likewise where the figure is as large as these
_FEWEST_SOFT = 3  # words with a soft hyphen tell how a face writes hyphens
_SOFT_AND_DRAWN = re.compile(rf"(?<!\u2060){SOFT_HYPHEN}")  # behind a joiner it is one that no page shows
_LETTER_MIDDLE = 0.3  # of the letters' size above their line
_MOST_UPRIGHTS = 1000  # on a page: more are a drawing
_LEVEL = 0.5  # of the letters' size: what is raised by less is part of its line
_NEXT_LINE = 0.3  # likewise: what is lower by more, at the left edge, is another line
_NO_GAP = 0.15  # where no space is drawn: less is one word
# Between runs that are lines of their own, in sizes of the letters: widths are estimates.
_SURE_GAP = 0.08
_WIDE_SURE_GAP = 0.3
_WIDER_FIGURE = 0.06  # a figure is half a size wide by the estimate, and so much wider in many faces
_NARROW_SPACE = 0.35  # a space in letters that are narrower than estimated
_UNSURE_GAP = 0.3  # behind words, whose widths are estimated one letter with the other


def lines_of(fragments: Iterable[Fragment], page: int, uprights: Sequence[Corners] = ()) -> list[Line]:
    """The lines of one page in the file's order; empty ones are left out. `uprights`: upright lines that it draws."""
    uprights = uprights if len(uprights) <= _MOST_UPRIGHTS else ()
    drawn = without_margin_numbers(list(fragments))
    rows: list[list[Fragment]] = [[]]
    for fragment in drawn:
        first, *rest = fragment.text.split("\n")
        for number, text in enumerate([first, *rest]):
            if number and any(part.text.strip() for part in rows[-1]):
                rows.append([])
            if text:
                rows[-1].append(fragment if text == fragment.text else replace(fragment, text=text))
    rows, begun = margin_notes_apart(capitals_apart(rows), uprights)
    rows = columns_apart(staggered_apart([level for row in rows for level in _levels(row)]))
    rows = _on_one_baseline(rows, begun)
    lettered = {letter for row in rows if (letter := _opening_letter(row))}
    lettered |= {f"{letter}," for letter in lettered}
    lines: list[Line] = []
    spaced = spaces_are_drawn(rows)
    for row, from_right in zip(rows, read_from_right(rows), strict=True):
        cells = cells_from_right(row) if from_right else []
        write = cell_text if len(cells) > 1 else text_from_right
        written = [write(cell, spaced=spaced) for cell in cells]
        _close(row if from_right else in_order(row), page, lines, lettered, from_right, cells, written, uprights)
    return in_reading_order(lines)


def with_hyphens_told(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages with a hyphen for each soft one of a face that has no other hyphen, as its font names this one so."""
    faces: defaultdict[tuple[bool, bool], list[str]] = defaultdict(list)
    for line in (line for page in pages for line in page):
        faces[line.bold, line.slanted].append(line.text)
    soft = {face for face, lines in faces.items() if writes_hyphens_soft(lines, _FEWEST_SOFT)}
    return [
        [
            replace(line, text=_SOFT_AND_DRAWN.sub("-", line.text)) if (line.bold, line.slanted) in soft else line
            for line in page
        ]
        for page in pages
    ]


def _beside(base: Fragment, uprights: Sequence[Corners]) -> list[float]:
    """Where the upright lines stand that are drawn beside a line's letters."""
    y = base.y + _LETTER_MIDDLE * base.size
    return [] if base.angle else [(left + right) / 2 for left, low, right, high in uprights if low <= y <= high]


def _in_cell(part: Part, beside: Sequence[float]) -> Part:
    """The part with the upright lines at its left and right."""
    middle = (part.left + part.right) / 2
    left = max((x for x in beside if x <= middle), default=-math.inf)
    return replace(part, cell=(left, min((x for x in beside if x > middle), default=math.inf)))


def _levels(row: list[Fragment]) -> list[list[Fragment]]:
    """A row apart where it goes on higher in letters of one size, behind a cell whose words stand in its middle, or
    lower at its left edge, in the next line."""
    out: list[list[Fragment]] = [[]]
    last: Fragment | None = None
    edge = next((part.x for part in row if part.text.strip()), 0.0)
    for part in row:
        if last and part.text.strip() and (_is_higher(last, part) or _is_next_line(last, part, edge)):
            out.append([])
        out[-1].append(part)
        last = part if part.text.strip() else last
    return out


def _is_higher(last: Fragment, part: Fragment) -> bool:
    return part.y - last.y > _LEVEL * last.size and _are_alike(last, part)


def _are_alike(last: Fragment, part: Fragment) -> bool:
    alike = part.angle == last.angle and abs(part.size - last.size) < 0.05 * last.size
    return alike and part.placed and last.placed


def _is_next_line(last: Fragment, part: Fragment, edge: float) -> bool:
    begins = abs(part.x - edge) < 1 < last.x - part.x
    return begins and last.y - part.y > _NEXT_LINE * last.size and _are_alike(last, part)


def _opening_number(row: list[Fragment]) -> str:
    """The number that opens a row in a run of its own: a note's, perhaps; "" where none does."""
    drawn = [fragment for fragment in row if fragment.text.strip()]
    mark = drawn[0].text.strip() if len(drawn) > 1 else ""
    return mark if mark.isdigit() and len(mark) <= 3 and not drawn[1].text[:1].isspace() else ""


def _opening_letter(row: list[Fragment]) -> str:
    """The letter that opens a row raised, "" where none does."""
    drawn = [fragment for fragment in row if fragment.text.strip()]
    if drawn and drawn[0].text.lstrip()[1:2] == DRAWN:
        return drawn[0].text.lstrip()[0]
    mark = drawn[0].text.strip() if len(drawn) > 1 else ""
    return mark if _NOTE_LETTERS.fullmatch(mark) and _is_raised(drawn[0], drawn[1].size, drawn[1].y) else ""


def _on_one_baseline(rows: list[list[Fragment]], begun: Set[int]) -> list[list[Fragment]]:
    """Rows that go on from each other on one baseline joined: some programs set each word as a line of its own.
    `begun`: the ids of those fragments that go on with no row."""
    out: list[list[Fragment]] = []
    for row in rows:
        place = next((place for place, fragment in enumerate(row) if fragment.text.strip()), -1)
        first = row[place] if place >= 0 else None
        last = next((fragment for fragment in reversed(out[-1]) if fragment.text.strip()), None) if out else None
        if first and id(first) in begun:
            out.append(row)
        elif first and last and (gap := _gap_between(last, first)) is not None:
            between = gap > _SURE_GAP and not (is_unspaced(last.text[-1]) and is_unspaced(first.text[0]))
            space = " " if between else MAYBE_SPACE if last.text[-1].isalpha() and first.text[0].isalpha() else ""
            if is_unspaced(last.text[-1]) or is_unspaced(first.text[0]):
                space = " " if gap > _WIDE_SURE_GAP else ""
            if last.text[-1].isdigit() and first.text[0].isdigit():
                space = _space_in_figure(last.text, gap)
            if last.text[-1:].isspace() or first.text[:1].isspace():
                space = ""
            first = replace(first, text=space + first.text, x=first.x - 0.3 * first.size * bool(space))
            out[-1] = [*out[-1], first, *row[place + 1 :]]
        elif first and last and (_is_cell_beside(out[-1], last, first, row) or _is_bullet_of(out[-1], first)):
            out[-1] = [*out[-1], replace(first, text=f" {first.text}"), *row[place + 1 :]]
        else:
            out.append(row)
    return out


def _space_in_figure(before: str, gap: float) -> str:
    """What stands between two runs of figures `gap` sizes of their letters apart, by the estimate: nothing where they
    are hardly apart, a space behind which a figure may go on where the estimate is not sure; "1 250" has a narrow
    one."""
    known = before.isdigit()
    if gap <= _SURE_GAP + _WIDER_FIGURE * known:
        return ""
    return MAYBE_SPACE if gap <= _NARROW_SPACE + _UNSURE_GAP * (not known) else " "


def _is_cell_beside(before: Sequence[Fragment], last: Fragment, first: Fragment, row: Sequence[Fragment]) -> bool:
    """True for a figure behind the label of a table's row, whose cells some programs set as lines of their own."""
    if not any(char.isalpha() for part in before for char in part.text):
        return False
    level = last.angle == first.angle and abs(last.y - first.y) < 0.1 * first.size
    far = first.x - last.x - last.width > _NO_GAP * first.size
    return level and far and bool(FIGURE.fullmatch("".join(part.text for part in row).strip()))


def _is_bullet_of(above: Sequence[Fragment], first: Fragment) -> bool:
    """True where a bullet alone was drawn, a little higher or lower than the words that it stands before."""
    bullet = "".join(part.text for part in above).strip()
    if not BULLET.match(f"{bullet}x") or len(bullet) > 1:
        return False
    near = min(abs(part.y - first.y) for part in above if part.text.strip()) < 0.5 * first.size
    return near and first.x > max(part.x for part in above if part.text.strip())


def _gap_between(last: Fragment, first: Fragment) -> float | None:
    """The gap between two runs of one baseline in sizes of their letters; None where they do not go on."""
    size = min(last.size, first.size)
    if last.angle != first.angle or abs(last.y - first.y) > 0.1 * size or abs(last.size - first.size) > 0.1 * size:
        return None
    if first.x <= last.x or is_right_to_left(last.text) or is_right_to_left(first.text):
        return None
    gap = (first.x - last.x - last.width) / size
    slack = 0.15 * last.width / size
    return gap if -0.6 - slack < gap < 0.9 + slack else None


def _close(
    fragments: list[Fragment],
    page: int,
    lines: list[Line],
    lettered: set[str],
    from_right: bool | None,
    cells: Sequence[Sequence[Fragment]],
    written: Sequence[str],
    uprights: Sequence[Corners],
) -> None:
    """`lettered`: the letters that open the page's notes, raised; `cells`: of a line from the right, with what is
    `written` in each; none of another."""
    drawn = [fragment for fragment in fragments if fragment.text.strip()]
    if not drawn:
        return
    sizes: Counter[float] = Counter()
    for fragment in drawn:
        sizes[round(fragment.size, 2)] += len(fragment.text.strip())
    size = sizes.most_common(1)[0][0]
    if in_capitals("".join(fragment.text for fragment in drawn)):
        size = max(sizes)  # small capitals are set with two sizes
    base = [fragment for fragment in drawn if round(fragment.size, 2) == size]
    opens = drawn[0]
    opens_raised = opens.text.lstrip()[1:2] == DRAWN
    if not from_right:
        before = lines[-1].text if lines and _CALLS_GO_ON.match(lines[-1].text[-2:]) else ""
        fragments = _with_calls_raised(fragments, size, base[0].y, lettered, before)
        drawn = [fragment for fragment in fragments if fragment.text.strip()]
    if not from_right and _opens_with_bullet(drawn):
        fragments = [replace(each, text="•") if each is drawn[0] else each for each in fragments]
    text = " ".join(written) if from_right else _text(fragments)
    if from_right is not None:
        text = settled_brackets(text)
    if not text.strip():
        return
    starts = [] if from_right else _cell_starts(drawn)
    beside = _beside(base[0], uprights)
    parts = map(_cell, cells, written) if len(cells) > 1 else _parts(fragments, beside)
    worded = [fragment for fragment in drawn if any(char.isalnum() for char in fragment.text)]
    lines.append(
        Line(
            text=text.strip(),
            page=page,
            # Where a line from the right ends tells nothing, and widths, estimates, do not tell where it begins.
            x=0.0 if from_right else min(fragment.x for fragment in drawn),
            y=base[0].y,
            size=size,
            bold=bool(worded) and all(fragment.bold for fragment in worded),
            slanted=bool(worded) and all(fragment.slanted for fragment in worded),
            cells=max(len(cells), len(starts) + 1),
            cell_x=starts[-1] if starts else math.inf,
            angle=base[0].angle,
            noted=(opens is not base[0] and _is_raised(opens, size, base[0].y))
            or opens_raised
            or bool(_RAISED_NUMBER.match(text.strip()))
            or ((mark := _opening_number(fragments)) != "" and text.strip()[len(mark) :][:1].isalpha()),
            parts=tuple(_in_cell(part, beside) for part in parts) if beside else tuple(parts),
            placed=base[0].placed,
        )
    )


def _with_calls_raised(
    fragments: list[Fragment], size: float, height: float, lettered: set[str], text: str
) -> list[Fragment]:
    """The fragments with powers and what leads to a note as raised signs, which are no part of the word before.

    `text`: the line before, where the calls at its end go on.
    """
    out: list[Fragment] = []
    for place, fragment in enumerate(fragments):
        if DRAWN in fragment.text:
            fragment = replace(fragment, text=_with_drawn_calls(fragment.text, text, lettered))
        call = fragment.text.strip()
        if fragment.text[:1] == " " and _is_raised(fragment, size, height) and _is_call_apart(text, call, lettered):
            fragment = replace(fragment, text=fragment.text[1:])  # the space is pypdf's
        lifted = _is_lifted(fragment, fragments[place + 1 :], height) and _is_right_behind(fragment, out)
        if call and fragment.size >= 0.9 * size and not lifted:
            height = fragment.y  # of the line: the cells of a row may stand at several
        after = "".join(each.text for each in fragments[place + 1 : place + 3])
        if not text.strip() and call in lettered and after[:1].isalnum():
            fragment = replace(fragment, text=f"{fragment.text} ")  # a note's own letter
        elif text.strip() and (text[-1] != " " or call in lettered) and fragment.text[:1] == call[:1]:
            high = _is_raised(fragment, size, height)
            if high and power(call) != call:
                beside = fragments[place + 1 : place + 2]
                leads = call[-1].isdigit() or text[-1] in SIGNS or _is_figure_raised(call, beside, size, height)
            elif _FIGURES.fullmatch(call):
                leads = high or lifted
            else:
                ends = call[-1:] == "," or not after[:1].isalnum()
                leads = high and ends and bool(_NOTE_LETTERS.fullmatch(call)) and _is_call(text, call, lettered)
            if leads:
                fragment = replace(fragment, text=raised(fragment.text))
        text += fragment.text
        out.append(fragment)
    return out


def _is_call_apart(before: str, call: str, lettered: set[str]) -> bool:
    """Whether what is set a little apart calls a note: a figure behind a sentence's or a clause's end, or letters that
    open notes of the page."""
    if _FIGURES.fullmatch(call):
        return bool(WORD_END.search(before)) and not before[-1].isalpha()
    return bool(before.strip() and _NOTE_LETTERS.fullmatch(call)) and {*call.replace(" ", "").split(",")} <= lettered


def _with_drawn_calls(run: str, before: str, lettered: set[str]) -> str:
    """A run whose raised letters are signs where they call notes, else as any others: "1st", "Mme"."""

    def settled(found: re.Match[str]) -> str:
        letters_raised = found[0].replace(DRAWN, "")
        ahead = before + run[: found.start()]
        if not ahead.strip():
            return letters_raised + " " * (not run[found.end() :][:1].isspace())  # a note's own letter
        alone = _NOTE_LETTERS.fullmatch(letters_raised) and not run[found.end() :][:1].isalnum()
        return raised(letters_raised) if alone and _is_call(ahead, letters_raised, lettered) else letters_raised

    return _DRAWN_LETTERS.sub(settled, run)


def _is_figure_raised(call: str, beside: Sequence[Fragment], size: float, height: float) -> bool:
    """True for a charge, "2+", and for a sign before a raised figure; a plus alone may be a letter of a name."""
    return call[0].isdigit() or any(
        after.text.strip().isdigit() and _is_raised(after, size, height) for after in beside
    )


def _opens_with_bullet(drawn: list[Fragment]) -> bool:
    """True where a letter far from the words behind it opens the line, as the bullets of some fonts do."""
    if len(drawn) < 2 or drawn[0].text.strip() not in _LETTER_BULLETS:
        return False
    return drawn[1].x - drawn[0].x > _BULLET_GAP * drawn[1].size


def _is_call(before: str, letters_raised: str, lettered: set[str]) -> bool:
    """True behind a word where no letter is raised otherwise, or where the page has the note; "1ᵉʳ", "nᵒ" are none."""
    return bool(WORD_END.search(before)) or all(
        one.strip() in lettered for one in letters_raised.rstrip(",").split(",")
    )


def _text(fragments: list[Fragment]) -> str:
    text = ""
    before: Fragment | None = None
    for fragment, after in zip(fragments, [*fragments[1:], None], strict=False):  # there may be none
        part = close_set(fragment.text)
        if (
            before
            and text[-1:].isalnum()
            and _MARK_APART.fullmatch(part)
            and _fills_its_place(part[1:], fragment, after)
        ):
            text += part[1:]
        elif before and _MAYBE_GAP.match(part) and text[-1:].isalnum() and _is_close(before, fragment):
            text += MAYBE_SPACE + part[1:]
        else:
            text += " " * (before is not None and _is_number_apart(text, before, fragment)) + part
        before = fragment if part.strip() else before
    return letters(text)


def _fills_its_place(mark: str, fragment: Fragment, after: Fragment | None) -> bool:
    """True where there is no room for more than the mark before what follows: a space before it is pypdf's."""
    room = after.x - fragment.x if after and after.y == fragment.y else math.inf
    return room < fragment.size * (sum(map(char_width, mark)) + _NARROWEST_BLANK / 2)


def _is_number_apart(text: str, before: Fragment, fragment: Fragment) -> bool:
    """True behind the number of a heading, which some programs set apart without a space."""
    if not fragment.text[:1].isalpha() or not _HEAD_NUMBER.fullmatch(text):
        return False
    alike = abs(fragment.size - before.size) < 0.1 and abs(fragment.y - before.y) < 0.1
    return alike and fragment.x - before.x - before.width > _NARROWEST_BLANK * fragment.size


def _is_close(before: Fragment, fragment: Fragment) -> bool:
    return fragment.x - before.x < 0.6 * fragment.size + 1.2 * before.width


def _is_raised(fragment: Fragment, size: float, height: float) -> bool:
    return fragment.size < 0.9 * size and fragment.y > height + _RAISED_BY * size


def _is_right_behind(fragment: Fragment, before: Sequence[Fragment]) -> bool:
    last = next((each for each in reversed(before) if each.text.strip()), None)
    return last is not None and fragment.x < last.x + last.width + _PART_GAP * fragment.size


def _is_lifted(figure: Fragment, after: Sequence[Fragment], height: float) -> bool:
    """Whether a figure as large as the words of its line stands a little higher than these, and what follows does
    not."""
    if not height + _LIFTED_BY * figure.size < figure.y < height + _LEVEL * figure.size:
        return False
    beside = next((each for each in after if each.text.strip()), None)
    back = beside is None or beside.y < figure.y - _LIFTED_BY * figure.size
    return back and bool(_FIGURES.fullmatch(figure.text.strip()))


def _parts(fragments: list[Fragment], beside: Sequence[float]) -> list[Part]:
    """The line's runs, those together between which no gap is wider than a space, and none of the upright lines."""
    parts: list[Part] = []
    begin = 0.0  # of the last run
    spaced = False
    for run, after in zip(fragments, [*fragments[1:], None], strict=True):
        if not run.text.strip():  # where the next run is, pypdf puts a space in for a gap
            left = (after.x - run.x) / run.size if after and "\n" not in run.text else 0.0
            spaced |= _NARROWEST_SPACE < left < _WIDEST_SPACE
            continue
        last = parts[-1] if parts else None
        gap = (run.x - last.right) / run.size if last else 0.0
        space = spaced or run.text[:1].isspace()
        widest = _PART_GAP if space else _NO_GAP
        if space and last and _THREE_DIGITS.match(run.text) and _THOUSANDS.search(last.text):
            widest *= 2
        bracket = space and run.text.lstrip().startswith("[")  # "2 [3]": a figure, and another beside it
        apart = bracket or any(begin < x <= run.x for x in beside)
        if last and abs(run.y - last.y) < 0.5 * run.size and -1 < gap < widest and not apart:
            text = f"{last.text}{' ' * space}{run.text}"
            right = max(last.right, run.x + run.width)
            parts[-1] = Part(tidy(text), last.left, right, last.y, tidy(run.text), run.x)
        else:
            parts.append(Part(tidy(run.text), run.x, run.x + run.width, run.y))
        begin, spaced = run.x, run.text[-1:].isspace()
    return parts


def _cell(runs: Sequence[Fragment], text: str) -> Part:
    left, right = min(run.x for run in runs), max(run.x + run.width for run in runs)
    return Part(tidy(settled_brackets(text)), left, right, runs[0].y)


def _cell_starts(drawn: list[Fragment]) -> list[float]:
    """Where the second cell of a row and those after it begin; none for a line of running text."""
    starts = []
    for place, (earlier, later) in enumerate(pairwise(drawn)):
        if place == 0 and _MARKER_ONLY.match(earlier.text.strip()):
            continue  # "12." and its paragraph, "(a)" and its item
        if later.text.lstrip()[:1].islower():
            continue  # a word's second half, which Word sets apart now and then
        if later.x - earlier.x > _CELL_GAP * later.size + 1.15 * earlier.width:
            starts.append(later.x)
    return starts
