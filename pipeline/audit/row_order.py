"""Ledgers whose rows follow the speech: where a row stands tells which sentences it may answer.

A clerk who goes through a speech from top to bottom writes its rows in that order; rows of other papers stand
behind them. Whether a ledger is of that kind, the rows that surely answer a sentence tell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.audit.evidence import WeighedPair

_SURE = 0.3
"""From this likeness on a row surely answers its sentence."""
_LEAST, _IN_ORDER = 6, 0.9
"""So many sure rows tell the order of a ledger, if such a share of them stands in that of the speech."""


class RowOrder(NamedTuple):
    """The sure rows that stand in the order of the speech, with their sentences; none in other ledgers."""

    rows: tuple[int, ...] = ()
    sentences: tuple[int, ...] = ()

    def bounds(self, row: int) -> tuple[int, int] | None:
        """The first and the last sentence that a row between two sure ones may answer."""
        before, behind = bisect_left(self.rows, row), bisect_right(self.rows, row)
        return (
            (self.sentences[before - 1], self.sentences[behind])
            if before > 0 and behind < len(self.rows)
            else None
        )

    def is_out(self, pair: WeighedPair) -> bool:
        """Whether a pair that is not sure goes against the order."""
        sentence, row = pair.pair.sentence, pair.pair.row
        before, behind = (
            self.sentences[: bisect_left(self.rows, row)],
            self.sentences[bisect_right(self.rows, row) :],
        )
        return pair.score < _SURE and (
            sentence < max(before, default=0) or sentence > min(behind, default=sentence)
        )


def order_of(accepted: Mapping[int, Sequence[WeighedPair]]) -> RowOrder:
    """The order of the rows that surely answer a sentence, if the ledger follows the speech."""
    best: dict[int, WeighedPair] = {}
    for each in (each for answers in accepted.values() for each in answers if each.score >= _SURE):
        held = best.setdefault(each.pair.row, each)
        if (-each.score, each.pair.sentence) < (-held.score, held.pair.sentence):
            best[each.pair.row] = each
    sure = [(row, best[row].pair.sentence) for row in sorted(best)]
    rising = [sure[at] for at in _rising([sentence for _, sentence in sure])]
    if len(rising) < max(_LEAST, _IN_ORDER * len(sure)):
        return RowOrder()
    return RowOrder(tuple(row for row, _ in rising), tuple(sentence for _, sentence in rising))


def _rising(numbers: Sequence[int]) -> list[int]:
    """Where the longest row of numbers stands of which none is smaller than the one before it.

    >>> _rising([1, 9, 2, 2, 5])
    [0, 2, 3, 4]
    """
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_right(ends, number)
        ends[length:] = [number, *ends[length + 1 :]]
        at_end[length:] = [at, *at_end[length + 1 :]]
        before.append(at_end[length - 1] if length else -1)
    found: list[int] = []
    at = at_end[-1] if at_end else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def in_their_place(
    by_row: Mapping[int, Sequence[WeighedPair]],
    accepted: Mapping[int, Sequence[WeighedPair]],
    order: RowOrder,
    asked: Iterable[int],
) -> list[WeighedPair]:
    """Of rows without a demand, those that stand where one without a row is wanted, the likest for each."""
    held = {each.pair.row for answers in accepted.values() for each in answers}
    open_demands = frozenset(asked) - accepted.keys()
    found: dict[int, WeighedPair] = {}
    for row, ranked in by_row.items():
        bounds = order.bounds(row)
        if row in held or bounds is None:
            continue
        here = [
            e for e in ranked if bounds[0] <= e.pair.sentence <= bounds[1] and e.pair.sentence in open_demands
        ]
        likest = max(here, key=lambda each: each.score, default=None)
        if likest is None or likest.at_odds or likest.strange:
            continue
        known = found.setdefault(likest.pair.sentence, likest)
        if likest.score > known.score:
            found[likest.pair.sentence] = likest
    return list(found.values())
