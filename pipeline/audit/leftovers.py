"""Rows and demands without any other: where a clerk changed nearly every word, both are left over."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models import Commitment
from pipeline.audit.evidence import WeighedPair

_MORE_CHANCES = 3
"""What is left over on both sides meets by chance more easily: the allowance counts so many times."""

_TIED = 0.85


class Left(NamedTuple):
    """When a row and a demand that are left over belong together.

    They must be `match` alike, `clear` times as much as either is to anything else left over, and each
    must say at least the share `part` of the other, if they share no unit and figure.
    """

    match: float = 0.115
    clear: float = 1.25
    part: float = 0.095


def left_over(
    by_row: Mapping[int, Sequence[WeighedPair]],
    accepted: Mapping[int, Sequence[WeighedPair]],
    commitments: Sequence[Commitment],
    rules: Left,
    allowance: float,
) -> list[WeighedPair]:
    """Pairs of a row and a demand without any other; `allowance` is for chance in a long ledger."""
    held = {each.pair.row for answers in accepted.values() for each in answers}
    left = [
        each
        for row, ranked in by_row.items()
        for each in ranked
        if row not in held and each.pair.sentence not in accepted and commitments[each.pair.sentence].asked
    ]
    by_sentence: dict[int, list[float]] = {}
    of_row: dict[int, list[float]] = {}
    for each in left:
        by_sentence.setdefault(each.pair.sentence, []).append(each.score)
        of_row.setdefault(each.pair.row, []).append(each.score)
    return [
        each
        for each in left
        if not each.at_odds
        and (each.tied or each.figures or each.shares_deed)
        and each.score >= rules.match + _MORE_CHANCES * allowance
        and _says_enough(each, rules)
        and _stands_out(each.score, by_sentence[each.pair.sentence], rules.clear)
        and _stands_out(each.score, of_row[each.pair.row], rules.clear)
    ]


def _says_enough(each: WeighedPair, rules: Left) -> bool:
    """Whether row and demand say enough of each other; less will do where they also name one unit."""
    if each.tied and each.figures:
        return True
    part = _TIED * rules.part if each.tied else rules.part
    return min(each.pair.of_row, each.pair.of_sentence) >= part


def _stands_out(score: float, among: Sequence[float], clear: float) -> bool:
    """Whether a score is the best, and so many times the next."""
    best, *rest = sorted(among, reverse=True)[:2]
    return score == best and all(score >= clear * other for other in rest)
