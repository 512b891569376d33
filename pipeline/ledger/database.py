"""The database under the ledger, an SQLite file or a PostgreSQL server: how it is opened and made ready."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, text
from sqlalchemy import event as hooks
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from pipeline.ledger.errors import ledger_error, told_in_chinese
from pipeline.ledger.migrations import migrate, schema_version
from pipeline.ledger.tables import EVENTS, SCHEMA_VERSION, VERSIONS
from pipeline.ledger.unwritable import to_read

PATIENCE = 30
"""Seconds to wait for another program's write to end."""
_WAITS = {"timeout": PATIENCE}
_TURN = 0x44_55_42_41_4E
"""The number of the lock by which writers on one server take turns."""


def open_database(where: str | Path, *, create: bool) -> tuple[Engine, str]:
    """The engine of the ledger at a path or address, made ready, and the name to call it by."""
    url, place = _address(str(where))
    server = url.get_backend_name() == "postgresql"
    with told_in_chinese(place):
        engine = _server(url) if server else _file(Path(str(url.database)), create=create)
        hooks.listen(engine, "begin", _begin)
        try:
            _prepare(engine, place, create=create or not server)
            if not server:
                _stay_with(engine, Path(str(url.database)), place)
        except BaseException:
            engine.dispose()
            raise
    return engine, place


def older_file(where: str) -> Path | None:
    """The file of a ledger that opening would bring up to today's schema; None for any other. Not touched."""
    if "://" in where and not where.startswith("sqlite:"):
        return None
    path = Path(str(_address(where)[0].database))
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as file:
            version = file.execute("SELECT version FROM schema_version").fetchone()
    except sqlite3.Error:
        return None
    return path if version and version[0] < SCHEMA_VERSION else None


def bring_home(connection: Connection) -> None:
    """Bring what was written from the file beside the ledger into the ledger, as far as nobody reads there.

    A copy of the file alone then holds all, and nothing lies beside it that would spoil another file in its
    place. It is written already: what goes wrong here is told to whoever opens it next.
    """
    if connection.dialect.name != "sqlite":
        return
    driver: Any = connection.connection.driver_connection
    with suppress(sqlite3.Error):
        driver.execute("PRAGMA busy_timeout = 0")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with suppress(sqlite3.Error):
        driver.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")


def shown_address(where: str) -> str:
    """An address as screens and papers may show it, without the password; a path as it is."""
    if "://" not in where:
        return where
    try:
        url = make_url(where)
    except ArgumentError:
        return ""
    return url.difference_update_query(["password"]).render_as_string(hide_password=True)


def _address(where: str) -> tuple[URL, str]:
    """The address and what to call it; a password is never shown."""
    if "://" not in where:
        return URL.create("sqlite", database=where), Path(where).name
    try:
        url = make_url(where)
    except ArgumentError:
        raise ledger_error("L007", "") from None
    shown = shown_address(where)
    if url.get_backend_name() not in ("sqlite", "postgresql") or not url.database:
        raise ledger_error("L007", shown)
    return url, Path(url.database).name if url.get_backend_name() == "sqlite" else shown


def _server(url: URL) -> Engine:
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"), connect_args={"connect_timeout": PATIENCE}
        )
    except ImportError:
        raise ledger_error("L015", url.render_as_string(hide_password=True)) from None


def _file(path: Path, *, create: bool) -> Engine:
    if path.is_dir():
        raise ledger_error("L001", path.name)
    if not create and not path.exists():
        raise ledger_error("L004", path.name)
    if not create and not path.stat().st_size and not _waiting(path):
        raise ledger_error("L016", path.name)
    read_only = to_read(path)
    address = read_only.address if read_only else URL.create("sqlite", database=str(path))
    engine = create_engine(address, connect_args=_WAITS)
    hooks.listen(engine, "connect", _set_up)
    if read_only and read_only.copy:
        copy = read_only.copy
        hooks.listen(engine, "engine_disposed", lambda _: copy.cleanup())
    return engine


def _stay_with(engine: Engine, path: Path, place: str) -> None:
    """Begin nothing more once the file is no more the one that was opened: what is written would be lost."""
    if not path.is_file():  # a ledger in memory
        return
    opened = path.stat()

    def still_there(_connection: Connection) -> None:
        if not path.is_file() or not os.path.samestat(path.stat(), opened):
            raise ledger_error("L018", place)

    hooks.listen(engine, "begin", still_there, insert=True)


def _waiting(path: Path) -> bool:
    """Whether what was written waits beside the file still, as after a crash."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.is_file() and beside.stat().st_size > 0


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    """Transactions are ours to begin, and no commit is reported before it is on the disk."""
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads, so that what it read still holds when it writes."""
    writing = connection.get_execution_options().get("writing", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    elif writing:
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})


def _prepare(engine: Engine, place: str, *, create: bool) -> None:
    """Refuse what is no ledger, bring an older one to today's schema, make one in an empty database."""
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        ours = {VERSIONS.name, EVENTS.name} <= tables
        foreign = (
            bool(tables) if engine.dialect.name == "sqlite" else bool(tables & {VERSIONS.name, EVENTS.name})
        )
        version = schema_version(connection) if ours else 0
    if foreign and (not ours or version < 1):
        raise ledger_error("L001", place)
    if version > SCHEMA_VERSION:
        raise ledger_error("L002", place)
    if not ours and not create:
        raise ledger_error("L004", place)
    if version < SCHEMA_VERSION:
        _write_ahead(engine)
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            migrate(connection)


def _write_ahead(engine: Engine) -> None:
    """Readers of a file need not wait for a writer; the mode is kept in the file."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as refusal:
        if "locked" not in str(refusal):
            raise
    finally:
        raw.close()
