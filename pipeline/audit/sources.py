"""Which rows of a ledger name a paper as their source that is not the speech which is audited."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models import LedgerRow
from pipeline.audit.likeness import Pair

_STRONG = 0.4
"""A row so like a sentence was most likely made of it."""
_SEVERAL = 2
"""A paper that so many such rows name may be the speech."""


def rows_of_other_papers(rows: Sequence[LedgerRow], alike: Iterable[Pair]) -> frozenset[int]:
    """The rows with a source that hardly any row like the speech names; none where no source stands out."""
    strong = {pair.row for pair in alike if pair.score >= _STRONG}
    named = Counter(rows[at].source for at in strong if rows[at].source)
    ours = {source for source, count in named.items() if count >= _SEVERAL}
    if not ours:
        return frozenset()
    return frozenset(at for at, row in enumerate(rows) if row.source and row.source not in ours)
