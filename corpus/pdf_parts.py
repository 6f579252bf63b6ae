"""A PDF in, what it holds beside its text out: the files attached to it, how many pages it has."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader


def attached_text(path: Path, name: str) -> str | None:
    """The file attached under `name`, read as UTF-8. None where there is none, or the PDF is damaged there."""
    try:
        found = PdfReader(path).attachments.get(name) or []
        return found[0].decode("utf-8") if found else None
    except Exception:  # whatever a damaged file makes pypdf raise; `pdf_file` says what is wrong with it
        return None


def page_count(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)
