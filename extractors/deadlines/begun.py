"""The first day of a length of time that begins with a year or a month: 2026年起三年内, 从下月起半年内.

Such a length is counted in whole years and months, so it ends on the last day before one would begin anew.
"""

import datetime as dt
import re

from extractors.deadlines.match import Frame
from extractors.deadlines.numerals import HAN, number

_YEAR = r"20[0-9]{2}|[今明]"
_MONTH = rf"(?:[0-9]{{1,2}}|[{HAN}]{{1,3}})"
_PART = "[上下]半年|(?:第)?[一二三四]季度"
_NEAR = "(?:[本这下]个?)(?:月|季度)"
PERIOD = rf"(?:(?:{_YEAR})年(?:{_MONTH}月份?|{_PART})?|{_MONTH}月份?|{_PART}|{_NEAR})(?:起|开始)"
"""A year, a part of it or a month from which on something runs."""
_BEGINS = re.compile(
    rf"(?:(?P<year>{_YEAR})年)?(?:(?P<month>{_MONTH})月份?|(?P<part>{_PART})|(?P<near>{_NEAR}))?"
    r"(?:起|开始)(?:计算|算起|算)?[,在的]*$"
)
_FIRST_MONTHS = {"上": 1, "下": 7, "一": 1, "二": 4, "三": 7, "四": 10}
_LATER = {"今": 0, "明": 1}
_LAST_MONTH = 12
_MONTHS_A_QUARTER = 3


def first_day(words: str, frame: Frame) -> dt.date | None:
    """The first day of the year or month with which the words end; None where none is named or known."""
    found = _BEGINS.search(words)
    if found is None or not any(found.groups()):
        return None
    if found["near"]:
        return _near(found["near"], frame.anchor) if frame.anchor else None
    year = _year(found["year"], frame)
    part = _FIRST_MONTHS[found["part"].lstrip("第")[0]] if found["part"] else 1
    month = number(found["month"]) if found["month"] else part
    return dt.date(year, month, 1) if year and month and month <= _LAST_MONTH else None


def _near(words: str, anchor: dt.date) -> dt.date:
    """The first day of the month or quarter in which the anchor lies (本月, 这个季度), or of the next."""
    months = _MONTHS_A_QUARTER if words.endswith("季度") else 1
    since = anchor.year * _LAST_MONTH + anchor.month - 1
    first = (since // months + words.startswith("下")) * months
    return dt.date(first // _LAST_MONTH, first % _LAST_MONTH + 1, 1)


def _year(said: str | None, frame: Frame) -> int | None:
    if said and said.isdigit():
        return int(said)
    return frame.anchor.year + _LATER.get(said or "今", 0) if frame.anchor else None
