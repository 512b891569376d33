"""Spreadsheets to ledger rows: the cells as `pipeline.readers.sheet` reads them, merged ones undone."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from models import LedgerRow, Problem
from pipeline.ledger_files.grids import rows_of
from pipeline.ledger_files.sheets import beside_the_ledger
from pipeline.readers.limits import MIB, Limits
from pipeline.readers.sheet import delimited, xls, xlsx
from pipeline.readers.sheet.grid import Grid, Span
from pipeline.readers.sniff import sniff

Found = TypeVar("Found")

LONG = Limits(xml_bytes=192 * MIB)
"""A ledger of 100,000 rows is one part of 50 to 150 MB."""
_MOST_COLUMNS = 60
_MOST_ROWS = 200_000


def read_workbook(path: Path) -> tuple[tuple[LedgerRow, ...], list[str]]:
    """The rows of all visible sheets that hold a ledger, and the sheets beside it that were left out.

    Ids that two sheets share get the sheet's name.

    Raises:
        ValueError: it is no workbook, a damaged one, or larger than any ledger.
    """
    sheets = {sheet.name: _rows(sheet) for sheet in _grids(path) if not sheet.hidden}
    left_out = beside_the_ledger(sheets)
    found: list[LedgerRow] = []
    taken: set[str] = set()
    for name, rows in sheets.items():
        for row in rows if name not in left_out else ():
            own = row if row.id not in taken else row.model_copy(update={"id": f"{name}!{row.id}"})
            taken.add(own.id)
            found.append(own)
    return tuple(found), left_out


def _rows(sheet: Grid) -> tuple[LedgerRow, ...]:
    table = _table(sheet)
    filled = _fill(table, sheet.merged)
    return rows_of(table, sheet.name, filled)


def read_csv(path: Path) -> tuple[LedgerRow, ...]:
    """The rows of a comma or tab separated file.

    Raises:
        ValueError: it is no text, or larger than any ledger.
    """
    data = path.read_bytes()
    return rows_of(_table(_known(delimited.grid(data, LONG))), path.stem) if data.strip() else ()


def _grids(path: Path) -> list[Grid]:
    data = path.read_bytes()
    if sniff(data, path.suffix) == "xls":
        return _known(xls.grids(data))
    return _known(xlsx.workbook(data, LONG)).grids


def _known(found: Found | Problem) -> Found:
    if isinstance(found, Problem):
        raise ValueError(found.code)
    return found


def _table(sheet: Grid) -> list[list[str]]:
    """The words of the sheet by row and column, from the first on."""
    rows = max((row for row, _ in sheet.cells), default=0)
    columns = min(max((column for _, column in sheet.cells), default=0), _MOST_COLUMNS)
    if rows > _MOST_ROWS:
        raise ValueError(f"{rows} rows")
    return [[sheet.plain((row, column)) for column in range(1, columns + 1)] for row in range(1, rows + 1)]


def _fill(table: list[list[str]], areas: Sequence[Span]) -> frozenset[tuple[int, int]]:
    """Write the words of each merged cell into all it covers; gives the cells filled from above."""
    filled: set[tuple[int, int]] = set()
    for area in areas:
        for row in range(area.top - 1, min(area.bottom, len(table))):
            for column in range(area.left - 1, min(area.right, len(table[row]))):
                table[row][column] = table[area.top - 1][area.left - 1]
                if row >= area.top:
                    filled.add((row, column))
    return frozenset(filled)
