"""Rows of papers just read whose demand is in the ledger word for word: the same measure, units and limit.

Whether a paper was new or known makes no difference: a run that was broken off is made good by the next one.
"""

from collections.abc import Collection
from itertools import islice

from sqlalchemy import Connection, select

from models import LedgerEntry, Status
from pipeline.ledger.demands import demands_of
from pipeline.ledger.merging import TOPIC
from pipeline.ledger.queries import first_seen
from pipeline.ledger.shapes import entry_of
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import CHUNK, chunks
from pipeline.ledger.tables import ENTRIES
from pipeline.ledger.twins import Twins, twins


def equal_rows(ledger: Ledger, documents: Collection[str]) -> list[Twins]:
    """The equal pairs of which one is a draft of one of these documents and on which nobody has ruled.

    Only rows with the same words are read; `twins` finds those that differ in spaces or punctuation.
    """
    with ledger.transaction() as connection:
        fresh = _drafts_of(connection, documents)
        rows = _same_words(connection, fresh)
    if len(rows) < 2:
        return []
    apart = {event.subject for event in ledger.notes(TOPIC)}
    pairs = twins(demands_of(rows), first_seen(ledger))
    return [
        pair
        for pair in pairs
        if pair.equal and pair.other.draft and pair.key not in apart and {pair.keep.id, pair.other.id} & fresh
    ]


def _drafts_of(connection: Connection, documents: Collection[str]) -> set[str]:
    draft = ENTRIES.c.status == Status.DRAFT.value
    found: set[str] = set()
    for names in chunks(sorted(documents)):
        query = select(ENTRIES.c.id).where(ENTRIES.c.document_id.in_(names), draft)
        found.update(row.id for row in connection.execute(query))
    return found


def _same_words(connection: Connection, fresh: set[str]) -> list[LedgerEntry]:
    """All rows that have a measure in common with one of the fresh rows."""
    found: dict[str, LedgerEntry] = {}
    names = iter(sorted(fresh))
    while some := list(islice(names, CHUNK)):
        measures = select(ENTRIES.c.measure).where(ENTRIES.c.id.in_(some))
        query = select(ENTRIES.c.id, ENTRIES.c.record).where(ENTRIES.c.measure.in_(measures))
        found.update((row.id, entry_of(row.record)) for row in connection.execute(query))
    return list(found.values())
