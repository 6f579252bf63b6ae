"""Plain text in, `Report` out: paragraphs at empty lines, headings only where a line stands alone and looks like one."""

from __future__ import annotations

import re

from corpus.drafting import Draft, tidy
from corpus.report import Kind, Report

_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*\n\s*|\f")
_BULLET = re.compile(r"^\s*(?:[-*•▪–]|\(?[a-z0-9]{1,3}[.)])\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;,。！？؟][”’\"'»)\]]*$")
_NUMBERED = re.compile(r"^(?:[IVXLC]+|\d+(?:\.\d+)*)\.?\s+\S")
_LONGEST_HEADING = 90


def text_report(source: str, name: str, title: str, edition: str | None = None) -> Report:
    """`title` stands in where nothing looks like a heading."""
    draft, first = Draft(), None
    for paragraph in _EMPTY_LINES.split(source):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        if not lines:
            continue
        bullets = [bool(_BULLET.match(line)) for line in lines]
        if any(bullets) and (len(lines) > 1 or not _looks_like_heading(tidy(lines[0]))):
            for kind, text in _list(lines, bullets):
                draft.add(kind, text, 1 if kind is Kind.ITEM else 0)
            continue
        text = tidy(" ".join(lines))
        if not text:
            continue
        if len(lines) == 1 and _looks_like_heading(text):
            draft.add(Kind.HEADING, text, 1 if first is None else 2)
            first = first or text
        else:
            draft.add(Kind.PARAGRAPH if _SENTENCE_END.search(text) or len(text) > 160 else Kind.LINE, text)
    return draft.report(name, first or title, edition)


def _list(lines: list[str], bullets: list[bool]) -> list[tuple[Kind, str]]:
    """Lines of a list; a line without a bullet goes on with the one before it."""
    out: list[tuple[Kind, str]] = []
    for line, bullet in zip(lines, bullets, strict=True):
        text = tidy(_BULLET.sub("", line)) if bullet else tidy(line)
        if not text:
            continue
        if bullet or not out:
            out.append((Kind.ITEM if bullet else Kind.PARAGRAPH, text))
        else:
            out[-1] = (out[-1][0], f"{out[-1][1]} {text}")
    return out


def _looks_like_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or _SENTENCE_END.search(text):
        return False
    return text.isupper() or bool(_NUMBERED.match(text)) or text.istitle()
