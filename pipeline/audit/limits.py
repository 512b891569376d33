"""Whether a row is due later, less often or never, where the speech sets a limit."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from extractors.deadlines.finder import find_deadlines
from extractors.deadlines.match import DeadlineMatch
from extractors.fold import fold
from models import Basis, Deadline, DeadlineKind, LedgerRow
from pipeline.audit.frequency import (
    end_of_times,
    how_often,
    lasting,
    lasting_from_event,
    length_of,
    times_in,
    times_named,
)
from pipeline.audit.limit_lengths import longer_times
from pipeline.audit.limit_parts import nearest, of_its_part, without_frames
from pipeline.audit.limit_starts import begins_late, first_day_of
from pipeline.audit.seasons import last_day_of

AT_ONCE = re.compile("立即|马上|立刻|立马|即刻|即知即改|立行立改|立说立行|第一时间|当即|迅速")
_OPEN_START = dt.timedelta(days=45)
"""A time that begins with what happens later (投诉后两周内) has surely begun so long after the speech."""
_OPEN_EVENT = dt.timedelta(days=365)


_NAMES_DAY = re.compile(r"[月日号]")
_ANY_YEAR = dt.date(2001, 1, 1)
_FROM_TODAY = re.compile("本|下个?[月周]|[日天周月]内|今[天日]|明|后天|会后|^月底")
_AFTER_EVENT = re.compile(
    "(?:开学|入学|复工|开工|投产|挂牌|签约|签订|接到|收到|接报|发现|受理|验收|印发|下发|公布|结束|到任|任命|立案|故障|报修"
    "|[坏断漏破堵停掉死倒]了)(?:之?后)?的?$"
)
_CLOSED = re.compile("^已(?:经)?(?:完成|办结|整改|销号|落实|到位)|^完成$")
_THIS_YEAR = re.compile("年内|今年内?|今年底前|年底前")
_YEARLY = re.compile(
    r"(?:每年|年年)的?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末))?(?:之|以)?前"
)
_SPAN = re.compile("年(?:时间|内|之内)|个月(?:时间|内|之内)")
"""A time so long is counted in months: no row is late within the month."""
_LAST_DAY = 31
_DAY = re.compile("[日号]")
_HOURS_OF_DAY = re.compile(
    r"\d{1,2}(?:时|点|:\d\d)(?:\d{1,2}分|半)?(?:至|到|-|—)(?:次日)?\d{1,2}(?:时|点|:\d\d)"
)
"""清晨4时至8时: what has its hours is done every day."""
_YEAR = 365
"""What is to be done once a year is done by a row with a day."""
_SHORT = dt.timedelta(days=3)
_CASE = re.compile(
    "[,，;；。][^,，;；。]{0,14}(?:不合格|不达标|不符合|发现|查出|查实|一经|有问题|存在)[^,，;；。]{0,10}[,，]?$"
)
_LASTS = re.compile(
    r"[^,，。;；]{0,14}?(?:不少于|不低于|不超过|至少|平均)?[^,，。;；]{0,8}?[0-9一二两三四五六七八九十半]+个?(?:小时|分钟|课时|学时)(?![一二两\d]次)"
)


_SHIPPED = tomllib.loads(Path(__file__).with_name("policy.toml").read_text("utf-8"))


class Policy(NamedTuple):
    """What the office holds (`policy.toml`): how many days 立即 may take before that is a difference."""

    at_once_days: int = _SHIPPED["at_once_days"]


@dataclass(frozen=True)
class Weaker:
    """A limit of the speech, where one was found, and what the row has instead."""

    deadline: Deadline | None
    text: str
    row_words: str


class RowLimit(NamedTuple):
    """The time limit of a row: its last day, else its kind, and how often in days."""

    due: dt.date | None
    kind: DeadlineKind | None
    every: float | None


def row_limit(row: LedgerRow, anchor: dt.date | None) -> RowLimit:
    """The limit in the row's cell, and the frequency that its cell or measure names."""
    found = _limits_in(row.deadline, anchor)
    told = found
    if not any(match.due for match in found):
        told = (*found, *_limits_in(row.measure, anchor, in_cell=False))
    due = row.due or max((match.due for match in told if match.due), default=None)
    kind = DeadlineKind.DATE if due else found[0].kind if found else None
    in_cell, in_measure = how_often(row.deadline), how_often(row.measure)
    if not in_measure and _HOURS_OF_DAY.search(row.measure):
        in_measure = 1.0
    if in_cell and not in_measure:
        in_cell /= times_in(row.measure)
    return RowLimit(due, kind, min((days for days in (in_cell, in_measure) if days), default=None))


@lru_cache(maxsize=4096)
def _limits_in(cell: str, anchor: dt.date | None, *, in_cell: bool = True) -> tuple[DeadlineMatch, ...]:
    """The limits that a cell gives; the cells of a ledger repeat. In a measure 11.6公里 is no 6 November."""
    return tuple(match for match in find_deadlines(cell, anchor, in_field=in_cell) if match.limit)


def weaker_limits(
    quote: str,
    start: int,
    deadlines: Sequence[Deadline],
    row: LedgerRow,
    anchor: dt.date | None,
    policy: Policy,
    *,
    others: Sequence[LedgerRow] = (),
) -> Iterator[Weaker]:
    """Each limit of the speech that the row does not keep, `quote` standing at `start` of the document.

    A row beside `others` answers a part of the sentence and is held to the limit of that part; what is kept
    up (长期) beside a row that keeps the day is another part.
    """
    own = [deadline for deadline in deadlines if deadline.basis is Basis.EXPLICIT]
    if own or not (given := _given_day(deadlines)):
        yield from _weaker_than_own(quote, start, own, row, anchor, policy, others)
    elif words := _against_day(given, row_limit(row, anchor), row, anchor, ""):
        yield Weaker(given, words, row.deadline)


def _weaker_than_own(
    quote: str,
    start: int,
    own: list[Deadline],
    row: LedgerRow,
    anchor: dt.date | None,
    policy: Policy,
    others: Sequence[LedgerRow],
) -> Iterator[Weaker]:
    """The limits that stand in the sentence itself and that the row does not keep."""
    limit = row_limit(row, anchor)
    near = [deadline for deadline in nearest(quote, start, own, row) if deadline.kind is DeadlineKind.DATE]
    here = without_frames(quote, start, near)
    dated = of_its_part(quote, start, here, row, anchor) if others and len(here) == len(near) else here
    if dated and limit.kind is DeadlineKind.STANDING and not limit.due and _met(dated, others):
        return
    if dated:
        last = max(dated, key=lambda deadline: deadline.due or dt.date.max)
        if words := _against_day(last, limit, row, anchor, quote[: max(0, last.start - start)]):
            yield Weaker(last, words, row.deadline)
            return
    for deadline in own:
        said, words = quote[max(0, deadline.start - start) :], ""
        if deadline.kind is DeadlineKind.RECURRING:
            words = _against_rhythm(deadline, limit, row, said, dated=bool(dated))
        elif deadline.kind is DeadlineKind.VAGUE and not dated and not _in_case(quote, start, deadline):
            words = _against_vague(deadline, limit, row, anchor, policy)
        if words and not _kept_beside(deadline, others, anchor, said):
            yield Weaker(deadline, words, row.deadline)
            return
    ends = any(deadline.kind is DeadlineKind.DATE for deadline in own)
    if not ends and (words := begins_late(quote, row.measure, row.deadline, limit.due, anchor)):
        yield Weaker(None, words, row.deadline)
        return
    recurring = any(deadline.kind is DeadlineKind.RECURRING for deadline in own)
    if not others and (words := longer_times(quote, row, rounds=not dated and not recurring)):
        yield Weaker(own[0] if own else None, words, row.deadline)


def _given_day(deadlines: Sequence[Deadline]) -> Deadline | None:
    """The day that a bracket, a label line or a closing sentence sets for a demand that names none itself."""
    days = [deadline for deadline in deadlines if deadline.due and _NAMES_DAY.search(deadline.text)]
    return max(days, key=lambda deadline: deadline.due or dt.date.min, default=None)


def _met(dated: Sequence[Deadline], rows: Sequence[LedgerRow]) -> bool:
    """Whether one of `rows` keeps the last of the days."""
    last = max((deadline.due for deadline in dated if deadline.due), default=None)
    return last is not None and any(row.due and row.due <= last for row in rows)


def _kept_beside(deadline: Deadline, rows: Sequence[LedgerRow], anchor: dt.date | None, said: str) -> bool:
    """Whether another of the demand's rows does it as often as is wanted: that part of it is there."""
    if deadline.kind is not DeadlineKind.RECURRING:
        return False
    return any(
        (other := row_limit(row, anchor)).every and not _against_frequency(deadline, other, row, said)
        for row in rows
    )


def _in_case(quote: str, start: int, deadline: Deadline) -> bool:
    """Whether 立即 is only for what will be found (不合格的立即停用), and not for the sentence."""
    return bool(_CASE.search(quote[: max(0, deadline.start - start)]))


def _against_day(
    deadline: Deadline, limit: RowLimit, row: LedgerRow, anchor: dt.date | None, before: str
) -> str:
    said = row.deadline or "未写"
    if anchor is None and deadline.due is None and not limit.due:
        return _in_any_year(deadline, row)
    length = lasting_from_event(deadline.text) if deadline.due is None else lasting(deadline.text)
    if length is not None and any(days <= length for days in times_named(row.measure)):
        return ""  # how long it takes each time, and the row's day is when this holds
    if deadline.due is None or _AFTER_EVENT.search(before):
        return _against_event(deadline, limit, row, anchor) or _against_length(deadline, limit, row)
    if limit.due is None and (AT_ONCE.search(row.deadline) or _CLOSED.search(row.deadline)):
        return ""
    if _keeps_day(deadline, limit, row, anchor):
        return ""
    if limit.due is None and (within := length_of(deadline.text)):
        named = times_named(f"{row.measure}，{row.deadline}")
        if named and named[0] <= within / dt.timedelta(days=1):
            return ""
    if limit.due is None:
        return f"讲话要求{_said(deadline)}完成，台账没有写明完成日期（{said}）。"
    same_month = (limit.due.year, limit.due.month) == (deadline.due.year, deadline.due.month)
    if limit.due > deadline.due and not (same_month and _SPAN.search(deadline.text)):
        return f"讲话要求{_said(deadline)}完成，台账为{limit.due}，晚{(limit.due - deadline.due).days}天。"
    return ""


def _keeps_day(deadline: Deadline, limit: RowLimit, row: LedgerRow, anchor: dt.date | None) -> bool:
    """Whether the row begins by the day (5月18日起每日), or its measure has that day or year for a part."""
    begins = None if limit.due else first_day_of(row.deadline, anchor)
    if begins and deadline.due and begins <= deadline.due:
        return True
    later = limit.due and deadline.due and limit.due.year > deadline.due.year
    if later and _THIS_YEAR.fullmatch(deadline.text) and deadline.text in row.measure:
        return True
    named = _limits_in(row.measure, anchor, in_cell=False) if _DAY.search(deadline.text) else ()
    return any(match.due == deadline.due for match in named)


def _in_any_year(deadline: Deadline, row: LedgerRow) -> str:
    """Nobody knows the year of the speech: 三季度末 and 年底 are compared within one."""
    mine, theirs = _days_in_a_year(deadline.text), _days_in_a_year(row.deadline)
    if mine and theirs and theirs > mine:
        return f"讲话要求“{deadline.text}”完成，台账为“{row.deadline}”。"
    return ""


def _days_in_a_year(words: str) -> dt.date | None:
    if _FROM_TODAY.search(words):
        return None
    return max((match.due for match in _limits_in(words, _ANY_YEAR) if match.due), default=None)


def _against_frequency(deadline: Deadline, limit: RowLimit, row: LedgerRow, said: str) -> str:
    """`said` is the speech from the limit on; 每天不少于两小时 is no round, but how long a thing lasts."""
    if _LASTS.match(said, len(deadline.text)):
        return ""
    words = said[: end_of_times(said, len(deadline.text))]
    wanted = how_often(words)
    if wanted is None or (wanted >= _YEAR and limit.due):
        return ""
    if limit.every is not None and limit.every > wanted:
        return f"讲话要求“{words}”，台账为“{row.deadline or row.measure}”，频次减少。"
    if limit.every is None:
        return f"讲话要求“{deadline.text}”，台账没有写明频次（{row.deadline or '时限未写'}）。"
    return ""


def _against_rhythm(deadline: Deadline, limit: RowLimit, row: LedgerRow, said: str, *, dated: bool) -> str:
    if words := _against_yearly(deadline, limit):
        return words
    if dated:
        return _against_round(deadline, row, said)
    return _against_frequency(deadline, limit, row, said)


def _against_yearly(deadline: Deadline, limit: RowLimit) -> str:
    """A day that comes every year (每年8月1日前), and a row due later in the year."""
    found = _YEARLY.search(fold(deadline.text))
    if not found or not limit.due:
        return ""
    last = int(found["month"]), int(found["day"] or (_LAST_DAY if found["end"] else 0))
    if (limit.due.month, limit.due.day) <= last:
        return ""
    return f"讲话要求“{deadline.text}”，台账为{limit.due}。"


def _against_round(deadline: Deadline, row: LedgerRow, said: str) -> str:
    """Beside a day: a rhythm that the row's measure names, too, and makes slower (清一轮，以后每月复查)."""
    wanted, held = how_often(said[: end_of_times(said, len(deadline.text))]), how_often(row.measure)
    if not wanted or not held or held <= wanted or _LASTS.match(said, len(deadline.text)):
        return ""
    return f"讲话要求“{deadline.text}”，台账放长为每{round(held)}天一次，频次减少。"


def _against_vague(
    deadline: Deadline, limit: RowLimit, row: LedgerRow, anchor: dt.date | None, policy: Policy
) -> str:
    if not AT_ONCE.search(deadline.text):
        return _against_event(deadline, limit, row, anchor)
    if limit.kind is DeadlineKind.STANDING:
        return f"讲话要求“{deadline.text}”，台账改为长期事项。"
    if limit.due and anchor and limit.due > anchor + dt.timedelta(days=policy.at_once_days):
        days = (limit.due - anchor).days
        own = f"本单位掌握在{policy.at_once_days}天内"
        return f"讲话要求“{deadline.text}”，台账为{limit.due}，距讲话{days}天（{own}）。"
    return ""


def _against_length(deadline: Deadline, limit: RowLimit, row: LedgerRow) -> str:
    """A few hours or days from what happens, and a row that names no time at all."""
    length = length_of(deadline.text)
    if length is None or length > _SHORT or limit.due or limit.every:
        return ""
    if times_named(f"{row.measure}，{row.deadline}") or AT_ONCE.search(f"{row.measure}{row.deadline}"):
        return ""
    return f"讲话要求“{deadline.text}”，台账没有写明时间（{row.deadline or '时限未写'}）。"


def _against_event(deadline: Deadline, limit: RowLimit, row: LedgerRow, anchor: dt.date | None) -> str:
    """A limit without a day of its own: the season it names has passed, or a whole year."""
    if not anchor:
        return ""
    passed = last_day_of(deadline.text, anchor)
    if not limit.due:
        season = last_day_of(row.deadline, anchor) if passed else None
        late = season and passed and season > passed + _OPEN_START
        return f"讲话要求“{deadline.text}”，台账为“{row.deadline}”。" if late else ""
    if passed and limit.due > passed:
        return f"讲话要求“{deadline.text}”，台账为{limit.due}，而这一时节一般不晚于{passed}。"
    if (length := length_of(deadline.text)) and limit.due > anchor + length + _OPEN_START:
        return f"讲话要求“{deadline.text}”，台账为{limit.due}，距讲话{(limit.due - anchor).days}天。"
    far = limit.due > anchor + _OPEN_EVENT
    return f"讲话要求“{deadline.text}”，台账时限为{limit.due}，晚于一年。" if far else ""


def _said(deadline: Deadline) -> str:
    day = f"（{deadline.due}）" if deadline.due and deadline.due.isoformat() not in deadline.text else ""
    return f"“{deadline.text}”{day}"
