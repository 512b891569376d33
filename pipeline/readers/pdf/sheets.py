"""One page as lines and tables, or with the reason why it has none."""

from collections.abc import Sequence
from typing import NamedTuple

from models import Problem
from pipeline.readers.pdf.columns import in_columns
from pipeline.readers.pdf.furniture import MARGIN
from pipeline.readers.pdf.glyphs import Line, lines_of
from pipeline.readers.pdf.gutters import Interval
from pipeline.readers.pdf.loose import loose_tables
from pipeline.readers.pdf.page import Page
from pipeline.readers.pdf.striped import striped_tables, without_bands
from pipeline.readers.pdf.tables import Table, split
from pipeline.readers.problems import problem
from pipeline.readers.pulse import beat

CAPTION = 40


class Sheet(NamedTuple):
    """A page by number from 1; `fault` is the key of the problem with it, empty when there is none.

    `broken` counts the characters of which the file does not say what they are.
    """

    number: int
    reader: str = ""
    width: float = 0.0
    height: float = 0.0
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    fault: str = ""
    broken: int = 0
    aside: str = ""
    remarks: tuple[Problem, ...] = ()
    scanned: bool = False

    @property
    def place(self) -> str:
        """Which page it is, in a clerk's words."""
        return f"第{self.number}页"

    @property
    def words(self) -> int:
        """How many characters it has."""
        in_cells = sum(len(cell.text) for table in self.tables for row in table.rows for cell in row)
        return in_cells + sum(len(line.text) for line in self.lines)

    def box(self, lines: Sequence[Line]) -> tuple[int, int, int, int] | None:
        """Where lines stand on a scanned page, as `Place.box`; None on a page that has its words."""
        if not self.scanned or not lines:
            return None
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        top, bottom = min(line.top for line in lines), max(line.base for line in lines)
        return (
            _thousandths(left, self.width),
            _thousandths(top, self.height),
            _thousandths(right, self.width),
            _thousandths(bottom, self.height),
        )

    def confidence(self, lines: Sequence[Line]) -> float | None:
        """How sure the least sure line of a scanned page is; None on a page that has its words."""
        return round(min(line.score for line in lines), 2) if self.scanned and lines else None


def sheet(number: int, page: Page | None, known: Sequence[Interval] = ()) -> Sheet:
    """Sort the characters of a page into tables and lines, unless they cannot be believed.

    `known` are the columns with which the page before ended (`open_columns`).
    """
    beat()
    if page is None:
        return Sheet(number, fault="page_failed")
    if page.crowded:
        return Sheet(number, page.reader, fault="page_crowded")
    if page.glyphs and not page.healthy:
        return Sheet(number, page.reader, page.width, page.height, fault="page_garbled")
    tables, rest = split(without_bands(page.grids), page.glyphs)
    striped, rest = striped_tables(rest, page.rules, page.width)
    loose, rest = loose_tables(rest, known)
    loose = [*striped, *loose]
    columns = None if loose else in_columns(rest)
    lines = columns or (lines_of(rest) if tables or loose else page.lines)
    remarks = [*page.remarks, *[problem("page_loose_table", place=f"第{number}页") for _ in loose[:1]]]
    fault = "page_blind" if _blind(page) else ""
    size = page.width, page.height
    shown = Sheet(number, page.reader, *size, tuple(lines), (*tables, *loose), fault, page.broken)
    return shown._replace(aside=page.aside, remarks=tuple(remarks), scanned=page.scanned)


def open_columns(one: Sheet) -> tuple[Interval, ...]:
    """The columns of the table without upright lines with which a page ends; none where it does not."""
    last = max(one.tables, key=lambda table: table.top, default=None)
    if last is None or not last.columns:
        return ()
    low = max(line.base for row in last.rows for cell in row for line in cell.lines)
    below = [line for line in one.lines if line.top > low]
    return last.columns if all(line.top > (1 - MARGIN) * one.height for line in below) else ()


def _thousandths(part: float, whole: float) -> int:
    return min(max(round(1000 * part / whole), 0), 1000)


def _blind(page: Page) -> bool:
    """Whether what the page shows is not in its text layer: no words, or a mere caption on a picture."""
    words = sum(len(line.text) for line in page.lines)
    return (page.filled and not words) or (page.pictured and words < CAPTION)
