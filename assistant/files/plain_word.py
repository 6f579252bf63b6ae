"""Paragraphs in, a Word file of them out, with what such a package must hold and no more: text, two styles."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from html import escape
from io import BytesIO

from assistant.files.escaping import writable_in_xml
from assistant.files.word_xml import PACKAGE, RELATIONS
from corpus.word_package import W

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES = f'xmlns:w="{W[1:-1]}"'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_STYLES = (
    f'<w:styles {_NAMES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:ind w:left="720" w:right="720"/></w:pPr></w:style></w:styles>'
)
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def plain_word(paragraphs: Iterable[tuple[str, bool]]) -> bytes:
    """The file of (text, whether it is a block quotation); a line's end in a text is one, a tab is one."""
    body = "".join(_paragraph(writable_in_xml(text), block) for text, block in paragraphs)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _links("officeDocument", "word/document.xml"),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _links("styles", "styles.xml"),
        "word/styles.xml": _STYLES,
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, _HEAD + content)
    return out.getvalue()


def _links(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'


def _paragraph(text: str, block: bool) -> str:
    form = '<w:pPr><w:pStyle w:val="Quote"/></w:pPr>' if block else ""
    said = [
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in re.split(r"([\n\t])", text)
        if piece
    ]
    return f"<w:p>{form}<w:r>{''.join(said)}</w:r></w:p>"
