"""A grid of cells to ledger rows: header found, merged cells undone, owners of one measure gathered."""

from collections.abc import Iterator

from models import LedgerRow, Role, RowOwner
from pipeline.ledger_files.cells import date_of, owners_of
from pipeline.ledger_files.columns import Grid, Header, find_header

_OWNERS = {
    "lead": Role.LEAD,
    "responsible": Role.RESPONSIBLE,
    "support": Role.SUPPORT,
    "leader": None,
}
_SAME = frozenset({"同上", "〃", "″", "同前"})
_PLAIN = ("issue", "kind", "measure", "deadline", "status", "source", "progress", "evidence")


def rows_of(grid: Grid, name: str, merged: frozenset[tuple[int, int]] = frozenset()) -> tuple[LedgerRow, ...]:
    """The rows of one table called `name`, empty where it has no header of a ledger.

    `merged` are the cells, as (row, column), that a merged cell above them fills: a measure that goes on over
    several rows stays one row, with the owners of all of them.
    """
    header = find_header(grid)
    if header is None:
        return ()
    rows: list[LedgerRow] = []
    for at, cells in _records(grid, header):
        measure_at = next(column for column, field in header.fields.items() if field == "measure")
        row = _row(cells, f"{name}第{at + 1}行", f"{name}-{at + 1}", measure_at + 1)
        if rows and (at, measure_at) in merged and row.measure == rows[-1].measure:
            owners = tuple(dict.fromkeys((*rows[-1].owners, *row.owners)))
            rows[-1] = rows[-1].model_copy(update={"owners": owners})
        elif row.measure:
            rows.append(row)
    return _with_own_ids(rows)


def _records(grid: Grid, header: Header) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """The cells of each row below the header by field; 同上 says what the row above says."""
    above: dict[int, str] = {}
    for at in range(header.body, len(grid)):
        row = grid[at]
        cells: dict[str, list[str]] = {}
        for column, field in header.fields.items():
            words = row[column].strip() if column < len(row) else ""
            words = above.get(column, "") if words in _SAME else words
            above[column] = words or above.get(column, "")
            if words:
                cells.setdefault(field, []).append(words)
        if cells:
            yield at, cells


def _row(cells: dict[str, list[str]], place: str, default_id: str, column: int) -> LedgerRow:
    words = {field: "；".join(cells.get(field, ())) for field in (*_PLAIN, "id", "started", "closed")}
    owners: list[RowOwner] = []
    for field, role in _OWNERS.items():
        owners += [owner for cell in cells.get(field, ()) for owner in owners_of(cell, role)]
    return LedgerRow(
        **{field: words[field] for field in _PLAIN},
        id=words["id"] or default_id,
        owners=tuple(owners),
        due=date_of(words["deadline"]),
        started=date_of(words["started"]),
        closed=date_of(words["closed"]),
        place=place,
        column=column,
    )


def _with_own_ids(rows: list[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Numbers that begin anew, or are merged over several measures, get the row's place after them."""
    seen: dict[str, int] = {}
    made = []
    for row in rows:
        seen[row.id] = seen.get(row.id, 0) + 1
        made.append(row if seen[row.id] == 1 else row.model_copy(update={"id": f"{row.id}#{seen[row.id]}"}))
    return tuple(made)
