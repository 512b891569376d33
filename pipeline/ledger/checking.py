"""The proof that a ledger is whole: the chain of events holds, and the rows are what the events fold to."""

from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Connection, Table, select

from models import DocumentRecord, LedgerEntry, Problem
from pipeline.ledger.chain import START, link
from pipeline.ledger.derived_rows import document_row, owner_rows, row_of
from pipeline.ledger.fold import fold
from pipeline.ledger.problems import problem
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import event_of
from pipeline.ledger.tables import DOCUMENTS, ENTRIES, EVENTS, OWNERS

Rows = dict[str, dict[str, object]]


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
        stored = _by_id(connection, ENTRIES)
        papers = _by_id(connection, DOCUMENTS)
        owners = _stored_owners(connection)
    last = {event.subject: event.seq for event in events}
    state = fold(events)
    entries = {entry.id: row_of(entry, last[entry.id]) for entry in state.entries}
    documents = {paper.id: document_row(paper, last[paper.id]) for paper in state.documents}
    differing = _differing(entries, stored) | _differing(documents, papers)
    differing |= {entry.id for entry in state.entries if owner_rows(entry) != owners.get(entry.id, [])}
    differing |= owners.keys() - entries.keys()
    faults += [problem("rows_differ", entry=name) for name in sorted(differing)]
    return Proof(len(events), len(entries), head, tuple(faults))


def _differing(expected: Rows, stored: Rows) -> set[str]:
    return {name for name in expected.keys() | stored.keys() if expected.get(name) != stored.get(name)}


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


def _by_id(connection: Connection, table: Table) -> Rows:
    return {row["id"]: _today(dict(row), table) for row in connection.execute(select(table)).mappings()}


def _today(row: dict[str, object], table: Table) -> dict[str, object]:
    """The row as today's program writes it: a field that came with an upgrade is no difference."""
    kind = LedgerEntry if table is ENTRIES else DocumentRecord
    try:
        row["record"] = kind.model_validate_json(str(row["record"])).model_dump_json()
    except ValidationError:
        return row
    return row


def _stored_owners(connection: Connection) -> dict[str, list[object]]:
    owners: dict[str, list[object]] = {}
    for row in connection.execute(select(OWNERS).order_by(OWNERS.c.entry_id, OWNERS.c.place)).mappings():
        owners.setdefault(row["entry_id"], []).append(dict(row))
    return owners
