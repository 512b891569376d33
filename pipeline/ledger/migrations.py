"""How a database becomes a ledger of today's schema: numbered steps, each done whole or not at all.

A new ledger walks the same steps as an old one, so both end alike. The statements stand in `schema.toml`.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, text, update

from pipeline.ledger.chain import START, link
from pipeline.ledger.derived_rows import rebuild
from pipeline.ledger.slow_work import Work, tell
from pipeline.ledger.stored_events import event_count
from pipeline.ledger.tables import EVENTS, VERSIONS


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.ledger").joinpath("schema.toml").read_text("utf-8"))


def migrate(connection: Connection) -> None:
    """Bring the database of this writing transaction to the newest schema; nothing happens if it is there."""
    version = schema_version(connection)
    if 0 < version < len(_STEPS):
        tell(Work.UPGRADE, 0, event_count(connection))
    for step in _STEPS[version:]:
        step(connection)
    if version < len(_STEPS):
        rebuild(connection, Work.UPGRADE)
        connection.execute(VERSIONS.delete())
        connection.execute(insert(VERSIONS).values(version=len(_STEPS)))


def schema_version(connection: Connection) -> int:
    """The version of the schema, 0 when there are no tables of ours."""
    if not inspect(connection).has_table(VERSIONS.name):
        return 0
    return int(connection.execute(select(VERSIONS.c.version)).scalar() or 0)


def _run(connection: Connection, name: str) -> None:
    """The statements of that name, those for all databases first."""
    for statement in _table()["all"].get(name, []) + _table()[connection.dialect.name].get(name, []):
        connection.execute(text(statement.replace(":", "\\:")))


def _first_tables(connection: Connection) -> None:
    _run(connection, "events")
    _run(connection, "guards_1")


def _chain_and_rows(connection: Connection) -> None:
    """Version 2: every event gets its hash, and the rows get tables of their own (filled at the end)."""
    _run(connection, "unguard")
    _run(connection, "chain")
    before = START
    for row in connection.execute(select(EVENTS).order_by(EVENTS.c.seq)).all():
        before = link(before, row[:-1])
        connection.execute(update(EVENTS).where(EVENTS.c.seq == row.seq).values(hash=before))
    _run(connection, "rows")
    _run(connection, "views")
    _run(connection, "guards_2")


def _standings(connection: Connection) -> None:
    """Version 3: rows in the order of the ledger, each with its standing; documents get their own table."""
    for name in ("away_2", "events_by_kind", "rows_3", "order_3", "views_3"):
        _run(connection, name)


def _reddening(connection: Connection) -> None:
    """Version 4: rows with what makes them red, and with the shape of their record."""
    for name in ("away_3", "rows_4", "order_3", "views_3"):
        _run(connection, name)


_STEPS: tuple[Callable[[Connection], None], ...] = (_first_tables, _chain_and_rows, _standings, _reddening)
"""Step n leads from version n to n + 1, the rows left out: they are written once, after the last one."""
