"""A part of the ledger, or all of it, read row by row while somebody writes it out."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from models import DocumentRecord, LedgerEntry, Roster
from pipeline.ledger.moments import NOW, Moment, documents_at, last_seq, roster_at
from pipeline.ledger.queries import EVERY_ROW, Query, entries_at, entries_named, records_at
from pipeline.ledger.store import Ledger


@dataclass
class Selection:
    """The rows that were asked for, in their order and once only, all of one moment.

    `entries` are the rows as such, `records` the same rows in JSON's own types; one of the two is read.

    Where not all rows were asked for, a document is only its name and title: what else it holds (gaps, issues
    without a measure) speaks about the whole of it.
    """

    entries: Iterable[LedgerEntry]
    records: Iterable[dict[str, Any]]
    last_seq: int
    connection: Connection
    moment: Moment
    narrowed: bool

    def rows_of(self, ids: Collection[str]) -> Iterator[LedgerEntry]:
        """Of all rows of the moment those with these ids, whichever were asked for."""
        return entries_named(self.connection, ids, self.moment)

    @cached_property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents of the ledger."""
        records = documents_at(self.connection, self.moment)
        return tuple(map(_named, records)) if self.narrowed else records

    @cached_property
    def roster(self) -> Roster | None:
        """The roster in force."""
        return roster_at(self.connection, self.moment)


@contextmanager
def selected(ledger: Ledger, query: Query = EVERY_ROW, moment: Moment = NOW) -> Iterator[Selection]:
    """The rows that match, now or as they stood at a moment; they must be read inside of the `with`."""
    with ledger.transaction() as connection:
        yield Selection(
            entries_at(connection, query, moment),
            records_at(connection, query, moment),
            last_seq(connection, moment),
            connection,
            moment,
            query != EVERY_ROW,
        )


def _named(record: DocumentRecord) -> DocumentRecord:
    emptied = {"gaps": (), "problems": (), "issues": (), "calls": (), "rejected": (), "questions": ()}
    return record.model_copy(update=emptied)
