"""Finding rows: the database narrows and gives standings, entries are loaded for a page of them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from models import Basis, EntryOwner, EventKind, LedgerEntry, Role, Status
from models.collector import collector_off
from pipeline.ledger.errors import NOT_AS_WRITTEN, DamagedError
from pipeline.ledger.light_rules import LightRules
from pipeline.ledger.lights import Colour, colour_of, is_red
from pipeline.ledger.moments import NOW, Moment, is_past, last_seq, rows_at
from pipeline.ledger.shapes import complete, entry_of
from pipeline.ledger.standing import Row, Standing, standing_of
from pipeline.ledger.status_groups import UNLIT, WAITING
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import CHUNK, batched
from pipeline.ledger.tables import ENTRIES, EVENTS, OWNERS, ROW_ORDER

_STANDINGS = TypeAdapter(list[Standing])
_AT_ONCE = 2_000
"""How many standings are read at a time."""


class Lamps(NamedTuple):
    """Which lights are wanted, on which day, by which thresholds."""

    colours: Collection[str]
    on: dt.date
    rules: LightRules

    @property
    def only_red(self) -> bool:
        """Whether nothing but red is wanted."""
        return set(self.colours) == {Colour.RED}

    def lit(self, row: Row) -> bool:
        """Whether the row has one of them; red alone is asked for most, and needs no look at the others."""
        if self.only_red:
            return row.status not in UNLIT and is_red(row, self.on, self.rules)
        return colour_of(row, self.on, self.rules) in self.colours


@dataclass(frozen=True)
class Query:
    """Which rows are wanted; what is empty does not narrow.

    `unit` is part of an owner's name, `words` of the id, the issue or the measure, `document` is an id.
    """

    statuses: Sequence[Status] = ()
    unit: str = ""
    due_before: dt.date | None = None
    lamps: Lamps | None = None
    words: str = ""
    document: str = ""

    def matches(self, entry: LedgerEntry) -> bool:
        """Whether the entry is wanted."""
        due = entry.current_due
        return (
            (not self.statuses or entry.status in self.statuses)
            and (not self.unit or any(self.unit in owner.name for owner in entry.owners))
            and (not self.words or self.words in f"{entry.id} {entry.issue} {entry.measure}")
            and (not self.document or entry.document_id == self.document)
            and (self.due_before is None or (due is not None and due < self.due_before))
            and (self.lamps is None or self.lamps.lit(entry))
        )


EVERY_ROW = Query()


class Found(NamedTuple):
    """The standings that match, in the order of the ledger, and the last event that they know of."""

    rows: list[Standing]
    last_seq: int


def find_standings(ledger: Ledger, query: Query = EVERY_ROW, moment: Moment = NOW) -> Found:
    """The rows that match, now or as they stood at a moment."""
    with ledger.transaction() as connection, collector_off():
        return Found(list(standings_at(connection, query, moment)), last_seq(connection, moment))


def find_page(
    ledger: Ledger, query: Query, skip: int, most: int, moment: Moment = NOW
) -> tuple[list[Standing], int]:
    """The standings of one page of the rows that match, and how many rows match in all."""
    with ledger.transaction() as connection, collector_off():
        if query.lamps or is_past(connection, moment):
            found = list(standings_at(connection, query, moment))
            return found[skip : skip + most], len(found)
        wanted = narrowed(query)
        total = connection.execute(select(func.count()).select_from(ENTRIES).where(wanted)).scalar() or 0
        page = _standings(connection, _in_order(wanted).offset(skip).limit(min(most, total)))
        return list(page), total


def standings_at(connection: Connection, query: Query, moment: Moment = NOW) -> Iterator[Standing]:
    """The standings that match, in the order of the ledger, read as they are asked for."""
    if is_past(connection, moment):
        return map(standing_of, entries_at(connection, query, moment))
    found = _standings(connection, _in_order(narrowed(query)))
    return filter(query.lamps.lit, found) if query.lamps else found


def entries_at(connection: Connection, query: Query, moment: Moment = NOW) -> Iterator[LedgerEntry]:
    """The entries that match, in the order of the ledger, read as they are asked for.

    By lights the standings are looked through first, so that no other row is read whole.
    """
    if is_past(connection, moment):
        return filter(query.matches, rows_at(connection, moment, narrowed(query)))
    if query.lamps:
        return _loaded(connection, (row.id for row in standings_at(connection, query)))
    return rows_at(connection, NOW, narrowed(query))


def records_at(connection: Connection, query: Query, moment: Moment = NOW) -> Iterator[dict[str, Any]]:
    """The same in JSON's own types: what stands so in the database is not made into entries first."""
    if is_past(connection, moment):
        return (entry.model_dump(mode="json") for entry in entries_at(connection, query, moment))
    if query.lamps:
        return _records(connection, (row.id for row in standings_at(connection, query)))
    wanted = select(ENTRIES.c.record, ENTRIES.c.shape).where(narrowed(query)).order_by(*ROW_ORDER)
    return (complete(row.record, row.shape) for row in batched(connection, wanted))


def _standings(connection: Connection, query: Select[tuple[str]]) -> Iterator[Standing]:
    for part in connection.execute(query, execution_options={"yield_per": _AT_ONCE}).partitions():
        try:
            some = _STANDINGS.validate_json(f"[{','.join(row.standing for row in part)}]")
        except NOT_AS_WRITTEN as fault:
            raise DamagedError("任务的现状") from fault
        yield from some


def _loaded(connection: Connection, ids: Iterable[str]) -> Iterator[LedgerEntry]:
    return (entry_of(row.record) for row in _stored(connection, ids))


def _records(connection: Connection, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    return (complete(row.record, row.shape) for row in _stored(connection, ids))


def _stored(connection: Connection, ids: Iterable[str]) -> Iterator[Any]:
    """The stored entries with these ids, in their order."""
    wanted = iter(ids)
    while names := list(islice(wanted, CHUNK)):
        query = select(ENTRIES.c.id, ENTRIES.c.record, ENTRIES.c.shape).where(ENTRIES.c.id.in_(names))
        rows = {row.id: row for row in connection.execute(query)}
        yield from (rows[name] for name in names if name in rows)


def load_records(ledger: Ledger, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The entries with these ids in JSON's own types, in their order."""
    with ledger.transaction() as connection:
        yield from _records(connection, ids)


def load_entries(ledger: Ledger, ids: Iterable[str], moment: Moment = NOW) -> list[LedgerEntry]:
    """The entries with these ids, in their order, now or as they stood at a moment."""
    wanted = list(ids)
    with ledger.transaction() as connection:
        known = {entry.id: entry for entry in entries_named(connection, wanted, moment)}
    return [known[name] for name in wanted if name in known]


def entries_named(
    connection: Connection, ids: Collection[str], moment: Moment = NOW
) -> Iterator[LedgerEntry]:
    """The entries with these ids, in no order, read as they are asked for."""
    if not is_past(connection, moment):
        return _loaded(connection, ids)
    named = ENTRIES.c.id.in_(ids) if len(ids) <= CHUNK else None
    wanted = set(ids)
    return (entry for entry in rows_at(connection, moment, named) if entry.id in wanted)


def find_rows(ledger: Ledger, query: Query = EVERY_ROW, moment: Moment = NOW) -> list[LedgerEntry]:
    """The entries that match, in the order of the ledger, now or as they stood at a moment."""
    with ledger.transaction() as connection, collector_off():
        return list(entries_at(connection, query, moment))


def find_parts(ledger: Ledger, whole: str) -> list[LedgerEntry]:
    """The parts of a row, in their order."""
    with ledger.transaction() as connection:
        query = select(ENTRIES.c.record).where(ENTRIES.c.parent == whole).order_by(*ROW_ORDER)
        return [entry_of(row.record) for row in connection.execute(query)]


def find_of_document(ledger: Ledger, document_id: str) -> list[LedgerEntry]:
    """The rows that were read from a document, in its order."""
    with ledger.transaction() as connection:
        query = select(ENTRIES.c.record).where(ENTRIES.c.document_id == document_id).order_by(*ROW_ORDER)
        return [entry_of(row.record) for row in connection.execute(query)]


def first_seen(ledger: Ledger) -> dict[str, int]:
    """The number of the event by which each row came in."""
    with ledger.transaction() as connection:
        added = select(EVENTS.c.subject, EVENTS.c.seq).where(EVENTS.c.kind == EventKind.ENTRY_ADDED.value)
        return {row.subject: row.seq for row in connection.execute(added)}


def named_owners(ledger: Ledger) -> list[EntryOwner]:
    """Every name that the rows have for an owner now, with what it was linked to."""
    names = select(OWNERS.c.name, OWNERS.c.role, OWNERS.c.unit).distinct()
    with ledger.transaction() as connection:
        rows = connection.execute(names.order_by(OWNERS.c.name, OWNERS.c.role, OWNERS.c.unit)).all()
    return [
        EntryOwner(name=name, mention="", role=Role(role), basis=Basis.EXPLICIT, unit=unit)
        for name, role, unit in rows
    ]


def find_ids(ledger: Ledger, beginning: str, most: int = 5) -> list[str]:
    """Up to `most` ids that begin so, the exact one alone if there is one; parts only with a `-`."""
    with ledger.transaction() as connection:
        query = select(ENTRIES.c.id).where(ENTRIES.c.id.startswith(beginning, autoescape=True))
        if "-" not in beginning:
            query = query.where(ENTRIES.c.parent == "")
        ids = [row.id for row in connection.execute(query.order_by(ENTRIES.c.id).limit(most))]
    return [beginning] if beginning in ids else ids


def _in_order(wanted: ColumnElement[bool]) -> Select[tuple[str]]:
    return select(ENTRIES.c.standing).where(wanted).order_by(*ROW_ORDER)


def narrowed(query: Query) -> ColumnElement[bool]:
    """What the database can tell of a query; by lights it narrows only, each row has to be looked at."""
    wanted: list[ColumnElement[bool]] = []
    if query.statuses:
        wanted.append(ENTRIES.c.status.in_([status.value for status in query.statuses]))
    if query.due_before:
        wanted.append(ENTRIES.c.due < query.due_before.isoformat())
    if query.unit:
        named = select(OWNERS.c.entry_id).where(OWNERS.c.name.contains(query.unit, autoescape=True))
        wanted.append(ENTRIES.c.id.in_(named))
    if query.document:
        wanted.append(ENTRIES.c.document_id == query.document)
    if query.words:
        told = ENTRIES.c.id + " " + ENTRIES.c.issue + " " + ENTRIES.c.measure
        wanted.append(func.replace(told, query.words, "") != told)
    if query.lamps and not {Colour.DONE, Colour.PURPLE} & set(query.lamps.colours):
        wanted.append(ENTRIES.c.status.not_in([status.value for status in UNLIT]))
    if query.lamps and query.lamps.only_red:
        wanted.append(_may_be_red(query.lamps))
    return and_(true(), *wanted)


def _may_be_red(lamps: Lamps) -> ColumnElement[bool]:
    """All that are red, and those reported on that may be too far behind the time."""
    rules = lamps.rules
    ways = [
        ENTRIES.c.red_after < lamps.on.isoformat(),
        and_(
            ENTRIES.c.percent < 100 - rules.behind_red,
            ENTRIES.c.status.not_in([status.value for status in WAITING]),
        ),
    ]
    if rules.reminders_red:
        ways.append(ENTRIES.c.reminders >= rules.reminders_red)
    return or_(*ways)
