"""A web page as a browser would show it: headings, lists with their numbers, rows, nothing hidden."""

from __future__ import annotations

import pytest

from corpus.html_file import html_report
from corpus.report import Report


def read(source: str) -> Report:
    return html_report(source, "a.html", "a")


def blocks(source: str) -> list[tuple[str, int, str, str]]:
    """(kind, level, number, words) of each block."""
    report = read(source)
    return [(b.kind.value, b.level, b.number, report.quote(b.span).text) for b in report.blocks]


def test_headings_stand_above_what_follows() -> None:
    report = read("<h1>Wells</h1><h2>North <b>&amp;</b> south</h2><p>They dug.</p>")
    assert report.title == "Wells"
    assert report.words_of(report.blocks[2].headings) == ("Wells", "North & south")


def test_a_page_without_headings_is_called_as_its_head_says() -> None:
    assert read("<head><title>The  wells</title></head><p>They dug.").title == "The wells"
    assert read("<p>They dug.").title == "a"
    assert read("<p>They dug.").text == "They dug."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", [(1, "", "a"), (2, "", "b"), (1, "", "c")]),
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", [(1, "3.", "a"), (1, "7.", "b"), (1, "8.", "c")]),
        ("<ol type=a><li>x<li>y</ol><ol type=I><li>z</ol>", [(1, "a.", "x"), (1, "b.", "y"), (1, "I.", "z")]),
    ],
)
def test_points_keep_their_depth_and_number(source: str, expected: list[tuple[int, str, str]]) -> None:
    assert blocks(source) == [("item", *one) for one in expected]


def test_a_points_second_paragraph_is_no_point() -> None:
    assert blocks("<ul><li><p>one</p><p>It goes on.</p></ul>") == [
        ("item", 1, "", "one"),
        ("paragraph", 0, "", "It goes on."),
    ]


def test_a_row_is_a_line_and_prose_in_cells_is_not() -> None:
    row = "<tr><th>District<th>Wells<tr><td>North<td>12"
    assert [words for *_, words in blocks(f"<table>{row}</table>")] == ["District Wells", "North 12"]
    prose = "<td><p>One.</p><p>Two.</p></td><td>Three.</td>"
    assert [words for *_, words in blocks(f"<table><tr>{prose}</tr></table>")] == ["One.", "Two.", "Three."]


def test_an_address_over_two_lines_is_one_entry() -> None:
    assert blocks("<p>Ms. Fiona FRAZER<br>frazer@un.org</p>") == [("entry", 0, "", "Ms. Fiona FRAZER frazer@un.org")]


def test_styles_scripts_and_comments_are_no_words() -> None:
    assert read("<style>p{}</style><script>var a=1</script><p>seen<!-- no --></p>").text == "seen"


def test_what_is_struck_out_or_hidden_is_left_out_and_told() -> None:
    report = read("<p>each <del>town</del><ins>village</ins></p><p hidden>gone</p>")
    assert report.text == "each village"
    assert report.notes == (
        "Words that are struck out were left out (4 characters).",
        "Hidden text was left out (4 characters).",
    )


def test_notes_calls_and_powers_stay_raised() -> None:
    assert read("<p>villages<sup>1</sup>, 4<sup>th</sup>, km<sup>2</sup></p>").text == "villages¹, 4th, km²"
    assert read("<p>10<sup>-3</sup>, boats<sup>a</sup>, XIX<sup>e</sup></p>").text == "10⁻³, boatsᵃ, XIXe"


@pytest.mark.parametrize(
    "notes",
    [
        "<section class=footnotes><ol><li id=fn1><p>See the ledger. <a class=footnote-back>↩</a></ol></section>",
        '<div role="doc-endnotes"><p><sup>1</sup> See the ledger. ↩︎</p></div>',
        "<div id=ftn1><p class=MsoFootnoteText><a href=#_ftnref1>[1]</a> See the ledger.</p></div>",
        "<p class=footnote><sup>1</sup>See the ledger.<p class=footnote-2>",
        "<ol><li id=cite_note-a-1><span class=mw-cite-backlink><a>^</a></span> See the ledger.</ol>",
    ],
)
def test_a_note_stands_apart_with_its_number(notes: str) -> None:
    assert blocks(f"<p>They met.<sup>1</sup></p>{notes}<h2>Wells</h2>")[:2] == [
        ("paragraph", 0, "", "They met.¹"),
        ("line", 0, "1", "See the ledger."),
    ]


@pytest.mark.parametrize(
    ("rule", "seen"),
    [
        ("#x{display:none}", False),
        ("p.a, .x , h1 { color: red; display : none }", False),
        ("/* .y{} */ .x{visibility:hidden}", False),
        ("@media screen { .x { display:none } }", False),
        ("@media print { .x { display:none } }", True),
        (".open .x{display:none}", True),
        (".x:hover{display:none}", True),
        (".x{display:none} @media (min-width:600px){ .x{display:block} }", True),
    ],
)
def test_what_a_rule_for_the_screen_hides_by_one_name_is_left_out(rule: str, seen: bool) -> None:
    found = blocks(f"<style>{rule}</style><p>They met.</p><p class=x id=x>Nobody saw this.</p><p>They left.</p>")
    assert [words for *_, words in found] == ["They met.", *["Nobody saw this."] * seen, "They left."]


def test_a_quotation_within_one_gets_the_inner_marks() -> None:
    assert blocks("<p>He said <q>we <q>met</q> there</q>.")[0][-1] == "He said “we ‘met’ there”."


def test_what_is_typed_into_a_form_is_not_glued_together() -> None:
    found = blocks("<p>They met.</p><textarea>one</textarea><button>two</button><select><option>three</select>")
    assert [words for *_, words in found] == ["They met.", "one", "two", "three"]


@pytest.mark.parametrize("size", ["0", "1px", "0.5pt", "1pt"])
def test_letters_that_nobody_can_read_are_hidden(size: str) -> None:
    assert read(f'<p>Shown.<span style="font-size: {size}">Not shown.</span></p>').text == "Shown."
    assert "Shown too" in read('<p style="font-size: 1.2em">Shown too</p>').text


def test_a_line_that_ends_on_purpose_behind_a_hyphen_breaks_no_word() -> None:
    assert (
        read("<p>The Secretary-<br>General met the so-<br>called board.").text
        == "The Secretary-General met the so-called board."
    )
    row = "<table><tr><td>Post<td>Number<tr><td><p>Under-Secretary-</p><p>General</p><td>1</table>"
    assert read(row).text.splitlines()[-1] == "Under-Secretary-General 1"


@pytest.mark.parametrize(
    "attribute",
    [
        'style="position: absolute; left: -9999px"',
        'style="text-indent:-999em"',
        'style="color: transparent"',
        'style="position:absolute; clip: rect(0, 0, 0, 0)"',
        'class="sr-only"',
        'class="link visually-hidden"',
    ],
)
def test_words_that_a_page_keeps_out_of_sight_are_left_out_and_told(attribute: str) -> None:
    page = read(f"<p>It left.</p><p {attribute}>It stayed.</p>")
    assert page.text == "It left."
    assert page.notes == ("Hidden text was left out (10 characters).",)


@pytest.mark.parametrize(
    "style", ["margin-left: -9999px", "left: -20px", "color: white", "background-color: transparent"]
)
def test_words_that_a_style_only_moves_or_paints_are_read(style: str) -> None:
    assert read(f'<p style="{style}">It left.</p>').text == "It left."


def test_a_letter_in_brackets_that_calls_a_note_is_raised() -> None:
    report = html_report("<p>The kitchens<sup><a href='#a'>[a]</a></sup> of walk<sup>[ed]</sup>.", "a.html", "A")
    assert report.text == "The kitchensᵃ of walk[ed]."
