"""The header of a table: which rows name the columns, and what each column holds."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.layout.column_names import column_role, is_name

OWNERS = frozenset({"lead", "responsible", "support"})
"""The roles of columns that say who answers for a row."""
FIELDS = OWNERS | {"leader", "person", "deadline"}
WORK = frozenset({"measure", "both"})
"""The roles of columns in which the work stands."""
_LOOKED_AT = 3
_LEAST = 2
_PROSE = 5

Words = Mapping[int, str]
"""The words of a row by column, those of empty cells too."""


class Header(NamedTuple):
    """How many rows it takes up, counted from the one it was looked for in, and the role of each column."""

    rows: int
    columns: dict[int, str]


def find_header(rows: Sequence[Words]) -> tuple[int, Header] | None:
    """The first header among the first rows of a table, and at which of them it begins."""
    for at in range(min(_LOOKED_AT, len(rows))):
        if header := header_at(rows, at, first=True):
            return at, header
    return None


def header_at(rows: Sequence[Words], at: int, *, first: bool = False) -> Header | None:
    """The header that begins with this row, over up to three rows; None where it names no columns.

    In the `first` header of a table half of the names have to be known, below it all cells have to be names.
    """
    if not _names_columns(rows[at], first=first):
        return None
    columns, taken = _named(rows[at]), 1
    while at + taken < len(rows) and taken < _LOOKED_AT and _goes_on(rows[at + taken], columns):
        columns |= _named(rows[at + taken])
        taken += 1
    return Header(taken, {column: role for column, role in columns.items() if role})


def with_work(columns: Mapping[int, str], body: Sequence[Words]) -> dict[int, str]:
    """The columns of a table, one of which holds the work where the table assigns any.

    Of 「任务」 and 「具体措施」 the first names the items. Where no column is named after measures, the work
    is in that of the aims or of the items; else, if the table says who and by when, in the column of unknown
    name that has most words.
    """
    columns = _answering(columns)
    named = set(columns.values())
    measures = [column for column, role in sorted(columns.items()) if role == "measure"]
    if len(measures) > 1 and "problem" not in named:
        return dict(columns) | dict.fromkeys(measures[:-1], "item")
    if named & WORK or not named & FIELDS:
        return dict(columns)
    for stand_in in ("target", "item"):
        if stand_in in named and named & (FIELDS - {"deadline"}):
            return {column: "measure" if role == stand_in else role for column, role in columns.items()}
    if named & OWNERS and "deadline" in named and (widest := _widest(columns, body)):
        return dict(columns) | {widest: "measure"}
    return dict(columns)


def _answering(columns: Mapping[int, str]) -> dict[int, str]:
    """The columns; that of the 主管部门, or of whom was inspected, answers where no other does."""
    named = set(columns.values())
    if {"lead", "responsible"} & named:
        return dict(columns)
    stands_in = "oversight" if "oversight" in named else "inspected"
    return {column: "responsible" if role == stands_in else role for column, role in columns.items()}


def _names_columns(row: Words, *, first: bool) -> bool:
    """Whether a row names columns: only names, two of them known, and not names and values in turn."""
    filled = [words for _, words in sorted(row.items()) if words.strip()]
    known = [column_role(words) for words in filled]
    count = sum(map(bool, known))
    names = all(role or is_name(words) for role, words in zip(known, filled, strict=True))
    if count < _LEAST or not (names or (first and count * 2 >= len(filled))):
        return False
    return not (len(filled) % 2 == 0 and all(known[::2]) and not any(known[1::2]))


def _goes_on(row: Words, columns: Mapping[int, str]) -> bool:
    """Whether a row below a header names columns too: by half of its words at least, all of them names.

    A row with a number does not.
    """
    numbers = [words for column, words in row.items() if columns.get(column) == "number" and words.strip()]
    if not all(map(column_role, numbers)):
        return False
    filled = [words for words in row.values() if words.strip()]
    known = sum(1 for words in filled if column_role(words))
    return known * 2 >= max(len(filled), 1) and all(column_role(words) or is_name(words) for words in filled)


def _named(row: Words) -> dict[int, str]:
    """The roles that a row of names gives; a name that is not known takes away what stands above it."""
    return {column: column_role(words) for column, words in row.items() if words.strip()}


def _widest(columns: Mapping[int, str], body: Sequence[Words]) -> int:
    """The column of unknown name with most words to a cell; 0 where none has more than a few."""
    lengths: dict[int, list[int]] = {}
    for row in body:
        for column, words in row.items():
            if column not in columns and words.strip():
                lengths.setdefault(column, []).append(len(words.strip()))
    means = {column: sum(found) / len(found) for column, found in lengths.items()}
    widest = max(means, key=lambda column: (means[column], -column), default=0)
    return widest if means.get(widest, 0) >= _PROSE else 0
