"""The ledger: append-only events in one SQLite file, and the state they fold to.

What lives here: the store, the events that reading a document causes, and the fold. What does not: reading
documents, deciding what a row says (`pipeline.normaliser`), printing (`pipeline.exports`).
"""

from pipeline.ledger.changes import EXTRACTION, PERSON, NewEvent
from pipeline.ledger.errors import LedgerError
from pipeline.ledger.fold import fold
from pipeline.ledger.store import Ledger

__all__ = ["EXTRACTION", "PERSON", "Ledger", "LedgerError", "NewEvent", "fold"]
