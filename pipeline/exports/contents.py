"""What an export is made of: the rows in their order, the documents that they came from, the last event."""

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

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


@runtime_checkable
class Recorded(Protocol):
    """What can give its rows in JSON's own types, too, without making records of them first."""

    @property
    def records(self) -> Iterable[dict[str, Any]]:
        """The rows."""
        ...


def records_of(contents: Contents) -> Iterable[dict[str, Any]]:
    """The rows in JSON's own types."""
    if isinstance(contents, Recorded):
        return contents.records
    return (entry.model_dump(mode="json") for entry in contents.entries)


def whole(contents: Contents) -> LedgerState:
    """All of it in memory, for what has to look at the rows more than once."""
    if isinstance(contents, LedgerState):
        return contents
    entries = tuple(contents.entries)
    return LedgerState(
        documents=contents.documents, entries=entries, roster=contents.roster, last_seq=contents.last_seq
    )
