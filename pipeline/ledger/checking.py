"""The proof that a ledger is whole: the chain of events holds, and the rows are what the events fold to."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from models import Problem
from pipeline.ledger.chain import START, link
from pipeline.ledger.derived_rows import owner_rows, row_of
from pipeline.ledger.fold import fold
from pipeline.ledger.problems import problem
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import event_of
from pipeline.ledger.tables import ENTRIES, EVENTS, OWNERS


@dataclass(frozen=True)
class Proof:
    """What a check found: how many events and rows, the hash of the last event, and what is wrong."""

    events: int
    rows: int
    head: str
    problems: tuple[Problem, ...]


def check(ledger: Ledger, known: tuple[int, str] | None = None) -> Proof:
    """Check the whole ledger; `known` is the number of an event and its hash as somebody noted it earlier."""
    with ledger.transaction() as connection:
        faults, head = _chain_faults(connection, known)
        events = [event_of(row) for row in connection.execute(select(EVENTS).order_by(EVENTS.c.seq))]
        stored, owners = _stored_rows(connection)
    last = {event.subject: event.seq for event in events}
    entries = fold(events).entries
    expected = {entry.id: row_of(entry, last[entry.id]) for entry in entries}
    differing = {name for name in expected.keys() | stored.keys() if expected.get(name) != stored.get(name)}
    differing |= {entry.id for entry in entries if owner_rows(entry) != owners.get(entry.id, [])}
    differing |= owners.keys() - expected.keys()
    faults += [problem("rows_differ", entry=name) for name in sorted(differing)]
    return Proof(len(events), len(expected), head, tuple(faults))


def _chain_faults(connection: Connection, known: tuple[int, str] | None) -> tuple[list[Problem], str]:
    """Every event whose number or hash is not what the one before it demands."""
    faults, before, expected = [], START, 1
    for row in connection.execute(select(EVENTS).order_by(EVENTS.c.seq)).mappings():
        if row["seq"] != expected:
            faults.append(problem("numbers_gap", seq=expected))
        if link(before, dict(row)) != row["hash"]:
            faults.append(problem("chain_broken", seq=row["seq"]))
        if known and known[0] == row["seq"] and not row["hash"].startswith(known[1]):
            faults.append(problem("other_head", seq=row["seq"]))
        before, expected = row["hash"], row["seq"] + 1
    if known and known[0] >= expected:
        faults.append(problem("numbers_gap", seq=known[0]))
    return faults, before


def _stored_rows(connection: Connection) -> tuple[dict[str, dict[str, object]], dict[str, list[object]]]:
    stored = {row["id"]: dict(row) for row in connection.execute(select(ENTRIES)).mappings()}
    owners: dict[str, list[object]] = {}
    for row in connection.execute(select(OWNERS).order_by(OWNERS.c.entry_id, OWNERS.c.place)).mappings():
        owners.setdefault(row["entry_id"], []).append(dict(row))
    return stored, owners
