"""Late interaction over vectors one can compute by hand: every word piece of the question looks for its nearest."""

from __future__ import annotations

import numpy as np
import pytest

from index.encoder import Encoded, Encoder
from index.late_interaction import LateInteraction, quantised
from index.windows import alone

TEXTS = ["prisons and courts", "prisons by night", "hate speech", "courts"]


@pytest.fixture
def late(hand_encoder: Encoder) -> LateInteraction:
    return LateInteraction([hand_encoder.encode(alone(TEXTS))])


def encoded(*texts: list[tuple[int, tuple[float, float]]]) -> Encoded:
    """Texts as (word piece, its vector in the plane)."""
    pieces = [piece for text in texts for piece, _ in text]
    tokens = np.array([vector for text in texts for _, vector in text], dtype=np.float32).reshape(-1, 2)
    starts = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return Encoded(tokens, np.array(pieces, dtype=np.int64), starts)


NOTHING_BEFORE = np.arange(4)[:, None]
A_BYTE = 0.002  # by which a cosine may move where its figures are held in bytes
EAST, NORTH, BETWEEN = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)


def test_a_text_that_holds_every_piece_scores_1_and_one_that_holds_none_0(
    late: LateInteraction, hand_encoder: Encoder
) -> None:
    scores = late.scores(hand_encoder.encode_question("courts, prisons"))
    assert scores == pytest.approx([1, scores[1], 0, scores[3]])
    assert 0 < scores[1] < 1
    assert 0 < scores[3] < 1


def test_the_score_is_the_mean_cosine_of_each_pieces_nearest() -> None:
    late = LateInteraction([encoded([(7, EAST), (8, NORTH)], [(9, BETWEEN)])])
    question = encoded([(1, EAST), (2, NORTH)])  # both unknown to the texts: the same weight
    assert late.scores(question) == pytest.approx([1.0, (0.6 + 0.8) / 2], abs=A_BYTE)


def test_a_rare_piece_counts_more_than_one_in_every_text() -> None:
    late = LateInteraction([encoded([(1, EAST)], [(1, EAST)], [(1, EAST), (2, NORTH)])])
    scores = late.scores(encoded([(1, EAST), (2, NORTH)]))
    assert scores[2] == pytest.approx(1)
    assert scores[0] == scores[1] < 0.5


def test_softened_rare_pieces_count_less_more() -> None:
    texts = [encoded([(1, EAST)], [(1, EAST)], [(1, EAST), (2, NORTH)])]
    question = encoded([(1, EAST), (2, NORTH)])
    plain, soft = LateInteraction(texts).scores(question), LateInteraction(texts, softened=True).scores(question)
    assert plain[0] < soft[0] < 0.5


def test_only_the_texts_looked_at_get_a_score(late: LateInteraction, hand_encoder: Encoder) -> None:
    question = hand_encoder.encode_question("courts and prisons")
    whole = late.scores(question)
    for places in ([0], [3, 0], [2], [1, 2, 3]):
        some = late.scores(question, np.array(places))
        assert some[places] == pytest.approx(whole[places])
        assert not some[[place for place in range(4) if place not in places]].any()


def test_a_group_says_what_its_texts_say_together(late: LateInteraction, hand_encoder: Encoder) -> None:
    question = hand_encoder.encode_question("speech, courts")
    single, together, _ = late.scores_with_groups(question, np.array([0, 0, 1, 1]), NOTHING_BEFORE)
    assert single == pytest.approx(late.scores(question))
    assert together[2] == together[3] == pytest.approx(1)  # one says speech, the other courts
    assert together[0] == together[1] == pytest.approx(single[0])


def test_a_text_says_with_what_leads_up_to_it_what_they_say_together(
    late: LateInteraction, hand_encoder: Encoder
) -> None:
    question = hand_encoder.encode_question("speech, courts")
    single, _, led = late.scores_with_groups(question, np.arange(4), np.array([[0, 0], [1, 0], [1, 2], [3, 2]]))
    assert led == pytest.approx([single[0], single[0], single[2], 1])  # "courts", led up to by "hate speech"


def test_groups_need_not_stand_together(late: LateInteraction, hand_encoder: Encoder) -> None:
    question = hand_encoder.encode_question("speech, courts")
    _, together, _ = late.scores_with_groups(question, np.array([0, 1, 0, 1]), NOTHING_BEFORE)
    assert together[0] == together[2] == pytest.approx(1)
    assert together[1] == together[3] < 1


def test_groups_that_share_texts_say_each_what_theirs_say_together(
    late: LateInteraction, hand_encoder: Encoder
) -> None:
    question = hand_encoder.encode_question("speech, courts")
    single = late.scores(question)
    assert late.scores_together(question, [(0,), (2, 3), (0, 2), (3,)]) == pytest.approx([single[0], 1, 1, single[3]])


def test_a_group_without_pieces_says_nothing(hand_encoder: Encoder) -> None:
    late = LateInteraction([hand_encoder.encode(alone(["the of", "courts", ""]))])
    courts, nothing = hand_encoder.encode_question("courts"), hand_encoder.encode_question("the of and")
    assert late.scores_together(courts, [(0, 2), (0, 1)]) == pytest.approx([0, 1])
    assert late.scores_together(nothing, [(0,), (1,)]) == [0, 0]


def test_a_text_without_pieces_scores_0_and_moves_no_other(hand_encoder: Encoder) -> None:
    late = LateInteraction(
        [hand_encoder.encode(alone(["the of", "courts", "", "prisons"])), hand_encoder.encode(alone(["", "courts"]))]
    )
    scores = late.scores(hand_encoder.encode_question("courts"))
    assert scores == pytest.approx([0, 1, 0, 0, 0, 1])
    groups, before = np.array([0, 0, 1, 1, 2, 2]), np.arange(6)[:, None]
    _, together, _ = late.scores_with_groups(hand_encoder.encode_question("courts"), groups, before)
    assert together == pytest.approx([1, 1, 0, 0, 1, 1])


def test_a_question_without_pieces_scores_0_everywhere(late: LateInteraction, hand_encoder: Encoder) -> None:
    question = hand_encoder.encode_question("the of and")
    assert late.scores(question).tolist() == [0, 0, 0, 0]
    found = late.scores_with_groups(question, np.zeros(4, dtype=np.int64), NOTHING_BEFORE)
    assert [part.tolist() for part in found] == [[0] * 4] * 3


@pytest.mark.parametrize("texts", [[], ["", "the"]])
def test_texts_without_any_piece_break_nothing(hand_encoder: Encoder, texts: list[str]) -> None:
    late = LateInteraction([hand_encoder.encode(alone(texts))])
    assert late.scores(hand_encoder.encode_question("courts")).tolist() == [0] * len(texts)


def test_a_byte_a_figure_moves_a_score_by_less_than_a_five_hundredth() -> None:
    chance = np.random.default_rng(20201001)
    tokens = chance.normal(size=(400, 128)).astype(np.float32)
    tokens /= np.linalg.norm(tokens, axis=1, keepdims=True)
    numbers, starts = np.arange(400), np.arange(0, 401, 8)
    texts, question = (
        Encoded(tokens, numbers, starts),
        Encoded(tokens[:12], numbers[:12], starts),
    )
    exact = np.maximum.reduceat(tokens[:12] @ tokens.T, starts[:-1], axis=1).mean(axis=0)
    assert LateInteraction([texts]).scores(question) == pytest.approx(exact, abs=A_BYTE)
    kept = Encoded(quantised(tokens), numbers, starts)
    assert LateInteraction([kept]).scores(question).tolist() == LateInteraction([texts]).scores(question).tolist()
