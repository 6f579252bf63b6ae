"""A part of a Word file in, its elements out, and back: as it was, with its prefixes, which ElementTree drops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from corpus.word_package import W

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Node = Any  # an element of lxml, which brings no types
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def parsed(content: bytes) -> Node:
    """The root. Raises ValueError: it is not well-formed, or declares entities of its own."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part of the package declares a document type")
    return root


def part_written(root: Node, strict: bool = False) -> bytes:
    """The part's bytes. `strict`: it came from a Strict file (ISO 29500), and says so again."""
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return written.replace(b'"%s"' % _USUAL, b'"%s"' % STRICT) if strict else written


def element(tag: str, attributes: Mapping[str, str] | None = None) -> Node:
    """A new one of Word's, which stands nowhere yet; attributes by their names without Word's prefix."""
    return etree.Element(f"{W}{tag}", _named(attributes), nsmap={"w": W[1:-1]})


def below(parent: Node, tag: str, attributes: Mapping[str, str] | None = None) -> Node:
    """The same as the last child of `parent`."""
    return etree.SubElement(parent, f"{W}{tag}", _named(attributes))


def beside(parent: Node, tag: str, attributes: Mapping[str, str]) -> None:
    """A last child in the namespace of `parent`, whose attributes have none."""
    etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", dict(attributes))


def _named(attributes: Mapping[str, str] | None) -> dict[str, str]:
    return {f"{W}{name}": value for name, value in (attributes or {}).items()}
