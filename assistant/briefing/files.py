"""A pack in, a file's bytes out, by kind. Each writer is imported when it is asked for: two of them are slow."""

from __future__ import annotations

from assistant.briefing.pack import Pack

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


def pack_file(pack: Pack, kind: str) -> bytes:
    """`kind`: one of KINDS, else KeyError."""
    if kind == "docx":
        from assistant.briefing.word_pack import word_pack

        return word_pack(pack)
    if kind == "pdf":
        from assistant.briefing.pdf_pack import pdf_pack

        return pdf_pack(pack)
    from assistant.briefing.html_pack import html_pack
    from assistant.briefing.markdown_pack import markdown_pack

    return {"html": html_pack, "md": markdown_pack}[kind](pack)


def file_name(pack: Pack, kind: str) -> str:
    """A name that every system takes, e.g. briefing-MONUSCO-police.docx."""
    choice = pack.choice
    by_outline = any(section.key == "outline" for section in pack.sections)
    first = ["quotes"] if by_outline else ["briefing", (choice.mission or "all").replace(" ", "-")]
    parts = [*first, *([choice.role] if choice.role else [])]
    return f"{'-'.join(parts)}.{kind}"
