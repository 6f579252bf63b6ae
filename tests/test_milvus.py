"""The first stage in Milvus finds what FAISS finds; tested against milvus-lite, which speaks as a server does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.startup import _keep
from corpus.errors import Misuse
from index import milvus_search
from index.encoder import Encoder, Matrix, unit
from index.first_stage import Pooled
from index.milvus_search import InMilvus, NoMilvus
from index.passage_index import PassageIndex
from index.vector_search import NearestOf
from tests.test_embeddings import ByHand
from tests.test_first_stage import CROPS, farm

_ROUNDED = 1e-6  # by which a cosine may lie below the last one's


@pytest.fixture(scope="module")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InMilvus]:
    held = InMilvus(str(tmp_path_factory.mktemp("milvus") / "lite.db"))
    yield held
    held.close()


def vectors(count: int, seed: int = 1) -> Matrix:
    return unit(np.random.default_rng(seed).standard_normal((count, 16)).astype(np.float32))


def pooled(key: str, count: int) -> Pooled:
    return Pooled(key, np.array([0, count]), None, None, list)


def never() -> Matrix:
    raise AssertionError("made once more")


def test_it_finds_what_faiss_finds_to_within_ties(milvus: InMilvus) -> None:
    many = vectors(400)
    there, here = milvus.vectors(pooled("many", 400), "meaning", lambda: many), NearestOf.among(many)
    for question in vectors(10, seed=2):
        found, true = there.nearest(question, 100), here.nearest(question, 100)
        assert len(set(found.tolist())) == 100
        assert (many[found] @ question).tolist() == pytest.approx((many[true] @ question).tolist(), abs=_ROUNDED)


def test_what_is_large_is_found_by_a_graph_there_too(milvus: InMilvus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milvus_search, "FLAT", 100)
    many = vectors(400)
    there = milvus.vectors(pooled("graph", 400), "meaning", lambda: many)
    shares = []
    for question in vectors(10, seed=2):
        found, true = there.nearest(question, 100), NearestOf.among(many).nearest(question, 100)
        shares.append(len(set(found.tolist()) & set(true.tolist())) / 100)
    assert np.mean(shares) >= 0.99
    assert milvus._client.describe_index("further_graph_meaning", "vector")["index_type"] == "HNSW"


def test_what_is_there_is_opened_and_not_made_again(milvus: InMilvus) -> None:
    first = milvus.vectors(pooled("there", 50), "across", lambda: vectors(50))
    again = milvus.vectors(pooled("there", 50), "across", never)
    assert again.nearest(vectors(50)[7], 1).tolist() == first.nearest(vectors(50)[7], 1).tolist() == [7]


def test_what_was_ended_in_the_middle_is_made_from_the_beginning(
    milvus: InMilvus, monkeypatch: pytest.MonkeyPatch
) -> None:
    milvus.vectors(pooled("half", 20), "meaning", lambda: vectors(20))
    monkeypatch.setattr(milvus_search, "_AT_ONCE", 7)
    whole = milvus.vectors(pooled("half", 50), "meaning", lambda: vectors(50))
    assert [whole.nearest(one, 1).tolist() for one in vectors(50)[::7]] == [[place] for place in range(0, 50, 7)]
    assert len(set(whole.nearest(vectors(1)[0], 90).tolist())) == 50


def test_answers_over_many_documents_are_those_with_faiss(milvus: InMilvus, hand_encoder: Encoder) -> None:
    second = ByHand(hand_encoder)
    reports = list(map(farm, CROPS))
    plain = PassageIndex.build(reports, hand_encoder, second)
    embedded = [one for _, one, _ in plain.held()]
    here = Assistant(plain)
    there = Assistant(PassageIndex(reports, embedded, hand_encoder, second, keep=milvus))
    for crop in CROPS[::8]:
        question = f"When do farmers sow {crop}?"
        assert there.answer(question).citations == here.answer(question).citations != ()


@pytest.mark.parametrize(
    "address", ["milvus://", "ftp://somewhere:1", "folder", "milvus://somewhere:port", "milvus://some where:1"]
)
def test_what_is_no_address_is_told_in_a_line(address: str) -> None:
    with pytest.raises(Misuse, match="Say milvus://HOST:PORT") as told:
        InMilvus(address)
    assert "\n" not in str(told.value)


def test_a_server_that_is_not_there_is_told_in_a_line_without_the_password() -> None:
    with pytest.raises(NoMilvus, match=r"Milvus at localhost:1 failed \(.+\). Is it running\?") as told:
        InMilvus("milvus://somebody:secret@localhost:1")
    assert "\n" not in str(told.value)
    assert "secret" not in str(told.value)


def test_without_its_package_what_to_install_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milvus_search, "find_spec", lambda _: None)
    with pytest.raises(NoMilvus, match=r"pip install 'further-assistant\[milvus\]'"):
        InMilvus("milvus://localhost:1")


def test_it_is_chosen_by_the_one_setting(tmp_path: Path) -> None:
    assert _keep(None, None) is None
    held = _keep(None, str(tmp_path / "one.db"))
    assert isinstance(held, InMilvus)
    held.close()
