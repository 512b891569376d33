"""The state of the ledger as a pure function of its events: same events, same state, to the byte.

The payloads, by kind of event:

* `document_read`: `{"document": DocumentRecord}`; a later reading replaces the record.
* `document_failed`: `{"name": …, "problems": [Problem, …]}`; a file that could not be read; changes no row.
* `entry_added`: `{"entry": LedgerEntry}`.
* `entry_changed`: `{"fields": {column: new value}, "origin": "extraction" | "person"}`.
* `status_changed`: `{"status": Status, …}`; whatever else is said stays in the history.
* `action_taken`: the facts of an `Act`, and `{"action": …, "status": Status}`, the status it led to; where it
  was handed over also `{"owners": [EntryOwner, …]}`, whose it is from then on.
* `roster_set`: `{"roster": Roster}`; the newest counts.
* `noted`: `{"topic": …, …}`; kept for whoever wrote it (a decision of an audit), it changes no row.
"""

from collections.abc import Iterable
from typing import Any

from models import Act, DocumentRecord, Event, EventKind, Handling, LedgerEntry, LedgerState, Roster, Step
from pipeline.ledger.errors import NOT_AS_WRITTEN, DamagedError
from pipeline.ledger.handling import after_step


def fold(events: Iterable[Event]) -> LedgerState:
    """The documents and rows after all of `events`, in an order that no order of reading changes.

    Raises:
        DamagedError: they are not what was ever written.
    """
    told = list(events)
    try:
        return _folded(told)
    except NOT_AS_WRITTEN as fault:
        numbers = (
            f"第 {told[0].seq} 条" if len(told) == 1 else f"第 {told[0].seq} 条至第 {told[-1].seq} 条中的"
        )
        raise DamagedError(f"{numbers}记录") from fault


def _folded(events: Iterable[Event]) -> LedgerState:
    documents: dict[str, Any] = {}
    entries: dict[str, dict[str, Any]] = {}
    lives: dict[str, Handling] = {}
    roster: Roster | None = None
    last_seq = 0
    for event in events:
        last_seq = event.seq
        match event.kind:
            case EventKind.DOCUMENT_READ:
                documents[event.subject] = event.payload["document"]
            case EventKind.ENTRY_ADDED:
                entries[event.subject] = event.payload["entry"]
            case EventKind.ENTRY_CHANGED:
                entries[event.subject] = entries[event.subject] | event.payload["fields"]
            case EventKind.STATUS_CHANGED:
                entries[event.subject] = entries[event.subject] | {"status": event.payload["status"]}
            case EventKind.ACTION_TAKEN:
                _take(event, entries, lives)
            case EventKind.ROSTER_SET:
                roster = Roster.model_validate(event.payload["roster"])
    folded = (
        LedgerEntry.model_validate(entry | {"handling": lives[name]} if name in lives else entry)
        for name, entry in entries.items()
    )
    return LedgerState(
        documents=tuple(sorted(map(DocumentRecord.model_validate, documents.values()), key=document_order)),
        entries=tuple(sorted(folded, key=entry_order)),
        roster=roster,
        last_seq=last_seq,
    )


def _take(event: Event, entries: dict[str, dict[str, Any]], lives: dict[str, Handling]) -> None:
    """One more step in the life of a row."""
    name, status = event.subject, event.payload["status"]
    facts = {key: value for key, value in event.payload.items() if key not in ("status", "owners")}
    step = Step(
        seq=event.seq,
        on=event.on,
        by=event.actor,
        status=status,
        act=Act.model_validate(facts | {"entry": name}),
    )
    lives[name] = after_step(lives.get(name, Handling()), entries[name]["status"], step)
    entries[name] = entries[name] | {"status": status}
    if "owners" in event.payload:
        doubts = [doubt for doubt in entries[name].get("doubts", ()) if doubt["field"] != "owner"]
        entries[name] |= {"owners": event.payload["owners"], "doubts": doubts}


def document_order(document: DocumentRecord) -> tuple[str, str]:
    """By name."""
    return document.name, document.id


def entry_order(entry: LedgerEntry) -> tuple[str, str, int, int, str]:
    """As in the document: by sentence, within a sentence by where the measure stands in it."""
    start = entry.sources[0].start if entry.sources else 0
    return entry.document, entry.document_id, start, measure_place(entry), entry.id


def measure_place(entry: LedgerEntry) -> int:
    """Where in its first sentence the measure stands; -1 where it does not stand there as it is."""
    return (entry.sources[0].quote if entry.sources else "").find(entry.measure)
