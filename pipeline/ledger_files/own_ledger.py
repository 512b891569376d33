"""Our own ledger as rows of the same kind as anybody's."""

from models import STATUS_LABELS, LedgerEntry, LedgerRow, RowOwner
from pipeline.ledger import Ledger
from pipeline.ledger.selections import selected


def read_own(where: str) -> tuple[LedgerRow, ...]:
    """The rows of the ledger at a path or address.

    Raises:
        LedgerError: it is no ledger of ours, or cannot be read.
    """
    with Ledger.open(where, create=False) as ledger, selected(ledger) as chosen:
        return tuple(map(_row, chosen.entries))


def _row(entry: LedgerEntry) -> LedgerRow:
    deadline = entry.deadline
    first = deadline.due if deadline else None
    return LedgerRow(
        id=entry.id,
        measure=entry.measure,
        issue=entry.issue,
        owners=tuple(RowOwner(name=owner.name, role=owner.role) for owner in entry.owners),
        deadline=deadline.text if deadline else "",
        due=entry.handling.due or first,
        original_due=first if entry.handling.due else None,
        parent=entry.parent,
        status=STATUS_LABELS[entry.status],
        source=entry.document,
        place=entry.id,
    )
