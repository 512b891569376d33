"""`ledger list` and `ledger show`: which rows there are, and all that is known of one."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.filters import Filters, filter_options
from pipeline.commands.ledger.shared import (
    as_of,
    echo_records,
    existing_ledger,
    full_ids,
    rules_option,
    table_or_lines,
    thresholds,
    upto_option,
)
from pipeline.commands.stop import DONE, NOTHING_DONE, ledger_at

if TYPE_CHECKING:
    from pipeline.ledger import Ledger
    from pipeline.ledger.lights import Light
    from pipeline.ledger.moments import Moment
    from pipeline.ledger.standing import Standing

PAGE = 200
"""How many rows a table shows when nothing is said."""
LIST_HELP = """列出任务：按单位、状态、时限、亮灯筛选

红灯  逾期，或进度落后很多，或几次催办没有回音
黄灯  快到期，或进度落后，或迟迟未签收、未启动
灰灯  没有确定的时限        紫灯  暂停
每一盏灯都写明原因。"""
SHOW_HELP = """查看一条任务：原文、时限、办理经过，闭环缺哪一步"""


@click.command("list", cls=ChineseCommand, help=LIST_HELP)
@existing_ledger
@filter_options
@as_of
@upto_option
@rules_option
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help=f"最多列几条；table 默认 {PAGE}，jsonl 默认全部"
)
@click.option("--skip", type=click.IntRange(min=0), default=0, metavar="N", help="跳过前几条，接着往后看")
@table_or_lines
def list_rows(
    where: str,
    filters: Filters,
    on: dt.date,
    upto: int | None,
    rules: Path | None,
    limit: int | None,
    skip: int,
    form: str,
) -> int:
    """Print the rows that match, a page of them."""
    from pipeline.ledger.lights import light_of
    from pipeline.ledger.moments import Moment
    from pipeline.ledger.queries import find_page

    limits, moment = thresholds(rules), Moment(upto)
    most = limit or (PAGE if form == "table" else sys.maxsize)
    with ledger_at(where, create=False) as ledger:
        page, total = find_page(ledger, filters.query(on, limits), skip, most, moment)
        lights = [light_of(row, on, limits) for row in page]
        if form == "jsonl":
            echo_records(_lines(ledger, page, lights, moment))
        else:
            _print_table(ledger, page, lights, moment, on, total, skip)
    return DONE


@click.command("show", cls=ChineseCommand, help=SHOW_HELP)
@click.argument("entry", metavar="ID")
@existing_ledger
@as_of
@rules_option
def show(entry: str, where: str, on: dt.date, rules: Path | None) -> int:
    """Print all that is known of one row."""
    from pipeline.commands.ledger.screen import show_entry, show_rows
    from pipeline.ledger import fold
    from pipeline.ledger.lights import light_of
    from pipeline.ledger.queries import find_parts
    from pipeline.ledger.statistics import answerable
    from pipeline.rosters import find_unit, leaders_of

    limits = thresholds(rules)
    with ledger_at(where, create=False) as ledger:
        ids, faults = full_ids(ledger, [entry])
        for fault in faults:
            click.echo(fault.line(), err=True)
        if not ids:
            return NOTHING_DONE
        history = ledger.history(ids[0])
        parts, roster = find_parts(ledger, ids[0]), ledger.roster()
    (row,) = fold(history).entries
    show_entry(row, light_of(row, on, limits), history, on, leaders_of(answerable(row), roster))
    for owner in row.owners:
        if roster and (body := find_unit(owner.name, roster)) and owner.name in body.former:
            click.echo(f"  名称：“{owner.name}”按名册现为“{body.name}”，台账保留原文。")
    if parts:
        show_rows([(part, light_of(part, on, limits)) for part in parts], on, len(parts))
    return DONE


def _print_table(
    ledger: Ledger,
    page: list[Standing],
    lights: list[Light],
    moment: Moment,
    on: dt.date,
    total: int,
    skip: int,
) -> None:
    from pipeline.commands.ledger.screen import show_rows
    from pipeline.ledger.queries import load_entries

    entries = load_entries(ledger, (row.id for row in page), moment)
    show_rows(list(zip(entries, lights, strict=True)), on, total, skip)


def _lines(
    ledger: Ledger, page: list[Standing], lights: list[Light], moment: Moment
) -> Iterator[dict[str, Any]]:
    """Each row with what has to be computed for the day."""
    from models import STATUS_LABELS
    from pipeline.ledger.lights import answered, landed, loop_steps
    from pipeline.ledger.queries import load_entries, load_records

    ids = [row.id for row in page]
    if moment.upto is None:
        records = load_records(ledger, ids)
    else:
        records = (entry.model_dump(mode="json") for entry in load_entries(ledger, ids, moment))
    for record, row, light in zip(records, page, lights, strict=True):
        computed = {
            "status_label": STATUS_LABELS[row.status],
            "current_due": row.due.isoformat() if row.due else None,
            "light": light.colour.value,
            "light_reasons": light.reasons,
            "overdue_days": light.overdue,
            "answered": answered(row),
            "landed": landed(row),
            "loop": loop_steps(row),
        }
        yield record | computed
