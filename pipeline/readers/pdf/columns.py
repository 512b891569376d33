"""Pages set in two columns: where the gutter runs, and what stands left and right of it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from pipeline.readers.pdf.glyphs import Glyph, Line, lines_of, rows_of

GUTTER = 1.0
MIDDLE = (0.35, 0.65)
STEP = 0.25
FEWEST = 5
FULL = 0.7


Row = list[Glyph]


def in_columns(glyphs: Iterable[Glyph]) -> list[Line] | None:
    """The lines of a page set in two columns, in the order of reading; None when it is not."""
    rows = rows_of(glyphs)
    found = _gutter(rows)
    if not found:
        return None
    gutter, first, last = found
    block = _flat(rows[first:last])
    sides = (
        [one for one in block if _middle(one) < gutter],
        [one for one in block if _middle(one) >= gutter],
    )
    left, right = (
        [line._replace(column=column) for line in lines_of(side)] for column, side in enumerate(sides, 1)
    )
    return [*lines_of(_flat(rows[:first])), *left, *right, *lines_of(_flat(rows[last:]))]


def _gutter(rows: Sequence[Row]) -> tuple[float, int, int] | None:
    """Where the gutter runs, and the first row and the end of those that it parts."""
    inked = [glyph for row in rows for glyph in row if not glyph.char.isspace()]
    if sum(map(_has_gap, rows)) < FEWEST:
        return None
    left, right = min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked)
    em = median(glyph.height for glyph in inked)
    start, end = (left + share * (right - left) for share in MIDDLE)
    steps = int((end - start) / (STEP * em)) + 1
    places = [start + at * STEP * em for at in range(steps)]
    runs = [(at, *_longest(rows, at, em)) for at in places]
    most = max(last - first for _, first, last in runs)
    best = [run for run in runs if run[2] - run[1] == most]
    at, first, last = best[len(best) // 2]
    return (at, first, last) if most >= FEWEST and _is_text(rows[first:last], at) else None


def _longest(rows: Sequence[Row], at: float, em: float) -> tuple[int, int]:
    """The longest run of rows that leave a gutter free around `at`."""
    best, first = (0, 0), 0
    for number, free in enumerate([*(_free(row, at, em) for row in rows), False]):
        if free:
            continue
        if number - first > best[1] - best[0]:
            best = first, number
        first = number + 1
    return best


def _has_gap(row: Row) -> bool:
    """Whether a row has a space as wide as a gutter."""
    glyphs = sorted((glyph for glyph in row if not glyph.char.isspace()), key=lambda glyph: glyph.x0)
    return any(other.x0 - one.x1 > GUTTER * one.height for one, other in pairwise(glyphs))


def _free(row: Row, at: float, em: float) -> bool:
    half = GUTTER * em / 2
    return not any(glyph.x0 < at + half and glyph.x1 > at - half for glyph in row if not glyph.char.isspace())


def _is_text(rows: Sequence[Row], gutter: float) -> bool:
    """Whether running text stands on both sides: most lines fill their column, as cells of a table do not."""
    for is_left in (True, False):
        lines = lines_of(one for one in _flat(rows) if (_middle(one) < gutter) == is_left)
        if len(lines) < FEWEST:
            return False
        width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
        if median(line.x1 - line.x0 for line in lines) < FULL * width or width < 8 * lines[0].em:
            return False
    return True


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _flat(rows: Sequence[Row]) -> list[Glyph]:
    return [glyph for row in rows for glyph in row]
