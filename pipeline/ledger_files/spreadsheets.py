"""Spreadsheets to ledger rows: Excel with its merged cells, and CSV in the encodings of offices."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

from openpyxl.utils.cell import range_boundaries

from models import LedgerRow, Problem
from pipeline.ledger_files.grids import rows_of
from pipeline.readers.limits import Limits
from pipeline.readers.package import Faults, unpack

FAULTS = Faults("sheet_damaged", "sheet_bomb", "sheet_doctype")
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
_MOST_COLUMNS = 60
_MOST_MERGED = 1_000_000
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z0-9:]+)"')


def read_workbook(path: Path) -> tuple[LedgerRow, ...]:
    """The rows of all visible sheets that hold a ledger; ids that two sheets share get the sheet's name."""
    from openpyxl import load_workbook

    _refuse_bombs(path)
    book = load_workbook(path, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    found: list[LedgerRow] = []
    taken: set[str] = set()
    for sheet in sheets:
        grid = [[_words(cell) for cell in row[:_MOST_COLUMNS]] for row in sheet.iter_rows(values_only=True)]
        merged = _fill(grid, [area.bounds for area in sheet.merged_cells.ranges])
        for row in rows_of(grid, sheet.title, merged):
            own = row if row.id not in taken else row.model_copy(update={"id": f"{sheet.title}!{row.id}"})
            taken.add(own.id)
            found.append(own)
    return tuple(found)


def _refuse_bombs(path: Path) -> None:
    """Refuse an archive that inflates beyond measure, or merges more cells than any ledger has.

    Raises:
        ValueError: it does.
    """
    parts = unpack(path.read_bytes(), Limits(), FAULTS)
    if isinstance(parts, Problem):
        raise ValueError(parts.code)
    for content in parts.values():
        for found in _MERGED.finditer(content):
            left, top, right, bottom = range_boundaries(found[1].decode())
            if (right - left + 1) * (bottom - top + 1) > _MOST_MERGED:
                raise ValueError("merged range")


def read_csv(path: Path) -> tuple[LedgerRow, ...]:
    """The rows of a comma or tab separated file."""
    text = _text(path.read_bytes())
    dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
    return rows_of(list(csv.reader(io.StringIO(text, newline=""), dialect)), path.stem)


def _fill(grid: list[list[str]], areas: list[tuple[int, int, int, int]]) -> frozenset[tuple[int, int]]:
    """Write the words of each merged cell into all it covers; gives the cells filled from above."""
    filled: set[tuple[int, int]] = set()
    for left, top, right, bottom in areas:
        for row in range(top - 1, min(bottom, len(grid))):
            for column in range(left - 1, min(right, len(grid[row]))):
                grid[row][column] = grid[top - 1][left - 1]
                if row >= top:
                    filled.add((row, column))
    return frozenset(filled)


def _words(value: object) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.date().isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _text(raw: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("no encoding fits")
