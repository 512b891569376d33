"""What is compared of two rows that may be one demand: a few words of each, so that all can be held. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models import EntryOwner, LedgerEntry, Role, Status
from pipeline.ledger.status_groups import SETTLED
from pipeline.normaliser.identity import fold

COMPARED = tuple(status for status in Status if status not in SETTLED - {Status.STANDING})
"""The states of rows that can still be merged."""


class Demand(NamedTuple):
    """A row as far as it is compared; `words` is its measure without spaces, width and punctuation.

    `units` says what units they are by the registry, or by name where it does not know them; `limit` is the
    limit in words where it gives no day.
    """

    id: str
    document_id: str
    document: str
    draft: bool
    words: str
    units: frozenset[tuple[str, Role]]
    due: dt.date | None
    limit: str

    def contradicts(self, other: "Demand") -> bool:
        """Whether a unit or a day of the one speaks against the other."""
        units = [{unit for unit, _ in demand.units} for demand in (self, other)]
        days = {self.due, other.due} - {None}
        return len(days) > 1 or (all(units) and not units[0] & units[1])

    def agrees(self, other: "Demand") -> bool:
        """Whether they are due on one day and a unit acts in both."""
        units = [{unit for unit, _ in demand.units} for demand in (self, other)]
        return self.due is not None and self.due == other.due and bool(units[0] & units[1])

    def equals(self, other: "Demand") -> bool:
        """Whether it asks the same of the same units with the same limit."""
        return self[4:] == other[4:]


def demands_of(entries: Iterable[LedgerEntry]) -> Iterator[Demand]:
    """The rows that may be merged; the parts of a row go with it. Equal owners are held once."""
    known: dict[frozenset[tuple[str, Role]], frozenset[tuple[str, Role]]] = {}
    for row in entries:
        if row.parent or row.status not in COMPARED:
            continue
        units = frozenset((_unit(owner), owner.role) for owner in row.owners)
        yield Demand(
            id=row.id,
            document_id=row.document_id,
            document=row.document,
            draft=row.status is Status.DRAFT,
            words=fold(row.measure),
            units=known.setdefault(units, units),
            due=row.original_due,
            limit="" if row.deadline is None or row.original_due else fold(row.deadline.text),
        )


def _unit(owner: EntryOwner) -> str:
    return owner.unit or fold(owner.name)
