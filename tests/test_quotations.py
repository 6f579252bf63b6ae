"""Every pair of quotation marks is read, apostrophes are none, and what the draft names as its source is kept."""

from __future__ import annotations

import pytest

from assistant.checking.quotations import Paragraph, Quotation, quotations


def of(text: str, **more: object) -> list[Quotation]:
    return quotations([Paragraph(text, "paragraph 1", **more)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It says “four words stand here” today.", "four words stand here"),
        ('It says "four words stand here" today.', "four words stand here"),
        ("It says ‘the mission’s four words’ today.", "the mission’s four words"),
        ("Il dit « quatre mots sont ici » enfin.", "quatre mots sont ici"),
        ("Er sagt „vier Wörter sind hier“ dazu.", "vier Wörter sind hier"),
        ("文件说「人权部门为特派团作出贡献」。", "人权部门为特派团作出贡献"),
        ("It says “one ‘inner quotation of four words’ whole” today.", "one ‘inner quotation of four words’ whole"),
        ("It says “four words never closed", "four words never closed"),
    ],
)
def test_every_kind_of_quotation_mark_is_read(text: str, words: str) -> None:
    assert [quotation.text for quotation in of(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Only “three words here” stand.",
        'A 5" and a 6" pipe of four words.',
        "The mission’s and the missions’ own work.",
    ],
)
def test_fewer_than_four_words_inches_and_apostrophes_are_no_quotation(text: str) -> None:
    assert of(text) == []


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (
            "He wrote ‘all of the four missions’ mandates are clear’ then.",
            "all of the four missions’ mandates are clear",
        ),
        ("‘The missions’ four mandates are clear’ then.", "The missions’ four mandates are clear"),
        ("‘Care of the victims’ rights and the States’ ships’.", "Care of the victims’ rights and the States’ ships"),
        ("‘Care of the States’ and the victims’ ships’ before May.", "Care of the States’ and the victims’ ships"),
        ("'Log books of pilots' ships', said the drivers' union.", "Log books of pilots' ships"),
        ("‘Care of all of the victims’ (p. 4) is the States’ task.", "Care of all of the victims"),
        ("‘Care of all of the victims’ and the States’ “own” task.", "Care of all of the victims"),
    ],
)
def test_an_apostrophe_behind_a_plural_ends_no_words_that_a_later_mark_closes(draft: str, words: str) -> None:
    (quotation,) = of(draft)
    assert (quotation.text, quotation.readings) == (words, ())


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (
            "‘The pilots’ crossing logs were kept by inspectors’ and then more.",
            ["The pilots’ crossing logs were kept by inspectors"],
        ),
        (
            "'The pilots' crossing logs were kept by inspectors' and then more.",
            ["The pilots' crossing logs were kept by inspectors"],
        ),
        (
            "‘Nurses’ visits to schools took three months’, said the study.",
            ["Nurses’ visits to schools took three months"],
        ),
        ("The ‘pilots’ and the members’ lounge met in the harbours’ hall.", []),
        ("The ‘pilots’, as the harbour council calls the drivers’ men, met.", []),
        ("The ‘pilots’ ships’ crews met.", []),
    ],
)
def test_owners_at_the_beginning_close_no_single_marks_that_go_on(draft: str, words: list[str]) -> None:
    assert [quotation.text for quotation in of(draft)] == words


def test_two_quotations_of_one_paragraph_are_two() -> None:
    text = 'He said "four words stand here" and "four more stand there".'
    assert [quotation.text for quotation in of(text)] == ["four words stand here", "four more stand there"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("It grew, “four words stand here” (World Bank, 2019, p. 3). Then more.", "World Bank, 2019, p. 3"),
        ("As S/2020/123 has it, “four words stand here”.", "S/2020/123"),
        ("According to the World Bank, “four words stand here”.", "the World Bank"),
        ("Amnesty International noted: “four words stand here”.", "Amnesty International"),
        ("The World Bank wrote much. It says “four words stand here”.", ""),
        ("Plain text says “four words stand here”.", ""),
    ],
)
def test_the_source_that_the_sentence_names_is_kept(text: str, source: str) -> None:
    assert [quotation.source for quotation in of(text)] == [source]


def test_a_note_behind_the_words_is_their_source() -> None:
    text = "“Four words stand here” and “four more stand there”."
    assert [q.source for q in of(text, notes=((len(text), "World Bank, 2019."),))] == ["World Bank, 2019."] * 2
    assert [q.source for q in of(text, notes=((23, "A."), (len(text), "B.")))] == ["A.", "B."]


def test_a_block_quotation_needs_no_marks() -> None:
    assert [q.text for q in of("Four words stand here.", block_quotation=True)] == ["Four words stand here."]
    assert [q.text for q in of("See “four words stand here”.", block_quotation=True)] == ["four words stand here"]


def test_an_anchor_behind_the_words_or_below_them_says_what_text_they_are_from() -> None:
    anchor = "[further:1f0c9a2b.120-183.9c1e44d0.77aa.03fe]"
    assert of(f"“Four words stand here” – Report {anchor}")[0].sha256 == "1f0c9a2b"
    below = [Paragraph("“Four words stand here”", "1"), Paragraph(f"1. Report {anchor}", "2")]
    assert quotations(below)[0].sha256 == "1f0c9a2b"


def test_a_short_quotation_in_a_block_of_its_own_is_not_taken_with_what_stands_behind_it() -> None:
    assert quotations([Paragraph("“Two words” (note 3 of mine)", "paragraph 1", block_quotation=True)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "»Four words stand here« – so der Bericht.",
        "Er sagt: »Four words stand here«.",
        "»Four words stand here», skriver man.",
        "”Four words stand here”, skriver rapporten.",
        "”Four words stand here“ (as often typed in Arabic).",
        "He wrote “Four words stand here“ and went on for long.",
        "“Four words stand here“, he wrote, “then left“.",
        '"Four words stand here“ and so on.',
        "‹Four words stand here› and ›no more‹.",
        "›Four words stand here‹ and no more.",
        "'Four words stand here', says the report.",
        "‚Four words stand here‘, says the report.",
        "It’s so: ’Four words stand here’, it’s said.",
        "„Four words stand here” po polsku.",
        "„Four words stand here“, so der Bericht, „sagt es“.",
        "``Four words stand here'' in TeX.",
        "''Four words stand here'' as typed.",
        "＂Four words stand here＂",
        "″Four words stand here″",
        "〝Four words stand here〞",
        "‟Four words stand here” then.",
        '“Four words stand here" he said, and many other words followed.',
        '“Four words stand here" he said, “and then”.',
        "“Four words stand here’’ he said.",
        'Elle dit:"Four words stand here" et.',
        '文件说"Four words stand here"。',
        "«Four words stand here», а потом.",
        "❝Four words stand here❞ on a slide.",
        "❛Four words stand here❜ on a slide.",
        "\uff62Four words stand here\uff63",
        "＇Four words stand here＇",
        "<<Four words stand here>> as typed.",
        ",,Four words stand here'' wie getippt.",
        ",,Four words stand here“ wie getippt.",
        "`Four words stand here' in TeX.",
        "´Four words stand here´ as typed.",
        "`Four words stand here´ as typed.",
        '他说，"Four words stand here"。',
        'He wrote,"Four words stand here" there.',
        'Il parle d\'"Four words stand here" hier.',
        'Il dit qu’"Four words stand here" hier.',
        'قال و"Four words stand here" ثم',
        'قال بـ"Four words stand here" ثم',
        'في ال"Four words stand here" ثم',
    ],
)
def test_pairs_of_marks_of_six_languages_and_of_those_who_type_are_read(text: str) -> None:
    assert [one.text for one in of(text)] == ["Four words stand here"]


@pytest.mark.parametrize(
    "text",
    [
        "«one “inner of four words” whole»",
        "»one ›inner of four words‹ whole«",
        "„one ‚inner of four words‘ whole“",
        '"one "inner of four words," whole"',
        "“one “inner of four words” whole”",
        "「one『inner of four words』whole」",
        "'one \"inner of four words\" whole'",
    ],
)
def test_marks_within_marks_belong_to_the_outer_quotation(text: str) -> None:
    assert [one.text for one in of(f"{text} he said.")] == [text[1:-1]]


@pytest.mark.parametrize(
    "text",
    [
        "In the '90s and the '80s nobody's work was the officers' own.",
        "The officers' and the teachers' work: 5' by 6' and 5′ by 6″.",
        "Rock ’n’ roll in the ’90s was the teachers’ own.",
        "Run `make a b c d` and `make e f g h`, if a << b and c << d or so, then wait.",
        'A 6" pipe, a 7" pipe,and a 12" pipe were laid in the one long street.',
    ],
)
def test_apostrophes_years_and_feet_open_nothing(text: str) -> None:
    assert of(text) == []


def over(*texts: str) -> list[tuple[str, str]]:
    paragraphs = [Paragraph(text, f"paragraph {number}") for number, text in enumerate(texts, 1)]
    return [(one.text, one.place) for one in quotations(paragraphs)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It says: “Four words stand here.", "Four more stand there.” And ends."),
        ("It says: “Four words stand here.", "“Four more stand there.” And ends."),
        ('It says: "Four words stand here.', 'Four more stand there." And ends.'),
        ('It says: "Four words stand here.', '"Four more stand there." And ends.'),
        ("Il dit : « Four words stand here.", "» Four more stand there. » Fin."),
        ("Es sagt: »Four words stand here.", "Four more stand there.« Ende."),
        ("Es sagt: „Four words stand here.", "Four more stand there.“ Ende."),
        ("It says: ‘Four words stand here.", "‘Four more stand there.’ And ends."),
        ("“Four words stand here.", 'Four more stand there." And ends.'),
        ("It says: 'Four words stand here.", "'Four more stand there.' And ends."),
        ("It’s said: ’Four words stand here.", "’Four more stand there.’ And ends."),
        ("Il dit <<Four words stand here.", "<<Four more stand there.>> Fin."),
    ],
)
def test_a_quotation_over_two_paragraphs_is_both(first: str, second: str) -> None:
    assert over(first, second) == [
        ("Four words stand here.", "paragraph 1"),
        ("Four more stand there.", "paragraph 2"),
    ]


def test_a_quotation_over_three_paragraphs_is_all_and_what_follows_is_read_too() -> None:
    assert over("“One two three four", "and five six seven", "eight nine ten.” Then “four other words too”.") == [
        ("One two three four", "paragraph 1"),
        ("and five six seven", "paragraph 2"),
        ("eight nine ten.", "paragraph 3"),
        ("four other words too", "paragraph 3"),
    ]


def test_a_mark_that_somebody_forgot_takes_nothing_of_the_next_paragraph() -> None:
    assert over("“One two three four", "Our own words, and “five six seven eight”.") == [
        ("One two three four", "paragraph 1"),
        ("five six seven eight", "paragraph 2"),
    ]
    assert over("“One two three four", "Our own words, with no mark.") == [("One two three four", "paragraph 1")]


@pytest.mark.parametrize(
    ("ending", "source"),
    [
        (" – Kofi Annan, 2005", "Kofi Annan, 2005"),
        (" (A/80/1, para. 4)", "A/80/1"),
        ("\n— Report on the Harbour Mission, p. 4", "Report on the Harbour Mission, p. 4"),
        ("\nReport on the Harbour Mission, p. 4", "Report on the Harbour Mission, p. 4"),
        ("\nJane Doe, Report on the Harbour Mission (2021)", "2021"),
        (" Source: Harbour Mission, 2021", "Harbour Mission"),
        (" Fuente: Misión del Puerto", "Misión del Puerto"),
    ],
)
def test_the_source_that_ends_a_block_quotation_is_no_part_of_it(ending: str, source: str) -> None:
    (one,) = of(f"Four words stand here.{ending}", block_quotation=True)
    assert (one.text, one.readings) == ("Four words stand here.", (f"Four words stand here.{ending}",))
    assert source in one.source


@pytest.mark.parametrize(
    "below",
    [
        *("— Report on the Mission, p. 4", "-- Report on the Mission", "Source: Report on the Mission"),
        *("J. Doe, Report on the Mission, 2021", "Report on the Mission, para. 12"),
    ],
)
def test_a_paragraph_that_names_the_source_below_a_block_quotation_is_none(below: str) -> None:
    block = [Paragraph(text, "1", True) for text in ("Four words stand here.", below)]
    assert [one.text for one in quotations([*block, Paragraph("After.", "2")])] == ["Four words stand here."]


@pytest.mark.parametrize(
    ("below", "source"),
    [
        ("— Secretary-General, A/80/607, para. 9", "A/80/607"),
        ("A/80/604/Add.10, para. 9", "A/80/604/Add.10"),
        ("Source: S/2021/45/Corr.1", "S/2021/45/Corr.1"),
        ("— Jane Doe, head of the office", "Jane Doe, head of the office"),
        ("Source: Report on the Mission", "Report on the Mission"),
        ("J. Doe, Study of the Mission, 2021", "J. Doe, Study of the Mission, 2021"),
        ("The Council met them again in May", ""),
    ],
)
def test_a_source_in_a_paragraph_below_is_that_of_the_whole_block_quotation(below: str, source: str) -> None:
    block = [Paragraph(text, "1", True) for text in ("Four words stand here.", "Four more stand there.", below)]
    assert [one.source for one in quotations(block)[:2]] == [source] * 2
    assert quotations([*block[:2], Paragraph("Our own words.", "2"), *block])[0].source == ""


def test_a_name_between_two_block_quotations_is_none_and_points_of_a_list_are() -> None:
    words = [
        "Four words stand here.",
        "— Jane Doe, head of the office",
        "Four more stand there.",
        "— John Roe of the port",
    ]
    block = [Paragraph(text, "1", True) for text in words]
    assert [one.text for one in quotations(block)] == words[::2]
    points = [Paragraph(text, "1", True) for text in ("Four words lead here:", *("– The four words stand",) * 3)]
    assert len(quotations([*points, Paragraph("Four words lead on.", "1", True)])) == len(points) + 1


@pytest.mark.parametrize(
    "last",
    [
        *("In 2021 the council bought rope", "The landing was closed in May, 2021.", "It met twice, 12 times in all"),
        "The landing was closed. Jane Doe met us, 2021",
    ],
)
def test_a_sentence_with_a_year_is_checked_and_names_no_source(last: str) -> None:
    (one,) = of(f"Four words stand here.\n{last}", block_quotation=True)
    assert one.text == f"Four words stand here.\n{last}"
    block = [Paragraph(text, "1", True) for text in ("Four words stand here.", last)]
    assert [one.text for one in quotations(block)] == ["Four words stand here.", last]


@pytest.mark.parametrize(
    "last",
    [
        "Mandate of the Force extended by the Council, 2026 and for ever after",
        "Boats withdrawn from all three landings, 2025",
        "Mandate, budget and further lies of the Council, 2026",
    ],
)
def test_a_line_that_may_be_words_of_the_block_quotation_is_checked(last: str) -> None:
    (one,) = of(f"Four words stand here.\n{last}", block_quotation=True)
    assert one.text.endswith(last)
    block = [Paragraph(text, "1", True) for text in ("Four words stand here", last)]
    assert [one.text for one in quotations(block)] == ["Four words stand here", last]


@pytest.mark.parametrize(
    "line", ["Jane Doe, Study of the Mission, 2021", "Report on the Mission, A/80/604/Add.1, para. 9"]
)
def test_a_line_without_a_sign_names_a_source_at_the_end_of_the_block_quotation_alone(line: str) -> None:
    words = ["Four words stand here", line, "Four more stand there"]
    assert [one.text for one in quotations([Paragraph(text, "1", True) for text in words])] == words
    assert [one.text for one in quotations([Paragraph(text, "1", True) for text in words[:2]])] == words[:1]


def test_a_block_quotation_that_quotes_somebody_is_still_one() -> None:
    text = "The council of the town met and said that “four words stand here” and went home again."
    assert [one.text for one in of(text, block_quotation=True)] == [text]


def test_marks_without_end_take_no_time() -> None:
    for mark in ("“", '"', "'", "«", "〝", "``"):
        assert len(of(f" {mark}a" * 2000)) <= 1


@pytest.mark.parametrize(
    ("ending", "source"),
    [
        (". — К. Аннан, 2005", "К. Аннан, 2005"),
        ("。——安南，2005年", "安南，2005年"),
        (". — كوفي عنان، 2005", "كوفي عنان، 2005"),
        (". — from the report of 2005", "from the report of 2005"),
        (". — aus dem Bericht von 2005", "aus dem Bericht von 2005"),
        (" — Annan 2005", "Annan 2005"),
        (" (Annan 2005).", "Annan 2005"),
        (" (A/80/1, para. 4)", "A/80/1, para. 4"),
        ("（安南，2005年）", "安南，2005年"),
    ],
)
def test_a_source_of_any_script_ends_a_block_quotation_with_or_without_a_full_stop(ending: str, source: str) -> None:
    (one,) = quotations([Paragraph(f"Four words stand here{ending}", "paragraph 1", block_quotation=True)])
    assert one.text.rstrip("。.") == "Four words stand here"
    assert one.source.startswith(source[:5])
    assert one.readings == (f"Four words stand here{ending}",)


@pytest.mark.parametrize(
    "ending", [" – and never again", " (in the old town)", ", and went on – twice a month, a witness said"]
)
def test_an_aside_of_the_words_is_no_source(ending: str) -> None:
    (one,) = quotations([Paragraph(f"Four words stand here{ending}", "paragraph 1", block_quotation=True)])
    assert one.text == f"Four words stand here{ending}"


@pytest.mark.parametrize(
    ("ending", "text", "source"),
    [
        (" (emphasis added)", "No box was opened without two witnesses. (emphasis added)", ""),
        (
            " (Emphasis added; footnotes omitted.)",
            "No box was opened without two witnesses. (Emphasis added; footnotes omitted.)",
            "",
        ),
        (" (traduction de l’auteur)", "No box was opened without two witnesses. (traduction de l’auteur)", ""),
        (" (pp. 4–5, emphasis added)", "No box was opened without two witnesses.", "pp. 4–5"),
        (" (Study 2023, p. 4)", "No box was opened without two witnesses.", "Study 2023, p. 4"),
    ],
)
def test_a_remark_of_who_quotes_is_no_source(ending: str, text: str, source: str) -> None:
    words = f"No box was opened without two witnesses.{ending}"
    (found,) = quotations([Paragraph(words, "paragraph 1", block_quotation=True)])
    assert (found.text, found.source) == (text, source)


def test_a_bracket_below_a_block_quotation_names_its_source() -> None:
    block = [
        Paragraph("No box was opened without two witnesses.", "paragraph 1", True),
        Paragraph("(Jane Doe, Study of Boxes, para. 5)", "paragraph 2", True),
    ]
    (found,) = quotations(block)
    assert found.source == "Jane Doe, Study of Boxes, para. 5"
