"""A grid of cells to ledger rows: header found, merged cells undone, owners of one measure gathered."""

from collections.abc import Iterable, Iterator

from models import LedgerRow, Problem, Role, RowOwner
from pipeline.ledger_files.cells import owners_of, said
from pipeline.ledger_files.columns import Grid, Header, find_header
from pipeline.ledger_files.found import Found
from pipeline.ledger_files.limit_cells import limit_of
from pipeline.ledger_files.own_ids import with_own_ids
from pipeline.ledger_files.problems import problem

_OWNERS = {
    "lead": Role.LEAD,
    "responsible": Role.RESPONSIBLE,
    "support": Role.SUPPORT,
    "leader": None,
}
_KEPT = frozenset({"measure", "id", "serial"})
"""Fields of which even 待定 is kept as it stands: without its measure the row would be gone."""
_SAME = frozenset({"同上", "〃", "″", "同前"})
_PLAIN = ("issue", "kind", "measure", "status", "source", "progress", "evidence")


def rows_of(
    grid: Grid, name: str, merged: frozenset[tuple[int, int]] = frozenset()
) -> tuple[LedgerRow, ...] | None:
    """The rows of one table called `name`; None where it has no header of a ledger.

    `merged` are the cells, as (row, column), that a merged cell above them fills: a measure that goes on over
    several rows stays one row, with the owners of all of them.
    """
    header = find_header(grid)
    if header is None:
        return None
    rows: list[LedgerRow] = []
    own = "suggested" in header.fields.values()
    measure_at = next(column for column, field in header.fields.items() if field == "measure")
    for at, cells in _records(grid, header):
        place = {"place": f"{name}第{at + 1}行", "column": measure_at + 1}
        row = _row(cells, f"{name}-{at + 1}", own=own).model_copy(update=place)
        if rows and (at, measure_at) in merged and row.measure == rows[-1].measure:
            owners = tuple(dict.fromkeys((*rows[-1].owners, *row.owners)))
            rows[-1] = rows[-1].model_copy(update={"owners": owners})
        elif row.measure or _is_finding(row):
            rows.append(row)
    return with_own_ids(rows)


def with_measures(rows: Iterable[LedgerRow], remarks: Iterable[Problem], name: str) -> Found:
    """The rows that ask for something; those that only say what is wrong, and whose it is, are told."""
    found = tuple(rows)
    bare = [row.place.rpartition("第")[2].removesuffix("行") for row in found if not row.measure]
    told = (problem("no_measure", name, count=len(bare), rows="、".join(bare)),) if bare else ()
    return Found(tuple(row for row in found if row.measure), (*remarks, *told), found)


def _is_finding(row: LedgerRow) -> bool:
    """Whether the row says a problem and who answers or by when, so that it should not go unseen."""
    return bool(row.issue and (row.owners or row.deadline or row.due))


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
            words = words if field in _KEPT else said(words)
            if words:
                cells.setdefault(field, []).append(words)
        if cells:
            yield at, cells


def _row(cells: dict[str, list[str]], default_id: str, *, own: bool) -> LedgerRow:
    words = {field: "；".join(cells.get(field, ())) for field in (*_PLAIN, "id", "serial")}
    return LedgerRow(
        **{field: words[field] for field in _PLAIN},
        **limit_of(cells, own=own)._asdict(),
        id=words["id"] or words["serial"] or default_id,
        owners=_owners(cells),
    )


def _owners(cells: dict[str, list[str]]) -> tuple[RowOwner, ...]:
    """Each name once in a role; a person that a column of units has already is no further owner."""
    owners = [
        owner
        for field, role in _OWNERS.items()
        for cell in cells.get(field, ())
        for owner in owners_of(cell, role)
    ]
    named = {owner.name for owner in owners}
    persons = [one for cell in cells.get("person", ()) for one in owners_of(cell, Role.RESPONSIBLE)]
    return tuple(dict.fromkeys((*owners, *(one for one in persons if one.name not in named))))
