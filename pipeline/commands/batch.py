"""`batch`: folders of documents into a ledger, with progress, a summary and one line for each file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import (
    FILE,
    internal_option,
    ledger_option,
    lexicon_option,
    today_option,
    units_option,
)
from pipeline.commands.own import office_of
from pipeline.commands.stop import (
    DONE,
    NOTHING_DONE,
    SOME_FAILED,
    ledger_at,
    stop,
    stop_on,
    too_many_for,
    writing_to,
)

if TYPE_CHECKING:
    from pipeline.batch import FileReport
    from pipeline.ledger import Ledger
    from pipeline.office import Office

ALL_FORMATS = ("xlsx", "jsonl", "csv")
_REASON = "同一项要求，读入时并入，来源保留"
_SHOWN = 5


HELP = """把文件或整个文件夹读进台账。

文件夹按名称顺序逐个读，隐藏文件和 Office 临时文件（~$ 开头）跳过。
同一份文件再读一次不会重复登记。读不了的文件在结果里占一行，其余照读。
文件里的日期各不相同，以文件自己写的为准；--today 只是登记日期。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@ledger_option
@click.option("--out", type=FILE, metavar="DIR", help="同时导出 Excel、JSON Lines 和 CSV 到这个文件夹")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="用几个进程读，默认 1；结果与个数无关",
)
@click.option("--merge", is_flag=True, help="与别的文件完全相同的任务并成一条，来源都留")
@internal_option
@units_option
@lexicon_option
@today_option
def batch(
    paths: tuple[Path, ...],
    ledger: str,
    out: Path | None,
    workers: int,
    merge: bool,
    accept_internal: bool,
    units: Path | None,
    lexicon: Path | None,
    today: dt.date,
) -> int:
    """Read files and folders into a ledger."""
    from pipeline.ledger.database import shown_address

    office = office_of(units, lexicon)
    reports = read_into(
        paths,
        ledger,
        today=today,
        actor="导入",
        workers=workers,
        office=office,
        accept_internal=accept_internal,
        out=out,
        merge=merge,
    )
    written = write_all(ledger, out, ALL_FORMATS, today) if out is not None else DONE
    click.echo(f"台账库：{shown_address(ledger)}")
    return max(exit_code(reports), written)


def read_into(
    paths: tuple[Path, ...],
    ledger: str,
    *,
    today: dt.date,
    actor: str,
    office: Office,
    accept_internal: bool = False,
    workers: int = 1,
    out: Path | None = None,
    merge: bool = False,
) -> tuple[FileReport, ...]:
    """Read the paths into the ledger and show how each file fared."""
    from pipeline.batch import find_files, run_batch
    from pipeline.commands.batch_screen import progress_bar, show_batch
    from pipeline.ledger.selections import selected
    from pipeline.office import office_registry

    stop_on(office_registry(office)[1])
    files = find_files(paths, leave_out=[Path(ledger), *([out] if out else [])])
    if not files:
        raise stop("X902", "没有可读的文件。", "请核对路径；隐藏文件和 ~$ 开头的临时文件不读。")
    with ledger_at(ledger) as opened, progress_bar(len(files)) as step:
        reports = run_batch(
            files,
            opened,
            on=today,
            actor=actor,
            office=office,
            accept_internal=accept_internal,
            workers=workers,
            roots=paths,
            progress=step,
        )
        read = {report.document for report in reports if report.document}
        said = [*_corrected(opened, read), *_equal_rows(opened, read, actor, today, merge=merge)]
        with selected(opened) as contents:
            show_batch(reports, contents)
    for line in said:
        click.echo(line)
    return reports


def _corrected(ledger: Ledger, read: set[str]) -> list[str]:
    """What the clerk is told of papers that the ledger has in another text: nothing is closed or replaced."""
    from pipeline.ledger.corrected_papers import corrected

    return [
        f"台账里原有一份同名的“{name}”，内容不同，两份都在：改了什么，用 ledger twins --document {name} 看。"
        for name in corrected(ledger, read)
    ]


def _equal_rows(ledger: Ledger, read: set[str], by: str, on: dt.date, *, merge: bool) -> list[str]:
    """What the clerk is told of rows that the ledger has word for word; `merge` makes one of two."""
    from pipeline.ledger import Setting
    from pipeline.ledger.equal_rows import equal_rows

    pairs = equal_rows(ledger, read)
    if not pairs:
        return []
    if not merge:
        shown = "、".join(f"{pair.other.id}（同 {pair.keep.id}）" for pair in pairs[:_SHOWN])
        count = (
            f"有 {len(pairs)} 条与另一份文件的任务完全相同：{shown}{'等' if len(pairs) > _SHOWN else ''}。"
        )
        return [f"{count}读入时加 --merge 可并成一条；已读入的用 ledger twins 查看，--exact 合并。"]
    told = []
    for pair in pairs:
        outcome = ledger.merge(pair.keep.id, pair.other.id, by, Setting(on), _REASON)
        if outcome.events:
            told.append(f"{pair.other.id}  已并入 {pair.keep.id}（{pair.keep.document}），来源保留。")
        told += [fault.line() for fault in outcome.problems]
    return told


def write_all(ledger: str, out: Path, formats: tuple[str, ...], today: dt.date) -> int:
    """Export the ledger in each format, with the lights of the day, and say where the files are.

    A format for which the ledger is too large is left out, and said.
    """
    from pipeline.commands.ledger.shared import thresholds
    from pipeline.exports import export
    from pipeline.exports.day_lights import DayLights
    from pipeline.ledger.queries import EVERY_ROW, find_page
    from pipeline.ledger.selections import selected

    lights = DayLights(today, thresholds(None))
    with ledger_at(ledger) as opened, writing_to(out):
        rows = find_page(opened, EVERY_ROW, 0, 0)[1]
        refused = {form: too_many_for(form, rows) for form in formats}
        for form, problem in refused.items():
            if problem:
                click.echo(problem.line(), err=True)
                continue
            with selected(opened) as contents:
                click.echo(f"已导出：{export(contents, form, out, lights=lights)}")
    return SOME_FAILED if any(refused.values()) else DONE


def exit_code(reports: tuple[FileReport, ...]) -> int:
    """0 when all files were read, 3 when none was, else 1."""
    from pipeline.batch import Outcome

    failed = sum(report.outcome is Outcome.FAILED for report in reports)
    return DONE if not failed else NOTHING_DONE if failed == len(reports) else SOME_FAILED
