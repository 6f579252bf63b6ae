"""A pack in, a Word file out: real styles, Word's own footnotes, a table of contents that is a field with links.

The manifest is a custom XML part, which Word keeps when it saves the file again.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from assistant.briefing.choice import Length
from assistant.briefing.html_pack import has_contents
from assistant.briefing.manifest import manifest
from assistant.briefing.pack import Heading, Line, Pack, Quoted, Section
from assistant.checking.pack_manifest import MARK, NAMESPACE
from assistant.files.escaping import writable_in_xml
from assistant.files.word_footnotes import Footnotes
from assistant.files.word_styles import Styled
from assistant.wording.sentences import say
from corpus.anchors import quoted

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA", "ru": "ru-RU", "zh": "zh-CN"}
_TAGS, _CONTENTS, _OWN = "Further Tags", "toc 1", "Further Own Line"
# In points. What keeps a pack to its pages in Word: there is no telling before it is opened there.
_SIZES = {Length.PAGE: 8.5, Length.STANDARD: 10.5, Length.FULL: 9.0}
_SIZE_IN_COLUMNS = 6.5
_FONT = "Arial"  # on every machine that has Word, with Cyrillic and Arabic
_FONTS = (("w:cs", _FONT), ("w:eastAsia", "Microsoft YaHei"), ("w:hAnsi", _FONT))
# Of a paragraph's properties those that the schema wants behind its frame and ground.
_BEHIND_A_FRAME = ("tabs", "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr")
_DIM = RGBColor(0x4A, 0x57, 0x63)


def word_pack(pack: Pack) -> bytes:
    document = Document()
    _set_up(document, pack)
    writer = _Writer(document, pack)
    if pack.over:
        document.add_paragraph(writable_in_xml(pack.over), style="Subtitle")
    document.add_heading(writable_in_xml(pack.title), 0)
    document.add_paragraph(writable_in_xml(pack.subtitle), style="Subtitle")
    if has_contents(pack):
        _contents(document, pack)
    for number, section in enumerate(pack.sections, 1):
        writer.section(section, number)
    writer.footnotes.write()
    if pack.choice.length is not Length.PAGE:
        _number_pages(document)
    if pack.right_to_left:
        _turn(document)
    _carry(document, manifest(pack))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, document: Doc, pack: Pack) -> None:
        self._document, self._pack, self._styled = document, pack, Styled(document)
        self.footnotes = Footnotes(document, 7 if pack.choice.length is Length.PAGE else 8.5)

    def section(self, section: Section, number: int) -> None:
        heading = self._document.add_heading(level=1)
        heading.paragraph_format.page_break_before = section.apart or None
        _bookmarked(heading, writable_in_xml(section.title), number)
        if section.boxed:
            _boxed(heading)
        in_columns = self._pack.in_columns(section)
        for place, item in enumerate(section.items):
            if in_columns and isinstance(item, Quoted) and not isinstance(section.items[place - 1], Quoted):
                _columns(self._document, 2)
            if isinstance(item, Heading):
                self._document.add_heading(writable_in_xml(item.text), 2)
            elif isinstance(item, Line):
                style = "List Bullet" if item.listed else _OWN if item.own else None
                paragraph = self._styled.paragraph(item.text, style)
                if section.boxed:
                    _boxed(paragraph)
                if item.note:
                    self.footnotes.add(paragraph, item.note)
            else:
                self._quote(item)
        if in_columns:
            _columns(self._document, 1)

    def _quote(self, item: Quoted) -> None:
        language = _word_language(self._pack.language_of(item))
        paragraph = self._styled.paragraph(style="Heading 3" if item.strong else "Quote")
        if item.under:
            _spoken(paragraph.add_run(f"{writable_in_xml(item.under)}: "), language).bold = True
        _spoken(paragraph.add_run(writable_in_xml(quoted(item.text))), language)
        if item.note:
            self.footnotes.add(paragraph, item.note)
        if item.behind:
            self._styled.run(paragraph, f"  {'; '.join(item.behind)}", _TAGS)


def _columns(document: Doc, count: int) -> None:
    """From here on the text stands in `count` columns, on the same page."""
    for columns in document.add_section(WD_SECTION.CONTINUOUS)._sectPr.iter(qn("w:cols")):
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "340")


def _boxed(paragraph: Paragraph) -> None:
    """Within a frame; paragraphs that follow one another with the same one share it."""
    properties = paragraph._p.get_or_add_pPr()
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="5" w:color="C3CCD6"/>'
        for side in ("top", "left", "bottom", "right")
    )
    frame = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    ground = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="EDF1F5"/>')
    later = [qn(f"w:{name}") for name in _BEHIND_A_FRAME]
    before = next((one for one in properties if one.tag in later), None)
    for part in (frame, ground):
        properties.append(part) if before is None else before.addprevious(part)
    inset = paragraph.paragraph_format
    inset.left_indent = inset.right_indent = Cm(0.2)


def _word_language(code: str) -> str:
    return _LANGUAGES.get(code, code)


def _spoken(run: Run, language: str) -> Run:
    """Marks the run as of `language`, for spelling and for reading aloud."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(mark)
    return run


def _set_up(document: Doc, pack: Pack) -> None:
    """Properties, page, and the styles' looks and language."""
    properties, language = document.core_properties, _word_language(pack.language)
    properties.title, properties.subject = writable_in_xml(pack.title), writable_in_xml(pack.subtitle)
    properties.author, properties.comments = "Further", "Quotes with their places; check with: further check FILE"
    properties.language, properties.keywords = language, "briefing, quotations"
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.5 if pack.choice.length is Length.PAGE else 2)
    one_page, size = pack.choice.length is Length.PAGE, _SIZES[pack.choice.length]
    if any(map(pack.in_columns, pack.sections)):
        size = _SIZE_IN_COLUMNS
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(size)
    normal.paragraph_format.space_after = Pt(1 if one_page else 4)
    normal.paragraph_format.line_spacing = 1.0 if one_page else 1.05
    _size_of_arabic(normal, size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute, name in _FONTS:
        fonts.set(qn(attribute), name)
    for name, points, before in (
        ("Title", size + 8, 0),
        ("Heading 1", size + 3, 5 if one_page else 14),
        ("Heading 2", size + 0.5, 4 if one_page else 8),
        ("Heading 3", size, 6),
    ):
        _plain_heading(styles[name], points, before)
    _plain_heading(styles["Subtitle"], size, 0)
    styles["Subtitle"].font.italic, styles["Subtitle"].font.color.rgb = False, _DIM
    styles["Subtitle"].element.rPr.remove(styles["Subtitle"].element.rPr.find(qn("w:spacing")))  # letters apart
    quote = styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent = Cm(0.5)
    quote.paragraph_format.keep_together = True
    quote.paragraph_format.space_after = Pt(0.5 if one_page else 3)
    tags = styles.add_style(_TAGS, WD_STYLE_TYPE.CHARACTER)
    tags.font.size, tags.font.color.rgb = Pt(size - 1.5), _DIM
    _size_of_arabic(tags, size - 1.5)
    own = styles.add_style(_OWN, WD_STYLE_TYPE.PARAGRAPH)
    own.base_style, own.font.italic, own.font.color.rgb = normal, True, _DIM
    contents = styles.add_style(_CONTENTS, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    contents.base_style, contents.paragraph_format.space_after = normal, Pt(0)
    default = parse_xml(f'<w:lang {nsdecls("w")} w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>')
    properties_of_all = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties_of_all.findall(qn("w:lang")):
        properties_of_all.remove(old)
    properties_of_all.append(default)


def _size_of_arabic(style: object, points: float) -> None:
    """Word keeps a size of its own for scripts that run from right to left, in half points."""
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(points * 2)))
    latin = properties.find(qn("w:sz"))
    latin.addnext(size) if latin is not None else properties.append(size)


def _plain_heading(style: object, points: float, before: float) -> None:
    style.font.size, style.font.name = Pt(points), _FONT  # type: ignore[attr-defined]
    style.font.color.rgb = RGBColor(0x12, 0x2B, 0x44)  # type: ignore[attr-defined]
    _size_of_arabic(style, points)
    style.paragraph_format.space_before = Pt(before)  # type: ignore[attr-defined]
    style.paragraph_format.space_after = Pt(2)  # type: ignore[attr-defined]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for attribute, name in _FONTS:
        fonts.set(qn(attribute), name)


# The table of contents


def _bookmarked(heading: Paragraph, words: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark(number))
    heading._p.append(start)
    heading.add_run(words)
    heading._p.append(end)


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"


def _contents(document: Doc, pack: Pack) -> None:
    """A field that Word can update, filled in already: entries that link to their headings.

    Without page numbers (`\\n`): which they are, only Word knows; with them it would have to ask to update first.
    """
    title = document.add_paragraph(style="Subtitle")
    title.add_run(say("brief_contents", pack.language)).bold = True
    entries = [(_bookmark(number), section.title) for number, section in enumerate(pack.sections, 1)]
    for place, (bookmark, words) in enumerate(entries):
        paragraph = document.add_paragraph(style=_CONTENTS)
        if place == 0:
            for part in (_field("begin"), _instruction('TOC \\o "1-1" \\n \\h \\z \\u'), _field("separate")):
                paragraph._p.append(part)
        link = parse_xml(
            f'<w:hyperlink {nsdecls("w")} w:anchor="{bookmark}" w:history="1"><w:r><w:t xml:space="preserve">'
            f"{escape(writable_in_xml(words))}</w:t></w:r></w:hyperlink>"
        )
        paragraph._p.append(link)
        if place == len(entries) - 1:
            paragraph._p.append(_field("end"))


def _field(kind: str) -> object:
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')


def _instruction(words: str) -> object:
    return parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> {escape(words)} </w:instrText></w:r>')


def _number_pages(document: Doc) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in ("PAGE", "NUMPAGES"):
        if words == "NUMPAGES":
            foot.add_run(" / ")
        for part in (_field("begin"), _instruction(words), _field("separate"), _field("end")):
            foot._p.append(part)


def _turn(document: Doc) -> None:
    """From right to left: our own paragraphs; what holds a quote stays as the quote runs."""
    for section in document.sections:
        section._sectPr.append(OxmlElement("w:bidi"))
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name in ("Quote", "Heading 3"):
            continue
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph._p.iter(qn("w:r")):
            if run.find(qn("w:t")) is not None:
                run.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _carry(document: Doc, written: str) -> None:
    """Puts the manifest into the package as a custom XML part."""
    content = f'<?xml version="1.0" encoding="UTF-8"?><manifest xmlns="{NAMESPACE}">{escape(written)}</manifest>'
    package = document.part.package
    uri = PackURI(f"/customXml/{MARK}.xml")
    document.part.relate_to(Part(uri, "application/xml", content.encode(), package), RELATIONSHIP_TYPE.CUSTOM_XML)
