"""The snapshot of the bulletin before, beside which the new one tells who was late twice."""

import datetime as dt
from dataclasses import replace

from pipeline.exports.snapshot import Snapshot
from pipeline.ledger import Ledger


def with_earlier(
    ledger: Ledger, snapshot: Snapshot, last: dt.date | None = None, upto: int | None = None
) -> Snapshot:
    """The snapshot with that of the day `last`: the end of the month before, if not given."""
    day = last or snapshot.on.replace(day=1) - dt.timedelta(days=1)
    return replace(snapshot, earlier=replace(snapshot, state=ledger.state(upto, day), on=day))
