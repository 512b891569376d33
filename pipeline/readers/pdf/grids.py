"""Ruled tables from the lines that enclose their cells; pdfplumber's geometry, whatever found the lines."""

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.readers.pdf.page import Box, Grid


def enclosed(edges: Iterable[dict[str, Any]], tolerance: float) -> Iterator[Grid]:
    """The tables that straight lines enclose; `tolerance` bounds how far lines that meet may lie apart.

    An edge has the keys `x0`, `x1`, `top`, `bottom`, `width`, `height` and `orientation` (`h` or `v`).
    """
    from pdfplumber import table

    merged = table.merge_edges(list(edges), *[tolerance] * 4)
    crossings = table.edges_to_intersections(merged, tolerance, tolerance)
    no_page: Any = None
    groups = table.cells_to_tables(table.intersections_to_cells(crossings))
    yield from outermost(table.Table(no_page, cells) for cells in groups)


def outermost(tables: Iterable[Any]) -> Iterator[Grid]:
    """Tables without those inside another one, and without a mere frame around text."""
    found = [(table.bbox, [list(row.cells) for row in table.rows]) for table in tables]
    for box, rows in found:
        inside = any(_holds(other, box) for other, _ in found if other != box)
        if not inside and max(map(len, rows)) > 1:
            yield Grid(box, rows)


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
