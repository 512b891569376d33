"""Spreadsheets to ledger rows: the cells as `pipeline.readers.sheet` reads them, merged ones undone."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from models import LedgerRow, Problem
from pipeline.ledger_files.found import Found, UnreadableError, known
from pipeline.ledger_files.grids import rows_of, with_measures
from pipeline.ledger_files.marks import LONG, stop_at_sheet_mark
from pipeline.ledger_files.problems import problem
from pipeline.ledger_files.sheets import beside_the_ledger
from pipeline.readers.problems import problem as reader_problem
from pipeline.readers.sheet import delimited, xls, xlsx
from pipeline.readers.sheet.grid import Grid, Span
from pipeline.readers.sheet.pieces import remarks_on_quotes
from pipeline.readers.sniff import sniff

_MOST_COLUMNS = 60
_MOST_ROWS = 200_000


def read_workbook(path: Path, *, accept_internal: bool = False) -> Found:
    """The rows of all visible sheets that hold a ledger, and what was left out beside it.

    Ids that two sheets share get the sheet's name.

    Raises:
        UnreadableError: it is no workbook, a damaged one, larger than any ledger, or bears a mark.
    """
    data = path.read_bytes()
    file_format = sniff(data, path.suffix)
    grids = known(xls.grids(data)) if file_format == "xls" else known(xlsx.workbook(data, LONG)).grids
    remarks = stop_at_sheet_mark(file_format, data, grids, accept_internal=accept_internal)
    found = {sheet.name: _rows(sheet) for sheet in grids if not sheet.hidden}
    if all(rows is None for rows in found.values()):
        raise UnreadableError(problem("no_header", path.name))
    sheets = {name: rows or () for name, rows in found.items()}
    left_out = beside_the_ledger(sheets)
    return with_measures(_of_all(sheets, left_out), (*remarks, *_beside(left_out, path.name)), path.name)


def read_csv(path: Path, *, accept_internal: bool = False) -> Found:
    """The rows of a comma or tab separated file.

    Raises:
        UnreadableError: it is no text, has no header of a ledger, is larger than any, or bears a mark.
    """
    data = path.read_bytes()
    grid = known(delimited.grid(data, LONG)) if data.strip() else Grid("")
    remarks = stop_at_sheet_mark("csv", data, [grid], accept_internal=accept_internal)
    rows = rows_of(_table(grid), path.stem)
    if rows is None:
        raise UnreadableError(problem("no_header", path.name))
    return with_measures(rows, (*remarks, *remarks_on_quotes(grid)), path.name)


def _of_all(sheets: Mapping[str, Sequence[LedgerRow]], left_out: Sequence[str]) -> Iterator[LedgerRow]:
    taken: set[str] = set()
    for name, rows in sheets.items():
        for row in rows if name not in left_out else ():
            own = row if row.id not in taken else row.model_copy(update={"id": f"{name}!{row.id}"})
            taken.add(own.id)
            yield own


def _beside(sheets: Sequence[str], name: str) -> Iterator[Problem]:
    if sheets:
        yield problem("beside", name, names="、".join(f"“{sheet}”" for sheet in sheets))


def _rows(sheet: Grid) -> tuple[LedgerRow, ...] | None:
    table = _table(sheet)
    return rows_of(table, sheet.name, _fill(table, sheet.merged))


def _table(sheet: Grid) -> list[list[str]]:
    """The words of the sheet by row and column, from the first on."""
    rows = max((row for row, _ in sheet.cells), default=0)
    columns = min(max((column for _, column in sheet.cells), default=0), _MOST_COLUMNS)
    if rows > _MOST_ROWS:
        raise UnreadableError(reader_problem("sheet_too_big", cells=len(sheet.cells), limit=LONG.cells))
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
