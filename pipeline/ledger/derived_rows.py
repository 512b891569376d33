"""The rows that the events fold to, kept in tables of their own in the same transaction, for queries."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from models import STATUS_LABELS, Event, LedgerEntry
from pipeline.ledger.fold import fold
from pipeline.ledger.stored_events import chunks, event_of, events_about
from pipeline.ledger.tables import ENTRIES, EVENTS, OWNERS


def renew(connection: Connection, subjects: Iterable[str]) -> None:
    """Write anew the rows of these entries, folded from all their events; other subjects have no row."""
    about = events_about(connection, subjects)
    entries = fold(about).entries
    for names in chunks([entry.id for entry in entries]):
        connection.execute(delete(ENTRIES).where(ENTRIES.c.id.in_(names)))
        connection.execute(delete(OWNERS).where(OWNERS.c.entry_id.in_(names)))
    _insert(connection, entries, _last_seq(about))


def rebuild(connection: Connection) -> None:
    """Fill the empty tables from all events."""
    events = [event_of(row) for row in connection.execute(select(EVENTS).order_by(EVENTS.c.seq))]
    _insert(connection, fold(events).entries, _last_seq(events))


def row_of(entry: LedgerEntry, last_seq: int) -> dict[str, Any]:
    """The row of `entries` for an entry that event `last_seq` touched last."""
    original, due = entry.original_due, entry.current_due
    return {
        "id": entry.id,
        "document": entry.document,
        "issue": entry.issue,
        "measure": entry.measure,
        "status": entry.status.value,
        "status_label": STATUS_LABELS[entry.status],
        "deadline_text": entry.deadline.text if entry.deadline else "",
        "original_due": original.isoformat() if original else None,
        "due": due.isoformat() if due else None,
        "extensions": entry.handling.extensions,
        "cycle": entry.handling.cycle,
        "percent": entry.handling.percent,
        "last_seq": last_seq,
        "record": entry.model_dump_json(),
    }


def owner_rows(entry: LedgerEntry) -> list[dict[str, Any]]:
    """The rows of `entry_owners` for an entry."""
    return [
        {"entry_id": entry.id, "place": place, "name": o.name, "role": o.role.value, "unit": o.unit}
        for place, o in enumerate(entry.owners, 1)
    ]


def _insert(connection: Connection, entries: Iterable[LedgerEntry], last_seq: dict[str, int]) -> None:
    entries = list(entries)
    if rows := [row_of(entry, last_seq[entry.id]) for entry in entries]:
        connection.execute(insert(ENTRIES), rows)
    if owners := [row for entry in entries for row in owner_rows(entry)]:
        connection.execute(insert(OWNERS), owners)


def _last_seq(events: Iterable[Event]) -> dict[str, int]:
    return {event.subject: event.seq for event in events}
