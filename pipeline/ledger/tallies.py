"""What one row adds to the figures of a day: counts that are summed over any group of rows. Pure."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from models import Status
from pipeline.ledger.lights import landed, overdue_days
from pipeline.ledger.standing import LOOP, Standing
from pipeline.ledger.status_groups import LANDED, NOT_BEGUN, TIMELESS


class Tally(NamedTuple):
    """The counts of one row, or of many; `due` and `kept` go by the day as it was first set.

    `days` are those from 交办 to closing, `spans` says how many rows have them; `loop` counts each step.
    """

    rows: int
    closed: int
    standing: int
    suspended: int
    not_begun: int
    overdue: int
    overdue_days: int
    extended: int
    reopened: int
    undated: int
    due: int
    kept: int
    due_now: int
    kept_now: int
    assigned: int
    answered: int
    received: int
    landed: int
    whole: int
    spans: int
    days: int
    loop: tuple[int, ...]


def tally_of(row: Standing, on: dt.date) -> Tally:
    """The counts of one row as of a day."""
    late, assigned, closed = overdue_days(row, on), row.assigned, row.closed
    spent = closed is not None and assigned is not None
    return Tally(
        1,
        row.status is Status.CLOSED,
        row.status is Status.STANDING,
        row.status is Status.SUSPENDED,
        row.status in NOT_BEGUN,
        late > 0,
        late,
        row.extended,
        row.cycle > 1,
        row.due is None and row.status not in LANDED,
        *_on_time(row, row.original_due, on),
        *_on_time(row, row.due, on),
        assigned is not None,
        assigned is not None and row.answered,
        assigned is not None and row.received,
        landed(row),
        row.whole,
        spent,
        (closed - assigned).days if closed and assigned else 0,
        tuple([name in row.loop for name in LOOP]),
    )


def summed(tallies: Sequence[Tally]) -> Tally:
    """The counts of all these rows together."""
    if not tallies:
        return Tally._make([*[0] * (len(Tally._fields) - 1), (0,) * len(LOOP)])
    columns = list(zip(*tallies, strict=True))
    loop = tuple(map(sum, zip(*columns.pop(), strict=True)))
    return Tally._make([*map(sum, columns), loop])


def _on_time(row: Standing, due: dt.date | None, on: dt.date) -> tuple[bool, bool]:
    """Whether the day has come, and whether the row was closed by it; some rows are bound to no day."""
    if due is None or due > on or row.status in TIMELESS:
        return False, False
    return True, row.closed is not None and row.closed <= due
