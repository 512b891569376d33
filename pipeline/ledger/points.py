"""The points that a row has to pass: milestones that its text sets, occasions of a recurring duty. Pure."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from models import Frozen, Status
from pipeline.ledger.occasions import Occasion, occasions
from pipeline.ledger.standing import Row, Standing, standing_of

AHEAD = dt.timedelta(370)
"""How far ahead the next occasion is looked for."""


class Point(Frozen):
    """One point: the key by which a record names it, what it is called, its last day, whether it was passed.

    The key is the last day, or the words of a milestone that has none.
    """

    key: str
    label: str
    due: dt.date | None
    passed: bool
    occasion: bool = False


def points_of(row: Row, on: dt.date) -> list[Point]:
    """All points up to `on` and the next one after it, milestones first, each in the order of days.

    A standing duty has met its staged goal: only its reviews are left, from the next time after it was met.
    """
    standing = standing_of(row)
    if not standing.stages and not standing.every:
        return []
    passed = set(standing.passed)
    stages = () if standing.status is Status.STANDING else standing.stages
    found = [
        Point(key=key, label=stage.label, due=stage.due, passed=key in passed)
        for stage in stages
        for key in [stage.due.isoformat() if stage.due else stage.label]
    ]
    return found + _occasions(standing, passed, on)


def missed_points(row: Row, on: dt.date) -> list[Point]:
    """The points whose day is over without a record."""
    return [p for p in points_of(row, on) if p.due and p.due < on and not p.passed]


def first_missed(row: Row) -> list[dt.date]:
    """The days of milestones without a record, and that of the first occasion without one, whenever it is."""
    standing = standing_of(row)
    passed = set(standing.passed)
    stages = [stage.due for stage in standing.stages if stage.due and stage.due.isoformat() not in passed]
    rounds = _rounds(standing, standing.closed or dt.date.max)
    return stages + list(islice((o.due for o in rounds if o.due.isoformat() not in passed), 1))


def next_point(row: Row, on: dt.date) -> Point | None:
    """The nearest point ahead that has no record yet."""
    ahead = [p for p in points_of(row, on) if p.due and p.due >= on and not p.passed]
    return min(ahead, key=lambda point: point.due or dt.date.max, default=None)


def _occasions(standing: Standing, passed: set[str], on: dt.date) -> list[Point]:
    last = min(on + AHEAD, standing.closed or dt.date.max)
    found: list[Point] = []
    for occasion in _rounds(standing, last):
        key = occasion.due.isoformat()
        found.append(
            Point(key=key, label=occasion.label, due=occasion.due, passed=key in passed, occasion=True)
        )
        if occasion.due >= on and key not in passed:
            break
    return found


def _rounds(standing: Standing, last: dt.date) -> Iterator[Occasion]:
    """The occasions up to a day; of a standing duty from the next one after it was met."""
    if not standing.every or standing.every_from is None:
        return iter(())
    rounds = occasions(standing.every, standing.every_from, last)
    return islice(rounds, 1, None) if standing.status is Status.STANDING else rounds
