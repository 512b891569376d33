"""What the events fold to, kept in tables of its own in the same transaction: reading never folds again."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, or_, select

from models import STATUS_LABELS, DocumentRecord, Event, EventKind, LedgerEntry, LedgerState, Roster
from pipeline.ledger.fold import document_order, entry_order, fold, measure_place
from pipeline.ledger.standing import standing_of
from pipeline.ledger.stored_events import chunks, event_of, events_about
from pipeline.ledger.tables import DOCUMENTS, ENTRIES, EVENTS, OWNERS, ROW_ORDER


def renew(connection: Connection, subjects: Iterable[str]) -> None:
    """Write anew what these subjects fold to, from all their events."""
    about = events_about(connection, subjects)
    state = fold(about)
    for names in chunks([entry.id for entry in state.entries]):
        connection.execute(delete(ENTRIES).where(ENTRIES.c.id.in_(names)))
        connection.execute(delete(OWNERS).where(OWNERS.c.entry_id.in_(names)))
    for names in chunks([document.id for document in state.documents]):
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id.in_(names)))
    _insert(connection, state, about)


def rebuild(connection: Connection) -> None:
    """Fill the empty tables from all events."""
    events = [event_of(row) for row in connection.execute(select(EVENTS).order_by(EVENTS.c.seq))]
    _insert(connection, fold(events), events)


def last_seq(connection: Connection) -> int:
    """The number of the newest event, 0 in an empty ledger."""
    return connection.execute(select(func.max(EVENTS.c.seq))).scalar() or 0


def stored_state(connection: Connection, upto: int | None = None) -> LedgerState:
    """The ledger now, or as it stood after event `upto`: only what has changed since then is folded."""
    newest = last_seq(connection)
    if upto is None or upto >= newest:
        return LedgerState(
            documents=tuple(_documents(connection, newest)),
            entries=tuple(_entries(connection, newest)),
            roster=roster_of(connection, newest),
            last_seq=newest,
        )
    earlier = fold(_earlier_events(connection, ENTRIES, upto))
    papers = fold(_earlier_events(connection, DOCUMENTS, upto))
    return LedgerState(
        documents=tuple(sorted([*_documents(connection, upto), *papers.documents], key=document_order)),
        entries=tuple(sorted([*_entries(connection, upto), *earlier.entries], key=entry_order)),
        roster=roster_of(connection, upto),
        last_seq=upto,
    )


def roster_of(connection: Connection, upto: int | None = None) -> Roster | None:
    """The roster in force, now or after event `upto`."""
    query = select(EVENTS).where(EVENTS.c.kind == EventKind.ROSTER_SET.value)
    if upto is not None:
        query = query.where(EVENTS.c.seq <= upto)
    newest = connection.execute(query.order_by(EVENTS.c.seq.desc()).limit(1)).first()
    return fold([event_of(newest)]).roster if newest else None


def family_of(connection: Connection, entry_id: str, into: str = "") -> dict[str, LedgerEntry]:
    """The rows that an act on one may depend on: its parent, its parts, and the one to be merged into."""
    above = select(ENTRIES.c.parent).where(ENTRIES.c.id == entry_id)
    kin = or_(ENTRIES.c.parent == entry_id, ENTRIES.c.id.in_(above), ENTRIES.c.id == into)
    query = select(ENTRIES.c.record).where(kin).order_by(*ROW_ORDER)
    rows = [LedgerEntry.model_validate_json(row.record) for row in connection.execute(query)]
    return {row.id: row for row in rows}


def row_of(entry: LedgerEntry, last_seq: int) -> dict[str, Any]:
    """The row of `entries` for an entry that event `last_seq` touched last."""
    original, due = entry.original_due, entry.current_due
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
        "standing": standing_of(entry).model_dump_json(exclude_defaults=True),
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


def _insert(connection: Connection, state: LedgerState, events: Sequence[Event]) -> None:
    last = {event.subject: event.seq for event in events}
    rows = {
        ENTRIES: [row_of(entry, last[entry.id]) for entry in state.entries],
        OWNERS: [row for entry in state.entries for row in owner_rows(entry)],
        DOCUMENTS: [document_row(document, last[document.id]) for document in state.documents],
    }
    for table, new in rows.items():
        if new:
            connection.execute(insert(table), new)


def _entries(connection: Connection, upto: int) -> list[LedgerEntry]:
    """The rows that no later event has touched, in the order of the ledger."""
    query = select(ENTRIES.c.record).where(ENTRIES.c.last_seq <= upto).order_by(*ROW_ORDER)
    return [LedgerEntry.model_validate_json(row.record) for row in connection.execute(query)]


def _documents(connection: Connection, upto: int) -> list[DocumentRecord]:
    query = select(DOCUMENTS.c.record).where(DOCUMENTS.c.last_seq <= upto)
    query = query.order_by(DOCUMENTS.c.name, DOCUMENTS.c.id)
    return [DocumentRecord.model_validate_json(row.record) for row in connection.execute(query)]


def _earlier_events(connection: Connection, table: Table, upto: int) -> Iterable[Event]:
    """The events up to `upto` of what was touched after it."""
    later = select(table.c.id).where(table.c.last_seq > upto)
    query = select(EVENTS).where(EVENTS.c.seq <= upto, EVENTS.c.subject.in_(later)).order_by(EVENTS.c.seq)
    return map(event_of, connection.execute(query))
