"""Workbooks of Excel 97 to 2003 and .et of WPS, read by xlrd (extra `legacy`), cells as displayed."""

import datetime as dt
import io
from typing import Any

from models import Problem
from pipeline.readers.assemble import Parsed
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.sheet.chains import circular
from pipeline.readers.sheet.display import day_of, shown
from pipeline.readers.sheet.grid import Comment, Grid, Span
from pipeline.readers.sheet.pieces import reading

READER = "xlrd"
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
TEXT, NUMBER, DATE, BOOLEAN, ERROR = 1, 2, 3, 4, 5
LOCKED = "encrypted"


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read an .xls or .et."""
    found = grids(data)
    return found if isinstance(found, Problem) else reading(found, READER, limits)


def grids(data: bytes) -> list[Grid] | Problem:
    """All sheets of the workbook cell by cell, or what is wrong with it."""
    try:
        import xlrd
    except ImportError:
        return problem("legacy_missing", name="旧版电子表格", other=".xlsx")
    if circular(data):
        return problem("sheet_damaged")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return [_grid(book, sheet) for sheet in book.sheets()]
    except xlrd.XLRDError as fault:
        return problem("sheet_encrypted" if LOCKED in str(fault) else "sheet_damaged")
    except Exception:  # xlrd checks little: a damaged file raises whatever its bytes lead to
        return problem("sheet_damaged")


def _grid(book: Any, sheet: Any) -> Grid:
    grid = Grid(sheet.name, hidden=sheet.visibility != 0)
    grid.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    grid.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    grid.merged = [Span(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    grid.comments = {
        (row + 1, column + 1): Comment(note.author, note.text)
        for (row, column), note in sheet.cell_note_map.items()
    }
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if text := _text(book, cell):
                grid.cells[row + 1, column + 1] = text
            if day := _day(book, cell):
                grid.days[row + 1, column + 1] = day
            if cell.ctype == ERROR:
                grid.errors.append((row + 1, column + 1))
    return grid


def _text(book: Any, cell: Any) -> str:
    if cell.ctype == TEXT:
        return str(cell.value)
    if cell.ctype in (NUMBER, DATE):
        return shown(float(cell.value), _format(book, cell), since_1904=book.datemode == 1)
    if cell.ctype == BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return ERRORS.get(cell.value, "#N/A") if cell.ctype == ERROR else ""


def _day(book: Any, cell: Any) -> dt.date | None:
    if cell.ctype not in (NUMBER, DATE):
        return None
    return day_of(float(cell.value), _format(book, cell), since_1904=book.datemode == 1)


def _format(book: Any, cell: Any) -> str:
    return _chinese(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _chinese(code: str) -> str:
    """The short date as a Chinese Excel shows it; xlrd spells it out in the American way."""
    return "yyyy/m/d" if code in ("m/d/yy", "mm-dd-yy", "m/d/yyyy") else code
