"""A workbook that went round and came back: which cells people have changed, each with its address.

What was exported is computed again from the ledger as it stood then, so a cell counts as changed only if a
person changed it, whatever has happened to the ledger meanwhile.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models import LedgerEntry, Problem, column_letters
from pipeline.exports.personal_numbers import left_masked, restored
from pipeline.exports.sheets.ledger_columns import COMPUTED, HEADERS, LedgerWords
from pipeline.exports.sheets.ledger_sheet import SHEET_NAME, marked_state, shown_values
from pipeline.ledger.problems import problem
from pipeline.readers.limits import Limits
from pipeline.readers.sheet.grid import Grid
from pipeline.readers.sheet.xlsx import workbook

Cell = tuple[int, int]

ID_HEADER = "台账编号"
_DEEPEST_HEADER = 20
_LAST_ROW = 1_048_576
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True)
class CellEdit:
    """A cell that a person changed: its heading, its address, what stood there and what stands there now.

    Where the export had masked a number, `now` has it again; `masks` are those behind which there is none.
    """

    header: str
    address: str
    was: str
    now: str
    masks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReturnedSheet:
    """What came back: the ledger's last event and the day at the export (None if unknown), rows by id."""

    last_seq: int | None
    on: dt.date | None
    rows: Mapping[str, Mapping[str, tuple[str, str]]]
    """By id, by heading: the address of the cell and its words."""


def read_returned(path: Path) -> ReturnedSheet | Problem:
    """The sheet 整改台账 of a workbook, or why it cannot be read."""
    try:
        book = workbook(path.read_bytes(), Limits.of_a_ledger())
    except OSError:
        return problem("not_returned", path.name)
    if isinstance(book, Problem):
        return problem("not_returned", path.name)
    sheet = next((grid for grid in book.grids if grid.name == SHEET_NAME), None)
    rows = dict(_rows(sheet)) if sheet else {}
    if not rows:
        return problem("not_returned", path.name)
    last_seq, on = marked_state(book.keywords) or (None, None)
    return ReturnedSheet(last_seq, on, rows)


def edits_of(
    sheet: ReturnedSheet, entries: Iterable[LedgerEntry], words: LedgerWords
) -> dict[str, list[CellEdit]]:
    """The changed cells of every row that was changed; `entries` are its rows as they were exported."""
    known = {entry.id: _edits(sheet.rows[entry.id], _exported(entry, words)) for entry in entries}
    found = {name: known[name] if name in known else _edits(sheet.rows[name], {}) for name in sheet.rows}
    return {name: edits for name, edits in found.items() if edits or name not in known}


def _edits(cells: Mapping[str, tuple[str, str]], was: Mapping[str, tuple[str, str]]) -> list[CellEdit]:
    return [
        _edit(header, address, was.get(header, ("", "")), now)
        for header, (address, now) in cells.items()
        if header not in COMPUTED and _plain(now) not in map(_plain, was.get(header, ("",)))
    ]


def _edit(header: str, address: str, was: tuple[str, str], now: str) -> CellEdit:
    before, after = (restored(text, was[1]) for text in (was[0], now))
    return CellEdit(header, address, before, after, tuple(left_masked(after, was[1])))


def day_in(words: str) -> dt.date | None:
    """The day that a cell gives: a date cell, 2026-06-30 or 2026年6月30日."""
    found = _DAY.fullmatch(words.strip())
    if not found:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None


def _rows(sheet: Grid) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Every row with an id; the pieces of a row that was too tall follow without one."""
    header = _header(sheet)
    if header is None:
        return
    columns = {
        column: words for (row, column), words in sheet.cells.items() if row == header and words in HEADERS
    }
    id_column = next(column for column, words in columns.items() if words == ID_HEADER)
    above = _under_merged(sheet, id_column)
    for row in sorted({row for row, _ in sheet.cells if row > header}):
        at = {words: (row, column) for column, words in columns.items()}
        cells = {
            words: (f"{SHEET_NAME}!{column_letters(place[1])}{row}", sheet.plain(above.get(place, place)))
            for words, place in at.items()
        }
        if name := cells[ID_HEADER][1]:
            yield name, cells


def _header(sheet: Grid) -> int | None:
    """The row in which the columns have their names."""
    rows = (row for (row, _), words in sheet.cells.items() if words == ID_HEADER and row <= _DEEPEST_HEADER)
    return min(rows, default=None)


def _under_merged(sheet: Grid, id_column: int) -> dict[Cell, Cell]:
    """The cells that show what a merged one above them says; office programs empty all but the top one.

    An entry that was too tall for a single row is merged over its pieces; only its first has an id, so these
    are left as they are.
    """
    pieces = {
        row
        for area in sheet.merged
        if area.left == id_column
        for row in range(area.top + 1, min(area.bottom, _LAST_ROW) + 1)
    }
    return {
        (row, area.left): (area.top, area.left)
        for area in sheet.merged
        if area.left == area.right
        for row in range(area.top + 1, min(area.bottom, _LAST_ROW) + 1)
        if row not in pieces
    }


def _exported(entry: LedgerEntry, words: LedgerWords) -> dict[str, tuple[str, str]]:
    """As it was shown, and as it is: a copy that was not masked comes back, too."""
    return {header: (_words(value), whole) for header, (value, whole) in shown_values(entry, words).items()}


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
