"""What the command that reads whole folders shows: a bar while it reads, then one line a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from models import KIND_LABELS
from pipeline.batch import FileReport, Outcome
from pipeline.commands.screen import screen, table
from pipeline.readers import display_name

if TYPE_CHECKING:
    from pipeline.exports.contents import Contents

_COLOURS = {Outcome.DONE: "green", Outcome.REMARKS: "yellow", Outcome.KNOWN: "cyan", Outcome.FAILED: "red"}


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[FileReport], None]]:
    """A bar that moves on with each file; nothing is shown when no person is looking."""
    console = screen(stderr=True)
    columns = (TextColumn("读文件"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=total)
        yield lambda report: progress.update(task, advance=1, description=report.name)


def show_batch(reports: Sequence[FileReport], contents: Contents) -> None:
    """One line a file, then what the ledger now holds; its rows are read once."""
    rows = [
        (
            name,
            KIND_LABELS[report.kind],
            str(report.entries),
            str(report.issues),
            str(report.gaps),
            Text(report.outcome, style=_COLOURS[report.outcome]),
            report.reason,
        )
        for report, name in zip(reports, _told_apart(reports), strict=True)
    ]
    console = screen()
    console.print(table("读入结果", ("文件", "种类", "任务", "问题", "缺口", "状态", "说明"), rows))
    console.print(_totals(reports, contents))


def _told_apart(reports: Sequence[FileReport]) -> list[str]:
    """The names of the files; where several have one name, with the folders in which they differ."""
    holders: dict[str, set[Path]] = {}
    for report in reports:
        holders.setdefault(report.name, set()).add(Path(os.path.abspath(report.path)).parent)
    return [_placed(report, holders[report.name]) for report in reports]


def _placed(report: FileReport, folders: set[Path]) -> str:
    """The name of a file below what all folders have in common in which a file of that name lies."""
    if len(folders) == 1:
        return report.name
    own = Path(os.path.abspath(report.path)).parent
    common = os.path.commonpath(folders) if len({folder.anchor for folder in folders}) == 1 else ""
    shown = own.relative_to(common).parts if common else own.parts
    return "/".join([*(display_name(Path(part)) for part in shown), report.name])


def _totals(reports: Sequence[FileReport], contents: Contents) -> str:
    from pipeline.exports.duties import families
    from pipeline.exports.sheets.concerns import in_doubt

    counts = [(outcome, sum(report.outcome is outcome for report in reports)) for outcome in Outcome]
    files = "，".join(f"{outcome} {count}" for outcome, count in counts if count)
    rows = doubtful = 0
    for family in families(contents.entries):
        rows += len(family)
        doubtful += sum(1 for _ in in_doubt(family))
    papers = len(contents.documents)
    return (
        f"文件 {len(reports)} 份：{files}。"
        f"台账现有 {papers} 份文件、{rows} 条任务，其中 {doubtful} 条要人确认。"
    )
