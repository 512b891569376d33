"""What an export is made of: the rows in their order, the documents that they came from, the last event."""

from collections.abc import Iterable
from typing import Protocol

from models import DocumentRecord, LedgerEntry, LedgerState, Roster


class Contents(Protocol):
    """A state of the ledger, or as much of one as was asked for.

    The rows of a large ledger come from the database as they are asked for, and once only.
    """

    @property
    def entries(self) -> Iterable[LedgerEntry]:
        """The rows."""
        ...

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents."""
        ...

    @property
    def roster(self) -> Roster | None:
        """The roster in force."""
        ...

    @property
    def last_seq(self) -> int:
        """The number of the last event that they know of."""
        ...


def whole(contents: Contents) -> LedgerState:
    """All of it in memory, for what has to look at the rows more than once."""
    if isinstance(contents, LedgerState):
        return contents
    entries = tuple(contents.entries)
    return LedgerState(
        documents=contents.documents, entries=entries, roster=contents.roster, last_seq=contents.last_seq
    )
