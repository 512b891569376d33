"""迎检工作手册 as a sheet: one row a thing to be inspected, places and guides to be filled in."""

from models import STATUS_LABELS, LedgerEntry, Role
from pipeline.exports.papers.handbook import TITLE, answers, papers, quoted
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import (
    date_words,
    document_titles,
    duty_words,
    limit_words,
    source_documents,
    targets_words,
)
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.wording import work_words

SHEET_NAME = TITLE
_COLUMNS = (
    Column("事项", 5, "center"),
    Column("台账编号", 11, "center", 9),
    Column("来源文件", 14, size=9),
    Column("要求", 34),
    Column("要求原文", 34, size=9),
    Column("量化标准", 13, size=9),
    Column("完成时限", 15, "center", dated=True),
    Column("办理状态", 8, "center"),
    Column("牵头单位", 12, "center"),
    Column("责任单位", 13, "center"),
    Column("配合单位", 12, "center"),
    Column("资料清单", 30, size=9),
    Column("现场点位", 14),
    Column("讲解人", 9, "center"),
    Column("问答要点", 28, size=9),
)


def add_handbook(begin: Begin, snapshot: Snapshot) -> None:
    """Add the sheet; the numbers are those of the Word handbook."""
    table = begin(SHEET_NAME, _COLUMNS)
    table.title(TITLE)
    table.line(
        f"说明：截至{date_words(snapshot.on)}，共 {len(snapshot.duties)} 个事项，事项号与 Word 手册一致；"
        "可按单位筛选。现场点位、讲解人由责任单位填写。"
    )
    table.header()
    titles = document_titles(snapshot.state)
    for number, entry in enumerate(snapshot.duties, 1):
        table.add(_cells(number, entry, titles))
    table.finish(frozen_columns=4)


def _cells(number: int, entry: LedgerEntry, titles: dict[str, str]) -> list[Cell]:
    return [
        Cell(number),
        Cell(entry.id),
        Cell(source_documents(entry, titles)),
        Cell(work_words(entry)),
        Cell(quoted(entry)),
        Cell(targets_words(entry)),
        Cell(limit_words(entry)),
        Cell(STATUS_LABELS[entry.status]),
        *(Cell(duty_words(entry, role)) for role in Role),
        Cell("\n".join(papers(entry))),
        *[Cell()] * 2,
        Cell("\n".join(answers(entry))),
    ]
