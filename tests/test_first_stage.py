"""Of many documents those are asked that stand nearest to the question, found without asking any."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.answer import Answer, Turn
from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.restored_answer import restored
from assistant.sources import several as sources
from assistant.sources.lines import remarks
from corpus.report import Report
from index import first_stage
from index.encoder import Encoder, Matrix, unit
from index.first_stage import Beside, FirstStage, InFolder, Pooled
from index.passage_index import PassageIndex
from index.vector_search import NearestOf
from index.word_search import NearestWords
from tests.test_by_source import SECOND, over, report
from tests.test_embeddings import ByHand

CROPS = """barley maize millet sorghum cassava lentils chickpeas sesame cotton tobacco saffron vanilla cocoa tea flax
    hemp rye oats quinoa teff yams okra peanuts mustard hops""".split()


def farm(crop: str) -> Report:
    text = f"# On {crop}\n\nFarmers sow {crop} in spring.\n\nTraders carry {crop} down the river by boat.\n"
    return report(text, f"{crop}.md")


@pytest.fixture(scope="module")
def farms(hand_encoder: Encoder) -> Assistant:
    return over(hand_encoder, *map(farm, CROPS))


def asked(answer: Answer) -> set[str]:
    return {one.document for one in answer.by_source}


@pytest.mark.parametrize("crop", CROPS[::6])
def test_of_many_documents_the_nearest_are_asked_and_lead_as_if_all_were(
    farms: Assistant, crop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = f"When do farmers sow {crop}?"
    some = farms.answer(question)
    assert len(asked(some)) == sources.MANY < len(CROPS)
    assert some.unasked == len(CROPS) - sources.MANY
    monkeypatch.setattr(sources, "MANY", len(CROPS))
    whole = farms.answer(question)
    assert (len(asked(whole)), whole.unasked) == (len(CROPS), 0)
    assert some.citations == whole.citations
    assert some.citations[0].document == f"{crop}.md"


def test_how_many_were_not_asked_is_told_and_not_that_they_say_nothing(farms: Assistant) -> None:
    answer = farms.answer("When do farmers sow maize?")
    assert remarks(answer)[-1] == "Documents not asked, since others stand nearer to the question: 9"
    silent = farms.answer("How old is the moon?")
    assert silent.abstained
    assert remarks(silent) == [f"Nothing in {sources.MANY} others", remarks(answer)[-1]]


def test_how_many_were_not_asked_comes_back_with_the_answer(farms: Assistant) -> None:
    answer = farms.answer("When do farmers sow maize?")
    back = restored(json.loads(json.dumps(answer_object(answer))), farms.reports)
    assert back and back.unasked == answer.unasked == 9
    assert "unasked" not in answer_object(farms.answer("When do farmers sow maize, says maize.md?"))


def test_a_document_that_is_named_is_asked_however_far_it_stands(farms: Assistant) -> None:
    answer = farms.answer("When do farmers sow, according to hops.md?")
    assert {one.document for one in answer.citations} == {"hops.md"}
    assert answer.unasked == 0


def test_a_document_that_was_just_cited_is_asked_again(farms: Assistant) -> None:
    before = farms.answer("When do farmers sow hops?")
    assert "hops.md" not in asked(farms.answer("Barley, maize or millet?"))
    after = farms.answer("Barley, maize or millet?", [Turn("When do farmers sow hops?", before)])
    assert "hops.md" in asked(after)


def test_case_studies_are_listed_from_every_document_that_has_some(hand_encoder: Encoder) -> None:
    many = [*map(farm, CROPS), report(SECOND, "second.md")]
    answer = over(hand_encoder, *many).answer("List all case studies on prisons and crops such as barley.")
    assert "second.md" in asked(answer)


def test_where_words_alone_find_and_none_is_shared_as_many_are_asked(hand_encoder: Encoder) -> None:
    from index.embeddings import by_words

    farms = list(map(farm, CROPS))
    index = PassageIndex(farms, [by_words(one, hand_encoder) for one in farms], hand_encoder)
    assert index.first_stage.documents(["millet"]) == [CROPS.index("millet")]
    assert len(asked(Assistant(index).answer("Zeppelins?"))) == sources.MANY


def test_a_document_of_ones_own_beside_many_is_always_near_and_these_are_found_as_without_it(
    hand_encoder: Encoder,
) -> None:
    many = PassageIndex.build(list(map(farm, CROPS)), hand_encoder)
    own = PassageIndex.build([farm("saffron")], hand_encoder)
    both = many.of([*many.held(), *own.held()])
    assert isinstance(both.first_stage, Beside)
    nearest = both.first_stage.documents(["When do farmers sow millet?"])
    assert nearest[:2] == [len(CROPS), CROPS.index("millet")]
    assert nearest[1:] == many.first_stage.documents(["When do farmers sow millet?"])
    answer = Assistant(both).answer("When do farmers sow millet?")
    assert answer.citations[0].document == "millet.md"
    assert "saffron.md" in asked(answer)


def test_most_of_many_documents_are_found_as_all_are_and_few_by_themselves(hand_encoder: Encoder) -> None:
    many = PassageIndex.build(list(map(farm, CROPS)), hand_encoder)
    most = many.of(many.held()[1:])
    assert CROPS[1:][most.first_stage.documents(["When do farmers sow millet?"])[0]] == "millet"
    few = many.of([part for part in many.held() if part[0].name in ("millet.md", "maize.md")])
    assert isinstance(most.first_stage, Beside)
    assert isinstance(few.first_stage, FirstStage)


def vectors(count: int, dimension: int = 16) -> Matrix:
    return unit(np.random.default_rng(1).standard_normal((count, dimension)).astype(np.float32))


def test_codes_find_what_looking_at_each_whole_vector_finds(tmp_path: Path) -> None:
    many, asked_with = vectors(6000, 64), vectors(20, 64) + 0.3
    coded, flat = NearestOf.among(many, flat=0), NearestOf.among(many)
    coded.save(tmp_path / "coded")
    mapped = NearestOf.saved(tmp_path / "coded")
    shares = []
    for question in asked_with:
        found, true = coded.nearest(question, 1000), flat.nearest(question, 100)
        assert true.tolist() == np.argsort(-(many @ question), kind="stable")[:100].tolist()
        assert mapped.nearest(question, 1000).tolist() == found.tolist()
        shares.append(len(set(found[:100]) & set(true)) / 100)
    assert np.mean(shares) >= 0.99
    assert type(coded._index) is not type(flat._index)


def test_more_nearest_may_be_asked_for_than_there_are() -> None:
    assert NearestOf.among(vectors(3)).nearest(vectors(1)[0], 10).shape == (3,)
    assert NearestOf.among(vectors(3)[:0]).nearest(vectors(1)[0], 10).shape == (0,)
    assert NearestWords.among([]).nearest(["boat"], 10).shape == (0,)


def test_rare_stems_count_more_than_frequent_ones() -> None:
    words = NearestWords.among([["boat", "river"], ["boat"], ["boat", "saffron"], ["river"]])
    assert words.nearest(["boat", "saffron"], 2).tolist()[0] == 2
    assert words.nearest(["boat"], 9).tolist()[0] == 1  # the shortest
    assert words.nearest(["whale"], 9).tolist() == words.nearest([], 9).tolist() == []


def some(key: str, made: list[str]) -> Pooled:
    def meaning() -> Matrix:
        made.append("meaning")
        return vectors(6)

    stems = [["boat"], ["river"], ["boat", "river"], ["sea"], ["lake"], ["pond"]]

    def words() -> list[list[str]]:
        made.append("words")
        return stems

    return Pooled(key, np.array([0, 2, 6]), meaning, None, words)


def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six passages count as many."""
    monkeypatch.setattr(first_stage, "_FEW", 5)


def meaning_of(pooled: Pooled) -> Callable[[], Matrix]:
    assert pooled.meaning
    return pooled.meaning


def test_what_is_large_is_kept_in_the_folder_and_opened_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    made: list[str] = []
    keep = InFolder(tmp_path / "kept")
    pooled = some("first", made)
    found = keep.vectors(pooled, "meaning", meaning_of(pooled)).nearest(vectors(6)[4], 2)
    assert found[0] == 4
    assert keep.words(pooled).nearest(["sea"], 2).tolist() == [3]
    again = InFolder(tmp_path / "kept")
    assert again.vectors(pooled, "meaning", meaning_of(pooled)).nearest(vectors(6)[4], 2).tolist() == found.tolist()
    assert again.words(pooled).nearest(["sea"], 2).tolist() == [3]
    assert made == ["meaning", "words"]


def test_what_was_kept_of_other_documents_goes_and_what_is_damaged_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    made: list[str] = []
    keep = InFolder(tmp_path)
    for key in ("first", "second"):
        pooled = some(key, made)
        keep.vectors(pooled, "meaning", meaning_of(pooled))
        keep.words(pooled)
    assert {path.name for path in tmp_path.iterdir()} == {"second-meaning", "second-words"}
    whole = (tmp_path / "second-meaning").read_bytes()
    for damaged in (b"no index", whole[: len(whole) // 2]):
        (tmp_path / "second-meaning").write_bytes(damaged)
        assert keep.vectors(pooled, "meaning", meaning_of(pooled)).nearest(vectors(6)[4], 1).tolist() == [4]
    (tmp_path / "second-meaning").write_bytes(b"")
    assert keep.vectors(pooled, "meaning", meaning_of(pooled)).nearest(vectors(6)[4], 1).tolist() == [4]
    for path in (tmp_path / "second-words").iterdir():
        path.write_bytes(b"")
    assert keep.words(pooled).nearest(["sea"], 2).tolist() == [3]


def test_a_folder_that_cannot_be_written_costs_the_keeping_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch)
    (tmp_path / "kept").write_text("a file stands where the folder would")
    keep, pooled = InFolder(tmp_path / "kept"), some("first", [])
    assert keep.vectors(pooled, "meaning", meaning_of(pooled)).nearest(vectors(6)[4], 2)[0] == 4
    assert keep.words(pooled).nearest(["sea"], 2).tolist() == [3]


def test_what_is_small_is_not_kept(tmp_path: Path) -> None:
    made: list[str] = []
    keep, pooled = InFolder(tmp_path / "kept"), some("few", made)
    keep.words(pooled)
    keep.vectors(pooled, "meaning", meaning_of(pooled))
    assert made == ["words", "meaning"]
    assert not (tmp_path / "kept").exists()


def test_another_second_encoder_or_another_text_is_another_first_stage(hand_encoder: Encoder) -> None:
    def key(*reports: Report, second: ByHand | None = None) -> str:
        found = PassageIndex.build(reports, hand_encoder, second).first_stage
        assert isinstance(found, FirstStage)
        return found._pooled.key

    keys = [key(farm("rye")), key(farm("oats")), key(farm("rye"), farm("oats"))]
    keys.append(key(farm("rye"), second=ByHand(hand_encoder)))
    assert len(set(keys)) == 4
    assert key(farm("rye")) == keys[0]
