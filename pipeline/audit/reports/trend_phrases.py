"""The words that every form of a trend shares."""

from collections import Counter
from collections.abc import Iterator

from models import STEP_LABELS, VERDICT_LABELS, Mention, Thread, TrendReport, TrendStep
from pipeline.audit.reports.phrases import bare

TREND_TITLE = "历次讲话要求变化对照表"
TREND_METHOD = (
    "按日期先后排列各篇讲话，逐句找出前后说的是同一件事的要求，再比较单位、时限和目标。",
    "“要求放宽”“要求加严”只说文字上的变化；“本次未提”不表示不再要求，原要求是否继续有效由人确认。",
    "台账一栏是最近一次要求与台账的核对结论，请对照原文核实后使用。",
)


def header_lines(trend: TrendReport) -> Iterator[str]:
    """Each document with its day and what it lacks, then the ledger."""
    for number, scope in enumerate(trend.scopes, 1):
        day = str(scope.date) if scope.date else "日期不明，排在最后"
        yield f"讲话{number}：{scope.title or scope.speech}（{scope.speech}，{day}）"
        if scope.hidden:
            yield f"讲话{number}原文注明缺失{scope.hidden}字，缺失部分不在对照范围内。"
        elif scope.gaps:
            yield f"讲话{number}文字有{len(scope.gaps)}处缺失，缺失部分不在对照范围内。"
    yield f"台账：{trend.scopes[0].ledger}，{trend.scopes[0].rows}行"


def step_counts(trend: TrendReport) -> str:
    """How often each step occurs in all documents after the first."""
    counts = Counter(mention.step for thread in trend.threads for mention in thread.mentions)
    parts = [f"{STEP_LABELS[step]}{counts[step]}次" for step in TrendStep if counts[step]]
    return f"要求{len(trend.threads)}项：" + "，".join(parts) + "。"


def step_words(mention: Mention) -> str:
    """One document's part in a demand, with the words that changed."""
    words = "；".join(f"{s.what}：“{s.before}”→“{s.now}”" for s in mention.shifts)
    return STEP_LABELS[mention.step] + (f"（{words}）" if words else "")


def ledger_words(thread: Thread) -> str:
    """What the ledger holds for the newest wording."""
    said = thread.last_said
    label = VERDICT_LABELS[said.verdict] if said.verdict else ""
    return f"{label}：{'、'.join(said.entries)}" if said.entries else label


def last_quote(thread: Thread) -> str:
    """The newest wording of the demand."""
    commitment = thread.last_said.commitment
    return bare(commitment.source.quote) if commitment else ""


def row_of(thread: Thread) -> tuple[str, str, str, str]:
    """A thread as a row of the table on the screen."""
    steps = "\n".join(f"{m.date or m.speech}　{step_words(m)}" for m in thread.mentions)
    return thread.id, last_quote(thread), steps, ledger_words(thread)
