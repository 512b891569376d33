"""Finding rows: the database narrows by unit, status and last day; what is computed is judged afterwards."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from models import LedgerEntry, Status
from pipeline.ledger.fold import entry_order
from pipeline.ledger.store import Ledger
from pipeline.ledger.tables import ENTRIES, OWNERS


@dataclass(frozen=True)
class Query:
    """Which rows are wanted; what is empty does not narrow. `unit` is part of an owner's name."""

    statuses: Sequence[Status] = ()
    unit: str = ""
    due_before: dt.date | None = None

    def matches(self, entry: LedgerEntry) -> bool:
        """Whether the entry is wanted."""
        due = entry.current_due
        return (
            (not self.statuses or entry.status in self.statuses)
            and (not self.unit or any(self.unit in owner.name for owner in entry.owners))
            and (self.due_before is None or (due is not None and due < self.due_before))
        )


def find_rows(ledger: Ledger, query: Query, upto: int | None = None) -> list[LedgerEntry]:
    """The rows that match, in the order of the ledger, now or as they stood after event `upto`."""
    if upto is not None:
        return [entry for entry in ledger.state(upto).entries if query.matches(entry)]
    with ledger.transaction() as connection:
        found = [LedgerEntry.model_validate_json(row.record) for row in connection.execute(_narrowed(query))]
    return sorted((entry for entry in found if query.matches(entry)), key=entry_order)


def find_ids(ledger: Ledger, beginning: str, most: int = 5) -> list[str]:
    """Up to `most` ids that begin so, the exact one alone if there is one."""
    with ledger.transaction() as connection:
        query = select(ENTRIES.c.id).where(ENTRIES.c.id.startswith(beginning, autoescape=True))
        ids = [row.id for row in connection.execute(query.order_by(ENTRIES.c.id).limit(most))]
    return [beginning] if beginning in ids else ids


def _narrowed(query: Query) -> Select[tuple[str]]:
    rows = select(ENTRIES.c.record)
    if query.statuses:
        rows = rows.where(ENTRIES.c.status.in_([status.value for status in query.statuses]))
    if query.due_before:
        rows = rows.where(ENTRIES.c.due < query.due_before.isoformat())
    if query.unit:
        named = select(OWNERS.c.entry_id).where(OWNERS.c.name.contains(query.unit, autoescape=True))
        rows = rows.where(ENTRIES.c.id.in_(named))
    return rows
