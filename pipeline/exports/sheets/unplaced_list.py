"""待落实到单位的任务: what is in no unit's paper, so that the office names a unit before it sends them."""

from collections.abc import Mapping, Sequence

from models import LedgerEntry, Role
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import (
    limit_words,
    owner_names,
    source_documents,
    source_places,
    source_quotes,
)
from pipeline.ledger.wording import work_words

UNPLACED = "待落实到单位的任务"
_COLUMNS = (
    Column("序号", 5, "center"),
    Column("台账编号", 13, "center", 9),
    Column("任务", 40),
    Column("原文摘录", 38, size=9),
    Column("来源和位置", 20, "center", 9),
    Column("原文写的承担人", 14, "center"),
    Column("完成时限", 17, "center", dated=True),
    Column("拟定责任单位", 16, "center"),
)


def add_unplaced(begin: Begin, entries: Sequence[LedgerEntry], titles: Mapping[str, str]) -> None:
    """Add the list; `titles` are those of the documents, the last column is the office's own to fill in."""
    table = begin(UNPLACED, _COLUMNS)
    table.title(UNPLACED)
    table.line(
        f"说明：共 {len(entries)} 项。原文没有写明责任单位，或者只写了人员、职务，没有列入各单位的文书。"
        "请明确责任单位，用 ledger edit 补上后重新生成。"
    )
    table.header()
    for number, entry in enumerate(entries, 1):
        table.add(_cells(number, entry, titles))
    table.finish(frozen_columns=3, paper="A4")


def _cells(number: int, entry: LedgerEntry, titles: Mapping[str, str]) -> list[Cell]:
    return [
        Cell(number),
        Cell(entry.id),
        Cell(work_words(entry)),
        Cell(source_quotes(entry.sources)),
        Cell(f"{source_documents(entry, titles)}\n{source_places(entry.sources)}".strip()),
        Cell(owner_names(entry.owners, Role.LEAD) or owner_names(entry.owners, Role.RESPONSIBLE)),
        Cell(limit_words(entry)),
        Cell(),
    ]
