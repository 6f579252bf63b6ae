"""What is said of verdicts outside the page, in the person's language: the page's own sentences."""

from __future__ import annotations

import re

from assistant.answer import Citation
from assistant.checking.verbatim import IN_BRACKETS, QUALIFIER
from assistant.wording import wording
from assistant.wording.place_words import beside_the_page

# What the engine says in English, by its key in the wording.
SHAPES = {
    "quotation marks": "shape_marks",
    "dash": "shape_dash",
    "white space": "shape_space",
    "capital letters": "shape_capitals",
    "words left out at […]": "shape_left_out",
    "closing punctuation": "shape_closing",
    "note call left out": "shape_note_call",
    "paragraph number left out": "shape_number",
}
PLACE = re.compile(r"(paragraph|footnote|endnote|page|citation) (.+)")


def said(key: str, language: str, **parts: object) -> str:
    """The sentence `key`; in English where `language` is none of ours."""
    sentences = wording("page")
    return sentences.get(language, sentences["en"])[key].format(**parts)


def shapes_said(shapes: tuple[str, ...], language: str) -> str:
    """What differs in shape alone."""
    return ", ".join(_shape(shape, language) for shape in shapes)


def _shape(shape: str, language: str) -> str:
    if shape.startswith(IN_BRACKETS):
        return f"{said('shape_brackets', language)} {shape.removeprefix(IN_BRACKETS)}"
    if shape.startswith(QUALIFIER):
        return f"{said('shape_qualifier', language)} {shape.removeprefix(QUALIFIER)}"
    return said(SHAPES[shape], language) if shape in SHAPES else shape


def place_of_draft(written: str, language: str) -> str:
    """Where in the draft."""
    match = PLACE.fullmatch(written)
    return said(f"draft_{match[1]}", language, number=match[2]) if match else written


def place_in(citation: Citation, language: str) -> str:
    """Document, headings, page and paragraph."""
    quote = citation.quote
    place = [citation.document, *(heading.rstrip(":") for heading in citation.headings)]
    if quote.page is not None:
        place.append(said("page" if quote.last_page is None else "pages", language, label=quote.pages))
    place += [one if isinstance(one, str) else said(one[0], language, **one[1]) for one in beside_the_page(quote)]
    return " › ".join(place)
