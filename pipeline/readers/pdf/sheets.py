"""One page as lines and tables, or with the reason why it has none."""

from typing import NamedTuple

from pipeline.readers.pdf.glyphs import Line, lines_of
from pipeline.readers.pdf.page import Page
from pipeline.readers.pdf.tables import Table, split

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
    fault = "page_blind" if _blind(page) else ""
    size = page.width, page.height
    return Sheet(number, page.reader, *size, tuple(lines), tuple(tables), fault, page.broken)


def _blind(page: Page) -> bool:
    """Whether what the page shows is not in its text layer: no words, or a mere caption on a picture."""
    words = sum(len(line.text) for line in page.lines)
    return (page.filled and not words) or (page.pictured and words < CAPTION)
