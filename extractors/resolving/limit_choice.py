"""Which of the limits of one sentence counts: what a clerk would put into the one cell for it.

A day counts before a rhythm (国庆前督查一遍,以后每月抽查), the last of several days, or a later one where
both close a time (8月底前完工,方案于6月10日前报送), the first of several rhythms; a day of the calendar
before a length of time whose start the text does not give. A rhythm counts before the stretch in which it
holds, and before how fast each time is to be worked off.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from models import DeadlineKind

_DAYS = ("deadline.date", "deadline.relative", "deadline.period.year_part", "deadline.period.quarter")
_LENGTH, _EVENT = "deadline.duration", "deadline.event"
_STRETCHES = ("deadline.range", "deadline.date.month", "deadline.period.year")
_CLOSED, _AT_END = re.compile(r"[前内止限]$"), re.compile(r"^到|[前内止末底旬终初限]$")
_EACH_TIMES_OWN = ("当周", "当月", "次月", "翌月", "次日")
_COUNTS = "0123456789一二三四五六七八九十两几半"


class _Limit(Protocol):
    """A limit as found in a sentence or as recorded."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> DeadlineKind: ...
    @property
    def due(self) -> object: ...
    @property
    def rule(self) -> str: ...


Limit = TypeVar("Limit", bound=_Limit)


def firm(limits: Sequence[Limit]) -> list[Limit]:
    """The limits that need no other: dates, recurrences, standing duties.

    An event is one only where all others are recurrences; that of 「每年汛前」 belongs to its recurrence.
    """
    days = [t for t in limits if t.kind is not DeadlineKind.VAGUE and (t.due or not _is_day(t))]
    rhythm_only = bool(days) and not any(_is_day(t) for t in days)
    rhythms = bool(days) and all(t.kind is DeadlineKind.RECURRING for t in days)
    ends = {t.end for t in limits}
    return [
        t
        for t in limits
        if t in days
        or (rhythms and _is_promised(t))
        or (rhythm_only and _is_event(t) and t.start not in ends)
    ]


def counting(limits: Sequence[Limit]) -> Limit | None:
    """The limit that counts; the last where all are vague, None where there is none."""
    rhythms = [t for t in limits if t.kind is DeadlineKind.RECURRING]
    days = [t for t in limits if not any(_holds_beside(t, rhythm) for rhythm in rhythms)]
    tests: tuple[Callable[[Limit], bool], ...] = (_is_sure_day, _is_dated)
    for test in tests:
        if found := [t for t in days if test(t)]:
            return _latest(found)
    rest = [t for t in limits if t.kind is not DeadlineKind.VAGUE] or limits
    return next(iter(rhythms), rest[-1] if rest else None)


def _latest(days: Sequence[Limit]) -> Limit:
    """The last of several days, or an earlier one that closes a time and ends later."""
    last = days[-1]
    if len(days) == 1 or not (isinstance(last.due, dt.date) and _closes(last)):
        return last
    dues = [(t.due, t) for t in days if isinstance(t.due, dt.date) and _closes(t)]
    latest = max(due for due, _ in dues)
    return last if latest == last.due else next(t for due, t in dues if due == latest)


def _closes(limit: _Limit) -> bool:
    return limit.rule.startswith(_DAYS) and limit.text.endswith("前")


def _holds_beside(limit: _Limit, rhythm: _Limit) -> bool:
    """Whether a time only says how long a rhythm holds, or how fast each time.

    「8月份每周三」, 「每月抽查,5日内反馈」
    """
    if limit.start < rhythm.start:
        ends = _CLOSED if limit.rule.startswith("deadline.range") else _AT_END
        return limit.rule.startswith(_STRETCHES) and not ends.search(limit.text)
    return _is_counted(limit) or limit.text.startswith(_EACH_TIMES_OWN)


def _is_day(limit: _Limit) -> bool:
    return limit.kind is DeadlineKind.DATE


def _is_event(limit: _Limit) -> bool:
    return _is_day(limit) and limit.rule.startswith(_EVENT)


def _is_promised(limit: _Limit) -> bool:
    """A length of time from a start that the words name and the text does not date: 自收到通知之日起5日内."""
    return _is_day(limit) and limit.rule.startswith(_LENGTH) and limit.text.startswith(("自", "从"))


def _is_dated(limit: _Limit) -> bool:
    return _is_day(limit) and bool(limit.due or _is_event(limit) or _is_promised(limit))


def _is_sure_day(limit: _Limit) -> bool:
    """A day that the words name, or one counted from a start that they name."""
    return _is_dated(limit) and not _is_counted(limit)


def _is_counted(limit: _Limit) -> bool:
    """A length of time whose start the words do not name."""
    return limit.rule.startswith(_LENGTH) and limit.text[:1] in _COUNTS
