"""What another reading of a document would change: new rows, other cells, rows that are gone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from models import EventKind, LedgerEntry
from pipeline.ledger.changes import NewEvent

if TYPE_CHECKING:
    from pipeline.normaliser import Normalised

CELLS = ("measure", "owners", "deadline", "issue")
"""What a clerk compares; the rest follows from it."""


class Difference(NamedTuple):
    """One row that differs: new, changed, settled (differs, but people have confirmed it), or gone."""

    kind: Literal["new", "changed", "settled", "gone"]
    entry: LedgerEntry
    cells: tuple[str, ...] = ()


def differences(
    known: Sequence[LedgerEntry], normalised: Normalised, planned: Iterable[NewEvent]
) -> list[Difference]:
    """The rows of a new reading against those that the ledger has of the document, in the order of reading.

    `planned` are the events that the reading will cause: a row that people have confirmed stays as it is, and
    what is gone from the document is named and never closed.
    """
    stored = {entry.id: entry for entry in known}
    changing = {event.subject for event in planned if event.kind is EventKind.ENTRY_CHANGED}
    found = []
    for entry in normalised.entries:
        if entry.id not in stored:
            found.append(Difference("new", entry))
        elif cells := _differing(stored[entry.id], entry):
            found.append(Difference("changed" if entry.id in changing else "settled", entry, cells))
    read = {entry.id for entry in normalised.entries}
    return found + [Difference("gone", entry) for entry in known if entry.id not in read and not entry.parent]


def _differing(old: LedgerEntry, new: LedgerEntry) -> tuple[str, ...]:
    return tuple(cell for cell in CELLS if getattr(old, cell) != getattr(new, cell))
