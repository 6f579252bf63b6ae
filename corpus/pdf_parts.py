"""A PDF in, what it holds beside its text out: attached files, filled-in fields, notes typed on a page, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import Any

from pypdf import PageObject, PdfReader

from corpus.pdf_runs import Line
from corpus.report_builder import tidy

_TYPED_SIZE = 10.0  # points: what fields and notes are mostly filled in with; the file's own is not worth its reading
# What is no comment of a reader: parts of the page, which are read or say where a link leads.
_NO_COMMENTS = ("/Link", "/Widget", "/FileAttachment", "/PrinterMark", "/TrapNet", "/Watermark")
_HIDDEN = 2  # of an annotation's flags
_DEEPEST = 32  # fields within fields
_MOST_NAMED = 8  # ticked boxes
_LONGEST_NAME = 80  # characters of such a box's
_SAYS_TICKED = re.compile(r"|on|yes|true|checked|x|\d{1,3}|choice\d{1,3}", re.IGNORECASE)
_PACK_MANIFEST = "further-manifest.json"


def attached_text(path: Path, name: str) -> str | None:
    """The file attached under `name`, read as UTF-8. None where there is none, or the PDF is damaged there."""
    try:
        found = PdfReader(path).attachments.get(name) or []
        return found[0].decode("utf-8") if found else None
    except Exception:  # whatever a damaged file makes pypdf raise; `pdf_file` says what is wrong with it
        return None


def page_count(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)


def has_dynamic_form(reader: PdfReader) -> bool:
    try:
        return "/XFA" in reader.root_object["/AcroForm"].get_object()  # type: ignore[operator]
    except Exception:  # no form, or a damaged one
        return False


def is_drawn_anew(reader: PdfReader) -> bool:
    """Whether the file says that its pages are made by the program that shows it (PDF 1.7, extension level 3): in its
    root, or with the form, where some write it."""
    try:
        form: Any = reader.root_object.get("/AcroForm", {})
        return True in [holder.get("/NeedsRendering") for holder in (reader.root_object, form.get_object())]
    except Exception:  # no form, or a damaged one
        return False


def has_picture(page: PageObject) -> bool:
    try:
        drawn = page["/Resources"]["/XObject"].get_object()  # type: ignore[index]
        return any(each.get_object().get("/Subtype") == "/Image" for each in drawn.values())
    except Exception:  # no resources, or damaged ones
        return False


def not_read(reader: PdfReader, pages: Sequence[int]) -> list[str]:
    """Lines that name attached files and ticked boxes and count comments on these pages, counted from 1.

    None where the PDF holds none, or only Further's own list.
    """
    try:
        names = [tidy(name) for name in reader.attachments if name != _PACK_MANIFEST]
    except Exception:  # a damaged list: what it names cannot be opened either
        names = []
    beside = [each for number in pages for each in _annotations_of(reader, number)]
    names += [name for each in beside if (name := _attached(each)) and name not in names]
    comments = sum(map(_is_comment, beside))
    return (
        _files_line(names)
        + _comments_line(comments)
        + _ticks_line([_box_name(each) for each in beside if _is_ticked(each)])
    )


def _files_line(names: list[str]) -> list[str]:
    if not names:
        return []
    some = ", ".join(names[:5]) + (" and others" if len(names) > 5 else "")
    which = "another file" if len(names) == 1 else f"{len(names)} other files"
    return [f"This PDF holds {which} ({some}), not read. Save what is wanted from it and add that."]


def _comments_line(count: int) -> list[str]:
    if not count:
        return []
    which = "A comment" if count == 1 else f"{count} comments"
    return [f"{which} beside the pages' text, not read: a viewer shows them."]


def _ticks_line(names: list[str]) -> list[str]:
    """`names`: of the boxes, "" of one that the file does not name."""
    if not names:
        return []
    which = "A box of a form is ticked" if len(names) == 1 else f"{len(names)} boxes of a form are ticked"
    if not (named := list(dict.fromkeys(filter(None, names)))):
        return [f"{which}, not read: a viewer shows which."]
    some = "; ".join(named[:_MOST_NAMED]) + (" and others" if len(named) > _MOST_NAMED else "")
    return [f"{which}: {some}. These are the file's names for them, no words of the page; a viewer shows more."]


def _box_name(annotation: Any) -> str:
    """ "Consent given", "Region: Africa": what the form calls the box, to the person before to programs, and what it
    stands for where that says more than that it is ticked; "" where nothing does."""
    try:
        name = _inherited(annotation, "/TU") or _full_name(annotation)
        state = str(annotation.get("/AS", "")).removeprefix("/")
        options = _inherited(annotation, "/Opt")
        if options is not None and state.isdigit() and int(state) < len(options):
            state = _shown(options[int(state)].get_object())
        parts = [_short(str(name or "")), "" if _SAYS_TICKED.fullmatch(state) else _short(state)]
        return ": ".join(filter(None, parts))
    except Exception:  # a damaged one has no name
        return ""


def _full_name(field: Any) -> str:
    """Of the field, and of those that it is a part of, outermost first: "applicant.consent"."""
    names: list[str] = []
    for _ in range(_DEEPEST):
        if name := str(field.get("/T") or ""):
            names.insert(0, name)
        if "/Parent" not in field:
            break
        field = field["/Parent"].get_object()
    return ".".join(names)


def _short(words: str) -> str:
    return shorten(tidy(words), _LONGEST_NAME, placeholder=" …")


def _shown(option: Any) -> str:
    """What a viewer shows of a choice: its second name, where it has one for programs before."""
    return str(option[1].get_object() if isinstance(option, list) and len(option) > 1 else option)


def _chosen(annotation: Any) -> str:
    """What is chosen in a list or written into a field, as a viewer shows it; several with a comma between."""
    value = _inherited(annotation, "/V")
    if _inherited(annotation, "/FT") != "/Ch":
        return str(value.get_object()) if value is not None else ""
    value = value.get_object() if value is not None else None
    options = [each.get_object() for each in _inherited(annotation, "/Opt") or []]
    if value is None:  # by their places alone
        places = [int(place) for place in _inherited(annotation, "/I") or []]
        return ", ".join(_shown(options[place]) for place in places if 0 <= place < len(options))
    names = {str(each[0].get_object()): _shown(each) for each in options if isinstance(each, list) and each}
    given = [str(one.get_object()) for one in value] if isinstance(value, list) else [str(value)]
    return ", ".join(names.get(one, one) for one in given)


def _attached(annotation: Any) -> str:
    """The name of a file that a page has pinned to it, "" where it is none."""
    try:
        if annotation.get("/Subtype") != "/FileAttachment":
            return ""
        file = annotation["/FS"].get_object()
        return tidy(str(file.get("/UF") or file.get("/F") or "")) or "without a name"
    except Exception:  # a damaged one: nothing could be opened
        return ""


def _is_comment(annotation: Any) -> bool:
    try:
        kind = annotation.get("/Subtype")
        if kind == "/Stamp" and "/AP" in annotation:
            return True  # it shows words or a picture
        if kind == "/FreeText":
            return "/RC" in annotation and not annotation.get("/Contents")  # formatted alone, and not read
        if kind in _NO_COMMENTS or (kind == "/Popup" and "/Parent" in annotation):  # which has its parent's words
            return False
        return any(tidy(str(annotation.get(key) or "")) for key in ("/Contents", "/RC", "/OverlayText"))
    except Exception:  # a damaged one says nothing
        return False


def _is_ticked(annotation: Any) -> bool:
    try:
        button = annotation.get("/Subtype") == "/Widget" and _inherited(annotation, "/FT") == "/Btn"
        return button and annotation.get("/AS", "/Off") != "/Off" and not int(annotation.get("/F", 0)) & _HIDDEN
    except Exception:  # a damaged one shows nothing
        return False


def _inherited(field: Any, key: str) -> Any:
    """What a field says under `key`, else the nearest of those that it is a part of; None where none does."""
    for _ in range(_DEEPEST):
        if key in field or "/Parent" not in field:
            break
        field = field["/Parent"].get_object()
    return field.get(key)


def with_entries(lines: list[Line], page: PageObject, number: int) -> list[Line]:
    """The lines with what was filled into fields and typed as notes: behind its label, or at the page's end."""
    entries = [line for each in _annotations(page) if (line := _entry(each, number)) is not None]
    if not entries:
        return lines
    shown = [(tidy(line.text), line.y) for line in lines]
    out = list(lines)
    for entry in entries:
        if any(text == entry.text and abs(y - entry.y) < 2 * entry.size for text, y in shown):
            continue  # the viewer's drawing of it was read already; elsewhere it is a choice that the form prints
        beside = [at for at, line in enumerate(out) if abs(line.y - entry.y) < entry.size and line.x < entry.x]
        out.insert(beside[-1] + 1 if beside else len(out), entry)
    return out


def _annotations_of(reader: PdfReader, number: int) -> list[Any]:
    try:
        return _annotations(reader.pages[number - 1])
    except Exception:  # a damaged page, which has been told
        return []


def _annotations(page: PageObject) -> list[Any]:
    try:
        return [each.get_object() for each in page.get("/Annots", []) or []]
    except Exception:  # damaged ones: the page's own text is still right
        return []


def _entry(annotation: Any, number: int) -> Line | None:
    try:
        kind = annotation.get("/Subtype")
        if int(annotation.get("/F", 0)) & _HIDDEN:
            return None
        if kind == "/FreeText":
            text = annotation.get("/Contents")
        elif kind == "/Widget":
            text = _chosen(annotation) if _inherited(annotation, "/FT") in ("/Tx", "/Ch") else None
        else:
            return None
        left, low, _, high = map(float, annotation["/Rect"])
        text = tidy(str(text.get_object())) if hasattr(text, "get_object") else tidy(text or "")
    except Exception:  # a damaged note says nothing that could be quoted
        return None
    if not any(map(str.isalnum, text)):
        return None
    # Two cells, so that it stands alone: what is filled in is no part of the sentence before it.
    return Line(text, number, left, (low + high) / 2 - _TYPED_SIZE / 3, _TYPED_SIZE, bold=False, cells=2, cell_x=left)
