"""A page read by pypdfium2: fast, tells what is drawn on it, knows nothing of tables."""

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double, c_uint, create_string_buffer
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractors.lookalikes import ordinary
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.apart import LARGE, is_pale, told, usual_height
from pipeline.readers.pdf.glyphs import BROKEN, Glyph
from pipeline.readers.pdf.overprint import without_overprint
from pipeline.readers.pdf.page import Box, Page, area, crowded

NAME = "pypdfium2"
RULE = 8.0
WIDE = 12.0
RULES = 3
TILTED = 0.06
LONG_SIDE = 2_400
_STANDARD_FONTS = (b"Helvetica", b"Times", b"Courier", b"Symbol", b"ZapfDingbats")


class Character(NamedTuple):
    """A character by its number on the page; `quarter` is None when it stands at a slant."""

    number: int
    quarter: int | None
    glyph: Glyph


def read_page(pdf: Any, index: int, limits: Limits) -> Page:
    """The page at `index`."""
    page = pdf.get_page(index)
    try:
        textpage = page.get_textpage()
        if textpage.count_chars() > limits.page_glyphs:
            return crowded(NAME)
        glyphs, aside = _glyphs(textpage, page.get_bbox())
        return Page(
            reader=NAME,
            width=page.get_width(),
            height=page.get_height(),
            glyphs=glyphs,
            grids=[],
            filled=_filled(page, textpage),
            pictures=sum(area(one.get_bounds()) for one in _drawn(page, pdfium.FPDF_PAGEOBJ_IMAGE)),
            hard=page.get_rotation() != 0 or _ruled(page) or _borrows_fonts(page),
            aside=aside,
        )
    finally:
        page.close()


def draw_page(pdf: Any, index: int) -> Any:
    """The page at `index` as an RGB array; A4 comes at about 200 dots an inch."""
    page = pdf.get_page(index)
    try:
        scale = LONG_SIDE / max(page.get_width(), page.get_height())
        return page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3].copy()
    finally:
        page.close()


def _glyphs(textpage: Any, box: Box) -> tuple[list[Glyph], str]:
    """The characters in the direction of most, and the words in others or too pale: watermarks."""
    found = list(_characters(textpage, box))
    main = Counter(one.quarter for one in found if one.quarter is not None).most_common(1)
    quarter = main[0][0] if main else 0
    large = LARGE * usual_height(one.glyph for one in found)
    kept: list[Glyph] = []
    aside: list[tuple[str, object]] = []
    for one in found:
        if one.quarter != quarter or (one.glyph.height > large and _pale(textpage, one.number)):
            aside.append((one.glyph.char, one.quarter))
        else:
            kept.append(one.glyph)
    clear, over = without_overprint(kept)
    return clear, told(aside, over)


def _characters(textpage: Any, box: Box) -> Iterator[Character]:
    """The characters that the file really has, each as one sees it who turns the page by its quarter."""
    across, up = c_double(), c_double()
    for at in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        unmapped = code == 0 or pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1
        if pdfium.FPDFText_IsGenerated(textpage, at) == 1 or (code < ord(" ") and not unmapped):
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, at, across, up)
        quarter = _quarter(pdfium.FPDFText_GetCharAngle(textpage, at))
        extent = _turned(textpage.get_charbox(at, loose=True), across.value, up.value, box, quarter or 0)
        yield Character(at, quarter, Glyph(BROKEN if unmapped else ordinary(chr(code)), *extent))


def _quarter(angle: float) -> int | None:
    """By how many quarters a character is turned clockwise, None when it is tilted."""
    quarters = angle / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < TILTED else None


def _turned(
    char: Box, across: float, up: float, page: Box, quarter: int
) -> tuple[float, float, float, float]:
    """Where a character begins and ends on its line, how far down the line is, and how high the character."""
    x0, bottom, x1, top = char
    left, floor, right, ceiling = page
    if quarter == 1:
        return ceiling - top, ceiling - bottom, right - across, x1 - x0
    if quarter == 2:
        return right - x1, right - x0, up - floor, top - bottom
    if quarter == 3:
        return bottom - floor, top - floor, across - left, x1 - x0
    return x0 - left, x1 - left, ceiling - up, top - bottom


def _pale(textpage: Any, at: int) -> bool:
    parts = [c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(textpage, at, *parts):
        return False
    *color, opacity = (part.value / 255 for part in parts)
    return is_pale(color, opacity)


def _filled(page: Any, textpage: Any) -> bool:
    unread = textpage.count_chars() == 0
    return any(unread or drawn.type != pdfium.FPDF_PAGEOBJ_TEXT for drawn in page.get_objects())


def _ruled(page: Any) -> bool:
    """Whether anything drawn is tall enough to be the side of a table, or there are several level lines."""
    levels = set()
    for one in _drawn(page, pdfium.FPDF_PAGEOBJ_PATH):
        left, bottom, right, top = one.get_bounds()
        if top - bottom > RULE:
            return True
        if right - left > WIDE:
            levels.add(round(top))
    return len(levels) >= RULES


def _borrows_fonts(page: Any) -> bool:
    """Whether words are set in a font that neither the file nor every PDF program has.

    pdfium then takes a font of the machine and measures that: other machines would see other lines, and one
    without Chinese fonts drops words. pdfplumber measures by what the file says.
    """
    fonts = (pdfium.FPDFTextObj_GetFont(one.raw) for one in _drawn(page, pdfium.FPDF_PAGEOBJ_TEXT))
    return any(pdfium.FPDFFont_GetIsEmbedded(font) == 0 and not _is_standard(font) for font in fonts)


def _is_standard(font: Any) -> bool:
    """Whether the font is one of the fourteen that every PDF program has (ISO 32000-1, 9.6.2.2)."""
    name = create_string_buffer(64)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.startswith(_STANDARD_FONTS)


def _drawn(page: Any, kind: int) -> Iterator[Any]:
    return iter(page.get_objects(filter=[kind]))
