"""Pages set in two columns: where the gutter runs, and what stands left and right of it.

The lines of one column need not stand level with those of the other.
"""

from collections.abc import Iterable, Sequence
from statistics import median

from pipeline.readers.pdf.glyphs import Glyph, Line, lines_of, rows_of

GUTTER = 1.0
MIDDLE = (0.35, 0.65)
STEP = 0.25
FEWEST = 5
FULL = 0.7


Row = list[Glyph]
Parts = list[tuple[float, float]]


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
    if len(rows) < FEWEST or not inked:
        return None
    left, right = min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked)
    em = median(glyph.height for glyph in inked)
    start, end = (left + share * (right - left) for share in MIDDLE)
    steps = int((end - start) / (STEP * em)) + 1
    places = [start + at * STEP * em for at in range(steps)]
    parts = [_parts(row, em) for row in rows]
    runs = [(at, *_longest(parts, at, em)) for at in places]
    most = max(last - first for _, first, last in runs)
    best = [run for run in runs if run[2] - run[1] == most]
    at, first, last = best[len(best) // 2]
    return (at, first, last) if most >= FEWEST and _is_text(rows[first:last], at) else None


def _longest(rows: Sequence[Parts], at: float, em: float) -> tuple[int, int]:
    """The longest run of rows that leave a gutter free around `at`."""
    best, first = (0, 0), 0
    for number, free in enumerate([*(_free(row, at, em) for row in rows), False]):
        if free:
            continue
        if number - first > best[1] - best[0]:
            best = first, number
        first = number + 1
    return best


def _parts(row: Row, em: float) -> Parts:
    """From where to where the words of a row reach that spaces as wide as a gutter part."""
    parts: Parts = []
    for glyph in sorted((one for one in row if not one.char.isspace()), key=lambda one: one.x0):
        if parts and glyph.x0 - parts[-1][1] < GUTTER * em:
            parts[-1] = parts[-1][0], max(parts[-1][1], glyph.x1)
        else:
            parts.append((glyph.x0, glyph.x1))
    return parts


def _free(parts: Parts, at: float, em: float) -> bool:
    half = GUTTER * em / 2
    return not any(start < at + half and end > at - half for start, end in parts)


def _is_text(rows: Sequence[Row], gutter: float) -> bool:
    """Whether running text stands on both sides: most lines fill their column, as cells of a table do not.

    Several lines of each side must stand beside the other.
    """
    left, right = (
        lines_of(one for one in _flat(rows) if (_middle(one) < gutter) == is_left)
        for is_left in (True, False)
    )
    if not (_fill(left) and _fill(right)):
        return False
    return _beside(left, right) >= FEWEST and _beside(right, left) >= FEWEST


def _fill(lines: Sequence[Line]) -> bool:
    """Whether there are lines enough, and most of them as long as the column is wide."""
    if len(lines) < FEWEST:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return median(line.x1 - line.x0 for line in lines) >= FULL * width and width >= 8 * lines[0].em


def _beside(lines: Sequence[Line], others: Sequence[Line]) -> int:
    """How many lines stand between the first and the last of the other side."""
    top, bottom = others[0].top, others[-1].base
    return sum(1 for line in lines if top <= line.base and line.top <= bottom)


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _flat(rows: Sequence[Row]) -> list[Glyph]:
    return [glyph for row in rows for glyph in row]
