"""`ledger stats`: the figures of a day, by unit, document or month, every rate with its denominator."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import as_of, existing_ledger, upto_option
from pipeline.commands.stop import DONE, ledger_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models import DocumentKind, Roster
    from pipeline.ledger.standing import Standing
    from pipeline.rosters import Parties

HELP = """统计：办结率、按时办结率、逾期、反馈，分母都写明

草稿、并案、作废的不计；长期坚持的单列，不算逾期。
一条任务记在牵头单位名下，没有牵头的记在各责任单位名下，配合单位不计。
由个人承担的记在职务所在的单位名下，如局长记本局；看不出单位的单列。
按时办结率先按原定日期算，再按延期后的日期算；没有日期的不进分母。"""
GROUPS = ("unit", "document", "kind", "month", "status", "leader", "township")
_WHOLE = "合计"
_TITLES = {
    "unit": "单位",
    "document": "来源文件",
    "kind": "文件种类",
    "month": "原定月份",
    "status": "状态",
    "leader": "责任领导（推定）",
    "township": "乡镇（街道）",
}


_CALLED = {
    "文件": "document",
    "种类": "kind",
    "月份": "month",
    "责任领导": "leader",
    "领导": "leader",
    "乡镇": "township",
}


def _group(words: str) -> str:
    """A group by its English name, or as a clerk calls it."""
    called = _CALLED | {title: name for name, title in _TITLES.items()}
    name = called.get(words.strip(), words.strip())
    if name in GROUPS:
        return name
    known = "、".join(f"{title}（{english}）" for english, title in _TITLES.items())
    raise click.BadParameter(f"没有「{words}」这种分组，只能是 {known} 之一")


@click.command("stats", cls=ChineseCommand, help=HELP)
@existing_ledger
@click.option(
    "--group",
    type=_group,
    default="unit",
    metavar="GROUP",
    help="分组：单位、来源文件、文件种类、月份、状态、责任领导、乡镇",
)
@as_of
@upto_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    metavar="FORMAT",
    help="table 给人看，json 给程序读",
)
def stats(where: str, group: str, on: dt.date, upto: int | None, form: str) -> int:
    """Print the figures."""
    from models.collector import collector_off
    from pipeline.ledger.moments import Moment
    from pipeline.ledger.queries import find_standings, named_owners
    from pipeline.ledger.statistics import (
        PERSONS,
        PERSONS_NOTE,
        counted,
        figures_of_groups,
        month_panel,
        parties_of,
    )

    with ledger_at(where, create=False) as ledger:
        found, last = find_standings(ledger, moment=Moment(upto))
        roster = ledger.roster() if group in ("unit", "leader", "township") else None
        parties = parties_of(found, roster, named_owners(ledger)) if group == "unit" else None
        kinds = ledger.kinds() if group == "kind" else {}
    rows = counted(found)
    with collector_off():
        every = figures_of_groups({**_grouped(rows, group, parties, roster, kinds), _WHOLE: rows}, on)
        panel = month_panel(rows, on)
    left_out = len(found) - len(rows)
    if form == "json":
        from pipeline.printed_records import Statistics

        whole = every.pop(_WHOLE)
        report = Statistics(as_of=on, upto=last, left_out=left_out, all=whole, month=panel, groups=every)
        click.echo(report.model_dump_json(indent=2))
        return DONE
    from pipeline.commands.ledger.screen import show_figures, show_panel

    title = f"截至 {on}，第 {last} 条记录；另有草稿、并案、作废 {left_out} 条不计"
    show_figures(every, title, _TITLES[group])
    if PERSONS in every:
        click.echo(f"注：{PERSONS_NOTE}")
    show_panel(panel, on)
    return DONE


def _grouped(
    rows: list[Standing],
    group: str,
    parties: Parties | None,
    roster: Roster | None,
    kinds: Mapping[str, DocumentKind],
) -> dict[str, list[Standing]]:
    from models import STATUS_LABELS
    from pipeline.ledger.statistics import by_key, by_kind, by_leader, by_township, by_unit, due_month

    match group:
        case "unit":
            return by_unit(rows, parties)
        case "leader":
            return by_leader(rows, roster)
        case "township":
            return by_township(rows, roster)
        case "document":
            return by_key(rows, lambda row: row.document)
        case "kind":
            return by_kind(rows, kinds)
        case "month":
            return by_key(rows, due_month)
    return by_key(rows, lambda row: STATUS_LABELS[row.status])
