"""Two rows become one: the other one is merged, and the one that stays takes over its sources. Pure."""

from models import Act, EventKind, LedgerEntry, Problem
from pipeline.ledger.acting import event_of_act
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.notes import note
from pipeline.ledger.requirements import Setting

MERGE = "merge"
"""The `origin` of the change by which a row takes over sources."""
TOPIC = "twins"


def merged(
    keep: LedgerEntry, other: LedgerEntry, by: str, setting: Setting, reason: str
) -> tuple[NewEvent, ...] | Problem:
    """The events that merge `other` into `keep` with all its sources, or the rule that forbids it."""
    act = Act(entry=other.id, action="merge", note=reason, into=keep.id)
    event = event_of_act(other, act, by, setting)
    if isinstance(event, Problem):
        return event
    if event is None:
        return ()
    sources = tuple(dict.fromkeys((*keep.sources, *other.sources)))
    fields = {"sources": [source.model_dump(mode="json") for source in sources]}
    return event, NewEvent(EventKind.ENTRY_CHANGED, keep.id, {"fields": fields, "origin": MERGE})


def kept_apart(key: str) -> NewEvent:
    """The note that a person has looked at a pair and the rows are two."""
    return note(TOPIC, key, {"ruling": "reject"})
