"""One page as lines and tables, or with the reason why it has none."""

from typing import NamedTuple

from pipeline.readers.pdf.glyphs import Line, lines_of
from pipeline.readers.pdf.pages import Page
from pipeline.readers.pdf.tables import Table, split


class Sheet(NamedTuple):
    """A page by number from 1; `fault` is the key of the problem with it, empty when there is none."""

    number: int
    reader: str = ""
    width: float = 0.0
    height: float = 0.0
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    fault: str = ""

    @property
    def place(self) -> str:
        """Which page it is, in a clerk's words."""
        return f"第{self.number}页"


def sheet(number: int, page: Page | None) -> Sheet:
    """Sort the characters of a page into tables and lines, unless they cannot be believed."""
    if page is None:
        return Sheet(number, fault="page_failed")
    if page.glyphs and not page.healthy:
        return Sheet(number, page.reader, page.width, page.height, fault="page_garbled")
    tables, rest = split(page.grids, page.glyphs)
    lines = lines_of(rest) if tables else page.lines
    fault = "page_blind" if page.filled and not lines and not tables else ""
    return Sheet(number, page.reader, page.width, page.height, tuple(lines), tuple(tables), fault)
