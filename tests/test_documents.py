"""What a program can do with open documents without a model, through the package's door."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Documents, Misuse, Outcome, WorldFailure, open_documents
from assistant.assistant import Assistant

TRUE = "131 interviews with current and former staff from more than 20 field missions"


@pytest.fixture(scope="module")
def documents() -> Documents:
    return open_documents()


def test_a_quotation_with_one_changed_figure_is_altered_and_the_figure_named(documents: Documents) -> None:
    (verdict,) = documents.check(f"They held “{TRUE.replace('20', '30')}”, they say.")
    assert verdict.outcome is Outcome.ALTERED
    assert [(one.draft, one.report) for one in verdict.differences] == [("30", "20")]


def test_a_draft_in_a_file_is_checked_as_words_are(documents: Documents, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"They held “{TRUE}”.\n", encoding="utf-8")
    assert [verdict.outcome for verdict in documents.check(draft)] == [Outcome.EXACT]
    with pytest.raises(WorldFailure, match="There is no file"):
        documents.check(tmp_path / "none.md")


def test_one_quotation_may_be_short_but_not_empty(documents: Documents) -> None:
    assert documents.check_quotation("131 interviews").outcome is Outcome.EXACT
    with pytest.raises(Misuse, match="no words"):
        documents.check_quotation(" … ")


def test_words_an_anchor_and_a_reference_lead_to_the_same_place(documents: Documents) -> None:
    from corpus.anchors import reference

    (found,) = documents.find(TRUE)
    assert documents.find(found.anchor) == (found,)
    assert documents.find(reference(documents.reports[0], found.quote.span)) == (found,)
    assert documents.find("words that stand nowhere in it") == documents.find("…") == ()


def test_words_that_stand_nowhere_get_no_citation(documents: Documents) -> None:
    assert documents.cite(TRUE.replace("20", "30")) == ""
    assert TRUE in documents.cite(TRUE, "apa")
    assert documents.cite(documents.find(TRUE), "ris").startswith("TY  - RPRT")


def test_names_that_are_in_no_table_are_misuse_with_the_nearest(documents: Documents) -> None:
    with pytest.raises(Misuse, match=r"Nearest: .*MONUSCO"):
        documents.cases(missions=["MONUSKO"])
    with pytest.raises(Misuse, match="no style"):
        documents.cite(TRUE, "vancouver")
    with pytest.raises(Misuse, match="no order"):
        documents.cases(order="size")


def test_case_studies_are_chosen_as_by_the_command(documents: Documents) -> None:
    assert len(documents.cases()) == 55
    chosen = documents.cases(missions=["MONUSCO"], countries=["Mali"], words="elections")
    assert chosen == ()
    assert {row.heading for row in documents.cases(missions=["MONUSCO"])} == {"MONUSCO"}


def test_a_briefing_is_made_of_quotes_of_the_documents(documents: Documents) -> None:
    pack = documents.brief("MONUSCO", role="police")
    (report,) = documents.reports
    spans = [quoted.citation.quote for quoted in pack.quotes()]
    assert spans
    assert all(report.text[one.span.start : one.span.end] == one.text for one in spans)


def test_an_assistant_does_all_of_it_and_asks(assistant: Assistant) -> None:
    answer = assistant.ask("131 interviews")
    assert answer.citations
    assert assistant.cite(answer.citations)
    assert len(assistant.cases()) == 55
