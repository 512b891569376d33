"""The rows of the bulletin before, beside which the new one tells who was late twice."""

import datetime as dt
from dataclasses import replace

from pipeline.exports.snapshot import Before, Snapshot
from pipeline.ledger import Ledger
from pipeline.ledger.moments import Moment
from pipeline.ledger.queries import EVERY_ROW, find_standings
from pipeline.ledger.status_groups import DROPPED


def with_earlier(
    ledger: Ledger, snapshot: Snapshot, last: dt.date | None = None, upto: int | None = None
) -> Snapshot:
    """The snapshot with that of the day `last`: the end of the month before, if not given."""
    day = last or snapshot.on.replace(day=1) - dt.timedelta(days=1)
    rows = (
        row
        for row in find_standings(ledger, EVERY_ROW, Moment(upto, day)).rows
        if row.status not in DROPPED and (not snapshot.chosen or row.id in snapshot.chosen)
    )
    return replace(snapshot, earlier=Before(day, tuple(rows)))
