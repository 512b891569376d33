"""A table that is being written: the next page may go on with it, tables in its cells come after it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from models import Place
from pipeline.readers.assemble import Piece
from pipeline.readers.pdf.cells import Cell, together
from pipeline.readers.pdf.sheets import Sheet
from pipeline.readers.pdf.tables import Table, completes, continued


class _Row(NamedTuple):
    page: int
    cells: list[Cell]
    sheet: Sheet


@dataclass
class OpenTable:
    """The rows of a table so far, and the tables that stand in its cells, each with its page."""

    rows: list[_Row] = field(default_factory=list)
    nested: list[tuple[Table, Sheet]] = field(default_factory=list)

    def add(self, table: Table, sheet: Sheet) -> None:
        """Go on with the rows of a page; those of a new page without the header that is printed again."""
        rows = table.rows
        if self.rows:
            rows = self._completed(continued([row.cells for row in self.rows], rows))
            rows = [_untold(row) if at == 0 else row for at, row in enumerate(rows)]
        self.rows += [_Row(sheet.number, cells, sheet) for cells in rows]

    def goes_on(self, table: Table, sheet: Sheet) -> bool:
        """Whether a table can be the rest of this one: on another page, with as many columns."""
        if not self.rows or len(self.rows[-1].cells) != len(table.rows[0]):
            return False
        return self.rows[-1].page != sheet.number

    def pieces(self, number: int) -> Iterator[Piece]:
        """The cells of the table, which is the one of this number, row by row; empty rows are left out."""
        for at, row in enumerate(self.rows, 1):
            if any(cell.text for cell in row.cells):
                place = Place(page=row.page, table=number, row=at)
                yield from (_piece(row, place, column, cell) for column, cell in enumerate(row.cells, 1))

    def _completed(self, rows: list[list[Cell]]) -> list[list[Cell]]:
        """Put what the page end cut off a row back in its place; what is left are rows of their own."""
        ends = [self._last_filled(column) for column in range(len(self.rows[-1].cells))]
        above = [self.rows[at].cells[column] for column, at in enumerate(ends)]
        if not rows or not completes(above, rows[0]):
            return rows
        for column, (at, cell) in enumerate(zip(ends, rows[0], strict=True)):
            self.rows[at].cells[column] = together(above[column], cell)
        return rows[1:]

    def _last_filled(self, column: int) -> int:
        """The last row with words in this column; a merged cell has them in its first row."""
        return next((at for at in reversed(range(len(self.rows))) if self.rows[at].cells[column].text), -1)


def _untold(row: list[Cell]) -> list[Cell]:
    """The first row of a page: an empty cell may be the rest of a merged one that the page end cut."""
    return [cell._replace(covered=None) for cell in row]


def _piece(row: _Row, place: Place, column: int, cell: Cell) -> Piece:
    place = place.model_copy(update={"column": column, "box": row.sheet.box(cell.lines)})
    covered = None if row.sheet.scanned else cell.covered  # a faint line may not have been seen
    confidence = row.sheet.confidence(cell.lines)
    return Piece(cell.text, place, "cell", confidence=confidence, covered=covered)
