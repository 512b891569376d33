"""A ledger that lies where nothing can be written, such as an archive: it is read all the same.

SQLite makes files of its own beside a ledger even to read it, unless it is told that nobody writes. Beside a
file that is read-only it would leave them, read-only too, and nobody could write there again.
"""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL

_OWN_RIGHTS = os.access in os.supports_effective_ids


class ToRead(NamedTuple):
    """The address of a ledger that is only read, and the folder of our copy of it, if there is one."""

    address: URL
    copy: tempfile.TemporaryDirectory[str] | None = None


def to_read(path: Path) -> ToRead | None:
    """How to open the ledger at `path`; None where one can write, or where another program has it open."""
    if not path.is_file() or (_writable(path.parent) and _writable(path)):
        return None
    ahead, shared, journal = (path.with_name(f"{path.name}-{end}") for end in ("wal", "shm", "journal"))
    if journal.exists() or shared.exists():
        return None
    if not ahead.exists():
        return ToRead(_unchanging(path))
    return None if _writable(path.parent) else _copied(path, ahead)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=True) if _OWN_RIGHTS else os.access(path, os.W_OK)


def _unchanging(path: Path) -> URL:
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return URL.create("sqlite", database=path.absolute().as_uri(), query=query)


def _copied(path: Path, ahead: Path) -> ToRead:
    """A copy with what still waits beside the file, as after a crash: only there can it be brought home."""
    folder = tempfile.TemporaryDirectory(prefix="duban-")
    copy = Path(folder.name, "ledger.db")
    shutil.copyfile(path, copy)
    shutil.copyfile(ahead, copy.with_name(f"{copy.name}-wal"))
    with closing(sqlite3.connect(copy)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return ToRead(_unchanging(copy), folder)
