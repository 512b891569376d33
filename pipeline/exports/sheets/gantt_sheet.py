"""甘特图: a bar of coloured cells for every row with a last day, on a scale of days, weeks or months."""

from itertools import groupby
from typing import Any

from openpyxl.styles import Border, PatternFill, Side
from openpyxl.utils import get_column_letter

from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.wording import date_words
from pipeline.exports.snapshot import Snapshot
from pipeline.exports.timeline import Bar, Slot, bars, scale
from pipeline.exports.timeline_colours import FILLS, GUESSED

SHEET_NAME = "甘特图"
_FIXED = (
    Column("任务", 44, size=9),
    Column("单位", 22, "center", 9),
    Column("起", 12, "center", 9, dated=True),
    Column("止", 12, "center", 9, dated=True),
)
_SLOT_WIDTH = 3.2
_STAGE, _END, _FIRST_DUE = "◆", "●", "○"
_DONE_ROUND, _ROUND = "▲", "△"
_EARLIER, _LATER = "←", "→"
_TODAY = Side(style="medium", color="C00000")
_GRID = Side(style="hair", color="BFBFBF")


def add_gantt(book: Any, snapshot: Snapshot) -> None:
    """Add the sheet; its cells are filled, so that it prints and can be gone on with by hand."""
    drawn = bars(snapshot)
    slots = scale(drawn, snapshot.on)
    columns = (*_FIXED, *(Column(slot.label, _SLOT_WIDTH, "center", 8) for slot in slots))
    table = Table(book, SHEET_NAME, columns)
    table.title("任务甘特图")
    table.line(legend(snapshot, drawn))
    above = _groups(table, slots)
    table.header()
    for _, part in groupby(drawn, key=lambda bar: bar.unit):
        for bar in part:
            row = table.add(_cells(bar, slots))
            _colour(table.sheet, row, bar, slots)
    _mark_today(table, slots, snapshot)
    table.finish(frozen_columns=2)
    table.sheet.print_title_rows = f"{above}:{table.header_row}"


def legend(snapshot: Snapshot, drawn: list[Bar]) -> str:
    """What the colours and signs mean."""
    dated = sum(not bar.limit for bar in drawn)
    return (
        f"说明：截至{date_words(snapshot.on)}，有完成时限的 {dated} 项，"
        f"按周期办理的 {len(drawn) - dated} 项，按名录顺序的单位排列。"
        "条的颜色为当天的预警灯：绿、黄、红，暂停为紫，没有时限的（灰灯）为浅蓝，已销号为灰；斜纹为起点取文件日期（尚未交办）；"
        f"{_END} 时限，{_FIRST_DUE} 延期前的时限，{_STAGE} 阶段节点，"
        f"{_DONE_ROUND} 周期任务办了一次，{_ROUND} 没有记录或还没到；红线为截至日。"
        f"{_EARLIER}{_LATER} 时限在图外。没有确定日期的见时间表末尾。"
    )


def _groups(table: Table, slots: list[Slot]) -> int:
    """The months or years above the slots; the row they stand in."""
    row = table.add([Cell()] * len(_FIXED) + [Cell(slot.group) for slot in slots], height=18)
    at = len(_FIXED) + 1
    for _, part in groupby(slots, key=lambda slot: slot.group):
        width = len(list(part))
        if width > 1:
            table.sheet.merge_cells(start_row=row, end_row=row, start_column=at, end_column=at + width - 1)
        at += width
    return row


def _cells(bar: Bar, slots: list[Slot]) -> list[Cell]:
    fixed = [
        Cell(bar.measure),
        Cell(printable(bar.units)),
        Cell(bar.begins or ""),
        Cell(bar.limit or bar.ends),
    ]
    return [*fixed, *(Cell(_sign(bar, slot, slots)) for slot in slots)]


def _sign(bar: Bar, slot: Slot, slots: list[Slot]) -> str:
    if not bar.limit and slot.holds(bar.ends):
        return _END
    if bar.ends < slots[0].first and slot is slots[0]:
        return _EARLIER
    if bar.ends > slots[-1].last and slot is slots[-1]:
        return _LATER
    if bar.first_due and slot.holds(bar.first_due):
        return _FIRST_DUE
    if any(map(slot.holds, bar.stages)):
        return _STAGE
    here = [time.passed for time in bar.rounds if slot.holds(time.day)]
    return "" if not here else _DONE_ROUND if all(here) else _ROUND


def _colour(sheet: Any, row: int, bar: Bar, slots: list[Slot]) -> None:
    pattern = "darkUp" if bar.guessed else "solid"
    fill = PatternFill(pattern, fgColor=FILLS[bar.colour], bgColor=GUESSED)
    for number, slot in enumerate(slots, len(_FIXED) + 1):
        cell = sheet.cell(row, number)
        cell.border = Border(top=_GRID, bottom=_GRID, left=_GRID, right=_GRID)
        if slot.touches(bar.begins or bar.ends, bar.ends):
            cell.fill = fill


def _mark_today(table: Table, slots: list[Slot], snapshot: Snapshot) -> None:
    for number, slot in enumerate(slots, len(_FIXED) + 1):
        if slot.holds(snapshot.on):
            for row in range(table.header_row, table.row + 1):
                cell = table.sheet[f"{get_column_letter(number)}{row}"]
                cell.border = Border(
                    left=_TODAY, right=_TODAY, top=cell.border.top, bottom=cell.border.bottom
                )
