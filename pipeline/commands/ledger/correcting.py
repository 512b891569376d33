"""`ledger edit`: a person puts right what a row says, before it is handed to its owner."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import (
    act_day,
    by_option,
    existing_ledger,
    full_ids,
    registry_here,
    tell,
)
from pipeline.commands.options import limit
from pipeline.commands.stop import ledger_at

HELP = """改正：补上或改正一条任务的内容，交办之前有效

没有整改措施、没有日期的，交办以后也可以用 --measure、--due 补上。

单位之间用顿号隔开；给空的（如 --support ""）就是清空。
改过的内容，重新读文件时不会被覆盖。"""


@click.command("edit", cls=ChineseCommand, help=HELP)
@click.argument("entry", metavar="ID")
@existing_ledger
@by_option
@act_day
@click.option("--measure", metavar="TEXT", help="整改措施")
@click.option("--lead", metavar="NAMES", help="牵头单位")
@click.option("--responsible", metavar="NAMES", help="责任单位")
@click.option("--support", metavar="NAMES", help="配合单位")
@click.option(
    "--due",
    type=limit,
    metavar="DATE",
    help="完成日期，由督查室核定；也可写 每月25日前、长期坚持",
)
def edit(entry: str, where: str, *, by: str, on: dt.date, **cells: Any) -> int:
    """Correct one row."""
    given = {name: value for name, value in cells.items() if value is not None}
    if not given:
        raise click.UsageError("没有写要改什么", click.get_current_context())
    with ledger_at(where, create=False) as ledger:
        from pipeline.ledger.acting import event_of_cells

        ids, faults = full_ids(ledger, [entry])
        if not ids:
            from pipeline.ledger import Outcome

            return tell(Outcome(), faults, str)
        registry = registry_here()
        outcome = ledger.decide(ids[0], lambda row: event_of_cells(row, given, registry), by, on)
    return tell(outcome, faults, lambda _: "已改正。")
