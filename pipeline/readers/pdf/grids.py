"""Ruled tables from the lines that enclose their cells; pdfplumber's geometry, whatever found the lines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.readers.pdf.page import Box, Grid

Edge = dict[str, Any]
Holders = tuple[Box, ...]


def enclosed(edges: Iterable[Edge], tolerance: float) -> Iterator[Grid]:
    """The tables that straight lines enclose; `tolerance` bounds how far lines that meet may lie apart.

    An edge has the keys `x0`, `x1`, `top`, `bottom`, `width`, `height` and `orientation` (`h` or `v`).
    """
    from pdfplumber import table

    merged = table.merge_edges(list(edges), *[tolerance] * 4)
    yield from closed(_cells(merged, tolerance), merged, tolerance)


def closed(cells: Iterable[Box], edges: Sequence[Edge], tolerance: float) -> list[Grid]:
    """The tables that cells and the lines around them make up, also where a page end leaves cells open.

    Some programs draw no line below a cell that goes on on the next page, and none above its rest there.
    Where drawing it would make other columns, the lines are not what they seem.
    """
    grids = list(grids_of(cells))
    lids = [lid for grid in grids for lid in _lids(grid, edges, tolerance)]
    if not lids:
        return grids
    whole = list(grids_of(_cells([*edges, *lids], tolerance)))
    return whole if _widths(whole) == _widths(grids) else grids


def covered(grid: Grid) -> list[list[bool | None]]:
    """Of each cell whether one from a row above reaches over it; None where there is no cell at all."""
    lefts = sorted({box[0] for row in grid.rows for box in row if box})
    reaching: dict[float, Box] = {}
    found = []
    for row in grid.rows:
        own = [box for box in row if box]
        reaching |= {left: box for box in own for left in lefts if box[0] <= left < box[2]}
        top = own[0][1]
        over = (reaching.get(left) for left in lefts)
        found.append([box[1] < top if box and box[3] > top else None for box in over])
    return found


def _cells(edges: Sequence[Edge], tolerance: float) -> Iterator[Box]:
    from pdfplumber import table

    crossings = table.edges_to_intersections(list(edges), tolerance, tolerance)
    for group in table.cells_to_tables(table.intersections_to_cells(crossings)):
        yield from group


def _lids(grid: Grid, edges: Iterable[Edge], tolerance: float) -> Iterator[Edge]:
    """The lines that are missing above or below the columns of a table."""
    left, top, right, bottom = grid.box
    beside = [
        edge
        for edge in edges
        if edge["orientation"] == "v"
        and left - tolerance <= edge["x0"] <= right + tolerance
        and edge["top"] <= bottom + tolerance
        and edge["bottom"] >= top - tolerance
    ]
    high, low = min(edge["top"] for edge in beside), max(edge["bottom"] for edge in beside)
    told = covered(grid)
    if None in told[0] or high < top - tolerance:
        yield _level(left, right, min(high, top))
    if None in told[-1] or low > bottom + tolerance:
        yield _level(left, right, max(low, bottom))


def _widths(grids: Iterable[Grid]) -> list[int]:
    return [len(grid.rows[0]) for grid in grids]


def _level(left: float, right: float, height: float) -> Edge:
    return {
        "x0": left, "x1": right, "top": height, "bottom": height, "width": right - left, "height": 0.0,
        "orientation": "h",
    }  # fmt: skip


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
