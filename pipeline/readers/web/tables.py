"""Tables of a page: which of them hold data and not the layout, and where each cell stands."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.package import local

CELLS = ("td", "th")
SECTIONS = ("thead", "tbody", "tfoot")
WIDEST = 200
TALLEST = 5_000
MOST = 100_000


def is_data(table: etree._Element) -> bool:
    """Whether a table has rows and columns of its own; one that holds another one only sets the page."""
    rows = list(_rows(table))
    if any(True for _ in table.iterdescendants("table")):
        return False
    return len(rows) > 1 and max(len(list(_cells(row))) for row in rows) > 1


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
