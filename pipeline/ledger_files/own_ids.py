"""Every row of a file has an id of its own: decisions of people and figures are kept by it."""

from collections import Counter
from collections.abc import Iterable

from models import LedgerRow


def with_own_ids(rows: Iterable[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Numbers that begin anew, or are merged over several measures, get a count after them: 1, 1#2.

    >>> [row.id for row in with_own_ids(LedgerRow(id="1", measure=words) for words in ("清淤", "护坡"))]
    ['1', '1#2']
    """
    seen: Counter[str] = Counter()
    made = []
    for row in rows:
        seen[row.id] += 1
        made.append(row if seen[row.id] == 1 else row.model_copy(update={"id": f"{row.id}#{seen[row.id]}"}))
    return tuple(made)
