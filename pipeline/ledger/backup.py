"""A copy of a ledger, event by event, from any kind of database to any other; the same way leads back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from models import Problem
from pipeline.ledger.checking import Proof, check
from pipeline.ledger.database import older_file
from pipeline.ledger.derived_rows import rebuild
from pipeline.ledger.errors import DamagedError
from pipeline.ledger.problems import problem
from pipeline.ledger.slow_work import Work, tell
from pipeline.ledger.store import Ledger
from pipeline.ledger.stored_events import CHUNK, event_count
from pipeline.ledger.tables import EVENTS


@contextmanager
def left_as_it_is(source: str) -> Iterator[str]:
    """Where to read a backup: one of an older schema is brought up to today's in a copy, itself untouched."""
    path = older_file(source)
    if path is None:
        yield source
        return
    with TemporaryDirectory() as folder:
        for name in (path.name, f"{path.name}-wal"):
            if path.with_name(name).exists():
                shutil.copyfile(path.with_name(name), Path(folder, name))
        yield str(Path(folder, path.name))


def files_of(path: Path) -> list[Path]:
    """The file of a ledger and what lies beside it, as far as they are there."""
    beside = (path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm", "-journal"))
    return [each for each in beside if each.exists()]


def put_aside(path: Path) -> Path:
    """Give a ledger another name, with what lies beside it: that would be taken for the next one's."""
    names = (path.with_name(f"{path.stem}.换下{number}{path.suffix}") for number in count(1))
    kept = next(name for name in names if not files_of(name))
    for file in reversed(files_of(path)):
        file.replace(kept.with_name(f"{kept.name}{file.name.removeprefix(path.name)}"))
    return kept


def _enter(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write stored events; what the copy refuses (an event of a row that never came in) is its damage."""
    try:
        connection.execute(insert(EVENTS), rows)
    except IntegrityError as refusal:
        raise DamagedError(f"第 {rows[0]['seq']} 条至第 {rows[-1]['seq']} 条中的记录") from refusal


def copy_ledger(source: Ledger, target: str | Path) -> Proof | Problem:
    """Copy all events with their hashes into a ledger without any, and prove the copy.

    The copy is written in one transaction, so that one that was interrupted is empty and can be made again.
    A ledger that does not pass its own check is copied, too; the proof says what is wrong with it.
    """
    with Ledger.open(target) as copy:
        with copy.transaction(writing=True) as writing:
            if writing.execute(select(EVENTS.c.seq).limit(1)).first():
                return problem("backup_exists", Path(str(target)).name)
            with source.transaction() as reading:
                events = reading.execute(
                    select(EVENTS).order_by(EVENTS.c.seq), execution_options={"yield_per": CHUNK}
                )
                done, total = 0, event_count(reading)
                tell(Work.COPY, done, total)
                for part in events.mappings().partitions():
                    rows = list(map(dict, part))
                    _enter(writing, rows)
                    tell(Work.COPY, done := done + len(rows), total)
            rebuild(writing, Work.ROWS)
        return check(copy)
