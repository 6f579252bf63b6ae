"""Words in, the first that says no out, in six languages: what turns a sentence round where it is left out.

Among them are words that all but deny (seldom, few of) and verbs that say what was not done (failed to, prohibited) or
no longer is (ceased to). Fixed expressions that deny nothing (not only, no later than, non-governmental) are none, nor
is what denies only what is left out with it: "refrained from", where what was refrained from is left out too, and a
whole clause between commas, "which did not meet the target".
"""

from __future__ import annotations

import re
from bisect import bisect_left

from assistant.checking.folding import fold
from assistant.checking.quotations import word_count

_ENGLISH = (
    r"not|cannot|never|none|neither|nor|nobody|nothing|nowhere|without|hardly|scarcely|barely|seldom|rarely|little|few"
    r"|unless|except|excluding|no|\w{1,12}n't|unable|impossible|untrue|false"
    r"|(?:fail(?:s|ed|ing|ure)?|declin(?:es?|ed|ing)|yet) to|refus(?:es?|ed|ing|al)|den(?:y|ies|ied|ying)"
    r"|prohibit(?:s|ed|ing)?|forb(?:ids?|ade|idden|idding)|reject(?:s|ed|ing)?|oppos(?:es?|ed|ing)"
    r"|(?:vot(?:es?|ed|ing)|decid(?:es?|ed)|advis(?:es?|ed)) against"
)
_ENGLISH_FIXED = (
    r"(?:not|no) (?:later|earlier|less|more|fewer) than|not (?:only|least|just|merely|simply|solely|to mention)"
    r"|no (?:doubt|matter)|(?:nothing|none) (?:but|short of|(?:other|less) than)|in no small|whether or not"
    r"|without (?:further |any |undue )?(?:delay|prejudice|doubt|precedent|exception)|last but not least"
    r"|in full and without conditions|without prejudging|but not (?:limited|restricted) to|persona non grata"
    r"|unless otherwise (?:stated|indicated|noted|specified)|nos?\.? ?(?:[a-z]{1,3}[-/])?\d{1,9}"
    r"|no-(?:fly|cost)|(?:a|last|past|next|first) few|a little|little by little"
)
# These deny what comes next.
_ENGLISH_OF_NEXT = (
    r"instead of|rather than|lack(?:s|ed|ing)?|stop(?:s|ped|ping)?(?= (?:\w{1,20}ly )?\w{1,20}ing\b)"
    r"|avoid(?:s|ed|ing|ance of)?|refrain(?:s|ed|ing)? from|abst(?:ain(?:s|ed|ing)?|ention) from|ceas(?:es?|ed|ing)"
    r"|cessation of|absence of|devoid of|far from being|(?:neglect(?:s|ed|ing)?|omit(?:s|ted|ting)?) to|anything but"
    r"|put(?:s|ting)? (?:an end|a stop) to|(?:fall(?:s|ing)?|fell|stop(?:s|ped|ping)?) short of"
    r"|(?:prevent|stopp?)(?:s|ed|ing)? (?:[^\s,;:.]{1,30} ){1,6}from(?= \w{1,20}ing\b)"
)
# These what stands before them: "The flights ceased in May".
_ENGLISH_OF_LAST = (
    r"(?:is|are|was|were|been?|being) (?:stopped|halted|avoided)"
    r"|ceas(?:es?|ed)(?! (?:to|(?:the|all|any|its|their|this|such)) | \w{1,20}(?:ing|ions?)\b)"
)
_FRENCH = (
    r"ne|pas|non|jamais|sans|aucune?s?|ni|nul(?:le)?|rien|sauf|hormis|excepté|guère|nullement|aucunement"
    r"|rarement|peu|au lieu d[e']|plutôt qu[e']|faute d[e']|incapables?|(?:est|était) (?:faux|inexact)|reste(?:nt)? à"
    r"|refus(?:e|ent|ait|aient|é|er)?|interdi(?:t|te|ts|tes|re|sent|sait)|échou(?:e|ent|é|er|ait|èrent) à"
    r"|rejet(?:te|tent|é|ée|és|ées|er|ait)|oppos(?:e|ent|é|ée|és|er|ait|èrent)|(?:vot\w{1,5}|prononc\w{1,5}) contre"
)
_FRENCH_OF_NEXT = (
    r"(?:cess|arrêt)(?:e|ent|é|er|a|ait|aient|èrent) (?:de|d')|(?:abst(?:ien|in|en)|retien|reten)\w{1,6} (?:de|d')"
    r"|évit(?:e|ent|é|er|a|ait|aient|èrent|ant)|renon[cç]\w{1,6} (?:à|aux?)|dépourvue?s? de"
    r"|omi(?:s|t|ttent|ttre) (?:de|d')|néglig\w{1,5} (?:de|d')|(?:absence|manque) (?:de|d')"
    r"|mi(?:s|t|rent) (?:fin|un terme) (?:à|aux?)"
    r"|empêch\w{1,6}(?= [^,;:.]{0,60}(?:de|d')\w{1,20}(?:er|ir|re)\b)"
)
_FRENCH_FIXED = (
    r"non (?:seulement|moins|gouvernementa\w{1,3}|officiel\w{0,3}|lucrati\w{1,2}|alignés?)|(?:non|sans)-\w{1,20}"
    r"|ne cess\w{1,5} de|n'\w{1,6} cessé de|n'en (?:demeure|reste) pas moins|pas (?:à pas|moins d[e']|plus tard)"
    r"|sans (?:préjudice|doute|précédent|délai|tarder|retard|cesse)|ni plus ni moins|n'importe|plus que jamais"
    r"|(?:un|sous|depuis|quelque) peu|peu (?:à peu|après|avant)|à peu près"
)
_SPANISH = (
    r"nunca|jamás|sin|ningun[oa]s?|ningún|nada|nadie|tampoco|salvo|excepto|apenas|rara vez|raramente"
    r"|poco|poc[oa]s|en (?:lugar|vez) de|imposible|incapa(?:z|ces)|neg(?:ó|aron|aba|aban) a|(?:es|era) falso"
    r"|rechaz(?:a|an|ó|aron)|prohíben?|prohib(?:e|ió|ieron|id[oa]s?|ía|ían|ir)|(?:falta|queda)n? por"
    r"|se op(?:one|onen|uso|usieron|onía|onían)|vot\w{1,6} (?:en )?contra"
)
_SPANISH_OF_NEXT = (
    r"(?:dej|ces)(?:a|an|ó|aron|ado|ar|aba|aban|ando) de|abst(?:uv|ien|en|eng)\w{1,8} de|evit(?:a|an|ó|aron|ado|ar)"
    r"|omit(?:e|en|ió|ieron|ido|ir)|renunci(?:a|an|ó|aron|ado|ar|aba|aban) a|care(?:ce|cen|cía|cían|ció|cer) de"
    r"|(?:falta|ausencia) del?|(?:puso|pusieron|poner) fin a|impid(?:e|en|ió|ieron)|impedi(?:r|do|a|an)"
)
_SPANISH_FIXED = (
    r"no (?:obstante|solo|sólo|solamente|únicamente|gubernamental(?:es)?|oficial(?:es)?|alinead[oa]s"
    r"|(?:más|menos|después) (?:tarde )?del?)|ni más ni menos|nada menos|no (?:ces|dej)(?:a|an|ó|aron) de"
    r"|sin (?:embargo(?! de)|dejar de|perjuicio|duda|demora|dilación|precedentes?|fines de lucro)"
    r"|(?:un|hace|dentro de) poco|poco (?:a poco|después|antes)|un[oa]s poc[oa]s"
)
_RUSSIAN = (
    r"не|ни|нет|нельзя|без|никогда|никто|никого|никому|никем|нич(?:его|то|ем|ему)|нигде|никуда|никак\w{0,4}|некому"
    r"|кроме|вместо|отнюдь|редко|едва|вряд ли|мало|немноги[ехм]|невозможн\w{1,3}|неспособ\w{1,4}|неверн\w{1,3}|неправда"
    r"|отказ(?:а|ов|ыв)\w{1,6}|запре(?:т|щ)\w{1,7}|отверг\w{1,5}|ещ[её] предсто\w{1,4}"
    r"|(?:голосова\w{1,6}|возраж\w{1,5}) против"
)
_RUSSIAN_OF_NEXT = (
    r"прекра(?:ти(?:л\w?|ть|т)|ща(?:ет|ют|л\w?|ть))|перест(?:ал\w?|ать|а[её]т|ают)|воздерж\w{1,8} от|уклон\w{1,8} от"
    r"|избе(?:жа(?:л\w?|ть)|га(?:ет|ют|л\w?|ть))|отсутстви[еяюи]м?|лиш[её]н\w{0,2}|помешал\w?"
)
_RUSSIAN_FIXED = (
    r"тем не менее|не (?:только|менее|более|меньше|позднее|позже|ранее|раньше|раз|говоря)|бы (?:то )?ни"
    r"|кроме (?:того|прочего)|не в последнюю очередь|не (?:кто|что) иной|как ни странно|не переста(?:ет|ют|вал\w?)"
    r"|без (?:ущерба|сомнения|промедления|задержек|исключения)|мало-помалу"
)
# "And", "so", "by" and "for" are written together with the word behind them.
_ARABIC = (
    r"[وف]?(?:لا|لم|لن|لست|لسنا|ليس|ليست|ليسوا|قلما)|[وف]?(?:بلا|لئلا|كيلا|لكيلا|إلا|ألا|سوى)"
    r"|[وف]?[بلك]?(?:غير|دون|عدم)|[وف]?(?:باستثناء|نادرا|بالكاد|بدلا من|عوضا عن|قليلا ما)"
    r"|[وف]?[يت]?(?:رفض|حظر|تعذر|فشل|ستحيل|عارض)(?:ت|وا)?|صوت\w{0,3} ضد"
)
_ARABIC_OF_NEXT = (
    r"[وف]?(?:[يت]?توقف|[يت]?كف|[اأيت]متنع|[أيت]حجم)(?:ت|وا|ون)? عن|[وف]?(?:الامتناع|التوقف|الكف) عن"
    r"|[وف]?[يت]?تجنب(?:ت|وا|ون)?|[وف]?(?:أخفق|[يت]خفق)(?:ت|وا)? في|[وف]?[يت]?فتقر(?:ت|ون)? إلى|[وف]?انعدام"
)
# Among them non-governmental, "and others", namely.
_ARABIC_FIXED = (
    r"[وف]?لا (?:سيما|[تي]?زال\w{0,3}|بد|شك|فقط|فحسب|[تي]قل عن|[تي]زيد على|[تي]تجاوز|[تي]تعدى)|بلا شك|ألا وه[وي]"
    r"|[وف]?(?:غير|إلا) أن\w{0,3}|[وف]?غير ذلك|[وف]?غير (?:ال)?(?:حكومي|رسمي|ربحي)\w{0,3}|[وف]?ليست? (?:فقط|فحسب)"
    r"|[وف]?دون (?:(?:ال)?[إا]قليمي\w{0,3}|تأخير|إبطاء|المساس|الإخلال|شك)|عدم الانحياز"
)
_CHINESE = (
    r"不|[没沒勿無无未]|(?<=[并並绝絕决而除若亦皆均实實既也])非"
    r"|禁止|拒[绝絕]|否[认認決决]|反[对對]|[虚虛]假|[很极極甚]少|鲜有|[难難]以|缺乏|[尚有仍]待"
)
_CHINESE_OF_NEXT = r"停止|中止|[终終]止|避免|放[弃棄]|免[于於]"
# Not only, regardless, however, no fewer than, inevitable, Bhutan; drones, stateless; minors; Africa; to seize.
_CHINESE_FIXED = (
    r"不(?:[仅僅断斷但论論丹久少只光止禁妨管]|同(?!意(?![见見]))|[过過](?!分)|[时時](?!宜)|等(?![于於同])|得不|外乎|平等)"
    r"|不可(?:或缺|避免|分割|剥夺|剝奪)|不(?:[扩擴]散|[结結]盟|[动動]产|[遗遺]余力)"
    r"|[无無](?:[论論疑线線偿償核数數私]|人(?:机|機|[驾駕]|[飞飛])|[国國](?:籍|界)|障[碍礙]|[条條]件|一例外|[时時]无刻)"
    r"|未(?:来|來|成年)|非(?:[洲盟常法]|政府|正式|[营營]利)|[没沒](?:收|[药藥])|[沉淹埋出吞覆][没沒]"
)
# What is fixed denies nothing as a whole: it is read first, and what negates elsewhere stands within none of it.
_NEGATION = re.compile(
    rf"\b(?:{_ENGLISH_FIXED}|{_FRENCH_FIXED}|{_SPANISH_FIXED}|{_RUSSIAN_FIXED}|{_ARABIC_FIXED})\b|{_CHINESE_FIXED}"
    rf"|(?P<negates>\b(?:{_ENGLISH}|{_FRENCH}|{_SPANISH}|{_RUSSIAN}|{_ARABIC})\b|\bn'(?=\w)|{_CHINESE})"
    rf"|(?P<of_last>\b(?:{_ENGLISH_OF_LAST})\b)"
    rf"|(?P<of_next>\b(?:{_ENGLISH_OF_NEXT}|{_FRENCH_OF_NEXT}|{_SPANISH_OF_NEXT}|{_RUSSIAN_OF_NEXT}|{_ARABIC_OF_NEXT})\b"
    rf"|{_CHINESE_OF_NEXT})",
)
_AROUND = 40  # characters that what a word belongs to may reach beyond the words looked at
_MARKS = r"[,;:.!?()，；：。、،؛؟（）]"  # as they are folded: a dash may be a hyphen
_MARK = re.compile(rf"{_MARKS}(?!\d)")
_STOP = re.compile(r"[;:.!?；：。؛؟](?!\d)")
_SPACE_AND_MARKS = re.compile(rf"(?:{_MARKS}| )*")
_ARTICLES = re.compile(r"\b(?:the|an?|any|all|its|their|les?|la|l'|un[ea]?|des|el|los|las)(?!\w)")
_MOST_BETWEEN = 1  # words without these between what denies and what is denied: an adverb, a verb
# What opens a clause that says something beside.
_RELATIVE = re.compile(
    r"(?:\w{2,5} )?(?:which|who|whom|whose)\b|(?:where|while|whereas|owing to|due to|\w{2,20}ing)\b"
    r"|(?:\w{2,4} )?(?:qui|dont|où|(?:les?|la)quel(?:le)?s?)\b"
    r"|(?:\w{1,4} )?(?:(?:el|las?|los) )?(?:que|cual(?:es)?|quien(?:es)?|cuy[oa]s?)\b|(?:\w{1,3} )?котор\w{2,3}\b"
)


def negation(text: str, begin: int = 0, end: int | None = None) -> str:
    """The first word that negates between `begin` and `end` of `text`, folded; "" where none does.

    What stands around says what a word there belongs to: the "non" of "with Member States, non | -governmental" denies
    nothing, and "which did not pay," between commas denies nothing of what stands beside it.
    """
    end = len(text) if end is None else end
    first = max(0, begin - _AROUND)
    folded = fold(text[first : end + _AROUND])
    left = bisect_left(folded.starts, begin - first), bisect_left(folded.starts, end - first)
    for match in _NEGATION.finditer(folded.text):
        if match.start() >= left[1] or folded.ends[match.end() - 1] <= begin - first:
            continue
        if _denies(folded.text, match, left) and not _is_beside(folded.text, match.span(), left):
            return match[0]
    return ""


def _denies(text: str, match: re.Match[str], left: tuple[int, int]) -> bool:
    """Whether what is `left` out takes the denial away from words that stay: a verb, what it is said of."""
    if match["negates"]:
        return True
    begin, end = left
    if not match.lastgroup or match.start() < begin or word_count(text[end : match.end()]) > 1:
        return False  # fixed; the verb itself is quoted; or it is left out and what it is said of is not
    if match["of_last"] and not _MARK.search(text[max(0, begin - 1) : match.start()]):
        return _words(text[begin : match.start()]) <= _MOST_BETWEEN
    between = text[match.end() : end]
    whole = _STOP.search(between) or _MARK.match(text, end) or _MARK.search(between.rstrip()[-1:])
    return not between.strip() or (not whole and _words(between) <= _MOST_BETWEEN)


def _words(text: str) -> int:
    return word_count(_ARTICLES.sub("", text))


def _is_beside(text: str, at: tuple[int, int], left: tuple[int, int]) -> bool:
    """Whether the word at `at` denies within a clause that is `left` out whole, from its relative on to its mark."""
    begin, end = left
    opening = _SPACE_AND_MARKS.match(text, begin, end)
    relative = _RELATIVE.match(text, opening.end(), end) if opening else None
    if not (opening and relative and _MARK.search(text, max(0, begin - 1), opening.end())):
        return False
    if relative.end() > at[0] or _MARK.search(text, relative.end(), at[0]):
        return False
    closing = _MARK.search(text, at[1])
    if not closing or closing.start() > end or not text[at[1] : closing.start()].strip():
        return False
    behind = _SPACE_AND_MARKS.match(text, closing.start())
    return bool(behind and behind.end() >= end)
