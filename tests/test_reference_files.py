"""What reference managers read back is what was written, field by field."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from assistant.answer import Citation
from assistant.citing.reference_files import keys, reference_file
from corpus.metadata import Metadata
from corpus.report import Quote, Span

FULL = Metadata(
    "Study of peace & law: 100 % of it",
    "World_Body",
    "2020-10-01",
    "Geneva",
    "A/80/590",
    "2nd",
    "report",
    "en",
    "https://un.example/s",
)
BARE = Metadata("Notes")
PAGED = Citation(1, Quote("It found “support” there.", Span(0, 25), 14, "12"), (), "d", "a", 1.0)
PLACED = Citation(2, Quote("Combating hate speech", Span(30, 51)), ("CASE STUDIES", "MINUSCA:"), "d", "a", 1.0)
NOTES = ["“It found “support” there.” (p. 12)", "“Combating hate speech” (CASE STUDIES, MINUSCA)"]


def test_bibtex_is_read_back_by_bibtexparser() -> None:
    library = parse_string(reference_file([PAGED, PLACED], FULL, "bibtex"))
    assert not library.failed_blocks
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("misc", "a-80-590")
    assert {field.key: field.value for field in entry.fields} == {
        "title": r"{Study of peace \& law: 100 \% of it}",
        "author": r"{World\_Body}",
        "year": "2020",
        "month": "oct",
        "address": "Geneva",
        "number": "A/80/590",
        "edition": "2nd",
        "type": "report",
        "language": "en",
        "url": "https://un.example/s",
        "annote": " ".join(NOTES),
    }


@pytest.mark.parametrize("title", ["Open {brace", "closed} brace", r"back\slash { and ~ and ^"])
def test_braces_of_the_words_are_none_of_bibtex(title: str) -> None:
    quote = Citation(1, Quote(title, Span(0, len(title))), (), "d", "a", 1.0)
    written = reference_file([quote], Metadata(title), "bibtex")
    assert written.count("{") == written.count("}")
    bare = written.replace("{}", "")
    assert "\\{" not in bare and "\\}" not in bare


def test_ris_is_read_back_by_rispy() -> None:
    (entry,) = rispy.loads(reference_file([PAGED, PLACED], FULL, "ris"))
    assert entry == {
        "type_of_reference": "RPRT",
        "title": FULL.title,
        "authors": ["World_Body,"],
        "publisher": "World_Body",
        "year": "2020",
        "date": "2020/10/01/",
        "place_published": "Geneva",
        "number": "A/80/590",
        "edition": "2nd",
        "type_of_work": "report",
        "language": "en",
        "urls": ["https://un.example/s"],
        "notes": NOTES,
    }


def test_csl_json_fits_the_schema_and_holds_every_field() -> None:
    (item,) = items = json.loads(reference_file([PAGED, PLACED], FULL, "csl-json"))
    schema = json.loads((Path(__file__).parent / "csl_data_schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(items, schema)
    assert item == {
        "id": "a-80-590",
        "type": "report",
        "title": FULL.title,
        "language": "en",
        "author": [{"literal": "World_Body"}],
        "issued": {"date-parts": [[2020, 10, 1]]},
        "publisher-place": "Geneva",
        "number": "A/80/590",
        "edition": "2nd",
        "genre": "report",
        "URL": "https://un.example/s",
        "annote": "\n".join(NOTES),
    }
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([item | {"publisher_place": "x"}], schema)


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_what_is_not_known_is_left_out(form: str) -> None:
    written = reference_file([], BARE, form)
    assert "Notes" in written
    assert not any(invented in written for invented in ("n.d.", "None", "author", "AU  -", "issued", "year"))


def test_a_month_alone_is_a_date() -> None:
    written = reference_file([], Metadata("Notes", date="2020-10"), "ris")
    assert "DA  - 2020/10//\n" in written


# What stands behind the words: the printed page after "p.", else the headings that the title does not say already.
# Words that the document prints in marks keep them, others get a pair; a quotation within one stays as it is.
FIVE = {
    "sentence": (("All was said.", (), None, None), "“All was said.”"),
    "case study": (("Combating hate speech", ("CASE STUDIES", "MINUSCA:"), None, None),
                   "“Combating hate speech” (CASE STUDIES, MINUSCA)"),
    "printed in marks": (("“They need it.”", ("FINDINGS",), None, None), "“They need it.” (FINDINGS)"),
    "quotation within": (("It found “much” there.", (), 14, "xii"), "“It found “much” there.” (p. xii)"),
    "over two paragraphs": (("One.\n\nTwo 50% & more.", ("Notes",), 3, None), "“One. Two 50% & more.” (p. 3)"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FIVE)
def test_each_kind_of_quote_comes_back_from_every_form_as_worked_out_by_hand(kind: str) -> None:
    (text, headings, page, label), annotation = FIVE[kind]
    citation = Citation(1, Quote(text, Span(0, len(text)), page, label), headings, "d", "a", 1.0)
    (entry,) = parse_string(reference_file([citation], BARE, "bibtex")).entries
    fields = {field.key: field.value for field in entry.fields}
    assert fields["annote"] == annotation.replace("%", r"\%").replace("&", r"\&")
    assert rispy.loads(reference_file([citation], BARE, "ris"))[0]["notes"] == [annotation]
    assert json.loads(reference_file([citation], BARE, "csl-json"))[0]["annote"] == annotation


def test_a_symbol_is_the_key_of_its_document() -> None:
    """What no export is told apart by: words of a title that all addenda share."""
    budget = Metadata("Proposed programme budget for 2027", date="2026", symbol="A/81/6 (Sect. 3)")
    others = ("A/81/6 (Sect. 4)", "A/81/6 (Sect. 3)/Add.1", "A/81/63", "A/8/163", "S/RES/1325 (2000)")
    documents = [budget, *(replace(budget, symbol=symbol) for symbol in others), replace(budget, language="fr")]
    assert keys(documents) == [
        "a-81-6-sect-3",
        "a-81-6-sect-4",
        "a-81-6-sect-3-add-1",
        "a-81-63",
        "a-8-163",
        "s-res-1325-2000",
        "a-81-6-sect-3-fr",
    ]


def test_without_a_symbol_the_titles_words_have_a_sign_of_what_else_tells_a_document() -> None:
    report = Metadata("Report of the Secretary-General on the harbour mission", date="2021-03-05")
    others = [replace(report, body="MSF"), replace(report, title=f"{report.title}: part two"), Metadata("Отчёт")]
    found = keys([report, *others, Metadata("Доклад")])
    assert [key[:-4] for key in found] == [*["harbourMission2021-"] * 2, "harbourMissionPart2021-", *["document-"] * 2]
    assert len(set(found)) == len(found)


def test_a_key_is_the_same_whatever_else_is_exported_and_in_whatever_order() -> None:
    documents = [Metadata("Lake", "MSF", "2021"), Metadata("LAKE", "MSF", "2021"), Metadata("Lake", symbol="S/2021/1")]
    alone = [keys([one])[0] for one in documents]
    assert keys(documents) == alone
    assert keys(documents[::-1]) == alone[::-1]


def test_documents_of_which_the_same_is_known_have_keys_of_their_own() -> None:
    mission = Metadata("Harbour mission", symbol="A/75/1")
    assert keys([mission, mission, mission]) == ["a-75-1", "a-75-1a", "a-75-1b"]
    assert len(set(keys([mission] * 800))) == 800


def test_a_title_of_words_that_tell_nothing_keeps_them() -> None:
    assert keys([Metadata("Report of the Secretary-General", date="2021")])[0].startswith("reportOfThe2021-")


@pytest.mark.parametrize(
    ("body", "author"),
    [
        ("OHCHR", "OHCHR,"),
        ("Médecins Sans Frontières", "Médecins Sans Frontières,"),
        ("United Nations, Department of Peace Operations", "United Nations,, Department of Peace Operations"),
        ("Office, Unit, Desk", "Office,, Unit, Desk"),
        ("Office,Unit", "Office,, Unit"),
    ],
)
def test_a_body_is_one_name_for_a_reference_manager_and_stands_as_printed_beside(body: str, author: str) -> None:
    written = reference_file([], Metadata("Notes", body=body), "ris")
    assert f"AU  - {author}\n" in written
    assert f"PB  - {body}\n" in written


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_words_over_two_pages_name_both(form: str) -> None:
    over = Citation(1, Quote("It went on", Span(0, 10), 2, "ii", 3, None), (), "d", "a", 1.0)
    assert "(pp. ii–3)" in reference_file([over], BARE, form)


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
@pytest.mark.parametrize(("page", "where"), [(14, "(p. 14, para. 25)"), (None, "(para. 25)")])
def test_a_numbered_paragraph_is_named(form: str, page: int | None, where: str) -> None:
    numbered = Citation(1, Quote("It went on", Span(0, 10), page, paragraph="25"), ("FINDINGS",), "d", "a", 1.0)
    assert where in reference_file([numbered], BARE, form)


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_words_read_by_machine_say_so(form: str) -> None:
    scanned = Citation(1, Quote("It went on", Span(0, 10), 4, by_machine=True), (), "d", "a", 1.0)
    assert "(p. 4; read by machine)" in reference_file([scanned], BARE, form)
    assert "machine" not in reference_file([PAGED], BARE, form)
