"""The ledger as a file: events go in at the end, come out in order, and fold to its state."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, func, insert, select

from models import Event, EventKind, LedgerState
from pipeline.ledger.changes import NewEvent, events_of_reading
from pipeline.ledger.database import EVENTS, open_database
from pipeline.ledger.errors import told_in_chinese
from pipeline.ledger.fold import fold
from pipeline.normaliser import Normalised

_CHUNK = 500


class Ledger:
    """An open ledger; use it in a `with` statement so that the file is left whole and closed."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """The ledger at a path or `sqlite:///` address, new if there is none and `create` allows it.

        Raises:
            LedgerError: the file is no ledger, is newer than this program, or cannot be read and written.
        """
        return cls(*open_database(where, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(self, normalised: Normalised, on: dt.date, actor: str = "导入") -> tuple[Event, ...]:
        """Enter one document, whole or not at all; the events it caused, none if nothing is new."""
        subjects = [normalised.record.id, *(entry.id for entry in normalised.entries)]
        with self._transaction(writing=True) as connection:
            known = _events_about(connection, subjects)
            return _append(connection, events_of_reading(known, normalised), on, actor)

    def append(self, new: Iterable[NewEvent], on: dt.date, actor: str) -> tuple[Event, ...]:
        """Enter what people did, all of `new` or none; `pipeline.ledger.fold` lists the payloads."""
        with self._transaction(writing=True) as connection:
            return _append(connection, new, on, actor)

    def events(self, since: int = 0, upto: int | None = None) -> tuple[Event, ...]:
        """What happened after event `since`, up to and including event `upto`."""
        query = select(EVENTS).where(EVENTS.c.seq > since).order_by(EVENTS.c.seq)
        if upto is not None:
            query = query.where(EVENTS.c.seq <= upto)
        with self._transaction() as connection:
            return tuple(map(_event, connection.execute(query)))

    def state(self, upto: int | None = None) -> LedgerState:
        """The ledger now, or as it stood after event `upto`."""
        return fold(self.events(upto=upto))

    @contextmanager
    def _transaction(self, *, writing: bool = False) -> Iterator[Connection]:
        with (
            told_in_chinese(self._place),
            self._engine.connect().execution_options(writing=writing) as connection,
            connection.begin(),
        ):
            yield connection


def canonical(payload: Mapping[str, Any]) -> str:
    """The one JSON form of a payload."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _append(connection: Connection, new: Iterable[NewEvent], on: dt.date, actor: str) -> tuple[Event, ...]:
    last = connection.execute(select(func.coalesce(func.max(EVENTS.c.seq), 0))).scalar_one()
    rows = [
        {
            "seq": seq,
            "stated_on": on.isoformat(),
            "actor": actor,
            "kind": event.kind.value,
            "subject": event.subject,
            "payload": canonical(event.payload),
        }
        for seq, event in enumerate(new, last + 1)
    ]
    if rows:
        connection.execute(insert(EVENTS), rows)
    written = select(EVENTS).where(EVENTS.c.seq > last).order_by(EVENTS.c.seq)
    return tuple(map(_event, connection.execute(written))) if rows else ()


def _events_about(connection: Connection, subjects: Collection[str]) -> list[Event]:
    """All events of these subjects in order; asked in chunks, since a statement takes only so many names."""
    names = list(dict.fromkeys(subjects))
    rows = [
        row
        for at in range(0, len(names), _CHUNK)
        for row in connection.execute(select(EVENTS).where(EVENTS.c.subject.in_(names[at : at + _CHUNK])))
    ]
    return sorted(map(_event, rows), key=lambda event: event.seq)


def _event(row: Row[Any]) -> Event:
    return Event(
        seq=row.seq,
        on=dt.date.fromisoformat(row.stated_on),
        actor=row.actor,
        kind=EventKind(row.kind),
        subject=row.subject,
        payload=json.loads(row.payload),
    )
