"""任务分解表: every row of the ledger with who leads, who is responsible, who helps, and by when."""

import itertools

from models import LedgerEntry, LedgerState, Role, Roster
from pipeline.exports.duties import without_expanded
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import document_titles, duty_words, leader_words, limit_words
from pipeline.ledger.status_groups import DROPPED
from pipeline.ledger.wording import work_words

SHEET_NAME, TITLE = "任务分解表", "重点任务分解表"
_LEADER = Column("责任领导", 12, "center")
_BEFORE = (Column("序号", 5, "center"), Column("任务", 40))
_AFTER = (
    Column("牵头单位", 14, "center"),
    Column("责任单位", 16, "center"),
    Column("配合单位", 14, "center"),
    Column("完成时限", 15, "center", dated=True),
    Column("台账编号", 11, "center", 9, for_sorting=True),
)


def add_division(begin: Begin, state: LedgerState) -> None:
    """Add the list: a part for each document, in the order in which they were read.

    The column of leaders is there where the roster names any.
    """
    roster = _with_leaders(state.roster)
    table = begin(SHEET_NAME, (*_BEFORE, *([_LEADER] if roster else []), *_AFTER))
    table.title(TITLE)
    table.header()
    titles, numbers = document_titles(state), itertools.count(1)
    parts: dict[str, list[LedgerEntry]] = {entry.document_id: [] for entry in state.entries}
    for entry in without_expanded(state.entries):
        if entry.status not in DROPPED:
            parts[entry.document_id].append(entry)
    for document, entries in parts.items():
        if not entries:
            continue
        table.section(f"来源：《{titles.get(document, entries[0].document).strip('《》')}》")
        for entry in entries:
            table.add(_cells(next(numbers), entry, roster))
    table.finish(frozen_columns=1, paper="A4")


def _with_leaders(roster: Roster | None) -> Roster | None:
    return roster if roster and any(unit.leader for unit in roster.units) else None


def _cells(number: int, entry: LedgerEntry, roster: Roster | None) -> list[Cell]:
    return [
        Cell(number),
        Cell(work_words(entry)),
        *([Cell(leader_words(entry, roster))] if roster else []),
        *(Cell(duty_words(entry, role)) for role in Role),
        Cell(limit_words(entry)),
        Cell(entry.id),
    ]
