"""The state of the ledger as a pure function of its events: same events, same state, to the byte.

The payloads, by kind of event:

* `document_read`: `{"document": DocumentRecord}`; a later reading replaces the record.
* `entry_added`: `{"entry": LedgerEntry}`.
* `entry_changed`: `{"fields": {column: new value}, "origin": "extraction" | "person"}`.
* `status_changed`: `{"status": Status, …}`; whatever else is said stays in the history.
"""

from collections.abc import Iterable
from typing import Any

from models import DocumentRecord, Event, EventKind, LedgerEntry, LedgerState


def fold(events: Iterable[Event]) -> LedgerState:
    """The documents and rows after all of `events`, in an order that no order of reading changes."""
    documents: dict[str, Any] = {}
    entries: dict[str, dict[str, Any]] = {}
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
    return LedgerState(
        documents=tuple(sorted(map(DocumentRecord.model_validate, documents.values()), key=_document_order)),
        entries=tuple(sorted(map(LedgerEntry.model_validate, entries.values()), key=_entry_order)),
        last_seq=last_seq,
    )


def _document_order(document: DocumentRecord) -> tuple[str, str]:
    return document.name, document.id


def _entry_order(entry: LedgerEntry) -> tuple[str, str, int, int, str]:
    """As in the document: by sentence, within a sentence by where the measure stands in it."""
    start, quote = (entry.sources[0].start, entry.sources[0].quote) if entry.sources else (0, "")
    return entry.document, entry.document_id, start, quote.find(entry.measure), entry.id
