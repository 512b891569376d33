"""Many files to one ledger: found, read one by one or in several processes, added in one fixed order.

A bad file is one line of the report, never the end of the batch. However many processes read, the ledger gets
the documents in the order of their paths, so its bytes are the same.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from models import DocumentKind, Extraction, Problem, Severity
from pipeline.faults import process_died, unexpected
from pipeline.normaliser import Normalised, normalise
from pipeline.office import Extracts, Office, tools
from pipeline.readers import read

if TYPE_CHECKING:
    from pipeline.ledger import Ledger

_NOT_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini"})
_NO_OFFICE = Office()


class Outcome(StrEnum):
    """What became of a file, in the words of the report."""

    DONE = "成功"
    REMARKS = "有提示"
    KNOWN = "已读过"
    FAILED = "失败"


@dataclass(frozen=True)
class Reading:
    """What one file gave: its extraction, or nothing and the problems that say why."""

    path: Path
    extraction: Extraction | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A file made ready for the ledger; small enough to travel between processes."""

    path: Path
    normalised: Normalised | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FileReport:
    """One line of the batch report."""

    path: Path
    outcome: Outcome
    reason: str = ""
    kind: DocumentKind = DocumentKind.UNKNOWN
    entries: int = 0
    issues: int = 0
    gaps: int = 0


def find_files(paths: Iterable[Path], leave_out: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The files named, and all those in the folders named, each once, in the order of their paths.

    Hidden files, office lock files (`~$…`) and whatever lies at or under `leave_out` (our own output) are
    skipped in folders; a file named outright is always taken, even when it does not exist.
    """
    skipped = {path.resolve() for path in leave_out}
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _walk(path, skipped) if path.is_dir() else (path,):
            found.setdefault(file.resolve(), file)
    return tuple(found[key] for key in sorted(found, key=lambda key: key.parts))


def _walk(folder: Path, skipped: set[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.name.lower() in _NOT_DOCUMENTS:
            continue
        if path.resolve() in skipped:
            continue
        if path.is_dir():
            yield from _walk(path, skipped)
        else:
            yield path


def read_file(
    path: Path, extractor: Extracts, *, date: dt.date | None = None, kind: DocumentKind | None = None
) -> Reading:
    """Read one file as far as it can be read; a fault of ours becomes a problem of that file."""
    try:
        document = read(path)
        if not document.readable:
            return Reading(path, problems=document.problems)
        extraction = extractor(document, date=date, kind=kind)
    except Exception as fault:
        return Reading(path, problems=(unexpected(fault),))
    return Reading(path, extraction, extraction.document.problems)


def prepare(path: Path, office: Office) -> Prepared:
    """Read one file and bring it into the form of the ledger; what a worker process does."""
    own = tools(office)
    reading = read_file(path, own.extractor)
    if reading.extraction is None:
        return Prepared(path, problems=reading.problems)
    try:
        return Prepared(path, normalise(reading.extraction, own.registry), reading.problems)
    except Exception as fault:
        return Prepared(path, problems=(unexpected(fault),))


def run_batch(
    files: Sequence[Path],
    ledger: Ledger,
    *,
    on: dt.date,
    actor: str,
    office: Office = _NO_OFFICE,
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
        workers: how many processes read; one reads in this process.
        progress: called with each file's report, as soon as it is there.
    """
    reports = []
    for prepared in _prepare_all(files, office, workers):
        report = _add(prepared, ledger, on, actor)
        if progress:
            progress(report)
        reports.append(report)
    return tuple(reports)


def _prepare_all(files: Sequence[Path], office: Office, workers: int) -> Iterator[Prepared]:
    if workers == 1 or len(files) < 2:
        yield from (prepare(path, office) for path in files)
        return
    with _pool(min(workers, len(files))) as pool:
        futures = [pool.submit(prepare, path, office) for path in files]
        for path, future in zip(files, futures, strict=True):
            yield _result(path, future) or _prepare_alone(path, office)


def _prepare_alone(path: Path, office: Office) -> Prepared:
    """The pool broke under some file: give each that it still owed a process of its own."""
    with _pool(1) as pool:
        return _result(path, pool.submit(prepare, path, office)) or Prepared(path, problems=(process_died(),))


def _result(path: Path, future: Future[Prepared]) -> Prepared | None:
    """What a worker made of the file; None when its process died."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as fault:
        return Prepared(path, problems=(unexpected(fault),))


def _pool(workers: int) -> ProcessPoolExecutor:
    """Fresh processes, started in the same way on every system."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _add(prepared: Prepared, ledger: Ledger, on: dt.date, actor: str) -> FileReport:
    if prepared.normalised is None:
        return FileReport(prepared.path, Outcome.FAILED, _line(prepared.problems, Severity.ERROR))
    events = ledger.add(prepared.normalised, on, actor)
    return _report(prepared.path, prepared.normalised, prepared.problems, known=not events)


def _report(path: Path, normalised: Normalised, problems: tuple[Problem, ...], *, known: bool) -> FileReport:
    record, entries = normalised.record, normalised.entries
    reason = "台账里已有这份文件，没有新增" if known else _remark(normalised, problems)
    outcome = Outcome.KNOWN if known else Outcome.REMARKS if reason else Outcome.DONE
    return FileReport(path, outcome, reason, record.kind, len(entries), len(record.issues), len(record.gaps))


def _remark(normalised: Normalised, problems: tuple[Problem, ...]) -> str:
    """Why a file that was read still needs a person's eye; empty when it does not."""
    remarks = [problem.line() for problem in problems if problem.severity is Severity.WARNING]
    remarks += [gap.message for gap in normalised.record.gaps]
    if not normalised.entries:
        remarks.append("没有读出任务")
    more = f"（共 {len(remarks)} 处）" if len(remarks) > 1 else ""
    return remarks[0] + more if remarks else ""


def _line(problems: tuple[Problem, ...], severity: Severity) -> str:
    return next((problem.line() for problem in problems if problem.severity is severity), "")
