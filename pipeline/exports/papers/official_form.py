"""A form to be signed: label and value side by side, wide fields, and fields left blank for opinions."""

from collections.abc import Iterable
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm

from pipeline.exports.papers.circulated import printable
from pipeline.exports.papers.font_substitutes import BODY_FONT, HEAD_FONT
from pipeline.exports.papers.lines import write_line
from pipeline.exports.papers.official_page import FORM_SIZE, OfficialPage

_WIDTHS = (30.0, 48.0, 30.0, 48.0)
_OPINION = 26.0
"""The height of a field for an opinion, in millimetres."""
_LEAST_HEIGHT = 10.0
_SIGN = "负责人（签字）：                （盖章）\n年    月    日    "


class OfficialForm:
    """A ruled form of four columns, as wide as the page; `together` on one page where there is room.

    No row is lower than `least` millimetres.
    """

    def __init__(self, page: OfficialPage, *, together: bool = False, least: float = _LEAST_HEIGHT) -> None:
        self._together, self._least = together, least
        self._above: list[Any] = []
        self._table: Any = page.document.add_table(rows=0, cols=len(_WIDTHS))
        self._table.style = "Table Grid"
        self._table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._table.autofit = False
        for column, width in zip(self._table.columns, _WIDTHS, strict=True):
            column.width = Mm(width)

    def pair(self, left: tuple[str, str], right: tuple[str, str] = ("", "")) -> None:
        """A row with two fields; a field is its label and its value."""
        cells = self._row(self._least)
        for cell, text, label in zip(cells, (*left, *right), (True, False, True, False), strict=True):
            _fill(cell, [text], font=HEAD_FONT if label else BODY_FONT, centred=True)

    def wide(self, label: str, lines: Iterable[str], *, height: float = 0.0) -> None:
        """A field over the rest of the row, each line a paragraph; it may go on over a page's end."""
        cells = self._row(max(height, self._least), whole=False, wide=True)
        _fill(cells[0], [label], font=HEAD_FONT, centred=True)
        _fill(cells[1], list(lines) or [""])

    def opinion(self, label: str, note: str = "") -> None:
        """A field for somebody's opinion: blank, with a place to sign at its foot."""
        name, value = self._row(_OPINION, wide=True)
        _fill(name, [label], font=HEAD_FONT, centred=True)
        _fill(value, [note] if note else [""])
        value.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        for line in _SIGN.split("\n"):
            write_line(value.add_paragraph()._p, line, BODY_FONT, FORM_SIZE, "right")

    def _row(self, height: float, *, whole: bool = True, wide: bool = False) -> list[Any]:
        """A new row with its four cells, or (`wide`) with the first and one over the other three."""
        if self._together:
            for paragraph in (p for cell in self._above for p in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True
        row = self._table.add_row()
        row.height = Mm(height)
        if whole:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells, widths = list(row.cells), list(_WIDTHS)
        if wide:
            for merged in cells[2:]:
                row._tr.remove(merged._tc)
            cells[1]._tc.grid_span = len(_WIDTHS) - 1
            cells, widths = cells[:2], [widths[0], sum(widths[1:])]
        for cell, width in zip(cells, widths, strict=True):
            cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
        self._above = cells
        return cells


def _fill(cell: Any, lines: list[str], *, font: str = BODY_FONT, centred: bool = False) -> None:
    for number, line in enumerate(part for text in lines for part in printable(text).split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        write_line(paragraph._p, line, font, FORM_SIZE, "center" if centred else "left")
