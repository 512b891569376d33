"""A page read by pdfplumber: slow, but it finds the cells of ruled tables and turns a turned page."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers.limits import Limits
from pipeline.readers.pdf.glyphs import BROKEN, Glyph
from pipeline.readers.pdf.grids import outermost
from pipeline.readers.pdf.page import Page, area

NAME = "pdfplumber"
EMPTY = 1_000
UNMAPPED = re.compile(r"\(cid:\d+\)")


def open_file(data: bytes) -> Any:
    """The file as pdfplumber sees it; its list of pages is known to be readable."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is wrong with the file, we say
    opened = pdfplumber.open(io.BytesIO(data))
    len(opened.pages)
    return opened


def read_page(pdf: Any, index: int, limits: Limits) -> Page | None:
    """The page at `index`, None when it has more characters than any real one."""
    page = pdf.pages[index]
    try:
        described = sum(len(stream.get_rawdata() or b"") for stream in page.page_obj.contents) > EMPTY
        if len(page.chars) > limits.page_glyphs:
            return None
        return Page(
            reader=NAME,
            width=float(page.width),
            height=float(page.height),
            glyphs=list(_glyphs(page.chars)),
            grids=list(outermost(page.find_tables())),
            filled=described or any(found for kind, found in page.objects.items() if kind != "char"),
            pictures=sum(area((one["x0"], one["top"], one["x1"], one["bottom"])) for one in page.images),
        )
    finally:
        page.close()


def _glyphs(chars: list[dict[str, Any]]) -> Iterator[Glyph]:
    for char in chars:
        if char["upright"]:
            base = char["bottom"] + char["y0"] - char["matrix"][5]
            text = BROKEN if UNMAPPED.fullmatch(char["text"]) else char["text"]
            yield Glyph(text, char["x0"], char["x1"], base, char["height"])
