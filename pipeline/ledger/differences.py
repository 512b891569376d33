"""What another reading of a document would change: new rows, other cells, rows that are gone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from models import EventKind, LedgerEntry, Status
from pipeline.ledger.changes import NewEvent

if TYPE_CHECKING:
    from pipeline.normaliser import Normalised

CELLS = ("measure", "owners", "deadline", "issue")
"""What a clerk compares; the rest follows from it."""


class Difference(NamedTuple):
    """One row that a reader must know of.

    New, changed, settled (differs, but people have confirmed it), merged (was made part of another row, and
    stays so), or gone.
    """

    kind: Literal["new", "changed", "settled", "merged", "gone"]
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
        elif stored[entry.id].status is Status.MERGED:
            found.append(Difference("merged", stored[entry.id], _differing(stored[entry.id], entry)))
        elif cells := _differing(stored[entry.id], entry):
            found.append(Difference("changed" if entry.id in changing else "settled", entry, cells))
    read = {entry.id for entry in normalised.entries}
    gone = (entry for entry in known if entry.id not in read and not entry.parent)
    return found + [
        Difference("merged" if entry.status is Status.MERGED else "gone", entry) for entry in gone
    ]


def _differing(old: LedgerEntry, new: LedgerEntry) -> tuple[str, ...]:
    return tuple(cell for cell in CELLS if getattr(old, cell) != getattr(new, cell))
