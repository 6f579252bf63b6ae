"""A draft's paragraphs in, its quotations out: what stands in quotation marks, with where and whose the draft says.

A quotation has at least four words. It may go on over paragraphs, each of which is then a part of its own; one that
nothing closes goes on to the end of its paragraph. A paragraph set as a block quotation is one whole, without the
source that it ends with, unless most of it stands in marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.checking.pieces import is_remark
from assistant.checking.quotation_marks import SINGLE, closing, marked, opening
from corpus.anchors import anchor_in

FEWEST_WORDS = 4

_MOST_PARAGRAPHS = 12  # of one quotation
_AROUND = 400  # characters before and behind a quotation in which the draft may name its source
_FEWEST_AROUND = 8  # words around marks in a block quotation, from which the block is the quotation
# A year, a symbol, a page or a paragraph: what a source is named with.
_REFERENCE = (
    r"(?:\b(?:1[89]|20)\d\d|\b[A-Z]{1,4}/[A-Z0-9.]{1,20}/"
    r"|(?:\b(?:pp?|para|paras|párr|pár|см|с|стр|п)\.|§|第|ص\.?)\s?\d)"
)
_DASHES = r"(?:[—–―]{1,2}|-{1,3})"
_SOURCE = r"(?:Sources?|Quelle|Fuente|Источник|来源|المصدر)\s?[:：]"
_NAME = r"[^.!?\n]{2,160}(?:\.[^.!?\n]{1,40}){0,3}"
# On a line of its own without a sign: "J. Doe, Study of the Mission, 2021". Each word has a capital letter, but for
# those of no weight, and nothing follows the year and the like: what may be words of the quotation is checked.
_CAPITAL = r"[A-ZА-ЯÀ-Ý][\w’'.&-]{0,40}"
_WEIGHTLESS = (
    r"of|on|the|and|for|in|to|from|at|an?|de|des|du|la|les?|et|sur|en|el|los|las|del|y|sobre|al|eds?|von|van|der|und"
    r"|и|на|об?|по|в"
)
_REFERENCE_WHOLE = rf"{_REFERENCE}(?:[^\s.,;!?]|\.(?=\w)){{0,40}}"
_LINE = (
    rf"(?:{_CAPITAL}(?:,?[^\S\n](?:{_CAPITAL}|{_WEIGHTLESS})(?!\w)){{0,30}}[^\S\n]?[,(]\s?|\(?)"
    rf"{_REFERENCE_WHOLE}(?:[,;]?[^\S\n]{_REFERENCE_WHOLE}){{0,3}}"
)
# What names the source at the end of a block quotation: "– Kofi Annan, 2005", "(A/80/1, para. 4)". Behind a sentence
# any name does, or what is named with a year and the like; behind words without a full stop the latter alone.
_ATTRIBUTION = re.compile(
    rf"(?<=[.!?…”’\"»。！？؟」』])(?P<from>\s*{_DASHES}\s?"
    rf"(?P<name>(?:[A-ZА-ЯÀ-Ý\u0620-\u06ff\u3400-\u9fff]|(?=[^\n]{{0,160}}{_REFERENCE})[^\W\d_])"
    rf"{_NAME})\.?"
    rf"|\s*{_SOURCE}\s?(?P<source>{_NAME})\.?|\s*\n\s*(?P<line>{_LINE})"
    r"|\s*[(（](?P<bracket>[^()（）]{3,160})[)）]\.?)\s*$"
)
_ATTRIBUTION_BARE = re.compile(
    rf"(?P<from>(?:(?<!\s)\s++)?+(?:(?<=\s){_DASHES}\s?"
    rf"(?P<name>(?=[^\n]{{0,160}}{_REFERENCE})[A-ZА-ЯÀ-Ý\u0620-\u06ff\u3400-\u9fff][^!?;\n]{{2,160}})"
    rf"|[(（](?P<bracket>(?=[^()（）]{{0,160}}{_REFERENCE})[^()（）]{{3,160}})[)）]\.?))\s*$"
)
_LONGEST_ATTRIBUTION = 400  # characters
_NAMED_BELOW = re.compile(rf"(?:[—–―]|--?|{_SOURCE})\s?[^\s][^!?;]{{2,160}}")
_NAMED_ON_A_LINE = re.compile(_LINE)
_NAMED_IN_BRACKETS = re.compile(rf"[(（](?=[^()（）]{{0,160}}{_REFERENCE})[^()（）]{{3,160}}[)）]\.?")
_SIGN = re.compile(rf"^(?:{_DASHES}|{_SOURCE})\s?")
_DASHED = re.compile(rf"\s*{_DASHES}")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W_]+(?:['’\u064b-\u0652\u0670]+[^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?。！？])[”’\"»\u300d)]*\s+(?=[A-ZА-Я“\"«])")
_SYMBOL = re.compile(r"\b[A-Z]{1,4}(?:/[A-Z0-9.]{1,40}(?![^\W_])){2,12}(?:\s?\(\d{4}\))?(?:/[\w.]{1,40}){0,12}")
_IN_BRACKETS = re.compile(r"\(([^()]{3,160}?\b(?:1[89]|20)\d\d[a-z]?\b[^()]{0,60})\)")
_NAMED = re.compile(
    r"\b(?:[Aa]ccording to|[Aa]s stated (?:in|by)|[Aa]s set out in|[Ss]tated by|[Qq]uoted (?:in|from)|[Cc]ited in"
    r"|[Ii]n the words of|[Ss]ource:|[Ff]rom)\s+(?P<name>(?:the |its |their |a )?[A-Z][^“”\"«»„,;:()]{2,120}?)"
    r"(?=\s*(?:[,;:(“\"«„]|[.](?:\s|$)|$|\b(?:says|said|states|stated|wrote|notes|noted|that)\b))"
)
_SAYS = re.compile(
    r"(?P<name>(?:[Tt]he )?[A-Z][\w’'.-]{0,60}(?: (?:of|for|on|and|the|[A-Z][\w’'.-]{0,60})){0,8}"
    r"(?: \((?:1[89]|20)\d\d\))?)"
    r" (?:says|said|states|stated|writes|wrote|notes|noted|warns|warned|puts? it|argues|argued"
    r"|reports|reported)\b"
)
_ANCHOR = re.compile(r"\b[0-9a-f]{8}\.\d{1,9}-\d{1,9}\.[0-9a-f]{8}\.[0-9a-f]{4}\.[0-9a-f]{4}\b")
_NOT_A_SOURCE = re.compile(r"^(?:It|He|She|They|We|I|This|That|The (?:report|study|leaflet|authors?))$")


_LAST_LINE = re.compile(r"(?<=[.!?…”’\"'»*_])(?:  +|\\)?\n[ \t]*(?P<line>[^\n]{4,200})\s*$")


def with_source_apart(words: str) -> str:
    """A block quotation's lines, the last set apart where it names the source: "words.\nJ. Doe, Study, 2021"."""
    last = _LAST_LINE.search(words)
    return f"{words[: last.start()]}\n\n{last['line']}" if last and is_source_line(last["line"]) else words


def is_source_line(line: str) -> bool:
    """Whether a line without a sign before it names a source."""
    return bool(_NAMED_ON_A_LINE.fullmatch(line.strip(" \t*_")))


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
    """`text`: the words between the marks. `readings`: the same with what may be their source, in a block quotation.

    `source`: what the draft itself names as their source, cut from the draft, or "". `symbols`: those of documents in
    their sentence. `aside`: what ends a block quotation and is therefore taken for its source, "" where nothing is:
    it is no part of `text`. `sha256`: of the text that they
    were cited from, or its beginning, where the draft carries an anchor, else ""; `edition`: that text's, where known.
    `at`: the number of its paragraph in the draft, from 0, and where in it the words begin; None where that is unknown.
    """

    text: str
    place: str
    source: str = ""
    sha256: str = ""
    edition: str = ""
    readings: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    aside: str = ""
    at: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands of a quotation in one paragraph: `whole` where it stands in no other."""

    start: int
    end: int
    whole: bool = True


def quotations(paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """Every quotation, in the order of the draft; of one over several paragraphs, the part of each."""
    parts = _parts(paragraphs)
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        if _is_attribution(paragraphs, number):
            continue
        here = list(_of_paragraph(paragraph, parts[number]))
        # A conversation saved by Further gives the anchor in the paragraph below the words.
        if len(here) == 1 and not here[0].sha256 and number + 1 < len(paragraphs) and not parts[number + 1]:
            here = [replace(here[0], sha256=_sha256(paragraphs[number + 1].text, -1))]
        if paragraph.block_quotation and (below := _below(paragraphs, number)):
            said = below[0].text.strip()
            said = said.rstrip(".")[1:-1] if _NAMED_IN_BRACKETS.fullmatch(said) else _SIGN.sub("", said)
            named = _source(below[0], 0, -1) or said
            aside = "\n".join(one.text.strip() for one in below)
            symbols = tuple(_symbols(aside))
            here = [
                replace(one, source=one.source or named, symbols=(*one.symbols, *symbols), aside=aside) for one in here
            ]
        found += [replace(one, at=(number, one.at[1])) if one.at else one for one in here]
    return found


def _parts(paragraphs: Sequence[Paragraph]) -> list[list[_Part]]:
    """For each paragraph what stands in marks in it."""
    parts: list[list[_Part]] = [[] for _ in paragraphs]
    number, begin = 0, 0
    while number < len(paragraphs):
        runs = marked(paragraphs[number].text, begin, _opened(paragraphs[number + 1 : number + 2]))
        over = _continued(runs[-1].mark, paragraphs, number + 1) if runs and not runs[-1].closed else []
        for run in runs:
            whole = run is not runs[-1] or not over
            parts[number].append(_Part(run.start, run.end, whole))
        for one, start, end, _ in over:
            parts[one].append(_Part(start, end, False))
        # What follows the closing mark in the last of them may hold others.
        number, begin = (over[-1][0], over[-1][3]) if over else (number + 1, 0)
    return parts


def _opened(following: Sequence[Paragraph]) -> str:
    """The mark that the next paragraph begins with, or ""."""
    text = following[0].text if following else ""
    return opening(text, len(text) - len(text.lstrip()))


def _continued(mark: str, paragraphs: Sequence[Paragraph], first: int) -> list[tuple[int, int, int, int]]:
    """What stands in the paragraphs from `first` on of a quotation opened before: (paragraph, start, end, behind it).

    A paragraph that goes on may open with the mark again. One that does not belongs to the quotation only where a mark
    closes it further on: else somebody forgot to close it.
    """
    found: list[tuple[int, int, int, int]] = []
    sure = 0
    kind = paragraphs[first - 1].place.split(" ")[0]
    for number in range(first, min(first + _MOST_PARAGRAPHS, len(paragraphs))):
        text = paragraphs[number].text
        blank = len(text) - len(text.lstrip())
        # French may set the closing mark again before each paragraph, with its space behind it.
        opened = "»" if mark == "«" and text.startswith("»", blank) else opening(text, blank)
        again = bool(opened) and (opened == mark or (mark == "«" and opened == "»"))
        if paragraphs[number].place.split(" ")[0] != kind or (mark in SINGLE and not again):
            break
        start = blank + len(opened) if again else 0
        end = closing(text, start, mark)
        opens = next(
            (at for at in range(start, len(text)) if text.startswith(mark, at) and opening(text, at)), len(text)
        )
        if not again and opens < (end[0] if end else len(text)):
            break
        if end:
            return [*found, (number, start, *end)]
        found.append((number, start, len(text), len(text)))
        sure = len(found) if again else sure
    return found[:sure]


def _of_paragraph(paragraph: Paragraph, parts: Sequence[_Part]) -> Iterator[Quotation]:
    text = paragraph.text
    if paragraph.block_quotation and _is_one(text, parts):
        yield from _block(paragraph)
        return
    for part in parts:
        start, end = part.start, part.end
        if part.whole and not _has_enough_words(text[start:end]):
            continue
        if any(map(str.isalnum, text[start:end])):
            yield Quotation(
                text[start:end].strip(),
                paragraph.place,
                _source(paragraph, start, end),
                _sha256(text, end),
                symbols=_symbols_around(paragraph, start, end),
                at=(0, _first(text, start)),
            )


def _is_one(text: str, parts: Sequence[_Part]) -> bool:
    """Whether a block quotation is one quotation, in which marks that stand in it are the report's."""
    if not parts:
        return _has_enough_words(text)
    inside = sum(len(_WORD.findall(text[part.start : part.end])) for part in parts)
    outside = len(_WORD.findall(text)) - inside
    return inside < outside and outside >= _FEWEST_AROUND and bool(text[: parts[0].start - 1].strip())


def _block(paragraph: Paragraph) -> Iterator[Quotation]:
    """The words, and as another reading the whole, where what ends it looks like their source."""
    text = paragraph.text
    tail = max(0, len(text) - _LONGEST_ATTRIBUTION)
    named = _ATTRIBUTION.search(text, tail) or _ATTRIBUTION_BARE.search(text, tail)
    if named and is_remark(named["bracket"] or ""):
        named = None
    words = text[: named.start("from")] if named else text
    if not _has_enough_words(words):
        words, named = text, None
    given = [part for group, part in named.groupdict().items() if part and group != "from"] if named else []
    source = _source(paragraph, 0, len(words)) or _without_remarks("".join(given))
    yield Quotation(
        words.strip(),
        paragraph.place,
        source,
        _sha256(text, len(words)),
        readings=(text.strip(),) if named else (),
        symbols=_symbols_around(paragraph, 0, len(words)),
        aside=_without_remarks(text[len(words) :]) if named else "",
        at=(0, _first(text, 0)),
    )


def _without_remarks(source: str) -> str:
    """ "(pp. 4–5, emphasis added)" -> "(pp. 4–5)": what is named beside the source is no part of it."""
    parts = re.split(r"(?<=[,;])\s", source.strip())
    named = [part for part in parts[1:] if not is_remark(part.strip(" ,;.)）"))]
    if len(named) == len(parts) - 1:
        return source.strip()
    kept = " ".join([parts[0], *named]).rstrip(" ,;")
    return kept + source.strip()[-1] if source.strip()[-1] in ")）" and kept[-1] not in ")）" else kept


def _first(text: str, start: int) -> int:
    """Where from `start` on words begin behind the white space."""
    return start + len(text[start:]) - len(text[start:].lstrip())


def _is_attribution(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether a paragraph ends a block quotation and names where it is from: a dash, then a name, no sentence; or, as
    its last, a name with a year and the like."""
    if not number or not (paragraphs[number].block_quotation and paragraphs[number - 1].block_quotation):
        return False
    text = paragraphs[number].text.strip()
    if anchor_in(text):
        return True  # as a conversation saved by Further gives the place
    ends = number + 1 == len(paragraphs) or not paragraphs[number + 1].block_quotation
    if ends and (_NAMED_ON_A_LINE.fullmatch(text) or _NAMED_IN_BRACKETS.fullmatch(text)):
        return True
    # Before another of the block it may be a point of a list, if others are, or a sentence.
    around = (paragraphs[number - 1], *paragraphs[number + 1 : number + 2])
    alone = not text.endswith(".") and not any(_DASHED.match(one.text) for one in around)
    return bool(_NAMED_BELOW.fullmatch(text)) and (ends or alone or bool(re.search(_REFERENCE, text)))


def _below(paragraphs: Sequence[Paragraph], number: int) -> list[Paragraph]:
    """The paragraphs that end the block quotation and name its source; () where none does."""
    found = list[Paragraph]()
    for below in range(number + 1, min(number + 1 + _MOST_PARAGRAPHS, len(paragraphs))):
        if _is_attribution(paragraphs, below):
            found.append(paragraphs[below])
        elif found or not paragraphs[below].block_quotation:
            break
    return found


def _has_enough_words(words: str) -> bool:
    return word_count(words) >= FEWEST_WORDS


def word_count(words: str) -> int:
    """Two Chinese or Japanese characters count for a word, as no space says where theirs end."""
    return len(_WORD.findall(words))


def _sha256(text: str, end: int) -> str:
    """What the anchor between a quotation's end and the next opening mark says of the text it was cited from."""
    following = re.split(r"[“„«]", text[end + 1 : end + 1 + _AROUND], maxsplit=1)[0]
    match = _ANCHOR.search(following)
    return match[0].split(".")[0] if match else ""


def _symbols(text: str) -> Iterator[str]:
    return (match[0].rstrip(".") for match in _SYMBOL.finditer(text))


def _symbols_around(paragraph: Paragraph, start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_symbols(" … ".join(reversed(_around(paragraph, start, end))))))


def _around(paragraph: Paragraph, start: int, end: int) -> tuple[str, str]:
    """What stands around the words in their sentence, and the note behind them, or ""."""
    text = paragraph.text
    ends, begins = _breaks(text)
    before, behind = bisect_left(begins, start), bisect_left(ends, end + 1)
    sentence_start = begins[before - 1] if before else 0
    # A bracket with the year often stands behind the full stop that ended the quotation.
    sentence_end = ends[behind] if behind < len(ends) else len(text)
    around = text[max(sentence_start, start - _AROUND) : start] + " … "
    around += text[end + 1 : min(sentence_end, end + _AROUND)]
    return around, next((note for at, note in paragraph.notes if end <= at <= sentence_end + 2), "")


@lru_cache(maxsize=4)  # asked for each quotation of a paragraph
def _breaks(text: str) -> tuple[list[int], list[int]]:
    """Where each sentence but the last ends, and where the one behind it begins."""
    found = list(_SENTENCE.finditer(text))
    return [match.start() for match in found], [match.end() for match in found]


def _source(paragraph: Paragraph, start: int, end: int) -> str:
    """What the draft names as the source: a note behind the words, else a bracket, symbol or name in their sentence."""
    around, note = _around(paragraph, start, end)
    if note:
        return note
    for pattern in (_IN_BRACKETS, _SYMBOL, _NAMED, _SAYS):
        match = pattern.search(around)
        if match:
            name = match.groupdict().get("name") or (match[1] if pattern is _IN_BRACKETS else match[0])
            if not _NOT_A_SOURCE.match(name.strip()):
                return name.strip()
    return ""
