"""The proof that a ledger is whole: the chain of events holds, and the rows are what the events fold to."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Table, exists, func, select

from models import DocumentRecord, Event, LedgerEntry, LedgerState, Problem
from models.collector import collector_off
from pipeline.ledger.chain import START
from pipeline.ledger.derived_rows import derived
from pipeline.ledger.errors import DamagedError
from pipeline.ledger.fold import fold
from pipeline.ledger.problems import problem
from pipeline.ledger.shapes import record_shape
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import batched, events_by_subject, linked
from pipeline.ledger.tables import DOCUMENTS, ENTRIES, EVENTS, OWNERS

Row = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """What a check found: how many events and rows, the hash of the last event, and what is wrong."""

    events: int
    rows: int
    head: str
    problems: tuple[Problem, ...]


def check(ledger: Ledger, known: tuple[int, str] | None = None) -> Proof:
    """Check the whole ledger; `known` is the number of an event and its hash as somebody noted it earlier.

    A large ledger is never held whole: first the events in their order, then some hundred subjects at a time.
    """
    with ledger.transaction() as connection, _undecoded(connection), collector_off():
        faults, events, head = _chain_faults(connection, known)
        differing: set[str] = set()
        counts: Counter[Table] = Counter()
        for read in events_by_subject(connection, differing):
            about, state = _folded(read, differing)
            expected = derived(about, state)
            counts.update({table: len(rows) for table, rows in expected.items()})
            differing |= _differing(connection, {event.subject for event in about}, expected)
        for table in (ENTRIES, DOCUMENTS, OWNERS):
            if connection.execute(select(func.count()).select_from(table)).scalar() != counts[table]:
                differing |= _orphans(connection, table)
    faults += [problem("rows_differ", entry=name) for name in sorted(differing)]
    return Proof(events, counts[ENTRIES], head, tuple(faults))


@contextmanager
def _undecoded(connection: Connection) -> Iterator[None]:
    """Bytes that are no text any more do not end the check: they are another text, and show as such."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.text_factory = lambda stored: stored.decode("utf-8", "replace")
    try:
        yield
    finally:
        driver.text_factory = str


def _folded(events: list[Event], damaged: set[str]) -> tuple[list[Event], LedgerState]:
    """The events of all subjects that can be folded, folded; the others are named in `damaged`."""
    try:
        return events, fold(events)
    except DamagedError:
        for subject in {event.subject for event in events}:
            try:
                fold([event for event in events if event.subject == subject])
            except DamagedError:
                damaged.add(subject)
    rest = [event for event in events if event.subject not in damaged]
    return rest, fold(rest)


def _differing(
    connection: Connection, subjects: Collection[str], expected: Mapping[Table, list[Row]]
) -> set[str]:
    """The subjects of whose rows any table says something else."""
    found: set[str] = set()
    for table, rows in expected.items():
        key = OWNERS.c.entry_id if table is OWNERS else table.c.id
        query = select(table).where(key.in_(subjects)).order_by(*table.primary_key)
        names = table.columns.keys()
        stored = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
        wanted = {_key(row, table): row for row in rows}
        kept = {_key(row, table): row for row in stored}
        found |= {
            str(name[0])
            for name in wanted.keys() | kept.keys()
            if wanted.get(name) != kept.get(name) and wanted.get(name) != _today(kept.get(name), table)
        }
    return found


def _key(row: Row, table: Table) -> tuple[object, ...]:
    return (row["entry_id"], row["place"]) if table is OWNERS else (row["id"],)


def _orphans(connection: Connection, table: Table) -> set[str]:
    """The rows that are of no subject: no event ever told of them."""
    key = OWNERS.c.entry_id if table is OWNERS else table.c.id
    told = exists().where(EVENTS.c.subject == key)
    return {str(row[0]) for row in connection.execute(select(key).where(~told))}


def _chain_faults(connection: Connection, known: tuple[int, str] | None) -> tuple[list[Problem], int, str]:
    """Every event whose number or hash is not what the one before it demands; how many, and the last hash."""
    faults, before, expected, count = [], START, 1, 0
    for event in batched(connection, select(EVENTS).order_by(EVENTS.c.seq)):
        seq, hashed, count = event.seq, str(event.hash), count + 1
        if seq != expected:
            faults.append(problem("numbers_gap", seq=expected))
        if not linked(before, event):
            faults.append(problem("chain_broken", seq=seq))
        if known and known[0] == seq and not hashed.startswith(known[1]):
            faults.append(problem("other_head", seq=seq))
        before, expected = hashed, seq + 1
    if known and known[0] >= expected:
        faults.append(problem("numbers_gap", seq=known[0]))
    return faults, count, before


def _today(row: Row | None, table: Table) -> Row | None:
    """The row as today's program writes it: a field that came with an upgrade is no difference."""
    if row is None or table is OWNERS:
        return row
    try:
        if table is DOCUMENTS:
            return row | {"record": DocumentRecord.model_validate_json(str(row["record"])).model_dump_json()}
        if row["shape"] == record_shape():
            return row
        record = LedgerEntry.model_validate_json(str(row["record"])).model_dump_json()
    except ValidationError:
        return row
    return row | {"record": record, "shape": record_shape()}
