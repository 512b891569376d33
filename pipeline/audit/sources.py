"""Which rows of a ledger name the speech that is audited as their source, and which another paper."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models import LedgerRow
from pipeline.audit.likeness import Pair

_STRONG = 0.4
"""A row so like a sentence was most likely made of it."""
_UNLIKE = 0.12
"""A row less like every sentence was most likely not made of the speech."""
_MOST_STRONG, _MOST_UNLIKE = 0.34, 0.2
"""Sources are kept with care where so few of the rows like the speech name another paper, and so few of
those unlike it the speech."""
_SEVERAL = 2
"""A paper that so many such rows name may be the speech."""


class Papers(NamedTuple):
    """The rows that name the speech as their source, and those that name another paper.

    `kept` says that the column of sources is kept with care: what it says of a row may be believed.
    """

    ours: frozenset[int] = frozenset()
    others: frozenset[int] = frozenset()
    kept: bool = False


def papers_of(rows: Sequence[LedgerRow], alike: Iterable[Pair]) -> Papers:
    """The rows by their source: what several rows like the speech name is the speech."""
    best: dict[int, float] = {}
    for pair in alike:
        best[pair.row] = max(pair.score, best.get(pair.row, 0.0))
    strong = {row for row, score in best.items() if score >= _STRONG}
    named = Counter(rows[at].source for at in strong if rows[at].source)
    ours = {source for source, count in named.items() if count >= _SEVERAL}
    if not ours:
        return Papers()
    mine = frozenset(at for at, row in enumerate(rows) if row.source in ours)
    others = frozenset(at for at, row in enumerate(rows) if row.source) - mine
    unlike = {at for at in mine | others if best.get(at, 0.0) < _UNLIKE}
    kept = len(strong & others) <= _MOST_STRONG * len(strong & (mine | others))
    return Papers(mine, others, kept and len(unlike & mine) < _MOST_UNLIKE * max(1, len(unlike)))
