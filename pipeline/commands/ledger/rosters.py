"""`ledger roster` and `ledger expand`: whom 各乡镇 means, and a row for each of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import (
    act_day,
    existing_ledger,
    full_ids,
    need_writer,
    registry_here,
    writer_option,
)
from pipeline.commands.options import FILE, internal_option
from pipeline.commands.stop import DONE, NOTHING_DONE, SOME_FAILED, Stop, ledger_at

if TYPE_CHECKING:
    from models import Roster
    from pipeline.ledger import Ledger
    from pipeline.ledger.expansion import Expansion

ROSTER_HELP = """名册：登记本地的乡镇、街道、村和部门，及各自的责任领导

表格（xlsx 或 csv）的列：单位名称、类别、所属乡镇、责任领导、
曾用名；后四栏可以不写。
登记以后：“各乡镇”只有名册里的单位能办；责任领导按牵头单位推定，并注明推定；
ledger expand 能把“各乡镇”展开成一家一条。再登记一次，以新的为准，
旧的留在记录里。
不给文件就显示现在的名册。"""
EXPAND_HELP = """展开：把责任单位是“各乡镇”“13个镇街”的任务，按名册展开成一家一条

展开的各条挂在原任务下面（编号后加 -01、-02…），各自立项、交办、销号；
下级没有办完，原任务不能销号。原文写的个数与名册不符的，先不展开，请核对。
“有关乡镇”不知道是哪几个，用 --to 写明。
不加 --apply 只看不写；再做一次不会重复。
不写编号，就是全部能展开的。"""


@click.command("roster", cls=ChineseCommand, help=ROSTER_HELP)
@click.argument("file", type=FILE, metavar="FILE", required=False)
@existing_ledger
@click.option("--by", metavar="NAME", default="督查室", help="谁登记的，不给就写督查室")
@act_day
@internal_option
def roster(file: Path | None, where: str, by: str, on: dt.date, *, accept_internal: bool) -> int:
    """Show the roster, or put another one in force."""
    from models import EventKind, Problem
    from pipeline.ledger import NewEvent
    from pipeline.rosters import read_roster, unknown_kinds

    fresh = read_roster(file, accept_internal=accept_internal) if file else None
    if isinstance(fresh, Problem):
        raise Stop(fresh.line())
    with ledger_at(where, create=False) as ledger:
        known = ledger.roster()
        if fresh and fresh != known:
            payload = {"roster": fresh.model_dump(mode="json")}
            ledger.append([NewEvent(EventKind.ROSTER_SET, "roster", payload)], on, by)
    now = fresh or known
    click.echo(_told(now) if now else "台账里还没有名册。")
    if fresh:
        click.echo("已登记。" if fresh != known else "与现在的名册相同，没有新增。")
        if unknown := unknown_kinds(fresh):
            click.echo(unknown.line(), err=True)
    return DONE


@click.command("expand", cls=ChineseCommand, help=EXPAND_HELP)
@click.argument("ids", nargs=-1, metavar="[ID...]")
@existing_ledger
@writer_option
@act_day
@click.option("--to", metavar="NAMES", default="", help="展开给哪几个单位，用顿号隔开；一次只能写一条任务")
@click.option("--anyway", is_flag=True, help="个数与原文不符也展开")
@click.option("--apply", "write", is_flag=True, help="登记；不加就只看")
def expand(
    ids: tuple[str, ...], where: str, *, by: str, on: dt.date, to: str, anyway: bool, write: bool
) -> int:
    """Show, and with `--apply` record, a row for each."""
    need_writer(by, write=write)
    if to and len(ids) != 1:
        raise click.UsageError("用 --to 时要写一条任务的编号", click.get_current_context())
    with ledger_at(where, create=False) as ledger:
        entries, faults = full_ids(ledger, ids) if ids else (_with_classes(ledger), [])
        for fault in faults:
            click.echo(fault.line(), err=True)
        made = [_expand(ledger, name, to, by, on, anyway=anyway, write=write) for name in entries]
    done = sum(count is not None for count in made)
    if any(made) and not write:
        click.echo("以上只是预览；核对无误后加 --apply 登记。")
    if any(made) and write:
        click.echo(
            "下级任务都是草稿：立项、交办时在 ledger file、ledger assign 后面加 --parts，连同它们一起办。"
        )
    if not done and not entries:
        click.echo("没有可展开的任务。")
    if done == len(entries) and not faults:
        return DONE
    return SOME_FAILED if done else NOTHING_DONE


def _expand(
    ledger: Ledger, name: str, to: str, by: str, on: dt.date, *, anyway: bool, write: bool
) -> int | None:
    """Expand one row and say what came of it: how many parts are new; None where a rule stops it."""
    from models import Problem
    from pipeline.ledger.expansion import expansion

    found = expansion(ledger, name, to, anyway=anyway, registry=registry_here())
    if isinstance(found, Problem):
        click.echo(found.line(), err=True)
        return None
    for left in found.left_out:
        click.echo(left.line(), err=True)
    if write and found.made:
        ledger.append(found.made, on, by)
    _tell(found, write=write)
    return len(found.made)


def _tell(found: Expansion, *, write: bool) -> None:
    had = f"，原有 {found.known} 条不变" if found.known else ""
    verb, count = "已展开" if write else "可展开", len(found.made)
    click.echo(
        f"{found.entry.id}  {verb} {count} 条{had}" + (f"：{found.names}" if found.made else "，没有新增")
    )


def _with_classes(ledger: Ledger) -> list[str]:
    """The rows, not yet settled, that ask something of a class which a roster can tell one by one."""
    from models import Status
    from pipeline.ledger.expanding import asked_classes
    from pipeline.ledger.queries import Query
    from pipeline.ledger.selections import selected
    from pipeline.ledger.status_groups import SETTLED
    from pipeline.rosters import class_words

    unsettled = Query(statuses=[status for status in Status if status not in SETTLED])
    with selected(ledger, unsettled) as rows:
        listed = rows.roster is not None
        return [
            row.id
            for row in rows.entries
            if listed and not row.parent and any(class_words(owner.name) for owner in asked_classes(row))
        ]


def _told(roster: Roster) -> str:
    kinds = Counter(unit.kind for unit in roster.units)
    counts = "、".join(f"{kind} {count}" for kind, count in kinds.items())
    led = sum(bool(unit.leader) for unit in roster.units)
    return f"名册“{roster.name}”：{counts}；写了责任领导的 {led} 个。"
