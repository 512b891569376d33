"""The tables of a document as rows of words, whatever format it came from."""

from collections.abc import Iterator

from models import Block, Document

Grid = list[list[Block | None]]


def grids_of(document: Document) -> Iterator[Grid]:
    """Every table and worksheet, row by row; a cell is its block, None where nothing stands."""
    tables: dict[tuple[str | None, int | None], dict[tuple[int, int], Block]] = {}
    for block in document.blocks:
        place = block.place
        if place.row and place.column:
            tables.setdefault((place.sheet, place.table), {}).setdefault((place.row, place.column), block)
    for cells in tables.values():
        rows = sorted({row for row, _ in cells})
        width = max(column for _, column in cells)
        yield [[cells.get((row, column)) for column in range(1, width + 1)] for row in rows]


def words_of(document: Document, cell: Block | None) -> str:
    """The words of a cell, on one line."""
    return " ".join(document.raw[cell.start : cell.end].split()) if cell else ""
