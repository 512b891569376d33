"""Arithmetic of days: month ends, anniversaries, working days, and the year of a date that names none."""

import calendar
import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from extractors.deadlines.match import Frame, Meaning
from extractors.deadlines.numerals import spelled_year
from extractors.lexicon import load
from models import DeadlineKind

_YEARS = load("deadlines")["years"]
_YEAR_OFFSETS: dict[str, int] = _YEARS["offsets"]
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MONTH_ENDS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

NO_ANCHOR = "发文日期未知"
MADE_UP_DAYS_UNKNOWN = "该年调休安排未知，按周一至周五推算"
STARTING = "起始时间，不是时限"
_ROLLED = "所写月份在发文之前，按次年推算，请核对年份"
_ALREADY_PAST = "推算的日期早于发文日期，请核对"

_FROM_DOCUMENT = 0.95
_FROM_YEAR_ALONE = 0.8
_CARRIED = 0.9
_NEXT_YEAR = 0.7


class Year(NamedTuple):
    """The year of an expression: known or not, how surely, and whether the text itself names it."""

    value: int | None
    explicit: bool = False
    anchored: bool = False
    confidence: float = 1.0
    reason: str = ""


def month_end(year: int, month: int) -> int:
    """The last day of a month."""
    return 29 if month == 2 and calendar.isleap(year) else _MONTH_ENDS[month]


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when there is no such day; day 0 is the last of the month."""
    if not 1 <= month <= 12:
        return None
    last = month_end(year, month)
    return dt.date(year, month, day or last) if day <= last else None


def add_months(start: dt.date, months: int) -> dt.date | None:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return dt.date(year, month + 1, min(start.day, month_end(year, month + 1)))


def add_days(start: dt.date, days: int) -> dt.date | None:
    """Some days later; None beyond any year that a plan could mean."""
    if abs(days) > 366 * 50:
        return None
    due = start + dt.timedelta(days=days)
    return due if due.year <= _LAST_YEAR else None


def add_workdays(start: dt.date, count: int) -> tuple[dt.date | None, bool]:
    """The day that `count` working days after `start` falls on, and whether the holidays are known for sure.

    Counting begins the day after `start`. In years without a published calendar Monday to Friday count.
    """
    if count > 1000:
        return None, False
    day, sure = start, True
    while count > 0 and day.year <= _LAST_YEAR:
        day += dt.timedelta(days=1)
        works, known = _works(day)
        count -= works
        sure = sure and known
    return (day, sure) if day.year <= _LAST_YEAR else (None, False)


def last_workday(until: dt.date) -> tuple[dt.date, bool]:
    """The last working day up to a day, and whether the holidays are known for sure."""
    works, known = _works(until)
    if works:
        return until, known
    day, sure = last_workday(until - dt.timedelta(days=1))
    return day, sure and known


@lru_cache(maxsize=4096)
def _works(day: dt.date) -> tuple[bool, bool]:
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5, False


def year_of(word: str | None, frame: Frame) -> Year:
    """The year that a year word (2025年, 明年) or its absence means in this frame."""
    if not word:
        return _unnamed_year(frame)
    offset = _YEAR_OFFSETS.get(word.rstrip("度"))
    if offset is None:
        value = spelled_year(word.rstrip("度").removesuffix("全年").rstrip("年./-"))
        if value is None or not _FIRST_YEAR <= value <= _LAST_YEAR:
            return Year(None, explicit=True, confidence=0.5, reason=f"年份“{word}”不可信")
        return Year(value, explicit=True)
    named_before = frame.after.year if frame.after else frame.carried_year
    if named_before and word.rstrip("度") in _YEARS["following"]:
        return Year(named_before + offset, explicit=True, confidence=_CARRIED)
    if frame.default_year is None:
        return Year(None, confidence=0.5, reason=NO_ANCHOR)
    sure = _FROM_DOCUMENT if frame.anchor else _FROM_YEAR_ALONE
    return Year(frame.default_year + offset, explicit=True, anchored=True, confidence=sure)


def _unnamed_year(frame: Frame) -> Year:
    if frame.after:
        return Year(frame.after.year, confidence=_FROM_DOCUMENT, anchored=frame.carried_year is None)
    if frame.carried_year:
        return Year(frame.carried_year, confidence=_CARRIED)
    if frame.default_year is None:
        return Year(None, confidence=0.5, reason=NO_ANCHOR)
    sure = _FROM_DOCUMENT if frame.anchor else _FROM_YEAR_ALONE
    return Year(frame.default_year, anchored=True, confidence=sure)


def dated(
    word: str | None, frame: Frame, build: Callable[[int], dt.date | None], impossible: str = ""
) -> Meaning:
    """The meaning of the date that `build` makes of the year that `word` names.

    A date without a year that would lie before the month of the document, where the writer looks ahead, is
    next year's; the second half of a range never lies before the first.
    """
    year = year_of(word, frame)
    if year.value is None:
        return Meaning(DeadlineKind.DATE, reason=year.reason, confidence=year.confidence)
    due = build(year.value)
    if due is None:
        return Meaning(DeadlineKind.DATE, reason=impossible, confidence=0.5)
    if not year.explicit:
        due, year = _settle(due, year, frame, build)
    anchor = frame.anchor if year.anchored else None
    return Meaning(DeadlineKind.DATE, due, anchor=anchor, reason=year.reason, confidence=year.confidence)


def _settle(
    due: dt.date, year: Year, frame: Frame, build: Callable[[int], dt.date | None]
) -> tuple[dt.date, Year]:
    if frame.after and due < frame.after:
        later = build(due.year + 1)
        due, year = (later, year._replace(confidence=0.8)) if later else (due, year)
    if not (frame.anchor and frame.forward) or frame.carried_year or due >= frame.anchor:
        return due, year
    later = build(due.year + 1)
    if later and due < frame.anchor.replace(day=1):
        return later, year._replace(confidence=_NEXT_YEAR, reason=_ROLLED)
    return due, year._replace(confidence=_NEXT_YEAR, reason=_ALREADY_PAST)


def spanning(begins: dt.date | None, last: Meaning) -> Meaning:
    """The meaning of a range: its last day's, with the first day; both move when the last is next year's."""
    if begins and last.reason == _ROLLED:
        begins = add_months(begins, 12)
    if begins and last.due and begins > last.due:
        return Meaning(DeadlineKind.DATE, reason="起止时间前后矛盾", confidence=0.5)
    return last._replace(begins=begins if last.due else None)
