"""Finding rows: the database narrows and gives standings, entries are loaded for a page of them."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, func, select

from extractors.collector import collector_off
from models import EventKind, LedgerEntry, Status
from pipeline.ledger.derived_rows import last_seq, stored_state
from pipeline.ledger.standing import Standing, standing_of
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import chunks
from pipeline.ledger.tables import ENTRIES, EVENTS, OWNERS, ROW_ORDER

_STANDINGS = TypeAdapter(list[Standing])


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


EVERY_ROW = Query()


class Found(NamedTuple):
    """The standings that match, in the order of the ledger, and the last event that they know of."""

    rows: list[Standing]
    last_seq: int


def find_standings(ledger: Ledger, query: Query = EVERY_ROW, upto: int | None = None) -> Found:
    """The rows that match, now or as they stood after event `upto`."""
    with ledger.transaction() as connection:
        newest = last_seq(connection)
        if upto is None or upto >= newest:
            return Found(_standings(connection, _narrowed(query)), newest)
        earlier = stored_state(connection, upto)
    return Found([standing_of(entry) for entry in earlier.entries if query.matches(entry)], upto)


def find_page(ledger: Ledger, query: Query, skip: int, most: int) -> tuple[list[Standing], int]:
    """The standings of one page of the rows that match, and how many rows match in all."""
    rows = _narrowed(query)
    with ledger.transaction() as connection:
        total = connection.execute(select(func.count()).select_from(rows.order_by(None).subquery())).scalar()
        return _standings(connection, rows.offset(skip).limit(most)), total or 0


def _standings(connection: Connection, query: Select[tuple[str]]) -> list[Standing]:
    stored = ",".join(row.standing for row in connection.execute(query))
    with collector_off():
        return _STANDINGS.validate_json(f"[{stored}]")


def load_records(ledger: Ledger, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The entries with these ids as the database keeps them, in JSON's own types, in their order."""
    with ledger.transaction() as connection:
        for names in chunks(list(ids)):
            query = select(ENTRIES.c.id, ENTRIES.c.record).where(ENTRIES.c.id.in_(names))
            records = {row.id: row.record for row in connection.execute(query)}
            yield from (json.loads(records[name]) for name in names if name in records)


def load_entries(ledger: Ledger, ids: Iterable[str], upto: int | None = None) -> list[LedgerEntry]:
    """The entries with these ids, in their order, now or as they stood after event `upto`."""
    wanted = list(ids)
    if upto is not None:
        known = {entry.id: entry for entry in ledger.state(upto).entries}
        return [known[name] for name in wanted]
    records: dict[str, str] = {}
    with ledger.transaction() as connection:
        for names in chunks(wanted):
            query = select(ENTRIES.c.id, ENTRIES.c.record).where(ENTRIES.c.id.in_(names))
            records.update((row.id, row.record) for row in connection.execute(query))
    return [LedgerEntry.model_validate_json(records[name]) for name in wanted if name in records]


def find_rows(ledger: Ledger, query: Query = EVERY_ROW, upto: int | None = None) -> list[LedgerEntry]:
    """The entries that match, in the order of the ledger, now or as they stood after event `upto`."""
    if upto is not None:
        return [entry for entry in ledger.state(upto).entries if query.matches(entry)]
    return load_entries(ledger, (row.id for row in find_standings(ledger, query).rows))


def find_parts(ledger: Ledger, whole: str) -> list[LedgerEntry]:
    """The parts of a row, in their order."""
    with ledger.transaction() as connection:
        query = select(ENTRIES.c.record).where(ENTRIES.c.parent == whole).order_by(*ROW_ORDER)
        return [LedgerEntry.model_validate_json(row.record) for row in connection.execute(query)]


def find_of_document(ledger: Ledger, document_id: str) -> list[LedgerEntry]:
    """The rows that were read from a document, in its order."""
    with ledger.transaction() as connection:
        query = select(ENTRIES.c.record).where(ENTRIES.c.document_id == document_id).order_by(*ROW_ORDER)
        return [LedgerEntry.model_validate_json(row.record) for row in connection.execute(query)]


def first_seen(ledger: Ledger) -> dict[str, int]:
    """The number of the event by which each row came in."""
    with ledger.transaction() as connection:
        added = select(EVENTS.c.subject, EVENTS.c.seq).where(EVENTS.c.kind == EventKind.ENTRY_ADDED.value)
        return {row.subject: row.seq for row in connection.execute(added)}


def with_parts(ledger: Ledger, ids: Iterable[str]) -> list[str]:
    """Each id, and after it those of its parts."""
    return [name for one in ids for name in (one, *(part.id for part in find_parts(ledger, one)))]


def find_ids(ledger: Ledger, beginning: str, most: int = 5) -> list[str]:
    """Up to `most` ids that begin so, the exact one alone if there is one; parts only with a `-`."""
    with ledger.transaction() as connection:
        query = select(ENTRIES.c.id).where(ENTRIES.c.id.startswith(beginning, autoescape=True))
        if "-" not in beginning:
            query = query.where(ENTRIES.c.parent == "")
        ids = [row.id for row in connection.execute(query.order_by(ENTRIES.c.id).limit(most))]
    return [beginning] if beginning in ids else ids


def _narrowed(query: Query) -> Select[tuple[str]]:
    rows = select(ENTRIES.c.standing).order_by(*ROW_ORDER)
    if query.statuses:
        rows = rows.where(ENTRIES.c.status.in_([status.value for status in query.statuses]))
    if query.due_before:
        rows = rows.where(ENTRIES.c.due < query.due_before.isoformat())
    if query.unit:
        named = select(OWNERS.c.entry_id).where(OWNERS.c.name.contains(query.unit, autoescape=True))
        rows = rows.where(ENTRIES.c.id.in_(named))
    return rows
