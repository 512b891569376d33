"""The pairs of rows that may be one demand and on which nobody has ruled; what a merger leaves behind."""

from collections.abc import Sequence

from models import EntryOwner
from pipeline.ledger.demands import COMPARED, demands_of
from pipeline.ledger.merging import TOPIC
from pipeline.ledger.moments import NOW, Moment
from pipeline.ledger.queries import Query, first_seen, load_entries
from pipeline.ledger.selections import selected
from pipeline.ledger.store import Ledger
from pipeline.ledger.twins import Twins, twins


def open_pairs(ledger: Ledger, moment: Moment = NOW) -> list[Twins]:
    """All pairs that wait for somebody to rule on them, equal ones first; of the rows as of a moment."""
    apart = {event.subject for event in ledger.notes(TOPIC)}
    with selected(ledger, Query(statuses=COMPARED), moment) as rows:
        found = twins(demands_of(rows.entries), first_seen(ledger))
    return [pair for pair in found if pair.key not in apart]


def left_behind(ledger: Ledger, keep: str, other: str) -> Sequence[EntryOwner]:
    """The units that only the row has which goes away: they are not taken over, so somebody must know."""
    rows = {row.id: row for row in load_entries(ledger, (keep, other))}
    known = {owner.unit or owner.name for owner in rows[keep].owners}
    return [owner for owner in rows[other].owners if (owner.unit or owner.name) not in known]
