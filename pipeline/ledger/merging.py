"""Two rows become one, and two again: who takes over whose sources, and gives them back. Pure."""

from collections.abc import Iterable
from typing import Any

from models import Act, Event, EventKind, LedgerEntry, Problem, Source
from pipeline.ledger.acting import event_of_act
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.notes import note
from pipeline.ledger.requirements import Setting

MERGE, UNMERGE = "merge", "unmerge"
"""The actions, and the `origin` of the change by which a row takes over sources or gives them back."""
TOPIC = "twins"


def merged(
    act: Act, other: LedgerEntry, keep: LedgerEntry | None, by: str, setting: Setting
) -> tuple[NewEvent, ...] | Problem:
    """The events that merge `other` into `keep` with all its sources, or the rule that forbids it."""
    event = event_of_act(other, act, by, setting)
    if isinstance(event, Problem):
        return event
    if event is None or keep is None:
        return ()
    sources = tuple(dict.fromkeys((*keep.sources, *other.sources)))
    taken = {"row": other.id, "taken": _plain(other.sources)}
    return event, _change(keep, sources, MERGE, taken)


def unmerged(
    act: Act, other: LedgerEntry, keep: LedgerEntry, history: Iterable[Event], by: str, setting: Setting
) -> tuple[NewEvent, ...] | Problem:
    """The events that make two rows of one again; `history` is that of the row that had stayed.

    It gives back the sources that only the other row brought, and the pair is not proposed again.
    """
    event = event_of_act(other, act, by, setting)
    if isinstance(event, Problem):
        return event
    if event is None:
        return ()
    left = _without(history, other)
    kept = tuple(source for source in keep.sources if source in left)
    return event, _change(keep, kept, UNMERGE, {"row": other.id}), kept_apart(pair_key(keep.id, other.id))


def pair_key(one: str, two: str) -> str:
    """What a ruling on a pair of rows is kept under."""
    return "|".join(sorted((one, two)))


def kept_apart(key: str) -> NewEvent:
    """The note that a person has looked at a pair and the rows are two."""
    return note(TOPIC, key, {"ruling": "reject"})


def _without(history: Iterable[Event], other: LedgerEntry) -> set[Source]:
    """The sources of a row but for those that it has from `other` alone.

    Changes of ledgers of earlier versions do not say from which row: what `other` has counts as its own.
    """
    own: list[Any] = []
    taken: dict[str, list[Any]] = {}
    for event in history:
        match event.kind, event.payload.get("origin"):
            case EventKind.ENTRY_ADDED, _:
                own = event.payload["entry"]["sources"]
            case EventKind.ENTRY_CHANGED, "merge":
                named = event.payload.get("row", "")
                rest = [s for s in event.payload["fields"]["sources"] if s not in _plain(other.sources)]
                taken[named or f"event {event.seq}"] = event.payload.get("taken", rest)
            case EventKind.ENTRY_CHANGED, "unmerge":
                taken.pop(event.payload["row"], None)
            case EventKind.ENTRY_CHANGED, _:
                own = event.payload["fields"].get("sources", own)
    taken.pop(other.id, None)
    return {Source.model_validate(source) for part in (own, *taken.values()) for source in part}


def _change(keep: LedgerEntry, sources: Iterable[Source], origin: str, facts: dict[str, Any]) -> NewEvent:
    fields = {"sources": _plain(sources)}
    return NewEvent(EventKind.ENTRY_CHANGED, keep.id, {"fields": fields, "origin": origin, **facts})


def _plain(sources: Iterable[Source]) -> list[Any]:
    return [source.model_dump(mode="json") for source in sources]
