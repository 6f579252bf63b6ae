"""Words in, the first that limits what is said, in six languages: only, if, allegedly, almost.

Left out at an ellipsis it turns nothing round, as a negation does, but the sentence says more than the report: who
checks is told.
"""

from __future__ import annotations

import re

from assistant.checking.folding import fold

_ENGLISH = (
    r"only|solely|exclusively|if|provided(?: that)|as long as|subject to|on condition"
    r"|in principle|partly|partially|in part|alleg(?:e[ds]?|edly|ations?)|reportedly|purported(?:ly)?"
    r"|possibly|perhaps|probably|potentially|almost|nearly|at (?:most|best)"
)
_FRENCH = (
    r"seulement|uniquement|exclusivement|seule?s?|si|s'ils?|à condition|sous réserve|en principe|partiellement"
    r"|en partie|peut-être|probablement|prétend\w{1,7}|allégu\w{1,5}|presque|au mieux"
)
_SPANISH = (
    r"s[oó]lo|solamente|únicamente|exclusivamente|si|siempre que|a condición|con sujeción|en principio|parcialmente"
    r"|en parte|quizás?|tal vez|probablemente|presunt\w{1,6}|supuest\w{1,6}|casi"
)
_RUSSIAN = (
    r"только|лишь|исключительно|если|при условии|в принципе|частично|отчасти|возможно|вероятно|якобы|предположительно"
    r"|почти"
)
_ARABIC = r"[وف]?(?:فقط|فحسب|إذا|شريطة|بشرط|رهنا ب\w{1,12}|من حيث المبدأ|جزئيا|ربما|يزعم|يدعى|تقريبا)"
_CHINESE = r"[仅僅只](?!是)|如果|若[^干]|但须|但須|原则上|原則上|可能|也许|也許|据称|據稱|几乎|幾乎"
_QUALIFIER = re.compile(rf"\b(?:{_ENGLISH}|{_FRENCH}|{_SPANISH}|{_RUSSIAN}|{_ARABIC})\b|{_CHINESE}")
# These limit nothing: "not only", "as if".
_FIXED = re.compile(r"\b(?:not only|as if|comme si|como si|non seulement|no s[oó]lo|не только|ليس فقط)\b|不[仅僅只]")


def qualifier(text: str) -> str:
    """The word, folded; "" where none limits anything."""
    found = _QUALIFIER.search(_FIXED.sub(" ", fold(text).text))
    return found[0] if found else ""
