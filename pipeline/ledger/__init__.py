"""The ledger: append-only events in one database, the state they fold to, and the rules of a row's life.

What lives here: the store and its schema, the events that reading a document causes, the life cycle, the
fold, lights and statistics. What does not: reading documents, deciding what a row says
(`pipeline.normaliser`), printing (`pipeline.exports`, `pipeline.commands`).
"""

from pipeline.ledger.backup import copy_ledger
from pipeline.ledger.changes import EXTRACTION, PERSON, NewEvent
from pipeline.ledger.checking import Proof, check
from pipeline.ledger.errors import LedgerError
from pipeline.ledger.fold import fold
from pipeline.ledger.notes import note
from pipeline.ledger.requirements import Setting
from pipeline.ledger.store import Ledger, Outcome

__all__ = [
    "EXTRACTION",
    "PERSON",
    "Ledger",
    "LedgerError",
    "NewEvent",
    "Outcome",
    "Proof",
    "Setting",
    "check",
    "copy_ledger",
    "fold",
    "note",
]
