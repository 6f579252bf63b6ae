"""What a pack holds for a choice, and what it says where the report holds nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.briefing.building import build
from assistant.briefing.choice import Length, chosen
from assistant.briefing.manifest import manifest
from assistant.briefing.pack import Heading, Line, Pack, Quoted, Section
from assistant.briefing.relevance import bears_on_role
from assistant.briefing.roles import role_named, roles, roles_called
from assistant.case_studies.case_rows import UnknownName
from assistant.knowledge import LANGUAGES, themes
from corpus.case_studies import case_studies
from corpus.markdown_file import markdown_report
from corpus.missions import TABLE_OF, mentions, missions
from corpus.report import Report

JUDGED = Path(__file__).parent / "relevance.jsonl"
# What was looked at while the roles' words were written; the other roles were left alone until the first figures.
TUNED = "leadership political police military protection analysis coordination planning training".split()


def section(pack: Pack, key: str) -> Section:
    return next(section for section in pack.sections if section.key == key)


def texts(section: Section) -> list[str]:
    return [item.text for item in section.items if isinstance(item, Quoted)]


def lines(section: Section) -> str:
    return "\n".join(item.text for item in section.items if isinstance(item, Line))


def f1(wanted: set[tuple[str, str, str]], found: set[tuple[str, str, str]]) -> float:
    return 2 * len(wanted & found) / (len(wanted) + len(found))


def test_roles_meet_the_titles_that_two_judges_held_to_bear_on_them() -> None:
    """The second judge saw the titles and the roles' names alone: neither our words nor the first judgement."""
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 55
    assert all(set(row["relevant"]) | set(row["others"]) == set(roles()) and row["why_not"] for row in rows)
    keys = [key for key in roles() if key != "human_rights"]  # everything bears on that one
    found = {(row["mission"], row["title"], key) for row in rows for key in keys if bears_on_role(row["title"], key)}
    for judge in ("relevant", "second"):
        wanted = {(row["mission"], row["title"], key) for row in rows for key in keys if key in row[judge]}
        assert f1(wanted, found) >= 0.8, judge
        left_alone = [{pair for pair in pairs if pair[2] not in TUNED} for pairs in (wanted, found)]
        assert f1(*left_alone) >= 0.8, judge


def test_all_of_a_missions_case_studies_stand_once_each_under_a_tag_of_their_own(shipped: Report) -> None:
    pack = build([shipped], chosen("MONUSCO", "police", ["elections"]))
    printed = [case.quote.text for case in case_studies(shipped) if "MONUSCO" in case.missions]
    assert len(printed) == 12
    assert sorted(texts(section(pack, "cases"))) == sorted(printed)
    under, heading = {}, ""
    for item in section(pack, "cases").items:
        if isinstance(item, Heading):
            heading = item.text
        elif isinstance(item, Quoted):
            under[item.text] = heading
    assert under["Supporting the good offices of the SRSG during elections"] == "Elections"
    assert list(dict.fromkeys(under.values()))[:2] == ["Elections", "Police"]


def test_nothing_of_another_mission_stands_under_this_ones_name(shipped: Report) -> None:
    pack = build([shipped], chosen("UNSMIL", "political", length="full"))
    for part in pack.sections:
        for item in part.items:
            if not isinstance(item, Quoted) or part.key in ("check", "answers"):
                continue
            named = {
                acronym
                for heading in item.citation.headings[-1:]
                for one in mentions(heading)
                for acronym in one.missions
            }
            if part.key == "others":
                assert "UNSMIL" not in named
                assert item.under == item.citation.headings[-1].rstrip(":")
            else:
                assert not named or "UNSMIL" in named
                assert not item.under


def test_every_quote_is_the_reports_and_the_first_from_each_place_has_the_footnote(shipped: Report) -> None:
    pack = build([shipped], chosen("UNAMI", "rule_of_law", ["detention"], "full"))
    for quoted in pack.quotes():
        span = quoted.citation.quote.span
        assert shipped.text[span.start : span.end] == quoted.text
    assert pack.notes()[0].startswith("Office of the United Nations High Commissioner for Human Rights, Going Further")
    cases = [item for item in section(pack, "cases").items if isinstance(item, Quoted)]
    assert [bool(quoted.note) for quoted in cases] == [True, False, False, False, False]
    assert cases[0].note == "Ibid., sect. CASE STUDIES, UNAMI."
    # "Ibid." alone would be the section that the note before names.
    assert "Ibid." not in pack.notes()
    assert any(note.endswith("of United Nations field missions (see footnote 1 above).") for note in pack.notes())


def test_one_page_has_one_note_for_a_list_and_names_what_the_standard_adds(shipped: Report) -> None:
    pack = build([shipped], chosen("MONUSCO", "police", length="page"))
    assert [part.key for part in pack.sections] == ["box", "cases", "contact", "silence", "more", "about", "sources"]
    assert len(pack.notes()) == 2
    assert not any(quoted.note for quoted in pack.quotes())
    assert "Also in other missions: quotes 6" in lines(section(pack, "more"))


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_a_team_finds_something_to_discuss_in_words_of_ours_alone(shipped: Report, language: str) -> None:
    choice = replace(chosen("MONUSCO", "police"), language=language)
    found = section(build([shipped], choice), "discussion")
    assert len(found.items) == 4
    assert all(isinstance(item, Line) and not item.own for item in found.items)
    bare = build([shipped], replace(choice, without=frozenset({"discussion"})))
    assert "discussion" not in [part.key for part in bare.sections]


def test_the_first_page_tells_of_the_mission_by_our_table_and_of_the_document_by_five_of_its_sentences(
    shipped: Report,
) -> None:
    pack = build([shipped], chosen("MINUSMA", "police"))
    assert [part.key for part in pack.sections][:5] == ["box", "contact", "five", "role", "cases"]
    told = lines(section(pack, "box"))
    assert "United Nations Multidimensional Integrated Stabilization Mission in Mali" in told
    assert "2013 to 2023: closed" in told
    assert f"own table of {TABLE_OF}, not from the document" in told
    five = texts(section(pack, "five"))
    assert len(five) == 5
    assert all(words in shipped.text for words in five)
    assert five == sorted(five, key=shipped.text.index)
    assert "2025: closed" in lines(section(build([shipped], chosen("UNAMI")), "box"))
    assert "Since 2011: active" in lines(section(build([shipped], chosen("UNMISS")), "box"))
    assert not any(part.key == "box" for part in build([shipped], chosen("any")).sections)


def test_a_sentence_that_ends_in_a_colon_comes_with_what_it_leads_to(shipped: Report) -> None:
    rests = texts(section(build([shipped], chosen("MONUSCO", "police")), "basis"))
    survey = next(place for place, words in enumerate(rests) if words.endswith("the statement:"))
    assert rests[survey + 1].startswith("“Human rights components contribute to the implementation")


def test_what_the_trainer_adds_stands_over_and_apart(shipped: Report) -> None:
    choice = replace(chosen("MONUSCO"), line="Our section", date="1 December 2026", notes="Bring the map.\n\nAsk.")
    pack = build([shipped], choice)
    assert pack.over == "Our section"
    assert pack.subtitle.startswith("1 December 2026 · ")
    assert pack.sections[0].key == "own"  # on the first page
    own = [item for item in section(pack, "own").items if isinstance(item, Line)]
    assert [(item.text, item.own) for item in own] == [("Bring the map.", True), ("Ask.", True)]
    assert "own words of whoever made this pack" in lines(section(pack, "about"))
    assert not any(part.key == "own" for part in build([shipped], chosen("MONUSCO")).sections)


def test_the_note_of_a_list_over_several_headings_names_what_they_share(shipped: Report) -> None:
    pack = build([shipped], chosen("any", length="page"))
    assert len(texts(section(pack, "cases"))) == 55
    assert pack.notes()[0].endswith("sect. CASE STUDIES.")


def test_addresses_are_left_out_unless_they_are_asked_for(shipped: Report) -> None:
    without = build([shipped], chosen("UNAMA"))
    assert texts(section(without, "contact")) == ["UNAMA: Ms. Fiona FRAZER"]
    assert "no date" in lines(section(without, "contact"))
    assert not any("@" in quoted.text for quoted in build([shipped], chosen("any", length="full")).quotes())
    asked = build([shipped], chosen("UNAMA", emails=True))
    assert texts(section(asked, "contact")) == ["UNAMA: Ms. Fiona FRAZER fiona.frazer@un.org"]


@pytest.mark.parametrize(
    ("mission", "said"),
    [
        ("UNISFA", "the document does not name it"),
        ("BINUH", "a contact"),
        ("UNAMID", "a contact"),
        ("UNMIL", "Whom to contact"),
    ],
)
def test_a_pack_says_what_the_report_does_not_hold(shipped: Report, mission: str, said: str) -> None:
    pack = build([shipped], chosen(mission, "conduct", ["children"]))
    assert said in lines(section(pack, "silence"))
    assert mission == "UNMIL" or "no case study under this mission" in lines(section(pack, "cases"))
    assert lines(section(pack, "role")).startswith("Outside its case studies the document says nothing")


def test_every_section_has_a_quote_or_says_in_every_language_that_there_is_nothing(shipped: Report) -> None:
    for language in LANGUAGES:
        for length in Length:
            pack = build([shipped], chosen("UNISFA", "child_protection", ["ebola"], length, language, self_check=True))
            assert all(part.items and part.title for part in pack.sections)
            assert not any("{" in item.text for item in pack.items())


def test_a_role_that_the_whole_report_is_about_marks_nothing_apart(shipped: Report) -> None:
    pack = build([shipped], chosen("MONUSCO", "human_rights"))
    assert not any("bears on" in tag for quoted in pack.quotes() for tag in quoted.tags)
    assert "whole document is about this role" in lines(section(pack, "role"))


def test_whoever_drops_and_moves_quotes_is_told_of_in_the_pack(shipped: Report) -> None:
    choice = chosen("UNMISS")
    whole = build([shipped], choice)
    anchors = [item.citation.anchor for item in section(whole, "cases").items if isinstance(item, Quoted)]
    fewer = build([shipped], replace(choice, dropped=frozenset(anchors[:1]), without=frozenset({"factors"})))
    assert "of these 3 stand below" in lines(section(fewer, "cases"))
    assert "Quotes left out by whoever made this pack: 1" in lines(section(fewer, "about"))
    assert not any(part.key == "factors" for part in fewer.sections)
    contacts = build([shipped], chosen("any"))
    order = [quoted.citation.anchor for quoted in contacts.quotes()][::-1]
    moved = texts(section(build([shipped], replace(chosen("any"), order=tuple(order))), "contact"))
    assert moved[0] == "UNSOM: Ms. Meriam GHALMI"


def test_five_questions_have_their_answers_on_a_page_of_their_own(shipped: Report) -> None:
    pack = build([shipped], chosen("MONUSCO", "police", self_check=True))
    asked, answers = section(pack, "check"), section(pack, "answers")
    assert pack.sections[-1] is answers
    assert answers.apart
    assert [line[:2] for line in lines(asked).splitlines()[1:]] == ["1.", "2.", "3.", "4.", "5."]
    assert len(texts(answers)) == 5
    assert "United Nations" not in lines(answers)  # no secret to whoever joins a mission
    assert "Mr." not in lines(asked)  # who held a post when the report was printed is nothing to know by heart
    for answer, quoted in zip(
        lines(answers).splitlines(), [i for i in answers.items if isinstance(i, Quoted)], strict=True
    ):
        word = answer.split(". ", 1)[1]
        assert (word in quoted.text and not word.isupper()) or word == quoted.under  # no acronym is asked for
        assert word not in lines(asked).replace(quoted.text, "") or word in ("104",)
    assert not any(item.note for item in asked.items if isinstance(item, Quoted))


def test_questions_in_a_silent_pack_say_that_there_is_nothing_to_ask(shipped: Report) -> None:
    pack = build([shipped], chosen("UNISFA", length="page", self_check=True))
    assert "nothing to ask" in lines(section(pack, "check"))
    assert pack.sections[-1].key == "sources"


def test_names_are_ours_and_only_those_that_the_pack_uses(shipped: Report) -> None:
    named = lines(section(build([shipped], chosen("UNAMI")), "names"))
    assert "not from the document" in named
    assert "UNAMI: United Nations Assistance Mission for Iraq (Iraq)" in named
    assert "SRSG: Special Representative of the Secretary-General" in named
    assert "UNIFIL" not in named


def test_the_manifest_lists_each_place_once_with_what_finds_it_again(shipped: Report) -> None:
    found = json.loads(manifest(build([shipped], chosen("UNMIK", self_check=True))))
    assert found["documents"][0]["sha256"] == shipped.sha256
    exact = [one["selector"][0]["exact"] for one in found["quotes"]]
    assert len(exact) == len(set(exact))
    for one in found["quotes"]:
        position = one["selector"][1]
        assert shipped.text[position["start"] : position["end"]] == one["selector"][0]["exact"]


OWN = """# Lessons of a mission

UNFICYP worked with the police. UNIFIL sent a report; write to anna@un.org.

## Lessons learned

- Start early with law enforcement.

## The gate

At Ledra Street UNFICYP opened it after 12 interviews.
"""


def test_a_document_without_case_studies_gives_what_its_prose_says() -> None:
    report = markdown_report(OWN, "own.md", "Lessons of a mission")
    pack = build([report], chosen("UNFICYP", "police"))
    assert "prints no case studies" in lines(section(pack, "cases"))
    assert texts(section(pack, "role")) == ["UNFICYP worked with the police."]
    assert "At Ledra Street UNFICYP opened it after 12 interviews." in texts(section(pack, "mission"))
    assert texts(section(pack, "factors")) == ["Lessons learned", "Start early with law enforcement."]
    assert texts(section(pack, "basis")) == ["At Ledra Street UNFICYP opened it after 12 interviews."]
    assert not any("UNIFIL" in quoted.text for quoted in pack.quotes())
    assert "titles alone" not in lines(section(pack, "silence"))
    assert "prints no contacts" in lines(section(pack, "contact"))


def test_choices_go_by_any_name_and_unknown_ones_name_the_nearest() -> None:
    choice = chosen(
        "United Nations Support Mission in Libya", "Affaires politiques", ["Выборы", "hate speech"], "one page"
    )
    assert (choice.mission, choice.role, choice.themes, choice.length) == (
        "UNSMIL", "political", ("elections", "hate_speech"), Length.PAGE,
    )  # fmt: skip
    assert chosen("unsonm").mission == "UNSOM"
    assert chosen("ANY").mission is None
    for wrong in (
        {"mission": "MONUSKO"},
        {"role": "polise"},
        {"theme": ["electons"]},
        {"length": "ful"},
        {"language": "xx"},
    ):
        with pytest.raises(UnknownName, match="Nearest"):
            chosen(**({"mission": "UNMIK"} | wrong))


def test_a_role_is_known_by_what_people_call_it() -> None:
    assert role_named("police officer") == "police"
    assert roles_called("brief me for a protection of civilians adviser", "en")[0] == "protection"
    assert roles_called("pour un policier", "fr") == ["police"]
    assert all(set(role.label) == set(LANGUAGES) == set(role.called) for role in roles().values())


def test_our_tables_speak_all_six_languages(shipped: Report) -> None:
    assert set(missions()) >= {"UNISFA", "UNAMID", "BINUH"}
    for language in LANGUAGES:
        pack = build([shipped], chosen("MINUSCA", "police", list(themes())[:2], "full", language, self_check=True))
        assert len(pack.quotes()) > 20
        assert pack.title
