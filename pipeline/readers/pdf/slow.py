"""A page read by pdfplumber: slow, but it finds the cells of ruled tables and turns a turned page."""

import io
import logging
import re
from statistics import median
from typing import Any

from extractors.lookalikes import ordinary
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.apart import LARGE, is_pale, told
from pipeline.readers.pdf.glyphs import BROKEN, Glyph
from pipeline.readers.pdf.grids import closed
from pipeline.readers.pdf.overprint import without_overprint
from pipeline.readers.pdf.page import Grid, Page, Rule, area, crowded

NAME = "pdfplumber"
EMPTY = 1_000
TOLERANCE = 3.0
TILTED = 0.1
UNMAPPED = re.compile(r"\(cid:\d+\)")


def open_file(data: bytes) -> Any:
    """The file as pdfplumber sees it; its list of pages is known to be readable."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is wrong with the file, we say
    opened = pdfplumber.open(io.BytesIO(data))
    len(opened.pages)
    return opened


def read_page(pdf: Any, index: int, limits: Limits) -> Page:
    """The page at `index`."""
    page = pdf.pages[index]
    try:
        described = sum(len(stream.get_rawdata() or b"") for stream in page.page_obj.contents) > EMPTY
        if len(page.chars) > limits.page_glyphs:
            return crowded(NAME)
        glyphs, aside = _glyphs(page.chars)
        grids, rules = _ruled(page)
        return Page(
            reader=NAME,
            width=float(page.width),
            height=float(page.height),
            glyphs=glyphs,
            grids=grids,
            filled=described or any(found for kind, found in page.objects.items() if kind != "char"),
            aside=aside,
            rules=rules,
            pictures=sum(area((one["x0"], one["top"], one["x1"], one["bottom"])) for one in page.images),
        )
    finally:
        page.close()


def _ruled(page: Any) -> tuple[list[Grid], tuple[Rule, ...]]:
    """The ruled tables of a page, and its level lines."""
    found = page.debug_tablefinder()
    cells = (cell for table in found.tables for cell in table.cells)
    level = (edge for edge in found.edges if edge["orientation"] == "h")
    rules = tuple(Rule(edge["x0"], edge["top"], edge["x1"]) for edge in level)
    return closed(cells, found.edges, TOLERANCE), rules


def _glyphs(chars: list[dict[str, Any]]) -> tuple[list[Glyph], str]:
    """The upright characters, and the words of those that are tilted or too pale: watermarks."""
    kept: list[Glyph] = []
    aside: list[tuple[str, object]] = []
    large = LARGE * median([char["height"] for char in chars if _straight(char)] or [0.0])
    for char in chars:
        text = BROKEN if UNMAPPED.fullmatch(char["text"]) else ordinary(char["text"])
        if not _straight(char) or (char["height"] > large and is_pale(_color(char))):
            aside.append((text, _straight(char)))
        else:
            base = char["bottom"] + char["y0"] - char["matrix"][5]
            kept.append(Glyph(text, char["x0"], char["x1"], base, char["height"]))
    clear, over = without_overprint(kept)
    return clear, told(aside, over)


def _straight(char: dict[str, Any]) -> bool:
    """Whether a character stands upright; the library's own word counts any slant as upright."""
    across, up, *_ = char["matrix"]
    return bool(across > 0 and abs(up) < TILTED * across)


def _color(char: dict[str, Any]) -> tuple[float, ...]:
    """The colour a character is filled with; black where it is not said in numbers."""
    color = char["non_stroking_color"]
    parts = color if isinstance(color, tuple | list) else (color,)
    return tuple(parts) if all(isinstance(part, int | float) for part in parts) else (0.0,)
