"""Markdown in, plain text out: marks dropped, headings kept, broken sentences whole."""

from __future__ import annotations

import pytest

from corpus.markdown_file import markdown_report
from corpus.report import Kind, Report


def read(source: str) -> Report:
    return markdown_report(source, "a.md", "a")


def blocks(source: str) -> list[tuple[str, str]]:
    """(kind, words) of each block."""
    report = read(source)
    return [(block.kind.value, report.quote(block.span).text) for block in report.blocks]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**85 (82%)** re*sponded*.", "85 (82%) responded."),
        ("A [link](https://un.org) here.", "A link here."),
        ("AT&amp;T, \\*as printed\\*.", "AT&T, *as printed*."),
        ("`code` and <b>bold</b>.", "code and bold."),
        ("Before ![a map](map.png) after.", "Before after."),
        ("Broken\nby the line.", "Broken by the line."),
        ("7\u00a0July\u00a02020.", "7 July 2020."),
        ("No surrogate: &#xD800;.", "No surrogate: \ufffd."),
    ],
)
def test_marks_are_dropped_and_words_stay(marked: str, plain: str) -> None:
    assert read(marked).text == plain


def test_a_heading_is_plain_and_without_decoration() -> None:
    report = read("## // WHO **ARE** WE?\n\nWords.")
    assert blocks("## // WHO **ARE** WE?\n\nWords.") == [("heading", "WHO ARE WE?"), ("paragraph", "Words.")]
    assert report.title == "WHO ARE WE?"
    assert report.blocks[0].level == 2


def test_a_heading_of_marks_alone_is_none() -> None:
    assert blocks("# //\n\n##\n\nWords.") == [("paragraph", "Words.")]


def test_a_text_without_headings_takes_the_title_given() -> None:
    assert read("Words.").title == "a"


def test_a_text_without_words_gives_an_empty_report() -> None:
    assert read("\n---\n\n<!-- nothing -->\n").text == ""


def test_a_sentence_cut_by_a_page_is_whole_again() -> None:
    assert blocks("Strong support was found amongst mission\n\nleadership and personnel.") == [
        ("paragraph", "Strong support was found amongst mission leadership and personnel.")
    ]


@pytest.mark.parametrize(
    "source",
    [
        "A sentence that ends, as sentences do, with its stop.\n\nand a note in small letters.",
        "A sentence that a page cut seemingly in two\n\nBut this one begins anew.",
        "Name of unit\n\nand a short label is no sentence.",
    ],
    ids=["after a full stop", "before a capital", "after a label"],
)
def test_paragraphs_that_only_follow_each_other_stay_apart(source: str) -> None:
    assert len(blocks(source)) == 2


def test_a_name_with_its_address_on_the_next_line_is_one_entry() -> None:
    assert blocks("**UNAMA:** Ms. Fiona FRAZER  \nfiona.frazer@un.org") == [
        ("entry", "UNAMA: Ms. Fiona FRAZER fiona.frazer@un.org")
    ]


def test_lines_broken_on_purpose_are_one_line_of_words() -> None:
    assert blocks("573 staff in  \n12 UN peace  \noperations") == [("line", "573 staff in 12 UN peace operations")]


def test_list_items_keep_how_deep_they_are_nested() -> None:
    report = read("- one\n  - deeper\n- two\n")
    assert [(report.quote(block.span).text, block.level) for block in report.blocks] == [
        ("one", 1),
        ("deeper", 2),
        ("two", 1),
    ]


def test_an_items_second_paragraph_is_no_item_of_its_own() -> None:
    assert blocks("- one\n\n  It goes on.\n- two") == [("item", "one"), ("paragraph", "It goes on."), ("item", "two")]


def test_a_caption_after_a_list_does_not_stand_under_the_lists_heading() -> None:
    report = read("# R\n\n## CASES\n\n### UNSOM\n\n- one\n\nFIGURE 2. SURVEY\n\nWords of the survey.")
    last = report.blocks[-1]
    assert report.words_of(last.headings) == ("R", "FIGURE 2. SURVEY")


def test_a_row_of_a_table_is_a_line() -> None:
    assert blocks("| Mission | Cases |\n|---|---|\n| UNAMA | 3 |") == [("line", "Mission Cases"), ("line", "UNAMA 3")]


@pytest.mark.parametrize("dash", ["–", "—"])
def test_a_dash_that_names_who_said_it_stays(dash: str) -> None:
    assert read(f"> We waited.\n>\n> {dash} Kofi Annan, 2005").text == f"We waited.\n\n{dash} Kofi Annan, 2005"


def test_front_matter_and_comments_are_never_quoted() -> None:
    assert read("---\nauthor: somebody\n---\n\nWords. <!-- a note -->\n\n<!-- another -->").text == "Words."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("+++\ntitle = 'x'\n+++\n\nWords.", "Words."),
        ("<style>p { color: red }</style>\n\n<script>\nvar a = 1;\n</script>\n\nWords.", "Words."),
        ("<p>Nurses &amp; &ldquo;doctors&rdquo; in&nbsp;May.</p>", "Nurses & “doctors” in May."),
        ("# Rooms {#rooms .wide}\n\nWords.", "Rooms\n\nWords."),
        ("- [x] lamps\n- [ ] keys", "lamps\nkeys"),
        ("It met <sup>2</sup>twice, 4<sup>th</sup> in H<sub>2</sub>O.", "It met ² twice, 4th in H2O."),
        ("会议在港口举行，\n每个\n村庄。", "会议在港口举行，每个村庄。"),
    ],
)
def test_marks_of_other_dialects_are_no_words(source: str, text: str) -> None:
    assert markdown_report(source, "a.md", "a").text == text


@pytest.mark.parametrize(
    "source",
    [
        "Words <script>var a = 1;</script>here.",
        "Words\n<style>\np { }\n\nq { }\n</style>here.",
        "<div>\n<SCRIPT src='x'>\na\n\nb\n</SCRIPT>\n</div>\n\nWords here.",
    ],
)
def test_scripts_and_styles_are_no_words_wherever_they_stand(source: str) -> None:
    assert read(source).text == "Words here."


def test_a_script_that_is_only_spoken_of_is_words() -> None:
    assert read("Never write `<script>` in `</script>` or <style> here.").text == (
        "Never write <script> in </script> or here."
    )


@pytest.mark.parametrize(
    "front", ['---\ntitle: "Two: rooms"\nauthor: x\n---\n', "+++\nauthor = 'x'\ntitle = 'Two: rooms'\n+++\n"]
)
def test_the_title_comes_from_the_front_matter(front: str) -> None:
    report = read(f"{front}\n# Heading\n\nWords.")
    assert (report.title, report.text) == ("Two: rooms", "Heading\n\nWords.")


def test_words_between_two_rules_are_no_front_matter() -> None:
    assert read("---\n\nWords of note.\n\n---\n\nMore.").text == "Words of note.\n\nMore."


@pytest.mark.parametrize(
    "source",
    [
        "Kitchens ~~never~~ opened.",
        "Kitchens <del>never</del> opened.",
        "Kitchens <s>never</s>opened.",
        "Kitchens ~~*ne*`v`er~~ opened.",
    ],
)
def test_what_is_struck_out_is_left_out_and_told(source: str) -> None:
    report = read(source)
    assert report.text == "Kitchens opened."
    assert report.notes == ("Words that are struck out were left out (5 characters).",)


def test_a_table_in_html_is_read_by_rows_and_what_is_struck_out_is_told() -> None:
    report = read(
        "<table><tr><td>North</td><td>12</td></tr>\n<tr><td>South</td><td>9</td></tr></table>\n\n<p><del>x</del>y"
    )
    assert report.text == "North 12\n\nSouth 9\n\ny"
    assert report.notes == ("Words that are struck out were left out (1 characters).",)


def test_notes_stand_apart_and_their_calls_are_raised() -> None:
    source = "Eleven kitchens[^1] opened,[^b] then two.\n\n[^1]: See.\n[^b]: The ledger of the council."
    report = markdown_report(source, "a.md", "a")
    assert [(b.number, report.quote(b.span).text) for b in report.blocks] == [
        ("", "Eleven kitchens¹ opened,² then two."),
        ("1", "See."),
        ("2", "The ledger of the council."),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "Ferries[^lake2021] ran.[^sea]\n\n[^sea]: At sea.\n[^lake2021]: At home.",
            "Ferries¹ ran.²\n\n2 At sea.\n\n1 At home.",
        ),
        (
            "Ferries[^a-b] ran.[^7] So ferries[^a-b] stopped.\n\n[^a-b]: Yes.\n[^7]: No.",
            "Ferries⁸ ran.⁷ So ferries⁸ stopped.\n\n8 Yes.\n\n7 No.",
        ),
        ("Ferries[^none] ran.", "Ferries[none] ran."),
    ],
)
def test_a_note_with_a_word_for_a_name_is_called_by_a_number(source: str, text: str) -> None:
    assert read(source).text == text


@pytest.mark.parametrize("typed", ["12\\. The councils read.", "(b) keys", "13\\) lamps"])
def test_a_number_that_opens_a_paragraph_is_none_of_its_words(typed: str) -> None:
    (block,) = markdown_report(typed, "a.md", "a").blocks
    assert block.number == typed.replace("\\", "").split(" ")[0]


def test_numbered_paragraphs_keep_their_numbers_beside_their_words() -> None:
    report = markdown_report("12. The councils read. Nobody spoke.\n13. The teachers left.", "a.md", "a")
    assert [(b.number, report.quote(b.span).text) for b in report.blocks] == [
        ("12.", "The councils read. Nobody spoke."),
        ("13.", "The teachers left."),
    ]


def test_a_numbered_paragraph_of_several_sentences_is_none_of_a_list() -> None:
    report = markdown_report("12. The councils read. Nobody spoke.\n13. Lamps", "a.md", "a")
    assert [block.kind for block in report.blocks] == [Kind.PARAGRAPH, Kind.ITEM]


def test_a_note_within_its_sentence_stands_apart() -> None:
    report = read("It came in 2019.^[See the *ledger*, p. 4.] It left.[^1] Then x^[2] grew.\n\n[^1]: In May.\n")
    assert [report.text[block.span.start : block.span.end] for block in report.blocks] == [
        "It came in 2019.² It left.¹ Then x^[2] grew.",
        "In May.",
        "See the ledger, p. 4.",
    ]
    assert [block.number for block in report.blocks] == ["", "1", "2"]


def test_inline_html_keeps_its_quotation_marks_and_hides_what_it_hides() -> None:
    report = read('He said <q>it is <q lang="fr">so</q></q>.<span style="display: none">Not so.</span> He left.')
    assert report.text == "He said “it is ‘so’”. He left."
    assert report.notes == ("Hidden text was left out (7 characters).",)


@pytest.mark.parametrize("end", ["  \n", "\\\n", "<br>"])
def test_a_line_that_ends_on_purpose_behind_a_hyphen_breaks_no_word(end: str) -> None:
    assert read(f"The Secretary-{end}General met.").text == "The Secretary-General met."


@pytest.mark.parametrize("style", ["font-size: 1px", "opacity:0", "left:-9999px", "display:none"])
def test_words_of_html_out_of_sight_are_left_out_and_told(style: str) -> None:
    report = read(f'It left <span style="{style}">in anger</span> early.')
    assert report.text == "It left early."
    assert report.notes == ("Hidden text was left out (8 characters).",)
    assert read('It left <span style="color:red">in anger</span> early.').text == "It left in anger early."


def test_the_kind_of_a_callout_is_no_word_and_its_title_stands_apart() -> None:
    report = markdown_report("> [!NOTE]\n> One box was opened.\n\n> [!quote]- The elder\n> Two were shut.", "a.md", "A")
    assert [report.text[one.span.start : one.span.end] for one in report.blocks] == [
        "One box was opened.",
        "The elder",
        "Two were shut.",
    ]


def test_a_soft_hyphen_that_was_typed_is_none_unless_one_stands_where_no_word_is_broken() -> None:
    assert markdown_report("The commu\xadnity met.", "a.md", "A").text == "The community met."
    assert markdown_report("COVID\xad19 and non\xadgovernmental aid.", "a.md", "A").text == (
        "COVID-19 and non-governmental aid."
    )


def test_what_html_hides_over_several_paragraphs_is_left_out_and_told() -> None:
    source = (
        'One.\n\n<div style="display:none">\n\n# Two\n\nThree.\n\n- four\n\n</div>\n\nFive.\n\n<p hidden>six\n\nSeven.'
    )
    report = markdown_report(source, "a.md", "A")
    assert [report.text[one.span.start : one.span.end] for one in report.blocks] == ["One.", "Five.", "Seven."]
    assert report.notes == ("Hidden text was left out (16 characters).",)
