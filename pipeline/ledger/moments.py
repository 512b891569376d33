"""The ledger now or at an earlier moment: only what has changed since is folded, the rest read as it is."""

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, exists, false, or_, select, true

from models import DocumentRecord, Event, EventKind, LedgerEntry, LedgerState, Roster
from pipeline.ledger.fold import document_order, entry_order, fold
from pipeline.ledger.shapes import document_of, entry_of
from pipeline.ledger.stored_events import batched, event_of
from pipeline.ledger.tables import DOCUMENTS, ENTRIES, EVENTS, ROW_ORDER

_CHANGES = [
    kind.value for kind in (EventKind.ENTRY_CHANGED, EventKind.STATUS_CHANGED, EventKind.ACTION_TAKEN)
]


@dataclass(frozen=True)
class Moment:
    """After event `upto`, and by what is said to have happened on `on` or before; None does not narrow.

    A day counts by the dates on which things are said to have happened: later acts do not change what was
    printed for it. What is dated back afterwards does, and shows as a higher `last_seq`.
    """

    upto: int | None = None
    on: dt.date | None = None

    @property
    def seen(self) -> ColumnElement[bool]:
        """The events that had happened by then."""
        return and_(true(), *self._each(lambda column, value: column <= value))

    @property
    def later(self) -> ColumnElement[bool]:
        """The events that came after it."""
        return or_(*self._each(lambda column, value: column > value))

    @property
    def counting(self) -> ColumnElement[bool]:
        """The events seen, but for changes of a row that was added under a later date: of nothing, then."""
        if self.on is None:
            return self.seen
        added = EVENTS.alias()
        unborn = exists().where(
            added.c.subject == EVENTS.c.subject,
            added.c.kind == EventKind.ENTRY_ADDED.value,
            added.c.stated_on > self.on.isoformat(),
        )
        return and_(self.seen, ~and_(EVENTS.c.kind.in_(_CHANGES), unborn))

    def touched(self, table: Table) -> ColumnElement[bool]:
        """The rows of `entries` or `documents` that something after the moment is about."""
        ways = [] if self.upto is None else [table.c.last_seq > self.upto]
        if self.on is not None:
            dated = EVENTS.c.stated_on > self.on.isoformat()
            ways.append(exists().where(EVENTS.c.subject == table.c.id, dated))
        return or_(false(), *ways)

    def _each(self, compared: Any) -> list[ColumnElement[bool]]:
        limits = (
            (EVENTS.c.seq, self.upto),
            (EVENTS.c.stated_on, self.on.isoformat() if self.on else None),
        )
        return [compared(column, value) for column, value in limits if value is not None]


NOW = Moment()


def last_seq(connection: Connection, moment: Moment = NOW) -> int:
    """The number of the newest event that counts, 0 in an empty ledger."""
    newest = select(EVENTS.c.seq).where(moment.counting).order_by(EVENTS.c.seq.desc()).limit(1)
    return connection.execute(newest).scalar() or 0


def is_past(connection: Connection, moment: Moment) -> bool:
    """Whether anything came after the moment."""
    if moment == NOW:
        return False
    return connection.execute(select(EVENTS.c.seq).where(moment.later).limit(1)).first() is not None


def state_at(
    connection: Connection, moment: Moment = NOW, each: Callable[[LedgerEntry], LedgerEntry] | None = None
) -> LedgerState:
    """The whole ledger in memory; what can do with one row after the other asks `rows_at`.

    `each` may make a row smaller as soon as it is read.
    """
    rows = rows_at(connection, moment)
    return LedgerState(
        documents=documents_at(connection, moment),
        entries=tuple(map(each, rows) if each else rows),
        roster=roster_at(connection, moment),
        last_seq=last_seq(connection, moment),
    )


def rows_at(
    connection: Connection, moment: Moment = NOW, narrowed: ColumnElement[bool] | None = None
) -> Iterator[LedgerEntry]:
    """The rows in the order of the ledger, read as they are asked for.

    `narrowed` holds for the rows that nothing has touched since; the others come all, as they stood then.
    """
    query = select(ENTRIES.c.record).order_by(*ROW_ORDER)
    if narrowed is not None:
        query = query.where(narrowed)
    if not is_past(connection, moment):
        return _entries(connection, query)
    earlier = fold(_earlier_events(connection, ENTRIES, moment)).entries
    kept = _entries(connection, query.where(~moment.touched(ENTRIES)))
    return heapq.merge(kept, earlier, key=entry_order)


def documents_at(connection: Connection, moment: Moment = NOW) -> tuple[DocumentRecord, ...]:
    """The records of the documents, by name."""
    query = select(DOCUMENTS.c.record).order_by(DOCUMENTS.c.name, DOCUMENTS.c.id)
    if not is_past(connection, moment):
        return tuple(_documents(connection, query))
    earlier = fold(_earlier_events(connection, DOCUMENTS, moment)).documents
    kept = _documents(connection, query.where(~moment.touched(DOCUMENTS)))
    return tuple(sorted([*kept, *earlier], key=document_order))


def roster_at(connection: Connection, moment: Moment = NOW) -> Roster | None:
    """The roster in force."""
    query = select(EVENTS).where(EVENTS.c.kind == EventKind.ROSTER_SET.value, moment.seen)
    newest = connection.execute(query.order_by(EVENTS.c.seq.desc()).limit(1)).first()
    return fold([event_of(newest)]).roster if newest else None


def _entries(connection: Connection, query: Select[Any]) -> Iterator[LedgerEntry]:
    return (entry_of(row.record) for row in batched(connection, query))


def _documents(connection: Connection, query: Select[Any]) -> Iterator[DocumentRecord]:
    return (document_of(row.record) for row in batched(connection, query))


def _earlier_events(connection: Connection, table: Table, moment: Moment) -> Iterable[Event]:
    """The events up to the moment of what was touched after it."""
    touched = select(table.c.id).where(moment.touched(table))
    query = select(EVENTS).where(moment.counting, EVENTS.c.subject.in_(touched)).order_by(EVENTS.c.seq)
    return map(event_of, batched(connection, query))
