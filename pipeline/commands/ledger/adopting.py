"""`ledger adopt`: the ledger of another office becomes rows of ours, shown first, entered when asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import act_day, need_writer, writer_option
from pipeline.commands.options import FILE, internal_option, ledger_option, lexicon_option, units_option
from pipeline.commands.own import office_of
from pipeline.commands.stop import DONE, NOTHING_DONE, SOME_FAILED, Stop, previewed, stop_on

if TYPE_CHECKING:
    from models import LedgerEntry, Problem
    from pipeline.ledger import Ledger
    from pipeline.ledger.differences import Difference
    from pipeline.ledger_files.as_entries import Adopted

HELP = """接收：把别的单位的台账（Excel、Word 表格、CSV、JSONL）登记为任务

表头按常见叫法识别，合并单元格、两行表头都认。每条记下原文在哪一格。
先看差异：新增几条、改了什么、这次没有了的。不加 --apply 只看不写。
有责任单位的直接立项（时限写不明的，写明时限待定）；没有的留作草稿，等人补。
原台账写的状态、进展、佐证只作备注，不算在这里办过。
写明已作废、撤销、并案的行不登记，列出编号。
同一份台账再接收一次不会重复；改过的再接收，已立项的不覆盖，只列出不同。"""
_KINDS = {
    "new": "新增",
    "changed": "更新",
    "settled": "不同（已立项，不覆盖）",
    "merged": "已并案（不动）",
    "gone": "这次没有（保留）",
}
_CELLS = {"measure": "措施", "owners": "责任单位", "deadline": "时限", "issue": "问题"}
_SHOWN = 40


@click.command("adopt", cls=ChineseCommand, help=HELP)
@click.argument("file", type=FILE, metavar="FILE")
@ledger_option
@writer_option
@act_day
@click.option("--name", metavar="NAME", help="台账叫什么，不给就用文件名；改版后名称不变，才认得是同一份")
@internal_option
@units_option
@lexicon_option
@click.option("--apply", "write", is_flag=True, help="登记；不加就只看差异")
def adopt(
    file: Path,
    ledger: str,
    *,
    by: str,
    on: dt.date,
    name: str | None,
    accept_internal: bool,
    units: Path | None,
    lexicon: Path | None,
    write: bool,
) -> int:
    """Show, and with `--apply` enter, the rows of another office's ledger."""
    from pipeline.ledger.differences import differences
    from pipeline.ledger.queries import find_of_document
    from pipeline.ledger_files import read_ledger
    from pipeline.ledger_files.as_entries import as_entries
    from pipeline.office import office_registry

    need_writer(by, write=write)
    registry, faults = office_registry(office_of(units, lexicon))
    stop_on(faults)
    found = read_ledger(str(file), accept_internal=accept_internal).with_findings()
    if not found.rows:
        raise Stop("\n".join(problem.line() for problem in found.problems))
    adopted = as_entries(name or found.name, found.rows, registry)
    with previewed(ledger, write=write) as opened:
        known = find_of_document(opened, adopted.normalised.record.id)
        found_other = differences(known, adopted.normalised, opened.would_add(adopted.normalised))
        for difference in found_other:
            _tell(difference)
        refused = _enter(opened, adopted, known, by, on) if write else 0
    _sum_up(found_other, {entry.id for entry in adopted.normalised.entries}, write=write)
    for problem in (*found.problems, *_masks(adopted.normalised.entries)):
        click.echo(problem.line(), err=True)
    if not refused:
        return DONE
    return SOME_FAILED if refused < len(found_other) else NOTHING_DONE


def _enter(ledger: Ledger, adopted: Adopted, known: list[LedgerEntry], by: str, on: dt.date) -> int:
    """Enter the rows, note what the other office says, file what is new; how many were refused."""
    from models import Act
    from pipeline.ledger import Setting

    had = {entry.id for entry in known}
    ledger.add(adopted.normalised, on, by)
    new = [entry for entry in adopted.normalised.entries if entry.id not in had]
    fresh = {entry.id for entry in new}
    ledger.append([event for event in adopted.stated if event.subject in fresh], on, by)
    acts = [
        Act(entry=entry.id, action="file", pending="deadline" in entry.missing)
        for entry in new
        if entry.owners
    ]
    outcome = ledger.act(acts, by, Setting(on))
    for fault in outcome.problems:
        click.echo(fault.line(), err=True)
    return len(outcome.problems)


def _masks(entries: Sequence[LedgerEntry]) -> list[Problem]:
    """Warns that the file has masked personal numbers, which cannot be restored."""
    from pipeline.exports.personal_numbers import left_masked
    from pipeline.ledger.problems import problem

    masks = [found for entry in entries if (found := left_masked(entry.model_dump_json(), ""))]
    return [problem("masks_adopted", "", count=len(masks), number=masks[0][0])] if masks else []


def _tell(difference: Difference) -> None:
    from pipeline.ledger.wording import work_words

    entry = difference.entry
    where = f"（{entry.sources[0].place.label()}）" if entry.sources else ""
    work = work_words(entry)
    words = work if len(work) <= _SHOWN else work[:_SHOWN] + "…"
    cells = "、".join(_CELLS[cell] for cell in difference.cells)
    into = f"，并入 {entry.handling.into}" if difference.kind == "merged" else ""
    click.echo(
        f"{entry.id}  {_KINDS[difference.kind]}{into}{where} {words}" + (f"：{cells}" if cells else "")
    )


def _sum_up(found: list[Difference], read: set[str], *, write: bool) -> None:
    counts = {kind: sum(one.kind == kind for one in found) for kind in _KINDS}
    same = len(read - {one.entry.id for one in found})
    told = "，".join(f"{label} {counts[kind]} 条" for kind, label in _KINDS.items())
    click.echo(f"表中 {len(read)} 条：{told}，相同 {same} 条。")
    if write:
        click.echo("已登记。" if counts["new"] or counts["changed"] else "没有新增。")
    elif counts["new"] or counts["changed"]:
        click.echo("以上只是预览；核对无误后加 --apply 登记。")
