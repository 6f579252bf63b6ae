"""Words of a line that something black or opaque hides in part: what is seen stays, a block stands for the rest.

A page's fragments and what lies on them in, the same out. Where each letter stands is asked of the program that draws
pages; where the two disagree, nothing of the run is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.pdf_drawing import Corners
from corpus.pdf_runs import Fragment

BLOCK = "█"  # what stands in a line for words that the page hides
_MIDDLE = 0.3  # sizes of the letters above their line
_BEGINS = 0.6  # sizes of the letters between where two programs see a run begin
_BESIDE = 3.0  # likewise between words of one line, as the widths of runs are estimates
_SAME_LINE = 0.3
_NEXT_LINE = 1.8
_BLOCKS = re.compile(rf"{BLOCK}(?:\s*{BLOCK})+")

Letters = Sequence[tuple[str, Corners]]


def lying_on(boxes: Iterable[Corners], run: Fragment) -> list[Corners]:
    """Those that lie on a part of the run, by its estimated width; none where it is turned or its place not known."""
    if run.angle or not run.placed or not run.text.strip():
        return []
    begin, end, middle = run.x + 0.1 * run.size, run.x + run.width, run.y + _MIDDLE * run.size
    return [box for box in boxes if box[0] < end and box[2] > begin and box[1] <= middle <= box[3]]


def with_blocks(
    fragments: Sequence[Fragment], over: Mapping[int, Sequence[Corners]], letters: Callable[[], Letters]
) -> tuple[list[Fragment], set[int]]:
    """The fragments with a block for each part that is hidden, nothing for a whole one, and where these are.

    `over`: what may lie on them.
    """
    out = list(fragments)
    cut: set[int] = set()
    if not over:
        return out, cut
    placed = letters()
    for place, boxes in over.items():
        text = _seen(fragments[place], boxes, placed)
        if text != fragments[place].text:
            out[place] = replace(fragments[place], text=text if text.strip() != BLOCK else text.replace(BLOCK, ""))
            cut.add(place)
    return out, cut


def _seen(run: Fragment, boxes: Sequence[Corners], letters: Letters) -> str:
    middle = run.y + _MIDDLE * run.size
    line = sorted(
        ((char, box) for char, box in letters if char.strip() and box[1] <= middle <= box[3]),
        key=lambda each: each[1][0],
    )
    hidden = [any(_is_below(box, over) for over in boxes) for _, box in line]
    said = [char for char in run.text if not char.isspace()]
    for begin, (_, box) in enumerate(line):
        if abs(box[0] - run.x) > _BEGINS * run.size:
            continue
        if [char for char, _ in line[begin : begin + len(said)]] == said:
            below = iter(hidden[begin : begin + len(said)])
            seen = "".join(char if char.isspace() or not next(below) else BLOCK for char in run.text)
            return _BLOCKS.sub(BLOCK, seen)
    end = run.x + run.width
    within = [below for (_, box), below in zip(line, hidden, strict=True) if run.x <= box[0] <= end]
    return BLOCK + "\n" * run.text.count("\n") if any(within) or not line else run.text


def _is_below(letter: Corners, box: Corners) -> bool:
    return box[0] <= (letter[0] + letter[2]) / 2 <= box[2]


def blocks_in_lines(before: Sequence[Fragment], after: Sequence[Fragment]) -> list[Fragment]:
    """Fragments of which some were left out whole, with a block where these stood in a line that is seen in part.

    A line of which nothing is seen gets one behind a line that ends in one: the sentence does not go on right there.
    """
    gone = [old.text.strip() != "" and not new.text.strip() for old, new in zip(before, after, strict=True)]
    if not any(gone):
        return list(after)
    seen = [run for run in after if run.text.strip()]
    out: list[Fragment] = []
    last: Fragment | None = None  # the last thing in the line that was read
    for old, new, is_gone in zip(before, after, gone, strict=True):
        if is_gone:
            again = last is not None and last.text.strip().endswith(BLOCK)
            level = last is not None and abs(last.y - old.y) < _SAME_LINE * old.size
            below = last is not None and again and not level and 0 < last.y - old.y < _NEXT_LINE * old.size
            if not (again and level) and (below or any(_is_beside(old, run) for run in seen)):
                new = replace(old, text=BLOCK + "\n" * old.text.count("\n"))
        out.append(new)
        if new.text.strip():
            last = new
    return out


def _is_beside(run: Fragment, seen: Fragment) -> bool:
    gap = max(seen.x - run.x - run.width, run.x - seen.x - seen.width)
    return abs(run.y - seen.y) < _SAME_LINE * run.size and gap < _BESIDE * run.size
