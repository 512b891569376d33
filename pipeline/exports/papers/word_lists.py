"""Lists as Word tables: the columns and cells of a worksheet on the page of an official paper."""

from collections.abc import Sequence
from typing import Literal

from pipeline.exports.papers.font_substitutes import BODY_FONT
from pipeline.exports.papers.lines import Align
from pipeline.exports.papers.official_page import TABLE_SIZE, OfficialPage, OfficialTable, Words
from pipeline.exports.sheets.looks import DOUBT_FILL
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import date_words

DRAFT, DOUBTS_SHADED = (
    "（草稿，经审定后印发）",
    "（草稿，经审定后印发；浅黄底色处需要核对，原因见 Excel 同名表的批注）",
)
_PAPER_WIDTH = {"A4": 225.0, "A3": 345.0}
_ID_HEADERS = ("台账编号", "问题编号", "对应台账编号")
_ID_WIDTH, _DAY_WIDTH, _LEAST_WIDTH, _NUMBER_WIDTH = 22.0, 31.0, 14.0, 10.0
"""Millimetres: an id and a day are never broken over two lines; a status is, but readably."""
_NARROW = 6.0
"""A column of a worksheet no wider than this many digits is narrow on purpose: 序号."""
_SMALLEST = 8.0


class WordLists:
    """A paper of one list or several, each on a page of its own."""

    def __init__(self, paper: Literal["A3", "A4"] = "A4", draft: str = DRAFT) -> None:
        self.page = OfficialPage(landscape=True, paper=paper)
        self._draft = draft
        self._width = _PAPER_WIDTH[paper]
        self._begun = False

    def begin(self, _name: str, columns: Sequence[Column]) -> "WordList":
        """One more list; the name is that of its worksheet, and its title says as much."""
        if self._begun:
            self.page.new_page()
        self._begun = True
        return WordList(self.page, columns, self._width, self._draft)


class WordList:
    """One list; the columns that serve sorting only are left out."""

    def __init__(self, page: OfficialPage, columns: Sequence[Column], width: float, draft: str) -> None:
        self._page, self._draft = page, draft
        self._shown = [at for at, column in enumerate(columns) if not column.for_sorting]
        self._columns = [columns[at] for at in self._shown]
        self._widths = _widths(self._columns, width)
        self._table: OfficialTable | None = None
        self._rows = 0

    def title(self, text: str) -> None:
        """The name of the list, above it what kind of paper it is."""
        self._page.note(self._draft)
        self._page.title(text, alone=False)

    def line(self, text: str, *, for_sorting: str = "") -> None:  # noqa: ARG002 - nobody sorts a Word table
        """A line of explanation."""
        self._page.note(text)

    def section(self, text: str) -> None:
        """A heading inside the list: the table ends, and goes on below it."""
        self._page.note(text, joined=True)
        self._table = None

    def header(self) -> None:
        """The headings stand above each part; they are written with its first row."""

    def add(self, cells: Sequence[Cell], *, least: float = 0) -> int:  # noqa: ARG002 - rows of Word grow
        """A row; what follows in grey in a worksheet stands on a line of its own."""
        if self._table is None:
            self._table = self._page.table(self._widths, [column.header for column in self._columns])
        chosen = [cells[at] for at in self._shown]
        self._table.set_row(
            [_words(cell, column) for cell, column in zip(chosen, self._columns, strict=True)]
        )
        self._rows += 1
        return self._rows

    def merge(self, first: int, last: int, column: int) -> None:
        """Let the rows from `first` to `last` of the table share a cell; `column` is counted from 0."""
        if self._table is not None:
            self._table.merge(first, last, self._shown.index(column))

    def end_filter(self) -> None:
        """A Word table has no filter."""

    def finish(self, *, frozen_columns: int = 0, paper: Literal["A3", "A4"] = "A3") -> None:  # noqa: ARG002
        """The page was laid out when the paper was begun; a list without rows shows its headings."""
        if not self._rows:
            self._page.table(self._widths, [column.header for column in self._columns])


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    """Millimetres in the proportion of the worksheet, none narrower than what stands in it."""
    least = list(map(_least, columns))
    held = [0.0] * len(columns)
    while True:
        free = [column.width if not kept else 0.0 for column, kept in zip(columns, held, strict=True)]
        share = (width - sum(held)) / (sum(free) or 1.0)
        too_narrow = [at for at, room in enumerate(free) if room and room * share < least[at]]
        if not too_narrow:
            return [kept or room * share for kept, room in zip(held, free, strict=True)]
        for at in too_narrow:
            held[at] = least[at]


def _least(column: Column) -> float:
    if column.header in _ID_HEADERS:
        return _ID_WIDTH
    if column.dated:
        return _DAY_WIDTH
    return _NUMBER_WIDTH if column.width <= _NARROW else _LEAST_WIDTH


def _words(cell: Cell, column: Column) -> Words:
    value = cell.value if isinstance(cell.value, str | int) else date_words(cell.value)
    text = "\n".join(part for part in (str(value), cell.aside) if part)
    align: Align = column.align
    size = max(_SMALLEST, min(column.size, TABLE_SIZE))
    return Words(text, align, BODY_FONT, size, fill=DOUBT_FILL if cell.why else cell.fill)
