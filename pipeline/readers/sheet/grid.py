"""A worksheet, whatever format it came in: what its cells show, what is merged, what is hidden."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A merged range of cells, first and last row and column, all included and counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Comment(NamedTuple):
    """What somebody wrote beside a cell."""

    author: str
    text: str


@dataclass
class Grid:
    """One worksheet. `cells` holds by (row, column), counted from 1, the words that a cell shows.

    `uncounted` are cells with a formula of which the file keeps no result; `errors` those that show one
    (#REF!). `hidden` says that the sheet as a whole is. `days` are the days behind cells that show a date,
    perhaps without its year. `merges` is false of a format that knows no merged cells, so that what was one
    before looks like an empty one.
    `comments` and `pictures` hang on the sheet and are not read. `lost_quotes`
    are the lines of a text file with a quotation mark that opens a cell and never closes it.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncounted: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    days: dict[tuple[int, int], dt.date] = field(default_factory=dict)
    merges: bool = True
    comments: dict[tuple[int, int], Comment] = field(default_factory=dict)
    pictures: int = 0
    lost_quotes: list[int] = field(default_factory=list)

    def plain(self, at: tuple[int, int]) -> str:
        """What a cell says, a date by its year, month and day; hidden cells say it too."""
        return self.days[at].isoformat() if at in self.days else self.cells.get(at, "").strip()

    def covered(self, rows: Iterable[int], columns: range) -> set[tuple[int, int]]:
        """Which cells of these ascending rows lie under a merged one that begins in a row above."""
        spans = sorted(span for span in self.merged if span.bottom > span.top)
        reach, at = dict.fromkeys(columns, 0), 0
        found = set[tuple[int, int]]()
        for row in rows:
            while at < len(spans) and spans[at].top < row:
                span, at = spans[at], at + 1
                for column in range(max(span.left, columns.start), min(span.right + 1, columns.stop)):
                    reach[column] = max(reach[column], span.bottom)
            found |= {(row, column) for column in columns if reach[column] >= row}
        return found

    def visible(self) -> dict[int, dict[int, str]]:
        """Row → column → words, of the cells that are not hidden and show anything."""
        rows: dict[int, dict[int, str]] = {}
        for (row, column), text in sorted(self.cells.items()):
            if text.strip() and row not in self.hidden_rows and column not in self.hidden_columns:
                rows.setdefault(row, {})[column] = text
        return rows


def column_number(name: str) -> int:
    """The column, counted from 1, that a spreadsheet calls `name`."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
