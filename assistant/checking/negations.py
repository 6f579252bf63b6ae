"""Words in, the first that says no out, in six languages: what turns a sentence round where it is left out.

Among them are words that all but deny (seldom, few of) and verbs that say what was not done (failed to, prohibited).
"""

from __future__ import annotations

import re

from assistant.checking.folding import fold

_ENGLISH = (
    r"not|cannot|never|none|neither|nor|nobody|nothing|nowhere|without|hardly|scarcely|barely|seldom|rarely"
    r"|unless|except|excluding|instead of|rather than|no(?!\.\s?\d)|\w{1,12}n't"  # "No. 5" counts
    r"|(?<!a )(?<!last )(?<!past )(?<!next )(?<!first )few|unable|impossible|lack(?:s|ed|ing)?"
    r"|(?:fail(?:s|ed|ing|ure)?|declin(?:es?|ed|ing)) to|refus(?:es?|ed|ing|al)|den(?:y|ies|ied|ying)"
    r"|prohibit(?:s|ed|ing)?|forb(?:ids?|ade|idden|idding)"
)
_FRENCH = (
    r"ne|pas|non(?!-)|jamais|sans|aucune?s?|ni|nul(?:le)?|rien|sauf|hormis|excepté|guère|nullement|aucunement"
    r"|rarement|(?<!un )peu de|au lieu d[e']|plutôt qu[e']|faute d[e']|incapables?"
    r"|refus(?:e|ent|ait|aient|é|er)?|interdi(?:t|te|ts|tes|re|sent|sait)|échou(?:e|ent|é|er|ait|èrent) à"
)
_SPANISH = (
    r"nunca|jamás|sin|ningun[oa]s?|ningún|nada|nadie|tampoco|salvo|excepto|apenas|rara vez|raramente"
    r"|(?<!unos )(?<!unas )poc[oa]s|en (?:lugar|vez) de|imposible|incapa(?:z|ces)|neg(?:ó|aron|aba|aban) a"
    r"|rechaz(?:a|an|ó|aron)|prohíben?|prohib(?:e|ió|ieron|id[oa]s?|ía|ían|ir)"
)
_RUSSIAN = (
    r"не|ни|нет|нельзя|без|никогда|никто|никого|никому|никем|нич(?:его|то|ем|ему)|нигде|никуда|никак\w{0,4}|некому"
    r"|кроме|вместо|отнюдь|редко|едва|вряд ли|мало кто|немноги[ехм]|невозможн\w{1,3}|неспособ\w{1,4}"
    r"|отказ(?:а|ов|ыв)\w{1,6}|запре(?:т|щ)\w{1,7}"
)
# "And", "so", "by" and "for" are written together with the word behind them. غير الحكومية: non-governmental;
# وغير ذلك: and others; ألا وهو: namely.
_ARABIC = (
    r"[وف]?(?:لا|لم|لن|لست|لسنا|ليس|ليست|ليسوا|قلما)|[وف]?(?:بلا|لئلا|كيلا|لكيلا|إلا|ألا(?! وه)|سوى)"
    r"|[وف]?[بلك]?(?:غير(?! (?:الحكومي|ذلك))|دون|عدم)|[وف]?(?:باستثناء|نادرا|بالكاد|بدلا من|عوضا عن)"
    r"|[وف]?[يت]?(?:رفض|حظر|تعذر|فشل|ستحيل)(?:ت|وا)?"
)
# 非洲 is Africa, 不仅 not only, 无论 whatever, 未来 the future.
_CHINESE = (
    r"不(?!仅|僅|断|斷|同|但|论|論)|[没沒勿無]|无(?!论)|未(?!来|來)|非(?!洲|常|政府)"
    r"|禁止|拒[绝絕]|否[认認]|[很极極甚]少|鲜有|[难難]以|缺乏"
)
_NEGATION = re.compile(
    rf"\b(?:{_ENGLISH}|{_FRENCH}|{_SPANISH}|{_RUSSIAN}|{_ARABIC})\b|\bn'(?=\w)|{_CHINESE}",
)


_AROUND = 40  # characters that what a word belongs to may reach beyond the words looked at


def negation(text: str, begin: int = 0, end: int | None = None) -> str:
    """The first word that negates between `begin` and `end` of `text`, folded; "" where none does.

    What stands around says what a word there belongs to: the "non" of "with Member States, non | -governmental" denies
    nothing.
    """
    end = len(text) if end is None else end
    first = max(0, begin - _AROUND)
    folded = fold(text[first : end + _AROUND])
    for match in _NEGATION.finditer(folded.text):
        if begin - first < folded.ends[match.end() - 1] and folded.starts[match.start()] < end - first:
            return match[0]
    return ""
