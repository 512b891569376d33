"""Ledgers as any office keeps them: Excel, CSV, a table in Word, JSON Lines, or our own file, to rows.

Rows as entries of ours (`as_entries`) are asked for apart: they need the database library, reading does not.
What lives here: opening such a file, finding its header by synonyms (`headers.toml`), undoing merged cells,
and splitting cells that hold several units. What does not: judging a row, linking a unit, storing.
"""

from pipeline.ledger_files.opening import LedgerFile, is_own, read_ledger

__all__ = ["LedgerFile", "is_own", "read_ledger"]
