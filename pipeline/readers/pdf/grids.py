"""Ruled tables from the lines that enclose their cells; pdfplumber's geometry, whatever found the lines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.readers.pdf.page import Box, Grid

Holders = tuple[Box, ...]


def enclosed(edges: Iterable[dict[str, Any]], tolerance: float) -> Iterator[Grid]:
    """The tables that straight lines enclose; `tolerance` bounds how far lines that meet may lie apart.

    An edge has the keys `x0`, `x1`, `top`, `bottom`, `width`, `height` and `orientation` (`h` or `v`).
    """
    from pdfplumber import table

    merged = table.merge_edges(list(edges), *[tolerance] * 4)
    crossings = table.edges_to_intersections(merged, tolerance, tolerance)
    groups = table.cells_to_tables(table.intersections_to_cells(crossings))
    yield from grids_of(cell for group in groups for cell in group)


def grids_of(cells: Iterable[Box]) -> Iterator[Grid]:
    """The tables that cells make up, one that stands in a cell of another before that other.

    A mere frame around text, or around a table, is none.
    """
    kept: set[Box] = set()
    found: list[Grid] = []
    for holders, inside in sorted(_by_holders(cells).items(), key=lambda one: len(one[0])):
        for grid in _tables(inside, inside=not kept.isdisjoint(holders)):
            found.append(grid)
            kept.update(box for row in grid.rows for box in row if box)
    yield from reversed(found)


def _tables(cells: Sequence[Box], *, inside: bool) -> Iterator[Grid]:
    from pdfplumber import table

    no_page: Any = None
    for group in table.cells_to_tables(list(cells)):
        one = table.Table(no_page, group)
        rows = [list(row.cells) for row in one.rows]
        if max(map(len, rows)) > 1:
            yield Grid(one.bbox, rows, inside)


def _by_holders(cells: Iterable[Box]) -> dict[Holders, list[Box]]:
    """Cells by those that they stand in, the outermost of these first."""
    found: dict[Holders, list[Box]] = {}
    reaching: list[Box] = []
    for cell in sorted(cells, key=lambda box: (box[1], -box[3], box[0], -box[2])):
        reaching = [box for box in reaching if box[3] > cell[1]]
        found.setdefault(tuple(box for box in reaching if _holds(box, cell)), []).append(cell)
        reaching.append(cell)
    return found


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
