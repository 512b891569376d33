"""Many files to one ledger: found, read in guarded processes, added in one fixed order.

A bad file is one line of the report, never the end of the batch. However many processes read, the ledger gets
the documents in the order of their paths, so its bytes are the same.
"""

from __future__ import annotations

import datetime as dt
import os
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
from pipeline.ledger.same_words import Identified
from pipeline.ledger.selections import selected
from pipeline.ledger.unread_files import UnreadFiles
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
    """One line of the batch report: a file, or a document in it; `document` is its id in the ledger."""

    path: Path
    name: str
    outcome: Outcome
    reason: str = ""
    kind: DocumentKind = DocumentKind.UNKNOWN
    entries: int = 0
    issues: int = 0
    gaps: int = 0
    document: str = ""


def find_files(paths: Iterable[Path], leave_out: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The files named, and all those in the folders named, each once, in the order of their paths.

    A folder that is met again, as by a link to one above it, is not entered again.

    Hidden files, office lock files (`~$…`) and whatever lies at or under `leave_out` (our own output) are
    skipped in folders; a file named outright is always taken, even when it does not exist.
    """
    skipped = {_real(path.with_name(path.name + end)) for path in leave_out for end in _BESIDE}
    found: dict[str, Path] = {}
    entered: set[str] = set()
    for path in paths:
        for file in _walk(path, skipped, entered) if os.path.isdir(path) else (path,):
            found.setdefault(_real(file), file)
    return tuple(found[key] for key in sorted(found, key=lambda key: Path(key).parts))


def _walk(folder: Path, skipped: set[str], entered: set[str]) -> Iterator[Path]:
    """The files below a folder; a folder that cannot be listed stands for itself: its reading says why."""
    if _real(folder) in entered:
        return
    entered.add(_real(folder))
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in inside:
        if path.name.startswith((".", "~$")) or path.name.lower() in _NOT_DOCUMENTS:
            continue
        if _real(path) in skipped:
            continue
        if os.path.isdir(path):
            yield from _walk(path, skipped, entered)
        else:
            yield path


def _real(path: Path) -> str:
    """Where a path leads; what cannot be followed leads to itself."""
    return os.path.realpath(path)


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
    roots: Sequence[Path] = (),
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
        roots: the files and folders that were asked for; what fails is kept by its place from there on.
        progress: called with each file's last report, as soon as it is there.
    """
    start = partial(_start, office, limits, accept_internal=accept_internal)
    with selected(ledger) as known:
        papers = Papers.of(known.documents, known.records)
    unread = UnreadFiles(ledger, on, actor, roots)
    reports: list[FileReport] = []
    for found in guarded(start, files, _lost, limits, workers):
        reports += (_add(prepared, ledger, papers, on, actor) for prepared in found)
        for path in dict.fromkeys(prepared.path for prepared in found):
            unread.settle(
                path,
                {each.name: each.problems for each in found if each.normalised is None},
                {each.name for each in found if each.normalised},
            )
        if progress and found:
            progress(reports[-1])
    return tuple(reports)


def _add(prepared: Prepared, ledger: Ledger, papers: Papers, on: dt.date, actor: str) -> FileReport:
    if prepared.normalised is None:
        return FileReport(
            prepared.path, prepared.name, Outcome.FAILED, _line(prepared.problems, Severity.ERROR)
        )
    own = ledger.identified(prepared.normalised)
    record, entries = own.normalised.record, own.normalised.entries
    near = papers.near(record, entries)
    events = ledger.add(own.normalised, on, actor)
    first = papers.names.get(record.id)
    remark = _known_as(first, own, prepared.name) if not events else _remark(own, prepared.problems, near)
    papers.learn(record, entries)
    return _report(prepared, own, remark, known=not events)


def _report(prepared: Prepared, own: Identified, remark: str, *, known: bool) -> FileReport:
    record, entries = own.normalised.record, own.normalised.entries
    outcome = Outcome.REMARKS if remark else Outcome.DONE
    if known and not own.undated:
        outcome = Outcome.KNOWN
    figures = len(entries), len(record.issues), len(record.gaps)
    return FileReport(prepared.path, prepared.name, outcome, remark, record.kind, *figures, record.id)


def _known_as(first: str | None, own: Identified, name: str) -> str:
    if first is None or first == name:
        return "台账里已有这份文件，没有新增"
    known = f"与已读的「{first}」内容相同，没有新增"
    if not own.undated:
        return known
    return f"{known}；照这份的日期有 {own.undated} 条算得出完成日期，请核对后用 ledger edit --due 补上"


def _remark(own: Identified, problems: tuple[Problem, ...], near: Near | None) -> str:
    """Why a file that was read still needs a person's eye; empty when it does not."""
    remarks = [near.line()] if near and not own.other else []
    if own.other:
        remarks.append(f"与已读的「{own.other}」字句相同，但各自的日期不同，时限也不同，作为另一份登记")
    remarks += [problem.line() for problem in problems if problem.severity is Severity.WARNING]
    remarks += [gap.message for gap in own.normalised.record.gaps]
    if not own.normalised.entries:
        remarks.append("没有读出任务")
    more = f"（共 {len(remarks)} 处）" if len(remarks) > 1 else ""
    return remarks[0] + more if remarks else ""


def _line(problems: tuple[Problem, ...], severity: Severity) -> str:
    return next((problem.line() for problem in problems if problem.severity is severity), "")
