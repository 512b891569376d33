"""整改台账 as Word: the columns that circulate on A3, the measures against one issue under one number."""

from models import LedgerEntry, LedgerState
from pipeline.exports.duties import without_expanded
from pipeline.exports.papers.official_page import OfficialPage
from pipeline.exports.papers.word_lists import DOUBTS_SHADED, WordList, WordLists
from pipeline.exports.sheets.ledger_columns import COLUMNS, LedgerWords
from pipeline.exports.sheets.ledger_sheet import SHEET_NAME, TITLE, groups_of
from pipeline.exports.sheets.table import Cell
from pipeline.exports.sheets.wording import expanded_words
from pipeline.ledger.status_groups import DROPPED

_SHARED = tuple(at for at, column in enumerate(COLUMNS) if column.header in ("序号", "反馈问题"))


def ledger_paper(state: LedgerState) -> OfficialPage:
    """The paper; rows that were merged or void are left to the Excel, and counted."""
    counting = [entry for entry in state.entries if entry.status not in DROPPED]
    entries = without_expanded(counting)
    expanded = len(counting) - len(entries)
    paper = WordLists("A3", DOUBTS_SHADED)
    table = paper.begin(SHEET_NAME, COLUMNS)
    table.title(TITLE)
    paper.page.note("填报单位：                              填报时间：      年    月    日")
    dropped = len(state.entries) - len(counting)
    table.line(
        f"说明：共 {len(entries)} 项任务"
        + (f"（另有并案、作废 {dropped} 项，见 Excel 台账）" if dropped else "")
        + f"，同一问题的各项措施{'、展开的各条' if expanded else ''}合用一个序号。"
        + expanded_words(expanded)
        + "原文摘录和位置见 Excel 台账。"
    )
    words = LedgerWords.of(state)
    for number, group in enumerate(groups_of(entries), 1):
        _add_group(table, number, group, words)
    table.finish()
    return paper.page


def _add_group(table: WordList, number: int, group: list[LedgerEntry], words: LedgerWords) -> None:
    rows = [list(words.cells(number, entry).values()) for entry in group]
    last = [table.add(_without_twice(cells, first=at == 0)) for at, cells in enumerate(rows)][-1]
    if len(group) > 1:
        for column in _SHARED:
            table.merge(last - len(group) + 1, last, column)


def _without_twice(cells: list[Cell], *, first: bool) -> list[Cell]:
    """Shared cells are printed in the first row of a group; later rows keep only the background."""
    if first:
        return cells
    return [cell._replace(value="", aside="") if at in _SHARED else cell for at, cell in enumerate(cells)]
