"""需要人确认: everything the program could not decide, and everything it saw and did not make a row of."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from models import DocumentRecord, Gap, LedgerEntry, LedgerState, Problem, Severity
from pipeline.exports.presumed_answers import presumed_answers
from pipeline.exports.sheets.concerns import concerns_of, in_doubt, urgency
from pipeline.exports.sheets.issue_list import NO_TASK_WHY, PRESUMED_WHY
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.wording import (
    document_titles,
    issue_ids,
    source_documents,
    source_places,
    source_quotes,
)
from pipeline.ledger.status_groups import DROPPED

SHEET_NAME = "需要人确认"

_COLUMNS = (
    Column("序号", 5, "center"),
    Column("类别", 15, "center"),
    Column("台账编号", 11, "center", 9),
    Column("文件", 22),
    Column("位置", 13, "center"),
    Column("原文", 62),
    Column("为什么", 36),
    Column("怎么办", 34),
    Column("处理意见", 26),
)
_GAP_LABELS = {
    "declared": "注明省略",
    "ellipsis": "省略号中断",
    "numbering": "序号不连续",
    "outline": "与提纲不符",
    "broken": "语句中断",
    "hole": "文中空缺",
    "unreadable": "无法识读",
}
_SEVERITY_LABELS = {
    Severity.ERROR: "文件未能读取",
    Severity.WARNING: "文件内容存疑",
    Severity.NOTE: "文件提示",
}
_GAP_TODO = "请索取完整文件核对；补齐后重新读取，已有的条目不会重复。"
_REJECTED_TODO = "如确为任务，请补录到台账；如不是，不必处理。"
_PRESUMED_TODO = "对照原文，看这些措施是不是针对这个问题；不是的，在“处理意见”里写明。"
_ORPHAN_TODO = "请责任单位提出整改措施，或指明由哪一项措施解决。"


class Finding(NamedTuple):
    """One line of the sheet."""

    kind: str
    document: str
    place: str
    quote: str
    why: str
    todo: str
    entry: str = ""


def findings(state: LedgerState) -> tuple[Finding, ...]:
    """All that needs a person, in the order in which it should be looked at."""
    titles = document_titles(state)
    return tuple(
        chain(
            (_from_gap(titles[doc.id], gap) for doc in state.documents for gap in doc.gaps),
            _from_problems(state.documents),
            _from_entries(state, titles),
            _from_orphan_issues(state, titles),
            _from_rejected(state.documents, titles),
        )
    )


def add_review_sheet(book: Any, lines: Sequence[Finding]) -> None:
    """Add the sheet; its last column is left for the office to fill."""
    table = Table(book, SHEET_NAME, _COLUMNS)
    table.title("需要人确认的事项")
    table.line(_summary(lines))
    table.header()
    for number, line in enumerate(lines, 1):
        values = (line.kind, line.entry, line.document, line.place, line.quote, line.why, line.todo, "")
        table.add([Cell(number), *(Cell(value) for value in values)])
    table.finish()


def _summary(lines: Sequence[Finding]) -> str:
    if not lines:
        return "说明：没有需要确认的事项。"
    counts: dict[str, int] = {}
    for line in lines:
        kind = line.kind.split("：")[0]
        counts[kind] = counts.get(kind, 0) + 1
    listed = "，".join(f"{kind} {count} 条" for kind, count in counts.items())
    return f"说明：共 {len(lines)} 条：{listed}。请在“处理意见”栏填写结果。"


def _from_gap(title: str, gap: Gap) -> Finding:
    size = f"约缺 {gap.size} 字。" if gap.size is not None else "缺多少字无法判断。"
    return Finding(
        f"缺文：{_GAP_LABELS[gap.kind]}",
        title,
        f"全文第{gap.at + 1}字处",
        f"前文：{gap.before.strip() or '（无）'}\n【此处缺文】\n后文：{gap.after.strip() or '（无）'}",
        f"{gap.message.rstrip('。')}。{size}",
        _GAP_TODO,
    )


def _from_problems(documents: Iterable[DocumentRecord]) -> list[Finding]:
    """The worst first; the file name rather than the title, for it is the file that must be mended."""
    found = [(problem, doc) for doc in documents for problem in doc.problems]
    order = list(Severity)
    found.sort(key=lambda pair: order.index(pair[0].severity))
    return [_from_problem(doc, problem) for problem, doc in found]


def _from_problem(doc: DocumentRecord, problem: Problem) -> Finding:
    kind = _SEVERITY_LABELS[problem.severity]
    why = f"{problem.message}（{problem.code}）"
    return Finding(kind, doc.name, problem.place, "", why, problem.action)


def _from_entries(state: LedgerState, titles: dict[str, str]) -> list[Finding]:
    found = [(concern, entry) for entry in in_doubt(state.entries) for concern in concerns_of(entry)]
    found.sort(key=lambda pair: urgency(pair[0]))
    return [
        _from_entry(entry, titles)._replace(kind=concern.label, why=concern.why, todo=concern.todo)
        for concern, entry in found
    ]


def _from_entry(entry: LedgerEntry, titles: dict[str, str]) -> Finding:
    return Finding(
        kind="",
        document=source_documents(entry, titles),
        place=source_places(entry.sources),
        quote=source_quotes(entry.sources) or entry.measure,
        why="",
        todo="",
        entry=entry.id,
    )


def _from_orphan_issues(state: LedgerState, titles: dict[str, str]) -> Iterable[Finding]:
    kept = (entry for entry in state.entries if entry.status not in DROPPED)
    answered = {issue for entry in kept for issue in issue_ids(entry)}
    presumed = presumed_answers(state)
    for doc in state.documents:
        for issue in doc.issues:
            if issue.id in answered:
                continue
            guessed = presumed.get(issue.id, ())
            yield Finding(
                "对应措施为推定" if guessed else "问题无对应措施",
                titles[doc.id],
                issue.source.place.label(),
                issue.source.quote,
                PRESUMED_WHY if guessed else NO_TASK_WHY,
                _PRESUMED_TODO if guessed else _ORPHAN_TODO,
                "\n".join(guessed),
            )


def _from_rejected(documents: Iterable[DocumentRecord], titles: dict[str, str]) -> Iterable[Finding]:
    for doc in documents:
        for sentence in doc.rejected:
            yield Finding(
                "未列入台账的句子",
                titles[doc.id],
                sentence.place.label(),
                sentence.quote,
                sentence.reason,
                _REJECTED_TODO,
            )
