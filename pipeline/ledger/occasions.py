"""When a recurring duty falls due: the words of a document (每月25日前, 每季度末) to days. Pure.

A duty that comes again every day has no occasions: nobody keeps a record of each.
"""

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from models import Frozen

_DAY = re.compile(r"(\d{1,2})[日号]")
_MONTH = re.compile(r"(?<![\d个])(\d{1,2})月")
_IN_PERIOD = re.compile(r"第?([一二三首末123])个?月")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = {word: number for number, word in enumerate("一二三四五六日")} | {"天": 6}
_OFFSETS = {"一": 0, "首": 0, "1": 0, "二": 1, "2": 1, "三": 2, "3": 2, "末": -1}
_YEAR = 12


class Occasion(Frozen):
    """One time that a duty comes round: what it is called, and its last day."""

    label: str
    due: dt.date


@dataclass(frozen=True)
class _Rhythm:
    months: int = 0
    days: int = 0
    month: int | None = None
    """Which month of the time, counted from 0; the last one if None."""
    day: int | None = None
    """Which day of that month or week; the last one if None."""


def occasions(every: str, begins: dt.date, ends: dt.date) -> Iterator[Occasion]:
    """All occasions that fall due from `begins` to `ends`; none for words that name no time."""
    rhythm = _rhythm(every)
    if rhythm is None:
        return
    for occasion in _by_months(rhythm, begins) if rhythm.months else _by_days(rhythm, begins):
        if occasion.due > ends:
            return
        if occasion.due >= begins:
            yield occasion


@cache
def _rules() -> list[dict[str, Any]]:
    text = files("pipeline.ledger").joinpath("occasions.toml").read_text("utf-8")
    rules: list[dict[str, Any]] = tomllib.loads(text)["rule"]
    return rules


@cache
def _rhythm(every: str) -> _Rhythm | None:
    rule = next((rule for rule in _rules() if re.search(rule["words"], every)), None)
    if rule is None:
        return None
    if days := rule.get("days", 0):
        weekday = _WEEKDAY.search(every)
        return _Rhythm(days=days, day=_WEEKDAYS[weekday[1]] if weekday and days in (7, 14) else None)
    months: int = rule["months"]
    day = _DAY.search(every)
    return _Rhythm(months=months, month=_month(every, months), day=int(day[1]) if day else None)


def _month(every: str, months: int) -> int | None:
    if (named := _MONTH.search(every)) and months == _YEAR and 1 <= int(named[1]) <= _YEAR:
        return int(named[1]) - 1
    within = _IN_PERIOD.search(every)
    return _OFFSETS[within[1]] % months if within and months > 1 else None


def _by_months(rhythm: _Rhythm, begins: dt.date) -> Iterator[Occasion]:
    """Times of whole months, as the calendar has them."""
    first = (begins.year * 12 + begins.month - 1) // rhythm.months * rhythm.months
    while True:
        at = first + (rhythm.months - 1 if rhythm.month is None else rhythm.month)
        year, month = at // 12, at % 12 + 1
        if year > dt.MAXYEAR - 1:
            return
        last = calendar.monthrange(year, month)[1]
        due = dt.date(year, month, min(rhythm.day or last, last))
        yield Occasion(label=_called(first, rhythm.months), due=due)
        first += rhythm.months


def _by_days(rhythm: _Rhythm, begins: dt.date) -> Iterator[Occasion]:
    """Weeks from Monday to Sunday; times of ten days from the day it begins."""
    if rhythm.days % 7 == 0:
        monday = begins - dt.timedelta(begins.weekday())
        due = monday + dt.timedelta(6 if rhythm.day is None else rhythm.day)
    else:
        due = begins + dt.timedelta(rhythm.days - 1)
    while due.year < dt.MAXYEAR:
        yield Occasion(label=f"{due.year}年{due.month}月{due.day}日", due=due)
        due += dt.timedelta(rhythm.days)


def _called(first: int, months: int) -> str:
    year, month = first // 12, first % 12
    match months:
        case 12:
            return f"{year}年"
        case 6:
            return f"{year}年{'下' if month else '上'}半年"
        case 3:
            return f"{year}年第{month // 3 + 1}季度"
    return f"{year}年{month + 1}月"
