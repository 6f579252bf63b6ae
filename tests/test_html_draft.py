"""HTML as a browser would show it."""

from __future__ import annotations

import pytest

from assistant.checking.html_draft import html_paragraphs
from assistant.checking.quotations import Paragraph, quotations


def texts(source: str) -> list[str]:
    return [paragraph.text for paragraph in html_paragraphs(source)]


def test_blocks_are_paragraphs_and_marks_within_them_are_not() -> None:
    assert texts("<h1>Title</h1><p>One <b>bold</b>\n word</p><ul><li>a<li>b</ul>") == [
        "Title",
        "One bold word",
        "a",
        "b",
    ]


def test_what_a_browser_hides_is_left_out() -> None:
    assert texts("<head><title>t</title><style>p{}</style></head><body><script>“x”</script>seen") == ["seen"]


def test_entities_are_characters_and_a_short_quotation_gets_its_marks() -> None:
    assert texts("<p>A &ldquo;b&rdquo; and <q>c&amp;d</q></p>") == ["A “b” and “c&d”"]


def test_a_block_quotation_is_known_as_one() -> None:
    assert html_paragraphs("<blockquote><p>words</p></blockquote><p>after</p>") == [
        Paragraph("words", "paragraph 1", block_quotation=True),
        Paragraph("after", "paragraph 2"),
    ]


@pytest.mark.parametrize("struck", ["<del>town</del>", "<s>town</s>", "<strike>town</strike>"])
def test_what_is_struck_out_is_not_read_and_what_is_inserted_is(struck: str) -> None:
    assert texts(f"<p>each {struck}<ins>village</ins> twice</p>") == ["each village twice"]


@pytest.mark.parametrize("call", ['<a href="#1">1</a>', "[12]", "*"])
def test_the_number_of_a_note_is_no_part_of_the_word(call: str) -> None:
    assert texts(f"<p>each village<sup>{call}</sup> twice</p>") == ["each village twice"]


def test_what_is_raised_otherwise_is_read() -> None:
    assert texts("<p>10<sup>6</sup> km<sup>2</sup> in the 4<sup>th</sup> year</p>") == ["10⁶ km² in the 4th year"]


@pytest.mark.parametrize(
    "hidden",
    ['<p style="color: red; display: none">gone</p>', "<div hidden><div>go</div>ne</div>", '<p class="a b">gone</p>'],
)
def test_what_a_style_hides_is_left_out_and_told(hidden: str) -> None:
    told: list[str] = []
    found = html_paragraphs(f"<head><style>.b {{ display: none }}</style></head><body>{hidden}<p>seen", told.append)
    assert [paragraph.text for paragraph in found] == ["seen"]
    assert told == ["Hidden text was left out (4 characters)."]


def test_a_hidden_paragraph_that_nothing_closes_ends_at_the_next() -> None:
    assert texts("<p style='display:none'>gone<p>seen") == ["seen"]


@pytest.mark.parametrize("source", ["<footer>A report, p. 4</footer>", "<p><cite>A report, p. 4</cite></p>"])
def test_the_source_within_a_block_quotation_is_no_part_of_it(source: str) -> None:
    found = html_paragraphs(f"<blockquote><p>words</p>{source}</blockquote>")
    assert [(paragraph.text, paragraph.block_quotation) for paragraph in found] == [
        ("words", True),
        ("A report, p. 4", False),
    ]


@pytest.mark.parametrize(
    "call",
    [
        '<a role="doc-noteref" href="#f1">1</a>',
        '<a class="footnote-ref" href="#f1"><sup>1</sup></a>',
        '<span style="vertical-align: super">1</span>',
        '<style>.c3{color:#000;vertical-align:super}</style><span class="c3">1</span>',
        '<sup>[<a href="#f1">1</a>]</sup>',
    ],
)
def test_the_number_of_a_note_is_none_of_the_words_however_it_is_raised(call: str) -> None:
    assert texts(f"<p>kitchens{call} in the <span>north</span></p>") == ["kitchens in the north"]


@pytest.mark.parametrize(
    "struck",
    [
        '<span style="text-decoration: line-through">town</span>',
        '<span style="color:red;text-decoration:underline line-through red">town</span>',
        '<style>.c4{text-decoration:line-through}</style><span class="c4">town</span>',
        '<span style="font-size:0">town</span>',
        '<span style="opacity: 0;">town</span>',
    ],
)
def test_what_a_style_strikes_out_or_hides_is_not_read(struck: str) -> None:
    assert texts(f"<p>the {struck}village</p>") == ["the village"]


@pytest.mark.parametrize(
    "source",
    ["<cite>Kofi Annan, 2005</cite>", "(<cite>Kofi Annan, 2005</cite>)", "— <cite>Kofi Annan, 2005</cite>."],
)
def test_the_source_within_the_last_line_of_a_block_quotation_is_none_of_its_words(source: str) -> None:
    paragraphs = html_paragraphs(f"<blockquote><p>Four words stand here. {source}</p></blockquote>")
    (one,) = quotations(paragraphs)
    assert (one.text, one.source) == ("Four words stand here.", "Kofi Annan, 2005")


def test_a_title_that_a_block_quotation_names_is_one_of_its_words() -> None:
    assert texts("<blockquote>As <cite>The Ledger</cite> says here.</blockquote>") == ["As The Ledger says here."]


@pytest.mark.parametrize("tag", ["iframe", "object", "video", "audio", "canvas", "datalist"])
def test_words_for_a_browser_that_cannot_show_something_are_none(tag: str) -> None:
    assert texts(f"<p>seen <{tag}>Your browser is too old.</{tag}> here</p>") == ["seen here"]


@pytest.mark.parametrize(
    "source",
    [
        '<p class="MsoQuote">words',
        '<p class="x MsoIntenseQuoteCxSpFirst">words',
        "<div class=quote><div>words</div></div>",
    ],
)
def test_a_block_quotation_is_known_by_its_class(source: str) -> None:
    assert html_paragraphs(f"{source}<p>after</p><p class=unquoted>more") == [
        Paragraph("words", "paragraph 1", block_quotation=True),
        Paragraph("after", "paragraph 2"),
        Paragraph("more", "paragraph 3"),
    ]


def test_two_ends_of_a_line_end_a_paragraph_and_a_quotation_goes_on_behind_them() -> None:
    source = "<p>“One box was opened<br>that night.<br>\n<br>“Two boxes stayed shut.”<br><br><br>After.<br></p>"
    paragraphs = html_paragraphs(source)
    assert [one.text for one in paragraphs] == ["“One box was opened that night.", "“Two boxes stayed shut.”", "After."]
    assert [one.text for one in quotations(paragraphs)] == ["One box was opened that night.", "Two boxes stayed shut."]


@pytest.mark.parametrize(
    "source", ["<h1>One<br><br>two</h1>", "<table><tr><td>One<br><br>two</table>", "<q>One<br><br>two</q>"]
)
def test_two_ends_of_a_line_within_a_heading_a_cell_or_marks_end_nothing(source: str) -> None:
    assert [text.strip("“”") for text in texts(source)] == ["One two"]


def test_a_source_on_a_line_of_its_own_ends_a_block_quotation() -> None:
    source = "<blockquote>One box was opened<br>before dawn.<br>Jane Doe, Study of Boxes, 2021</blockquote>"
    (found,) = quotations(html_paragraphs(source))
    assert (" ".join(found.text.split()), found.source) == (
        "One box was opened before dawn.",
        "Jane Doe, Study of Boxes, 2021",
    )
