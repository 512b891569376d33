"""填报表: one unit's rows to be filled in and sent back; everything else on the sheet is locked.

The sheet has the name and the headings of 整改台账, so `ledger import` reads it back like the whole ledger.
"""

from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models import ROLE_LABELS, STATUS_LABELS, LedgerEntry, Status
from pipeline.exports.day_lights import DayLights
from pipeline.exports.duties import Duty, Share
from pipeline.exports.limit_sorts import limit_told
from pipeline.exports.measures_asked import MEASURE, PROPOSED, asked_numbers, is_asked
from pipeline.exports.sheets.ledger_columns import LedgerWords
from pipeline.exports.sheets.ledger_sheet import SHEET_NAME, state_mark
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.wording import NO_DATE_YET, date_words
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.evidence import kind_labels
from pipeline.ledger.lifecycle import possible_actions

TITLE = "任务办理情况填报表"
_COLUMNS = (
    Column("序号", 5, "center"),
    Column("台账编号", 10, "center", 9),
    Column("反馈问题", 17, size=9),
    Column("整改措施", 32),
    Column("承担角色", 5, "center"),
    Column("牵头单位", 10, "center", 9),
    Column("责任单位", 11, "center", 9),
    Column("配合单位", 10, "center", 9),
    Column("责任人", 8, "center", 9),
    Column("预警", 9, "center", 9),
    Column("完成时限", 13, "center", dated=True, filled_in=True),
    Column("办理状态", 8, "center", filled_in=True),
    Column("进展情况", 30, filled_in=True),
    Column("佐证材料", 22, filled_in=True),
)
_AT = {column.header: number for number, column in enumerate(_COLUMNS, 1)}
ROLE = "承担角色"
_TO_FILL = "E2EFDA"
_MEASURE_HINT = (
    f"原文没有写明整改措施，请针对问题写{PROPOSED}：做什么、做到什么程度、由谁做。"
    "报回登记以后，这一栏就不再改了。"
)
_CHOICES = (Status.RECEIVED, Status.UNDER_WAY, Status.EXTENSION_ASKED, Status.APPLIED)
_TALL_ENOUGH = 48.0  # points: room to write three lines by hand
_HINTS = {
    "完成时限": (
        "时限待定的，写计划完成日期，如 2026-09-30。已有日期的，只有申请延期时才改："
        "写新的日期，“办理状态”选“延期待批”，理由写在“进展情况”。"
    ),
    "办理状态": "从下拉列表选。还没有变化的不用改。",
    "进展情况": "写做了什么、到哪一步、还差什么；可以写百分比，如“完成60%”。原有的话可以改写。",
    "佐证材料": "一行一件（按 Alt+Enter 换行），先写种类，如“照片影像:整改前后各两张”。",
}


def add_return_sheet(book: Any, share: Share, snapshot: Snapshot) -> None:
    """Add the sheet of one unit; the workbook keeps at which event of the ledger it was made."""
    table = Table(book, SHEET_NAME, _COLUMNS)
    table.title(TITLE)
    table.line_in_two(f"填报单位：{share.unit}", "填报人：            联系电话：            填报日期：")
    for line in (*_explanation(snapshot), *_request(share)):
        table.line(line)
    table.header()
    words = LedgerWords.of(snapshot.state, DayLights(snapshot.on, snapshot.rules))
    for number, duty in enumerate(share.duties, 1):
        every = words.cells(number, duty.entry) | _own(duty)
        cells = [_cell(every[column.header], column) for column in _COLUMNS]
        table.add(cells, least=_TALL_ENOUGH)
        if is_asked(duty):
            _ask_for_measure(table)
    _help(table)
    table.finish(frozen_columns=4, paper="A4")
    _lock(table.sheet)
    book.properties.keywords = state_mark(snapshot.state, snapshot.on)


def to_be_filled_in(entry: LedgerEntry) -> bool:
    """Whether a unit has something to tell about the row: it is to be received, or under way."""
    return not {"receive", "progress"}.isdisjoint(possible_actions(entry.status))


def _explanation(snapshot: Snapshot) -> Iterator[str]:
    statuses = "、".join(STATUS_LABELS[status] for status in _CHOICES)
    yield (
        "填报说明：只填浅绿色的栏，其他栏已锁定，有出入请告知交办单位。"
        f"截至{date_words(snapshot.on)}的情况已填好，在此基础上改。"
        f"“办理状态”从下拉列表选：{statuses}；办结的选“{STATUS_LABELS[Status.APPLIED]}”，由交办单位验收销号。"
    )
    yield (
        "“佐证材料”一行一件，先写种类再写内容，如“照片影像:整改前后各两张”；"
        f"种类有{'、'.join(kind_labels().values())}。"
        f"需要延期的，“办理状态”选“{STATUS_LABELS[Status.EXTENSION_ASKED]}”，"
        "把“完成时限”改成新的日期，理由写在“进展情况”。"
    )


def _request(share: Share) -> Iterator[str]:
    if asked := asked_numbers(share.duties):
        yield f"{asked}原文没有写明整改措施：请在浅绿色的“{MEASURE}”栏写{PROPOSED}。"
    if any(limit_told(duty.entry) == NO_DATE_YET for duty in share.duties):
        yield f"“完成时限”为“{NO_DATE_YET}”的，请改成计划完成日期，如 2026-09-30。"


def _own(duty: Duty) -> dict[str, Cell]:
    """What stands in this sheet only: the unit's part, and room for the measure that it is to propose."""
    role = {ROLE: Cell(ROLE_LABELS[duty.owner.role])}
    return role | ({MEASURE: Cell(open=True)} if is_asked(duty) else {})


def _cell(cell: Cell, column: Column) -> Cell:
    """Without the doubts of the office, which are not the unit's business; green where it is to fill in."""
    fill = _TO_FILL if column.filled_in or cell.open else cell.fill
    return cell._replace(why="", aside="", fill=fill)


def _ask_for_measure(table: Table) -> None:
    """A word of help at the cell of the row just written."""
    rule = DataValidation(allow_blank=True)
    rule.promptTitle, rule.prompt, rule.showInputMessage = MEASURE, _MEASURE_HINT, True
    rule.add(f"{get_column_letter(_AT[MEASURE])}{table.row}")
    table.sheet.add_data_validation(rule)


def _help(table: Table) -> None:
    """Choices for the status; a word of help at every cell that is to be filled in."""
    for header, hint in _HINTS.items():
        labels = ",".join(STATUS_LABELS[status] for status in _CHOICES)
        rule = (
            DataValidation(type="list", formula1=f'"{labels}"', allow_blank=True)
            if header == "办理状态"
            else DataValidation(allow_blank=True)
        )
        rule.promptTitle, rule.prompt, rule.showInputMessage = header, hint, True
        rule.errorTitle, rule.error, rule.showErrorMessage = header, "请从下拉列表中选择。", True
        rule.errorStyle = "warning"  # a row keeps the status it has, though a unit could not choose it
        letter = get_column_letter(_AT[header])
        rule.add(f"{letter}{table.header_row + 1}:{letter}{table.row}")
        table.sheet.add_data_validation(rule)


def _lock(sheet: Any) -> None:
    """Without a password: it guards against slips, not against people; filters and widths stay free."""
    sheet.protection.sheet = True
    for free in ("autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, free, False)
