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
from models import Basis, Deadline, DeadlineKind, LedgerRow
from pipeline.audit.frequency import how_often, length_of
from pipeline.audit.limit_parts import nearest, of_its_part
from pipeline.audit.seasons import last_day_of

AT_ONCE = re.compile("立即|马上|立刻|立马|即刻|即知即改|立行立改|立说立行|第一时间|当即|迅速")
_OPEN_START = dt.timedelta(days=45)
"""A time that begins with what happens later (投诉后两周内) has surely begun so long after the speech."""
_OPEN_EVENT = dt.timedelta(days=365)


_SHIPPED = tomllib.loads(Path(__file__).with_name("policy.toml").read_text("utf-8"))


class Policy(NamedTuple):
    """What the office holds (`policy.toml`): how many days 立即 may take before that is a difference."""

    at_once_days: int = _SHIPPED["at_once_days"]


@dataclass(frozen=True)
class Weaker:
    """A limit of the speech and what the row has instead."""

    deadline: Deadline
    text: str
    row_words: str


class RowLimit(NamedTuple):
    """The time limit of a row: its last day, else its kind, and how often in days."""

    due: dt.date | None
    kind: DeadlineKind | None
    every: int | None


def row_limit(row: LedgerRow, anchor: dt.date | None) -> RowLimit:
    """The limit in the row's cell, and the frequency that its cell or measure names."""
    found = _limits_in(row.deadline, anchor)
    due = row.due or max((match.due for match in found if match.due), default=None)
    kind = DeadlineKind.DATE if due else found[0].kind if found else None
    every = [days for words in (row.deadline, row.measure) if (days := how_often(words))]
    return RowLimit(due, kind, min(every, default=None))


@lru_cache(maxsize=4096)
def _limits_in(cell: str, anchor: dt.date | None) -> tuple[DeadlineMatch, ...]:
    """The limits that a cell gives; the cells of a ledger repeat."""
    return tuple(match for match in find_deadlines(cell, anchor, in_field=True) if match.limit)


def weaker_limits(
    quote: str,
    start: int,
    deadlines: Sequence[Deadline],
    row: LedgerRow,
    anchor: dt.date | None,
    policy: Policy,
    *,
    alone: bool = True,
) -> Iterator[Weaker]:
    """Each limit of the speech that the row does not keep, `quote` standing at `start` of the document.

    A row that is not `alone` answers a part of the sentence and is held to the limit of that part.
    """
    own = [deadline for deadline in deadlines if deadline.basis is Basis.EXPLICIT]
    limit = row_limit(row, anchor)
    here = [deadline for deadline in nearest(quote, start, own, row) if deadline.kind is DeadlineKind.DATE]
    dated = here if alone else of_its_part(quote, start, here, row, anchor)
    if dated:
        last = max(dated, key=lambda deadline: deadline.due or dt.date.max)
        if words := _against_day(last, limit, row, anchor):
            yield Weaker(last, words, row.deadline)
            return
    for deadline in own:
        words = ""
        if deadline.kind is DeadlineKind.RECURRING and not dated:
            words = _against_frequency(deadline, limit, row)
        elif deadline.kind is DeadlineKind.VAGUE and not dated:
            words = _against_vague(deadline, limit, anchor, policy)
        if words:
            yield Weaker(deadline, words, row.deadline)
            return


def _against_day(deadline: Deadline, limit: RowLimit, row: LedgerRow, anchor: dt.date | None) -> str:
    said = row.deadline or "未写"
    if deadline.due is None:
        return _against_event(deadline, limit, anchor)
    if limit.due is None:
        return f"讲话要求{_said(deadline)}完成，台账没有写明完成日期（{said}）。"
    if limit.due > deadline.due:
        return f"讲话要求{_said(deadline)}完成，台账为{limit.due}，晚{(limit.due - deadline.due).days}天。"
    return ""


def _against_frequency(deadline: Deadline, limit: RowLimit, row: LedgerRow) -> str:
    wanted = how_often(deadline.text)
    if wanted is None:
        return ""
    if limit.every is not None and limit.every > wanted:
        return f"讲话要求“{deadline.text}”，台账为“{row.deadline}”，频次减少。"
    if limit.every is None:
        return f"讲话要求“{deadline.text}”，台账没有写明频次（{row.deadline or '时限未写'}）。"
    return ""


def _against_vague(deadline: Deadline, limit: RowLimit, anchor: dt.date | None, policy: Policy) -> str:
    if not AT_ONCE.search(deadline.text):
        return _against_event(deadline, limit, anchor)
    if limit.kind is DeadlineKind.STANDING:
        return f"讲话要求“{deadline.text}”，台账改为长期事项。"
    if limit.due and anchor and limit.due > anchor + dt.timedelta(days=policy.at_once_days):
        days = (limit.due - anchor).days
        own = f"本单位掌握在{policy.at_once_days}天内"
        return f"讲话要求“{deadline.text}”，台账为{limit.due}，距讲话{days}天（{own}）。"
    return ""


def _against_event(deadline: Deadline, limit: RowLimit, anchor: dt.date | None) -> str:
    """A limit without a day of its own: the season it names has passed, or a whole year."""
    if not limit.due or not anchor:
        return ""
    passed = last_day_of(deadline.text, anchor)
    if passed and limit.due > passed:
        return f"讲话要求“{deadline.text}”，台账为{limit.due}，而这一时节一般不晚于{passed}。"
    if (length := length_of(deadline.text)) and limit.due > anchor + length + _OPEN_START:
        return f"讲话要求“{deadline.text}”，台账为{limit.due}，距讲话{(limit.due - anchor).days}天。"
    far = limit.due > anchor + _OPEN_EVENT
    return f"讲话要求“{deadline.text}”，台账时限为{limit.due}，晚于一年。" if far else ""


def _said(deadline: Deadline) -> str:
    day = f"（{deadline.due}）" if deadline.due and deadline.due.isoformat() not in deadline.text else ""
    return f"“{deadline.text}”{day}"
