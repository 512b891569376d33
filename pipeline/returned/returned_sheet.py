"""A workbook that went round and came back: which cells people have changed, each with its address.

What was exported is computed again from the ledger as it stood then, so a cell counts as changed only if a
person changed it, whatever has happened to the ledger meanwhile.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models import LedgerEntry, Problem, Severity, column_letters
from pipeline.exports.personal_numbers import left_masked, restored
from pipeline.exports.sheets.ledger_columns import COMPUTED, HEADERS, LedgerWords
from pipeline.exports.sheets.ledger_sheet import SHEET_NAME, marked_state, shown_values
from pipeline.exports.sheets.return_sheet import ROLE
from pipeline.exports.sheets.wording import TO_BE_NAMED
from pipeline.ledger.problems import problem
from pipeline.readers import display_name
from pipeline.readers.limits import Limits
from pipeline.readers.secrecy.tables import head_of, judged_name, judged_words, rest_of
from pipeline.readers.sheet.grid import Grid
from pipeline.readers.sheet.xlsx import workbook

Cell = tuple[int, int]

ID_HEADER = "台账编号"
_CONTENT = ("整改措施", "牵头单位", "责任单位", "完成时限", "进展情况", "佐证材料")
"""A row with any of these is about something."""
_MARKS = ("进展情况", "佐证材料", "是否销号")
"""Columns that only the sheets have which come back."""
MEASURE, UNNAMED = "整改措施", ("", TO_BE_NAMED)
"""The column, and what stands in it where the measure is still to be named."""
_EXCEL = (".xlsx", ".xlsm")
_OTHER_SHEETS = (".xls", ".et", ".ods", ".csv", ".tsv")
"""Tables that an office program saves as .xlsx; only there is written when the sheet was exported."""
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
    strays: tuple[Problem, ...] = ()
    """Rows that were filled in and are read into no entry: they have no id, or that of a row above."""
    left_aside: tuple[Problem, ...] = ()
    """Columns that are none of ours, and further sheets that look like the one that was read."""


def read_returned(path: Path) -> ReturnedSheet | Problem:
    """The sheet of a workbook that is our ledger, or why it cannot be read."""
    if secret := _secret(path, judged_name(path, display_name(path), accept_internal=True)):
        return secret
    try:
        data = path.read_bytes()
        book = workbook(data, Limits.of_a_ledger())
    except FileNotFoundError:
        return problem("no_file", path.name)
    except OSError:
        return problem("file_closed", path.name)
    if isinstance(book, Problem) and path.suffix.lower() in _OTHER_SHEETS:
        return problem("not_xlsx", path.name, suffix=path.suffix.lower())
    if isinstance(book, Problem):
        broken = path.suffix.lower() in _EXCEL
        return problem("file_broken", path.name) if broken else _none_of_ours(path, "不是 Excel 文件")
    if secret := _secret(path, _judged(data, book.grids)):
        return secret
    sheet = _ledger_sheet(book.grids)
    if sheet is None:
        if any(grid.name == SHEET_NAME for grid in book.grids):
            return problem("no_id_column", f"{path.name}的工作表{SHEET_NAME}")
        marks = "、".join(_MARKS)
        return _none_of_ours(path, f"没有一张工作表的表头里有“{ID_HEADER}”和回填的栏（{marks}）")
    rows, strays = _sorted_out(sheet)
    if not (rows or strays):
        return _none_of_ours(path, f"工作表“{sheet.name}”里没有任务")
    last_seq, on = marked_state(book.keywords) or (None, None)
    aside = (*_unknown_columns(sheet), *_left_aside(book.grids, sheet))
    return ReturnedSheet(last_seq, on, rows, strays, aside)


def _judged(data: bytes, grids: Sequence[Grid]) -> Problem | None:
    limits = Limits.of_a_ledger()
    return judged_words("xlsx", data, head_of(grids), rest_of(grids), limits, accept_internal=True)


def _secret(path: Path, told: Problem | None) -> Problem | None:
    """What a mark of secrecy ends; that papers of ours are internal was accepted when they were read."""
    return told.model_copy(update={"place": path.name}) if told and told.severity is Severity.ERROR else None


def _none_of_ours(path: Path, why: str) -> Problem:
    return problem("not_returned", path.name, why=why)


def _ledger_sheet(grids: Sequence[Grid]) -> Grid | None:
    """The sheet with our headings: the one that still has its name, else the first, whatever it is called."""
    named = (grid for grid in grids if grid.name == SHEET_NAME and _header(grid))
    return next(named, None) or next(filter(_is_ledger, grids), None)


def _is_ledger(grid: Grid) -> bool:
    """Whether it has the key of a row and a column that is filled in, which no other list of ours has."""
    header = _header(grid)
    return any(words in _MARKS for (row, _), words in grid.cells.items() if row == header)


def _unknown_columns(sheet: Grid) -> Iterator[Problem]:
    """Columns that somebody has put in and filled."""
    header = _header(sheet) or 0
    filled = Counter(column for (row, column), words in sheet.cells.items() if row > header and words.strip())
    for (row, column), words in sorted(sheet.cells.items()):
        if row == header and words not in (*HEADERS, ROLE) and filled[column]:
            yield problem("column_not_read", sheet.name, header=words, count=filled[column])


def _left_aside(grids: Iterable[Grid], read: Grid) -> Iterator[Problem]:
    """Further sheets like the one that is read, where they say anything else."""
    for grid in grids:
        if grid is not read and _is_ledger(grid) and _sayings(grid) != _sayings(read):
            yield problem("sheet_not_read", grid.name, read=read.name)


def _sayings(grid: Grid) -> list[tuple[str, list[str]]]:
    return [(name, _all_words(cells)) for name, cells in _rows(grid)]


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
        if header not in COMPUTED
        and _plain(now) not in map(_plain, was.get(header, ("",)))
        and not _is_still_unnamed(header, was.get(header, ("",)), now)
    ]


def _is_still_unnamed(header: str, was: Sequence[str], now: str) -> bool:
    """Whether the measure is still to be named: the unit left its cell empty, or somebody emptied it."""
    return header == MEASURE and now in UNNAMED and was[0] in UNNAMED


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


def _sorted_out(sheet: Grid) -> tuple[dict[str, dict[str, tuple[str, str]]], tuple[Problem, ...]]:
    """The rows by their id, and what is wrong with those that have none of their own."""
    rows: dict[str, dict[str, tuple[str, str]]] = {}
    strays = []
    for name, cells in _rows(sheet):
        address = cells[ID_HEADER][0]
        if not name and any(cells[header][1] for header in _CONTENT if header in cells):
            strays.append(problem("row_without_id", address))
        elif name and name in rows:
            if _all_words(rows[name]) != _all_words(cells):
                strays.append(problem("id_again", address, id=name, above=rows[name][ID_HEADER][0]))
        elif name:
            rows[name] = cells
    return rows, tuple(strays)


def _all_words(cells: Mapping[str, tuple[str, str]]) -> list[str]:
    return [_plain(words) for header, (_, words) in cells.items() if header not in COMPUTED]


def _rows(sheet: Grid) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Every row with its id, or without one; not the pieces of a row that was too tall."""
    header = _header(sheet)
    if header is None:
        return
    columns = {
        column: words for (row, column), words in sheet.cells.items() if row == header and words in HEADERS
    }
    id_column = next(column for column, words in columns.items() if words == ID_HEADER)
    pieces = _pieces(sheet, id_column)
    above = _under_merged(sheet, pieces)
    for row in sorted({row for row, _ in sheet.cells if row > header}):
        at = {words: (row, column) for column, words in columns.items()}
        cells = {
            words: (f"{sheet.name}!{column_letters(place[1])}{row}", sheet.plain(above.get(place, place)))
            for words, place in at.items()
        }
        if row not in pieces:
            yield cells[ID_HEADER][1], cells


def _header(sheet: Grid) -> int | None:
    """The row in which the columns have their names."""
    rows = (row for (row, _), words in sheet.cells.items() if words == ID_HEADER and row <= _DEEPEST_HEADER)
    return min(rows, default=None)


def _pieces(sheet: Grid, id_column: int) -> set[int]:
    """The further rows of entries too tall for one: these are merged over all, and the first has the id."""
    return {
        row
        for area in sheet.merged
        if area.left == id_column
        for row in range(area.top + 1, min(area.bottom, _LAST_ROW) + 1)
    }


def _under_merged(sheet: Grid, pieces: set[int]) -> dict[Cell, Cell]:
    """The cells that show what a merged one above them says; office programs empty all but the top one."""
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
