"""What the screen shows of a ledger: rows with their lights, one row with its life, figures, events."""

import datetime as dt
from collections.abc import Mapping, Sequence

from rich.text import Text

from models import STATUS_LABELS, Event, LedgerEntry, Problem
from pipeline.commands.screen import screen, table
from pipeline.exports.sheets.wording import progress_words
from pipeline.ledger.evidence import kind_labels
from pipeline.ledger.lights import COLOUR_LABELS, Colour, Light, answered, landed, loop_steps
from pipeline.ledger.points import Point, points_of
from pipeline.ledger.statistics import Figures, Panel
from pipeline.ledger.wording import (
    due_words,
    file_words,
    happened,
    owner_words,
    owners_by_role,
    shortened,
    work_words,
)
from pipeline.rosters import Leader

_STYLES = {Colour.RED: "bold red", Colour.YELLOW: "yellow", Colour.GREEN: "green", Colour.PURPLE: "magenta"}


def show_rows(rows: Sequence[tuple[LedgerEntry, Light]], on: dt.date, total: int, skipped: int = 0) -> None:
    """A line for each row of a page, and how many there are in all."""
    lines = [
        (
            entry.id,
            shortened(work_words(entry)),
            "\n".join(owners_by_role(entry)),
            due_words(entry),
            STATUS_LABELS[entry.status].partition("（")[0],
            _lamp(light),
            "；".join(light.reasons),
            f"{_yes(answered(entry))}/{_yes(landed(entry))}",
            _missing(entry),
        )
        for entry, light in rows
    ]
    columns = ("编号", "整改措施", "单位", "时限", "状态", "灯", "原因", "回音/着落", "闭环缺")
    console = screen()
    console.print(table(f"截至 {on}，共 {total} 条", columns, lines))
    if len(rows) < total:
        first, last = skipped + 1, skipped + len(rows)
        page = f"第 {first}—{last} 条" if last > first else f"第 {first} 条" if rows else "0 条"
        console.print(f"只列出{page}。可用 --unit、--status、--light 筛选，或用 --skip、--limit 往后看。")


def _missing(entry: LedgerEntry) -> str:
    steps = loop_steps(entry)
    missing = [name for name, done in steps.items() if not done]
    return "全缺" if len(missing) == len(steps) else "、".join(missing) or "—"


def show_entry(
    entry: LedgerEntry, light: Light, history: Sequence[Event], on: dt.date, leaders: Sequence[Leader] = ()
) -> None:
    """One row as a page: what it says, where it comes from, where it stands, what happened."""
    console = screen()
    console.print(f"{entry.id}  {STATUS_LABELS[entry.status]}  ", _lamp(light), "；".join(light.reasons))
    for label, words in _cells(entry):
        console.print(f"  {label}：{words}")
    for leader in leaders:
        console.print(f"  责任领导：{leader.name}（推定，按名册中的“{leader.unit}”）")
    for source in entry.sources:
        place = f"（{source.place.label()}）" if source.place.label() else ""
        console.print(f"  原文：{source.document}{place}「{source.quote}」")
    for doubt in entry.doubts:
        console.print(f"  待确认：{doubt.reason}")
    if points := points_of(entry, on):
        told = [(point.label, point.key, _record(point, on)) for point in points]
        console.print(table("阶段节点和周期", ("节点", "--point", "记录"), told))
    steps = "  ".join(f"{name}{'✓' if done else '缺'}" for name, done in loop_steps(entry).items())
    console.print(f"  闭环：{steps}")
    console.print(f"  回音：{'有' if answered(entry) else '没有'}；着落：{'有' if landed(entry) else '没有'}")
    lines = [(str(event.seq), str(event.on), event.actor, *happened(event)) for event in history]
    console.print(table(f"办理经过（截至 {on}）", ("记录", "日期", "谁", "事项", "内容"), lines))


def show_events(events: Sequence[Event], total: int) -> None:
    """A line for each event, and where to go on if there are more."""
    lines = [(str(e.seq), str(e.on), e.actor, e.subject, *happened(e)) for e in events]
    console = screen()
    console.print(table(f"记录 {max(total, 0)} 条", ("记录", "日期", "谁", "编号", "事项", "内容"), lines))
    if len(events) < total:
        console.print(
            f"只列出前 {len(events)} 条。接着看用 --since {events[-1].seq}；"
            "一次多看用 --limit，全部用 --format jsonl。"
        )


def show_unread(events: Sequence[Event]) -> None:
    """A line for each file that waits to be read."""
    lines = [
        (str(event.on), file_words(event.payload), Problem.model_validate(one).line())
        for event in events
        for one in event.payload["problems"][:1]
    ]
    screen().print(table(f"没能读入的文件 {len(lines)} 份", ("日期", "文件", "原因和办法"), lines))


def show_figures(groups: Mapping[str, Figures], title: str, first: str) -> None:
    """A line of counts for each group, then one of rates with their denominators."""
    counts = (
        "总数",
        "已销号",
        "长期坚持",
        "办理中",
        "未启动",
        "暂停",
        "逾期",
        "逾期天数",
        "延期",
        "反弹",
        "无时限",
    )
    rates = (
        "办结率",
        "按时办结率（原定）",
        "按时办结率（含延期）",
        "反馈率",
        "签收率",
        "着落率",
        "三要素齐全率",
        "平均办理天数",
    )
    console = screen()
    console.print(table(title, (first, *counts), [(name, *_counts(f)) for name, f in groups.items()]))
    console.print(
        table("比率（分子/分母）", (first, *rates), [(name, *_rates(f)) for name, f in groups.items()])
    )
    if groups:
        loops = [(name, *(rate.words() for rate in f.loop.values())) for name, f in groups.items()]
        steps = next(iter(groups.values())).loop
        console.print(table("闭环：有记录的条数（分子/分母）", (first, *steps), loops))


def show_panel(panel: Panel, on: dt.date) -> None:
    """The month in one sentence for each line of the panel."""
    console = screen()
    console.print(f"{on.year}年{on.month}月（截至 {on}）")
    console.print(
        f"  本月新增 {panel.added}，上月结转在办 {panel.carried_on}，"
        f"历史逾期未办结 {panel.overdue_from_before}"
    )
    console.print(
        f"  本月应办结 {panel.due}，其中已办结 {panel.due_and_closed}，逾期未办结 {panel.due_and_overdue}；"
        f"历史逾期本月办结 {panel.old_overdue_closed}"
    )


def _counts(f: Figures) -> tuple[str, ...]:
    shown = (f.total, f.closed, f.standing, f.under_way, f.not_begun, f.suspended)
    return tuple(map(str, (*shown, f.overdue, f.overdue_days, f.extended, f.reopened, f.undated)))


def _rates(f: Figures) -> tuple[str, ...]:
    mean = (
        f"{f.mean_days.part / f.mean_days.whole:.1f}（{f.mean_days.whole}条）" if f.mean_days.whole else "—"
    )
    rates = (f.done_rate, f.on_time_rate, f.on_time_rate_extended, f.answer_rate, f.receipt_rate)
    return (*(rate.words() for rate in (*rates, f.landed_rate, f.essentials_rate)), mean)


def _cells(entry: LedgerEntry) -> list[tuple[str, str]]:
    life = entry.handling
    cells = [
        ("上级任务", entry.parent),
        ("整改措施", work_words(entry)),
        ("反馈问题", entry.issue),
        ("单位", owner_words(entry) or "待明确"),
        ("时限", due_words(entry)),
        ("时限原文", entry.deadline.text if entry.deadline else ""),
        ("申请延到", str(life.asked) if life.asked else ""),
        ("进展", progress_words(entry)),
        ("佐证", "；".join(f"{kind_labels().get(e.kind, e.kind)}:{e.text}" for e in life.evidence)),
        ("并入", life.into),
        ("轮次", f"第{life.cycle}轮" if life.cycle > 1 else ""),
    ]
    return [(label, words) for label, words in cells if words]


def _lamp(light: Light) -> Text:
    return Text(COLOUR_LABELS[light.colour], style=_STYLES.get(light.colour, ""))


def _record(point: Point, on: dt.date) -> str:
    if point.passed:
        return "有记录"
    return "还没到" if point.due and point.due >= on else "没有记录"


def _yes(holds: bool) -> str:
    return "有" if holds else "无"
