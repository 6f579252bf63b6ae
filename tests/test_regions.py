"""Regions that a question names, in six languages: which missions they hold, and what is a body's name instead."""

from __future__ import annotations

import pytest

from corpus.regions import region_name, regions_in


def regions(text: str) -> list[str | None]:
    return [mention.region for mention in regions_in(text)]


@pytest.mark.parametrize(("text", "region"), [
    ("all missions in West Africa", "west_africa"),
    ("the African missions", "africa"),
    ("les missions d'Afrique de l'Ouest", "west_africa"),
    ("las misiones en África", "africa"),
    ("бизнес в Африке", "africa"),
    ("بعثات أفريقيا", "africa"),
    ("非洲的特派团", "africa"),
    ("who works in the Balkans?", "balkans"),
])  # fmt: skip
def test_a_region_is_known_in_the_six_languages(text: str, region: str) -> None:
    assert regions(text) == [region]


@pytest.mark.parametrize("text", ["the African Union", "European Commission", "the Central African Special Court"])
def test_a_body_that_is_named_after_a_region_is_no_region(text: str) -> None:
    assert regions(text) == []


def test_a_region_holds_the_missions_of_its_countries_and_no_others() -> None:
    (west,) = regions_in("West Africa")
    assert {"MINUSMA", "UNMIL", "UNOCI", "UNIOGBIS"} <= west.missions
    assert not west.missions & {"MINUSCA", "MONUSCO", "UNSOM", "UNAMA", "UNSMIL"}
    assert not west.direct


def test_a_region_is_called_as_the_reader_calls_it() -> None:
    assert region_name("west_africa", "fr") == "Afrique de l'Ouest"
