"""Our own ledger as rows of the same kind as anybody's."""

from models import STATUS_LABELS, LedgerEntry, LedgerRow, RowOwner, Status
from pipeline.ledger import Ledger
from pipeline.ledger.selections import selected

_OUT = frozenset({Status.VOID, Status.MERGED})


def read_own(where: str) -> tuple[LedgerRow, ...]:
    """The rows of the ledger at a path or address, without those that are void or merged into others.

    What was asked of a class of units is one row, whatever parts it was given: they say the same.

    Raises:
        LedgerError: it is no ledger of ours, or cannot be read.
    """
    with Ledger.open(where, create=False) as ledger, selected(ledger) as chosen:
        return tuple(_row(entry) for entry in chosen.entries if entry.status not in _OUT and not entry.parent)


def _row(entry: LedgerEntry) -> LedgerRow:
    deadline = entry.deadline
    return LedgerRow(
        id=entry.id,
        measure=entry.measure,
        issue=entry.issue,
        owners=tuple(RowOwner(name=owner.name, role=owner.role) for owner in entry.owners),
        deadline=deadline.text if deadline else "",
        due=deadline.due if deadline else None,
        status=STATUS_LABELS[entry.status],
        source=entry.document,
        place=entry.id,
    )
