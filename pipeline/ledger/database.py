"""The SQLite file under the ledger: its tables, the guards that keep it append-only, and how it is opened."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import event as hooks
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from pipeline.ledger.errors import ledger_error, told_in_chinese

SCHEMA_VERSION = 1
PATIENCE = 30
"""Seconds to wait for another program's write to end."""

_METADATA = MetaData()
VERSIONS = Table("schema_version", _METADATA, Column("version", Integer, primary_key=True))
EVENTS = Table(
    "events",
    _METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("stated_on", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Index("events_by_subject", "subject"),
    Index("entries_once", "subject", unique=True, sqlite_where=text("kind = 'entry_added'")),
)
_UNKNOWN = "NOT EXISTS (SELECT 1 FROM events WHERE subject = NEW.subject AND kind = 'entry_added')"
_GUARDS = (
    ("UPDATE", "1", "events are kept"),
    ("DELETE", "1", "events are kept"),
    ("INSERT", "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)", "events are numbered"),
    ("INSERT", f"NEW.kind IN ('entry_changed', 'status_changed') AND {_UNKNOWN}", "no such entry"),
)
"""What the file itself refuses, whoever writes to it: the act, when, and in what words."""


def open_database(where: str | Path, *, create: bool) -> tuple[Engine, str]:
    """The engine of the ledger at a path or `sqlite:///` address, made ready, and the name to call it by."""
    path = _path(str(where))
    with told_in_chinese(path.name):
        if path.is_dir():
            raise ledger_error("L001", path.name)
        if not create and not path.exists():
            raise ledger_error("L004", path.name)
        engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": PATIENCE})
        hooks.listen(engine, "connect", _set_up)
        hooks.listen(engine, "begin", _begin)
        try:
            _prepare(engine, path.name)
        except BaseException:
            engine.dispose()
            raise
    return engine, path.name


def _path(where: str) -> Path:
    if "://" not in where:
        return Path(where)
    try:
        url = make_url(where)
    except ArgumentError:
        raise ledger_error("L007", "") from None
    if url.get_backend_name() != "sqlite" or not url.database:
        raise ledger_error("L007", url.render_as_string(hide_password=True))
    return Path(url.database)


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    """Transactions are ours to begin, and no commit is reported before it is on the disk."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads, so that what it read still holds when it writes."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _prepare(engine: Engine, place: str) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    if not tables:
        _create(engine)
    elif VERSIONS.name not in tables or EVENTS.name not in tables:
        raise ledger_error("L001", place)
    with engine.connect() as connection:
        version = connection.execute(select(VERSIONS.c.version)).scalar()
    if not isinstance(version, int):
        raise ledger_error("L001", place)
    if version > SCHEMA_VERSION:
        raise ledger_error("L002", place)


def _create(engine: Engine) -> None:
    """Tables and guards in one transaction; another program may have been first."""
    _write_ahead(engine)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if inspect(connection).has_table(EVENTS.name):
            return
        _METADATA.create_all(connection)
        for number, (act, condition, words) in enumerate(_GUARDS):
            connection.exec_driver_sql(
                f"CREATE TRIGGER guard_{number} BEFORE {act} ON events WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        connection.execute(insert(VERSIONS).values(version=SCHEMA_VERSION))


def _write_ahead(engine: Engine) -> None:
    """Readers need not wait for a writer; the mode is kept in the file."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as refusal:
        if "locked" not in str(refusal):
            raise
    finally:
        raw.close()
