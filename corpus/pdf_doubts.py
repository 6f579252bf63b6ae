"""Lines of a PDF in, what is doubtful about them out: refusals and notes, each one line for the person."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

from corpus.pdf_hidden import pages_named
from corpus.pdf_runs import Line
from corpus.typesetting import BULLET, CAPTION, SENTENCE_END
from corpus.unreadable import Fault, UnreadableReport

_GARBLED_SHARE = 0.1  # of the characters: private use, unassigned, control, replacement
_WESTERN_SHARE = 0.4  # of the letters: accented ones and signs
_LONE_SHARE = 0.6  # of the words: one letter long
_MIXED_SHARE = 0.1  # of the words: letters of two scripts in one
_FEWEST_WORDS = 10
_UNIT = 3  # letters: "μm" mixes two scripts rightly
_RUN_ON_LETTERS = 25  # of a word in small Latin letters: longer than all but German ones
_RUN_ON_SHARE = 0.3  # of the letters: in such words
_MARKS = 12  # words a page: fewer, without one sentence, are what a scan or a picture leaves in the text layer
_FEWEST_STROKES = 3
_LAST_KNOWN = "\ud7ff"  # what no font tells stands behind it in Unicode: halves of signs, private use, U+FFFD
# What stretches an Arabic word, read as letters: "تMMبيّن", "الث cc اني".
_STROKES = re.compile(r"[\u0620-\u064a] ?([A-Za-z])\1+ ?(?=[\u0620-\u064a])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL_WORD = re.compile(r"[a-zß-ÿ]{3,}")
# Japanese writes with three scripts in one word, and units, formulas and brands mix two.
_TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO", "HANGUL", "FULLWIDTH", "IDEOGRAPHIC"}


def refuse_form_of_one_program(path: object, pages: Sequence[Sequence[Line]], xfa: bool, *, drawn_anew: bool) -> None:
    """Raise UnreadableReport where the pages only say that another program is needed to show the form. `xfa`: the file
    holds one for that program; `drawn_anew`: it says that the pages are not what shall be shown."""
    words = " ".join(line.text for page in pages for line in page).casefold()
    if xfa and len(pages) <= 2 and (drawn_anew or "please wait" in words):
        raise UnreadableReport(
            f"{path}: a form that only Adobe Reader can show (dynamic XFA); its pages hold no text. "
            "Print it to a PDF there and add that.",
            Fault.WORDLESS,
        )


def few_words(pages: Sequence[Sequence[Line]]) -> bool:
    lines = [line.text for page in pages for line in page]
    words = 0
    for line in lines:
        words += len(_WORD.findall(line)) + sum(ord(char) > 0x2E80 for char in line)
        if words > _MARKS * len(pages):
            return False
    return True


def say_a_sentence(pages: Sequence[Sequence[Line]]) -> bool:
    lines = [line.text for page in pages for line in page]
    return any(SENTENCE_END.search(line) and len(_WORD.findall(line)) > 2 and not CAPTION.match(line) for line in lines)


def refuse_picture(path: object, pages: Sequence[Sequence[Line]], pictures: int) -> None:
    """Raise UnreadableReport where pages are pictures and their text is a few marks, captions among them. `pictures`:
    pages with one."""
    if 2 * pictures <= len(pages) or not few_words(pages) or say_a_sentence(pages):
        return
    count = "1 page" if len(pages) == 1 else f"{len(pages)} pages"
    raise UnreadableReport(
        f"{path}: {count} of pictures and no text but a few marks, probably a scan. "
        "Give --ocr with its language, or run OCR on it first.",
        Fault.SCANNED,
    )


def letters_unread(pages: Sequence[Sequence[Line]], first: int = 1) -> list[str]:
    """One line on how many letters cannot be read, and where; none where all can. `first`: the first page's number."""
    found = {
        number: count
        for number, page in enumerate(pages, start=first)
        if (count := sum(_unread(line.text) for line in page))
    }
    if not found:
        return []
    count = sum(found.values())
    which = "1 letter" if count == 1 else f"{count} letters"
    return [
        f"{which} cannot be read, as no font says which they are: {pages_named(found)}. "
        "A sign like \ufffd stands there: check quotes with it against the page."
    ]


def _unread(line: str) -> int:
    """Signs in place of a letter, and those of private use, but for bullets, or of no use at all."""
    if max(line, default="") <= _LAST_KNOWN:
        return 0
    words = BULLET.sub("", line)
    strange = sum(char > _LAST_KNOWN and unicodedata.category(char) in ("Co", "Cn") for char in words)
    return line.count("\ufffd") + strange


def without_unread_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without lines of which no letter can be read."""
    return [[line for line in page if "\ufffd" not in line.text or any(map(str.isalnum, line.text))] for page in pages]


def doubts(text: str) -> list[str]:
    """Notes on a text whose letters or spaces cannot be what the page shows."""
    return [*_garbled(text), *_run_on(text)]


def _garbled(text: str) -> list[str]:
    signs = Counter(text)
    strange = sum(signs[one] for one in signs if one == "\ufffd" or not (one.isprintable() or one.isspace()))
    letters = sum(signs[one] for one in signs if one.isalpha())
    # Bytes of another script read as Western letters; even Icelandic stays under a quarter.
    western = sum(signs[one] for one in signs if "\xa1" <= one <= "\xff" and one not in "«»°§·")
    words = text.split()
    lone = sum(len(word) == 1 and ord(word) < 0x2E80 for word in words)
    if (
        strange > _GARBLED_SHARE * len(text)
        or western > _WESTERN_SHARE * letters
        or (len(words) > 20 and lone > _LONE_SHARE * len(words))
        or _mixes_scripts(words)
        or len(_STROKES.findall(text)) >= _FEWEST_STROKES
    ):
        return [
            "The text of this PDF looks garbled, as its fonts do not say which letters they draw. "
            "Check every quote against the page."
        ]
    return []


def _mixes_scripts(words: list[str]) -> bool:
    mixed = sum(
        count
        for word, count in Counter(words).items()
        if len(word) > _UNIT and not word.isascii() and len(_scripts(word)) > 1
    )
    return mixed >= _FEWEST_WORDS and mixed > _MIXED_SHARE * len(words)


def _scripts(word: str) -> set[str]:
    return {script for char in word if char.isalpha() and (script := _script(char))}


@cache
def _script(char: str) -> str:
    script = unicodedata.name(char, "").split(" ")[0]
    return "CJK" if script in _TOGETHER else "" if script in ("MICRO", "MODIFIER", "FEMININE", "MASCULINE") else script


def _run_on(text: str) -> list[str]:
    words = _SMALL_WORD.findall(text)
    long = [word for word in words if len(word) > _RUN_ON_LETTERS]
    if len(set(long)) > 1 and sum(map(len, long)) > _RUN_ON_SHARE * sum(map(len, words)):
        return [
            "The spaces between words are missing in the text of this PDF. Check every quote against the page, "
            "or run OCR on it first."
        ]
    return []
