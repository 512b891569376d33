"""Tables in plain text: lines set out with tabs under a line that looks like a header."""

import re
from typing import NamedTuple

HEADER_CELL = 20
SPANNING = 40
SENTENCE = re.compile(r"[。；！？：;!?:]")
CAPTION = re.compile(r"附?[件表]\s*[\d一二三四五六七八九十]")
NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十]+[)）、.．]?")


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


class Row(NamedTuple):
    """Which row of which table a line is; both count from 1."""

    table: int
    row: int


def rows_of(lines: list[Line]) -> dict[int, Row]:
    """The lines that are table rows, by line number; blank lines may stand between the rows of a table."""
    filled = [line for line in lines if not line.blank]
    rows: dict[int, Row] = {}
    at = table = 0
    while at < len(filled):
        length = _table_length(filled, at)
        if length:
            table += 1
            rows |= {filled[at + row].number: Row(table, row + 1) for row in range(length)}
        at += length or 1
    return rows


def _table_length(lines: list[Line], at: int) -> int:
    """How many lines from `at` on form one table: a header and at least one row, else 0."""
    if not is_header(lines[at].cells):
        return 0
    end, header = at + 1, lines[at].cells
    while end < len(lines) and (_is_row(lines[end].cells, len(header)) or _spans(lines, end, header)):
        end += 1
    return end - at if end > at + 1 else 0


def is_header(cells: list[str]) -> bool:
    """Whether a line names columns: several short names, no sentences, no number in front."""
    names = [cell.strip() for cell in cells if cell.strip()]
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
    return len(after) == len(header) and not any(map(str.__eq__, after, header))
