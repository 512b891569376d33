"""任务分解表: every row of the ledger with who leads, who is responsible, who helps, and by when."""

import itertools

from models import LedgerEntry, LedgerState, Role
from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.exports.sheets.wording import (
    DROPPED,
    TO_BE_NAMED,
    date_words,
    document_titles,
    duty_words,
    limit_words,
)

_WIDTHS = (11.0, 87.0, 30.0, 34.0, 30.0, 33.0)
_HEAD = ("序号", "任务", "牵头单位", "责任单位", "配合单位", "完成时限")


def division_table(state: LedgerState) -> OfficialPage:
    """The paper: one table for each document, in the order in which they were read."""
    page = OfficialPage(landscape=True)
    page.note("（草稿，经审定后印发）")
    page.title("重点任务分解表")
    titles = document_titles(state)
    numbers = itertools.count(1)
    for document in dict.fromkeys(entry.document_id for entry in state.entries):
        entries = [e for e in state.entries if e.document_id == document and e.status not in DROPPED]
        if not entries:
            continue
        page.note(f"来源：《{titles.get(document, entries[0].document).strip('《》')}》")
        table = page.table(_WIDTHS, _HEAD)
        for entry in entries:
            table.row(_cells(next(numbers), entry))
    return page


def _cells(number: int, entry: LedgerEntry) -> list[tuple[str, Align]]:
    limit = limit_words(entry)
    return [
        (str(number), "center"),
        (entry.measure or TO_BE_NAMED, "left"),
        *((duty_words(entry, role), "center") for role in Role),
        (limit if isinstance(limit, str) else date_words(limit), "center"),
    ]
