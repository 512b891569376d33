"""Columns of a table without upright lines: from where to where words reach that nothing parts."""

from collections.abc import Iterable, Sequence
from statistics import median

from pipeline.readers.pdf.glyphs import Glyph

GUTTER = 0.12
MIDDLE = 0.35

Row = list[Glyph]
Interval = tuple[float, float]


def inked(row: Iterable[Glyph]) -> Row:
    """The characters of a printed row that one sees, from left to right."""
    return sorted((glyph for glyph in row if not glyph.char.isspace()), key=lambda glyph: glyph.x0)


def parts(glyphs: Iterable[Glyph], gutter: float = GUTTER) -> list[Interval]:
    """From where to where the words reach that spaces part which are `gutter` of a character wide."""
    seen = inked(glyphs)
    if not seen:
        return []
    room = gutter * median(glyph.height for glyph in seen) / 2
    wider = merged((glyph.x0 - room, glyph.x1 + room) for glyph in seen)
    return [(start + room, end - room) for start, end in wider]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Intervals of which those that overlap are one."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def split(row: Iterable[Glyph], columns: Sequence[Interval]) -> list[Row]:
    """The characters of a row by column: each belongs to the one that it stands in, or else the nearest."""
    found: list[Row] = [[] for _ in columns]
    for glyph in row:
        middle = (glyph.x0 + glyph.x1) / 2
        away = [max(start - middle, middle - end, 0.0) for start, end in columns]
        found[away.index(min(away))].append(glyph)
    return found


def crosses(row: Iterable[Glyph], columns: Sequence[Interval]) -> bool:
    """Whether words of a row reach from one column into another."""
    reach = parts(row)
    return len(merged([*columns, *reach])) < len(columns)


def widened(columns: Sequence[Interval], rows: Iterable[Row]) -> list[Interval]:
    """The columns as far as the words of more rows reach; fewer where these reach over several."""
    return merged([*columns, *(part for row in rows for part in parts(row))])


def middle_of(row: Sequence[Glyph]) -> float:
    """How far down the page the middle of a printed row is."""
    return median(glyph.base - MIDDLE * glyph.height for glyph in row)


def top_of(row: Iterable[Glyph]) -> float:
    """How far down the page a printed row begins."""
    return min(glyph.base - glyph.height for glyph in row)
