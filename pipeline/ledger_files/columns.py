"""Which column of a foreign table holds what: header rows recognised by the synonyms of `headers.toml`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from extractors.layout.column_names import column_role

Grid = Sequence[Sequence[str]]

_TABLE = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))
_FIELDS = {field: re.compile(pattern) for field, pattern in _TABLE["field"].items()}
_TITLE = re.compile(_TABLE["title"])
_DUE = re.compile("办结(?:时间|日期)")
"""Beside no column of limits this is one."""
_BRACKETS = re.compile(r"[（(\[【].*?[)）\]】]")
_BLANK = re.compile(r"\s+")
_DEEPEST = 15
"""Header rows are looked for in so many rows from the top; above them stand titles and notes."""
_LEAST = 2
_REPEATED = frozenset({"lead", "responsible", "person", "support", "leader"})
"""Fields that several columns may share."""
_LONGEST = 16
"""A longer cell is a sentence, not a heading."""


@dataclass(frozen=True)
class Header:
    """Where the records begin, and the field of each recognised column."""

    body: int
    fields: dict[int, str]


@cache
def field_of(words: str) -> str:
    """The field that a header cell names, '' for none.

    >>> field_of("牵头 单位（部门）"), field_of("联系电话")
    ('lead', '')
    """
    plain = _plain(words)
    if not plain or len(plain) > _LONGEST:
        return ""
    known = next((field for field, pattern in _FIELDS.items() if pattern.fullmatch(plain)), "")
    return known or _TABLE["shared"].get(column_role(plain), "")


def _plain(words: str) -> str:
    """A heading without blanks, without what stands in brackets and without marks around it."""
    return _BLANK.sub("", _BRACKETS.sub("", words)).strip("：:*、/")


def find_header(grid: Grid) -> Header | None:
    """The header of a table: one or two rows near the top, those that name most fields."""
    best: Header | None = None
    for at in range(min(_DEEPEST, len(grid))):
        fields = _read(grid[at : at + 1])
        depth = 1
        if at + 1 < len(grid) and fields and _goes_on(grid[at], grid[at + 1]):
            fields, depth = _read(grid[at : at + 2]), 2
        if len(fields) >= _LEAST and (best is None or len(fields) > len(best.fields)):
            best = Header(at + depth, fields)
    return best


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below is a second row of headings: it says nothing that is not a heading."""
    said = [(upper, lower) for upper, lower in zip_longest(above, below, fillvalue="") if lower]
    return bool(said) and all(lower == upper or field_of(lower) for upper, lower in said)


def _read(rows: Grid) -> dict[int, str]:
    """The field of each column; a cell of the lower row is more exact than the group heading above it.

    A second column of limits, under another heading than the first, is one of days: 整改时限, 完成日期.
    """
    fields: dict[int, str] = {}
    limit = ""
    for column in range(max(map(len, rows))):
        cells = [row[column] for row in rows if column < len(row)]
        named = [(field, cell) for cell in reversed(cells) if (field := field_of(cell))]
        if not named:
            continue
        field, words = named[0]
        if field in _REPEATED or field not in fields.values():
            fields[column] = field
            limit = words if field == "deadline" else limit
        elif field == "deadline" and words not in ("", limit) and "day" not in fields.values():
            fields[column] = "day"
    if "deadline" not in fields.values():
        fields = {at: "deadline" if _is_limit(rows, at) else field for at, field in fields.items()}
    return _with_measure(_with_contents(fields, rows))


def _is_limit(rows: Grid, column: int) -> bool:
    """Whether a column is of the days by which rows are to be done, not of those on which they were."""
    return any(column < len(row) and _DUE.fullmatch(_plain(row[column])) for row in rows)


def _with_contents(fields: dict[int, str], rows: Grid) -> dict[int, str]:
    """Where the measure is only named (事项), the column behind it that says what is to be done (内容)."""
    title = next((at for at, field in fields.items() if field == "measure"), -1)
    if title < 0 or not _TITLE.fullmatch(_plain(rows[-1][title])):
        return fields
    behind = (
        at
        for at, cell in enumerate(rows[-1])
        if at > title and at not in fields and field_of(cell) == "measure"
    )
    contents = next(behind, -1)
    if contents < 0:
        return fields
    named = {} if "issue" in fields.values() else {title: "issue"}
    return {at: field for at, field in fields.items() if at != title} | named | {contents: "measure"}


def _with_measure(fields: dict[int, str]) -> dict[int, str]:
    """A table without a column of measures is read by its targets, else by its issues, else not at all.

    One without a column of issues says by the kind of each what it is about.
    """
    if "issue" not in fields.values():
        fields = {at: "issue" if field == "kind" else field for at, field in fields.items()}
    for stand_in in ("measure", "target", "issue"):
        if stand_in in fields.values():
            return {at: "measure" if field == stand_in else field for at, field in fields.items()}
    return {}
