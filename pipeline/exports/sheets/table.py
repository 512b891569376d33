"""A worksheet filled from the top: title, lines, header, rows; measured, and set up for printing.

Every text that enters is made printable: personal numbers masked, nothing invisible, never a formula.
"""

import datetime as dt
import math
from collections.abc import Sequence
from copy import copy
from typing import Any, Literal, NamedTuple

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.looks import BODY_FONT, GREY, Look, style_name
from pipeline.exports.sheets.measures import MAX_ROW_HEIGHT, note_size, text_height
from pipeline.exports.sheets.texts import looks_like_formula

NOTE_AUTHOR = "督办台账"
LONG_NOTE = "文字较长，本表打印不全，全文在单元格内。"

_DATE_WORDS = "0000年00月00日"
_SMALLEST = 8.0

Value = str | int | dt.date


class Column(NamedTuple):
    """A column: its heading, its width in digits, how its cells are set, whether they are to be filled in.

    `for_sorting` says that it serves those who sort and filter; a Word table leaves it out.
    """

    header: str
    width: float
    align: Literal["left", "center"] = "left"
    size: float = 10
    dated: bool = False
    filled_in: bool = False
    for_sorting: bool = False


class Cell(NamedTuple):
    """What stands in a cell.

    `why` shades it and becomes its comment, `aside` follows in grey italics, `top` sets it at the upper edge,
    `long` says in the comment that no row is tall enough for it, `fill` is the colour behind it, `open` that
    it may be filled in though its column is not.
    """

    value: Value = ""
    why: str = ""
    grey: bool = False
    aside: str = ""
    top: bool = False
    long: bool = False
    fill: str = ""
    open: bool = False

    @property
    def note(self) -> str:
        """The text of the cell's comment."""
        return "\n".join(part for part in (self.why, LONG_NOTE if self.long else "") if part)

    @property
    def words(self) -> str:
        """The words before they are made printable, to compare with what comes back."""
        return "\n".join(part for part in (str(self.value), self.aside) if part)

    @property
    def shown(self) -> str:
        """The words a reader sees, for measuring."""
        if isinstance(self.value, dt.date):
            return _DATE_WORDS
        return "\n".join(part for part in (printable(str(self.value)), printable(self.aside)) if part)


class Table:
    """One worksheet under construction; every method adds below what is there."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column]) -> None:
        self.sheet = book.create_sheet(name)
        self.columns = tuple(columns)
        self.row = 0
        self.header_row = 0
        self.last_row = 0
        self._styles: dict[Look, Any] = {}
        for number, column in enumerate(self.columns, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = column.width

    def title(self, text: str) -> None:
        """The name of the list over its whole width."""
        self._across(text, Look("title", "center", size=20), 36)

    def line(self, text: str, *, for_sorting: str = "") -> None:
        """A line of explanation over the whole width; `for_sorting` goes on about columns for sorting."""
        look = Look("line", size=10)
        whole = text + for_sorting
        self._across(whole, look, text_height(whole, self._width, look.size))

    def line_in_two(self, left: str, right: str) -> None:
        """A line with something at its left and something in its right third."""
        self._next_row(22)
        split = max(2, math.ceil(len(self.columns) * 2 / 3))
        for first, last, text in ((1, split - 1, left), (split, len(self.columns), right)):
            self._write(first, Cell(text), Look("line", size=11))
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    def section(self, text: str) -> None:
        """A heading inside the list."""
        self._across(text, Look("section", size=11), 24)

    def header(self) -> None:
        """The headings of the columns; the first header is frozen, repeated on every page, and filters."""
        heights = (text_height(column.header, column.width, 10) for column in self.columns)
        self._next_row(max(30, *heights))
        for number, column in enumerate(self.columns, 1):
            self._write(number, Cell(column.header), Look("head", "center", size=10))
        self.header_row = self.header_row or self.row

    def height(self, cells: Sequence[Cell], *, without: Sequence[int] = ()) -> float:
        """The height in points that a row needs; `without` names columns (from 1) that do not count."""
        return max(
            _needed(column, cell)
            for number, (column, cell) in enumerate(zip(self.columns, cells, strict=True), 1)
            if number not in without
        )

    def add(self, cells: Sequence[Cell], *, height: float | None = None, least: float = 0) -> int:
        """Write a row and return its number; without a height it is as tall as it needs, or `least`."""
        pairs = tuple(zip(self.columns, cells, strict=True))
        if height is None:
            pairs = tuple(_fitted(column, cell) for column, cell in pairs)
            height = max(least, *(_needed(column, cell) for column, cell in pairs))
        self._next_row(min(height, MAX_ROW_HEIGHT))
        for number, (column, cell) in enumerate(pairs, 1):
            look = Look(
                align=column.align,
                vertical="top" if cell.top else "center",
                size=column.size,
                doubtful=bool(cell.why),
                grey=cell.grey,
                dated=column.dated,
                fill=cell.fill,
                locked=not (column.filled_in or cell.open),
            )
            self._write(number, cell, look)
        return self.row

    def end_filter(self) -> None:
        """Let the filter of the first header end at the last row written so far."""
        self.last_row = self.row

    def finish(self, *, frozen_columns: int = 0, paper: Literal["A3", "A4"] = "A3") -> None:
        """Freeze and filter the header and set the sheet up for printing, one page wide."""
        sheet, header = self.sheet, self.header_row
        last = get_column_letter(len(self.columns))
        sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{header + 1}"
        sheet.auto_filter.ref = f"A{header}:{last}{self.last_row or self.row}"
        sheet.print_title_rows = f"{header}:{header}"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if paper == "A3" else sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.55, bottom=0.6, header=0.3, footer=0.3)
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.left.text = "&A"
        sheet.oddFooter.center.text = "第 &P 页 共 &N 页"

    @property
    def _width(self) -> float:
        return sum(column.width for column in self.columns)

    def _next_row(self, height: float) -> None:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = round(height, 1)

    def _across(self, text: str, look: Look, height: float) -> None:
        self._next_row(height)
        for number in range(1, len(self.columns) + 1):
            self._write(number, Cell(text if number == 1 else ""), look)
        self.sheet.merge_cells(
            start_row=self.row, end_row=self.row, start_column=1, end_column=len(self.columns)
        )

    def _write(self, number: int, content: Cell, look: Look) -> None:
        cell = self.sheet.cell(self.row, number)
        if look in self._styles:
            cell._style = copy(self._styles[look])  # openpyxl looks through all names for each cell
        else:
            cell.style = style_name(self.sheet.parent, look)
            self._styles[look] = copy(cell._style)
        if isinstance(content.value, str):
            _write_text(cell, content, look.size)
        else:
            cell.value = content.value
        if content.note:
            width, height = note_size(content.note)
            cell.comment = Comment(printable(content.note), NOTE_AUTHOR, width=width, height=height)


def _needed(column: Column, cell: Cell) -> float:
    return text_height(cell.shown, column.width, column.size)


def _fitted(column: Column, cell: Cell) -> tuple[Column, Cell]:
    """Set a text too tall for any row smaller; if even that is not enough, show its beginning and say so."""
    for size in (column.size, column.size - 1, _SMALLEST):
        smaller = column._replace(size=size)
        if _needed(smaller, cell) <= MAX_ROW_HEIGHT:
            return smaller, cell
    return smaller, cell._replace(top=True, long=True)


def _write_text(cell: Any, content: Cell, size: float) -> None:
    text = printable(str(content.value))
    cell.value = _with_aside(text, printable(content.aside), size) if content.aside else text
    if text:
        cell.data_type = "s"  # what begins with = would become a formula, #N/A an error value
        cell.quotePrefix = looks_like_formula(text)  # and stays text when somebody edits the cell


def _with_aside(text: str, aside: str, size: float) -> CellRichText:
    font = InlineFont(rFont=BODY_FONT, sz=size, i=True, color=GREY)
    return CellRichText(*([f"{text}\n"] if text else []), TextBlock(font, aside))
