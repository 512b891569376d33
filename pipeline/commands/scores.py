"""What `evaluate` shows: the figures, and sentence by sentence what a clerk would have to correct."""

from collections import Counter
from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table

from models import KIND_LABELS, DocumentKind
from pipeline.commands.screen import screen, table
from pipeline.evaluation.folders import Measured, groups
from pipeline.evaluation.judging import Fault, Judgement, Mistake, Tally

_GROUP_LABELS = {"speeches": "讲话合计", "papers": "其他公文合计", "all": "全部"}
_COLUMNS = ("应有", "准确率", "召回率", "F1", "问题 F1", "单位 F1", "角色", "时限 F1", "不用改的行")
_MISTAKES = {
    Mistake.TASK_MISSED: "漏了任务",
    Mistake.TASK_EXTRA: "多了任务",
    Mistake.OWNER_MISSING: "少了单位",
    Mistake.OWNER_EXTRA: "多了单位",
    Mistake.OWNER_ROLE: "角色不对",
    Mistake.DEADLINE: "时限不对",
    Mistake.ISSUE_MISSED: "漏了问题",
    Mistake.ISSUE_EXTRA: "多了问题",
}
_NOTHING = "没有"


def show_scores(results: Sequence[Measured]) -> None:
    """One line a document, then by kind and together; then how often each mistake was made."""
    out = screen()
    each = [(r.name, KIND_LABELS[r.kind], *_figures(r.judgement.tally)) for r in results if r.judgement]
    if not each:
        return
    out.print(table("逐份", ("文件", "种类", *_COLUMNS), each))
    together = [(_label(name), *_figures(tally)) for name, tally in groups(results).items()]
    out.print(table("合计", ("", *_COLUMNS), together))
    out.print("准确率、召回率和它后面的 F1 说的是任务；「不用改的行」要任务、单位、角色、时限全对。")
    counts = Counter(f.mistake for r in results if r.judgement for w in r.judgement.wrong for f in w.faults)
    if counts:
        made = "，".join(
            f"{name} {counts[mistake]}" for mistake, name in _MISTAKES.items() if counts[mistake]
        )
        out.print(f"要改的：{made}。加 --confusion 逐句看。")
    ungrounded = sum(r.judgement.tally.counts.get("ungrounded", 0) for r in results if r.judgement)
    if ungrounded:
        out.print(f"有 {ungrounded} 个值和原文对不上，是程序的毛病，请反馈给维护者。")


def _figures(tally: Tally) -> tuple[str, ...]:
    """The cells of one line; where neither the gold nor the program has any, there is nothing to measure."""
    shown = {name: f"{value:.3f}" for name, value in tally.figures().items()}
    shown |= {name: "—" for name in ("issue", "owner", "deadline") if not tally.wanted(name)}
    if not tally.counts.get("owner+"):
        shown["role"] = "—"
    shares = (f"{tally.precision('task'):.3f}", f"{tally.recall('task'):.3f}")
    names = ("task", "issue", "owner", "role", "deadline", "row")
    return (str(tally.wanted("task")), *shares, *(shown[name] for name in names))


def _label(group: str) -> str:
    return _GROUP_LABELS.get(group) or KIND_LABELS[DocumentKind(group)]


def show_confusion(results: Sequence[Measured]) -> None:
    """Every sentence that was not read as the gold says: its words, and under them each mistake."""
    for result in results:
        if result.judgement and result.judgement.wrong:
            _show_document(result.name, result.judgement)


def _show_document(name: str, judgement: Judgement) -> None:
    out = screen()
    out.print(f"\n{name}：{len(judgement.wrong)} 句要改\n")
    for wrong in judgement.wrong:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(f"第 {wrong.number} 句", " ".join(wrong.text.split()))
        for fault in wrong.faults:
            grid.add_row(_MISTAKES[fault.mistake], _sides(fault))
        out.print(Padding(grid, (0, 0, 1, 2)))


def _sides(fault: Fault) -> str:
    """What should be there, and what the program said; a missed or an extra thing has one side only."""
    match fault.mistake:
        case Mistake.TASK_MISSED | Mistake.ISSUE_MISSED:
            return "应列入，没有列入"
        case Mistake.TASK_EXTRA | Mistake.ISSUE_EXTRA:
            return f"不应列入，读成：{' '.join(fault.got.split())}"
        case Mistake.OWNER_MISSING:
            return f"应有：{fault.want}"
        case Mistake.OWNER_EXTRA:
            return f"不应有：{fault.got}"
    return f"应为：{fault.want or _NOTHING}　读成：{fault.got or _NOTHING}"
