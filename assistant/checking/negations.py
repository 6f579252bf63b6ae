"""Words in, the first that says no out, in six languages: what turns a sentence round where it is left out."""

from __future__ import annotations

import re

# "No. 5" counts, non-governmental bodies deny nothing, and 非洲 is Africa.
_NEGATION = re.compile(
    r"\b(?:not|cannot|never|none|neither|nor|nobody|nothing|nowhere|without|hardly|scarcely|barely|unless|except"
    r"|no(?!\.\s?\d)|\w{1,12}n['’]t"
    r"|ne|pas|non(?!-)|jamais|sans|aucune?s?|ni|nul(?:le)?|rien|sauf"
    r"|nunca|jamás|sin|ningun[oa]s?|ningún|nada|nadie|tampoco|salvo"
    r"|не|ни|нет|нельзя|без|никогда|никто|ничего|ничто|никак\w{0,4}|кроме"
    r"|لا|لم|لن|ليس|ليست|ليسوا|غير(?!\sالحكومي)|دون|بدون|عدم|إلا)\b"
    r"|\bn['’](?=\w)|不(?!仅|僅|断|斷|同|但|论|論)|[没沒勿無]|无(?!论)|未(?!来|來)|非(?!洲|常|政府)",
    re.IGNORECASE,
)


def negation(words: str) -> str:
    """The first word of `words` that negates, as it stands there; "" where none does."""
    match = _NEGATION.search(words)
    return match[0] if match else ""
