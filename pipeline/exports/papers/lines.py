"""Lines of text in the cells of a Word table: set once for each look, then copied for every cell."""

from copy import deepcopy
from functools import cache
from typing import Any, Literal

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

Align = Literal["left", "center", "right", "both"]
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_AFTER_AUTO_SPACE = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_line(paragraph: Any, text: str, font: str, size: float, align: Align) -> None:
    """Fill an empty paragraph (its `w:p`) of a cell; the text must be printable and have no line feed."""
    for part in _pattern(font, size, align):
        paragraph.append(deepcopy(part))
    if not text:
        return
    words = OxmlElement("w:t")
    words.text = text
    if text != text.strip():
        words.set(_SPACE, "preserve")
    paragraph[-1].append(words)


def set_font(run: Any, name: str, size: float) -> None:
    """Word keeps apart which font Latin and which Chinese letters are set in."""
    run.font.name, run.font.size = name, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


@cache
def _pattern(font: str, size: float, align: Align) -> tuple[Any, Any]:
    """The properties of a paragraph, and a run without words."""
    paragraph = Paragraph(OxmlElement("w:p"), None)  # type: ignore[arg-type]
    spacing = paragraph.paragraph_format
    spacing.space_before = spacing.space_after = Pt(1)
    paragraph.alignment = ALIGN[align]
    _set_close(paragraph)
    set_font(paragraph.add_run(), font, size)
    properties, run = paragraph._p
    return properties, run


def _set_close(paragraph: Any) -> None:
    """No room between Chinese and digits in a cell, where it would break 2025年12月31日 over two lines."""
    properties = paragraph._p.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        element = OxmlElement(name)
        element.set(qn("w:val"), "0")
        properties.insert_element_before(element, *_AFTER_AUTO_SPACE)
