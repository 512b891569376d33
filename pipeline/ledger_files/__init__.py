"""Ledgers as any office keeps them: Excel, CSV, a table in Word, JSON Lines, or our own file, to rows.

What lives here: opening such a file, finding its header by synonyms (`headers.toml`), undoing merged cells,
and splitting cells that hold several units. What does not: judging a row, linking a unit, storing.
"""

from pipeline.ledger_files.as_entries import Adopted, as_entries
from pipeline.ledger_files.opening import LedgerFile, is_own, read_ledger

__all__ = ["Adopted", "LedgerFile", "as_entries", "is_own", "read_ledger"]
