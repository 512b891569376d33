"""Many files to one ledger: found, read in guarded processes, added in one fixed order.

A bad file is one line of the report, never the end of the batch. However many processes read, the ledger gets
the documents in the order of their paths, so its bytes are the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models import DocumentKind, Problem, Registry, Severity
from pipeline.crew import guarded
from pipeline.duplicates import Near, Papers
from pipeline.faults import unexpected
from pipeline.ledger.selections import selected
from pipeline.ledger.unread_files import keep
from pipeline.normaliser import Normalised, normalise
from pipeline.office import Office, tools
from pipeline.readers import Limits, display_name
from pipeline.reading import Reading, read_documents

if TYPE_CHECKING:
    from pipeline.ledger import Ledger

_NOT_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini"})
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a ledger while it is open: the endings of the names."""
_NO_OFFICE = Office()
_LIMITS = Limits()


class Outcome(StrEnum):
    """What became of a file, in the words of the report."""

    DONE = "成功"
    REMARKS = "有提示"
    KNOWN = "已读过"
    FAILED = "失败"


@dataclass(frozen=True)
class Prepared:
    """A document made ready for the ledger; small enough to travel between processes."""

    path: Path
    name: str
    normalised: Normalised | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FileReport:
    """One line of the batch report: a file, or a document in it."""

    path: Path
    name: str
    outcome: Outcome
    reason: str = ""
    kind: DocumentKind = DocumentKind.UNKNOWN
    entries: int = 0
    issues: int = 0
    gaps: int = 0


def find_files(paths: Iterable[Path], leave_out: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The files named, and all those in the folders named, each once, in the order of their paths.

    A folder that is met again, as by a link to one above it, is not entered again.

    Hidden files, office lock files (`~$…`) and whatever lies at or under `leave_out` (our own output) are
    skipped in folders; a file named outright is always taken, even when it does not exist.
    """
    skipped = {path.with_name(path.name + end).resolve() for path in leave_out for end in _BESIDE}
    found: dict[Path, Path] = {}
    entered: set[Path] = set()
    for path in paths:
        for file in _walk(path, skipped, entered) if path.is_dir() else (path,):
            found.setdefault(file.resolve(), file)
    return tuple(found[key] for key in sorted(found, key=lambda key: key.parts))


def _walk(folder: Path, skipped: set[Path], entered: set[Path]) -> Iterator[Path]:
    if folder.resolve() in entered:
        return
    entered.add(folder.resolve())
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.name.lower() in _NOT_DOCUMENTS:
            continue
        if path.resolve() in skipped:
            continue
        if path.is_dir():
            yield from _walk(path, skipped, entered)
        else:
            yield path


def prepare(path: Path, office: Office, limits: Limits, *, accept_internal: bool) -> Iterator[Prepared]:
    """Read a file and bring every document in it into the form of the ledger."""
    own = tools(office)
    for reading in read_documents(path, own.extractor, limits=limits, accept_internal=accept_internal):
        yield _prepared(path, reading, own.registry)


def _prepared(path: Path, reading: Reading, registry: Registry) -> Prepared:
    if reading.extraction is None:
        return Prepared(path, reading.name, problems=reading.problems)
    try:
        return Prepared(path, reading.name, normalise(reading.extraction, registry), reading.problems)
    except Exception as fault:
        return Prepared(path, reading.name, problems=(unexpected(fault),))


def _start(office: Office, limits: Limits, *, accept_internal: bool) -> Callable[[Path], Iterator[Prepared]]:
    """Called in a process of the crew: the tools are loaded before the first file, outside of its time."""
    tools(office)
    return partial(prepare, office=office, limits=limits, accept_internal=accept_internal)


def _lost(path: Path, why: Problem) -> Prepared:
    return Prepared(path, display_name(path), problems=(why,))


def run_batch(
    files: Sequence[Path],
    ledger: Ledger,
    *,
    on: dt.date,
    actor: str,
    office: Office = _NO_OFFICE,
    limits: Limits = _LIMITS,
    accept_internal: bool = False,
    workers: int = 1,
    progress: Callable[[FileReport], None] | None = None,
) -> tuple[FileReport, ...]:
    """Read `files` into `ledger`, reporting each as it is done.

    Args:
        files: in the order in which they are to be added, as `find_files` gives them.
        ledger: the open ledger.
        on: the date of the events.
        actor: who is said to have added them.
        office: what the office has of its own.
        limits: how much a file may ask for.
        accept_internal: whether files marked as internal are read.
        workers: how many processes read, under guard.
        progress: called with each file's last report, as soon as it is there.
    """
    start = partial(_start, office, limits, accept_internal=accept_internal)
    with selected(ledger) as known:
        papers = Papers.of(known.documents, known.records)
    reports: list[FileReport] = []
    for found in guarded(start, files, _lost, limits, workers):
        reports += (_add(prepared, ledger, papers, on, actor) for prepared in found)
        if progress and found:
            progress(reports[-1])
    return tuple(reports)


def _add(prepared: Prepared, ledger: Ledger, papers: Papers, on: dt.date, actor: str) -> FileReport:
    if prepared.normalised is None:
        keep(ledger, prepared.name, prepared.problems, on, actor)
        return FileReport(
            prepared.path, prepared.name, Outcome.FAILED, _line(prepared.problems, Severity.ERROR)
        )
    record, entries = prepared.normalised.record, prepared.normalised.entries
    near = papers.near(record, entries)
    events = ledger.add(prepared.normalised, on, actor)
    report = _report(prepared, prepared.normalised, near, papers.names.get(record.id), known=not events)
    papers.learn(record, entries)
    return report


def _report(
    prepared: Prepared, normalised: Normalised, near: Near | None, first: str | None, *, known: bool
) -> FileReport:
    record, entries = normalised.record, normalised.entries
    reason = _known_as(first, prepared.name) if known else _remark(normalised, prepared.problems, near)
    outcome = Outcome.KNOWN if known else Outcome.REMARKS if reason else Outcome.DONE
    figures = len(entries), len(record.issues), len(record.gaps)
    return FileReport(prepared.path, prepared.name, outcome, reason, record.kind, *figures)


def _known_as(first: str | None, name: str) -> str:
    if first is None or first == name:
        return "台账里已有这份文件，没有新增"
    return f"与已读的「{first}」内容相同，没有新增"


def _remark(normalised: Normalised, problems: tuple[Problem, ...], near: Near | None = None) -> str:
    """Why a file that was read still needs a person's eye; empty when it does not."""
    remarks = [near.line()] if near else []
    remarks += [problem.line() for problem in problems if problem.severity is Severity.WARNING]
    remarks += [gap.message for gap in normalised.record.gaps]
    if not normalised.entries:
        remarks.append("没有读出任务")
    more = f"（共 {len(remarks)} 处）" if len(remarks) > 1 else ""
    return remarks[0] + more if remarks else ""


def _line(problems: tuple[Problem, ...], severity: Severity) -> str:
    return next((problem.line() for problem in problems if problem.severity is severity), "")
