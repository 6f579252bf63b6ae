"""A draft's paragraphs in, its quotations out: what stands in quotation marks, with where and whose the draft says.

A quotation has at least four words. Marks within marks belong to the outer quotation; one that nothing closes goes on
to the end of its paragraph. A paragraph set as a block quotation is one whole, unless marks stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

FEWEST_WORDS = 4

# Opening mark -> what closes it. German closes with the mark that English opens with.
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "\u300c": "\u300d", "\u300e": "\u300f"}
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?。！？])[”’\"»\u300d)]*\s+(?=[A-ZА-Я“\"«])")
_SYMBOL = re.compile(r"\b[A-Z]{1,4}(?:/[A-Z0-9.]+){2,}(?:\s?\(\d{4}\))?(?:/[\w.]+)*")
_IN_BRACKETS = re.compile(r"\(([^()]{3,160}?\b(?:1[89]|20)\d\d[a-z]?\b[^()]{0,60})\)")
_NAMED = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s stated (?:in|by)|[Aa]s set out in|[Ss]tated by|[Qq]uoted (?:in|from)|[Cc]ited in"
    r"|[Ii]n the words of|[Ss]ource:|[Ff]rom)\s+(?P<name>(?:the |its |their |a )?[A-Z][^“”\"«»„,;:()]{2,120}?)"
    r"(?=\s*(?:[,;:(“\"«„]|[.](?:\s|$)|$|\b(?:says|said|states|stated|wrote|notes|noted|that)\b))"
)
_SAYS = re.compile(
    r"(?P<name>(?:[Tt]he )?[A-Z][\w’'.-]*(?: (?:of|for|on|and|the|[A-Z][\w’'.-]*))*(?: \((?:1[89]|20)\d\d\))?)"
    r" (?:says|said|states|stated|writes|wrote|notes|noted|warns|warned|puts? it|argues|argued"
    r"|reports|reported)\b"
)
_ANCHOR = re.compile(r"\b[0-9a-f]{8}\.\d{1,9}-\d{1,9}\.[0-9a-f]{8}\.[0-9a-f]{4}\.[0-9a-f]{4}\b")
_NOT_A_SOURCE = re.compile(r"^(?:It|He|She|They|We|I|This|That|The (?:report|study|leaflet|authors?))$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a draft. `place`: for a person, e.g. "paragraph 12", "footnote 3", "page 4".

    `notes`: texts of the notes that it refers to, each with where in `text` the reference stands.
    """

    text: str
    place: str
    block_quotation: bool = False
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text`: the words between the marks. `readings`: the same with another closing mark, where the first is unsure.

    `source`: what the draft itself names as their source, cut from the draft, or "". `sha256`: of the text that they
    were cited from, or its beginning, where the draft carries an anchor, else ""; `edition`: that text's, where known.
    """

    text: str
    place: str
    source: str = ""
    sha256: str = ""
    edition: str = ""
    readings: tuple[str, ...] = ()


def quotations(paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """Every quotation, in the order of the draft."""
    found: list[Quotation] = []
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        here = list(_of_paragraph(paragraph))
        # A conversation saved by Further gives the anchor in the paragraph below the words.
        if len(here) == 1 and not here[0].sha256 and following and not any(_marked(following.text)):
            here = [replace(here[0], sha256=_sha256(following.text, -1))]
        found += here
    return found


def _of_paragraph(paragraph: Paragraph) -> Iterator[Quotation]:
    text = paragraph.text
    runs = list(_marked(text))
    marked = [run for run in runs if _has_enough_words(text[run[0] : run[1]])]
    if not runs and paragraph.block_quotation and _has_enough_words(text):
        marked = [(0, len(text), ())]
    for start, end, others in marked:
        yield Quotation(
            text[start:end].strip(),
            paragraph.place,
            _source(paragraph, start, end),
            _sha256(text, end),
            readings=tuple(text[start:other].strip() for other in others),
        )


def _has_enough_words(words: str) -> bool:
    return len(_WORD.findall(words)) >= FEWEST_WORDS


def _marked(text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """(start, end, other ends) of the words between the outermost marks."""
    at = 0
    while at < len(text):
        if not _opens(text, at):
            at += 1
            continue
        start = at + 1
        ends = _ends(text, at)
        if len(ends) > 1 and text[ends[-1] - 1] not in "sS" and not _has_enough_words(text[start : ends[0]]):
            ends = ends[-1:]  # what closes for sure ends it; the others were apostrophes
        end = ends[0] if ends else len(text)
        yield start, end, tuple(ends[1:])
        at = end + 1


def _opens(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark == '"':
        return not before.isalnum() and bool(after) and not after.isspace()
    return mark in _PAIRS and (mark != "‘" or not before.isalnum())


def _ends(text: str, at: int) -> list[int]:
    """Where the quotation opened at `at` may end, likeliest first; empty where nothing closes it."""
    mark = text[at]
    if mark == '"':
        closing = text.find('"', at + 1)
        return [closing] if closing >= 0 else []
    if mark == "‘":
        return _single_ends(text, at)
    depth = 1
    for place in range(at + 1, len(text)):
        if text[place] in _PAIRS[mark] and not (mark == "„" and text[place] == "“" and depth > 1):
            depth -= 1
        elif text[place] == mark:
            depth += 1
        if not depth:
            return [place]
    return [place] if (place := text.find(_PAIRS[mark][0], at + 1)) >= 0 else []


def _single_ends(text: str, at: int) -> list[int]:
    """An apostrophe looks as the closing mark does: within a word it is none, after an s it may be either."""
    ends = []
    for place in range(at + 1, len(text)):
        if text[place] == "‘":
            break
        if text[place] == "’" and not text[place + 1 : place + 2].isalnum():
            ends.append(place)
            if text[place - 1] not in "sS":
                break
    return ends


def _sha256(text: str, end: int) -> str:
    """What the anchor between a quotation's end and the next opening mark says of the text it was cited from."""
    following = re.split(r"[“„«]", text[end + 1 :], maxsplit=1)[0]
    match = _ANCHOR.search(following)
    return match[0].split(".")[0] if match else ""


def _source(paragraph: Paragraph, start: int, end: int) -> str:
    """What the draft names as the source: a note behind the words, else a bracket, symbol or name in their sentence."""
    text = paragraph.text
    sentence_start = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    following = _SENTENCE.search(text, min(end + 1, len(text)))
    # A bracket with the year often stands behind the full stop that ended the quotation.
    sentence_end = following.start() if following else len(text)
    for at, note in paragraph.notes:
        if end <= at <= sentence_end + 2:
            return note
    around = text[sentence_start:start] + " … " + text[end + 1 : sentence_end]
    for pattern in (_IN_BRACKETS, _SYMBOL, _NAMED, _SAYS):
        match = pattern.search(around)
        if match:
            name = match.groupdict().get("name") or (match[1] if pattern is _IN_BRACKETS else match[0])
            if not _NOT_A_SOURCE.match(name.strip()):
                return name.strip()
    return ""
