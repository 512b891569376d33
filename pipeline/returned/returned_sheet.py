"""A workbook that went round and came back: which cells people have changed, each with its address.

What was exported is computed again from the ledger as it stood then, so a cell counts as changed only if a
person changed it, whatever has happened to the ledger meanwhile.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import LedgerEntry, LedgerState, Problem
from pipeline.exports.sheets.ledger_sheet import HEADERS, SHEET_NAME, STATE_MARK, shown_values
from pipeline.ledger.problems import problem

ID_HEADER = "台账编号"
_UNREAD = frozenset({"序号", ID_HEADER})
_DEEPEST_HEADER = 20
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True)
class CellEdit:
    """A cell that a person changed: its heading, its address, what stood there and what stands there now."""

    header: str
    address: str
    was: str
    now: str


@dataclass(frozen=True)
class ReturnedSheet:
    """What came back: the number of the ledger's last event at the export (None if unknown), rows by id."""

    last_seq: int | None
    rows: Mapping[str, Mapping[str, tuple[str, str]]]
    """By id, by heading: the address of the cell and its words."""


def read_returned(path: Path) -> ReturnedSheet | Problem:
    """The sheet 整改台账 of a workbook, or why it cannot be read."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, InvalidFileException):
        return problem("not_returned", path.name)
    if SHEET_NAME not in book.sheetnames:
        return problem("not_returned", path.name)
    rows = dict(_rows(book[SHEET_NAME]))
    if not rows:
        return problem("not_returned", path.name)
    mark = re.fullmatch(rf"{STATE_MARK}(\d+)", book.properties.keywords or "")
    return ReturnedSheet(int(mark[1]) if mark else None, rows)


def edits_of(sheet: ReturnedSheet, state: LedgerState) -> dict[str, list[CellEdit]]:
    """The changed cells of every row that was changed; `state` is the ledger as it was exported."""
    exported = {entry.id: _exported(entry, state) for entry in state.entries}
    found = {}
    for name, cells in sheet.rows.items():
        was = exported.get(name, {})
        edits = [
            CellEdit(header, address, was.get(header, ""), now)
            for header, (address, now) in cells.items()
            if header not in _UNREAD and _plain(now) != _plain(was.get(header, ""))
        ]
        if edits or name not in exported:
            found[name] = edits
    return found


def day_in(words: str) -> dt.date | None:
    """The day that a cell gives: a date cell, 2026-06-30 or 2026年6月30日."""
    found = _DAY.fullmatch(words.strip())
    if not found:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None


def _rows(sheet: Any) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Every row with an id; the pieces of a row that was too tall follow without one."""
    columns: dict[int, str] = {}
    above = _under_merged(sheet)
    for number, row in enumerate(sheet.iter_rows(), 1):
        words = [_words(above.get(cell.coordinate, cell.value)) for cell in row]
        if not columns:
            if ID_HEADER in words:
                columns = {at: word for at, word in enumerate(words) if word in HEADERS}
            elif number > _DEEPEST_HEADER:
                return
            continue
        cells = {columns[at]: (f"{SHEET_NAME}!{row[at].coordinate}", words[at]) for at in columns}
        if name := cells[ID_HEADER][1]:
            yield name, cells


def _under_merged(sheet: Any) -> dict[str, Any]:
    """What shows through merged cells that several entries share; office programs empty all but the top one.

    An entry that was too tall for a single row is merged over its pieces; only its first has an id, so these
    are left as they are.
    """
    id_column = next(
        (
            c.column
            for row in sheet.iter_rows(max_row=_DEEPEST_HEADER)
            for c in row
            if _words(c.value) == ID_HEADER
        ),
        0,
    )
    pieces = {
        row
        for area in sheet.merged_cells.ranges
        if area.min_col == id_column
        for row in range(area.min_row + 1, area.max_row + 1)
    }
    found = {}
    for area in sheet.merged_cells.ranges:
        top = sheet.cell(area.min_row, area.min_col).value
        for row in range(area.min_row + 1, area.max_row + 1):
            if row not in pieces and area.min_col == area.max_col:
                found[sheet.cell(row, area.min_col).coordinate] = top
    return found


def _exported(entry: LedgerEntry, state: LedgerState) -> dict[str, str]:
    return {header: _words(value) for header, value in shown_values(entry, state).items()}


def _words(value: object) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.date().isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()


def _plain(words: str) -> str:
    """What counts when two cells are compared: not spaces, line breaks or the mark of a harmless formula."""
    return "".join(words.lstrip("'").split())
