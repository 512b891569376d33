"""Which rows of a ledger name the speech that is audited as their source, and which another paper."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models import LedgerRow
from pipeline.audit.likeness import Pair

_STRONG = 0.4
"""A row so like a sentence was most likely made of it."""
_SEVERAL = 2
"""A paper that so many such rows name may be the speech."""


class Papers(NamedTuple):
    """The rows that name the speech as their source, and those that name another paper."""

    ours: frozenset[int] = frozenset()
    others: frozenset[int] = frozenset()


def papers_of(rows: Sequence[LedgerRow], alike: Iterable[Pair]) -> Papers:
    """The rows by their source: what several rows like the speech name is the speech."""
    strong = {pair.row for pair in alike if pair.score >= _STRONG}
    named = Counter(rows[at].source for at in strong if rows[at].source)
    ours = {source for source, count in named.items() if count >= _SEVERAL}
    if not ours:
        return Papers()
    mine = frozenset(at for at, row in enumerate(rows) if row.source in ours)
    return Papers(mine, frozenset(at for at, row in enumerate(rows) if row.source) - mine)
