"""The tables of a Word file that are ledgers, to rows."""

from pathlib import Path

from models import LedgerRow
from pipeline.ledger_files.grids import rows_of


def read_word(path: Path) -> tuple[LedgerRow, ...]:
    """The rows of every table with the header of a ledger; a cell merged downwards fills what it covers."""
    from docx import Document

    found: list[LedgerRow] = []
    for number, table in enumerate(Document(str(path)).tables, 1):
        cells = [[cell for cell in row.cells] for row in table.rows]  # noqa: C416 - `cells` is costly
        grid = [[cell.text.strip() for cell in row] for row in cells]
        merged = {
            (at, column)
            for at in range(1, len(cells))
            for column in range(min(len(cells[at]), len(cells[at - 1])))
            if cells[at][column]._tc is cells[at - 1][column]._tc
        }
        found += rows_of(grid, f"表{number}", frozenset(merged))
    return tuple(found)
