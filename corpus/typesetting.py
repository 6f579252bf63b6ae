"""How lines begin and end, and how a document is set: what `pdf_pieces` and `pdf_headings` go by."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.note_calls import SIGNS
from corpus.numerals import ARABIC_NUMBER, CIRCLED
from corpus.pdf_runs import Line

# Signs that stand before points and nowhere else, and those that stand within sentences too. Crosses and empty boxes
# are none: without them a point would say the opposite.
POINT_SIGNS = "•●▪■◦▫○◆◇♦❖➔➜➝➞➡➢➤➥►▶▸▹▻⯈‣⁃✓✔✦★☆❑❒⦿◉\uf0b7\uf0a7\uf0d8\uf0fc"
ARROWS = "→⇒⇨⟶⟹∙·\ufffd"  # the last for a sign that the font does not tell
BULLET = re.compile(rf"^(?:[{POINT_SIGNS}]\s*|[{ARROWS}–—*-]\s+)(?=\S)")
# "p." and "v." open a line in the middle of a sentence too.
LETTERED = re.compile(
    rf"^(?:(?:\((?:[a-z]{{1,2}}|[ivxl]{{1,6}}|\d{{1,2}})|[a-z]|[ivx]{{2,5}})\)\s+|(?:[a-oq-u]|[ivx]{{2,5}})\.\s+|{CIRCLED}\s*)\S"
)
NUMBERED = re.compile(
    rf"^(?:{ARABIC_NUMBER}|"
    r"\d{1,3}\.|\d{1,2}\)|\d+\.[IVXLC]+\.\d+|\d{1,2}[A-Z]?(?:\.\d{1,3}){1,3}\.?(?=\s+[A-Z]))\s+\S"
)
REFERENCE = re.compile(r"^\[[^\W_][\w+.-]{0,11}\]\s+\S")
CAPTION = re.compile(
    r"^(?:(?:figure|fig\.|table|box|map|chart|graph|tableau|carte|encadré|graphique|cuadro|gráfico|figura|mapa|recuadro"
    r"|таблица|табл\.|рисунок|рис\.|карта|схема|диаграмма|вставка|الجدول|جدول|الشكل|شكل|الخريطة|خريطة|الإطار)\s+"
    r"|[表图圖]\s*)(?:\d{1,2}[A-Z]\.[\dIVXLC]+|[\dIVXLC]+[.\dIVXLC]*)\b",
    re.IGNORECASE,
)
BARE_CAPTION = re.compile(CAPTION.pattern + r"\.?$", re.IGNORECASE)
# What stands over a contents list, which is no section.
CONTENTS = re.compile(
    r"(?:table of )?contents?|list of (?:tables|figures|boxes|annexes|abbreviations)|sommaire|table des matières"
    r"|liste des (?:tableaux|figures)|índice|contenido|содержание|оглавление|目\s?录|المحتويات|inhalt(?:sverzeichnis)?",
    re.IGNORECASE,
)
LEADER = re.compile(r"\.{4,}|(?:\. ){4,}")  # the row of dots of a contents list
RULE = re.compile(r"^[_\-–—=\s]{5,}$")  # a line drawn with characters
_CLOSING = rf"[\"'”’»)\]]*[{SIGNS},*†‡§]*$"  # with the calls of notes
END = re.compile(r"[.!?:;…。！？؟]" + _CLOSING)
SENTENCE_END = re.compile(r"[.!?…。！？؟]" + _CLOSING)
LIST_END = re.compile(r"(?:[.!?:;]|[;,] (?:and|or|et|ou|y|o))" + _CLOSING)

BODY_SHARE = 0.2  # the body's letters are the largest of those that set a fifth of the text or more
LARGER = 1.08  # a heading's letters are at least this much larger than the body's
AS_LARGE = 0.97  # letters of the body's size, as programs round it
SMALLER = 0.93  # a footnote's at most this
LEADING = 1.2  # sizes of the letters between two lines, where nothing shows how far they stand apart
ROUNDING = 0.2  # points, by which programs round where a line stands
LOOSE = 1.3  # a paragraph begins after more than this times the usual distance of two lines
WIDEST = 1.7  # sizes of the letters between two lines of a heading
MANY_GAPS = 4  # with fewer, the distance of lines is what word processors set: 1.2 times the size
SET_APART = 1.08  # times the usual distance: from here on a wider one may be what parts paragraphs
BEGINNINGS = 0.95  # of the lines behind that distance begin without a small letter, where it is
GOING_ON = 0.3  # of the lines behind the usual distance begin with one: the script has small letters
RUNS_ON = 30  # characters of a line that ends in the middle of a sentence, and goes on in the next
SHORT = 0.75  # of the longest line nearby: a line this short ends a paragraph
ROW = 5  # points: lines nearer than this stand beside each other
GUTTER = 8  # sizes of the letters from one column's left edge to the next one's, at least
HALF = 0.5  # sizes of the letters, the width of one
NEARBY = 12  # lines before and after: enough to meet a full one, too few to leave a column

_FIGURES_AT_END = re.compile(r"(?:(?:^|\s)(?:[-–—]|[-–—]?\d+(?:[.,]\d+)*[x%]?)){4}$")


def is_marked(line: Line) -> bool:
    """True where a number, a letter or a bullet says that the line begins something."""
    return any(mark.match(line.text) for mark in (REFERENCE, LETTERED, NUMBERED, BULLET))


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a document is set.

    `body` is its running text's size in points, `leading` the usual distance of two lines per rounded size, `apart`
    the distance from which on they are of two paragraphs, where it shows, `longest` the characters of the longest line
    near each: its column's width; `in_forms`: whether most of it is drawn in forms of their own, as figures mostly are.
    """

    body: float
    bold_body: bool
    leading: dict[float, float]
    apart: dict[float, float]
    longest: dict[Line, int]
    in_forms: bool = False

    def is_in_figure(self, line: Line) -> bool:
        """True for a figure's own words, a label or a legend."""
        return not line.placed and not self.in_forms

    def is_short(self, line: Line) -> bool:
        return len(line.text) < SHORT * self.longest.get(line, 0)

    def is_large(self, line: Line) -> bool:
        return line.size >= LARGER * self.body

    def is_display(self, line: Line) -> bool:
        """True for letters that may set a heading: large ones, or bold ones where the body is not."""
        bold = line.bold and not self.bold_body and line.size >= AS_LARGE * self.body
        return bold or self.is_large(line)

    def leading_of(self, line: Line) -> float:
        return self.leading.get(round(line.size)) or max(LEADING, self._ratio) * line.size

    def is_apart(self, line: Line, fall: float) -> bool:
        """True where a line that stands `fall` points below the one before is none of its paragraph."""
        known = self.apart.get(round(line.size))
        return fall > (known or LOOSE * max(self.leading_of(line), line.size))

    @property
    def _ratio(self) -> float:
        """How far apart the running text's lines are, in sizes of its letters: others are set alike."""
        return min(WIDEST, self.leading.get(round(self.body), 0.0) / self.body)


def ends_in_figures(line: Line) -> bool:
    """True where a line's last words are several bare figures, as in a table's row; commas and brackets are of text."""
    return bool(_FIGURES_AT_END.search(line.text))


def typesetting_of(lines: Sequence[Line]) -> Typesetting:
    sizes: Counter[float] = Counter()
    bold = in_forms = 0
    gaps: defaultdict[float, Counter[float]] = defaultdict(Counter)
    crossed: defaultdict[float, set[float]] = defaultdict(set)  # gaps that a sentence runs over
    for before, line in zip([None, *lines[:-1]], lines, strict=True):
        sizes[round(2 * line.size) / 2] += len(line.text)
        bold += len(line.text) if line.bold else 0
        in_forms += 0 if line.placed else len(line.text)
        if before and before.page == line.page and abs(before.size - line.size) < 0.3 and before.y > line.y:
            gaps[round(line.size)][round(before.y - line.y, 1)] += 1
            runs_on = len(before.text) >= RUNS_ON and not END.search(before.text) and not line.text[:1].isupper()
            if runs_on and before.cells == line.cells == 1:
                crossed[round(line.size)].add(round(before.y - line.y, 1))
    total = sum(sizes.values())
    body = max((size for size, count in sizes.items() if count >= BODY_SHARE * total), default=10.0)
    leading = {
        size: min((gap for gap, count in seen.items() if count >= 0.5 * max(seen.values())), default=LEADING * size)
        for size, seen in gaps.items()
        if seen.total() >= MANY_GAPS
    }
    for size in [size for size, usual in leading.items() if usual > WIDEST * size and not _goes_on(lines, size, usual)]:
        leading[size] = LEADING * size  # only between paragraphs of one line each
    few = gaps[round(body)]
    if round(body) not in leading and crossed[round(body)] and max(few) - min(few) <= ROUNDING:
        leading[round(body)] = max(few)  # a few lines set far apart, all by the same
    return Typesetting(
        body=body,
        bold_body=bold > total / 2,
        leading=leading,
        apart=_apart(lines, leading),
        longest=_longest_nearby(lines, body),
        in_forms=in_forms > total / 2,
    )


def _goes_on(lines: Sequence[Line], size: float, usual: float) -> bool:
    """Whether a line goes on at this distance below another: it begins with a small letter, or its script has none."""
    behind = [
        line
        for before, line in pairwise(lines)
        if round(line.size) == size and before.page == line.page and abs(before.y - line.y - usual) < 0.1 * usual
    ]
    return any(line.text[:1].islower() or not line.text.upper().isupper() for line in behind)


def _apart(lines: Sequence[Line], leading: dict[float, float]) -> dict[float, float]:
    """Where lines stand by two distances alone, the middle between them: one within paragraphs, one between.

    The wider one leads to beginnings alone, where the script has small letters for lines that go on.
    """
    seen: defaultdict[float, Counter[float]] = defaultdict(Counter)
    begun: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for before, line in pairwise(lines):
        if before.page == line.page and abs(before.size - line.size) < 0.3 and before.y > line.y:
            gap = round(before.y - line.y, 1)
            seen[round(line.size)][gap] += 1
            begun[round(line.size)][gap] += not line.text[:1].islower()
    found: dict[float, float] = {}
    for size, usual in leading.items():
        gaps, opening = seen[size], begun[size]
        near = [gap for gap in gaps if abs(gap - usual) < 0.02 * usual]
        goes_on = sum(gaps[gap] - opening[gap] for gap in near) >= GOING_ON * sum(gaps[gap] for gap in near)
        wider = [gap for gap in gaps if SET_APART * usual < gap <= LOOSE * usual and gaps[gap] >= MANY_GAPS]
        if wider and goes_on and all(opening[gap] >= BEGINNINGS * gaps[gap] for gap in wider):
            found[size] = (usual + min(wider)) / 2
    return found


def _longest_nearby(lines: Sequence[Line], body: float) -> dict[Line, int]:
    """Small letters are compared with their whole page: the cells of a table differ too much from row to row."""
    longest: dict[Line, int] = {}
    small: dict[tuple[int, int], int] = {}
    for line in lines:
        if line.cells == 1 and line.size < SMALLER * body:
            place = (line.page, round(line.size))
            small[place] = max(small.get(place, 0), len(line.text))
    beside = _edges_beside(lines)
    for number, line in enumerate(lines):
        if line.size < SMALLER * body:
            longest[line] = small.get((line.page, round(line.size)), 0)
            continue
        near = lines[max(0, number - NEARBY) : number + NEARBY + 1]
        alike = [
            other
            for other in near
            if other.cells == 1 and other.page == line.page and abs(other.size - line.size) < 0.5
        ]
        if edge := beside.get(line):
            alike = [other for other in alike if not _crosses(other, edge, line.size)]
        longest[line] = max((len(other.text) for other in alike), default=0)
    return longest


def _edges_beside(lines: Sequence[Line]) -> dict[Line, float]:
    """Where the column at the right begins, for each line beside another: its own beginning, if it is the right one."""
    heights: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.cells == 1:
            heights[line.page, round(line.y / ROW)].append(line)
    edges: dict[Line, float] = {}
    for page, row in list(heights):
        near = [line for step in (-1, 0, 1) for line in heights.get((page, row + step), ())]
        for line in heights[page, row]:
            others = [other.x for other in near if abs(other.x - line.x) > GUTTER * line.size]
            if others:
                edges[line] = min((x for x in others if x > line.x), default=line.x)
    return edges


def _crosses(line: Line, edge: float, size: float) -> bool:
    right = line.parts[-1].right if line.parts else line.x + HALF * size * len(line.text)
    return line.x < edge - GUTTER * size and right > edge + size
