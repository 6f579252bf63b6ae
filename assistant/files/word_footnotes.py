"""A Word document being written in, real footnotes in it out: python-docx writes every other part, but no notes.

`Footnotes(document)`, `add` for each note behind the words that it belongs to, `write` once at the end. The part, its
relationship, the separators that Word expects and the two styles are those of ECMA-376, part 1, 17.11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from assistant.files.escaping import writable_in_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

TEXT_STYLE, MARK_STYLE = "footnote text", "footnote reference"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Footnotes:
    """The footnotes of one document, numbered from 1 by Word in the order of their references."""

    def __init__(self, document: Document, size: float = 8.5) -> None:
        """`size`: of the notes, in points."""
        self._document = document
        self._notes = parse_xml(f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}</w:footnotes>")
        self._count = 0
        self._text, self._mark = _styles(document, size)

    def add(self, paragraph: Paragraph, note: str, language: str = "en-GB") -> None:
        """Puts the reference at the end of `paragraph`. `language`: of the note, as Word's proofing names it."""
        self._count += 1
        run = paragraph.add_run()
        run._r.append(_run_properties(self._mark))
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._count))
        run._r.append(reference)
        self._notes.append(_note(self._count, note, language, self._text, self._mark))

    def write(self) -> None:
        """Adds the part to the document; without notes nothing is added."""
        if not self._count:
            return
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            serialize_part_xml(self._notes),
            self._document.part.package,
        )
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self._document.settings.element
        known = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
        # Word reads its settings in the order of the schema; these two stand right before the compatibility block.
        compatibility = settings.find(qn("w:compat"))
        settings.append(known) if compatibility is None else compatibility.addprevious(known)


def _note(number: int, text: str, language: str, style: str, mark: str) -> BaseOxmlElement:
    found: BaseOxmlElement = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:rPr><w:lang w:val="{language}"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
    )
    words = found.findall(f".//{qn('w:t')}")[-1]
    words.text = f" {writable_in_xml(text)}"
    return found


def _run_properties(mark: str) -> BaseOxmlElement:
    found: BaseOxmlElement = parse_xml(f'<w:rPr {nsdecls("w")}><w:rStyle w:val="{mark}"/></w:rPr>')
    return found


def _styles(document: Document, size: float) -> tuple[str, str]:
    """The ids of the paragraph style of a note and the character style of its mark, made where they are not there."""
    styles = document.styles
    names = {style.name for style in styles}
    if TEXT_STYLE not in names:
        text = styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style = styles["Normal"]
        text.font.size = Pt(size)
        text.paragraph_format.space_after = Pt(0)
    if MARK_STYLE not in names:
        styles.add_style(MARK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True).font.superscript = True
    return styles[TEXT_STYLE].style_id, styles[MARK_STYLE].style_id
