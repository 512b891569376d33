"""任务清单: what is to be done, one plain row an entry, never merged, so that it sorts and filters."""

from models import STATUS_LABELS, LedgerEntry, LedgerState, Role
from pipeline.exports.duties import without_expanded
from pipeline.exports.sheets.concerns import reasons_of
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import (
    document_titles,
    duty_words,
    expanded_words,
    issue_ids,
    limit_words,
    milestone_words,
    missing_elements,
    roles_to_check,
    source_documents,
    source_places,
    suggestion,
    targets_words,
)
from pipeline.ledger.wording import work_words

SHEET_NAME = "任务清单"

_COLUMNS = (
    Column("台账编号", 10, "center", 9),
    Column("问题编号", 9, "center", 9),
    Column("整改措施", 44),
    Column("量化指标", 14, size=9),
    Column("牵头单位", 13, "center"),
    Column("责任单位", 14, "center"),
    Column("配合单位", 14, "center"),
    Column("完成时限", 13, "center", dated=True),
    Column("时限原文", 11, "center", 9, for_sorting=True),
    Column("阶段节点", 14, size=9),
    Column("建议时限", 14, "center", 9, for_sorting=True),
    Column("三要素", 10, "center", 9, for_sorting=True),
    Column("措施得分", 5, "center", for_sorting=True),
    Column("办理状态", 7.8, "center"),
    Column("来源文件", 16, size=9, for_sorting=True),
    Column("原文位置", 9, "center", 9),
)


def add_task_list(begin: Begin, state: LedgerState) -> None:
    """Add the list."""
    table = begin(SHEET_NAME, _COLUMNS)
    table.title(SHEET_NAME)
    entries = without_expanded(state.entries)
    table.line(
        f"说明：共 {len(entries)} 项任务，一项一行。编号与问题清单、责任清单一致。"
        + expanded_words(len(state.entries) - len(entries)),
        for_sorting="可任意排序、筛选。建议时限按本单位规则推算，仅供参考；"
        "措施得分为可操作、可检查、可量化三项中占几项。",
    )
    table.header()
    titles = document_titles(state)
    for entry in entries:
        table.add(_cells(entry, titles))
    table.finish(frozen_columns=1)


def _cells(entry: LedgerEntry, titles: dict[str, str]) -> list[Cell]:
    reasons = reasons_of(entry)
    owners = {role: reasons.get("owner", "") for role in roles_to_check(entry)}
    lacking = missing_elements(entry)
    return [
        Cell(entry.id),
        Cell("\n".join(issue_ids(entry)), why=reasons.get("issue", "")),
        Cell(work_words(entry), why=reasons.get("measure", "")),
        Cell(targets_words(entry), why=reasons.get("target", "")),
        *(Cell(duty_words(entry, role), why=owners.get(role, "")) for role in Role),
        Cell(limit_words(entry), why=reasons.get("deadline", "")),
        Cell(entry.deadline.text if entry.deadline else ""),
        Cell(milestone_words(entry)),
        Cell(suggestion(entry.deadline), grey=True),
        Cell(f"缺{lacking}" if lacking else "齐全"),
        Cell(entry.quality.score),
        Cell(STATUS_LABELS[entry.status]),
        Cell(source_documents(entry, titles)),
        Cell(source_places(entry.sources)),
    ]
