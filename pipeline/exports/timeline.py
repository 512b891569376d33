"""Rows on a line of time: when each began, when it ends, its stages, and the scale to draw them on. Pure."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models import Frozen, LedgerEntry
from pipeline.exports.papers.circulated import printable
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.lights import Colour, light_of
from pipeline.ledger.points import points_of
from pipeline.ledger.statistics import by_unit, closed_on, units_of
from pipeline.ledger.wording import work_words

_DAY = dt.timedelta(days=1)
_MOST_DAYS, _MOST_WEEKS = 45, 60
_YEARS_BACK, _YEARS_AHEAD = 2, 3


class Round(NamedTuple):
    """One time of a duty that comes again: its last day, and whether it has a record."""

    day: dt.date
    passed: bool


class Bar(Frozen):
    """One row with a last day, or with a duty that comes again.

    `begins` is the day of 交办, or (`guessed`) that of the document; null where neither is known. `first_due`
    is the day before an extension, `closed` the day of closing, `stages` are the days of earlier limits.
    `rounds` are the times of a duty that comes again, up to the next one; where it has no last day, `limit`
    has the words (每月25日前) and `ends` is the day of the last of them.
    """

    entry: str
    measure: str
    unit: str
    units: str
    begins: dt.date | None
    guessed: bool
    ends: dt.date
    limit: str
    first_due: dt.date | None
    closed: dt.date | None
    stages: tuple[dt.date, ...]
    rounds: tuple[Round, ...] = ()
    colour: Colour


class Slot(NamedTuple):
    """A column of the scale: its days, its own heading and that of the group above it."""

    first: dt.date
    last: dt.date
    label: str
    group: str

    def holds(self, day: dt.date) -> bool:
        """Whether the day falls into the slot."""
        return self.first <= day <= self.last

    def touches(self, first: dt.date, last: dt.date) -> bool:
        """Whether a stretch of days and the slot have a day in common."""
        return self.first <= last and first <= self.last


def bars(snapshot: Snapshot) -> list[Bar]:
    """Every row with a last day or times that come again, by unit as the registry has them, then by day."""
    units = by_unit(snapshot.duties, snapshot.parties)
    place = {unit: at for at, unit in enumerate(snapshot.in_order(units))}
    dates = {doc.id: doc.anchor.date for doc in snapshot.state.documents if doc.anchor}
    found = [bar for entry in snapshot.duties if (bar := _bar(entry, snapshot, dates))]
    return sorted(found, key=lambda bar: (place[bar.unit], bar.ends, bar.entry))


def undated(snapshot: Snapshot) -> list[LedgerEntry]:
    """Every row that has no last day: shown apart, never left out."""
    return [entry for entry in snapshot.duties if entry.current_due is None]


def scale(drawn: Sequence[Bar], on: dt.date) -> list[Slot]:
    """The slots around the day: days, weeks or months, whichever stays readable.

    They hold every bar, but go no further back and ahead than some years: one row due in 2035 must not make
    all others too small to see.
    """
    days = [day for bar in drawn for day in (bar.begins or bar.ends, bar.ends, *bar.stages)]
    days += [time.day for bar in drawn for time in bar.rounds]
    first = max(min((*days, on)), _years_from(on, -_YEARS_BACK))
    last = min(max((*days, on)), _years_from(on, _YEARS_AHEAD))
    if (last - first).days <= _MOST_DAYS:
        return list(_days(first, last))
    if (last - first).days <= 7 * _MOST_WEEKS:
        return list(_weeks(first, last))
    return list(_months(first, last))


def _bar(entry: LedgerEntry, snapshot: Snapshot, dates: dict[str, dt.date | None]) -> Bar | None:
    points = points_of(entry, snapshot.on)
    rounds = tuple(Round(point.due, point.passed) for point in points if point.occasion and point.due)
    due = entry.current_due or max((time.day for time in rounds), default=None)
    if due is None:
        return None
    assigned = entry.handling.first("assign")
    begins = assigned.on if assigned else dates.get(entry.document_id)
    units = units_of(entry, snapshot.parties)
    return Bar(
        entry=entry.id,
        measure=printable(" ".join(work_words(entry).split())),
        unit=units[0],
        units="、".join(units),
        begins=begins if begins and begins <= due else None,
        guessed=assigned is None,
        ends=due,
        limit="" if entry.current_due else _words(entry),
        first_due=entry.original_due if entry.original_due != due else None,
        closed=closed_on(entry),
        stages=tuple(stage.due for stage in entry.milestones if stage.due),
        rounds=rounds,
        colour=light_of(entry, snapshot.on, snapshot.rules).colour,
    )


def _words(entry: LedgerEntry) -> str:
    """How often the duty comes again: the words of the review that was set, else of the document."""
    deadline = entry.deadline
    return printable(entry.handling.every or (deadline.every or deadline.text if deadline else ""))


def _years_from(day: dt.date, years: int) -> dt.date:
    """The first of the month so many years before or after."""
    return day.replace(year=min(max(day.year + years, dt.MINYEAR), dt.MAXYEAR), day=1)


def _days(first: dt.date, last: dt.date) -> Iterator[Slot]:
    day = first
    while day <= last:
        yield Slot(day, day, str(day.day), f"{day.year}年{day.month}月")
        day += _DAY


def _weeks(first: dt.date, last: dt.date) -> Iterator[Slot]:
    """Weeks from Monday, headed by their first day."""
    day = first - dt.timedelta(days=first.weekday())
    while day <= last:
        yield Slot(day, day + dt.timedelta(days=6), str(day.day), f"{day.year}年{day.month}月")
        day += dt.timedelta(days=7)


def _months(first: dt.date, last: dt.date) -> Iterator[Slot]:
    day = first.replace(day=1)
    while day <= last:
        following = (day + dt.timedelta(days=32)).replace(day=1)
        yield Slot(day, following - _DAY, str(day.month), f"{day.year}年")
        day = following
