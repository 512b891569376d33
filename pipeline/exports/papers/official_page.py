"""The page of an official paper after GB/T 9704-2012: margins, fonts, spacing, page numbers, tables."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Literal, NamedTuple

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from pipeline.exports.archive import FIXED_DATE
from pipeline.exports.papers.circulated import printable
from pipeline.exports.papers.font_substitutes import (
    BODY_FONT,
    HEAD_FONT,
    QUOTE_FONT,
    TITLE_FONT,
    name_substitutes,
)
from pipeline.exports.papers.lines import ALIGN, Align, set_font, write_line

__all__ = ["FORM_SIZE", "TABLE_SIZE", "Align", "OfficialPage", "OfficialTable", "Words"]

TITLE_SIZE, BODY_SIZE, FORM_SIZE, TABLE_SIZE, SMALL_SIZE = 22, 16, 12, 10.5, 9
_LINE = 28.95  # 22 lines on a page of 225 mm
_CLOSE_LINE = 15
_INDENT = 2 * BODY_SIZE


class Words(NamedTuple):
    """What stands in a cell: each line feed begins a new paragraph; `fill` is the colour behind it."""

    text: str
    align: Align = "left"
    font: str = BODY_FONT
    size: float = TABLE_SIZE
    fill: str = ""


class OfficialPage:
    """A Word document set like an official paper; every text that enters is made printable.

    A form has narrower margins above and below, for it should fit one page. A3 is for wide tables only.
    """

    most_rows = 1_000
    rest = "见附表 Excel"

    def __init__(
        self, *, landscape: bool = False, form: bool = False, paper: Literal["A3", "A4"] = "A4"
    ) -> None:
        self.document: Any = Document()
        properties = self.document.core_properties
        properties.author, properties.comments = "督办台账", ""
        properties.created = properties.modified = FIXED_DATE
        _lay_out(self.document.sections[0], landscape=landscape, form=form)
        if paper == "A3":
            self.document.sections[0].page_width, self.document.sections[0].page_height = Mm(420), Mm(297)
        set_font(self.document.styles["Normal"], BODY_FONT, BODY_SIZE)
        _page_number(self.document.sections[0])
        name_substitutes(self.document)
        self._turns = False

    def title(self, text: str, *, alone: bool = True) -> None:
        """The title, centred; `alone` with a blank line below, as there is no line that belongs to it."""
        self._paragraph(text, TITLE_FONT, TITLE_SIZE, align="center")
        if alone:
            self.line("")

    def subtitle(self, text: str) -> None:
        """What stands below the title: the day that the paper speaks of; then a blank line."""
        self._paragraph(text, QUOTE_FONT, BODY_SIZE, align="center")
        self.line("")

    def line(self, text: str, *, align: Align = "left", joined: bool = False) -> None:
        """A line without indentation: the addressee, a place to sign; `joined` to the page of the next."""
        paragraph = self._paragraph(text, BODY_FONT, BODY_SIZE, align=align)
        paragraph.paragraph_format.keep_with_next = joined

    def paragraph(self, text: str, *, joined: bool = False) -> None:
        """A paragraph of the body, indented by two characters; `joined` to the page of the next."""
        spacing = self._paragraph(text, BODY_FONT, BODY_SIZE, align="both").paragraph_format
        spacing.first_line_indent, spacing.keep_with_next = Pt(_INDENT), joined or None

    def heading(self, text: str) -> None:
        """A heading of the first level: 「一、」 in 黑体, on the page of what follows."""
        self._heading(text, HEAD_FONT)

    def subheading(self, text: str) -> None:
        """A heading of the second level: 「（一）」 in 楷体, on the page of what follows."""
        self._heading(text, QUOTE_FONT)

    def _heading(self, text: str, font: str) -> None:
        spacing = self._paragraph(text, font, BODY_SIZE).paragraph_format
        spacing.first_line_indent, spacing.keep_with_next = Pt(_INDENT), True

    def note(self, text: str, *, joined: bool = False, close: bool = False) -> None:
        """A small line, such as what kind of draft this is; `joined` to the page of the next.

        `close` sets its lines as close as those of a table: below a form that should fit one page.
        """
        paragraph = self._paragraph(text, BODY_FONT, TABLE_SIZE)
        if close:
            paragraph.paragraph_format.line_spacing = Pt(_CLOSE_LINE)
        paragraph.paragraph_format.keep_with_next = joined or None

    def new_page(self) -> None:
        """Go on with the next page. Its first paragraph turns it: a mere break may leave a blank one."""
        self._turns = True

    def annexes(self, titles: Sequence[str]) -> None:
        """The list of annexes below the body, the names under one another."""
        self.line("", joined=True)
        several = len(titles) > 1
        for number, title in enumerate(titles, 1):
            name = f"{number}.{title}" if several else title
            spacing = self._paragraph(
                ("附件：" if number == 1 else "") + name, BODY_FONT, BODY_SIZE
            ).paragraph_format
            spacing.keep_with_next = True  # what is signed below never stands alone on a page
            spacing.left_indent = Pt(_INDENT + (0 if number == 1 else 3 * BODY_SIZE))

    def annex(self, number: int | None, title: str) -> None:
        """A new page with the mark of the annex (no number where it is the only one) and its title."""
        mark = self._paragraph(f"附件{number or ''}", HEAD_FONT, BODY_SIZE)
        mark.paragraph_format.page_break_before = True
        self._paragraph(title, TITLE_FONT, TITLE_SIZE, align="center")
        self.line("")

    def table(self, widths: Sequence[float], head: Sequence[str]) -> "OfficialTable":
        """A ruled table; `widths` in millimetres, the head repeated on every page."""
        return OfficialTable(self.document, widths, head)

    def _paragraph(self, text: str, font: str, size: float, *, align: Align = "left") -> Any:
        paragraph = self.document.add_paragraph()
        spacing = paragraph.paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
        paragraph.alignment = ALIGN[align]
        spacing.page_break_before, self._turns = self._turns or None, False
        set_font(paragraph.add_run(printable(text)), font, size)
        return paragraph


class OfficialTable:
    """A ruled table of fixed columns."""

    def __init__(self, document: Any, widths: Sequence[float], head: Sequence[str]) -> None:
        self._table = document.add_table(rows=0, cols=len(widths))
        self._table.style = "Table Grid"
        self._table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._table.autofit = False
        for column, width in zip(self._table.columns, widths, strict=True):
            column.width = Mm(width)
        _narrow_margins(self._table)
        self._blank = _blank_row(self._table, widths)
        if head:
            self.row([(text, "center") for text in head], font=HEAD_FONT)
            self._table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def row(
        self,
        cells: Sequence[tuple[str, Align]],
        *,
        font: str = BODY_FONT,
        height: float | None = None,
        lines: int = 1,
    ) -> None:
        """A row; behind the first `lines`, a new line is set in smaller 楷体, as quotations are."""
        row = deepcopy(self._blank)
        if height:
            row.trHeight_val = Mm(height)
        self._table._tbl.append(row)
        for cell, (text, align) in zip(row.tc_lst, cells, strict=True):
            for number, line in enumerate(printable(text).split("\n")):
                if number:
                    cell.append(OxmlElement("w:p"))
                plain = number < lines
                size = TABLE_SIZE if plain else SMALL_SIZE
                write_line(cell[-1], line, font if plain else QUOTE_FONT, size, align)

    def set_row(self, cells: Sequence[Words]) -> None:
        """A row whose cells say themselves how they are set."""
        row = deepcopy(self._blank)
        self._table._tbl.append(row)
        for cell, words in zip(row.tc_lst, cells, strict=True):
            for number, line in enumerate(printable(words.text).split("\n")):
                if number:
                    cell.append(OxmlElement("w:p"))
                write_line(cell[-1], line, words.font, words.size, words.align)
            if words.fill:
                _colour(cell, words.fill)

    def merge(self, first: int, last: int, column: int) -> None:
        """Let rows `first` to `last` (the head is 0) share the cell of a column: what the first says."""
        for number in range(first, last + 1):
            cell = self._table._tbl.tr_lst[number].tc_lst[column]
            cell.vMerge = "restart" if number == first else "continue"
            if number > first:
                for words in list(cell.iter(qn("w:t"))):
                    words.getparent().remove(words)


def _colour(cell: Any, fill: str) -> None:
    """The colour behind a cell, where the schema of Word wants it: before how the words stand in it."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    properties = cell.get_or_add_tcPr()
    align = properties.find(qn("w:vAlign"))
    if align is None:
        properties.append(shade)
    else:
        align.addprevious(shade)


def _blank_row(table: Any, widths: Sequence[float]) -> Any:
    """A row without words, taken out of the table again, to be copied for every row."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
    table._tbl.remove(row._tr)
    return row._tr


def _narrow_margins(table: Any) -> None:
    """A millimetre left and right in every cell, so that two characters stand in a narrow column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(Mm(1) / Twips(1))))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def _lay_out(section: Any, *, landscape: bool, form: bool) -> None:
    """A4; upright the type area is 156 mm by 225 mm, 37 mm below the edge and 28 mm from the binding."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    if form:
        section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin, section.right_margin = Mm(37), Mm(35)


def _page_number(section: Any) -> None:
    """「— 1 —」 in the middle of the foot."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = ALIGN["center"]
    set_font(paragraph.add_run("— "), "宋体", 14)
    run = paragraph.add_run()
    set_font(run, "宋体", 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
    set_font(paragraph.add_run(" —"), "宋体", 14)
