"""Ranges that share a month or a year: 4月14日至25日, 1至3月, 2025—2027年; and where a time starts.

A range of two whole dates is two hits with a separator between them; `composite` joins those.
"""

import datetime as dt
import re
from collections.abc import Callable

from extractors.deadlines.absolute import impossible, last_day, last_of, month_number
from extractors.deadlines.fragments import (
    BEFORE,
    CLOSING,
    CUE,
    DAY,
    DAY_NUMBER,
    MONTH,
    PART,
    SEPARATOR,
    YEAR,
    YEAR_FIRSTS,
    starting,
)
from extractors.deadlines.match import Form, Frame, Meaning, Rule
from extractors.deadlines.moments import STARTING, dated, spanning
from extractors.deadlines.numerals import HAN, number, spelled_year
from models import DeadlineKind

Day = Callable[[int], dt.date | None]


def _read_days(found: re.Match[str], frame: Frame) -> Meaning:
    """4月14日至25日."""
    month = month_number(found["month"])
    return _shared(found, frame, last_of(month, number(found["from"]) or 99), last_of(month, last_day(found)))


def _read_months(found: re.Match[str], frame: Frame) -> Meaning:
    """1至3月, 3月至6月底: from the first day of the one to the end of the other."""
    start = number(found["from"]) or 99
    return _shared(found, frame, last_of(start, 1), last_of(month_number(found["month"]), last_day(found)))


def _shared(found: re.Match[str], frame: Frame, first: Day, last: Day) -> Meaning:
    """A range whose two ends share the year, if any, that stands before it."""
    words = impossible(found[0])
    begins = dated(found["year"], frame._replace(forward=False), first, words).due
    if begins is None:
        return dated(found["year"], frame, last, words)
    named = begins.year if found["year"] else None
    return spanning(begins, dated(None, frame._replace(after=begins, carried_year=named), last, words))


def _read_years(found: re.Match[str], _frame: Frame) -> Meaning:
    """2025—2027年."""
    first, last = spelled_year(found["from"]), spelled_year(found["to"])
    if first is None or last is None or not 1990 <= first <= last <= 2099:
        return Meaning(DeadlineKind.DATE, reason="起止年份有误", confidence=0.5)
    return Meaning(DeadlineKind.DATE, dt.date(last, 12, 31), begins=dt.date(first, 1, 1))


def _read_start(_found: re.Match[str], frame: Frame) -> Meaning:
    """即日起: the day of the document is where it begins."""
    return Meaning(
        DeadlineKind.DATE,
        begins=frame.anchor,
        anchor=frame.anchor,
        reason=STARTING,
        confidence=0.9,
    )


_SHARED_MONTH = rf"(?:(?P<year>{YEAR})的?)?(?P<month>{MONTH})"
_FIRST_MONTH = r"(?P<from>(?<![0-9.])[0-9]{1,2}|(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,2})"
_TO = "至到~—–―-"
_OPEN_RANGE = rf"[{_TO}][0-9{HAN}]"

RULES = (
    Rule(
        "range.days",
        Form.RANGE,
        _OPEN_RANGE,
        re.compile(
            starting(
                YEAR_FIRSTS,
                rf"{_SHARED_MONTH}(?P<from>{DAY_NUMBER})[日号]?{SEPARATOR}(?P<day>{DAY}){CLOSING}",
            )
        ),
        _read_days,
    ),
    Rule(
        "range.months",
        Form.RANGE,
        _OPEN_RANGE,
        re.compile(
            starting(
                YEAR_FIRSTS,
                rf"(?:(?P<year>{YEAR})的?)?{_FIRST_MONTH}(?:月份?)?{SEPARATOR}(?P<month>{MONTH})"
                rf"(?:(?P<part>{PART}))?(?!{DAY_NUMBER}[日号]){CUE}?",
            )
        ),
        _read_months,
    ),
    Rule(
        "range.years",
        Form.RANGE,
        _OPEN_RANGE,
        re.compile(
            rf"(?<![0-9])(?P<from>(?:19|20)[0-9]{{2}})年?{SEPARATOR}(?P<to>(?:19|20)[0-9]{{2}})年(?:底|末)?"
            # 「2025至2026年12月底前」 ends with that month.
            rf"(?!{MONTH})(?P<cue>{BEFORE}|内)?"
        ),
        _read_years,
    ),
    Rule(
        "range.start",
        Form.START,
        "",
        re.compile(r"(?:即日|今日|今天|现在|今)(?:开始)?起"),
        _read_start,
    ),
)
