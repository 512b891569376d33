"""任务分解表: every row of the ledger with who leads, who is responsible, who helps, and by when."""

import itertools

from models import LedgerEntry, LedgerState, Role, Roster
from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.exports.sheets.wording import (
    DROPPED,
    TO_BE_NAMED,
    date_words,
    document_titles,
    duty_words,
    leader_words,
    limit_words,
)

_WIDTHS = (11.0, 87.0, 30.0, 34.0, 30.0, 33.0)
_HEAD = ("序号", "任务", "牵头单位", "责任单位", "配合单位", "完成时限")
_WITH_LEADER = (11.0, 72.0, 26.0, 27.0, 30.0, 27.0, 32.0)
_LEADER = "责任领导"


def division_table(state: LedgerState) -> OfficialPage:
    """The paper: one table for each document, in the order in which they were read.

    The column of leaders is there where the roster names any.
    """
    page = OfficialPage(landscape=True)
    page.note("（草稿，经审定后印发）")
    page.title("重点任务分解表")
    titles = document_titles(state)
    numbers, roster = itertools.count(1), _with_leaders(state.roster)
    for document in dict.fromkeys(entry.document_id for entry in state.entries):
        entries = [e for e in state.entries if e.document_id == document and e.status not in DROPPED]
        if not entries:
            continue
        page.note(f"来源：《{titles.get(document, entries[0].document).strip('《》')}》")
        table = page.table(*_columns(with_leader=roster is not None))
        for entry in entries:
            table.row(_cells(next(numbers), entry, roster))
    return page


def _columns(*, with_leader: bool) -> tuple[tuple[float, ...], tuple[str, ...]]:
    return (_WITH_LEADER, (*_HEAD[:2], _LEADER, *_HEAD[2:])) if with_leader else (_WIDTHS, _HEAD)


def _with_leaders(roster: Roster | None) -> Roster | None:
    return roster if roster and any(unit.leader for unit in roster.units) else None


def _cells(number: int, entry: LedgerEntry, roster: Roster | None) -> list[tuple[str, Align]]:
    limit = limit_words(entry)
    leader: list[tuple[str, Align]] = [(leader_words(entry, roster), "center")] if roster else []
    return [
        (str(number), "center"),
        (entry.measure or TO_BE_NAMED, "left"),
        *leader,
        *((duty_words(entry, role), "center") for role in Role),
        (limit if isinstance(limit, str) else date_words(limit), "center"),
    ]
