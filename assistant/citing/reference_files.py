"""Quotes of one document in, an entry for a reference manager out: BibTeX, RIS, CSL-JSON.

The entry is the document; its quotes are the entry's annotations, each with where it stands.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence

from assistant.answer import Citation
from assistant.citing.citation_styles import csl_item, section_path
from corpus.metadata import Metadata

FORMS = ("bibtex", "ris", "csl-json")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TEX = {character: rf"\{character}" for character in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_LONGEST_KEY = 3  # words of the title


def reference_file(citations: Sequence[Citation], facts: Metadata, form: str) -> str:
    """One entry; `form` is one of FORMS, else KeyError."""
    annotations = [_annotation(citation, facts) for citation in citations]
    write: Callable[[Metadata, Sequence[str]], str] = {"bibtex": _bibtex, "ris": _ris, "csl-json": _csl_json}[form]
    return write(facts, annotations)


def _annotation(citation: Citation, facts: Metadata) -> str:
    quote = citation.quote
    where = f"p. {quote.page_label or quote.page}" if quote.page is not None else section_path(citation, facts)
    words = " ".join(quote.text.split())
    words = words if words[:1] in "“«" else f"“{words}”"
    return f"{words} ({where})" if where else words


def _key(facts: Metadata) -> str:
    """First words of the title and the year, in ASCII: `goingFurtherTogether`, `studyOfThings2020`."""
    plain = unicodedata.normalize("NFKD", facts.title).encode("ascii", "ignore").decode().lower()
    found: list[str] = re.findall(r"[a-z0-9]+", plain) or ["document"]
    first, *others = found[:_LONGEST_KEY]
    year = str(facts.date_parts[0]) if facts.date_parts else ""
    return first + "".join(other.capitalize() for other in others) + year


def _bibtex(facts: Metadata, annotations: Sequence[str]) -> str:
    parts = facts.date_parts
    fields = {
        "title": f"{{{_tex(facts.title)}}}",  # braces: the title's capitals are its own
        "author": f"{{{_tex(facts.body)}}}" if facts.body else None,  # a body has no first name
        "year": str(parts[0]) if parts else None,
        "address": _tex(facts.place) if facts.place else None,
        "number": _tex(facts.symbol) if facts.symbol else None,
        "edition": _tex(facts.edition) if facts.edition else None,
        "type": _tex(facts.kind) if facts.kind else None,
        "language": facts.language,
        "url": facts.url,
        "annote": _tex(" ".join(annotations)) if annotations else None,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if len(parts) > 1:
        lines.insert(3 if facts.body else 2, f"  month = {_MONTHS[parts[1] - 1]}")
    return f"@misc{{{_key(facts)},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text.replace("\\", "/"))


def _ris(facts: Metadata, annotations: Sequence[str]) -> str:
    parts = facts.date_parts
    rows = [
        ("TY", "RPRT"),
        ("TI", facts.title),
        ("AU", facts.body),
        ("PY", str(parts[0]) if parts else None),
        ("DA", "/".join(f"{part:02}" for part in parts) + "/" * (4 - len(parts)) if parts else None),
        ("CY", facts.place),
        ("IS", facts.symbol),
        ("ET", facts.edition),
        ("M3", facts.kind),
        ("LA", facts.language),
        ("UR", facts.url),
        *(("N1", annotation) for annotation in annotations),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in rows if value) + "ER  - \n"


def _csl_json(facts: Metadata, annotations: Sequence[str]) -> str:
    item = csl_item(facts, _key(facts))
    if annotations:
        item["annote"] = "\n".join(annotations)
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"
