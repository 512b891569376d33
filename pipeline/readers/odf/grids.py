"""Worksheets of an OpenDocument spreadsheet: cells with the words that the file says they show."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.odf.styles import Styles, value
from pipeline.readers.package import local
from pipeline.readers.sheet.grid import Comment, Grid, Span

UNSEEN = ("collapse", "filter")
LAST = 1_048_576
FILLED = 2_000


def grids(body: etree._Element, styles: Styles) -> Iterator[Grid]:
    """The sheets of a spreadsheet, in its order."""
    for table in body.iterchildren("{*}table"):
        grid = Grid(value(table, "name"), hidden=styles.hidden(value(table, "style-name")))
        column = 0
        for one in table.iter("{*}table-column"):
            repeated = _repeated(one, "number-columns-repeated")
            if value(one, "visibility") in UNSEEN and repeated < FILLED:
                grid.hidden_columns.update(range(column + 1, column + repeated + 1))
            column += repeated
        row = 0
        for one in table.iter("{*}table-row"):
            repeated = _repeated(one, "number-rows-repeated")
            filled = repeated if repeated < FILLED else 1
            for number in range(row + 1, row + filled + 1):
                _read_row(grid, one, number)
            row += repeated
        grid.pictures = sum(1 for _ in table.iter("{*}image"))
        yield grid


def _read_row(grid: Grid, row: etree._Element, number: int) -> None:
    if value(row, "visibility") in UNSEEN:
        grid.hidden_rows.add(number)
    column = 0
    for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        repeated = _repeated(cell, "number-columns-repeated")
        text = _words(cell)
        note = next(cell.iterchildren("{*}annotation"), None)
        if note is not None:
            author = next((one.text or "" for one in note.iter("{*}creator")), "")
            grid.comments[number, column + 1] = Comment(author, _words(note))
        if text.strip() and local(cell) == "table-cell":
            for at in range(column + 1, column + min(repeated, FILLED) + 1):
                grid.cells[number, at] = text
            down, right = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
            if max(down, right) > 1:
                grid.merged.append(Span(number, column + 1, number + down - 1, column + right))
        column += repeated


def _words(element: etree._Element) -> str:
    return "\n".join("".join(map(str, one.itertext())) for one in element.iterchildren("{*}p"))


def _repeated(element: etree._Element, name: str) -> int:
    text = value(element, name)
    return max(1, min(int(text), LAST)) if text.isdecimal() and len(text) < len(str(LAST * 10)) else 1
