"""What a text names: missions by acronym, full name or country, each as itself and never as a look-alike."""

from __future__ import annotations

import pytest

from corpus.missions import Mention, country_name, mentions, missions, missions_of, single_names

LOOK_ALIKES = (
    "MINUSMA MINUSCA MONUSCO UNMISS UNMIL UNMIK UNSMIL UNAMA UNAMI UNAMID MINUSTAH MINUJUSTH MONUC UNMIS UNSOM UNSOS "
    "UNMIT UNMIN UNMIH UNAMIR UNAMIC UNAMSIL UNOMSIL UNOMIL UNISFA BINUH"
).split()
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
OF_THE_REPORT = ("CF", "ML", "HT", "CD", "AF", "IQ", "GW", "XK", "LR", "CI", "SS", "LY", "SO", "SD")


def missions_in(text: str, *, loosely: bool = False) -> list[set[str]]:
    return [set(mention.missions) for mention in mentions(text, loosely=loosely)]


def countries_in(text: str) -> list[str | None]:
    return [mention.country for mention in mentions(text, loosely=True)]


@pytest.mark.parametrize("acronym", sorted(missions()))
def test_every_acronym_is_found_as_itself_and_as_no_other(acronym: str) -> None:
    for text in ("The work of {} went on.", "({})", "{}:", "{}'s staff", "{}’s staff", "{}/OHCHR"):
        assert missions_in(text.format(acronym)) == [{acronym}], text


@pytest.mark.parametrize("acronym", sorted(missions()))
def test_an_acronym_in_lower_case_counts_in_questions_alone(acronym: str) -> None:
    assert missions_in(acronym.lower(), loosely=True) == [{acronym}]
    assert missions_in(acronym.lower()) == []


def test_look_alikes_beside_each_other_stay_apart_and_in_their_order() -> None:
    assert missions_in(" ".join(LOOK_ALIKES)) == [{acronym} for acronym in LOOK_ALIKES]
    assert missions_in(" ".join(LOOK_ALIKES).lower(), loosely=True) == [{acronym} for acronym in LOOK_ALIKES]


@pytest.mark.parametrize("word", ["UNAMIX", "XUNAMI", "MINUSMAS", "unamid@", "UNAMI1", "UN", "MINUSMACA"])
def test_an_acronym_inside_a_longer_word_is_none(word: str) -> None:
    assert missions_in(f"Something on {word} here") == []


def test_every_other_spelling_names_its_mission() -> None:
    for acronym, mission in missions().items():
        for spelling in mission.spellings:
            assert any(acronym in found for found in missions_in(spelling)), spelling


def test_the_misprint_unsonm_names_unsom() -> None:
    assert missions_in("UNSONM:") == missions_in("UNSOM:") == [{"UNSOM"}]


def test_a_mention_says_where_the_name_stands() -> None:
    text = "Both UNAMI and Mali are named."
    assert [text[mention.span.start : mention.span.end] for mention in mentions(text)] == ["UNAMI", "Mali"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("iso", OF_THE_REPORT)
def test_a_country_is_found_under_its_name_in_each_language(iso: str, language: str) -> None:
    assert mentions(country_name(iso, language)) == [
        Mention(missions_of(iso), mentions(country_name(iso, language))[0].span, iso)
    ]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("What happened in Mali's north?", "ML"),
        ("haiti", "HT"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("DR Congo", "CD"),
        ("the DRC", "CD"),
        ("au Mali", "ML"),
        ("en Guinée-Bissau", "GW"),
        ("¿Qué pasó en Libia?", "LY"),
        ("في مالي", "ML"),
        ("بمالي", "ML"),
        ("للعراق", "IQ"),
        ("بالسودان", "SD"),
        ("والصومال", "SO"),
        ("في جنوب السودان", "SS"),
        ("في غينيا - بيساو", "GW"),
        ("в Ливии", "LY"),
        ("в Ираке", "IQ"),
        ("из Афганистана", "AF"),
        ("в Южном Судане", "SS"),
        ("в Гвинее-Бисау", "GW"),
        ("联合国驻马里特派团", "ML"),
        ("索马里", "SO"),
        ("南苏丹", "SS"),
        ("几内亚比绍", "GW"),
    ],
)
def test_a_country_is_found_as_people_write_it(text: str, iso: str) -> None:
    assert countries_in(text) == [iso]


def test_mali_inside_somalia_is_not_mali() -> None:
    assert countries_in("马里和索马里") == ["ML", "SO"]
    assert countries_in("Somalia") == ["SO"]
    assert countries_in("В Сомали") == ["SO"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_south_sudan_is_not_sudan(language: str) -> None:
    assert countries_in(country_name("SS", language)) == ["SS"]
    assert countries_in(country_name("SD", language)) == ["SD"]
    assert "UNMISS" in missions_of("SS") - missions_of("SD")
    assert "UNAMID" in missions_of("SD") - missions_of("SS")


def test_the_four_guineas_are_four_countries() -> None:
    names = ["Guinea-Bissau", "Guinea", "Equatorial Guinea", "Papua New Guinea"]
    assert [countries_in(name) for name in names] == [["GW"], ["GN"], ["GQ"], ["PG"]]
    assert countries_in("Niger") == ["NE"]
    assert countries_in("Nigeria") == ["NG"]


def test_a_car_is_no_country_but_the_car_is() -> None:
    assert countries_in("I came by car") == []
    assert countries_in("work in CAR") == ["CF"]


@pytest.mark.parametrize("acronym", ["MINUSMA", "MINUSCA", "MONUSCO", "UNMISS", "UNAMA", "UNAMI", "UNSMIL", "UNAMID"])
def test_a_full_name_in_english_and_french_is_the_mission_and_not_its_country(acronym: str) -> None:
    mission = missions()[acronym]
    assert missions_in(f"The {mission.name} began.") == [{acronym}]
    assert mission.name_fr
    assert missions_in(mission.name_fr) == missions_in(mission.name_fr.lower()) == [{acronym}]


def test_regional_missions_count_only_where_a_country_has_none_of_its_own() -> None:
    regional = {acronym for acronym, mission in missions().items() if mission.regional}
    assert "UNOWAS" in regional
    assert "ML" in missions()["UNOWAS"].countries
    assert "MINUSMA" in missions_of("ML")
    assert not missions_of("ML") & regional
    assert "UNOWAS" in missions_of("NE")
    assert missions_of("KZ") == {"UNRCCA"}


def test_every_country_of_a_mission_leads_to_a_mission() -> None:
    for mission in missions().values():
        for iso in mission.countries:
            assert missions_of(iso)
            assert mission.regional or mission.acronym in missions_of(iso)


def test_a_slip_may_mean_any_acronym_or_country_but_no_short_word() -> None:
    assert {"minusca", "unami", "mali", "libya"} <= single_names()
    assert all(len(name) > 3 and name == name.casefold() for name in single_names())


@pytest.mark.parametrize("text", ["", "No mission and no country.", "The United Nations", "peace operations", "大家好"])
def test_a_text_that_names_none_gives_none(text: str) -> None:
    assert mentions(text, loosely=True) == []
