"""A page read by pypdfium2: fast, tells what is drawn on it, knows nothing of tables."""

import math
from collections.abc import Iterator
from ctypes import c_double
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.limits import Limits
from pipeline.readers.pdf.glyphs import BROKEN, Glyph
from pipeline.readers.pdf.page import Box, Page, area

NAME = "pypdfium2"
RULE = 8.0
TILTED = 0.1
LONG_SIDE = 2_400


def read_page(pdf: Any, index: int, limits: Limits) -> Page | None:
    """The page at `index`, None when it has more characters than any real one."""
    page = pdf.get_page(index)
    try:
        textpage = page.get_textpage()
        if textpage.count_chars() > limits.page_glyphs:
            return None
        return Page(
            reader=NAME,
            width=page.get_width(),
            height=page.get_height(),
            glyphs=list(_glyphs(textpage, page.get_bbox())),
            grids=[],
            filled=_filled(page, textpage),
            pictures=sum(area(one.get_bounds()) for one in _drawn(page, pdfium.FPDF_PAGEOBJ_IMAGE)),
            hard=page.get_rotation() != 0 or _ruled(page),
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


def _glyphs(textpage: Any, box: Box) -> Iterator[Glyph]:
    """The upright characters that the file really has; tilted ones are watermarks."""
    left, _, _, ceiling = box
    across, up = c_double(), c_double()
    for at in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        unmapped = code == 0 or pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1
        if pdfium.FPDFText_IsGenerated(textpage, at) == 1 or (code < ord(" ") and not unmapped):
            continue
        if abs(math.sin(pdfium.FPDFText_GetCharAngle(textpage, at))) > TILTED:
            continue
        x0, bottom, x1, top = textpage.get_charbox(at, loose=True)
        pdfium.FPDFText_GetCharOrigin(textpage, at, across, up)
        char = BROKEN if unmapped else chr(code)
        yield Glyph(char, x0 - left, x1 - left, ceiling - up.value, top - bottom)


def _filled(page: Any, textpage: Any) -> bool:
    unread = textpage.count_chars() == 0
    return any(unread or drawn.type != pdfium.FPDF_PAGEOBJ_TEXT for drawn in page.get_objects())


def _ruled(page: Any) -> bool:
    """Whether anything drawn on the page is tall enough to be the side of a table."""
    bounds = (one.get_bounds() for one in _drawn(page, pdfium.FPDF_PAGEOBJ_PATH))
    return any(top - bottom > RULE for _, bottom, _, top in bounds)


def _drawn(page: Any, kind: int) -> Iterator[Any]:
    return iter(page.get_objects(filter=[kind]))
