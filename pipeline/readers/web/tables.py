"""Tables of a page: which of them hold data and not the layout, and where each cell stands."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.package import local
from pipeline.readers.text.tables import is_header

CELLS = ("td", "th")
SECTIONS = ("thead", "tbody", "tfoot")
WIDEST = 200
TALLEST = 5_000
MOST = 100_000
ROWS = COLUMNS = 3


def is_data(table: etree._Element) -> bool:
    """Whether a table has rows and columns of its own.

    One that holds another one mostly sets the page, see `_has_columns`.
    """
    rows = list(_rows(table))
    if any(True for _ in table.iterdescendants("table")):
        return _has_columns(table, rows)
    return len(rows) > 1 and max(len(list(_cells(row))) for row in rows) > 1


def _has_columns(table: etree._Element, rows: list[etree._Element]) -> bool:
    """Whether the first row names columns that all rows have, and most words stand outside inner tables."""
    cells = [list(_cells(row)) for row in rows]
    if len(rows) < ROWS or len(cells[0]) < COLUMNS or any(len(row) != len(cells[0]) for row in cells):
        return False
    inner = sum(len(_words(one)) for one in table.iterdescendants("table"))
    return is_header([_words(cell) for cell in cells[0]]) and inner < len(_words(table)) / 2


def _words(element: etree._Element) -> str:
    return "".join("".join(map(str, element.itertext())).split())


class Spread:
    """The cells of a table by row and column; None is the part of a merged cell that has no words.

    `under` are the places, counted from 0, that lie below the first row of a merged cell.
    """

    def __init__(self, table: etree._Element) -> None:
        self._taken: dict[tuple[int, int], etree._Element | None] = {}
        self.under: set[tuple[int, int]] = set()
        sources = list(_rows(table))
        for row, source in enumerate(sources):
            column = 0
            for cell in _cells(source):
                while (row, column) in self._taken:
                    column += 1
                self._place(cell, row, column, len(sources))
        width = 1 + max((column for _, column in self._taken), default=-1)
        self.rows = [[self._taken.get((row, at)) for at in range(width)] for row in range(len(sources))]

    def _place(self, cell: etree._Element, row: int, column: int, height: int) -> None:
        down = min(_number(cell, "rowspan") or height - row, height - row)
        across = min(_number(cell, "colspan") or 1, WIDEST)
        if len(self._taken) > MOST:
            down = across = 1
        for below in range(down):
            for right in range(across):
                self._taken.setdefault((row + below, column + right), None)
                if below:
                    self.under.add((row + below, column + right))
        self._taken[row, column] = cell


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren("*"):
        if local(child) == "tr":
            yield child
        elif local(child) in SECTIONS:
            yield from child.iterchildren("tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return row.iterchildren(*CELLS)


def _number(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(int(text), TALLEST) if text.isdecimal() else 1
