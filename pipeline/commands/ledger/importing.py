"""`ledger import`: what people filled into an exported workbook, shown first and taken in when asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import (
    act_day,
    by_option,
    existing_ledger,
    registry_here,
    rules_option,
    thresholds,
)
from pipeline.commands.options import FILE
from pipeline.commands.stop import DONE, NOTHING_DONE, SOME_FAILED, Stop, ledger_at

if TYPE_CHECKING:
    from pipeline.ledger import NewEvent
    from pipeline.returned import CellEdit, Returned

HELP = """读回：把填好的整改台账 Excel 读回来，先看差异，再登记

读回这些栏：牵头单位、责任单位、配合单位、完成时限、办理状态、进展情况、
佐证材料（一行一件，写成 照片影像:说明）、是否销号；原来没有整改措施的，
读回整改措施。按台账编号对号。
进展情况里写“完成60%”“进度达75%”的，记作进度；签收率、占比等不算。
只看导出以后人改过的格；导出以后台账另有变化的，不会被旧表盖掉。
违反规则的一行整行不登记，写明哪一格、为什么。不加 --apply 只看不写。"""


@click.command("import", cls=ChineseCommand, help=HELP)
@click.argument("file", type=FILE, metavar="FILE")
@existing_ledger
@by_option
@act_day
@rules_option
@click.option("--apply", "write", is_flag=True, help="登记；不加就只看差异")
def import_rows(file: Path, where: str, *, by: str, on: dt.date, rules: Path | None, write: bool) -> int:
    """Show, and with `--apply` record, what came back."""
    from models import Problem
    from pipeline.ledger import Setting
    from pipeline.returned import read_returned, take_back

    sheet = read_returned(file)
    if isinstance(sheet, Problem):
        raise Stop(sheet.line())
    setting = Setting(on, thresholds(rules).most_extensions, registry=registry_here())
    with ledger_at(where, create=False) as ledger:
        rows = take_back(ledger, sheet, by, setting, write=write)
    for row in rows:
        _tell(row, write=write)
    for stray in (*sheet.strays, *sheet.left_aside):
        click.echo(stray.line(), err=True)
    refused = sum(bool(row.problems) for row in rows)
    taken = sum(bool(row.events) for row in rows)
    verb = "登记" if write else "可登记"
    click.echo(f"改过的 {len(rows)} 条：{verb} {taken} 条，不合规则 {refused} 条。")
    if taken and not write:
        click.echo("以上只是预览；核对无误后加 --apply 登记。")
    if sheet.strays:
        click.echo(f"另有 {len(sheet.strays)} 行没有读入，原因见上。")
    elif not sheet.left_aside and not any(_kept_out(row) for row in rows):
        return DONE
    return SOME_FAILED if taken else NOTHING_DONE


def _tell(row: Returned, *, write: bool) -> None:
    state = ("已登记" if write else "待登记") if row.events else _left_out(row)
    click.echo(f"{row.entry}  {state}")
    for edit in row.edits:
        click.echo(f"  {edit.address} {edit.header}：{_cell(edit)}")
    if row.events:
        click.echo(f"  → {'；'.join(map(_recorded, row.events))}")
    for fault in (*row.problems, *row.remarks):
        click.echo(f"  {fault.line()}", err=True)


def _recorded(event: NewEvent) -> str:
    """What is entered, with the percentage that was read out of the words; or that none was."""
    from pipeline.ledger.lifecycle import action_labels
    from pipeline.ledger.told_percent import has_percent

    facts = event.payload
    if "action" not in facts:
        return "改正内容"
    note, share = str(facts.get("note", "")), facts.get("percent")
    none_told = "（百分数没有记作进度；是进度的，请写成“完成60%”）" if has_percent(note) else ""
    return action_labels()[facts["action"]] + (none_told if share is None else f"，进度{share}%")


def _left_out(row: Returned) -> str:
    """Why nothing of the row is recorded."""
    return "不登记" if row.problems else "没有要登记的" if row.remarks else "已登记过"


def _kept_out(row: Returned) -> bool:
    """Whether something of the row, or all of it, was not taken in."""
    return bool(row.problems or row.remarks)


def _cell(edit: CellEdit) -> str:
    return f"「{edit.was}」→「{edit.now}」" if edit.was else f"「{edit.now}」"
