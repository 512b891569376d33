"""附：一般性要求: exhortations that nobody could check; kept, so that nothing said is lost."""

from typing import Any

from models import LedgerState, Task
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.wording import document_titles

SHEET_NAME = "附：一般性要求"

_COLUMNS = (
    Column("序号", 5, "center"),
    Column("要求（原文）", 80),
    Column("涉及单位", 20, "center"),
    Column("来源文件", 24, size=9),
    Column("原文位置", 12, "center", 9),
)


def add_calls_sheet(book: Any, state: LedgerState) -> None:
    """Add the appendix if any document has calls."""
    titles = document_titles(state)
    calls = [(titles[doc.id], call) for doc in state.documents for call in doc.calls]
    if not calls:
        return
    table = Table(book, SHEET_NAME, _COLUMNS)
    table.title("附：一般性要求")
    table.line(
        f"说明：共 {len(calls)} 条，属号召性、原则性要求，无法逐项检查验收，不列入台账，供贯彻落实时参照。"
    )
    table.header()
    for number, (document, call) in enumerate(calls, 1):
        table.add(_cells(number, document, call))
    table.finish(paper="A4")


def _cells(number: int, document: str, call: Task) -> list[Cell]:
    units = "、".join(dict.fromkeys(owner.name for owner in call.owners))
    values = (call.source.quote, units, document, call.source.place.label())
    return [Cell(number), *(Cell(value) for value in values)]
