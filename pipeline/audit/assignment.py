"""Which row answers which commitment: several rows for one, one row for several, or none at all.

First each row goes to the sentence it is most like, if it is like enough; of several rows for one sentence,
those are dropped that say nothing of it which better ones do not. Then a sentence still without a row may
share that of another sentence, if the row has words for it that the other leaves unexplained. So one row can
serve two sentences, and a row is not given to every sentence on its subject. Last, what is left over on both
sides is paired where it clearly belongs together (`leftovers.py`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models import Commitment
from pipeline.audit.evidence import WeighedPair
from pipeline.audit.grams import grams
from pipeline.audit.leftovers import Left, left_over
from pipeline.audit.likeness import Scale
from pipeline.audit.row_order import in_their_place, order_of

_FAR = 120
_NOTHING = 0.01
_SMALL = 40
"""Up to so many rows chance resemblance needs no allowance."""


class Rules(NamedTuple):
    """From which likeness on a row counts; found on the study cases, checked on the held-out ones.

    `match` is for a row's best sentence, `alone` when no other sentence comes near (`clear` times less),
    `unasked` for sentences that demand nothing (a row on one that names nobody and sets nothing counts
    from `bare` on only, and answers nothing else either); against a demand that would do they must be
    `told` times as like. `beside` is what a further row must have of the best row's likeness, or else
    words of its own (`own`), or a unit and so much likeness that it belongs nowhere else (`kin`), unless
    the best row holds so much of the sentence (`full`) that the further one adds nothing; `left`
    is for rows and demands left over; the rest is for sharing a row.
    """

    match: float = 0.2
    alone: float = 0.15
    clear: float = 1.6
    alone_part: float = 0.09
    unasked: float = 0.3
    bare: float = 0.4
    told: float = 2.0
    growth: float = 0.008
    beside: float = 0.75
    own: float = 0.03
    kin: float = 0.3
    full: float = 0.6
    near: float = 0.11
    near_fresh: float = 0.05
    shared: float = 0.2
    shared_fresh: float = 0.12
    left: Left = Left()
    again: float = 0.25
    again_fresh: float = 0.25


@dataclass(frozen=True)
class Assignment:
    """The accepted pairs by commitment, and the rows that have one."""

    by_commitment: Mapping[int, tuple[WeighedPair, ...]]
    supported: frozenset[int]


def assign(
    commitments: Sequence[Commitment], found: Sequence[WeighedPair], scale: Scale, rows: int, rules: Rules
) -> Assignment:
    """The accepted pairs; `found` holds every pair worth a look, of a ledger of `rows` rows."""
    work = _Work(
        commitments, scale, rules, rules.growth * max(0.0, math.log2(rows / _SMALL)) if rows else 0.0
    )
    whole, by_row = _by_row(e for e in found if not e.pair.partial), _by_row(found)
    accepted: dict[int, list[WeighedPair]] = {}
    for row, ranked in by_row.items():
        by_row[row] = work.demands_first(ranked)
        candidates = work.demands_first(whole[row]) if row in whole else by_row[row]
        best = next((c[0] for c in (candidates, by_row[row]) if work.answers_best(c)), None)
        if best:
            accepted.setdefault(best.pair.sentence, []).append(best)
    accepted = {sentence: work.without_idle(rows_of) for sentence, rows_of in accepted.items()}
    for evidence in work.further(by_row, accepted):
        accepted.setdefault(evidence.pair.sentence, []).append(evidence)
    for pairs in (whole, by_row):
        for evidence in left_over(pairs, accepted, commitments, rules.left, work.allowance):
            accepted[evidence.pair.sentence] = [evidence]
    accepted = work.in_order(by_row, accepted)
    accepted = {at: each for at, each in accepted.items() if not work.only_told(at, each)}
    ordered = {at: tuple(sorted(each, key=lambda e: (-e.score, e.pair.row))) for at, each in accepted.items()}
    return Assignment(ordered, frozenset(e.pair.row for each in ordered.values() for e in each))


def _by_row(found: Iterable[WeighedPair]) -> dict[int, list[WeighedPair]]:
    """The pairs of each row, the best first: with each sentence one, of the row or of a part of it."""
    ranked: dict[int, dict[int, WeighedPair]] = {}
    for evidence in sorted(found, key=lambda each: (-each.score, each.pair.sentence, each.pair.partial)):
        ranked.setdefault(evidence.pair.row, {}).setdefault(evidence.pair.sentence, evidence)
    return {row: list(of_row.values()) for row, of_row in ranked.items()}


def _names_in(commitment: Commitment) -> frozenset[str]:
    """The words of the units that a sentence names: a row that shares no more is about the unit."""
    return frozenset(gram for owner in commitment.owners for gram in grams(owner.mention))


@dataclass(frozen=True)
class _Work:
    """What every step of the assignment needs; `allowance` is for chance in a long ledger."""

    commitments: Sequence[Commitment]
    scale: Scale
    rules: Rules
    allowance: float

    def demands_first(self, ranked: list[WeighedPair]) -> list[WeighedPair]:
        """A sentence that only tells something takes no row from a demand that is like enough to it."""
        demands = [each for each in ranked if self.commitments[each.pair.sentence].asked]
        if not demands or demands[0] is ranked[0] or not self.answers_best(demands):
            return ranked
        if ranked[0].score >= self.rules.told * demands[0].score:
            return ranked
        return demands

    def answers_best(self, ranked: Sequence[WeighedPair]) -> bool:
        """Whether the row is like enough to its best sentence."""
        best, rules = ranked[0], self.rules
        if not self.commitments[best.pair.sentence].asked:
            return best.score >= rules.unasked + self.allowance
        runner_up = ranked[1].score if len(ranked) > 1 else 0.0
        alone = (
            not best.at_odds
            and best.pair.score >= rules.alone + self.allowance
            and best.score >= rules.clear * runner_up
            and best.pair.of_sentence >= rules.alone_part
        )
        return alone or best.score >= rules.match + self.allowance

    def in_order(
        self, by_row: Mapping[int, Sequence[WeighedPair]], accepted: Mapping[int, list[WeighedPair]]
    ) -> dict[int, list[WeighedPair]]:
        """What was accepted, in a ledger that follows the speech without what goes against that order.

        There a row that is left over answers the demand that is, where it stands between their neighbours.
        """
        order = order_of(accepted)
        kept = {at: [e for e in each if not order.is_out(e)] for at, each in accepted.items()}
        kept = {at: each for at, each in kept.items() if each}
        asked = (at for at, commitment in enumerate(self.commitments) if commitment.asked)
        for evidence in in_their_place(by_row, kept, order, asked):
            kept[evidence.pair.sentence] = [evidence]
        return kept

    def only_told(self, sentence: int, answers: Sequence[WeighedPair]) -> bool:
        """Whether the sentence only tells something, and no row is so like it that it was made of it."""
        told = self.commitments[sentence]
        says_more = told.asked or told.owners or told.deadlines or told.targets
        return not says_more and max(each.score for each in answers) < self.rules.bare + self.allowance

    def without_idle(self, answers: list[WeighedPair]) -> list[WeighedPair]:
        """The rows of one sentence, without rows whose likeness adds nothing to that of better rows."""
        ranked = sorted(answers, key=lambda each: (-each.score, each.pair.row))
        best = ranked[0]
        named = _names_in(self.commitments[best.pair.sentence])
        kept: list[WeighedPair] = []
        explained: set[str] = set()
        figures: set[str] = set()
        for each in ranked:
            if kept and each.others and not each.figures and each.score < self.rules.kin:
                continue  # another unit does something else there
            fresh = self._share_of_sentence(each, explained | named)
            counts = bool(each.figures - figures) or (each.tied and each.score >= self.rules.kin)
            counts = counts and not (fresh < _NOTHING and best.pair.of_sentence >= self.rules.full)
            if not kept or each.score >= self.rules.beside * best.score or fresh >= self.rules.own or counts:
                kept.append(each)
                explained |= each.pair.shared
                figures |= each.figures
        return kept

    def further(
        self, by_row: Mapping[int, Sequence[WeighedPair]], accepted: Mapping[int, Sequence[WeighedPair]]
    ) -> list[WeighedPair]:
        """Rows that serve a second sentence, those first that have no row yet."""
        held = {e.pair.row: e for answers in accepted.values() for e in answers}
        others = [
            each
            for row, best in held.items()
            for each in by_row[row]
            if each is not best and self.commitments[each.pair.sentence].asked
        ]
        found: dict[int, list[WeighedPair]] = {}
        for each in sorted(others, key=lambda e: (-e.score, e.pair.row)):
            has_row = each.pair.sentence in accepted or each.pair.sentence in found
            if self._serves(each, held[each.pair.row], has_row=has_row):
                found.setdefault(each.pair.sentence, []).append(each)
        return [each for answers in found.values() for each in answers]

    def _serves(self, other: WeighedPair, best: WeighedPair, *, has_row: bool) -> bool:
        rules = self.rules
        fresh = self._share_of_row(other, best.pair.shared)
        if has_row:
            return other.score >= rules.again and fresh >= rules.again_fresh
        if self._adjacent(other, best) and not (other.others and not best.others):
            return other.score >= rules.near and fresh >= (0.02 if other.tied else rules.near_fresh)
        return other.score >= rules.shared and fresh >= rules.shared_fresh

    def _share_of_row(self, evidence: WeighedPair, explained: frozenset[str]) -> float:
        pair = evidence.pair
        if not pair.of_row:
            return 0.0
        return self.scale.mass(pair.shared - explained) / self.scale.mass(pair.shared) * pair.of_row

    def _share_of_sentence(self, evidence: WeighedPair, explained: set[str]) -> float:
        pair = evidence.pair
        if not pair.of_sentence:
            return 0.0
        return self.scale.mass(pair.shared - explained) / self.scale.mass(pair.shared) * pair.of_sentence

    def _adjacent(self, one: WeighedPair, other: WeighedPair) -> bool:
        """Whether no other demand stands between the two, and not much else."""
        first, second = sorted((one.pair.sentence, other.pair.sentence))
        apart = self.commitments[second].source.start - self.commitments[first].source.end
        between = self.commitments[first + 1 : second]
        return apart <= _FAR and not any(commitment.asked for commitment in between)
