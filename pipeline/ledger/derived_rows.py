"""What the events fold to, kept in tables of its own in the same transaction: reading never folds again."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select

from models import STATUS_LABELS, DocumentRecord, Event, LedgerEntry, LedgerState
from pipeline.ledger.fold import fold, measure_place
from pipeline.ledger.lights import red_after
from pipeline.ledger.shapes import entry_of, record_shape
from pipeline.ledger.slow_work import Work, tell
from pipeline.ledger.standing import standing_of
from pipeline.ledger.stored_events import chunks, event_count, events_about, events_by_subject
from pipeline.ledger.tables import DOCUMENTS, ENTRIES, OWNERS, ROW_ORDER


def renew(connection: Connection, subjects: Iterable[str]) -> None:
    """Write anew what these subjects fold to, from all their events."""
    about = events_about(connection, subjects)
    state = fold(about)
    for names in chunks([entry.id for entry in state.entries]):
        connection.execute(delete(ENTRIES).where(ENTRIES.c.id.in_(names)))
        connection.execute(delete(OWNERS).where(OWNERS.c.entry_id.in_(names)))
    for names in chunks([document.id for document in state.documents]):
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id.in_(names)))
    _insert(connection, derived(about, state))


def rebuild(connection: Connection, work: Work) -> None:
    """Fill the empty tables from all events, some hundred subjects at a time, as a part of some `work`."""
    done, total = 0, event_count(connection)
    for events in events_by_subject(connection):
        _insert(connection, derived(events, fold(events)))
        tell(work, done := done + len(events), total)


def derived(events: Iterable[Event], state: LedgerState) -> dict[Table, list[dict[str, Any]]]:
    """The rows of every table for what these events, all there are about their subjects, fold to."""
    last = {event.subject: event.seq for event in events}
    return {
        ENTRIES: [row_of(entry, last[entry.id]) for entry in state.entries],
        OWNERS: [row for entry in state.entries for row in owner_rows(entry)],
        DOCUMENTS: [document_row(document, last[document.id]) for document in state.documents],
    }


def family_of(connection: Connection, entry_id: str, into: str = "") -> dict[str, LedgerEntry]:
    """The rows that an act on one may depend on: its parent, its parts, and the one to be merged into."""
    above = select(ENTRIES.c.parent).where(ENTRIES.c.id == entry_id)
    kin = or_(ENTRIES.c.parent == entry_id, ENTRIES.c.id.in_(above), ENTRIES.c.id == into)
    query = select(ENTRIES.c.record).where(kin).order_by(*ROW_ORDER)
    rows = [entry_of(row.record) for row in connection.execute(query)]
    return {row.id: row for row in rows}


def row_of(entry: LedgerEntry, last_seq: int) -> dict[str, Any]:
    """The row of `entries` for an entry that event `last_seq` touched last."""
    original, due, standing = entry.original_due, entry.current_due, standing_of(entry)
    red = red_after(standing)
    return {
        "id": entry.id,
        "document": entry.document,
        "document_id": entry.document_id,
        "start": entry.sources[0].start if entry.sources else 0,
        "place": measure_place(entry),
        "parent": entry.parent,
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
        "red_after": red.isoformat() if red else None,
        "reminders": standing.reminders,
        "standing": standing.model_dump_json(exclude_defaults=True),
        "shape": record_shape(),
        "record": entry.model_dump_json(),
    }


def document_row(document: DocumentRecord, last_seq: int) -> dict[str, Any]:
    """The row of `documents` for a document that event `last_seq` touched last."""
    record = document.model_dump_json()
    return {"id": document.id, "name": document.name, "last_seq": last_seq, "record": record}


def owner_rows(entry: LedgerEntry) -> list[dict[str, Any]]:
    """The rows of `entry_owners` for an entry."""
    return [
        {"entry_id": entry.id, "place": place, "name": o.name, "role": o.role.value, "unit": o.unit}
        for place, o in enumerate(entry.owners, 1)
    ]


def _insert(connection: Connection, rows: dict[Table, list[dict[str, Any]]]) -> None:
    for table, new in rows.items():
        if new:
            connection.execute(insert(table), new)
