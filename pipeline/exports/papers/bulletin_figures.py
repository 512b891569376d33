"""The tables of figures in a bulletin: by unit in the order of the registry, and by document."""

from collections import Counter

from models import LedgerEntry, Role
from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.exports.sheets.wording import TO_BE_NAMED, document_titles
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.statistics import answerable, by_key, by_unit, figures

_HEAD = ("总数", "已销号", "长期坚持", "办理中", "未启动", "逾期")
_RATES = ("办结率", "按时办结率")
_SUM = "合计（每项任务计一次）"
_SEVERAL = 2
_UNIT_WIDTHS = (30.0, 10.0, 11.0, 11.0, 11.0, 11.0, 10.0, 10.0, 26.0, 26.0)
_SOURCE_WIDTHS = (42.0, 10.0, 11.0, 11.0, 11.0, 11.0, 10.0, 25.0, 25.0)


def add_unit_table(page: OfficialPage, snapshot: Snapshot, rows: list[LedgerEntry]) -> None:
    """Every unit that leads, is responsible or helps; what it only helps with stands apart."""
    groups = by_unit(rows)
    helping = Counter(name for entry in rows for name in _supporters(entry))
    named = snapshot.in_order({*groups, *helping} - {TO_BE_NAMED})
    table = page.table(_UNIT_WIDTHS, ("单位", *_HEAD, "另配合", *_RATES))
    for unit in (*named, *({TO_BE_NAMED} & groups.keys())):
        table.row(_cells(unit, groups.get(unit, []), snapshot, helping[unit]))
    table.row(_cells(_SUM, rows, snapshot, sum(bool(_supporters(entry)) for entry in rows)))


def add_source_table(page: OfficialPage, snapshot: Snapshot, rows: list[LedgerEntry]) -> None:
    """The same by document, where there are several."""
    titles = document_titles(snapshot.state)
    groups = by_key(rows, lambda entry: entry.document)
    if len(groups) < _SEVERAL:
        return
    page.subheading("按任务来源")
    table = page.table(_SOURCE_WIDTHS, ("来源文件", *_HEAD, *_RATES))
    for name, part in groups.items():
        table.row(_cells(titles.get(name, name).strip("《》"), part, snapshot))


def _cells(
    name: str, rows: list[LedgerEntry], snapshot: Snapshot, helping: int | None = None
) -> list[tuple[str, Align]]:
    """A row of a table of figures; `helping` is how many more rows the unit supports."""
    f = figures(rows, snapshot.on)
    counts = [f.total, f.closed, f.standing, f.under_way + f.suspended, f.not_begun, f.overdue]
    counts += [] if helping is None else [helping]
    rates = (f.done_rate.words(), f.on_time_rate.words())
    return [(name, "left"), *((str(number), "center") for number in counts), *((r, "center") for r in rates)]


def _supporters(entry: LedgerEntry) -> set[str]:
    return {owner.name for owner in entry.owners if owner.role is Role.SUPPORT} - set(answerable(entry))
