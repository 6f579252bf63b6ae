"""Bytes of a text file in, its text out: in the encoding that the file declares, or in one that its words prove.

UTF-8 comes first, whatever is declared: what another encoding wrote is hardly ever valid in it by chance. Older files
of Windows say nothing of their encoding, and the same bytes are letters in each: one is taken where it alone makes
common words of a language out of them, or spells and marks them as people do. Chinese (GB18030) is proven by its
commonest characters. Where none is proven the file is refused; a guess would be quoted as its words.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.errors import WorldFailure

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Bytes within which HTML declares its encoding: it must in the first 1,024, and browsers heed it further on, too.
_HEAD = 64 * 1024
_DECLARED = re.compile(
    rb"<(?:meta\b[^<>]{0,200}?\bcharset|\?xml\b[^<>]{0,100}?\bencoding)\s*=\s*[\"']?([\w.:-]{2,20})", re.I
)
# As Python calls them, which knows most names of each; an alphabet, and no other way to write bytes.
_KNOWN = re.compile(
    r"cp(?:125[0-8]|[78]\d\d|9[345]\d)|iso8859-\d{1,2}|koi8-[rut]|mac-\w+|ascii|tis-620|kz1048|ptcp154|johab"
    r"|gb2312|gbk|gb18030|big5\w*|shift_jis\w*|euc_\w+"
)
_AS_BROWSERS_READ = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_CANDIDATES = {"cp1252": "Western", "cp1251": "Cyrillic", "cp1256": "Arabic"}  # of Windows, with the page's scripts
# The commonest words that a wrong encoding would not give: each with a letter beyond ASCII.
_COMMON = frozenset(
    "à été être même où après très également "  # French
    "más también después sólo él había según años está así país población "  # Spanish
    "não são também às até é população "  # Portuguese
    "für über können während müssen "  # German
    "è più perché città attività "  # Italian
    "и в не на что с по для из от как это к о также "  # Russian
    "في من على إلى أن التي الذي هذا هذه عن ما مع لا".split()  # Arabic
)
# The commonest characters of simplified Chinese: about four of ten in running text, one of a hundred where other bytes
# were read as Chinese by mistake.
_COMMON_CHINESE = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经十三之进着等部度家力里如水高自二理起小现实加量都两体制机当使点从业本去性好应开合还因由其些前外政四"
    "日那社义事平全表间与关各重新内数正员指委权没月任务执"
)
_FEWEST_CHINESE, _CHINESE_SHARE = 20, 0.3  # ideographs, and the share of the commonest among them
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_NO_CHINESE = re.compile("[^\x00-\x7f\u3400-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u203b·×°—α-ωΑ-Ωа-яА-Я①-⑳Ⅰ-Ⅻ]")
_ENDING = re.compile(r"(?:[cs]ión|ção|ções|ités?|ität|ées)\b")
_FEWEST, _FEWEST_KINDS = 8, 3  # common words, and different ones, that prove an encoding
_STRANGE_SHARE = 0.05  # of those: words that no language has which may stand beside them
_SIGN_INSIDE = re.compile(r"[^\W\d_][^\w\s\x00-\x7f’\xad–—·\u064b-\u0652][^\W\d_]")
_MARKED = re.compile(r"[A-Za-z]’(?:s|t|re|ll|ve|d|m)\b|“[A-Za-z]")
_MISPLACED = re.compile(r"[A-Za-z][^\x00-\x7f’\xa0\xad][A-Za-z]|(?<![A-Za-z])[^\W\d_A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
# The commonest words of English, French, Spanish, Portuguese, German and Italian that are the same in all encodings.
_PLAIN_WORD = re.compile(
    r"(?<![^\W_])(?:the|of|and|to|in|that|was|with|by|for|le|la|les|des|du|et|une?|dans|pour|que|sur|el|los|las|del|por"
    r"|con|y|em|os|um|uma|do|da|der|die|das|und|den|mit|von|il|di|che|della|nel)(?![^\W_])",
    re.IGNORECASE,
)
_FEWEST_PLAIN = 3
# What such a text has beyond ASCII where people write it: letters within words, marks beside words, signs beside
# figures. The same letters as a Macintosh or DOS wrote them stand elsewhere: "missionÕs", "C™te", "caf‚".
_IN_PLACE = re.compile(
    r"(?<=[A-Za-zß-ÿœ])[à-öø-üßœ](?![A-Z])|(?<![^\W_])(?:[éèêîâôüöäœàúíáó](?=[a-z])|[àéèó](?![^\W_])|[ÀÁÂÄÅÇÈÉÊÖØÜŒ](?=[a-z]))"
    r"|’(?=(?:s|t|re|ll|ve|d|m)(?![^\W_]))|(?<=s)’(?!\w)|(?:(?<=\b[^\W\d_])|(?<=qu|rd|ll|un))’(?=[^\W\d_])"
    r"|(?<![^\W_])[‘“](?=\w)|(?<=[\w.,;:!?%])[”’](?![^\W_])"
    r"|(?<![^\W_])«(?=[\w\s])|(?<=[\w\s.,;:!?%])»(?![^\W_])|(?<![^\W_])[¿¡](?=\w)|(?<=[\s\d])[–—](?=[\s\d])"
    r"|(?<=\w)…(?=\s|$)|[£€](?=\s?\d)|(?<=\d\s)[€°]|(?<=\d)[°½¼¾€]|(?<=[\d\s«])\xa0|\xa0(?=[;:!?»%°€\d–—])"
)
# The commonest letters, in Russian and in Arabic two of three; where the bytes were another script's, one of four.
_LETTERS = {"cp1251": frozenset("оеаинтсрвл"), "cp1256": frozenset("اليمونرتبةعد")}
_FEWEST_LETTERS, _LETTER_SHARE = 40, 0.55
_NOT_RUSSIAN = re.compile("[ЂЃЉЊЌЋЏђѓљњќћџЅѕ‚]")  # what capitals are that a Macintosh wrote
_SCRIPTS = (re.compile("[A-Za-zÀ-ɏ]"), re.compile("[Ѐ-ӿ]"), re.compile("[؀-ۿ]"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """`proven`: the encoding that only the words told, as it is known to people; "" where the file says it.

    `declared`: what the file says instead, which it is not or nobody knows; "" where it says nothing.
    """

    text: str
    proven: str = ""
    declared: str = ""


class Undecoded(WorldFailure):
    """What does not fit, as the end of a sentence on the file."""


def decode(raw: bytes, markup: bool) -> Decoded:
    """`markup`: whether the file may declare its encoding, as HTML does. Raises Undecoded."""
    if encoding := next((name for mark, name in _MARKS.items() if raw.startswith(mark)), None):
        return Decoded(_strictly(raw, encoding))
    if b"\0" in raw:
        if text := _wide(raw):
            return Decoded(text, "UTF-16")
        raise Undecoded("holds binary data, not text. Save it as plain text in UTF-8.")
    try:
        return Decoded(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        declared = _declared(raw) if markup else ""
        if encoding := _known(declared):
            return Decoded(_strictly(raw, encoding))
        if proven := _proven(raw):
            return replace(proven, declared=declared)
        raise Undecoded(
            f"is not UTF-8 text (byte {error.start:,} does not fit). Save it as UTF-8 and try again."
        ) from error


def _wide(raw: bytes) -> str:
    """The text of two bytes a character that does not begin with their order; "" where nothing proves it.

    One order makes spaces or line ends and nothing but characters that a text has; in the other these two are none.
    """
    read = []
    for order in ("utf-16-le", "utf-16-be"):
        try:
            read.append(raw.decode(order))
        except UnicodeDecodeError:
            continue
    proven = [text for text in read if re.search("[ \n\r]", text) and not _holds_no_text(text)]
    return proven[0] if len(proven) == 1 else ""


def _holds_no_text(text: str) -> bool:
    return any(unicodedata.category(one) in ("Cc", "Cn", "Co") for one in set(text) - set("\t\n\r\f\v"))


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecoded(
            f"says that it is {encoding.upper().replace('_', '-')} text, but byte {error.start:,} does not fit. "
            "Save it as UTF-8 and try again."
        ) from error


def _declared(raw: bytes) -> str:
    """What the file says that its encoding is, in its own words; "" where it says nothing."""
    first, *remarks = re.split(rb"<body\b", raw[:_HEAD], maxsplit=1, flags=re.IGNORECASE)[0].split(b"<!--")
    found = _DECLARED.search(first + b"".join(remark.partition(b"-->")[2] for remark in remarks))
    return found[1].decode("ascii") if found else ""


def _known(declared: str) -> str:
    """The encoding of that name; "" where it is none that a page may have."""
    name = re.sub(r"^(?:windows|cp)-(?=\d)", "cp", declared.lower().removeprefix("x-"))
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return ""
    return _AS_BROWSERS_READ.get(encoding, encoding) if _KNOWN.fullmatch(encoding) else ""


def _proven(raw: bytes) -> Decoded | None:
    """The one text among those of the candidates that is proven; None where none is, or several."""
    texts: dict[str, list[str]] = {}
    for encoding in _CANDIDATES:
        try:
            texts.setdefault(raw.decode(encoding), []).append(encoding)
        except UnicodeDecodeError:
            continue
    # Western and Arabic pages share most letters of French, and all three the marks of punctuation.
    proven = [
        (text, read[0])
        for text, read in texts.items()
        if _says_words(text)
        or (len(read) == len(_CANDIDATES) and _is_punctuated(text))
        or (_is_spelt(text, read[0]) if read[0] in _LETTERS else _is_western(text))
    ]
    if not proven and (text := _chinese(raw)):
        return Decoded(text, "GB18030 (simplified Chinese)")
    if len(proven) != 1:
        return None
    text, encoding = proven[0]
    return Decoded(text, f"Windows-{encoding.removeprefix('cp')} ({_CANDIDATES[encoding]})")


def _chinese(raw: bytes) -> str:
    """The text as China's own encoding has it, where its characters prove it; else ""."""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    found = _IDEOGRAPH.findall(text)
    common = sum(one in _COMMON_CHINESE for one in found)
    enough = len(found) >= _FEWEST_CHINESE and common >= _CHINESE_SHARE * len(found)
    return text if enough and len(_NO_CHINESE.findall(text)) <= _STRANGE_SHARE * len(found) else ""


def _says_words(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    common = Counter(word for word in map(str.lower, words) if word in _COMMON)
    common.update(ending[0] for ending in _ENDING.finditer(text))
    strange = sum(_is_strange(word) for word in words) + len(_SIGN_INSIDE.findall(text))
    return common.total() >= _FEWEST and len(common) >= _FEWEST_KINDS and strange <= _STRANGE_SHARE * common.total()


def _is_strange(word: str) -> bool:
    """Letters of two scripts, or a capital behind a small letter: what wrong encodings make."""
    return sum(bool(script.search(word)) for script in _SCRIPTS) > 1 or any(
        before.islower() and after.isupper() for before, after in pairwise(word)
    )


def _is_western(text: str) -> bool:
    """Whether common words of a Western language stand around all that is not ASCII, each of which is in place."""
    beyond = sum(not char.isascii() for char in text)
    return len(_PLAIN_WORD.findall(text)) >= _FEWEST_PLAIN and len(_IN_PLACE.findall(text)) == beyond


def _is_spelt(text: str, encoding: str) -> bool:
    """Whether words of the page's own script are spelt with its commonest letters, none of them a strange one."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    spelt = "".join(words).lower()
    common = sum(letter in _LETTERS[encoding] for letter in spelt)
    enough = len(spelt) >= _FEWEST_LETTERS and common >= _LETTER_SHARE * len(spelt)
    capitals = sum(word[0].isupper() for word in words)
    strange = any(map(_is_strange, words)) or _SIGN_INSIDE.search(text) or _NOT_RUSSIAN.search(text)
    return enough and 2 * capitals <= len(words) and not strange


def _is_punctuated(text: str) -> bool:
    """Whether all that is not ASCII are marks where a person would set them."""
    return bool(_MARKED.search(text)) and not _MISPLACED.search(text)
