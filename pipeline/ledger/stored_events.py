"""Events as the database holds them: read in order, written at the end with their hash."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Row, Select, insert, select

from models import Event, EventKind
from pipeline.ledger.chain import START, canonical, link
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.errors import NOT_AS_WRITTEN, DamagedError
from pipeline.ledger.tables import EVENTS

CHUNK = 500
"""How many names one statement takes, and how many rows are held at a time."""
PROVEN = 1_000
"""How many of the newest events are proven before anything is written behind them."""


def append_events(
    connection: Connection, new: Iterable[NewEvent], on: dt.date, actor: str
) -> tuple[Event, ...]:
    """Write the events after the last one, each chained to the one before it."""
    newest = select(EVENTS.c.seq, EVENTS.c.hash).order_by(EVENTS.c.seq.desc()).limit(1)
    last = connection.execute(newest).first()
    seq, before = (last.seq, last.hash) if last else (0, START)
    rows: list[dict[str, Any]] = []
    for number, event in enumerate(new, seq + 1):
        row: dict[str, Any] = {
            "seq": number,
            "stated_on": on.isoformat(),
            "actor": actor,
            "kind": event.kind.value,
            "subject": event.subject,
            "payload": canonical(event.payload),
        }
        before = link(before, row.values())
        rows.append(row | {"hash": before})
    if rows:
        connection.execute(insert(EVENTS), rows)
    written = select(EVENTS).where(EVENTS.c.seq > seq).order_by(EVENTS.c.seq)
    return tuple(map(event_of, connection.execute(written))) if rows else ()


def events_about(connection: Connection, subjects: Iterable[str]) -> list[Event]:
    """All events of these subjects in order; asked in chunks, since a statement takes only so many names."""
    names: Collection[str] = list(dict.fromkeys(subjects))
    rows = [
        row
        for chunk in chunks(list(names))
        for row in connection.execute(select(EVENTS).where(EVENTS.c.subject.in_(chunk)))
    ]
    return sorted(map(event_of, rows), key=lambda event: event.seq)


def events_by_subject(connection: Connection, damaged: set[str] | None = None) -> Iterator[list[Event]]:
    """Every event, those about one subject together and in order; some hundred subjects at a time.

    The subject of an event that cannot be read goes into `damaged`, where that is given.
    """
    query = select(EVENTS).order_by(EVENTS.c.subject, EVENTS.c.seq)
    batch: list[Event] = []
    subjects, last = 0, ""
    for row in batched(connection, query):
        if row.subject != last:
            subjects, last = subjects + 1, row.subject
            if subjects > CHUNK:
                yield batch
                batch, subjects = [], 1
        try:
            batch.append(event_of(row))
        except DamagedError:
            if damaged is None:
                raise
            damaged.add(row.subject)
    if batch:
        yield batch


def event_count(connection: Connection) -> int:
    """How many events there are; they are numbered without a gap."""
    return connection.execute(select(EVENTS.c.seq).order_by(EVENTS.c.seq.desc()).limit(1)).scalar() or 0


def batched(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    """The rows of a query, some hundred at a time: on a server by a cursor of its own."""
    return iter(connection.execute(query, execution_options={"yield_per": CHUNK}))


def chunks(names: list[str]) -> list[list[str]]:
    """The names in lists that a statement can take."""
    return [names[at : at + CHUNK] for at in range(0, len(names), CHUNK)]


def event_of(row: Row[Any]) -> Event:
    """A stored row as the record of it."""
    seq, stated_on, actor, kind, subject, payload, _ = tuple[Any, ...](row)
    try:
        return Event(
            seq=seq,
            on=dt.date.fromisoformat(stated_on),
            actor=actor,
            kind=EventKind(kind),
            subject=subject,
            payload=from_json(payload),
        )
    except NOT_AS_WRITTEN as fault:
        raise DamagedError(f"第 {seq} 条记录") from fault


def linked(before: str, row: Row[Any]) -> bool:
    """Whether a stored row is what was written after the event with the hash `before`."""
    *told, hashed = tuple[Any, ...](row)
    try:
        return bool(link(before, told) == hashed)
    except TypeError:  # bytes where text was written
        return False


def prove_end(connection: Connection) -> None:
    """Refuse to write behind events that are not what was written: the newest ones are looked at.

    Raises:
        DamagedError: at the first that is not.
    """
    newest = select(EVENTS).order_by(EVENTS.c.seq.desc()).limit(PROVEN + 1)
    rows = list(connection.execute(newest).all())[::-1]
    before, number = START, 0
    if len(rows) > PROVEN:
        first = rows.pop(0)
        before, number = first.hash, first.seq
    for row in rows:
        number += 1
        if row.seq != number or not linked(before, row):
            raise DamagedError(f"第 {number} 条记录")
        before = row.hash
