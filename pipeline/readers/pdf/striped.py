"""Tables of which only the rows are parted, by level lines or coloured bands."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.readers.pdf.glyphs import Glyph, rows_of
from pipeline.readers.pdf.gutters import Interval, Row, crosses, inked, merged, middle_of, parts, widened
from pipeline.readers.pdf.loose import table_of
from pipeline.readers.pdf.numbered_rows import Group, is_numbered, numbered_rows
from pipeline.readers.pdf.page import Grid, Rule
from pipeline.readers.pdf.tables import Table

LEVEL = 2.0
JOIN = 3.0
WIDE = 0.35
ALIKE = 6.0
RULES = 3
COLUMNS = 3
NEAR = 2.2


def without_bands(grids: Sequence[Grid]) -> list[Grid]:
    """The ruled tables without those that are only single coloured rows of one table."""
    single = [grid for grid in grids if len(grid.rows) == 1 and not grid.inside]
    bands = [one for one in single if sum(_alike(one.box, other.box) for other in single) > 1]
    return [grid for grid in grids if grid not in bands]


def striped_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], width: float
) -> tuple[list[Table], list[Glyph]]:
    """The tables between level lines one below the other, and the characters in none; `width` of the page."""
    tables: list[Table] = []
    rest = list(glyphs)
    for stack in _stacks(rules, width):
        found = _table(rest, stack)
        if found:
            table, inside = found
            tables.append(table)
            taken = set(map(id, inside))
            rest = [glyph for glyph in rest if id(glyph) not in taken]
    return tables, rest


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return abs(one[0] - other[0]) < ALIKE and abs(one[-2] - other[-2]) < ALIKE


def _stacks(rules: Sequence[Rule], width: float) -> Iterator[list[Rule]]:
    """The lines of each table, from top to bottom: several as long as each other, begun at one place."""
    kept: list[list[Rule]] = []
    for rule in _whole(rules):
        if rule.right - rule.left < WIDE * width:
            continue
        stack = next((one for one in kept if _reach_alike(one[-1], rule)), None)
        if stack is None:
            kept.append([rule])
        else:
            stack.append(rule)
    yield from (stack for stack in kept if len(stack) >= RULES)


def _reach_alike(one: Rule, other: Rule) -> bool:
    return abs(one.left - other.left) < ALIKE and abs(one.right - other.right) < ALIKE


def _whole(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The lines that pieces side by side make up, from top to bottom."""
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda one: one.top):
        if level and rule.top - level[0].top > LEVEL:
            yield from _joined(level)
            level = []
        level.append(rule)
    yield from _joined(level)


def _joined(pieces: list[Rule]) -> Iterator[Rule]:
    found: list[Rule] = []
    for piece in sorted(pieces, key=lambda one: one.left):
        if found and piece.left - found[-1].right <= JOIN:
            found[-1] = found[-1]._replace(right=max(found[-1].right, piece.right))
        else:
            found.append(piece)
    yield from found


def _table(glyphs: Sequence[Glyph], stack: Sequence[Rule]) -> tuple[Table, list[Glyph]] | None:
    """The table of these lines and the characters in it; None when no columns can be seen."""
    left, right = stack[0].left - LEVEL, stack[0].right + LEVEL
    rows = [row for row in rows_of(one for one in glyphs if left <= one.x0 and one.x1 <= right) if inked(row)]
    bands = [
        [row for row in rows if above.top <= middle_of(row) < below.top] for above, below in pairwise(stack)
    ]
    columns = _columns(bands)
    if len(columns) < COLUMNS:
        return None
    before = [row for row in rows if middle_of(row) < stack[0].top]
    after = [row for row in rows if middle_of(row) >= stack[-1].top]
    first = _next_to(before[::-1], columns, stack[0].top)[::-1]
    last = _next_to(after, columns, stack[-1].top)
    wider = widened(columns, [*first, *last])
    columns = wider if len(wider) == len(columns) else columns
    groups = [group for band in bands for group in _rows_in(band, columns)]
    groups = [group for group in (first, *groups, last) if group]
    table = table_of(groups, columns)
    if sum(sum(bool(cell.text) for cell in row) >= COLUMNS for row in table.rows) < RULES - 1:
        return None
    return table, [one for group in groups for row in group for one in row]


def _rows_in(band: Sequence[Row], columns: Sequence[Interval]) -> list[Group]:
    """The rows of a table in one band: one for each number in the first column."""
    several = sum(is_numbered(row, columns) for row in band) > 1
    return (numbered_rows(band, columns) if several else None) or [list(band)]


def _columns(bands: Sequence[Sequence[Row]]) -> list[Interval]:
    """From where to where the words of each column reach; bands that are no rows of cells do not count."""
    reach = [parts([glyph for row in band for glyph in row]) for band in bands]
    return merged(part for each in reach if len(each) >= COLUMNS for part in each)


def _next_to(rows: Sequence[Row], columns: Sequence[Interval], rule: float) -> list[Row]:
    """The printed rows, nearest first, that belong to the table though no line closes them off."""
    kept: list[Row] = []
    last = rule
    for row in rows:
        near = abs(middle_of(row) - last) < NEAR * row[0].height
        if not near or crosses(row, columns) or not _fits(parts(row), columns):
            break
        kept.append(row)
        last = middle_of(row)
    filled = parts([glyph for row in kept for glyph in row])
    return kept if len(filled) >= COLUMNS else []


def _fits(reach: Sequence[Interval], columns: Sequence[Interval]) -> bool:
    return all(any(start < right and left < end for left, right in columns) for start, end in reach)
