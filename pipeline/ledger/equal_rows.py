"""Rows just read whose demand is in the ledger word for word: the same measure, units and limit."""

from itertools import islice

from sqlalchemy import Connection, select

from models import EventKind, LedgerEntry
from pipeline.ledger.demands import demands_of
from pipeline.ledger.merging import TOPIC
from pipeline.ledger.queries import first_seen
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import CHUNK
from pipeline.ledger.tables import ENTRIES, EVENTS
from pipeline.ledger.twins import Twins, twins


def equal_since(ledger: Ledger, since: int) -> list[Twins]:
    """The equal pairs of which one row came in after event `since` and on which nobody has ruled.

    Only rows with the same words are read; `twins` finds those that differ in spaces or punctuation.
    """
    with ledger.transaction() as connection:
        fresh = _added(connection, since)
        rows = _same_words(connection, fresh)
    if len(rows) < 2:
        return []
    apart = {event.subject for event in ledger.notes(TOPIC)}
    pairs = twins(demands_of(rows), first_seen(ledger))
    return [
        pair
        for pair in pairs
        if pair.equal and pair.key not in apart and {pair.keep.id, pair.other.id} & fresh
    ]


def _added(connection: Connection, since: int) -> set[str]:
    query = select(EVENTS.c.subject).where(EVENTS.c.kind == EventKind.ENTRY_ADDED.value, EVENTS.c.seq > since)
    return {row.subject for row in connection.execute(query)}


def _same_words(connection: Connection, fresh: set[str]) -> list[LedgerEntry]:
    """All rows that have a measure in common with one of the fresh rows."""
    found: dict[str, LedgerEntry] = {}
    names = iter(sorted(fresh))
    while some := list(islice(names, CHUNK)):
        measures = select(ENTRIES.c.measure).where(ENTRIES.c.id.in_(some))
        query = select(ENTRIES.c.id, ENTRIES.c.record).where(ENTRIES.c.measure.in_(measures))
        found.update(
            (row.id, LedgerEntry.model_validate_json(row.record)) for row in connection.execute(query)
        )
    return list(found.values())
