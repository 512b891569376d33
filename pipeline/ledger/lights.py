"""Where a row stands on a given day: its light with every reason, answered or not, landed or not. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum

from models import Frozen, Status
from pipeline.ledger.light_rules import LightRules
from pipeline.ledger.points import Point, first_missed, missed_points, next_point
from pipeline.ledger.standing import LOOP, Row, Standing, standing_of
from pipeline.ledger.status_groups import FINISHED, LANDED, TIMELESS, WAITING

_DAYLESS = FINISHED | TIMELESS


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


class Light(Frozen):
    """A light with all that speaks for it, and the days past the last day (0 when not overdue)."""

    colour: Colour
    reasons: tuple[str, ...]
    overdue: int = 0


def light_of(row: Row, on: dt.date, rules: LightRules) -> Light:
    """The light of a row on a day; the worst colour counts, and every reason for it is told."""
    row = standing_of(row)
    colour, overdue = colour_of(row, on, rules), overdue_days(row, on)
    return Light(
        colour=colour,
        reasons=tuple(_reasons(row, on, rules, colour)),
        overdue=overdue if colour is Colour.RED else 0,
    )


def _reasons(row: Standing, on: dt.date, rules: LightRules, colour: Colour) -> Iterable[str]:
    match colour:
        case Colour.DONE:
            return ()
        case Colour.PURPLE:
            return (f"已暂停（{row.paused}）" if row.paused else "已暂停",)
        case Colour.RED:
            return _red(row, on, rules, overdue_days(row, on))
        case Colour.YELLOW:
            return _yellow(row, on, rules)
        case Colour.GREY:
            return (row.undated,)
    if row.status is Status.STANDING:
        return (f"长期坚持，{row.every}回头看",)
    return (f"时限{row.due}，未到预警线",)


def colour_of(row: Row, on: dt.date, rules: LightRules) -> Colour:
    """The colour of `light_of` alone: no reason is worded."""
    row = standing_of(row)
    if row.status in FINISHED:
        return Colour.DONE
    if row.status is Status.SUSPENDED:
        return Colour.PURPLE
    if is_red(row, on, rules):
        return Colour.RED
    if any(_yellow(row, on, rules)):
        return Colour.YELLOW
    return Colour.GREY if row.due is None and row.status is not Status.STANDING else Colour.GREEN


def is_red(row: Row, on: dt.date, rules: LightRules) -> bool:
    """Whether the row, which is neither finished nor suspended, has anything that makes it red."""
    return any(_red(standing_of(row), on, rules, overdue_days(row, on)))


def red_after(row: Row) -> dt.date | None:
    """The day after which days alone make the row red: its last day, or that of a point without a record.

    One that was applied for too late is red on every day: `date.min`. None where no day makes it red.
    """
    row = standing_of(row)
    if row.status in _DAYLESS:
        return None
    days = [row.due] if row.due else []
    if row.due and row.status is Status.APPLIED and row.applied:
        days = [dt.date.min] if row.applied > row.due else []
    return min([*days, *first_missed(row)], default=None)


def overdue_days(row: Row, on: dt.date) -> int:
    """Days past the last day that counts; the wait for acceptance is not counted."""
    row = standing_of(row)
    if row.due is None or row.status in _DAYLESS:
        return 0
    stopped = row.applied if row.status is Status.APPLIED else None
    return max(0, ((stopped or on) - row.due).days)


def loop_steps(row: Row) -> dict[str, bool]:
    """Which of the five steps 部署、落实、督查、反馈、改进 have a record."""
    done = standing_of(row).loop
    return {name: name in done for name in LOOP}


def answered(row: Row) -> bool:
    """回音: the unit has said something since the office last asked."""
    return standing_of(row).answered


def landed(row: Row) -> bool:
    """着落: the matter itself is settled, and not only replied to."""
    return row.status in LANDED


def time_share(row: Row, on: dt.date) -> int | None:
    """How much of the time from 交办 to the last day has passed, in percent; None when it cannot be told."""
    row = standing_of(row)
    if row.assigned is None or row.due is None or row.due <= row.assigned:
        return None
    return min(100, max(0, round(100 * (on - row.assigned).days / (row.due - row.assigned).days)))


def _red(row: Standing, on: dt.date, rules: LightRules, overdue: int) -> Iterator[str]:
    if overdue:
        yield f"逾期{overdue}天（时限{row.due}）"
    if (behind := _behind(row, on)) > rules.behind_red:
        yield f"进度落后{behind}个百分点"
    if row.status is not Status.STANDING and (missed := missed_points(row, on)):
        yield _missed(missed, on)
    if rules.reminders_red and row.reminders >= rules.reminders_red:
        yield f"催办{row.reminders}次没有回音"


def _missed(points: list[Point], on: dt.date) -> str:
    """What has no record, the oldest one named."""
    first = min(points, key=lambda point: point.due or on)
    days = (on - first.due).days if first.due else 0
    words = "一次没有记录" if first.occasion else "节点没有完成记录"
    more = f"，这样的共{len(points)}处" if len(points) > 1 else ""
    return f"“{first.label}”{words}，已过{days}天（{first.due}）{more}"


def _yellow(row: Standing, on: dt.date, rules: LightRules) -> Iterator[str]:
    waiting = row.status in WAITING
    if not waiting and row.due and (left := (row.due - on).days) <= rules.yellow_days:
        yield f"还剩{left}天到期（{row.due}）" if left else f"今天到期（{row.due}）"
    if row.status is Status.STANDING and (missed := missed_points(row, on)):
        yield _missed(missed, on)
    ahead = next_point(row, on)
    if ahead and ahead.due and (left := (ahead.due - on).days) <= rules.yellow_days:
        yield (
            f"“{ahead.label}”还剩{left}天（{ahead.due}）"
            if left
            else f"“{ahead.label}”今天到期（{ahead.due}）"
        )
    if (behind := _behind(row, on)) > rules.behind_yellow:
        yield f"进度落后{behind}个百分点"
    if row.status is Status.ASSIGNED and row.assigned_last:
        waited = (on - row.assigned_last).days
        if waited > rules.receive_days:
            yield f"交办{waited}天未签收"
    share = time_share(row, on)
    if share is not None and share > rules.start_share and not (row.begun or waiting):
        yield f"时间已过{share}%，还没有启动"


def _behind(row: Standing, on: dt.date) -> int:
    """Percentage points behind the time; 0 while no percentage was ever reported."""
    share, waiting = time_share(row, on), row.status in WAITING
    return 0 if share is None or row.percent is None or waiting else max(0, share - row.percent)
