"""Tables without ruled lines: rows of words that stand below each other, numbered in the first column."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.readers.pdf.cells import Cell, cell_of
from pipeline.readers.pdf.glyphs import Glyph, lines_of, rows_of
from pipeline.readers.pdf.tables import Table

SPACE = 1.0
NEAR = 3.0
COLUMNS = 3
ROWS = 3
NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")

Row = list[Glyph]
Interval = tuple[float, float]


class _Run(NamedTuple):
    """Rows of a page up to `end`, and from where to where each column reaches."""

    end: int
    columns: list[Interval]


def loose_tables(glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The numbered tables among characters that no ruled line encloses, and the characters in none."""
    printed = [row for row in rows_of(glyphs) if _inked(row)]
    rows = list(map(_inked, printed))
    tables: list[Table] = []
    rest: list[Glyph] = []
    at = 0
    while at < len(rows):
        run = _run_at(rows, at)
        if run:
            tables.append(_table(rows[at : run.end], run.columns))
        else:
            rest += printed[at]
        at = run.end if run else at + 1
    return tables, rest


def _inked(row: Row) -> Row:
    return sorted((glyph for glyph in row if not glyph.char.isspace()), key=lambda glyph: glyph.x0)


def _run_at(rows: Sequence[Row], first: int) -> _Run | None:
    """The table that begins with a header at row `first`, a numbered row below it; None when none does."""
    if len(_segments(rows[first])) < COLUMNS or first + 1 >= len(rows):
        return None
    columns, end = _merged(_segments(rows[first])), first + 1
    while end < len(rows) and _near(rows[end - 1], rows[end]):
        wider = _merged([*columns, *_segments(rows[end])])
        if len(wider) < len(columns):
            break
        columns, end = wider, end + 1
    body = [row for row in rows[first + 1 : end] if _numbered(row, columns)]
    begins_numbered = end > first + 1 and _numbered(rows[first + 1], columns)
    if len(columns) < COLUMNS or len(body) < ROWS - 1 or not begins_numbered:
        return None
    return _Run(end, columns)


def _segments(row: Row) -> list[Interval]:
    """From where to where the words of a row reach that wide spaces part."""
    em = median(glyph.height for glyph in row)
    found = [[row[0].x0, row[0].x1]]
    for before, glyph in pairwise(row):
        if glyph.x0 - before.x1 > SPACE * em:
            found.append([glyph.x0, glyph.x1])
        found[-1][1] = max(found[-1][1], glyph.x1)
    return [(start, end) for start, end in found]


def _merged(intervals: Sequence[Interval]) -> list[Interval]:
    """Intervals of which those that overlap are one."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _near(above: Row, row: Row) -> bool:
    return row[0].base - above[0].base < NEAR * max(above[0].height, row[0].height)


def _numbered(row: Row, columns: Sequence[Interval]) -> bool:
    """Whether a row has a number in the first column, and words in two more at least."""
    cells = ["".join(glyph.char for glyph in part) for part in _parted(row, columns)]
    return bool(NUMBER.fullmatch(cells[0])) and sum(map(bool, cells)) >= COLUMNS


def _parted(row: Row, columns: Sequence[Interval]) -> list[Row]:
    """The characters of a row by column."""
    return [[glyph for glyph in row if start <= (glyph.x0 + glyph.x1) / 2 <= end] for start, end in columns]


def _table(rows: Sequence[Row], columns: Sequence[Interval]) -> Table:
    """Rows to cells; a row without a number goes on with the one above it."""
    groups: list[list[Row]] = []
    for number, row in enumerate(rows):
        if number < 2 or _parted(row, columns)[0]:
            groups.append([])
        groups[-1].append(row)
    top = min(glyph.base - glyph.height for glyph in rows[0])
    return Table(top, [list(_cells(group, columns)) for group in groups])


def _cells(group: Sequence[Row], columns: Sequence[Interval]) -> Iterator[Cell]:
    for at, (start, end) in enumerate(columns):
        yield cell_of(lines_of(glyph for row in group for glyph in _parted(row, columns)[at]), start, end)
