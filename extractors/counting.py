"""Which of the limits of one sentence counts: what a clerk would put into the one cell for it.

A day counts before a rhythm (国庆前督查一遍,以后每月抽查), the last of several days, the first of several
rhythms; a day of the calendar before a length of time whose start the text does not give.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from models import DeadlineKind

_LENGTH, _EVENT = "deadline.duration", "deadline.event"
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
    """The limits that hold by themselves: days, rhythms, lasting duties; an event beside rhythms alone.

    The event of 「每年汛前」 belongs to its rhythm.
    """
    days = [t for t in limits if t.kind is not DeadlineKind.VAGUE and (t.due or not _is_day(t))]
    rhythm_only = bool(days) and not any(_is_day(t) for t in days)
    ends = {t.end for t in limits}
    return [t for t in limits if t in days or (rhythm_only and _is_event(t) and t.start not in ends)]


def counting(limits: Sequence[Limit]) -> Limit | None:
    """The limit that counts; the last where all are vague, None where there is none."""
    tests: tuple[Callable[[Limit], bool], ...] = (_is_sure_day, _is_dated)
    for test in tests:
        if found := [t for t in limits if test(t)]:
            return found[-1]
    rhythms = [t for t in limits if t.kind is DeadlineKind.RECURRING]
    rest = [t for t in limits if t.kind is not DeadlineKind.VAGUE] or limits
    return next(iter(rhythms), rest[-1] if rest else None)


def _is_day(limit: _Limit) -> bool:
    return limit.kind is DeadlineKind.DATE


def _is_event(limit: _Limit) -> bool:
    return _is_day(limit) and limit.rule.startswith(_EVENT)


def _is_dated(limit: _Limit) -> bool:
    return _is_day(limit) and bool(limit.due or _is_event(limit))


def _is_sure_day(limit: _Limit) -> bool:
    """A day that the words name, or one counted from a start that they name."""
    counted = limit.rule.startswith(_LENGTH) and limit.text[:1] in _COUNTS
    return _is_dated(limit) and not counted
