"""Workbooks that went round and came back: what people changed in them, and what that means for the ledger.

What lives here: reading the sheet 整改台账 of our own export, telling which cells a person changed, turning
these into events by the rules of the life cycle. What does not: ledgers of other offices (`ledger_files`).
"""

from pipeline.returned.returned_sheet import CellEdit, ReturnedSheet, read_returned
from pipeline.returned.returning import Returned, take_back

__all__ = ["CellEdit", "Returned", "ReturnedSheet", "read_returned", "take_back"]
