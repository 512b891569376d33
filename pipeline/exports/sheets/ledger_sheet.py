"""整改台账: the sheet that is printed, signed and filled in."""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models import STATUS_LABELS, LedgerEntry, LedgerState, Role, Severity, Status
from pipeline.exports.sheets.concerns import reasons_of
from pipeline.exports.sheets.measures import MAX_ROW_HEIGHT
from pipeline.exports.sheets.table import Cell, Column, Table, Value
from pipeline.exports.sheets.wording import (
    DROPPED,
    TO_BE_NAMED,
    document_titles,
    duty_words,
    evidence_words,
    extension_words,
    limit_words,
    milestone_words,
    missing_elements,
    progress_words,
    roles_to_check,
    source_documents,
    source_places,
    source_quotes,
    suggestion,
)

SHEET_NAME = "整改台账"
TITLE = "整改（督办）台账"
CLOSED_LABELS = ("是", "否")

_COLUMNS = (
    Column("序号", 5, "center"),
    Column("台账编号", 10, "center", 9),
    Column("问题来源", 14, size=8),
    Column("反馈问题", 23),
    Column("整改措施", 38),
    Column("牵头单位", 12, "center"),
    Column("责任单位", 13, "center"),
    Column("配合单位", 13, "center"),
    Column("完成时限", 13, "center", dated=True),
    Column("时限原文", 10, "center", 9),
    Column("办理状态", 7.8, "center"),
    Column("进展情况", 14),
    Column("佐证材料", 10),
    Column("是否销号", 5, "center"),
    Column("原文摘录", 25, size=9),
    Column("原文位置", 8.5, "center", 9),
    Column("备注", 14, size=9),
)
HEADERS = tuple(column.header for column in _COLUMNS)
STATE_MARK = "台账记录"
"""What stands before the number of the ledger's last event among the keywords of the workbook."""
_AT = {column.header: number for number, column in enumerate(_COLUMNS, 1)}
_SHARED = (_AT["序号"], _AT["反馈问题"])  # the cells that the measures against one issue have in common
_ROLE_HEADERS = {Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.SUPPORT: "配合单位"}
_FIELD_HEADERS = {"issue": "反馈问题", "measure": "整改措施", "target": "整改措施", "deadline": "完成时限"}
_FROZEN_COLUMNS = 2
_GOOD_ENOUGH = 2  # of the three marks of a workable measure
_TALL = 400.0  # points; a group this tall may run over a page end, so what it shares stands at its top
_PIECE = 200.0  # points; what an entry too tall for one row is divided into, to fill the pages well


def add_ledger_sheet(book: Any, state: LedgerState, to_confirm: int) -> None:
    """Add the main sheet; `to_confirm` is the number of rows on 需要人确认."""
    table = Table(book, SHEET_NAME, _COLUMNS)
    table.title(TITLE)
    table.line_in_two("填报单位：", "填报时间：          年      月      日")
    table.line(_explanation(state, to_confirm))
    table.header()
    titles = document_titles(state)
    for number, group in enumerate(_groups(state.entries), 1):
        _add_group(table, [_cells(number, entry, titles) for entry in group])
    if state.entries:
        _offer_choices(table)
    table.finish(frozen_columns=_FROZEN_COLUMNS)
    table.sheet.sheet_view.zoomScale = 85


def shown_values(entry: LedgerEntry, state: LedgerState) -> dict[str, Value]:
    """What stands under each heading in the row of an entry; 序号 apart, which depends on the rows above."""
    cells = _cells(0, entry, document_titles(state))
    return {
        header: cell.value if isinstance(cell.value, dt.date) else cell.shown
        for header, cell in zip(HEADERS, cells, strict=True)
    }


def _explanation(state: LedgerState, to_confirm: int) -> str:
    unread = sum(any(p.severity is Severity.ERROR for p in doc.problems) for doc in state.documents)
    dropped = sum(entry.status in DROPPED for entry in state.entries)
    parts = (
        f"共 {len(state.entries)} 项任务" + (f"（其中并案、作废 {dropped} 项）" if dropped else ""),
        f"来源文件 {len(state.documents)} 份" + (f"（其中 {unread} 份未能读取）" if unread else ""),
        "同一问题的各项措施合用一个序号",
    )
    shading = "浅黄底色为需要核对的单元格，原因见批注"
    confirm = f"另有 {to_confirm} 条事项列在“需要人确认”表。" if to_confirm else ""
    return f"说明：{'，'.join(parts)}；{shading}。{confirm}"


def _groups(entries: Iterable[LedgerEntry]) -> list[list[LedgerEntry]]:
    """Neighbours with the same issue; an entry without one stands alone."""

    def key(numbered: tuple[int, LedgerEntry]) -> tuple[str, str] | int:
        number, entry = numbered
        return (entry.issue_id, entry.issue) if entry.issue_id else number

    return [[entry for _, entry in group] for _, group in groupby(enumerate(entries), key)]


def _cells(number: int, entry: LedgerEntry, titles: dict[str, str]) -> list[Cell]:
    reasons = _reasons(entry)

    def cell(header: str, value: Value, aside: str = "") -> Cell:
        return Cell(value, why=reasons.get(header, ""), aside=aside)

    return [
        cell("序号", number),
        cell("台账编号", entry.id),
        cell("问题来源", source_documents(entry, titles)),
        cell("反馈问题", entry.issue),
        cell("整改措施", entry.measure or TO_BE_NAMED),
        *(cell(header, duty_words(entry, role)) for role, header in _ROLE_HEADERS.items()),
        cell("完成时限", limit_words(entry)),
        cell("时限原文", entry.deadline.text if entry.deadline else ""),
        cell("办理状态", STATUS_LABELS[entry.status]),
        cell("进展情况", progress_words(entry)),
        cell("佐证材料", evidence_words(entry)),
        cell("是否销号", CLOSED_LABELS[entry.status is not Status.CLOSED]),
        cell("原文摘录", source_quotes(entry.sources)),
        cell("原文位置", source_places(entry.sources)),
        cell("备注", _remark(entry), aside=suggestion(entry.deadline)),
    ]


def _reasons(entry: LedgerEntry) -> dict[str, str]:
    """The comments of the row, by the heading of the column that each belongs to."""
    by_header: dict[str, str] = {}
    for field, reason in reasons_of(entry).items():
        owner_headers = [_ROLE_HEADERS[role] for role in roles_to_check(entry)]
        headers = owner_headers if field == "owner" else [_FIELD_HEADERS[field]]
        for header in headers:
            by_header[header] = "\n".join(part for part in (by_header.get(header), reason) if part)
    return by_header


def _remark(entry: LedgerEntry) -> str:
    lines = (
        extension_words(entry),
        "禁止性要求" if entry.prohibition else "",
        "完成后长期坚持" if entry.deadline and entry.deadline.standing else "",
        f"阶段节点：{milestone_words(entry)}" if entry.milestones else "",
        f"三要素缺：{missing_elements(entry)}" if entry.missing else "",
        f"措施欠具体（{entry.quality.score}/3）" if entry.quality.score < _GOOD_ENOUGH else "",
        f"由{len(entry.sources)}处要求合并" if len(entry.sources) > 1 else "",
    )
    return "\n".join(line for line in lines if line)


def _add_group(table: Table, rows: list[list[Cell]]) -> None:
    """Write the measures against one issue and merge what they share."""
    shared = _SHARED if len(rows) > 1 else ()
    for column in shared:
        _gather_reasons(rows, column - 1)
    needed = [table.height(cells, without=shared) for cells in rows]
    if shared:
        issue_height = table.height([c if n in shared else Cell() for n, c in enumerate(rows[0], 1)])
        needed = [height * max(1.0, issue_height / sum(needed)) for height in needed]
    first = table.row + 1
    for column in shared:
        rows[0][column - 1] = rows[0][column - 1]._replace(top=sum(needed) > _TALL)
    for cells, height in zip(rows, needed, strict=True):
        _add_entry(table, cells, height, shared)
    for column in shared:
        _merge(table, first, table.row, column)


def _gather_reasons(rows: list[list[Cell]], at: int) -> None:
    """A merged cell has one comment, on its first row: the reasons of all of them."""
    reasons = "\n".join(dict.fromkeys(cells[at].why for cells in rows if cells[at].why))
    for number, cells in enumerate(rows):
        cells[at] = cells[at]._replace(why=reasons if number == 0 else "")


def _add_entry(table: Table, cells: list[Cell], height: float, shared: Sequence[int]) -> None:
    """Write one entry; one too tall for a single row goes over several, merged, so that all is printed."""
    if height <= MAX_ROW_HEIGHT:
        table.add(cells, height=height)
        return
    pieces = math.ceil(height / _PIECE)
    first = table.add([cell._replace(top=True) for cell in cells], height=height / pieces)
    rest = [cell._replace(why="") if number in shared else Cell() for number, cell in enumerate(cells, 1)]
    for _ in range(pieces - 1):
        table.add(rest, height=height / pieces)
    for column in range(1, len(_COLUMNS) + 1):
        if column not in shared:
            _merge(table, first, table.row, column)


def _merge(table: Table, first: int, last: int, column: int) -> None:
    """Merge cells of a column but keep their values, so that the filter still finds every row.

    Office programs refuse to sort a sheet with merged cells; 任务清单 has the same rows without any.
    """
    # Not `merge_cells`, which would drop the values of all cells but the first.
    letter = get_column_letter(column)
    table.sheet.merged_cells.add(f"{letter}{first}:{letter}{last}")


def _offer_choices(table: Table) -> None:
    choices = {"办理状态": tuple(STATUS_LABELS.values()), "是否销号": CLOSED_LABELS}
    for header, labels in choices.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(labels)}"', allow_blank=True)
        rule.error, rule.errorTitle = "请从下拉列表中选择。", header
        letter = get_column_letter(_AT[header])
        rule.add(f"{letter}{table.header_row + 1}:{letter}{table.row}")
        table.sheet.add_data_validation(rule)
