"""What a page draws and does not show, left out: beyond its edges, under a picture or a filled box, in white on white,
in letters too small to be read, twice at one place, or without ink over the same words.

A page's fragments in, those that a reader sees out. Text without ink stays where nothing visible says the same, and
text under a picture of the whole page where nothing more stands over it: OCR lays both with a scan. Layers that are
switched off are found here and passed over in `pdf_drawing`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Any

from pypdf import PageObject, PdfReader

from corpus.pdf_drawing import Corners
from corpus.pdf_runs import Fragment

SAME_PLACE = 0.25  # sizes of the letters: a shadow falls nearer than the next letters would stand
_ONE_LETTER = 0.05  # "l" beside "l"
_SAME_LINE = 0.5
_LETTER_MIDDLE = 0.3  # sizes of the letters above their line
_SURE_WIDTH = 0.8  # of an estimated width
_WHOLE_PAGE = 0.8  # of its area, margins left out
TINIEST = 2.0  # points: the letters of the smallest print are twice as large
_FAR_SMALLER = 0.25  # of the page's letters: a page whose letters are all that small is shown larger
_COMMON = 0.05  # of a page's letters, in one size: what somebody hides may be longer than what is seen
_DESCENT = 0.3  # sizes of the letters below their line


class Unseen(StrEnum):
    """Why words are left out, as the note says it."""

    LAYER = "in layers that are switched off"
    OUTSIDE = "beyond the page's edges"
    COVERED = "under a picture"
    BOXED = "under a filled box"
    WHITE = "in white on white"
    TINY = "in letters too small to be read"
    TWICE = "drawn twice at one place"


@dataclass(frozen=True, slots=True)
class Edges:
    """What of a page is shown, in points; x and y as in the file."""

    left: float
    low: float
    right: float
    high: float

    def leave_out(self, x: float, y: float, run: Fragment) -> bool:
        """True where a run that begins there shows nothing; the smallest part of a letter within is seen."""
        if self.left <= x < self.right and self.low <= y < self.high:
            return False
        if run.angle:  # it may lead to the page from any side
            around = run.width + run.size
            return not (self.left - around < x < self.right + around and self.low - around < y < self.high + around)
        above = self.high + _DESCENT * run.size
        return not (self.left - run.width < x < self.right and self.low - run.size < y < above)


@dataclass(frozen=True, slots=True)
class Picture:
    """Where an opaque picture lies, in points, and how many fragments were drawn before it."""

    left: float
    low: float
    right: float
    high: float
    after: int

    @property
    def corners(self) -> Corners:
        return self.left, self.low, self.right, self.high

    def covers(self, run: Fragment) -> bool:
        """True where all of a run drawn before lies below it; widths are estimates, so its last letters may not."""
        middle = run.y + _LETTER_MIDDLE * run.size
        across = self.left <= run.x and run.x + _SURE_WIDTH * run.width <= self.right
        return across and self.low <= middle <= self.high

    def fills(self, edges: Edges | None) -> bool:
        if edges is None:
            return False
        page = (edges.right - edges.left) * (edges.high - edges.low)
        return (self.right - self.left) * (self.high - self.low) >= _WHOLE_PAGE * page


def pictures_of(page: PageObject) -> frozenset[str]:
    """What the page calls its pictures through which nothing is seen."""
    try:
        found: Any = page["/Resources"]["/XObject"].get_object()  # type: ignore[index]
        return frozenset(str(name) for name in found if _is_opaque(found[name].get_object()))
    except Exception:  # none, or damaged ones: they cover nothing
        return frozenset()


def _is_opaque(drawn: Any) -> bool:
    return drawn.get("/Subtype") == "/Image" and not any(drawn.get(key) for key in ("/SMask", "/Mask", "/ImageMask"))


def veils_of(page: PageObject) -> frozenset[str]:
    """The states of the page in which what is drawn lets through what is below, or mixes with it."""
    try:
        states: Any = page["/Resources"]["/ExtGState"].get_object()  # type: ignore[index]
        return frozenset(str(name) for name in states if _is_veil(states[name].get_object()))
    except Exception:  # none, or damaged ones
        return frozenset()


def _is_veil(state: Any) -> bool:
    mixes = str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible")
    return mixes or float(state.get("/ca", 1)) < 1 or str(state.get("/SMask", "/None")) != "/None"


def without_covered(
    fragments: Sequence[Fragment], pictures: Sequence[Picture], edges: Edges | None
) -> tuple[list[Fragment], bool]:
    """The fragments without those that a picture was drawn over, and whether there was any."""
    gone: set[int] = set()
    for picture in pictures:
        below = {
            place
            for place, run in enumerate(fragments[: picture.after])
            if run.text.strip() and run.inked and run.placed and not run.angle and picture.covers(run)
        }
        if picture.fills(edges):
            seen = sum(len(run.text.strip()) for run in fragments[picture.after :] if run.inked)
            if seen <= sum(len(fragments[place].text.strip()) for place in below):
                continue  # a scan over what was read from it
        gone |= below
    return [without_words(run) if place in gone else run for place, run in enumerate(fragments)], bool(gone)


def without_tiny(fragments: Sequence[Fragment], small: Sequence[int]) -> tuple[list[Fragment], bool]:
    """The fragments without what nobody can read, and whether there was any. `small`: the places of those under
    TINIEST points whose size is what the file says."""
    if not small:
        return list(fragments), False
    sizes: Counter[float] = Counter()
    for run in fragments:
        sizes[round(run.size, 1)] += len(run.text.strip())
    usual = max((size for size, letters in sizes.items() if letters > _COMMON * sizes.total()), default=0.0)
    gone = {place for place in small if fragments[place].size < _FAR_SMALLER * usual and fragments[place].text.strip()}
    return [without_words(run) if place in gone else run for place, run in enumerate(fragments)], bool(gone)


def edges_of(page: PageObject) -> Edges | None:
    """None where the file's own are no page."""
    try:
        crop, whole = page.cropbox, page.mediabox
        left, low = (float(max(crop[side], whole[side])) for side in (0, 1))
        right, high = (float(min(crop[side], whole[side])) for side in (2, 3))
    except Exception:  # a damaged box: nothing is known to be outside
        return None
    return Edges(left, low, right, high) if left < right and low < high else None


def layers_off(reader: PdfReader) -> frozenset[int] | None:
    """The object numbers of the layers not seen when the file is opened; None where it has no layers."""
    try:
        properties = reader.root_object["/OCProperties"].get_object()
        usual: Any = properties["/D"].get_object()  # type: ignore[index]
        off = {each.idnum for each in usual.get("/OFF", [])}
        if usual.get("/BaseState") == "/OFF":
            every = {each.idnum for each in properties["/OCGs"].get_object()}  # type: ignore[index]
            off = every - {each.idnum for each in usual.get("/ON", [])}
    except Exception:  # no layers, or a damaged list of them: everything is shown
        return None
    return frozenset(off)


def names_off(page: PageObject, off: frozenset[int] | None) -> frozenset[str]:
    """What the page calls the layers, and the forms within layers, that are off."""
    if off is None:
        return frozenset()
    names: set[str] = set()
    try:
        resources: Any = page["/Resources"].get_object()
        for kind in ("/Properties", "/XObject"):
            found: Any = resources.get(kind, {}).get_object() if kind in resources else {}
            for name in found:
                entry = found.raw_get(name)
                layer = entry if kind == "/Properties" else _layer_of(entry)
                if layer is not None and _is_off(layer, off):
                    names.add(str(name))
    except Exception:  # damaged resources: everything is shown
        return frozenset()
    return frozenset(names)


def _layer_of(form: Any) -> Any:
    drawn = form.get_object()
    return drawn.raw_get("/OC") if "/OC" in drawn else None


def _is_off(layer: Any, off: frozenset[int]) -> bool:
    """Whether a layer, or what several layers decide together, is not shown (PDF 1.7, 8.11.2.2)."""
    group = layer.get_object()
    if group.get("/Type") != "/OCMD":
        return getattr(layer, "idnum", None) in off
    members: Any = group.raw_get("/OCGs") if "/OCGs" in group else []
    listed = members.get_object() if hasattr(members, "idnum") else members
    layers = listed if isinstance(listed, list) else [members]
    hidden = [each.idnum in off for each in layers]
    shown = {
        "/AllOn": not any(hidden),
        "/AnyOff": any(hidden),
        "/AllOff": all(hidden),
    }.get(str(group.get("/P", "/AnyOn")), not all(hidden))
    return bool(hidden) and not shown


def without_repeats(fragments: Sequence[Fragment]) -> tuple[list[Fragment], bool]:
    """The fragments with what stands at one place twice kept once, and whether there was any."""
    kept: dict[str, list[Fragment]] = defaultdict(list)
    out: list[Fragment] = []
    visible = [fragment for fragment in fragments if fragment.inked and fragment.placed and fragment.text.strip()]
    for fragment in fragments:
        words = fragment.text.strip() if fragment.placed else ""
        again = bool(words) and (
            any(_is_shadow(fragment, other, len(words)) for other in kept[words])
            or (not fragment.inked and _is_shown(fragment, visible))
        )
        if words and not again:
            kept[words].append(fragment)
        out.append(without_words(fragment) if again else fragment)
    return out, any(old is not new for old, new in zip(fragments, out, strict=True))


def without_words(fragment: Fragment) -> Fragment:
    """What is left of it: where a line ends."""
    return replace(fragment, text="\n" * ("\n" in fragment.text))


def _is_shadow(fragment: Fragment, other: Fragment, letters: int) -> bool:
    near = (SAME_PLACE if letters > 1 else _ONE_LETTER) * fragment.size
    return (
        fragment.angle == other.angle
        and abs(fragment.x - other.x) <= near
        and abs(fragment.y - other.y) <= near
        and abs(fragment.size - other.size) <= 0.1 * other.size
    )


def _is_shown(fragment: Fragment, visible: Sequence[Fragment]) -> bool:
    """True where the visible words of the line say the same."""
    line = [each for each in visible if abs(each.y - fragment.y) <= _SAME_LINE * fragment.size]
    said = "".join("".join(each.text.split()) for each in sorted(line, key=lambda each: each.x))
    return "".join(fragment.text.split()) in said


def unseen_note(pages: Sequence[set[Unseen]], first: int = 1) -> list[str]:
    """One line on what was left out and on which pages, the first of which is `first`; none where nothing was."""
    where: defaultdict[Unseen, list[int]] = defaultdict(list)
    for number, reasons in enumerate(pages, start=first):
        for reason in reasons:
            where[reason].append(number)
    if not where:
        return []
    said = "; ".join(f"{reason} ({pages_named(where[reason])})" for reason in Unseen if reason in where)
    return [f"Text that the pages do not show was left out: {said}."]


def pages_named(numbers: Collection[int]) -> str:
    some = ", ".join(map(str, islice(numbers, 5))) + (" and others" if len(numbers) > 5 else "")
    return f"page {some}" if len(numbers) == 1 else f"pages {some}"
