"""Lines of Arabic and Hebrew, Latin words and figures among them: runs as a page draws them in, in reading order out.

pypdf gives the letters of each run in reading order, but the runs in the file's. A line of both directions looks the
same whichever way it is read: the edge of the page where it begins tells, else the line that it goes on into, else
which letters are more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.pdf_runs import Fragment
from corpus.printed_words import is_right_to_left, letters

_INDENTED = 2.0  # sizes of the letters: a line that begins farther from the edge begins at the other
_RAGGED = 3.0  # likewise for where a line ends, as the widths of runs are estimates
_NEXT_LINE = 1.5  # sizes of the letters between two lines of one paragraph
BULLET = "• "  # before the run that is drawn first, which is the last one read
_CELL, _CELL_FROM_RIGHT = 0.45, 1.0  # sizes of the letters between two cells
_SLACK = 0.15  # of the estimated width of a figure, which some fonts draw so much wider
_NARROWEST_SPACE = 0.25  # sizes of the letters, behind such a figure
_BEHIND_FIGURE = 1.3  # likewise between a figure and a label to its right
_ROW_GAP = 2.0  # sizes of the letters between two cells of a row that nothing else tells
_ONE_PLACE = 0.1  # points
_WORD_GAP = 0.15  # sizes of the letters between two words that no space parts
_SPACES_DRAWN = 3  # words for each drawn space, at most: with fewer, spaces are not drawn but left
_STOP_AT_LEFT = re.compile(r"[.,،؛:]\s?(?:\(|[^\W\d_])")
_NUMBER_AT_RIGHT = re.compile(r"(?:^|\D)[-–]\d{1,3}$")  # of a paragraph, as its runs stand
_WITHIN_NUMBERS = (".", ",", ":", "/")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic and what is written alike
_ARABIC_NUMBER = re.compile("[٠-٩۰-۹]+(?:[٫٬.,/][٠-٩۰-۹]+)*")
_MIRRORED = tuple((opens, closes, str.maketrans(opens + closes, closes + opens)) for opens, closes in ("()", "[]"))
_OPENING, _CLOSING = str.maketrans(")]", "(["), str.maketrans("([", ")]")
_BEFORE_STOP = re.compile(r"(?<!\s)\s++([.,:;!)\]»،؛؟])")
_SPACED_SLASH = re.compile(r"(?<=[^\W\d_]) / (?=[^\W\d_])")
_AFTER_OPENING = re.compile(r"([(\[«])\s+")
_OPENS = re.compile(r"(?:^|[\s“«])[()\[\]](?=\w)")
_CLOSES = re.compile(r"(?<=[\w%.])[()\[\]](?=$|[\s.,;:،؛”»])")
_QUOTE_OPENS = re.compile(r"(?:^|(?<=[\s(]))»(?=\w)")
_QUOTE_CLOSES = re.compile(r"(?<=[\w.!؟])«(?=$|[\s.,;:،؛)])")
# What pypdf gives no direction of its own.
_NEUTRAL = re.compile("[\0-/:-@\u0660-\u066d\u06f0-\u06f9\u2000-\u206f\u20a0-\u21ff]+")
_DIRECTIONS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))  # marks without a shape
_LEADER = re.compile(r"(?<![.\s])(?=(?:\s*+\.){4})[.\s]++")  # the row of dots of a contents list


class Order:
    """Sets right what pypdf does where the direction changes, run by run in the file's order.

    It turns marks and Arabic figures round behind letters from the right, and gives runs that end where the direction
    changes within a line the place of the next, and the last of these the place of the first.
    """

    def __init__(self) -> None:
        self._from_right = False
        self._ended: list[int] = []  # which runs ended at such a place, while the first one's is not known

    def as_drawn(self, text: str) -> str:
        """The text of a run: marks alone from left to right, as the page shows them, Arabic figures from the right."""
        if not self._from_right and text.isascii():
            return text
        if not _NEUTRAL.fullmatch(text):
            self._from_right = bool(_FROM_RIGHT.search(text))
            return text
        figures = bool(_ARABIC_NUMBER.search(text))
        return text.rstrip("\n")[::-1] + "\n" * text.count("\n") if self._from_right != figures else text

    def place(self, runs: list[Fragment], turned: bool) -> None:
        """Give the last run, and those that ended before it, their own places. `turned`: it ends where letters
        change."""
        if turned:
            self._ended.append(len(runs) - 1)
        elif self._ended:
            ended = [*self._ended, len(runs) - 1]
            places = [(runs[at].x, runs[at].y) for at in ended]
            for at, (x, y) in zip(ended, [places[-1], *places], strict=False):
                runs[at] = replace(runs[at], x=x, y=y)
            self._ended = []


def read_from_right(rows: Sequence[Sequence[Fragment]]) -> list[bool | None]:
    """Which rows of a page are read from the right; None for each of a page where nothing is."""
    if not any(_FROM_RIGHT.search(part.text) for row in rows for part in row):
        return [None] * len(rows)
    drawn = [[part for part in row if part.text.strip()] for row in rows]
    left = min(part.x for row in drawn for part in row)
    right = max(part.x + part.width for row in drawn for part in row)
    mostly = is_right_to_left("".join(part.text for row in drawn for part in row))
    found: list[bool | None] = []
    after: bool | None = None
    below: Sequence[Fragment] = ()
    for row in reversed(drawn):
        goes_on = bool(below) and bool(row) and 0 < row[0].y - below[0].y < _NEXT_LINE * row[0].size
        told = _by_edges(row, left, right, mostly=mostly)
        if told is None and goes_on:
            told = after
        found.append(is_right_to_left("".join(part.text for part in row)) if told is None else told)
        after, below = told, row
    return found[::-1]


def _by_edges(row: Sequence[Fragment], left: float, right: float, *, mostly: bool) -> bool | None:
    """None where the row holds letters of one direction alone and does not say, or fits either. `mostly`: whether the
    page's letters run from the right, so that Latin words at its right edge go on from there, or where a stop stands
    left of them, and a paragraph's number opens the row there."""
    if not row:
        return None
    size = row[0].size
    far = min(part.x for part in row) - left > _INDENTED * size
    ragged = right - max(part.x + part.width for part in row) > _RAGGED * size
    seen = "".join(part.text for part in sorted(row, key=lambda part: part.x)).strip()
    if any(is_right_to_left(part.text) for part in row):
        if mostly and _NUMBER_AT_RIGHT.search(seen):
            return True
        return far if far != ragged else None
    if not any(map(str.isalpha, "".join(part.text for part in row))):
        return None
    return mostly and far and (not ragged or bool(_STOP_AT_LEFT.match(seen)))


def in_order(row: Sequence[Fragment]) -> list[Fragment]:
    """The runs of a line that is read from the left, each phrase from the right among them as one run."""
    if not any(is_right_to_left(part.text) for part in row):
        filled = _gaps_filled(row)
        return _from_the_left(filled) if _goes_back(filled) else filled
    placed = sorted((part for part in row if part.text != "\n"), key=lambda each: each.x)
    if placed[0].x == placed[-1].x:
        return list(row)  # one run in parts, which pypdf has read
    out: list[Fragment] = []
    phrase: list[Fragment] = []
    for part in placed:
        latin = any(map(str.isalpha, part.text)) and not is_right_to_left(part.text)
        if is_right_to_left(part.text) or (phrase and not latin):
            phrase.append(part)
            continue
        out += [*_as_one(phrase), part]
        phrase = []
    return [*out, *_as_one(phrase)]


def _goes_back(row: Sequence[Fragment]) -> bool:
    """Whether a line's runs are drawn in another order than they stand in, each clear of the one before."""
    drawn = [part for part in row if part.text.strip()]
    steps = [(before, part) for before, part in pairwise(drawn) if part.x < before.x]
    level = all(abs(part.y - drawn[0].y) < _ONE_PLACE and part.placed for part in drawn)
    return bool(steps) and level and all(part.x + 0.8 * part.width <= before.x for before, part in steps)


def _from_the_left(row: Sequence[Fragment]) -> list[Fragment]:
    out: list[Fragment] = []
    for part in sorted((each for each in row if each.text.strip()), key=lambda each: each.x):
        last = out[-1] if out else None
        apart = last and part.x - last.x - last.width > _WORD_GAP * part.size and not last.text[-1:].isspace()
        out.append(replace(part, text=f" {part.text.lstrip()}") if apart else part)
    return out


def _gaps_filled(row: Sequence[Fragment]) -> list[Fragment]:
    """The runs in the file's order, but one that is drawn behind its neighbour and stands in the gap before it, at the
    same height, comes first: a sign that a font lacks is drawn last, in another."""
    out: list[Fragment] = []
    for part in row:
        last = len(out) - 1
        while last > 0 and not out[last].text.strip():
            last -= 1
        if last > 0 and part.text.strip() and abs(part.y - out[last].y) < _ONE_PLACE and part.x < out[last].x:
            before = next((each for each in reversed(out[:last]) if each.text.strip()), None)
            begin = before.x + 0.8 * before.width if before else part.x
            if begin <= part.x and part.x + 0.8 * part.width <= out[last].x:
                while last > 0 and not out[last - 1].text.strip() and abs(out[last - 1].x - out[last].x) < _ONE_PLACE:
                    del out[last - 1]  # the gap, which pypdf took for a space
                    last -= 1
                out[last:] = [part, replace(out[last], text=out[last].text.lstrip(" ")), *out[last + 1 :]]
                continue
        out.append(part)
    return out


def _as_one(phrase: list[Fragment]) -> list[Fragment]:
    """What stands behind its last word at the right is no part of it."""
    if not phrase:
        return []
    end = max(place for place, part in enumerate(phrase) if is_right_to_left(part.text)) + 1
    words = phrase[:end]
    space = " " if words[-1].text[:1].isspace() else ""
    return [replace(words[0], text=space + text_from_right(words)), *phrase[end:]]


def spaces_are_drawn(rows: Sequence[Sequence[Fragment]]) -> bool:
    """Whether words are parted by spaces that the file draws, not by gaps alone."""
    spaces = sum(part.text != part.text.strip() for row in rows for part in row if part.text != "\n")
    return _SPACES_DRAWN * spaces >= sum(bool(part.text.strip()) for row in rows for part in row)


def text_from_right(row: Sequence[Fragment], *, spaced: bool = False) -> str:
    """A line that is read from the right as its text. Latin words and numbers keep their own order.

    `spaced`: whether spaces are drawn on its page, even if too few of them stand in this line to say so.
    """
    if any(part.text.startswith(BULLET) for part in row):
        words = [replace(part, text=part.text.removeprefix(BULLET)) for part in row]
        return BULLET + text_from_right(words, spaced=spaced)
    drawn = _drawn_once([part for part in row if part.text.strip()])
    kept = {id(part) for part in drawn}
    runs = [part for part in row if part.text != "\n" and (id(part) in kept or not part.text.strip())]
    if _in_order_already(drawn):
        runs.sort(key=lambda part: -part.x)  # a space may be drawn before the word behind which it stands
        pairs = zip([None, *runs[:-1]], runs, strict=True)
        return _as_read("".join(" " * (last is not None and _is_apart(part, last)) + part.text for last, part in pairs))
    placed = _halves_joined(sorted(runs, key=lambda each: each.x))
    spaced = spaced or spaces_are_drawn([placed])
    tokens = _tokens(placed, spaced=spaced)
    text = ("" if spaced else " ").join(_reversed_but_for_latin(tokens, spaced=spaced))
    return _as_read(text)


def cells_from_right(row: Sequence[Fragment]) -> list[list[Fragment]]:
    """The cells of a row that is read from the right, the first one read first; the row where nothing sets them apart.

    What stands at the right edge before running text, a number or a bullet, is no cell.
    """
    placed = sorted((part for part in row if part.text != "\n"), key=lambda each: each.x)
    cells: list[list[Fragment]] = [[]]
    last: Fragment | None = None
    for part in placed:
        if part.text.strip():
            if last and part.x - last.x - last.width > _row_gap(last, part) * part.size:
                cells.append([])
            if last is None or part.x + part.width > last.x + last.width:
                last = part  # a mark's place may be that of letters beside it
        cells[-1].append(part)
    label = "".join(part.text for part in cells[-1])
    return cells[::-1] if len(cells) > 1 and any(map(str.isalpha, label)) else [list(row)]


def cell_text(cell: Sequence[Fragment], *, spaced: bool) -> str:
    """A cell's words; figures alone stand from left to right: "1 200", "2025/26"."""
    if any(char.isalpha() or _ARABIC_NUMBER.match(char) for part in cell for char in part.text):
        return text_from_right(cell, spaced=spaced)
    pairs = zip([None, *cell[:-1]], cell, strict=True)
    return "".join(" " * (last is not None and _is_apart(last, part)) + part.text for last, part in pairs).strip()


def _row_gap(left: Fragment, right: Fragment) -> float:
    """Two figures stand nearer than words do that nothing parts but a gap; how wide a figure is is well known."""
    if not any(map(str.isalpha, left.text)):
        return _BEHIND_FIGURE if any(map(str.isalpha, right.text)) else _CELL_FROM_RIGHT
    return _ROW_GAP


def _in_order_already(drawn: Sequence[Fragment]) -> bool:
    """True where each run stands left of the one before, or all at the place of one that pypdf gives in parts."""
    steps = [later.x - earlier.x for earlier, later in pairwise(drawn)]
    if len(drawn) < 2 or (max(steps) <= 0 and min(steps) < 0):
        return True
    return not any(steps) and not all(_FROM_RIGHT.match(part.text.strip()[-1]) for part in drawn)


def _halves_joined(placed: Sequence[Fragment]) -> list[Fragment]:
    """Halves of a word at one place as one run: a ligature, which pypdf gives apart, stands left of what follows."""
    out: list[Fragment] = []
    for part in placed:
        last = out[-1] if out else None
        if last and abs(part.x - last.x) < _ONE_PLACE and is_right_to_left(part.text) and is_right_to_left(last.text):
            out[-1] = replace(part, text=part.text + last.text)
        else:
            out.append(part)
    return out


def _tokens(placed: Sequence[Fragment], *, spaced: bool) -> list[str]:
    """The runs' texts from left to right; where spaces are drawn each of them apart, and on both sides of a mark."""
    if not spaced:
        return [text for part in placed if (text := part.text.strip())]
    tokens: list[str] = []
    for last, part in zip([None, *placed[:-1]], placed, strict=True):
        if last is not None and _is_apart(last, part):
            tokens.append(" ")
        text = part.text.strip()
        before, after = part.text[:1].isspace(), part.text[-1:].isspace()
        if is_right_to_left(text):
            before, after = after, before  # behind a word from the right is left of it
        tokens += [" "] * before + [text] * bool(text) + [" "] * (after and bool(text))
    return tokens


def _is_apart(left: Fragment, right: Fragment) -> bool:
    """Whether a gap parts two cells of a row, where spaces part words; widths from the right are the less sure ones."""
    if left.text[-1:].isspace() or right.text[:1].isspace():
        return False
    if left.text[-1:].isdigit() and right.text[:1].isdigit():
        return right.x > left.x + left.width  # two figures: those of one number are one run
    widest = _CELL_FROM_RIGHT if is_right_to_left(left.text) else _CELL
    slack = _SLACK * left.width if left.text[-1:].isdigit() else 0.0
    return right.x - left.x - left.width > max(widest * right.size, _NARROWEST_SPACE * right.size + slack)


def _reversed_but_for_latin(tokens: Sequence[str], *, spaced: bool) -> list[str]:
    out: list[str] = []
    group: list[str] = []
    for given in reversed(_leaders_joined(tokens)):
        text = given if any(map(str.isalnum, given)) else given[::-1]
        if is_right_to_left(text) or _LEADER.fullmatch(text):
            out += [*_latin(group, spaced=spaced), text]
            group = []
        else:
            group.append(text)
    return [*out, *_latin(group, spaced=spaced)]


def _leaders_joined(tokens: Sequence[str]) -> list[str]:
    dotted = groupby(tokens, lambda text: not text.strip(". "))
    runs = [(dots, list(part)) for dots, part in dotted]
    return [text for dots, part in runs for text in (["".join(part)] if dots and len(part) > 1 else part)]


def _latin(group: list[str], *, spaced: bool) -> list[str]:
    """What stands between two words from the right, given from right to left: from its first figure or letter to its
    last from left to right, but for numbers that stand apart from each other."""
    places = [place for place, text in enumerate(group) if any(map(str.isalnum, text))]
    if not places:
        return group
    first, last = places[0], places[-1] + 1
    within = group[first:last]
    if spaced and not any(map(str.isalpha, "".join(within))):
        within = [
            text
            for joined, part in groupby(within, lambda text: text in _WITHIN_NUMBERS or text.isdecimal())
            for text in (reversed(list(part)) if joined else part)
        ]
    else:
        within = within[::-1]
    return [*group[:first], *within, *group[last:]]


def _drawn_once(drawn: list[Fragment]) -> list[Fragment]:
    """Without a run that the next one, at the same place, has in it: pypdf gives a mark's letters twice."""
    pairs = zip(drawn, [*drawn[1:], None], strict=True)
    return [
        run
        for run, after in pairs
        if after is None
        or abs(after.x - run.x) + abs(after.y - run.y) > _ONE_PLACE
        or not after.text.strip().endswith(run.text.strip())
    ]


def _as_read(line: str) -> str:
    """A line of Arabic or Hebrew as pypdf gives it, with its figures, brackets and stops as they are read.

    pypdf turns Arabic figures round with the letters beside them. A bracket is drawn as its mirror image, which some
    programs write as the other bracket.
    """
    line = _ARABIC_NUMBER.sub(lambda number: number[0][::-1], line)
    for opens, closes, mirrored in _MIRRORED:
        if -1 < line.find(closes) < line.find(opens) and line.count(opens) == line.count(closes):
            line = line.translate(mirrored)
    line = _QUOTE_CLOSES.sub("»", _QUOTE_OPENS.sub("«", settled_brackets(line)))
    line = _SPACED_SLASH.sub("/", line)
    return letters(_BEFORE_STOP.sub(r"\1", _AFTER_OPENING.sub(r"\1", line)))


def settled_brackets(text: str) -> str:
    """Brackets as their places say: before a word they open, behind one they close.

    A font that draws lines of both directions has one name for a bracket, which is right in half of them.
    """
    text = text.translate(_DIRECTIONS)
    text = _OPENS.sub(lambda found: found[0].translate(_OPENING), text)
    return _CLOSES.sub(lambda found: found[0].translate(_CLOSING), text)
