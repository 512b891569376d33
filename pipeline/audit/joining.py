"""Adjacent sentences of one instruction: a lead-in shares the rows of the sentence that spells it out."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from models import Commitment, LedgerRow, Weight
from pipeline.audit.evidence import WeighedPair
from pipeline.audit.likeness import Scale, row_grams

_LONGEST = 30
_LEAST_SHARED = 0.07


def lead_ins(
    commitments: Sequence[Commitment],
    sentences: Sequence[frozenset[str]],
    rows: Sequence[LedgerRow],
    answered: Mapping[int, tuple[WeighedPair, ...]],
    scale: Scale,
) -> dict[int, int]:
    """Each sentence without a row that only opens a neighbour with rows, and that neighbour.

    It must be short and general, without a unit, limit or figure of its own, stand directly before the
    neighbour in one paragraph, and share words with it or its rows.
    """
    found: dict[int, int] = {}
    for at, (first, second) in enumerate(pairwise(commitments)):
        if at in answered or at + 1 not in answered or not _opens(first, second):
            continue
        mass = scale.mass(sentences[at])
        told = sentences[at + 1].union(*(row_grams(rows[each.pair.row]) for each in answered[at + 1]))
        if mass and scale.mass(sentences[at] & told) >= _LEAST_SHARED * mass:
            found[at] = at + 1
    return found


def _opens(first: Commitment, second: Commitment) -> bool:
    bare = not any(owner.basis == "explicit" for owner in first.owners) and not first.deadlines
    general = first.weight is Weight.GENERAL and bare and not first.targets
    return (
        first.asked
        and general
        and len(first.source.quote) <= _LONGEST
        and second.source.start == first.source.end
    )
