"""A PDF in, what it holds beside its text out: attached files, filled-in fields, notes typed on a page, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader

from corpus.pdf_runs import Line
from corpus.report_builder import tidy

_TYPED_SIZE = 10.0  # points: what fields and notes are mostly filled in with; the file's own is not worth its reading
# What is no comment of a reader: parts of the page, which are read or say where a link leads.
_NO_COMMENTS = ("/Link", "/Widget", "/FileAttachment", "/PrinterMark", "/TrapNet", "/Watermark")
_HIDDEN = 2  # of an annotation's flags
_DEEPEST = 32  # fields within fields
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
    """Lines that name attached files and count comments and ticked boxes on these pages, counted from 1.

    None where the PDF holds none, or only Further's own list.
    """
    try:
        names = [tidy(name) for name in reader.attachments if name != _PACK_MANIFEST]
    except Exception:  # a damaged list: what it names cannot be opened either
        names = []
    beside = [each for number in pages for each in _annotations_of(reader, number)]
    names += [name for each in beside if (name := _attached(each)) and name not in names]
    comments = sum(map(_is_comment, beside))
    return _files_line(names) + _comments_line(comments) + _ticks_line(sum(map(_is_ticked, beside)))


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


def _ticks_line(count: int) -> list[str]:
    if not count:
        return []
    which = "A box of a form is ticked" if count == 1 else f"{count} boxes of a form are ticked"
    return [f"{which}, not read: a viewer shows which."]


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
    shown = {tidy(line.text) for line in lines}
    out = list(lines)
    for entry in entries:
        if entry.text in shown:
            continue  # the viewer's drawing of it was read already
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
            text = _inherited(annotation, "/V") if _inherited(annotation, "/FT") in ("/Tx", "/Ch") else None
        else:
            return None
        left, low, _, high = map(float, annotation["/Rect"])
        text = tidy(str(text.get_object())) if text is not None else ""
    except Exception:  # a damaged note says nothing that could be quoted
        return None
    if not any(map(str.isalnum, text)):
        return None
    # Two cells, so that it stands alone: what is filled in is no part of the sentence before it.
    return Line(text, number, left, (low + high) / 2 - _TYPED_SIZE / 3, _TYPED_SIZE, bold=False, cells=2, cell_x=left)
