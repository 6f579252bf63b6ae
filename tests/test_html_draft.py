"""HTML as a browser would show it."""

from __future__ import annotations

from assistant.checking.html_draft import html_paragraphs
from assistant.checking.quotations import Paragraph


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
