"""A quotation in, its pieces out: the words that it takes from a report, and what it says between them of its own.

Of its own are words left out (`[…]`), remarks (`[sic]`, `[emphasis added]`), words put in brackets for others or beside
them (`[the mission’s] officers`), and letters put for a word's ending (`walk[ed]`, `ask[]`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.checking.folding import MARKS, plain

# A fourth ends the sentence; Chinese sets six.
DOTS = r"(?:[…⋯]{1,2}|\.\s?\.\s?\.(?:\s?\.\s?\.\s?\.(?!\.))?)(?:\s?\.)?"
OPENS, CLOSES = r"[\[［【〔]", r"[\]］】〕]"  # brackets for what is the draft's own
# As Russian writes it, too, and languages of the Balkans: «<…>», "/.../".
ELLIPSIS = rf"{OPENS}\s?{DOTS}\s?{CLOSES}|[(（]\s?{DOTS}\s?[)）]|<\s?{DOTS}\s?>|/\s?{DOTS}\s?/|{{\s?{DOTS}\s?}}|{DOTS}"
# Round brackets are a report's own, but for those that only who quotes can have set.
_IN_ROUND_BRACKETS = (
    r"sic\s?[!.]?|(?:(?:my|our|the authors?['’]s?|authors?['’]s?) )?(?:emphas[ei]s|italics)"
    r"(?: in (?:the )?original)?(?: (?:is |are )?(?:added|mine|ours|supplied|omitted|removed))?"
    r"|(?:underlining|bold(?:face)?) (?:added|mine|ours|supplied)"
    r"|(?:internal )?(?:foot|end)?(?:notes?|citations?|references?|quotation marks) (?:are )?(?:omitted|removed)"
    r"|(?:my|our|own|unofficial|authors?['’]s?) (?:own )?translation|translation (?:mine|ours|by [^()（）]{1,30})"
    r"|(?:souligné|italiques?|soulignement|(?:mis )?en (?:gras|italiques?)|traduction) [^()（）]{1,30}"
    r"|(?:non|pas) souligné [^()（）]{1,30}|c['’]est [^()（）]{1,20} qui souligne?\w{0,4}|(?:notre|ma) traduction"
    r"|(?:notes?|références?)(?: de bas de page)? (?:omis|supprimé)e?s?"
    r"|(?:(?:el|las?|los) )?(?:énfasis|cursivas?|subrayado|negritas?|traducción) [^()（）]{1,30}"
    r"|(?:nuestra|mi) traducción|(?:notas?|referencias?)(?: al? pie| de pie de página)? (?:omitid|suprimid)as?"
    r"|так(?:\s?!| в [^()（）]{1,20})|(?:курсив|выделено|подч[её]ркнуто|разрядка|перевод|прим(?:еч)?\.) [^()（）]{1,30}"
    r"|(?:сноск|ссылк|примечани)[^()（）]{1,4} (?:опущен|снят)[^()（）]{1,3}"
    r"|ه?كذا(?: في [^()（）]{1,20})?|(?:التشديد|التأكيد|التوكيد|التسطير|الترجمة|ترجمة) [^()（）]{1,30}|ترجمتنا"
    r"|原文如此|(?:强调|着重|黑体|粗体|斜体|下划线|加粗)[^()（）]{0,12}|[译引笔作][者文][^()（）]{0,3}注|(?:脚注|注释)[从省]?略"
)
_REMARKS = rf"(?:{_IN_ROUND_BRACKETS})(?:\s?[,;，、]\s?(?:{_IN_ROUND_BRACKETS}))*\.?"
_ALL_REMARKS = re.compile(_REMARKS, re.IGNORECASE)
_OWN = re.compile(
    rf"{ELLIPSIS}"
    rf"|{OPENS}(?P<said>[^\[\]［］【】〔〕]{{0,200}}){CLOSES}"
    rf"|[(（]\s?(?P<remark>{_REMARKS})\s?[)）]",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"sic\b.{0,20}|.{0,20}\b(?:emphas[ie]s|italics?|underlin\w{2,5}|bold|footnotes?|citations?|translat\w{2,5}"
    r"|soulign\w{1,6}|italiques?|traduction|cursivas?|subrayad\w|énfasis|traducción"
    r"|выделен\w{1,5}|курсив\w{0,3}|перевод|так в тексте)\b.{0,60}"
    r"|原文如此|强调.{0,12}|着重.{0,12}|هكذا.{0,20}|التشديد.{0,30}|التأكيد.{0,30}",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"['’]?[^\W\d_]{0,3}")
_STOP = re.compile(r"[.,;:!?。，；：！？؟،؛](?!\d)")
_STEM = re.compile(r"[^\W\d_]{3}$")


class Joint(StrEnum):
    """What stands between two pieces, or at an end."""

    LEFT_OUT = "left out"
    REMARK = "remark"
    INSERTED = "inserted"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Own:
    """What a quotation says of its own: `written` as it stands there, `said` between the brackets."""

    joint: Joint
    written: str
    said: str


def is_remark(said: str) -> bool:
    """Whether words in round brackets are nothing but remarks of who quotes: "emphasis added, footnotes omitted"."""
    return bool(_ALL_REMARKS.fullmatch(said.strip()))


def pieces(words: str) -> list[str | Own]:
    """The pieces in order, none of them without a word; two that follow each other are joined by one `Own` or more."""
    found: list[str | Own] = []
    at = 0
    for match in _OWN.finditer(words):
        own = _own(words, match)
        if own is None:
            continue
        found += [words[at : match.start()], own]
        # "[…]. The": the sentence's end, which was left out with its words.
        stop = _STOP.match(words, match.end()) if own.joint is Joint.LEFT_OUT else None
        at = stop.end() if stop else match.end()
    found.append(words[at:])
    return [one.strip() if isinstance(one, str) else one for one in found if isinstance(one, Own) or _says(one)]


def _says(words: str) -> bool:
    return any(map(str.isalnum, plain(words))) or bool(words.strip(f" \t\n{MARKS}.,;:!?"))


def _own(words: str, match: re.Match[str]) -> Own | None:
    """None for brackets within a word that say no ending: "[T]he" is a capital letter, and folded as one."""
    said = match["said"]
    if match["remark"]:
        return Own(Joint.REMARK, match[0], match["remark"])
    if said is None or re.fullmatch(rf"\s*{DOTS}\s*", said):
        return Own(Joint.LEFT_OUT, match[0], "")
    before, after = words[: match.start()][-3:], words[match.end() : match.end() + 1]
    if _REMARK.fullmatch(said.strip()) and (_is_spaceless(before[-1:]) or _is_spaceless(after)):
        return Own(Joint.REMARK, match[0], said)
    if _is_letter(after):
        return None
    if _is_letter(before[-1:]):
        ends_a_word = _STEM.search(before) and _LETTERS.fullmatch(said)
        return Own(Joint.ENDING, match[0], said) if ends_a_word else None
    if not said.strip():
        return None
    return Own(Joint.REMARK if _REMARK.fullmatch(said.strip()) else Joint.INSERTED, match[0], said)


def _is_letter(character: str) -> bool:
    """Whether brackets beside it stand within a word; no space says so in Chinese and Japanese."""
    return character.isalnum() and not _is_spaceless(character)


def _is_spaceless(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"
