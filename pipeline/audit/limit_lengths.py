"""Times that both sides name in their sentences: longer to do it in, a shorter lead, a longer round."""

import re

from extractors.fold import fold
from models import LedgerRow
from pipeline.audit.frequency import ahead_of, lengths_of, rounds_in, times_named

_HOURS = 24
_FEW = 3
"""Days: what is named in hours for so long is a time to do something in."""
_SAME = 1.001
"""半个小时 and 30分钟 differ in the last digit."""
_EVENT = re.compile(
    r"(?:接到|接报|收到|发现|得知|报警)[^,。;]{0,8}?(?:之?后)?(?P<time>[0-9一二两三四五六七八九十半]+个?(?:分钟|小时|天|日))(?!一)"
)
_DEED = re.compile(
    r"(?<![每第前近隔])(?P<time>[0-9一二两三四五六七八九十半]+个?(?:分钟|小时|天))(?:要|必须|就要|就得)?"
    r"(?=[补换修办清拖拆处答解抢到回收送][^一二两三四五六七八九十0-9]|复查|整改)"
)
"""A time right before the deed that it is for: 漏点24小时补好."""
_TODAY = re.compile("当[日天](?!起|值|地)")
_AT_LEAST = re.compile("不少于|不低于|至少|不短于|每[次期场天]")
_MUCH = 1.2
"""A round so many times as long is longer: a month of four weeks is none."""


def longer_times(quote: str, row: LedgerRow, *, rounds: bool) -> str:
    """What the row takes longer for, in words; '' for nothing. `rounds`: compare how often, too.

    Rounds of less than a day are compared in any case, as no limit of the speech is read from them.
    """
    cells = f"{row.measure}，{row.deadline}"
    theirs = lengths_of(cells)
    mine = lengths_of(quote) or (_from_event(quote) if len(theirs) == 1 else [])
    theirs = theirs or _named_as_many(quote, cells)
    if (
        longer := _same_day(quote, cells)
        or _each_longer(quote, cells)
        or (not mine and _longer_deed(quote, cells))
    ):
        mine, theirs = longer
    at = 0 if mine and theirs and theirs[0] > _SAME * mine[0] else -1
    if mine and theirs and theirs[at] > _SAME * mine[at] and (at == 0 or len(mine) == len(theirs)):
        return f"讲话要求在{_said(mine[at])}内，台账为{_said(theirs[at])}内，时间放长。"
    ahead, less = ahead_of(quote), ahead_of(row.measure)
    if ahead and less and less < ahead:
        return f"讲话要求提前{_said(ahead)}，台账只提前{_said(less)}。"
    if slower := _slower_round(quote, cells if rounds else row.measure, rounds=rounds):
        wanted, held = slower
        return f"讲话要求每{_said(wanted)}一次，台账每{_said(held)}一次，频次减少。"
    return ""


def _slower_round(quote: str, cells: str, *, rounds: bool) -> tuple[float, float] | None:
    """A round of the speech and the slower one that the row has for it.

    Where both name as many rounds, each is held against the one that is as frequent among them; else the most
    frequent count, if the round is no other limit's: `rounds`, or one of less than a day.
    """
    wanted, held = rounds_in(quote), rounds_in(cells)
    if not wanted or not held:
        return None
    if len(wanted) == len(held):
        return next(
            ((one, other) for one, other in zip(wanted, held, strict=True) if other > _MUCH * one), None
        )
    slower = held[0] > _MUCH * wanted[0]
    return (wanted[0], held[0]) if slower and (rounds or wanted[0] < 1) else None


def _named_as_many(quote: str, cells: str) -> list[float]:
    """The hours that a row names without 内 (48小时解决), where it names as many as the speech."""
    named = [days for days in times_named(cells) if days <= _FEW]
    return named if len(named) == len(lengths_of(quote)) else []


def _same_day(quote: str, cells: str) -> tuple[list[float], list[float]] | None:
    """What is to be done on the same day (返回当日销假), and days that the row leaves for it."""
    if lengths_of(quote):
        return None  # what the row names may be that other time: 当天登记、三天内回访
    theirs = [days for days in lengths_of(cells) if days > 1]
    return ([1.0], theirs[:1]) if _TODAY.search(quote) and theirs and not _TODAY.search(cells) else None


def _each_longer(quote: str, cells: str) -> tuple[list[float], list[float]] | None:
    """Several short times (城区20分钟、其他30分钟内), and as many in the row of which none is shorter."""
    mine, theirs = times_named(quote), times_named(cells)
    short = mine and mine[-1] <= _FEW and len(mine) == len(theirs) > 1 and not _AT_LEAST.search(quote)
    pairs = list(zip(mine, theirs, strict=True)) if short else []
    later = [(one, other) for one, other in pairs if other > _SAME * one]
    if not later or any(one > _SAME * other for one, other in pairs):
        return None
    return [later[0][0]], [later[0][1]]


def _longer_deed(quote: str, cells: str) -> tuple[list[float], list[float]] | None:
    """The times that a speech gives for deeds without 内 (24小时补), and as many in the row, one longer."""
    mine = sorted(days for each in _DEED.finditer(fold(quote)) for days in times_named(each["time"]))
    theirs = times_named(cells)
    if not mine or len(mine) != len(theirs) or mine[-1] > _FEW:
        return None
    later = [(one, other) for one, other in zip(mine, theirs, strict=True) if other > _SAME * one]
    return ([later[0][0]], [later[0][1]]) if later else None


def _from_event(quote: str) -> list[float]:
    """The one short time without 内 that begins with what happens: 接到指令30分钟集结."""
    found = [days for each in _EVENT.finditer(fold(quote)) for days in times_named(each["time"])]
    return found if len(found) == 1 and found[0] <= _FEW else []


def _said(days: float) -> str:
    if days < 1 / _HOURS:
        return f"{round(days * 60 * _HOURS)}分钟"
    return f"{round(days, 1):g}天" if days > 1 else f"{round(days * _HOURS, 1):g}小时"
