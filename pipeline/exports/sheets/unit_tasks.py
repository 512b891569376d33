"""单位任务单 as a sheet: one unit's rows, the words each rests on, and columns for the unit's own plan."""

from models import ROLE_LABELS
from pipeline.exports.duties import Duty, Share
from pipeline.exports.measures_asked import PROPOSED, asked_numbers
from pipeline.exports.papers.unit_notice import partners, task_words
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import limit_words, source_places, source_quotes

SHEET_NAME, TITLE = "单位任务单", "督办任务单"
_COLUMNS = (
    Column("序号", 5, "center"),
    Column("台账编号", 11, "center", 9),
    Column("任务", 40),
    Column("原文摘录", 34, size=9),
    Column("原文位置", 9, "center", 9),
    Column("承担角色", 6, "center"),
    Column("共同承担单位", 18, "center", 9),
    Column("完成时限", 15, "center", dated=True),
    Column(PROPOSED, 24),
    Column("责任人", 9, "center"),
    Column("计划完成日期", 13, "center", dated=True),
    Column("办理情况", 24),
)


def add_unit_tasks(begin: Begin, share: Share) -> None:
    """Add the sheet of one unit; the last four columns are its own to fill in."""
    table = begin(SHEET_NAME, _COLUMNS)
    table.title(TITLE)
    table.line(f"单位：{share.unit}")
    table.line(
        f"说明：共 {len(share.duties)} 项，请对照原文核对，有出入的请及时提出。"
        f"{_wish(share)}"
        f"{PROPOSED}、责任人、计划完成日期、办理情况由本单位填写；要读回台账的，请用“单位填报表”。"
    )
    table.header()
    for number, duty in enumerate(share.duties, 1):
        table.add(_cells(number, duty))
    table.finish(frozen_columns=3, paper="A4")


def _wish(share: Share) -> str:
    asked = asked_numbers(share.duties)
    return f"{asked}原文没有写明整改措施，请提出。" if asked else ""


def _cells(number: int, duty: Duty) -> list[Cell]:
    entry = duty.entry
    return [
        Cell(number),
        Cell(entry.id),
        Cell(task_words(duty)),
        Cell(source_quotes(entry.sources)),
        Cell(source_places(entry.sources)),
        Cell(ROLE_LABELS[duty.owner.role]),
        Cell(partners(duty)),
        Cell(limit_words(entry)),
        *[Cell()] * 4,
    ]
