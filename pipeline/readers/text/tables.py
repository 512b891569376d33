"""Tables in plain text: lines set out with tabs under a line that looks like a header."""

import re
from typing import NamedTuple

from pipeline.readers.text.broken_rows import (
    ASIDES,
    LONGEST,
    NUMBER,
    NUMBERS,
    asides,
    begins_with_number,
    columns_of,
    lost_tabs,
)
from pipeline.readers.text.spaced_rows import spaced_table

HEADER_CELL = 20
SPANNING = 40
SENTENCE = re.compile(r"[。；！？：;!?:]")
CAPTION = re.compile(r"附?[件表]\s*[\d一二三四五六七八九十]")


class Line(NamedTuple):
    """A line of the raw text: its number from 1, where it starts, its words."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends, before the line feed."""
        return self.start + len(self.text)

    @property
    def cells(self) -> list[str]:
        """Its words between tabs."""
        return self.text.split("\t")

    @property
    def blank(self) -> bool:
        """Whether it has no words at all."""
        return not self.text.strip()


Place = tuple[int, int, tuple[int, ...]]
"""Row, first column and lost tabs of a line."""


class Row(NamedTuple):
    """Which row of which table a line is, and the column that it begins in; all count from 1.

    `lost` is where in the line blanks stand for tabs.
    """

    table: int
    row: int
    column: int = 1
    lost: tuple[int, ...] = ()


def rows_of(lines: list[Line]) -> dict[int, Row]:
    """The lines that are table rows, by line number; blank lines may stand between the rows of a table.

    A row that is broken over several lines (`broken_rows`) has one number, and each line its first column.
    """
    filled = [line for line in lines if not line.blank]
    rows: dict[int, Row] = {}
    at = table = 0
    while at < len(filled):
        places = _table_at(filled, at) or _spaced_at(filled, at)
        table += bool(places)
        placed = zip(filled[at:], places, strict=False)
        rows |= {line.number: Row(table, *place) for line, place in placed if place}
        at += len(places) or 1
    return rows


def _table_at(lines: list[Line], at: int) -> list[Place | tuple[()]]:
    """Row, first column and lost tab of the lines from `at` on that form one table; else nothing.

    Lines between its rows that are no cells have no place: 「二、屋面渗漏（牵头单位：…）」, 「检查发现：…」.
    """
    header = lines[at].cells
    if not is_header(header):
        return []
    places: list[Place | tuple[()]] = [(1, 1, ())]
    row, worded = 1, 0
    while (end := at + len(places)) < len(lines):
        if aside := asides([line.text for line in lines[end : end + ASIDES + 1]], len(header)):
            places += [()] * aside
            continue
        columns = columns_of([line.cells for line in lines[end : end + LONGEST]], len(header), worded)
        if not columns and not (_is_row(lines[end].cells, len(header)) or _spans(lines, end, header)):
            break
        row += 1
        lost = () if columns else lost_tabs(lines[end].cells, len(header))
        first = 2 if begins_with_number(lines[end].cells, header) else 1
        places += [(row, column, lost) for column in columns or (first,)]
        worded = columns[-1] - 1 if columns else 0
    return places if row > 1 else []


def _spaced_at(lines: list[Line], at: int) -> list[Place | tuple[()]]:
    """The same for a table whose cells are set apart by blanks."""
    if not lines[at].text.lstrip().startswith(NUMBERS):
        return []
    return [(row, 1, lost) for row, lost in enumerate(spaced_table([x.text for x in lines[at:]]), 1)]


def is_header(cells: list[str]) -> bool:
    """Whether a line names columns: several short names, no sentences, no number in front."""
    names = [cell.strip() for cell in cells if cell.strip()]
    names[-1:] = [name.rstrip("。") for name in names[-1:]]
    if len(names) < 2 or NUMBER.fullmatch(names[0]):
        return False
    return all(len(name) <= HEADER_CELL and not SENTENCE.search(name) for name in names)


def _is_row(cells: list[str], width: int) -> bool:
    """Whether a line goes on with the table; a signature pushed to the right by tabs does not."""
    return len(cells) == width or sum(1 for cell in cells if cell.strip()) > 1


def _spans(lines: list[Line], at: int, header: list[str]) -> bool:
    """Whether a line without tabs is a row across the whole table, such as the name of a group of rows.

    A title of the next table is not; the next table shows by its number or by naming the columns again.
    """
    title = lines[at].text.strip()
    if len(title) > SPANNING or CAPTION.match(title) or at + 1 == len(lines):
        return False
    after = lines[at + 1].cells
    numbered = len(after) > 1 and NUMBER.fullmatch(after[0].strip()) is not None
    return (numbered or len(after) == len(header)) and not any(map(str.__eq__, after, header))
