"""Which events a reading of a document causes, given what the ledger already knows of it. Pure.

A row that a person has confirmed is left alone, and so is a cell that a person has corrected; a row that the
new reading lacks stays. Reading the same thing twice causes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models import Event, EventKind, Status

if TYPE_CHECKING:  # reading a ledger need not wait for the rules of reading documents
    from pipeline.normaliser import Normalised

EXTRACTION = "extraction"
PERSON = "person"
"""Who a change of an entry comes from: the `origin` of an `entry_changed` event."""

_NEVER_COMPARED = frozenset({"id", "status", "handling"})


@dataclass(frozen=True)
class NewEvent:
    """An event that is not yet in the ledger: no number, date or actor."""

    kind: EventKind
    subject: str
    payload: Mapping[str, Any]


@dataclass
class Row:
    """What the ledger knows of an entry: its last reading, the cells corrected by hand, its status."""

    reading: dict[str, Any]
    corrected: set[str] = field(default_factory=set)
    status: str = Status.DRAFT


def events_of_reading(known: Iterable[Event], normalised: Normalised) -> tuple[NewEvent, ...]:
    """The events that `normalised` adds to a ledger in which `known` already happened to its subjects.

    The same content under another file name or in another format is the same document and adds nothing: the
    places that the first file gave stay, so that two copies in a folder do not take turns in changing them.
    What is a paper of its own although its words are known says `same_words.py`.
    """
    record, rows = replayed(known)
    document = normalised.record.model_dump(mode="json")
    entries = [entry.model_dump(mode="json", exclude={"handling"}) for entry in normalised.entries]
    if record and record["name"] != document["name"]:
        return ()
    new = []
    if document != record:
        new.append(NewEvent(EventKind.DOCUMENT_READ, document["id"], {"document": document}))
    for entry in entries:
        if entry["id"] not in rows:
            new.append(NewEvent(EventKind.ENTRY_ADDED, entry["id"], {"entry": entry}))
        elif fields := _differences(rows[entry["id"]], entry):
            payload = {"fields": fields, "origin": EXTRACTION}
            new.append(NewEvent(EventKind.ENTRY_CHANGED, entry["id"], payload))
    return tuple(new)


def replayed(events: Iterable[Event]) -> tuple[dict[str, Any], dict[str, Row]]:
    """The record of a document as it was last read, and what is known of its rows."""
    record: dict[str, Any] = {}
    rows: dict[str, Row] = {}
    for event in events:
        match event.kind:
            case EventKind.DOCUMENT_READ:
                record = event.payload["document"]
            case EventKind.ENTRY_ADDED:
                rows[event.subject] = Row(event.payload["entry"], status=event.payload["entry"]["status"])
            case EventKind.STATUS_CHANGED | EventKind.ACTION_TAKEN:
                rows[event.subject].status = event.payload["status"]
            case EventKind.ENTRY_CHANGED if event.payload["origin"] == EXTRACTION:
                rows[event.subject].reading = rows[event.subject].reading | event.payload["fields"]
            case EventKind.ENTRY_CHANGED:
                rows[event.subject].corrected |= event.payload["fields"].keys()
    return record, rows


def _differences(row: Row, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that the new reading fills otherwise, of a row that nobody has confirmed yet."""
    if row.status != Status.DRAFT:
        return {}
    settled = _NEVER_COMPARED | row.corrected
    return {
        key: value for key, value in entry.items() if key not in settled and row.reading.get(key) != value
    }
