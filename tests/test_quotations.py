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


def test_a_closing_mark_that_may_be_an_apostrophe_is_read_both_ways() -> None:
    (quotation,) = of("He wrote ‘all of the four missions’ mandates are clear’ then.")
    assert quotation.text == "all of the four missions"
    assert quotation.readings == ("all of the four missions’ mandates are clear",)
    assert [one.text for one in of("‘The missions’ four mandates are clear’ then.")] == [
        "The missions’ four mandates are clear"
    ]


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
