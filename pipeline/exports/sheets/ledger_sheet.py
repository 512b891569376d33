"""整改台账: the sheet that is printed, signed and filled in."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models import STATUS_LABELS, LedgerEntry, LedgerState, Severity
from pipeline.exports.day_lights import DayLights
from pipeline.exports.duties import told_by_parts
from pipeline.exports.sheets.ledger_columns import CLOSED_LABELS, COLUMNS, LedgerWords
from pipeline.exports.sheets.measures import MAX_ROW_HEIGHT
from pipeline.exports.sheets.table import Cell, Table, Value
from pipeline.exports.sheets.wording import date_words
from pipeline.ledger.status_groups import DROPPED

SHEET_NAME = "整改台账"
TITLE = "整改（督办）台账"
_MARK = re.compile(r"台账记录(\d+)(?:，截至(\d{4}-\d{2}-\d{2}))?")
_AT = {column.header: number for number, column in enumerate(COLUMNS, 1)}
_SHARED = (_AT["序号"], _AT["反馈问题"])  # the cells that the measures against one issue have in common
_FROZEN_COLUMNS = 2
_TALL = 400.0  # points; a group this tall may run over a page end, so what it shares stands at its top
_PIECE = 200.0  # points; what an entry too tall for one row is divided into, to fill the pages well


def add_ledger_sheet(
    book: Any, state: LedgerState, to_confirm: int, lights: DayLights | None = None, chosen: str = ""
) -> None:
    """Add the main sheet.

    `to_confirm` is the number of rows on 需要人确认, `lights` those of the day, `chosen` says which rows
    these are where it is not the whole ledger.
    """
    table = Table(book, SHEET_NAME, COLUMNS)
    table.title(TITLE)
    table.line_in_two("填报单位：", "填报时间：          年      月      日")
    table.line(_explanation(state, to_confirm, lights, chosen))
    table.header()
    words = LedgerWords.of(state, lights, told_by_parts(state.entries))
    for number, group in enumerate(groups_of(state.entries), 1):
        _add_group(table, [list(words.cells(number, entry).values()) for entry in group])
    if state.entries:
        _offer_choices(table)
    table.finish(frozen_columns=_FROZEN_COLUMNS)
    table.sheet.sheet_view.zoomScale = 85


def state_mark(state: LedgerState, on: dt.date | None = None) -> str:
    """What the workbook keeps among its keywords: the ledger's last event, and the day of a snapshot."""
    return f"台账记录{state.last_seq}" + (f"，截至{on}" if on else "")


def marked_state(keywords: str) -> tuple[int, dt.date | None] | None:
    """The event and the day that `state_mark` wrote; None where nobody did."""
    found = _MARK.fullmatch(keywords)
    if found is None:
        return None
    return int(found[1]), dt.date.fromisoformat(found[2]) if found[2] else None


def shown_values(entry: LedgerEntry, words: LedgerWords) -> dict[str, tuple[Value, str]]:
    """What stands under each heading in the row of an entry, and the words that it was made of.

    序号 apart, which depends on the rows above.
    """
    return {
        header: (cell.value if isinstance(cell.value, dt.date) else cell.shown, cell.words)
        for header, cell in words.cells(0, entry).items()
    }


def _explanation(state: LedgerState, to_confirm: int, lights: DayLights | None, chosen: str) -> str:
    unread = sum(any(p.severity is Severity.ERROR for p in doc.problems) for doc in state.documents)
    dropped = sum(entry.status in DROPPED for entry in state.entries)
    expanded = len(told_by_parts(state.entries))
    aside = [
        *([f"并案、作废 {dropped} 项"] if dropped else []),
        *([f"已展开到各单位 {expanded} 项"] if expanded else []),
    ]
    papers = len({entry.document_id for entry in state.entries}) if chosen else len(state.documents)
    parts = (
        *([f"只列部分任务（{chosen}）"] if chosen else []),
        f"共 {len(state.entries)} 项任务" + (f"（其中{'，'.join(aside)}）" if aside else ""),
        f"来源文件 {papers} 份" + (f"（其中 {unread} 份未能读取）" if unread else ""),
        "同一问题的各项措施" + ("、展开的各条" if expanded else "") + "合用一个序号",
    )
    shading = "浅黄底色为需要核对的单元格，原因见批注"
    day = f"预警按{date_words(lights.on)}的情况；" if lights else ""
    confirm = f"另有 {to_confirm} 条事项列在“需要人确认”表。" if to_confirm else ""
    return f"说明：{'，'.join(parts)}；{day}{shading}。{confirm}"


def groups_of(entries: Iterable[LedgerEntry]) -> list[list[LedgerEntry]]:
    """Neighbours with the same issue, and what was expanded with its parts; another entry stands alone."""

    def key(entry: LedgerEntry) -> tuple[str, str]:
        return (entry.issue_id, entry.issue) if entry.issue_id else (entry.parent or entry.id, "")

    return [list(group) for _, group in groupby(entries, key)]


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
    for column in range(1, len(COLUMNS) + 1):
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
