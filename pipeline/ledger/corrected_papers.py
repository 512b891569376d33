"""Papers that were read again in other words: the older one stays, and the clerk is told to compare."""

from sqlalchemy import select

from pipeline.ledger.store import Ledger
from pipeline.ledger.tables import DOCUMENTS


def corrected_since(ledger: Ledger, seq: int) -> list[str]:
    """The names of papers read after event `seq` of which the ledger had another text before."""
    named = select(DOCUMENTS.c.name, DOCUMENTS.c.last_seq)
    with ledger.transaction() as connection:
        rows = connection.execute(named).all()
    older = {row.name for row in rows if row.last_seq <= seq}
    return sorted({row.name for row in rows if row.last_seq > seq} & older)
