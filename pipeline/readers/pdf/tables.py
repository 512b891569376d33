"""Ruled tables of a PDF: the words of each cell, and what a page end does to a table."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.readers.pdf.cells import Cell, cell_of, takes_up
from pipeline.readers.pdf.glyphs import Glyph, lines_of
from pipeline.readers.pdf.grids import covered
from pipeline.readers.pdf.gutters import MIDDLE
from pipeline.readers.pdf.page import Box, Grid

PADDING = 0.5
TABLE = -1


class Table(NamedTuple):
    """A table on one page: how far down it begins, its rows of cells; its `column` tells it from lines.

    `inside` says that it stands in a cell of another one, `columns` where they are, if only words tell.
    """

    top: float
    rows: list[list[Cell]]
    column: int = TABLE
    inside: bool = False
    columns: tuple[tuple[float, float], ...] = ()


def split(grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page, one before those in its cells, and the characters that stand in none of them."""
    rest, tables = list(glyphs), []
    for grid in grids:  # those in cells take their characters first
        table, rest = _fill(grid, rest)
        if any(cell.text for row in table.rows for cell in row):
            tables.append(table)
    return tables[::-1], rest


def continued(before: Sequence[Sequence[Cell]], rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a table that goes on from the page before, without the header that is printed again."""
    repeated = 0
    while repeated < min(len(before), len(rows)) and _same(before[repeated], rows[repeated]):
        repeated += 1
    return rows[repeated:]


def completes(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether `row` is the rest of one that the page end cut; `above` is the last filled cell by column.

    Then it has no number of its own, a cell of it takes up what the cell above left open, and none cannot.
    """
    pairs = zip(above, row, strict=True)
    told = [takes_up(before, cell) for before, cell in pairs if cell.text]
    return not row[0].text and True in told and False not in told


def _fill(grid: Grid, glyphs: list[Glyph]) -> tuple[Table, list[Glyph]]:
    inside, rest = _part(grid.box, glyphs)
    rows: list[list[Cell]] = []
    for boxes, told in zip(grid.rows, covered(grid), strict=True):
        rows.append([])
        for box, under in zip(boxes, told, strict=True):
            found, inside = _part(box, inside) if box else ([], inside)
            rows[-1].append((_cell(box, found) if box else Cell())._replace(covered=under))
    return Table(grid.box[1], rows, inside=grid.inside), rest + inside


def _cell(box: Box, glyphs: list[Glyph]) -> Cell:
    lines = lines_of(glyphs)
    if not lines:
        return Cell()
    em, indent = lines[0].em, min(line.x0 for line in lines) - box[0]
    padding = min(max(PADDING * em, indent), em)
    return cell_of(lines, box[0] + padding, box[2] - padding)


def _part(box: Box, glyphs: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The characters in the box, and those outside."""
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        (inside if _in(box, glyph) else outside).append(glyph)
    return inside, outside


def _in(box: Box, glyph: Glyph) -> bool:
    across, down = (glyph.x0 + glyph.x1) / 2, glyph.base - MIDDLE * glyph.height
    return box[0] <= across < box[2] and box[1] <= down < box[3]


def _same(row: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return ["".join(cell.text.split()) for cell in row] == ["".join(cell.text.split()) for cell in other]
