"""The files of our own sentences say the same things in each of the six languages."""

from __future__ import annotations

import string

import pytest

from assistant.knowledge import LANGUAGES
from assistant.screens import interface_text
from assistant.wording import wording

FOLDERS = ("messages", "page")
EACH = [(folder, language) for folder in FOLDERS for language in LANGUAGES]


def parts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("folder", FOLDERS)
def test_there_is_a_file_for_each_of_the_six_languages(folder: str) -> None:
    assert wording(folder).keys() == set(LANGUAGES) == interface_text.LANGUAGES.keys()


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_every_file_says_the_same_keys_in_the_same_order(folder: str, language: str) -> None:
    assert list(wording(folder)[language]) == list(wording(folder)["en"])
    assert all(sentence.strip() for sentence in wording(folder)[language].values())


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_every_sentence_has_the_same_parts_as_the_english_one(folder: str, language: str) -> None:
    english = wording(folder)["en"]
    odd = {key for key, said in wording(folder)[language].items() if parts(said) != parts(english[key])}
    assert not odd
