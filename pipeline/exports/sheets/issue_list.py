"""问题清单: what is wrong, each issue with the entries against it, by the ids that 任务清单 uses."""

from collections.abc import Sequence
from typing import NamedTuple

from models import LedgerEntry, LedgerState, Status
from pipeline.exports.duties import without_expanded
from pipeline.exports.presumed_answers import presumed_answers
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import document_titles, issue_ids, source_documents, source_places
from pipeline.ledger.status_groups import DROPPED

SHEET_NAME = "问题清单"
NOT_FOUND = "未找到对应措施"
NO_TASK_WHY = "原文指出了这个问题，但没有找到对应的整改措施。"
PRESUMED_WHY = "原文没有写明哪条措施对应这个问题；按序号和共同的词推定，请核对。"

_COLUMNS = (
    Column("序号", 5, "center"),
    Column("问题编号", 12, "center", 9),
    Column("存在问题", 56),
    Column("涉及单位", 18, "center"),
    Column("来源文件", 20, size=9),
    Column("原文位置", 11, "center", 9),
    Column("对应台账编号", 13, "center", 9),
    Column("整改进度", 12, "center"),
)


class _Line(NamedTuple):
    """An issue to list, whether a document's record has it or only the entries do."""

    id: str
    text: str
    units: str
    document: str
    place: str


def add_issue_list(begin: Begin, state: LedgerState) -> None:
    """Add the list; an issue is shaded for which no row was found, or only presumably."""
    table = begin(SHEET_NAME, _COLUMNS)
    lines = _lines(state)
    table.title(SHEET_NAME)
    table.line(
        f"说明：共 {len(lines)} 个问题；浅黄底色为没有找到对应措施、或对应关系为推定的问题，请核对。"
        "编号与任务清单、责任清单一致。"
    )
    table.header()
    against: dict[str, list[LedgerEntry]] = {}
    for entry in without_expanded(state.entries):
        if entry.status not in DROPPED:
            for issue in issue_ids(entry):
                against.setdefault(issue, []).append(entry)
    presumed, by_id = presumed_answers(state), {entry.id: entry for entry in state.entries}
    for number, line in enumerate(lines, 1):
        guessed = [by_id[name] for name in presumed.get(line.id, ())]
        table.add(_cells(number, line, against.get(line.id) or guessed, sure=line.id in against))
    table.finish(paper="A4")


def _lines(state: LedgerState) -> list[_Line]:
    """Every issue of every document, then those that only the entries know (an imported ledger)."""
    titles = document_titles(state)
    lines = {
        issue.id: _Line(
            id=issue.id,
            text=issue.text,
            units="、".join(dict.fromkeys(owner.name for owner in issue.owners)),
            document=titles[doc.id],
            place=issue.source.place.label(),
        )
        for doc in state.documents
        for issue in doc.issues
    }
    for entry in state.entries:
        document, place = source_documents(entry, titles), source_places(entry.sources)
        for issue in issue_ids(entry):
            lines.setdefault(issue, _Line(issue, entry.issue, "", document, place))
    return list(lines.values())


def _cells(number: int, line: _Line, against: Sequence[LedgerEntry], *, sure: bool) -> list[Cell]:
    closed = sum(entry.status is Status.CLOSED for entry in against)
    progress = f"已销号 {closed}/{len(against)}" + ("" if sure else "\n（推定）") if against else NOT_FOUND
    why = "" if sure else PRESUMED_WHY if against else NO_TASK_WHY
    return [
        Cell(number),
        Cell(line.id),
        Cell(line.text, why=why),
        Cell(line.units),
        Cell(line.document),
        Cell(line.place),
        Cell("\n".join(entry.id for entry in against)),
        Cell(progress),
    ]
