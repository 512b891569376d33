"""From worksheets to a reading: titles above a table are paragraphs, the table follows cell by cell."""

import re
from collections.abc import Iterable, Iterator, Sequence

from models import Place, Problem, column_letters
from pipeline.readers.assemble import Parsed, Piece, join
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.sheet.grid import Grid
from pipeline.readers.text.tables import is_header

LABEL = re.compile(r".{1,12}[：:].{0,40}|[（(].{1,30}[）)]|\d{4}\s*[年./-].{1,12}", re.DOTALL)
SHOWN = 5
LISTED = 40
QUOTED = 60


def reading(grids: Sequence[Grid], reader: str, limits: Limits, title: str = "") -> Parsed | Problem:
    """The document that the visible sheets make up, with what a person should know of the rest."""
    shown = [grid for grid in grids if not grid.hidden]
    size = sum(_area(grid) for grid in shown)
    if size > limits.cells:
        return problem("sheet_too_big", cells=size, limit=limits.cells)
    pieces: list[Piece] = []
    tables = 0
    for grid in shown:
        for block in _blocks(grid):
            tables += 1
            pieces += _pieces(grid, block, tables)
    raw, blocks = join(pieces)
    if not raw.strip():
        return problem("no_words")
    return Parsed(
        reader=reader,
        raw=raw,
        blocks=blocks,
        problems=tuple(_remarks(grids)),
        metadata={"title": title} if title else {},
    )


Rows = dict[int, dict[int, str]]


def _area(grid: Grid) -> int:
    rows = grid.visible()
    columns = [column for row in rows.values() for column in row]
    return len(rows) * (max(columns) - min(columns) + 1) if columns else 0


def _blocks(grid: Grid) -> Iterator[Rows]:
    """The tables of a sheet: an empty row, perhaps a title, and a line of names begin another."""
    rows, block = grid.visible(), Rows()
    numbers = list(rows)
    for at, number in enumerate(numbers):
        if block and number > numbers[at - 1] + 1 and _begins(rows, numbers[at:]):
            yield block
            block = Rows()
        block[number] = rows[number]
    if block:
        yield block


def _begins(rows: Rows, numbers: Sequence[int]) -> bool:
    names = next((list(rows[n].values()) for n in numbers if not _is_title(rows[n])), [])
    return len(names) > 2 and is_header([" ".join(name.split()) for name in names])


def _pieces(grid: Grid, rows: Rows, table: int) -> Iterator[Piece]:
    """Titles and labels, the table, and the notes that stand below it across its whole width."""
    numbers = list(rows)
    head = next((at for at, number in enumerate(numbers) if not _is_title(rows[number])), len(numbers))
    foot = len(numbers)
    while foot > head and _is_note(grid, rows, numbers[foot - 1]):
        foot -= 1
    body = {number: rows[number] for number in numbers[head:foot]}
    columns = {column for row in body.values() for column in row}
    wide = range(min(columns), max(columns) + 1) if columns else range(0)
    for number in numbers[:head]:
        yield from _line(grid, number, rows[number])
    covered = grid.covered(body, wide)
    for number, row in body.items():
        for column in wide:
            if column not in grid.hidden_columns:
                place = Place(table=table, row=number, column=column, sheet=grid.name)
                under = (number, column) in covered if grid.merges else None
                yield Piece(row.get(column, ""), place, "cell", covered=under)
    for number in numbers[foot:]:
        yield from _line(grid, number, rows[number])


def _line(grid: Grid, number: int, row: dict[int, str]) -> Iterator[Piece]:
    for column, text in row.items():
        yield Piece(text, Place(row=number, column=column, sheet=grid.name))


def _is_title(row: dict[int, str]) -> bool:
    """Whether a row above a table is its title or says who filled it in: one cell, or labels only."""
    return len(row) == 1 or all(LABEL.fullmatch(text.strip()) for text in row.values())


def _is_note(grid: Grid, rows: Rows, number: int) -> bool:
    """Whether a row under a table is a note: one cell, merged across the width or itself a label."""
    if len(rows[number]) > 1:
        return all(LABEL.fullmatch(text.strip()) for text in rows[number].values())
    [(column, text)] = rows[number].items()
    widest = max(len(row) for row in rows.values())
    return LABEL.fullmatch(text.strip()) is not None or any(
        span.top <= number <= span.bottom and span.left == column and span.right - span.left + 1 >= widest
        for span in grid.merged
    )


def _remarks(grids: Sequence[Grid]) -> Iterator[Problem]:
    hidden = [grid for grid in grids if grid.hidden and grid.cells]
    if hidden:
        yield problem("sheet_hidden", names="、".join(f"“{grid.name}”" for grid in hidden))
    for grid in grids:
        if grid.hidden:
            continue
        place = f"工作表“{grid.name}”"
        lines = {row for row, _ in grid.cells} & grid.hidden_rows
        columns = {column for _, column in grid.cells} & grid.hidden_columns
        if lines:
            yield problem(
                "sheet_hidden_rows", place=place, count=len(lines), rows=_some(map(str, sorted(lines)))
            )
        if columns:
            yield problem(
                "sheet_hidden_columns", place=place, columns=_some(map(column_letters, sorted(columns)))
            )
        if grid.uncounted:
            yield problem("sheet_uncounted", place=place, cells=_cells(grid.uncounted))
        if grid.errors:
            yield problem("sheet_errors", place=place, cells=_cells(grid.errors))
        yield from _beside(grid, place)
        yield from remarks_on_quotes(grid)


def _beside(grid: Grid, place: str) -> Iterator[Problem]:
    """The comments one by one, and that there are pictures."""
    if grid.comments:
        yield problem("docx_comments", place=place, count=len(grid.comments))
    for (row, column), one in sorted(grid.comments.items())[:LISTED]:
        at = Place(row=row, column=column, sheet=grid.name).label()
        words = " ".join(one.text.split())
        text = f"“{words[:QUOTED]}…”" if len(words) > QUOTED else f"“{words}”"
        yield problem("docx_comment", place=at, author=one.author.strip() or "未署名", text=text)
    if grid.pictures:
        yield problem("sheet_pictures", place=place, count=grid.pictures)


def remarks_on_quotes(grid: Grid) -> Iterator[Problem]:
    """What a person should know of a text file in which cells were opened and never closed."""
    if grid.lost_quotes:
        yield problem("csv_quotes", lines=_some(map(str, grid.lost_quotes)))


def _cells(cells: Sequence[tuple[int, int]]) -> str:
    return _some(f"{column_letters(column)}{row}" for row, column in sorted(cells))


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f"等{len(listed)}处" if len(listed) > SHOWN else ""
    return "、".join(listed[:SHOWN]) + more
