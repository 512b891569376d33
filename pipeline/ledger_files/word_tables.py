"""The tables of a Word file that are ledgers, to rows."""

import io
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from models import LedgerRow
from pipeline.ledger_files.found import Found, UnreadableError, known
from pipeline.ledger_files.grids import rows_of, with_measures
from pipeline.ledger_files.marks import stop_at_reading_mark
from pipeline.ledger_files.problems import problem
from pipeline.readers import word
from pipeline.readers.limits import Limits

if TYPE_CHECKING:
    from docx.table import Table

_GUARDS = Limits(scan_pages=0)
"""A ledger is a table of words: pictures in it are not recognised."""


def read_word(path: Path, *, accept_internal: bool = False) -> Found:
    """The rows of every table with the header of a ledger; a cell merged downwards fills what it covers.

    The file is first read as any other Word file, so that its bounds and marks hold here, too.

    Raises:
        UnreadableError: no Word file, or one that a guard refuses, without a ledger in it, or with a mark.
    """
    from docx import Document

    data = path.read_bytes()
    reading = known(word.parse(data, _GUARDS))
    remarks = stop_at_reading_mark("docx", data, reading, accept_internal=accept_internal)
    tables = enumerate(Document(io.BytesIO(data)).tables, 1)
    found = [rows for number, table in tables if (rows := _rows(table, number)) is not None]
    if not found:
        raise UnreadableError(problem("no_header", path.name))
    return with_measures(chain.from_iterable(found), remarks, path.name)


def _rows(table: "Table", number: int) -> tuple[LedgerRow, ...] | None:
    cells = [[cell for cell in row.cells] for row in table.rows]  # noqa: C416 - `cells` is costly
    grid = [[cell.text.strip() for cell in row] for row in cells]
    merged = {
        (at, column)
        for at in range(1, len(cells))
        for column in range(min(len(cells[at]), len(cells[at - 1])))
        if cells[at][column]._tc is cells[at - 1][column]._tc
    }
    return rows_of(grid, f"表{number}", frozenset(merged))
