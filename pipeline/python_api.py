"""What other programs may import: `from pipeline import extract_file, …`; docs/python-api.md lists it.

These functions keep their names and arguments; every other module may change with any version. Nothing heavy
is imported before it is called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models import AuditReport, Decision, DocumentKind, Event, LedgerEntry, LedgerState, Problem, Status
    from pipeline.batch import FileReport
    from pipeline.ledger.light_rules import LightRules
    from pipeline.ledger_files import LedgerFile
    from pipeline.office import Office
    from pipeline.reading import Reading

Where = str | Path


def extract_file(
    path: Where,
    *,
    date: dt.date | None = None,
    kind: DocumentKind | None = None,
    units: Path | None = None,
    accept_internal: bool = False,
) -> tuple[Reading, ...]:
    """What the documents in a file say, one reading each; a file that cannot be read gives its problems.

    Args:
        path: a document, an archive or a mail.
        date: the document's own date where the caller knows it.
        kind: the kind of document; otherwise it is looked at.
        units: a local register of units.
        accept_internal: whether papers marked 内部资料 may be read.
    """
    from pipeline.office import tools
    from pipeline.reading import read_documents

    extractor = tools(_office(units)).extractor
    return tuple(read_documents(Path(path), extractor, date=date, kind=kind, accept_internal=accept_internal))


def add_files(
    paths: Where | Iterable[Where], ledger: Where, *, on: dt.date, by: str = "导入", units: Path | None = None
) -> tuple[FileReport, ...]:
    """Read files and folders, or a single one, into a ledger, made if need be; a line for every file.

    Raises:
        LedgerError: it is no ledger, or cannot be written.
    """
    from pipeline.batch import find_files, run_batch
    from pipeline.ledger import Ledger

    roots = tuple(map(Path, [paths] if isinstance(paths, str | Path) else paths))
    with Ledger.open(ledger) as opened:
        return run_batch(find_files(roots), opened, on=on, actor=by, office=_office(units), roots=roots)


def read_state(ledger: Where, *, on: dt.date | None = None, upto: int | None = None) -> LedgerState:
    """The whole ledger: now, at the end of a day, or as it stood after event `upto`.

    Raises:
        LedgerError: it is no ledger of ours, or cannot be read.
    """
    from pipeline.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        return opened.state(upto, on)


def list_entries(
    ledger: Where, *, statuses: Sequence[Status] = (), unit: str = "", due_before: dt.date | None = None
) -> list[LedgerEntry]:
    """The rows that match all that is given, in the order of the ledger; `unit` is part of an owner's name.

    Raises:
        LedgerError: it is no ledger of ours, or cannot be read.
    """
    from pipeline.ledger import Ledger
    from pipeline.ledger.queries import Query, find_rows

    with Ledger.open(ledger, create=False) as opened:
        return list(find_rows(opened, Query(statuses=statuses, unit=unit, due_before=due_before)))


def read_events(ledger: Where, *, since: int = 0) -> tuple[Event, ...]:
    """What happened after event `since`: a program that remembers the last `seq` misses nothing.

    Raises:
        LedgerError: it is no ledger of ours, or cannot be read.
    """
    from pipeline.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        return opened.events(since)


def read_rows(ledger: Where, *, accept_internal: bool = False) -> LedgerFile:
    """The rows of any office's ledger (ours, Excel, CSV, Word, JSON Lines), or why it cannot be read."""
    from pipeline.ledger_files import read_ledger

    return read_ledger(str(ledger), accept_internal=accept_internal)


def export_ledger(ledger: Where, form: str, out: Where, *, on: dt.date | None = None) -> Path:
    """Write the ledger as `xlsx`, `docx`, `html`, `csv`, `jsonl`, `parquet` or `ics`; where it was written.

    The Excel shows the lights of the day `on`, none without it.

    Raises:
        LedgerError: it is no ledger of ours, or cannot be read.
        ImportError: the extra that the format needs is not installed.
    """
    from pipeline.exports import export
    from pipeline.exports.day_lights import DayLights
    from pipeline.ledger import Ledger
    from pipeline.ledger.selections import selected

    lights = DayLights(on, _shipped_rules()) if on else None
    with Ledger.open(ledger, create=False) as opened, selected(opened) as contents:
        return export(contents, form, Path(out), lights=lights)


def write_paper(
    ledger: Where, paper: str, out: Where, *, on: dt.date, ids: Sequence[str] = (), units: Path | None = None
) -> list[Path]:
    """Write a paper of a day (督查通报, 时间表 …) about all rows or those with `ids`; the files written.

    Raises:
        LedgerError: it is no ledger of ours, or cannot be read.
        KeyError: there is no such paper.
    """
    from pipeline.exports import write_files
    from pipeline.exports.circulars import circular_files
    from pipeline.exports.snapshot import Snapshot
    from pipeline.registry import load_registry

    registry, _ = load_registry(units)
    snapshot = Snapshot(read_state(ledger, on=on), on, _shipped_rules(), registry, frozenset(ids))
    return write_files(circular_files(paper, snapshot), Path(out))


def audit_speech(
    speech: Where, ledger: Where, *, date: dt.date | None = None, units: Path | None = None
) -> AuditReport | tuple[Problem, ...]:
    """Which demands of a speech became rows of a ledger; problems where one of the two cannot be read.

    What people decided about pairs is respected where the ledger is one of ours, which keeps it.
    """
    from pipeline.audit import audit
    from pipeline.office import tools
    from pipeline.reading import read_file

    rows = read_rows(ledger)
    if not rows.readable:
        return rows.problems
    own = tools(_office(units))
    reading = read_file(Path(speech), own.extractor, date=date)
    if reading.extraction is None:
        return reading.problems
    return audit(reading.extraction, rows, own.registry, decisions=_decisions(ledger))


def _decisions(ledger: Where) -> tuple[Decision, ...]:
    from pipeline.audit.decisions_in_ledger import decisions_of
    from pipeline.ledger import Ledger
    from pipeline.ledger_files import is_own

    if not is_own(str(ledger)):
        return ()
    with Ledger.open(str(ledger), create=False) as opened:
        return decisions_of(opened)


def _office(units: Path | None) -> Office:
    from pipeline.office import Office

    return Office(units)


def _shipped_rules() -> LightRules:
    from pipeline.ledger.light_rules import LightRules, load_light_rules

    rules = load_light_rules()
    assert isinstance(rules, LightRules)  # noqa: S101 - the shipped thresholds are whole
    return rules
