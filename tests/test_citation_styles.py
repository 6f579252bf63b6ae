"""Each style's citation of five kinds of quote, compared with strings worked out by hand, the rule beside each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Citation
from assistant.citing import citation_styles
from assistant.citing.citation_styles import READ_BY_MACHINE, STYLES, again, cited, italic, short, warned
from assistant.citing.citation_text import citations_html
from corpus.metadata import Metadata
from corpus.report import Quote, Span

UNDATED = Metadata("Going further: work in missions", "Human Rights Office", kind="leaflet")
DATED = Metadata(
    "Study of peace: a survey", "World Body", "2020-10-01", "Geneva", "A/80/590", url="https://un.example/s"
)

LONG = " ".join(f"word{number}" for number in range(1, 41)) + "."


def quote(text: str, *headings: str, page: int | None = None, label: str | None = None) -> Citation:
    return Citation(1, Quote(text, Span(0, len(text)), page, label), headings, "d", "anchor", 1.0)


SENTENCE = quote("All interviews were confidential.", "Going further: work in missions", "FINDINGS:")
CASE = quote("Combating hate speech", "CASE STUDIES", "MINUSCA:")
PRINTED = quote("“They need resources.”", "FINDINGS")
INNER = quote("It found “strong support” there.", page=14, label="12")
BLOCK = quote(LONG, page=3)


@pytest.mark.parametrize(
    ("style", "citation", "facts", "words", "note"),
    [
        # United Nations: double marks; body, title, place and date in brackets, page or section; unknown left out.
        ("un", SENTENCE, UNDATED, "“All interviews were confidential.”",
         "Human Rights Office, Going further: work in missions, sect. FINDINGS."),
        ("un", CASE, UNDATED, "“Combating hate speech”",
         "Human Rights Office, Going further: work in missions, sect. CASE STUDIES, MINUSCA."),
        # Words that the document itself prints in marks keep one pair.
        ("un", PRINTED, UNDATED, "“They need resources.”",
         "Human Rights Office, Going further: work in missions, sect. FINDINGS."),
        # A quotation within one takes the other marks; the page is the printed one; the day stands before the month.
        ("un", INNER, DATED, "“It found ‘strong support’ there.”",
         "World Body, Study of peace: a survey, A/80/590 (Geneva, 1 October 2020), p. 12."),
        ("un", BLOCK, DATED, f"“{LONG}”",
         "World Body, Study of peace: a survey, A/80/590 (Geneva, 1 October 2020), p. 3."),
        # Chicago notes: title in headline capitals, n.d. where undated; no page: the heading after "under".
        ("chicago", SENTENCE, UNDATED, "“All interviews were confidential.”",
         "Human Rights Office, Going Further: Work in Missions, leaflet (n.d.), under “FINDINGS.”"),
        ("chicago", CASE, UNDATED, "“Combating hate speech”",
         "Human Rights Office, Going Further: Work in Missions, leaflet (n.d.), under “CASE STUDIES, MINUSCA.”"),
        ("chicago", PRINTED, UNDATED, "“They need resources.”",
         "Human Rights Office, Going Further: Work in Missions, leaflet (n.d.), under “FINDINGS.”"),
        # The page stands bare behind the brackets with place and year, the address last.
        ("chicago", INNER, DATED, "“It found ‘strong support’ there.”",
         "World Body, Study of Peace: A Survey, A/80/590 (Geneva, 2020), 12, https://un.example/s."),
        ("chicago", BLOCK, DATED, f"“{LONG}”",
         "World Body, Study of Peace: A Survey, A/80/590 (Geneva, 2020), 3, https://un.example/s."),
        # APA 7: author, year or n.d.; p. before the page, else the heading and the word section (8.28).
        ("apa", SENTENCE, UNDATED, "“All interviews were confidential.”",
         "(Human Rights Office, n.d., FINDINGS section)"),
        ("apa", CASE, UNDATED, "“Combating hate speech”",
         "(Human Rights Office, n.d., CASE STUDIES, MINUSCA section)"),
        ("apa", PRINTED, UNDATED, "“They need resources.”", "(Human Rights Office, n.d., FINDINGS section)"),
        ("apa", INNER, DATED, "“It found ‘strong support’ there.”", "(World Body, 2020, p. 12)"),
        # From forty words on a block without marks (8.27).
        ("apa", BLOCK, DATED, LONG, "(World Body, 2020, p. 3)"),
        # OSCOLA 4: single marks, double within them; full stop at the note's end; the page bare.
        ("oscola", SENTENCE, UNDATED, "‘All interviews were confidential.’",
         "Human Rights Office, ‘Going Further: Work in Missions’, FINDINGS."),
        ("oscola", CASE, UNDATED, "‘Combating hate speech’",
         "Human Rights Office, ‘Going Further: Work in Missions’, CASE STUDIES, MINUSCA."),
        ("oscola", PRINTED, UNDATED, "‘They need resources.’",
         "Human Rights Office, ‘Going Further: Work in Missions’, FINDINGS."),
        ("oscola", INNER, DATED, "‘It found “strong support” there.’",
         "World Body, ‘Study of Peace: A Survey’ (2020) A/80/590 12 <https://un.example/s>."),
        ("oscola", BLOCK, DATED, f"‘{LONG}’",
         "World Body, ‘Study of Peace: A Survey’ (2020) A/80/590 3 <https://un.example/s>."),
    ],
)  # fmt: skip
def test_a_quote_is_cited_as_the_style_has_it(
    style: str, citation: Citation, facts: Metadata, words: str, note: str
) -> None:
    found = cited(citation, facts, style)
    assert (found.words, found.note) == (words, note)


@pytest.mark.parametrize(
    ("style", "facts", "entry"),
    [
        ("chicago", UNDATED, "Human Rights Office. Going Further: Work in Missions. Leaflet. n.d."),
        ("chicago", DATED, "World Body. Study of Peace: A Survey. A/80/590. Geneva, 2020. https://un.example/s."),
        # APA: capitals as given and behind the colon (6.17), the kind in square brackets, the symbol in round ones.
        ("apa", UNDATED, "Human Rights Office. (n.d.). Going further: Work in missions [Leaflet]."),
        ("apa", DATED, "World Body. (2020). Study of peace: A survey (A/80/590). https://un.example/s"),
        # OSCOLA: no full stop in the bibliography, no word for what is undated.
        ("oscola", UNDATED, "Human Rights Office, ‘Going Further: Work in Missions’"),
    ],
)
def test_the_list_of_references_has_its_own_form(style: str, facts: Metadata, entry: str) -> None:
    assert cited(SENTENCE, facts, style).entry == entry


@pytest.mark.parametrize(
    ("style", "note", "entry"),
    [
        ("un", "My notes, p. 3.", ""),
        ("chicago", "My Notes (n.d.), 3.", "My Notes. n.d."),
        ("apa", "(My Notes, n.d., p. 3)", "My notes. (n.d.)."),
        ("oscola", "‘My Notes’ 3.", "‘My Notes’"),
    ],
)
def test_where_no_body_is_known_the_title_stands_in_its_place_once(style: str, note: str, entry: str) -> None:
    found = cited(BLOCK, Metadata("My notes"), style)
    assert (found.note, found.entry) == (note, entry)


@pytest.mark.parametrize("style", STYLES)
def test_a_heading_that_ends_in_a_mark_gets_no_second_one(style: str) -> None:
    note = cited(quote("Words of ours", "WHO ARE WE?"), UNDATED, style).note
    assert "WHO ARE WE?" in note
    assert "?." not in note


def test_a_french_document_is_quoted_in_french_marks_by_the_united_nations() -> None:
    assert cited(SENTENCE, replace(UNDATED, language="fr"), "un").words == "« All interviews were confidential. »"


def test_oscola_sets_more_than_three_lines_as_a_block_without_marks() -> None:
    long = " ".join(["word"] * 51)
    assert cited(quote(long, page=3), DATED, "oscola").words == long
    assert cited(quote(long[5:], page=3), DATED, "oscola").words == f"‘{long[5:]}’"


@pytest.mark.parametrize(
    ("style", "title"),
    [("un", "Study of peace: a survey"), ("chicago", "Study of Peace: A Survey"), ("apa", ""), ("oscola", "")],
)
def test_a_note_has_the_title_in_italics_where_the_style_has_it_so(style: str, title: str) -> None:
    note = cited(BLOCK, DATED, style).note
    before, found, behind = italic(note, DATED, style)
    assert found == title
    assert before + found + behind == note


def test_rich_text_shows_markup_in_a_title_and_does_not_obey_it() -> None:
    facts = Metadata("Study <b>of</b> & more", "Body")
    rich = citations_html([SENTENCE], {"d": facts}, "un")
    assert rich == (
        "<p>“All interviews were confidential.”</p><p>1. Body, <i>Study &lt;b&gt;of&lt;/b&gt; &amp; more</i>,"
        " sect. Going further: work in missions, FINDINGS.</p>"
    )


@pytest.mark.parametrize(
    ("style", "pages"), [("un", ", pp. 12–13."), ("chicago", ", 12–13"), ("apa", ", pp. 12–13)"), ("oscola", " 12–13")]
)
def test_words_over_two_pages_name_both(style: str, pages: str) -> None:
    over = Citation(1, Quote("It went on.", Span(0, 11), 14, "12", 15, "13"), (), "d", "anchor", 1.0)
    assert pages in cited(over, DATED, style).note


@pytest.mark.parametrize(
    ("first", "last", "apa", "chicago"),
    [
        ("v", "vi", "pp. v–vi)", ", v–vi"),
        ("A-1", None, "p. A-1)", ", A-1"),
        ("A-1", "A-2", "pp. A-1–A-2)", ", A-1–A-2"),
    ],
)
def test_pages_are_called_as_they_are_printed(first: str, last: str | None, apa: str, chicago: str) -> None:
    over = Citation(1, Quote("It went on.", Span(0, 11), 14, first, 15 if last else None, last), (), "d", "anchor", 1.0)
    assert apa in cited(over, DATED, "apa").note
    assert f"{chicago}," in cited(over, DATED, "chicago").note


NUMBERED = replace(INNER, quote=replace(INNER.quote, paragraph="25"))
PARAGRAPH_ALONE = replace(SENTENCE, quote=replace(SENTENCE.quote, paragraph="29A.36"))


@pytest.mark.parametrize(
    ("style", "paged", "alone"),
    [
        (
            "un",
            "World Body, Study of peace: a survey, A/80/590 (Geneva, 1 October 2020), p. 12, para. 25.",
            "Human Rights Office, Going further: work in missions, para. 29A.36.",
        ),
        (
            "chicago",
            "World Body, Study of Peace: A Survey, A/80/590 (Geneva, 2020), 12, para. 25, https://un.example/s.",
            "Human Rights Office, Going Further: Work in Missions, leaflet (n.d.), para. 29A.36.",
        ),
        ("apa", "(World Body, 2020, p. 12, para. 25)", "(Human Rights Office, n.d., para. 29A.36)"),
        # No full stop behind OSCOLA's abbreviations.
        (
            "oscola",
            "World Body, ‘Study of Peace: A Survey’ (2020) A/80/590 12, para 25 <https://un.example/s>.",
            "Human Rights Office, ‘Going Further: Work in Missions’ para 29A.36.",
        ),
    ],
)
def test_a_numbered_paragraph_is_named_behind_the_page_and_instead_of_a_heading(
    style: str, paged: str, alone: str
) -> None:
    assert cited(NUMBERED, DATED, style).note == paged
    assert cited(PARAGRAPH_ALONE, UNDATED, style).note == alone
    assert cited(NUMBERED, DATED, style).words == cited(INNER, DATED, style).words


def test_a_later_note_names_the_paragraph_too() -> None:
    assert again(NUMBERED, DATED, None) == "Ibid., p. 12, para. 25."


def test_a_document_with_a_symbol_is_named_by_it_in_passing_and_in_later_notes() -> None:
    assert short(NUMBERED, DATED) == "A/80/590, para. 25"
    assert short(INNER, DATED) == "A/80/590, p. 12"
    assert short(CASE, UNDATED) == "Going further: work in missions, sect. CASE STUDIES, MINUSCA"
    assert again(NUMBERED, DATED, 3) == "A/80/590, p. 12, para. 25."
    assert again(CASE, UNDATED, 3) == (
        "Going further: work in missions (see footnote 3 above), sect. CASE STUDIES, MINUSCA."
    )


def test_words_read_by_machine_say_so_behind_their_note_and_others_do_not() -> None:
    scanned = replace(INNER, quote=replace(INNER.quote, by_machine=True))
    assert warned("Note.", scanned) == f"Note. {READ_BY_MACHINE}"
    assert warned("Note.", INNER) == "Note."


def test_every_style_has_a_line_in_every_table() -> None:
    by_csl = set(citation_styles.STYLES) - {"un"}
    assert set(citation_styles._PARAGRAPH) == set(citation_styles._NOTE) == set(citation_styles.STYLES)
    assert by_csl == set(citation_styles._CSL) == set(citation_styles._LOCALE) == set(citation_styles._AT_A_SECTION)
