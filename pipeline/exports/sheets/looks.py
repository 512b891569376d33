"""How cells look: fonts that every office machine has, thin borders, and the colour of a doubt."""

from typing import Any, Literal, NamedTuple

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList

from pipeline.exports.sheets.measures import NORMAL_SIZE

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
GREY = "808080"
DOUBT_FILL = "FFF2CC"
DATE_FORMAT = 'yyyy"年"m"月"d"日"'

_HEAD_FILL = "DDEBF7"
_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Look(NamedTuple):
    """What distinguishes one cell's style from another's."""

    role: Literal["title", "line", "section", "head", "body"] = "body"
    align: Literal["left", "center", "right"] = "left"
    vertical: Literal["top", "center"] = "center"
    size: float = 10
    doubtful: bool = False
    grey: bool = False
    dated: bool = False
    fill: str = ""
    locked: bool = True


def set_normal_font(book: Any) -> None:
    """Make 宋体 the workbook's own font: column widths count its digits, new rows are written in it."""
    font = Font(name=BODY_FONT, size=NORMAL_SIZE)
    # openpyxl offers no public way; the first font is also that of cells nobody has styled.
    book._fonts = IndexedList([font])
    book._named_styles["Normal"].font = font


def style_name(book: Any, look: Look) -> str:
    """The name of the workbook's style for the look, added at its first use."""
    name = "台账-" + "-".join(str(part) for part in look)
    if name not in book.named_styles:
        book.add_named_style(_style(name, look))
    return name


def _style(name: str, look: Look) -> NamedStyle:
    heavy = look.role in ("title", "section", "head")
    return NamedStyle(
        name=name,
        hidden=True,  # from the gallery of cell styles; the names mean nothing to a clerk
        font=Font(
            name=HEAD_FONT if heavy else BODY_FONT,
            size=look.size,
            italic=look.grey,
            color=GREY if look.grey else "000000",
        ),
        fill=_fill(look),
        border=Border() if look.role in ("title", "line") else _BOX,
        alignment=Alignment(horizontal=look.align, vertical=look.vertical, wrap_text=True),
        number_format=DATE_FORMAT if look.dated else "General",
        protection=Protection(locked=look.locked),
    )


def _fill(look: Look) -> PatternFill:
    colour = DOUBT_FILL if look.doubtful else look.fill or (_HEAD_FILL if look.role == "head" else "")
    return PatternFill("solid", fgColor=colour) if colour else PatternFill()
