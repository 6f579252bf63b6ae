"""Exact words are found wherever they stand; near misses are refused."""

from __future__ import annotations

import pytest

from assistant.checking.verbatim import CLOSING, IN_BRACKETS, LEFT_OUT, NOTE_CALL, NUMBER, QUALIFIER, Verbatim
from corpus.markdown_file import markdown_report
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from corpus.text_file import text_report

TEXT = """# Report

## Findings

The study team conducted 131 interviews—all confidential—with staff. It “found support” for the mission’s work.

The cost was 12,000 dollars. Human rights work goes on.

## Lists

- Combating hate speech on social media

## More

- Combating hate speech on social media
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return markdown_report(TEXT, "report.md", "Report")


def found(report: Report, words: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(report.quote(exact.span).text, exact.differences) for exact in Verbatim(report).places(words)]


def test_words_as_printed_are_found_without_a_difference(report: Report) -> None:
    assert found(report, "conducted 131 interviews") == [("conducted 131 interviews", ())]


def test_words_that_stand_twice_are_found_twice(report: Report) -> None:
    assert [words for words, _ in found(report, "hate speech on social media")] == ["hate speech on social media"] * 2


@pytest.mark.parametrize(
    ("words", "differences"),
    [
        ("131 interviews - all confidential - with staff", ("dash", "white space")),
        ('it "found support" for the mission\'s work', ("quotation marks", "capital letters")),
        ("the  cost\nwas 12,000", ("white space", "capital letters")),
        ("131 interviews […] with staff", (LEFT_OUT,)),
    ],
)
def test_a_difference_in_shape_alone_is_exact_and_named(
    report: Report, words: str, differences: tuple[str, ...]
) -> None:
    named = [name for _, name in found(report, words)]
    if LEFT_OUT in differences:
        assert named == []  # two words on a side are too few
    else:
        assert named == [differences]


def test_words_left_out_are_exact_within_a_section_with_three_words_on_each_side(report: Report) -> None:
    assert [name for _, name in found(report, "The study team […] for the mission’s work")] == [(LEFT_OUT,)]
    assert [name for _, name in found(report, "the study team [. . .] the cost was")] == [("capital letters", LEFT_OUT)]


@pytest.mark.parametrize(
    "words",
    [
        "study team […] for the mission’s work",
        "human rights work goes on […] combating hate speech on social media",
        "for the mission’s work […] the study team conducted",
    ],
)
def test_words_left_out_with_less_around_or_across_sections_or_backwards_are_refused(
    report: Report, words: str
) -> None:
    assert found(report, words) == []


@pytest.mark.parametrize(
    "words", ["31 interviews", "cost was 12", "000 dollars", "uman rights work", "human right", "…", "131 interviews,"]
)
def test_a_cut_through_a_word_or_a_figure_is_refused(report: Report, words: str) -> None:
    expected = [("131 interviews", (CLOSING,))] if words.endswith(",") else []
    assert found(report, words) == expected


def test_the_drafts_own_full_stop_before_the_closing_mark_is_named(report: Report) -> None:
    assert found(report, "“conducted 131 interviews.”") == [("conducted 131 interviews", (CLOSING,))]


def test_a_word_that_a_line_end_cut_is_read_whole(report: Report) -> None:
    assert found(report, "The study team con-\nducted 131") == [("The study team conducted 131", ())]


@pytest.mark.parametrize(
    "words",
    [
        "The COVID- 19 commu- nity response was led by the well- known judges",
        "The COVID-\n19 commu-\nnity response was led by the well-\nknown judges",
        "The COVID\u201119 commu\u2011nity response was led by the well\u2011known judges",
        "The COVID-19 commu\u00adnity response was led by the well-known judges",
    ],
)
def test_a_line_ends_hyphen_is_read_as_one_of_the_words_and_as_none(words: str) -> None:
    said = "The COVID-19 community response was led by the well-known judges"
    assert [text for text, _ in found(markdown_report(f"# R\n\n{said}.", "r.md", "r"), words)] == [said]


@pytest.mark.parametrize("printed", ["10⁶ litres of water", "106 litres of water"])
def test_a_power_is_found_where_the_report_lost_its_rise(printed: str) -> None:
    """Not the other way round: 106 is another figure."""
    report = markdown_report(f"# R\n\nIt drank {printed}.", "r.md", "r")
    assert len(found(report, "drank 10⁶ litres of water")) == 1
    assert len(found(report, "drank 106 litres of water")) == ("⁶" not in printed)


@pytest.mark.parametrize(
    "words",
    [
        "conducted 131 interviews […].",
        "[…] conducted 131 interviews [...];",
        "The study team <…> confidential—with staff",
        "team conducted 131 <...> confidential—with staff",
        "team conducted 131 {…} confidential—with staff",
        "team conducted 131 […]… confidential—with staff",
        "team conducted 131 /.../ confidential—with staff",
        "The study team conducted 131 interviews […]. Human rights work goes on.",
        "the cost was 12,000 […], human rights work goes on",
    ],
)
def test_dots_are_set_in_angle_brackets_and_before_a_stop_too(report: Report, words: str) -> None:
    assert [LEFT_OUT in names for _, names in found(report, words)] == [True]


@pytest.mark.parametrize(
    "remark",
    [
        "emphasis in original omitted",
        "internal citations omitted",
        "our translation",
        "c’est nous qui soulignons",
        "soulignement ajouté",
        "notes de bas de page omises",
        "el subrayado es nuestro",
        "traducción propia",
        "так!",
        "подчеркнуто нами",
        "примеч. авт.",
        "сноски опущены",
        "كذا",
        "التوكيد مضاف",
        "黑体为笔者所加",
        "脚注略",
    ],
)
def test_remarks_of_who_quotes_stand_in_round_brackets_too(report: Report, remark: str) -> None:
    assert found(report, f"study team conducted 131 interviews ({remark})") == [
        ("study team conducted 131 interviews", (f"{IN_BRACKETS}({remark})",))
    ]
    assert found(report, f"The study team ({remark}) conducted 131 interviews")


@pytest.mark.parametrize("words", ["all confidential", "in part", "переводчики", "перевод", "并非全部"])
def test_other_words_in_round_brackets_are_no_remarks(report: Report, words: str) -> None:
    assert not found(report, f"study team conducted 131 interviews ({words})")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("委员会指出，学校关闭了三个月[着重号为笔者所加]", ("the draft’s own in brackets: [着重号为笔者所加]",)),
        ("委员会指出，学校关闭了三个月［原文如此］，没有老师来上课", ("the draft’s own in brackets: ［原文如此］",)),
        ("委员会指出，学校关闭了三个月【原文如此】，没有老师来上课", ("the draft’s own in brackets: 【原文如此】",)),
        ("委员会指出，学校关闭了三个月（原文如此），没有老师来上课", ("the draft’s own in brackets: （原文如此）",)),
        ("委员会指出，学校关闭了……没有老师来上课", (LEFT_OUT,)),
        ("委员会指出，学校关闭了[……]没有老师来上课", (LEFT_OUT,)),
        ("委员会指出，学校关闭了三个月。", (CLOSING,)),
    ],
)
def test_chinese_says_its_own_in_its_own_brackets_and_dots(words: str, names: tuple[str, ...]) -> None:
    report = markdown_report("# 报告\n\n委员会指出，学校关闭了三个月，没有老师来上课。", "r.md", "r")
    assert [named for _, named in found(report, words)] == [names]


@pytest.mark.parametrize(
    "words",
    ["委员会指出，学校关闭了三个月……老师来上课", "委员会指出，学校关闭了四个月", "委员会[……]学校关闭了三个月吗"],
)
def test_chinese_dots_and_brackets_hide_no_alteration(words: str) -> None:
    report = markdown_report("# 报告\n\n委员会指出，学校关闭了三个月，没有老师来上课。", "r.md", "r")
    assert found(report, words) == []


@pytest.mark.parametrize(
    "words",
    ["غادروا القريـــة الكبيرة في الشمال", "غادَروا القَرْيةَ الكَبيرة في الشمال", "غادروا القرية الكبيرة في الشمال،"],
)
def test_strokes_and_vowel_signs_of_arabic_are_no_words(words: str) -> None:
    report = markdown_report("# ت\n\nثم غادروا القرية الكبيرة في الشمال ثم عادوا.", "r.md", "r")
    assert len(found(report, words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        *("They used kitchens in the north", "They used kitchens* in the north", "They used kitchens[12] in the north"),
        *(
            "They used kitchens†† in the north",
            "They used kitchens[3, 4] in the north",
            "They used kitchens¹ in the north",
        ),
    ],
)
@pytest.mark.parametrize("printed", ["kitchens*", "kitchens†", "kitchens[7]", "kitchens"])
def test_signs_and_figures_in_brackets_call_notes_too(printed: str, words: str) -> None:
    report = text_report(f"They used {printed} in the north.", "r.txt", "r")
    assert len(found(report, words)) == 1


BRACKETED = """# Report

## Findings

Its officers walked to each village twice a month and wrote down what people asked for.

The tenant may not end the lease during the first year. The tenant may paint the walls in any colour.

The council met in the hall⁵ before the rains came.[^1] The nurse asked for lamps.6 The teacher got them.

The road was mended by the village near the bridge.

No box was opened without two witnesses from both sides.

The form reads: copyright [year] [name of the owner of all rights] by deed.
"""


@pytest.fixture(scope="module")
def bracketed() -> Report:
    return markdown_report(BRACKETED, "report.md", "Report")


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("walked to each village [sic] twice a month", "[sic]"),
        ("walked to each village (sic) twice a month", "(sic)"),
        ("walked to each village twice a month [emphasis added]", "[emphasis added]"),
        ("walked to each village twice a month (emphasis in original)", "(emphasis in original)"),
        ("[The mission’s] officers walked to each village", "[The mission’s]"),
        ("Its officers [and drivers] walked to each village", "[and drivers]"),
        ("Its officers [went] to each village twice a month", "[went]"),
        ("Its officers walk[ing] to each village", "[ing]"),
        ("Its officers walk[] to each village", "[]"),
        ("twice a month and wrote down what people ask[]", "[]"),
    ],
)
def test_what_a_draft_says_of_its_own_in_brackets_is_exact_and_named(bracketed: Report, words: str, own: str) -> None:
    ((found_words, named),) = found(bracketed, words)
    assert named == (IN_BRACKETS + own,)
    assert found_words in BRACKETED


@pytest.mark.parametrize(
    "words",
    [
        "Its officers [never] walked to each village",
        "Its officers [walked to each village twice a month and] wrote down",
        "[One] box was opened without two witnesses",
        "box was opened with[] two witnesses from both sides",
        "may [happily] end the lease during the first year of all",
        "The tenant may [] end the lease during the first year",
        "The tenant may [gladly] end the lease during the first year",
        "Its officers walk[ed] to each village twice a week",
        "Its off[ice] walked to each village twice",
        "during the first year [of it]. The tenant may scratch the walls",
        "[Its] officers walked [and] village twice a month [sic] or wrote",
        "walked [sic] each village twice a month",
        "The form reads: copyright [year] of the owner of all rights] by deed",
    ],
)
def test_brackets_hide_no_alteration(bracketed: Report, words: str) -> None:
    assert found(bracketed, words) == []


@pytest.mark.parametrize(
    ("words", "negation"),
    [
        ("The tenant may … end the lease during the first year", "not end"),
        ("The tenant may […] The tenant may paint the walls", "not end the lease"),
        ("The tenant may (...) end the lease during", "not end"),
    ],
)
def test_words_left_out_that_hold_a_negation_are_not_exact(bracketed: Report, words: str, negation: str) -> None:
    assert found(bracketed, words) == []
    span = Verbatim(bracketed).negation_left_out(words)
    assert span and negation in bracketed.quote(span).text


@pytest.mark.parametrize(
    ("words", "negation"),
    [
        ("[…] box was opened without two witnesses", "No box"),
        ("… box was opened … witnesses from both sides", "No box"),
        ("The gate may be opened at night […]", "but not on market days"),
        ("They may not close a landing…", "without the consent"),
    ],
)
def test_dots_at_an_end_hide_no_negation_in_the_same_clause(words: str, negation: str) -> None:
    said = "The gate may be opened at night, but not on market days. They may not close a landing without the consent."
    report = markdown_report(f"# R\n\nNo box was opened without two witnesses from both sides. {said}", "r.md", "R")
    assert found(report, words) == []
    span = Verbatim(report).negation_left_out(words)
    assert span and negation.split()[0] in report.quote(span).text
    assert found(report, words.strip(" […]")) or "…" in words.strip(" […]")


@pytest.mark.parametrize(
    "words",
    [
        "[…] and the boats ran until the first frost",
        "The engineers did not charge the villages […]",
        "… the boats ran until the first frost …",
        "[…] It cost 12,000 dollars […]",
    ],
)
def test_a_negation_of_another_clause_or_sentence_turns_no_words_round(words: str) -> None:
    said = "The engineers did not charge the villages for work, and the boats ran until the first frost in no haste."
    report = markdown_report(f"# R\n\n{said} It cost 12,000 dollars. Nobody paid.", "r.md", "R")
    assert [names for _, names in found(report, words)] == ([] if words.endswith("frost …") else [(LEFT_OUT,)])


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "It held talks with all Member States, non-governmental bodies and the army.",
            "talks with all Member States …",
        ),
        ("It signed a paper in the office (No. 5 of the list) and left.", "a paper in the office …"),
        ("特派团与地方政府合作，取得了不同程度的进展。", "特派团与地方政府合作……"),
        ("It met in the spring of that year, few days before May.", ""),
        ("It bought cars for the offices, but none for the army.", ""),
    ],
)
def test_what_the_first_words_behind_a_clause_belong_to_says_whether_they_negate(said: str, words: str) -> None:
    report = markdown_report(f"# R\n\n{said}", "r.md", "R")
    assert bool(found(report, words or f"{said.split(',')[0]} …")) is bool(words)


@pytest.mark.parametrize(
    ("gap", "exact"),
    [
        ("and the non-governmental organizations", True),
        ("with No. 5 of them", True),
        ("didn’t mean to", False),
        ("nunca ha", False),
        ("ne va pas", False),
        ("не хочет и", False),
        ("لم تكن", False),
        ("seldom", False),
        ("failed to", False),
        ("a few of the", True),
        ("few of the", False),
        ("le refuse au lieu d’en", False),
        ("un peu de", True),
        ("en vez de", False),
        ("несколько", True),
        ("редко", False),
        ("禁止", False),
        ("不仅", True),
    ],
)
def test_a_negation_is_one_in_each_language_and_what_looks_like_one_is_none(gap: str, exact: bool) -> None:
    report = markdown_report(f"One two three {gap} four five six.", "r.md", "R")
    assert bool(found(report, "One two three […] four five six")) is exact


@pytest.mark.parametrize(
    "gap",
    [
        *("no later than May and", "not only in May but", "not least", "without further delay", "without prejudice to"),
        *("ne cesse de", "il n’en demeure pas moins que", "non gouvernementales", "sans préjudice de", "un peu"),
        *("sin embargo", "no obstante", "no gubernamentales", "sin perjuicio de", "poco después"),
        *("тем не менее", "не позднее мая и", "кроме того", "как бы то ни было", "без ущерба для"),
        *("ولا سيما", "ولا تزال", "ودون الإقليمية", "غير أن", "إلا أنه", "غير رسمية", "بما لا يقل عن"),
        *("不过", "非盟和", "非正式", "无人机", "没收", "不丹", "不得不", "而非洲", "不同意见"),
    ],
)
def test_a_fixed_expression_that_denies_nothing_is_no_negation(gap: str) -> None:
    report = markdown_report(f"One two three {gap} four five six.", "r.md", "R")
    assert found(report, "One two three […] four five six")


@pytest.mark.parametrize(
    "gap",
    [
        *("not only did not", "found little", "an untrue", "has yet to", "voted against", "rejected", "sin embargo no"),
        *("il est faux que", "a voté contre", "reste à", "sin embargo de", "votaron en contra de", "queda por"),
        *("тем не менее не", "неверно", "еще предстоит", "голосовали против", "صوتت ضد", "عارضت", "إلا أنه لا"),
        *("反对", "有待", "不同意", "而非", "并非", "不过没有"),
    ],
)
def test_what_denies_beside_a_fixed_expression_or_by_a_verb_is_a_negation(gap: str) -> None:
    report = markdown_report(f"One two three {gap} four five six.", "r.md", "R")
    assert not found(report, "One two three […] four five six")


@pytest.mark.parametrize(
    "gap",
    [
        *(
            "stopped",
            "refrained from",
            "carefully refrained from",
            "ceased",
            "abstained from",
            "failed to",
            "declined to",
        ),
        *("is no longer", "is yet to", "avoided", "neglected to", "instead of", "for lack of the", "put an end to"),
        *("a cessé de", "s’est abstenu de", "a évité d’", "a mis fin à", "n’est plus", "en l’absence de"),
        *("dejó de", "se abstuvo de", "evitó", "cesó de", "renunció a", "carece de"),
        *("перестал", "воздержался от", "прекратил", "избежал", "уклонился от"),
        *("توقفت عن", "وامتنعت عن", "كفت عن", "وأحجمت عن", "تجنبت", "أخفقت في"),
        *("停止", "避免", "放弃", "不再"),
    ],
)
def test_what_says_that_something_was_not_done_or_no_longer_is_denies_what_comes_next(gap: str) -> None:
    report = markdown_report(f"One two three {gap} opening four five six.", "r.md", "R")
    assert not found(report, "One two three […] opening four five six")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("The two old flights ceased in May of that year.", "The two old flights … in May of that year"),
        ("The two old flights were stopped in May of that year.", "The two old flights … in May of that year"),
        ("It had kitchens for a year instead of three months in all.", "kitchens for a year … of three months in all"),
        ("The rain prevented the mission from opening the gates.", "The rain … opening the gates"),
    ],
)
def test_what_is_said_of_the_words_before_it_or_at_a_distance_denies_them_too(said: str, words: str) -> None:
    report = markdown_report(f"# R\n\n{said}", "r.md", "R")
    assert not found(report, words)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("The ten boats, which did not meet the plan, ran until the frost.", "The ten boats … ran until the frost"),
        ("The ten boats, which did not meet the plan, ran until the frost.", "The ten boats, … ran until the frost"),
        ("The ten boats, to which nobody had objected, ran until the frost.", "The ten boats … ran until the frost"),
        ("The ten boats, owing to no fault of theirs, ran until the frost.", "The ten boats … ran until the frost"),
        ("Les dix bateaux, qui n’ont pas payé, ont navigué tout l’été.", "Les dix bateaux … ont navigué tout l’été"),
        ("Los diez barcos, que no habían pagado, navegaron todo el verano.", "Los diez barcos … navegaron todo el"),
        ("Десять судов, которые не платили, ходили до мороза.", "Десять судов, … ходили до мороза"),
        ("They ran ten boats, rather than single ships, until the frost.", "They ran ten boats … until the frost"),
        ("They ran ten boats that lack the right papers for it and one ship.", "They ran ten boats … and one ship"),
        ("They came to avoid a repetition of the floods, and mended the roof.", "They came to … and mended the roof"),
        ("They stopped at the gate and then painted the old roof.", "They … then painted the old roof"),
        ("It helps with tools, including but not limited to lamps, for all.", "It helps with tools … for all of it"),
    ],
)
def test_what_denies_only_what_is_left_out_with_it_turns_nothing_round(said: str, words: str) -> None:
    report = markdown_report(f"# R\n\n{said}", "r.md", "R")
    assert Verbatim(report).negation_left_out(words) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("The boats, which, the owner says, may not run, are old.", "The boats, which … may … run, are old"),
        ("The ten boats, which did not meet the plan, ran.", "The ten boats, which did … meet the plan"),
        ("The ten boats, which met in May, did not pay, and the men ran.", "The ten boats … and the men ran"),
        ("The ten boats, which did not, for all that, meet the plan.", "The ten boats, … meet the plan"),
        ("The ten boats, excluding the old ones, ran until the frost.", "The ten boats … ran until the frost"),
    ],
)
def test_what_denies_beyond_the_clause_that_is_left_out_is_a_negation(said: str, words: str) -> None:
    report = markdown_report(f"# R\n\n{said}", "r.md", "R")
    assert not found(report, words)


def test_a_negation_that_begins_in_the_words_quoted_and_ends_in_those_left_out_is_one() -> None:
    report = markdown_report("The two States voted against the plan. The town declined to open it now.", "r.md", "R")
    assert not found(report, "The two States voted […] the plan. The town")
    assert not found(report, "The town declined […] open it now")


@pytest.mark.parametrize("gap", ["ولم", "ولا", "فلم", "بلا", "وليس", "ولن", "ودون", "لعدم", "ولَمْ", "نادراً"])
def test_an_arabic_negation_is_one_with_what_is_written_together_with_it_too(gap: str) -> None:
    report = markdown_report(f"استقبلت البعثة الوفود {gap} تدفع أي مبالغ.", "r.md", "R")
    assert not found(report, "استقبلت البعثة الوفود … تدفع أي مبالغ")


@pytest.mark.parametrize("gap", ["في العلم", "وغير ذلك من المنظمات غير الحكومية", "مع كلا الطرفين", "ألا وهو الألم"])
def test_what_merely_looks_like_an_arabic_negation_is_none(gap: str) -> None:
    report = markdown_report(f"استقبلت البعثة الوفود {gap} تدفع أي مبالغ.", "r.md", "R")
    assert found(report, "استقبلت البعثة الوفود … تدفع أي مبالغ")


def test_words_more_than_a_paragraph_apart_are_not_joined(bracketed: Report) -> None:
    assert found(bracketed, "The tenant may paint the walls […] before the rains came")
    assert not found(bracketed, "Its officers walked to each village […] before the rains came")
    assert not found(bracketed, "paint the walls […] by the village near the bridge")


@pytest.mark.parametrize(
    "words",
    [
        "The council met in the hall before the rains came",
        "before the rains came. The nurse asked for lamps",
        "The nurse asked for lamps. The teacher got them",
        "The road was mended¹ by the village",
        "The road was mended[^7] by the village",
    ],
)
def test_the_number_of_a_note_is_no_part_of_the_words_and_named(bracketed: Report, words: str) -> None:
    assert [named for _, named in found(bracketed, words)] == [(NOTE_CALL,)]


NUMBERED = """# Report

1. The mission repaired the ferries. The boats ran until the first frost.

2. Two inspectors rode every ferry.⁵ The pilots kept a log of:

   (a) each crossing of the lake;

   (b) the weather on the day.
"""


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("until the first frost. Two inspectors rode", ("white space", NUMBER)),
        ("the first frost. Two inspectors rode every ferry. The pilots", ("white space", NOTE_CALL, NUMBER)),
        ("each crossing of the lake; the weather on the day", ("white space", NUMBER)),
        ("the boats ran … Two inspectors rode every ferry. The pilots", ("capital letters", NOTE_CALL, LEFT_OUT)),
        ("until the first frost. 2. Two inspectors rode", ("white space",)),
    ],
)
def test_the_number_of_a_paragraph_is_its_name_and_none_of_its_words(words: str, names: tuple[str, ...]) -> None:
    assert [set(named) for _, named in found(markdown_report(NUMBERED, "r.md", "R"), words)] == [set(names)]


@pytest.mark.parametrize(
    "words",
    ["until the first frost. 3. Two inspectors rode", "2 inspectors rode every ferry", "lake; (c) the weather on"],
)
def test_another_number_than_the_paragraphs_is_another_wording(words: str) -> None:
    assert found(markdown_report(NUMBERED, "r.md", "R"), words) == []


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Under art.5 The States agree on it all", "Under art. The States agree on it all"),
        ("It grew by 10 km² in the first year", "It grew by 10 km in the first year"),
        ("The virus COVID19 came to each town", "The virus COVID came to each town"),
        ("It cost 12,000 dollars in all that year", "It cost 12 dollars in all that year"),
    ],
)
def test_a_figure_that_is_no_call_is_part_of_the_words(printed: str, words: str) -> None:
    assert found(markdown_report(printed, "r.md", "R"), words) == []


@pytest.mark.parametrize("dots", ["....", ". . . .", "[....]", "…", "(…)", "[. . .]"])
def test_every_way_to_write_an_ellipsis_is_read(bracketed: Report, dots: str) -> None:
    assert [named for _, named in found(bracketed, f"The tenant may paint {dots} any colour")] == []
    assert [named for _, named in found(bracketed, f"Its officers walked to {dots} wrote down what people asked")] == [
        (LEFT_OUT,)
    ]


@pytest.mark.parametrize("call", ["*", "†", "⁵", "⁵,⁶", "ᵃ", "[^1]"])
def test_what_calls_a_note_in_the_report_is_missing_in_no_draft(call: str) -> None:
    draft = Draft()
    draft.add(Kind.PARAGRAPH, f"The mission opened eleven kitchens{call} before the rains came.")
    report = draft.report("report.pdf", "Report")
    found = Verbatim(report).places("opened eleven kitchens before the rains came")
    assert [report.text[one.span.start : one.span.end] for one in found] == [
        f"opened eleven kitchens{call} before the rains came"
    ]
    assert found[0].differences == (NOTE_CALL,)


@pytest.mark.parametrize(
    ("said", "words", "limits"),
    [
        ("Staff may travel only with the leave of the head.", "Staff may travel … with the leave of the head", "only"),
        ("It will open the gate, if they agree, by the end of May.", "will open the gate … by the end of May", "if"),
        ("The team alleged that the gate stayed shut.", "… the gate stayed shut", "alleged"),
        ("The gate will stay shut if they agree.", "The gate will stay shut …", "if"),
        ("Le camp peut être ouvert seulement de jour.", "Le camp peut être … de jour [sic]", ""),
        (
            "Le camp peut ouvrir ses portes seulement de jour ou de nuit.",
            "Le camp peut ouvrir … de jour ou de nuit",
            "seulement",
        ),
        (
            "El puesto se abrirá sólo con permiso escrito suyo.",
            "El puesto se abrirá … con permiso escrito suyo",
            "sólo",
        ),
        ("Пост может открыть только правительство страны в мае.", "Пост может открыть … страны в мае", "только"),
        ("لا يفتح المركز أبوابه فقط في أيام السوق الكبير", "يفتح المركز أبوابه … في أيام السوق", "فقط"),
        ("哨所的大门可由他们打开，如果政府同意这样做。", "哨所的大门可由他们打开……政府同意这样做", "如果"),
        ("It opened not only the gate of the camp in May.", "the gate of the camp …", ""),
        ("It opened the gate of the old camp in May.", "It opened the gate … camp in May of", ""),
    ],
)
def test_what_limits_a_sentence_and_is_left_out_is_named(said: str, words: str, limits: str) -> None:
    names = [name for _, shapes in found(text_report(said, "a.txt", "A"), words) for name in shapes]
    assert [name.removeprefix(QUALIFIER) for name in names if name.startswith(QUALIFIER)] == (
        [limits] if limits else []
    )
