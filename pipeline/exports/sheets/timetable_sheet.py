"""时间表: what is due in which month, and by whom; rows without a last day stand at the end."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from models import STATUS_LABELS, LedgerEntry, Role
from pipeline.exports.day_lights import short_reasons
from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.listing import Begin, Listing
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import (
    NO_DATE_YET,
    date_words,
    duty_words,
    expanded_words,
    limit_words,
    milestone_words,
)
from pipeline.exports.snapshot import Snapshot
from pipeline.exports.timeline import undated
from pipeline.exports.timeline_colours import FILLS
from pipeline.ledger.lights import COLOUR_LABELS, light_of
from pipeline.ledger.statistics import units_of
from pipeline.ledger.wording import work_words

SHEET_NAME, MONTHS_NAME = "时间表", "单位月份表"
_COLUMNS = (
    Column("序号", 5, "center"),
    Column("完成时限", 15, "center", dated=True),
    Column("任务", 48),
    Column("牵头单位", 18, "center"),
    Column("责任单位", 20, "center"),
    Column("配合单位", 20, "center"),
    Column("阶段节点", 14, size=9),
    Column("办理状态", 13, "center"),
    Column("预警", 7, "center"),
    Column("预警原因", 30, size=9),
    Column("台账编号", 11, "center", 9),
)


def add_timetable(begin: Begin, snapshot: Snapshot) -> None:
    """Add the list, a part for every month."""
    table = begin(SHEET_NAME, _COLUMNS)
    table.title("任务时间表")
    dated = sorted((e for e in snapshot.duties if e.current_due), key=_due)
    open_ended = undated(snapshot)
    table.line(
        f"说明：截至{date_words(snapshot.on)}，按完成时限先后排列，共 {len(snapshot.duties)} 项；"
        f"其中没有确定日期的 {len(open_ended)} 项列在最后。{expanded_words(snapshot.expanded)}"
    )
    table.header()
    number = 0
    for month, entries in groupby(dated, key=lambda entry: _due(entry)[:7]):
        part = list(entries)
        table.section(f"{int(month[:4])}年{int(month[5:])}月（{len(part)} 项）")
        number = _add(table, part, snapshot, number)
    if open_ended:
        table.section(f"没有确定日期（{len(open_ended)} 项），请责任单位填报计划完成日期")
        _add(table, open_ended, snapshot, number)
    table.finish(frozen_columns=2)


def add_months(begin: Begin, snapshot: Snapshot) -> None:
    """Add the list: how many rows each unit has falling due in each month."""
    months = sorted({_due(entry)[:7] for entry in snapshot.duties if entry.current_due})
    heads = [f"{int(month[:4])}年{int(month[5:])}月" for month in months]
    columns = [Column("单位", 30), *(Column(head, 11, "center") for head in (*heads, NO_DATE_YET, "合计"))]
    counts: dict[str, Counter[str]] = {}
    for entry in snapshot.duties:
        for unit in units_of(entry, snapshot.parties):
            counts.setdefault(unit, Counter())[_due(entry)[:7]] += 1
    table = begin(MONTHS_NAME, columns)
    table.title("各单位每月到期任务")
    table.line(
        "说明：单位按名录顺序排列。一项任务记在牵头单位名下，没有牵头单位的记在各责任单位名下，配合单位不计；"
        "由个人承担的记在职务所在的单位名下，看不出单位的单列。" + expanded_words(snapshot.expanded)
    )
    table.header()
    for unit in snapshot.in_order(counts):
        row = [counts[unit][month] for month in (*months, "")]
        table.add([Cell(printable(unit)), *(Cell(n or "") for n in row), Cell(sum(row))])
    table.finish(frozen_columns=1)


def _add(table: Listing, entries: Iterable[LedgerEntry], snapshot: Snapshot, before: int) -> int:
    """Add the rows, numbered on from `before`; the last number."""
    number = before
    for number, entry in enumerate(entries, before + 1):
        light = light_of(entry, snapshot.on, snapshot.rules)
        table.add(
            [
                Cell(number),
                Cell(limit_words(entry)),
                Cell(printable(work_words(entry))),
                *(Cell(printable(duty_words(entry, role))) for role in Role),
                Cell(printable(milestone_words(entry))),
                Cell(STATUS_LABELS[entry.status]),
                Cell(COLOUR_LABELS[light.colour], fill=FILLS[light.colour]),
                Cell(short_reasons(light.reasons)),
                Cell(entry.id),
            ]
        )
    return number


def _due(entry: LedgerEntry) -> str:
    """The last day as 2026-06-30, empty without one."""
    return entry.current_due.isoformat() if entry.current_due else ""
