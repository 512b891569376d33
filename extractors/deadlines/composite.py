"""Putting together what belongs together: two dates with 至 between them, and 2025年底前完成，并长期坚持."""

import datetime as dt
import re
from dataclasses import replace

from extractors.deadlines.fragments import SEPARATOR
from extractors.deadlines.match import DeadlineMatch, Form, Hit, Meaning
from extractors.deadlines.moments import STARTING, spanning
from extractors.deadlines.view import view_of
from models import DeadlineKind

_TO = re.compile(rf"(?:起|开始)?{SEPARATOR}")
_THEN = re.compile(
    r"(?:(?:全部|基本|全面)?(?:完成|整改|办结|到位|见效|建成)?(?:整改)?(?:完成|到位|见效)?|取得[^,。;]{0,8}成效)"
    r"[,、;]?(?:并|同时|且|之后|此后)?(?:要)?"
)
_OPENING_TO = re.compile(r"(?:^|[,。;、:(\s]|力争|争取|确保|计划)到$")
_DATES = (Form.DAY, Form.MONTH, Form.PART, Form.YEAR, Form.NUMERIC, Form.TODAY, Form.WEEK)
_RANGE_STARTS = (*_DATES, Form.START)
_RANGE_ENDS = (*_DATES, Form.EVENT)


def opens_range(first: Hit, second: Hit, between: str) -> bool:
    """Whether two hits are the two ends of a range."""
    dates = first.rule.form in _RANGE_STARTS and second.rule.form in _RANGE_ENDS
    return dates and not first.closed and bool(_TO.fullmatch(between))


def first_day(hit: Hit, meaning: Meaning) -> dt.date | None:
    """The day on which the time that a hit names begins, as the start of a range."""
    day = meaning.begins or meaning.due
    if day and hit.rule.form is Form.MONTH:
        return day.replace(day=1)
    if day and hit.rule.form is Form.YEAR:
        return day.replace(month=1, day=1)
    return day


def as_range(first: Hit, second: Hit, begins: dt.date | None, meaning: Meaning) -> tuple[Hit, Meaning]:
    """One hit from the first date to the second, which is the limit."""
    rule = replace(second.rule, name=f"range.{second.rule.name}", form=Form.RANGE)
    hit = Hit(first.start, second.end, rule, second.found, second.closed)
    return hit, spanning(begins, meaning)


def with_to(hit: Hit, text: str) -> Hit:
    """到2027年 includes its 到 where that opens the clause; in 调整到明年 it belongs to the verb."""
    if not text.endswith("到", 0, hit.start) or hit.rule.form not in (Form.YEAR, Form.PART, Form.MONTH):
        return hit
    opens = _OPENING_TO.search(text[max(0, hit.start - 3) : hit.start])
    return hit._replace(start=hit.start - 1) if opens else hit


def as_start(hit: Hit, meaning: Meaning) -> Meaning:
    """The meaning of a time at which something starts: 自4月起."""
    return Meaning(meaning.kind, begins=first_day(hit, meaning), anchor=meaning.anchor, reason=STARTING)


def joins_standing(first: DeadlineMatch, second: DeadlineMatch, text: str) -> bool:
    """Whether a standing phrase continues a date or an immediate limit: 立行立改，长期坚持."""
    dated = first.kind in (DeadlineKind.DATE, DeadlineKind.VAGUE) and first.limit
    if not dated or second.kind is not DeadlineKind.STANDING:
        return False
    return bool(_THEN.fullmatch(view_of(text[first.end : second.start]).text))


def with_standing(first: DeadlineMatch, second: DeadlineMatch, text: str) -> DeadlineMatch:
    """One match over both: the date stays, and the duty goes on after it."""
    vague = first.kind is DeadlineKind.VAGUE
    return first._replace(
        end=second.end,
        text=text[first.start : second.end],
        kind=DeadlineKind.STANDING if vague else first.kind,
        reason="" if vague else first.reason,
        rule=f"{first.rule}+{second.rule}",
        standing=True,
    )
