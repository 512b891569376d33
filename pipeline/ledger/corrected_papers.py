"""Papers that were read again in other words: the older one stays, and the clerk is told to compare."""

from collections.abc import Collection

from sqlalchemy import select

from pipeline.ledger.store import Ledger
from pipeline.ledger.tables import DOCUMENTS


def corrected(ledger: Ledger, documents: Collection[str]) -> list[str]:
    """The names of these papers of which the ledger has another text that came in before, in another run."""
    named = select(DOCUMENTS.c.id, DOCUMENTS.c.name, DOCUMENTS.c.last_seq)
    with ledger.transaction() as connection:
        rows = connection.execute(named).all()
    read = {row.name: row.last_seq for row in rows if row.id in documents}
    older = {row.name for row in rows if row.id not in documents and row.last_seq < read.get(row.name, 0)}
    return sorted(older)
