"""Where a row stands on a given day: its light with every reason, answered or not, landed or not. Pure."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from models import DeadlineKind, Frozen, LedgerEntry, Status
from pipeline.ledger.light_rules import LightRules

FINISHED = frozenset({Status.CLOSED, Status.MERGED, Status.VOID})
ANSWERS = ("progress", "extend", "apply", "return")
"""What a unit does that tells the office something; a mere receipt does not."""
ASKS = ("assign", "remind", "inspect", "reject")


class Colour(StrEnum):
    """A light; `done` is none at all, grey has no last day, purple is suspended."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"
    PURPLE = "purple"
    DONE = "done"


COLOUR_LABELS = {
    Colour.RED: "红灯",
    Colour.YELLOW: "黄灯",
    Colour.GREEN: "绿灯",
    Colour.GREY: "灰灯",
    Colour.PURPLE: "紫灯",
    Colour.DONE: "—",
}

LOOP = {
    "部署": ("assign",),
    "落实": ("progress",),
    "督查": ("inspect", "remind"),
    "反馈": ("return", "extend", "apply"),
    "改进": ("close", "stand"),
}
"""The five steps of the closed loop, and the acts that leave a record of each."""


class Light(Frozen):
    """A light with all that speaks for it, and the days past the last day (0 when not overdue)."""

    colour: Colour
    reasons: tuple[str, ...]
    overdue: int = 0


def light_of(entry: LedgerEntry, on: dt.date, rules: LightRules) -> Light:
    """The light of a row on a day; the worst colour counts, and every reason for it is told."""
    if entry.status in FINISHED:
        return Light(colour=Colour.DONE, reasons=())
    if entry.status is Status.SUSPENDED:
        paused = entry.handling.last("suspend")
        note = f"（{paused.act.note}）" if paused else ""
        return Light(colour=Colour.PURPLE, reasons=(f"已暂停{note}",))
    overdue = overdue_days(entry, on)
    if red := tuple(_red(entry, on, rules, overdue)):
        return Light(colour=Colour.RED, reasons=red, overdue=overdue)
    if yellow := tuple(_yellow(entry, on, rules)):
        return Light(colour=Colour.YELLOW, reasons=yellow)
    if entry.status is Status.STANDING:
        return Light(colour=Colour.GREEN, reasons=(f"长期坚持，{entry.handling.every}回头看",))
    if entry.current_due is None:
        return Light(colour=Colour.GREY, reasons=(_undated(entry),))
    return Light(colour=Colour.GREEN, reasons=(f"时限{entry.current_due}，未到预警线",))


def overdue_days(entry: LedgerEntry, on: dt.date) -> int:
    """Days past the last day that counts; the wait for acceptance is not counted."""
    due = entry.current_due
    if due is None or entry.status in FINISHED or entry.status in (Status.STANDING, Status.SUSPENDED):
        return 0
    applied = entry.handling.last("apply") if entry.status is Status.APPLIED else None
    return max(0, ((applied.on if applied else on) - due).days)


def loop_steps(entry: LedgerEntry) -> dict[str, bool]:
    """Which of the five steps 部署、落实、督查、反馈、改进 have a record."""
    done = {step.act.action for step in entry.handling.steps}
    return {name: bool(done & set(actions)) for name, actions in LOOP.items()}


def answered(entry: LedgerEntry) -> bool:
    """回音: the unit has said something since the office last asked."""
    ask, answer = entry.handling.last(*ASKS), entry.handling.last(*ANSWERS)
    return bool(answer and (ask is None or answer.seq > ask.seq))


def landed(entry: LedgerEntry) -> bool:
    """着落: the matter itself is settled, and not only replied to."""
    return entry.status in (Status.CLOSED, Status.STANDING)


def time_share(entry: LedgerEntry, on: dt.date) -> int | None:
    """How much of the time from 交办 to the last day has passed, in percent; None when it cannot be told."""
    assigned, due = entry.handling.first("assign"), entry.current_due
    if assigned is None or due is None or due <= assigned.on:
        return None
    return min(100, max(0, round(100 * (on - assigned.on).days / (due - assigned.on).days)))


def _red(entry: LedgerEntry, on: dt.date, rules: LightRules, overdue: int) -> Iterator[str]:
    if overdue:
        yield f"逾期{overdue}天（时限{entry.current_due}）"
    if (behind := _behind(entry, on)) > rules.behind_red:
        yield f"进度落后{behind}个百分点"
    ignored = _ignored_reminders(entry)
    if rules.reminders_red and ignored >= rules.reminders_red:
        yield f"催办{ignored}次没有回音"


def _yellow(entry: LedgerEntry, on: dt.date, rules: LightRules) -> Iterator[str]:
    due, left = entry.current_due, 0
    if entry.status not in (Status.APPLIED, Status.STANDING) and due:
        left = (due - on).days
        if left <= rules.yellow_days:
            yield f"还剩{left}天到期（{due}）" if left else f"今天到期（{due}）"
    if (behind := _behind(entry, on)) > rules.behind_yellow:
        yield f"进度落后{behind}个百分点"
    assigned = entry.handling.last("assign")
    if entry.status is Status.ASSIGNED and assigned and (on - assigned.on).days > rules.receive_days:
        yield f"交办{(on - assigned.on).days}天未签收"
    share = time_share(entry, on)
    begun = entry.handling.last("progress", "apply") or entry.status in (Status.APPLIED, Status.STANDING)
    if share is not None and share > rules.start_share and not begun:
        yield f"时间已过{share}%，还没有启动"


def _behind(entry: LedgerEntry, on: dt.date) -> int:
    """Percentage points behind the time; 0 while no percentage was ever reported."""
    share, percent = time_share(entry, on), entry.handling.percent
    waiting = entry.status in (Status.APPLIED, Status.STANDING)
    return 0 if share is None or percent is None or waiting else max(0, share - percent)


def _ignored_reminders(entry: LedgerEntry) -> int:
    answer = entry.handling.last(*ANSWERS)
    since = answer.seq if answer else 0
    return sum(step.act.action == "remind" and step.seq > since for step in entry.handling.steps)


def _undated(entry: LedgerEntry) -> str:
    if entry.deadline is None:
        return "没有时限"
    words = "没有确定日期" if entry.deadline.kind in (DeadlineKind.DATE, DeadlineKind.VAGUE) else "没有终点"
    return f"时限“{entry.deadline.text}”{words}"
