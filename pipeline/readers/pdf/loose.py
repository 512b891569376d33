"""Tables without ruled lines: rows of words that stand below each other, numbered in the first column."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.readers.pdf.cells import Cell, cell_of
from pipeline.readers.pdf.glyphs import Glyph, lines_of, rows_of
from pipeline.readers.pdf.gutters import Interval, Row, crosses, inked, merged, parts, split, top_of, widened
from pipeline.readers.pdf.numbered_rows import Group, is_numbered, numbered_rows
from pipeline.readers.pdf.tables import Table

SPACES = (1.0, 0.5)
"""How far headings lie apart, in characters: mostly, and beside a narrow column."""
NEAR = 5.0
COLUMNS = 3
ROWS = 3
FIRST = 10
NUMBERING = re.compile(r"序号?|编号|项次|号")


class _Run(NamedTuple):
    """Rows of a page up to `end`, its columns, and the printed rows of each row of the table."""

    end: int
    columns: list[Interval]
    groups: list[Group]


def loose_tables(glyphs: Sequence[Glyph], known: Sequence[Interval] = ()) -> tuple[list[Table], list[Glyph]]:
    """The numbered tables among characters that no ruled line encloses, and the characters in none.

    `known` are the columns of a table with which the page before ended; this page may go on with it.
    """
    printed = [row for row in rows_of(glyphs) if inked(row)]
    rows = list(map(inked, printed))
    tables: list[Table] = []
    rest: list[Glyph] = []
    at = 0
    while at < len(rows):
        run = (_rest_of(rows, known) if known and not at else None) or _run_at(rows, at)
        if run:
            tables.append(table_of(run.groups, run.columns))
        else:
            rest += printed[at]
        at = run.end if run else at + 1
    return tables, rest


def table_of(groups: Sequence[Group], columns: Sequence[Interval]) -> Table:
    """The table of these rows; words that reach over several columns are those of the first."""
    return Table(top_of(groups[0][0]), [_cells(group, columns) for group in groups], columns=tuple(columns))


def _cells(group: Group, columns: Sequence[Interval]) -> list[Cell]:
    glyphs = [glyph for row in group for glyph in row]
    if crosses(glyphs, columns):
        return [cell_of(lines_of(glyphs), columns[0][0], columns[-1][1]), *[Cell()] * (len(columns) - 1)]
    found = zip(split(glyphs, columns), columns, strict=True)
    return [cell_of(lines_of(part), start, end) for part, (start, end) in found]


def _run_at(rows: Sequence[Row], first: int) -> _Run | None:
    """The table that begins with a header at row `first`, a numbered row below it; None when none does."""
    headed = (_run_below(rows, first, merged(parts(rows[first], space))) for space in SPACES)
    return next((run for run in headed if run), None)


def _run_below(rows: Sequence[Row], first: int, heads: list[Interval]) -> _Run | None:
    """The same, where the headings reach as far as `heads` say."""
    if len(heads) < COLUMNS:
        return None
    columns, end = heads, first + 1
    while end < len(rows) and _near(rows[end - 1], rows[end]):
        wider = merged([*columns, *parts(rows[end])])
        if any(sum(start < head[1] and head[0] < stop for head in heads) > 1 for start, stop in wider):
            break
        columns, end = wider, end + 1
    columns = _headed(columns, heads)
    named = NUMBERING.fullmatch(_words(split(rows[first], columns)[0]))
    body = rows[first + 1 : end]
    numbered = [
        at for at, row in enumerate(body) if is_numbered(row, columns, COLUMNS - 1 if named else COLUMNS)
    ]
    if len(columns) < COLUMNS or len(numbered) < ROWS - 1 or numbered[0] >= (FIRST if named else 1):
        return None
    groups = numbered_rows(body, columns)
    return _Run(end, columns, [[rows[first]], *groups]) if groups else None


def _rest_of(rows: Sequence[Row], columns: Sequence[Interval]) -> _Run | None:
    """The rows at the head of a page that go on with a table of these columns; None when there are none."""
    end = 0
    while (
        end < len(rows) and not crosses(rows[end], columns) and (not end or _near(rows[end - 1], rows[end]))
    ):
        end += 1
    wider, filled = widened(columns, rows[:end]), widened((), rows[:end])
    if len(wider) != len(columns) or len(filled) < COLUMNS:
        return None
    groups = numbered_rows(rows[:end], wider, begun=True)
    return _Run(end, wider, groups) if groups else None


def _headed(columns: Sequence[Interval], heads: Sequence[Interval]) -> list[Interval]:
    """The columns, those without a heading joined with the one on their left."""
    found: list[Interval] = []
    for start, end in columns:
        if found and not any(start < head[1] and head[0] < end for head in heads):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _words(row: Row) -> str:
    return "".join(glyph.char for glyph in row)


def _near(above: Row, row: Row) -> bool:
    return row[0].base - above[0].base < NEAR * max(above[0].height, row[0].height)
