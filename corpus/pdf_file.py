"""PDF in, `Report` out: the file is opened, each page read once, and the number of every page kept.

The only file that knows pypdf. What it draws becomes `pdf_lines`, then `pdf_pieces`.
Nothing fails silently: what cannot be read is an `UnreadableReport`, or a note of the report where most of it can.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from time import monotonic
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from corpus.allowed import Allowed, allowed
from corpus.opening import WHOLE, Opening
from corpus.page_numbers import printed_numbers, told_apart
from corpus.pdf_content import read_contents
from corpus.pdf_doubts import (
    doubts,
    few_words,
    letters_unread,
    refuse_form_of_one_program,
    refuse_picture,
    say_a_sentence,
    without_unread_lines,
)
from corpus.pdf_drawing import Corners, Drawing
from corpus.pdf_glyphs import Fonts
from corpus.pdf_headings import Piece, folded, title_place
from corpus.pdf_hidden import (
    TINIEST,
    Picture,
    Unseen,
    edges_of,
    layers_off,
    names_off,
    pictures_of,
    unseen_note,
    veils_of,
    without_covered,
    without_repeats,
    without_tiny,
    without_words,
)
from corpus.pdf_lines import lines_of, with_hyphens_told
from corpus.pdf_parts import has_dynamic_form, has_picture, is_drawn_anew, not_read, with_entries
from corpus.pdf_pictures import letters_of
from corpus.pdf_pieces import pieces_of
from corpus.pdf_redacted import Letters, blocks_in_lines, lying_on, with_blocks
from corpus.pdf_runs import Fragment, Line, Rule
from corpus.report import Kind, Page, Report
from corpus.report_builder import Draft, tidy
from corpus.right_to_left import BULLET, Order
from corpus.running_heads import without_running_heads
from corpus.sign_fonts import UNREAD, with_signs
from corpus.unreadable import Fault, UnreadableReport

# pypdf says what it mends in a file through a logger; a person at a terminal can do nothing with it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

_BOLD = re.compile(r"bold|black|heavy|cmbx|semib|demi|-medi\b|-bd\b", re.IGNORECASE)
_SLANTED = re.compile(r"ital|obliq|slant|cmti|cmsl|-it\b", re.IGNORECASE)
# What programs write where a person wrote no title: their own name, a file's name, a number of theirs.
_PROGRAM_TITLE = re.compile(
    r"microsoft \w+ - |(?:untitled|sans titre|print|document\d*|\S*[\d_]\S*)$"
    r"|.*\.(?:docx?|pdf|rtf|odt|indd|xlsx?|pptx?|dvi|tex|qxd|x?html?|md|txt|pub|pages)$",
    re.IGNORECASE,
)
_UNUSED_CODE = "\x7f"  # which Windows' encoding draws as a bullet (PDF 1.7, annex D.2)
_CONTROLS = dict.fromkeys([*range(0x01, 0x09), *range(0x0E, 0x1C)], UNREAD)  # numbers of glyphs, which draw something
_MOST_PAGES = 5000
_BESIDE = 3  # pages on each side of a part: what repeats on them and what counts them is told from a stretch
_PAGE_SECONDS = 30  # a full page takes a quarter of one; only files made to do harm take longer


def read_pdf(
    path: Path,
    name: str,
    progress: Callable[[int, int], None] | None = None,
    opening: Opening = WHOLE,
) -> Report:
    """The report in the PDF at `path`; UnreadableReport where it has none for us, MemoryError where it takes too much.

    `progress` is told how many pages are done, and of how many.
    """
    try:
        reader = _open(path, opening.password)
        count = len(reader.pages)
    except (UnreadableReport, MemoryError):  # `apart` knows how much memory is allowed, and who may allow more
        raise
    except FileNotDecryptedError as error:
        raise _needs_password(path, opening.password) from error
    except DependencyError as error:
        raise UnreadableReport(f"{path}: it is encrypted in a way that needs a missing library. {error}") from error
    except OSError as error:
        raise UnreadableReport(
            f"{path}: the file could not be opened ({error.strerror or error}). Check that it is there and may be read."
        ) from error
    except Exception as error:  # whatever a damaged file makes pypdf raise, RecursionError among it
        raise UnreadableReport(
            f"{path}: this PDF is damaged ({_reason(error)}). Get the file again, or make it anew.",
            Fault.DAMAGED,
        ) from error
    if not count:
        raise UnreadableReport(f"{path}: a PDF without pages. Get the file again.", Fault.WORDLESS)
    wanted = _wanted(path, opening, count)

    off = layers_off(reader)
    pages: list[list[Line]] = []
    rules: list[list[Rule]] = []
    unseen: list[set[Unseen]] = []
    notes: list[str] = []
    fonts = Fonts()
    looked_at = range(max(1, wanted[0] - _BESIDE), min(count, wanted[-1] + _BESIDE) + 1)
    for number in looked_at:
        try:
            page = reader.pages[number - 1]
            fonts.set_right(page)
            letters = partial(letters_of, path, number, opening.password)
            fragments, reasons, drawn, uprights = _fragments(page, off, letters)
            pages.append(with_entries(lines_of(fragments, number, uprights), page, number))
            rules.append(drawn)
            unseen.append(reasons)
        except Exception as error:  # a page may fail in as many ways as a file
            pages.append([])
            rules.append([])
            unseen.append(set())
            if number in wanted:
                notes.append(f"Page {number} could not be read ({_reason(error)}): nothing on it can be quoted.")
        if progress and number in wanted:
            progress(number - wanted[0] + 1, len(wanted))
    first = looked_at.index(wanted[0])
    part = slice(first, first + len(wanted))
    before, behind = pages[:first], pages[part.stop :]
    pages, rules, unseen = pages[part], rules[part], unseen[part]
    seen: dict[int, list[Line]] = {}
    if opening.scans and (bare := _bare(reader, pages, wanted)):
        from corpus.scans import seen_on

        seen = seen_on(path, {number: pages[number - wanted[0]] for number in bare}, opening, progress)
        pages = [seen.get(number, lines) for number, lines in zip(wanted, pages, strict=True)]
    if not any(char.isalnum() for page in pages for line in page for char in line.text):
        raise _has_no_text(path, len(wanted), notes, opening)

    refuse_form_of_one_program(path, pages, has_dynamic_form(reader), drawn_anew=is_drawn_anew(reader))
    pictured = [] if opening.scans else _pictured(reader, pages, wanted)
    # Of a part that was asked for its few words are given: a map has a caption, and no page of a scan is meant.
    if opening.is_whole and not opening.scans:
        with_pictures = sum(has_picture(reader.pages[number - 1]) for number in wanted) if few_words(pages) else 0
        refuse_picture(path, pages, with_pictures)

    drawn_beside = [*before, *pages, *behind]
    kept_beside = without_running_heads(drawn_beside)
    unread = letters_unread(kept_beside[part], wanted[0])
    kept_beside = without_unread_lines(kept_beside)
    kept = with_hyphens_told(kept_beside)[part]
    if pictured and not any(char.isalnum() for page in kept for line in page for char in line.text):
        raise _has_no_text(path, len(wanted), notes, opening)
    pieces = pieces_of(kept, _outline(reader), rules)
    notes += _left_out(opening, wanted, count) + _missing(pages, notes, wanted[0]) + unseen_note(unseen, wanted[0])
    notes += unread + _few_beside_pictures([number for number in pictured if pages[number - wanted[0]]])
    notes += doubts(" ".join(piece.text for piece in pieces)) + not_read(reader, wanted) + _by_machine(len(seen))
    not_looked_at: list[list[Line]] = [[]] * (looked_at[0] - 1)
    labels = told_apart(
        _labels(reader, count) or printed_numbers([*not_looked_at, *drawn_beside], [*not_looked_at, *kept_beside])
    )
    return _laid_down(pieces, labels, frozenset(seen)).report(name, _title(reader, pieces, path), notes=tuple(notes))


def _wanted(path: Path, opening: Opening, count: int) -> range:
    """The numbers of the pages to be read."""
    if opening.first > count:
        raise UnreadableReport(f"{path}: the last page is {count}, so there is no page {opening.first}. Name others.")
    wanted = range(opening.first, min(opening.last or count, count) + 1)
    if len(wanted) > (most := allowed(Allowed.PAGES, _MOST_PAGES)):
        raise UnreadableReport(
            f"{path}: {len(wanted)} pages, the limit is {most}. "
            f"Open a part of it (--pages 1-{most}), or raise {Allowed.PAGES}.",
            Fault.LONG,
        )
    return wanted


def _left_out(opening: Opening, wanted: range, count: int) -> list[str]:
    if opening.is_whole:
        return []
    if len(wanted) == 1:
        return [f"Only page {wanted[0]} of {count} was read, as asked."]
    return [f"Only pages {wanted[0]} to {wanted[-1]} of {count} were read, as asked."]


def _open(path: Path, password: str) -> PdfReader:
    if path.stat().st_size == 0:
        raise UnreadableReport(f"{path}: the file is empty. Get it again.", Fault.EMPTY)
    reader = PdfReader(path)
    # Many PDFs forbid printing or copying under an empty user password: they open for everyone.
    if reader.is_encrypted and not reader.decrypt(password) and not (password and reader.decrypt("")):
        raise _needs_password(path, password)
    return reader


def _needs_password(path: Path, given: str) -> UnreadableReport:
    if given:
        return UnreadableReport(f"{path}: the password does not open this PDF. Check it.", Fault.PASSWORD)
    return UnreadableReport(
        f"{path}: this PDF asks for a password. Give it with --password, or save a copy without one.", Fault.LOCKED
    )


def _bare(reader: PdfReader, pages: list[list[Line]], wanted: range) -> list[int]:
    """The pages that hold no text, or a picture and a few marks, counted from 1."""
    return [
        number
        for number, lines in zip(wanted, pages, strict=True)
        if not lines or (few_words([lines]) and has_picture(reader.pages[number - 1]))
    ]


def _pictured(reader: PdfReader, pages: list[list[Line]], wanted: range) -> list[int]:
    """The pages that hold a picture and a few marks beside it at most, no sentence, counted from 1."""
    return [
        number
        for number, lines in zip(wanted, pages, strict=True)
        if few_words([lines]) and not say_a_sentence([lines]) and has_picture(reader.pages[number - 1])
    ]


def _few_beside_pictures(pictured: list[int]) -> list[str]:
    """`pictured`: the numbers of pages with a picture and a few words."""
    if not pictured:
        return []
    some = ", ".join(map(str, pictured[:10])) + (" and others" if len(pictured) > 10 else "")
    which = f"Page {some} is" if len(pictured) == 1 else f"{len(pictured)} pages ({some}) are"
    return [
        f"{which} a picture with a few words beside it. Words in pictures cannot be quoted unless OCR is run first."
    ]


def _by_machine(count: int) -> list[str]:
    if not count:
        return []
    which = "1 page was" if count == 1 else f"{count} pages were"
    return [f"{which} read from a picture by OCR: any letter may be wrong. Check each quote of it against the page."]


def _has_no_text(path: Path, count: int, notes: list[str], opening: Opening) -> UnreadableReport:
    pages = "1 page" if count == 1 else f"{count} pages"
    if opening.scans:
        return UnreadableReport(f"{path}: {pages} on which OCR sees no words. Scan it anew, larger.", Fault.WORDLESS)
    if notes:
        return UnreadableReport(f"{path}: {pages} but no text could be read. {notes[0]} Get the file again.")
    return UnreadableReport(
        f"{path}: {pages} but no text, probably a scan. Give --ocr with its language, or run OCR on it first.",
        Fault.SCANNED,
    )


def _reason(error: Exception) -> str:
    """pypdf's own words, short and on one line; a RecursionError's say nothing to a reader."""
    if isinstance(error, RecursionError):
        return "its parts refer to each other in a circle"
    if isinstance(error, MemoryError):
        return "it takes more memory than is allowed"
    words = tidy(str(error)) or type(error).__name__
    return words if len(words) <= 120 else words[:119] + "…"


def _fragments(
    page: PageObject, off: frozenset[int] | None, letters: Callable[[], Letters]
) -> tuple[list[Fragment], set[Unseen], list[Rule], list[Corners]]:
    """What the page shows of its text, in the file's order, why some is left out, and its level and upright lines.
    `off`: layers not shown; `letters`: of the page, asked where something hides a part of a run."""
    found: list[Fragment] = []
    unseen: set[Unseen] = set()
    latest = monotonic() + _PAGE_SECONDS
    order = Order()
    pictures: list[Picture] = []
    boxes: list[Picture] = []
    small: list[int] = []
    over: dict[int, list[Corners]] = {}
    named = pictures_of(page)

    def cover(corners: Corners, pictured: bool) -> None:
        (pictures if pictured else boxes).append(Picture(*corners, len(found)))

    drawing = Drawing(names_off(page, off), named, veils_of(page), cover)
    edges = edges_of(page)

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float | None) -> None:
        if monotonic() > latest:
            raise TimeoutError(f"it takes longer than {_PAGE_SECONDS} seconds")
        if not text:
            return
        a, b = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if drawing.rise:
            x, y = (
                x + drawing.rise * (tm[2] * cm[0] + tm[3] * cm[2]),
                y + drawing.rise * (tm[2] * cm[1] + tm[3] * cm[3]),
            )
        scale = math.hypot(a, b) or 1.0
        # Along the line and across it, so that a page set on its side reads like any other.
        right, up = a / scale, b / scale
        name = str(font.get("/BaseFont", "")) if font else ""
        if not text.isprintable():
            text = text.replace(_UNUSED_CODE, "•").translate(_CONTROLS)
        text = with_signs(text, name)
        fragment = Fragment(
            text=BULLET * drawing.opens_point() + order.as_drawn(text),
            x=float(x * right + y * up),
            y=float(y * right - x * up),
            size=abs(float(size or 0.0) * scale) or 1.0,
            bold=_is_bold(name),
            slanted=_is_slanted(name),
            angle=round(math.degrees(math.atan2(b, a))) if b or a < 0 else 0,
            inked=drawing.was_inked(),
            placed=not drawing.forms,
        )
        if edges and fragment.placed and text.strip() and edges.leave_out(x, y, fragment):
            unseen.add(Unseen.OUTSIDE)
            fragment = without_words(fragment)
        pale = drawing.is_pale(x, y, fragment.size)
        if pale and fragment.placed and fragment.text.strip():
            unseen.add(Unseen.WHITE)
            fragment = without_words(fragment)
        if drawing.bars and (bars := lying_on(drawing.bars_below(), fragment)):
            over[len(found)] = bars
        if fragment.text:
            if fragment.size < TINIEST and font and font.get("/Subtype") != "/Type3":  # which has a size of its own
                small.append(len(found))
            found.append(fragment)
            order.place(found, turned=drawing.showing and "\n" not in text)

    read_contents(page, bool(named))
    page.extract_text(visitor_operand_before=drawing, visitor_operand_after=drawing.done, visitor_text=visit)
    shown, covered = without_covered(found, pictures, edges)
    unseen |= {Unseen.COVERED} if covered else set()
    shown, boxed = without_covered(shown, boxes, edges)
    if boxes:
        for place, run in enumerate(shown):
            later = lying_on((box.corners for box in boxes if box.after > place), run)
            if later and run.inked:
                over[place] = [*over.get(place, ()), *later]
    shown, cut = with_blocks(shown, over, letters)
    shown = blocks_in_lines(found, shown)
    unseen |= {Unseen.BOXED} if boxed or cut else set()
    shown, tiny = without_tiny(shown, small)
    unseen |= {Unseen.TINY} if tiny else set()
    fragments, repeated = without_repeats(shown)
    unseen |= {Unseen.TWICE} if repeated else set()
    unseen |= {Unseen.LAYER} if drawing.passed_over else set()
    return (
        fragments,
        unseen,
        [Rule(left, right, (low + high) / 2, high - low) for left, low, right, high in drawing.rules],
        drawing.uprights,
    )


@cache
def _is_bold(font: str) -> bool:
    return bool(_BOLD.search(font))


@cache
def _is_slanted(font: str) -> bool:
    return bool(_SLANTED.search(font))


def _labels(reader: PdfReader, count: int) -> list[str | None]:
    """What the file calls its pages; empty where it does not, as pypdf would make some up."""
    try:
        if "/PageLabels" not in reader.root_object:
            return []
        labels: list[str | None] = [label or None for label in reader.page_labels]
    except Exception:  # a damaged table of labels: the pages may still print theirs
        return []
    return (labels + [None] * count)[:count]


def _outline(reader: PdfReader) -> frozenset[str]:
    titles: set[str] = set()

    def collect(entries: list[Any]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                collect(entry)
            else:
                titles.add(folded(str(entry.title or "")))

    try:
        collect(list(reader.outline))
    except Exception:  # bookmarks that lead nowhere: headings are found without them
        return frozenset(titles - {""})
    return frozenset(titles - {""})


def _laid_down(pieces: list[Piece], labels: list[str | None], scanned: frozenset[int]) -> Draft:
    draft = Draft()
    current = 0
    for piece in pieces:
        begins: list[tuple[int, Page]] = []
        for offset, number in piece.starts:
            if number != current:
                begins.append((offset, Page(0, number, labels[number - 1], number in scanned)))
                current = number
        draft.add(piece.kind, piece.text, piece.level, begins, piece.number, piece.cells)
    return draft


def _title(reader: PdfReader, pieces: list[Piece], path: Path) -> str:
    """The title in the file's properties where a person wrote it, else the first page's, else the file's name."""
    try:
        given = tidy(str(reader.metadata.title or "")) if reader.metadata else ""
    except Exception:  # properties that cannot be decoded
        given = ""
    if len(given) > 3 and not _PROGRAM_TITLE.match(given) and given.casefold() != path.stem.casefold():
        return given
    place = title_place(pieces)
    if place is not None:
        return pieces[place].text
    return next((piece.text for piece in pieces if piece.kind is Kind.HEADING), path.stem)


def _missing(pages: list[list[Line]], failed: list[str], first: int) -> list[str]:
    empty = [str(number) for number, page in enumerate(pages, start=first) if not page]
    if not empty or len(empty) == len(failed):
        return []
    some = ", ".join(empty[:10]) + (" and others" if len(empty) > 10 else "")
    which = f"Page {some} has" if len(empty) == 1 else f"{len(empty)} of {len(pages)} pages ({some}) have"
    return [f"{which} no text: blank, or a picture. Words in pictures cannot be quoted unless OCR is run first."]
