"""The straight lines of path objects, which may be the rules of a table."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from pipeline.readers.ofd.documents import words
from pipeline.readers.ofd.matrix import Matrix, on_page

Point = tuple[float, float]
STRAIGHT = 1.0
SHORT = 6.0
ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def edges_of(element: etree._Element, left: float, top: float) -> Iterator[dict[str, Any]]:
    """The level and upright lines of a PathObject; a thin filled box is the line it looks like."""
    matrix = on_page(element, left, top)
    if matrix is None:
        return
    for points in _strokes(words(element, "AbbreviatedData"), matrix):
        across, down = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(across), max(across), min(down), max(down)
        if min(x1 - x0, y1 - y0) <= STRAIGHT:
            yield from _edge((x0, y0), (x1, y1))
        else:
            for one, other in pairwise(points):
                yield from _edge(one, other)


def _edge(one: Point, other: Point) -> Iterator[dict[str, Any]]:
    x0, x1 = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if max(x1 - x0, bottom - top) < SHORT:
        return
    if bottom - top <= STRAIGHT:
        yield _rule(x0, x1, (top + bottom) / 2, (top + bottom) / 2, "h")
    elif x1 - x0 <= STRAIGHT:
        yield _rule((x0 + x1) / 2, (x0 + x1) / 2, top, bottom, "v")


def _rule(x0: float, x1: float, top: float, bottom: float, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }


def _strokes(data: str, matrix: Matrix) -> Iterator[list[Point]]:
    """The points of each stroke, in points on the page; a curve counts with where it ends."""
    points: list[Point] = []
    tokens = iter(data.split())
    for token in tokens:
        count = ARGUMENTS.get(token)
        if count is None:
            continue
        try:
            values = [float(next(tokens)) for _ in range(count)]
        except (ValueError, StopIteration):
            break
        if token in ("S", "M") and points:
            yield points
            points = []
        if token == "C" and points:  # noqa: S105 - a mark of the format
            points.append(points[0])
        elif values:
            points.append(matrix.at(values[-2], values[-1]))
    if points:
        yield points
