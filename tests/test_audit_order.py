"""Ledgers whose rows follow the speech: what stands where tells what a row may answer."""

import pytest

from pipeline.audit.evidence import WeighedPair
from pipeline.audit.likeness import Pair
from pipeline.audit.row_order import in_their_place, order_of


def pair(row, sentence, score=0.6):
    return WeighedPair(Pair(row, sentence, score, score, frozenset({"蜂场"})), score, ())


def answers(*pairs):
    accepted = {}
    for each in pairs:
        accepted.setdefault(each.pair.sentence, []).append(each)
    return accepted


IN_ORDER = [pair(at, at) for at in (0, 1, 2, 4, 5, 6)]


@pytest.mark.parametrize(
    ("row", "sentence", "score", "out"),
    [(9, 1, 0.2, True), (9, 1, 0.5, False), (3, 3, 0.2, False), (3, 5, 0.2, True), (9, 7, 0.2, False)],
)
def test_a_weak_pair_against_the_order(row, sentence, score, out):
    assert order_of(answers(*IN_ORDER)).is_out(pair(row, sentence, score)) is out


def test_a_sure_row_may_answer_the_sentence_before_its_own_too():
    assert not order_of(answers(*IN_ORDER)).is_out(pair(4, 3, 0.15))


@pytest.mark.parametrize("rows", [(0, 1, 2), (6, 3, 0, 5, 1, 4, 2)])
def test_few_rows_and_shuffled_ones_tell_no_order(rows):
    order = order_of(answers(*(pair(row, at) for at, row in enumerate(rows))))
    assert order.rows == ()
    assert not order.is_out(pair(9, 1, 0.2))
    assert order.bounds(3) is None


def test_what_is_left_over_between_two_sure_rows_belongs_together():
    accepted = answers(*IN_ORDER)
    left = {3: [pair(3, 3, 0.1)], 8: [pair(8, 7, 0.1)]}
    found = in_their_place(left, accepted, order_of(accepted), asked=range(8))
    assert [(each.pair.row, each.pair.sentence) for each in found] == [(3, 3)]


def test_of_two_rows_in_one_place_the_likest_answers():
    accepted = answers(*(pair(at, at) for at in (0, 1, 2)), *(pair(at, at - 1) for at in (5, 6, 7)))
    left = {3: [pair(3, 3, 0.1)], 4: [pair(4, 3, 0.12)]}
    found = in_their_place(left, accepted, order_of(accepted), asked=range(8))
    assert [(each.pair.row, each.pair.sentence) for each in found] == [(4, 3)]
