"""The day of the meeting that minutes report, and of the feedback that a news item tells of.

「会后一周内」 in minutes of 12 May counts from the meeting of 9 May, 「一个月内」 in a news item on a
feedback from the day when it was given, and not from the day of the paper.
"""

import datetime as dt
import re

from extractors.fold import fold
from models import Document, DocumentKind

MEETING, FEEDBACK = "会议", "反馈"
_FRONT = 1200
_LONGEST = dt.timedelta(days=60)
_DAY = r"(?:^|[\n。])\s*(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日[^,。;\n]{0,8},?"
_MET = re.compile(_DAY + r"[^。\n]{0,60}?召开[^。\n]{0,50}?会")
_FED_BACK = re.compile(_DAY + r"[^,。;\n]{0,16}(?:巡[察视]|督[察查导]|检查|考核|审计)组?向[^。,\n]{2,40}反馈")


def occasion_of(document: Document) -> dict[str, dt.date]:
    """The days that lengths of time count from, by what happened on them; empty where none is told."""
    anchor = document.anchor
    if anchor is None or anchor.date is None:
        return {}
    front = fold(document.text[:_FRONT])
    found: dict[str, dt.date] = {}
    if document.kind is DocumentKind.MINUTES and (met := _before(_MET.search(front), anchor.date)):
        found[MEETING] = met
    if document.kind is DocumentKind.FEEDBACK and (told := _before(_FED_BACK.search(front), anchor.date)):
        found[FEEDBACK] = told
    return found


def _before(found: re.Match[str] | None, last: dt.date) -> dt.date | None:
    """The day that was found, where it lies shortly before the day of the paper; its year may be left out."""
    if found is None:
        return None
    for year in (int(found["year"]),) if found["year"] else (last.year, last.year - 1):
        try:
            day = dt.date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            return None
        if dt.timedelta() <= last - day <= _LONGEST:
            return day
    return None
