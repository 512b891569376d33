"""Demands that a speech makes a second time (我再强调一遍, 再啰嗦一句): they have the rows of the first."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from models import Commitment
from pipeline.audit.assignment import Assignment
from pipeline.audit.commitments import says_again
from pipeline.audit.evidence import WeighedPair
from pipeline.audit.figures import figures_of
from pipeline.audit.likeness import Scale

_SHARE = 0.12
"""So much of a sentence that says it repeats something must stand in the first one."""
_CLEAR = 2.0
"""No other sentence may come so near: the share must be so many times that of the next."""
_TELLING = 30
_BESIDE = 0.75
"""Of several rows of the first sentence, those count that are so like the repetition as the likest."""
_WHY = "重申前面的要求，与前一句对应同一行"


def repetitions_of(
    commitments: Sequence[Commitment], sentences: Sequence[frozenset[str]], scale: Scale
) -> dict[int, int]:
    """Each sentence that says it repeats a demand, and the one that made the demand first."""
    found: dict[int, int] = {}
    for at, commitment in enumerate(commitments):
        if says_again(commitment.source.quote):
            earlier = [n for n in range(at) if commitments[n].asked and n not in found]
            first = _first(at, earlier, commitments, sentences, scale)
            if first is not None:
                found[at] = first
    return found


def _first(
    at: int,
    earlier: Sequence[int],
    commitments: Sequence[Commitment],
    sentences: Sequence[frozenset[str]],
    scale: Scale,
) -> int | None:
    """The earlier sentence that the one at `at` repeats: by a figure that only they have, or by its words."""
    figures = _telling_figures(commitments[at])
    same = [n for n in earlier if figures & _telling_figures(commitments[n])]
    if len(same) == 1:
        return same[0]
    mass = scale.mass(sentences[at]) or 1.0
    ranked = sorted(((scale.mass(sentences[at] & sentences[n]) / mass, n) for n in earlier), reverse=True)
    if not ranked or ranked[0][0] < _SHARE:
        return None
    rest = ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0][1] if ranked[0][0] >= _CLEAR * rest else None


def _telling_figures(commitment: Commitment) -> frozenset[tuple[float, str]]:
    found = figures_of(commitment.source.quote)
    return frozenset((figure.value, figure.unit) for figure in found if figure.value >= _TELLING)


def as_asked(commitments: Sequence[Commitment], first: Mapping[int, int]) -> list[Commitment]:
    """The commitments; what repeats a demand is one, however it is worded."""
    return [
        each.model_copy(update={"asked": True}) if at in first else each
        for at, each in enumerate(commitments)
    ]


def as_first(found: Sequence[WeighedPair], first: Mapping[int, int]) -> list[WeighedPair]:
    """The evidence, with what speaks for a repetition speaking for the demand itself."""
    return [_moved(each, first.get(each.pair.sentence, each.pair.sentence)) for each in found]


def _moved(evidence: WeighedPair, sentence: int) -> WeighedPair:
    return dataclasses.replace(evidence, pair=dataclasses.replace(evidence.pair, sentence=sentence))


def with_repetitions(
    assignment: Assignment, found: Sequence[WeighedPair], first: Mapping[int, int]
) -> Assignment:
    """The assignment in which every repetition has the rows of the first sentence that it speaks of."""
    own = {(each.pair.sentence, each.pair.row): each for each in sorted(found, key=lambda e: e.score)}
    again = {
        at: tuple(_rows_again(at, assignment.by_commitment[n], own))
        for at, n in first.items()
        if n in assignment.by_commitment
    }
    return Assignment({**assignment.by_commitment, **again}, assignment.supported)


def _rows_again(
    at: int, answers: Sequence[WeighedPair], own: Mapping[tuple[int, int], WeighedPair]
) -> Iterator[WeighedPair]:
    scores = {each.pair.row: own[at, each.pair.row].score for each in answers if (at, each.pair.row) in own}
    least = _BESIDE * max(scores.values(), default=0.0)
    for each in answers:
        if scores.get(each.pair.row, 0.0) >= least:
            mine = own.get((at, each.pair.row))
            yield dataclasses.replace(mine or _moved(each, at), why=(_WHY, *(mine.why if mine else ())))
