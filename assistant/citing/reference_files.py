"""Quotes of one document in, an entry for a reference manager out: BibTeX, RIS, CSL-JSON.

The entry is the document; its quotes are the entry's annotations, each with where it stands.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Sequence

from assistant.answer import Citation
from assistant.citing.citation_styles import csl_item, page_and_paragraph, row_line, section_path
from corpus.metadata import Metadata
from corpus.report import BY_MACHINE

FORMS = ("bibtex", "ris", "csl-json")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# A brace of the words' own would count for BibTeX even behind a backslash, and leave the entry open.
_TEX = {character: rf"\{character}" for character in "&%$#_"} | {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_LONGEST_KEY = 3  # words of the title
_SIGN = 4  # hexadecimal figures: one pair in 65,536 of those whose words are the same
# Every report of a year begins with these; what tells one from another comes behind them.
_TELL_NOTHING = frozenset(
    "a an the of on in for to and its at by from with report reports note letter secretary general united nations "
    "le la les des du de et sur rapport un una el los las del y sobre informe".split()
)


def reference_file(citations: Sequence[Citation], facts: Metadata, form: str, key: str | None = None) -> str:
    """One entry; `form` is one of FORMS, else KeyError. `key`: one of `keys`, None for an entry that stands alone."""
    annotations = [_annotation(citation, facts) for citation in citations]
    if form == "ris":
        return _ris(facts, annotations)
    write: Callable[[Metadata, Sequence[str], str], str] = {"bibtex": _bibtex, "csl-json": _csl_json}[form]
    return write(facts, annotations, key or keys([facts])[0])


def keys(documents: Sequence[Metadata]) -> list[str]:
    """A key for each document of a file, in order, none twice: `a-75-1`, and `a-75-1a` for one that says the same."""
    found: list[str] = []
    taken: set[str] = set()
    for facts in documents:
        key, number = _key(facts), 0
        # Without regard to capitals, as BibTeX compares them.
        while (written := key + _letters(number)).lower() in taken:
            number += 1
        taken.add(written.lower())
        found.append(written)
    return found


def _letters(number: int) -> str:
    """ "" for 0, then a to z, aa, ab, …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _annotation(citation: Citation, facts: Metadata) -> str:
    where = page_and_paragraph(citation) or section_path(citation, facts)
    words = " ".join(citation.quote.text.split())
    words = words if words[:1] in "“«" else f"“{words}”"
    where = "; ".join(part for part in (where, citation.quote.by_machine and BY_MACHINE) if part)
    return " ".join(part for part in (words, where and f"({where})", row_line(citation)) if part)


def _key(facts: Metadata) -> str:
    """The symbol, which no other document has, in ASCII: `a-80-604-add-13`, with its language where it is not English.

    Without one the first telling words of the title and the year, with a sign of what else tells it from others, as one
    export knows nothing of the next: `goingFurtherTogether-9c41`, `studyThings2020-07be`.
    """
    if facts.symbol and (parts := _ascii_words(facts.symbol)):
        return "-".join((*parts, *([] if facts.language == "en" else _ascii_words(facts.language))))
    words = _ascii_words(facts.title)
    telling = [word for word in words if len(word) > 1 and word not in _TELL_NOTHING and not word.isdigit()]
    first, *others = (telling or words or ["document"])[:_LONGEST_KEY]
    year = str(facts.date_parts[0]) if facts.date_parts else ""
    identity = "\n".join(fact or "" for fact in (facts.title, facts.body, facts.date, facts.edition, facts.language))
    sign = hashlib.sha256(identity.encode()).hexdigest()[:_SIGN]
    return f"{first}{''.join(other.capitalize() for other in others)}{year}-{sign}"


def _ascii_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def _bibtex(facts: Metadata, annotations: Sequence[str], key: str) -> str:
    parts = facts.date_parts
    fields = {
        "title": f"{{{_tex(facts.title)}}}",  # braces: the title's capitals are its own
        "author": f"{{{_tex(facts.body)}}}" if facts.body else None,  # a body has no first name
        "year": str(parts[0]) if parts else None,
        "address": _tex(facts.place) if facts.place else None,
        "number": _tex(facts.symbol) if facts.symbol else None,
        "edition": _tex(facts.edition) if facts.edition else None,
        "type": _tex(facts.kind) if facts.kind else None,
        "language": _tex(facts.language),
        "url": _address(facts.url),
        "annote": _tex(" ".join(annotations)) if annotations else None,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if len(parts) > 1:
        lines.insert(3 if facts.body else 2, f"  month = {_MONTHS[parts[1] - 1]}")
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _address(url: str | None) -> str | None:
    """With braces and blanks as addresses write them, so that none ends a field."""
    return "".join(f"%{ord(one):02X}" if one in '{}\\ "<>' else one for one in url) if url else None


def _corporate(name: str) -> str:
    """A body as an importer keeps it one name: a comma behind it, a double one for the first of its own.

    That is EndNote's rule for corporate authors; RIS itself takes what stands behind a comma for a first name.
    """
    return re.sub(r",\s*", ",, ", name, count=1) if "," in name else f"{name},"


def _ris(facts: Metadata, annotations: Sequence[str]) -> str:
    parts = facts.date_parts
    rows = [
        ("TY", "RPRT"),
        ("TI", facts.title),
        ("AU", _corporate(facts.body) if facts.body else None),
        ("PB", facts.body),  # as printed, for importers that cut the author at its commas
        ("PY", str(parts[0]) if parts else None),
        ("DA", "/".join(f"{part:02}" for part in parts) + "/" * (4 - len(parts)) if parts else None),
        ("CY", facts.place),
        ("IS", facts.symbol),
        ("ET", facts.edition),
        ("M3", facts.kind),
        ("LA", facts.language),
        ("UR", _address(facts.url)),
        *(("N1", annotation) for annotation in annotations),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in rows if value) + "ER  - \n"


def _csl_json(facts: Metadata, annotations: Sequence[str], key: str) -> str:
    item = csl_item(facts, key)
    if annotations:
        item["annote"] = "\n".join(annotations)
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"
