"""A question's language: by its script, by its small words, never by a name in it."""

from __future__ import annotations

import pytest

from assistant.query.phrasebook.language import is_readable, language_of

SENTENCES = {
    "en": ["Who leads the human rights component?", "how many people were interviewed", "What did they do in Mali?"],
    "fr": [
        "Qui dirige la composante droits de l'homme ?",
        "Combien de personnes ont été interrogées pour l'étude ?",
        "Quels sont les facteurs de succès dans les missions ?",
        "Quels sont les facteurs de succès, d’après l’étude ?",
    ],
    "es": [
        "¿Quién dirige el componente de derechos humanos?",
        "¿Cuántas personas fueron entrevistadas para el estudio?",
        "cuales son los factores de éxito de las misiones y quién los nombra",
    ],
    "ar": ["من يقود عنصر حقوق الإنسان؟", "كم عدد المقابلات؟"],
    "ru": ["Кто возглавляет правозащитный компонент?", "сколько человек опросили"],
    "zh": ["谁领导人权部门？", "采访了多少人"],
}


@pytest.mark.parametrize(("language", "text"), [(key, text) for key, texts in SENTENCES.items() for text in texts])
def test_a_question_is_heard_in_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(("text", "language"), [
    ("Please tell me what the mission МИНУСМА did for the people there", "en"),
    ("Where does the report speak of 马里, and what does it say about prisons?", "en"),
    ("What does كوفيد mean in the title of that case study, if anything?", "en"),
    ("Что сделала MINUSMA?", "ru"),
    ("ماذا فعلت MINUSMA؟", "ar"),
    ("MINUSMA 做了什么？", "zh"),
    ("Qui dirige la MINUSMA à Bamako et comment le joindre ?", "fr"),
    ("¿Qué hizo la misión UNSMIL en Libia?", "es"),
])  # fmt: skip
def test_a_name_in_another_script_decides_nothing(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["MINUSMA", "covid prisons", "EU training", "gagnon email", "48/141", "", "?!", "😀"])
def test_a_text_too_short_to_tell_counts_as_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("name", ["Côte d'Ivoire", "Peña Guzmán", "Jérôme Bouyjou"])
def test_an_accent_in_a_name_does_not_make_a_question_foreign(name: str) -> None:
    assert language_of(f"What does the report say about {name}, and where?") == "en"


@pytest.mark.parametrize("text", ["ᏣᎳᎩ", "ⲁⲃⲅ", "ኢትዮጵያ ውስጥ ምን ተሰራ?", "𝐌𝐎𝐍𝐔𝐒𝐂𝐎", "z" * 110])
def test_what_no_encoder_knows_cannot_be_read(text: str) -> None:
    assert not is_readable(text)


@pytest.mark.parametrize(
    "text", ["MONUSCO", "Qui dirige l’équipe ?", "кто?", "من يقود؟", "谁负责", "2020?", f"{'z' * 110} in Mali"]
)
def test_words_of_the_six_languages_can_be_read(text: str) -> None:
    assert is_readable(text)
