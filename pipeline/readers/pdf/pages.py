"""The two PDF libraries: pypdfium2 reads text fast, pdfplumber reads tables and what the first cannot."""

import io
import logging
import math
from collections.abc import Callable, Iterator
from ctypes import c_double
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.glyphs import Glyph, Line, lines_of
from pipeline.readers.pdf.health import garbled
from pipeline.readers.problems import problem

T = TypeVar("T")
Box = tuple[float, float, float, float]

QUICK, SLOW = "pypdfium2", "pdfplumber"
LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
RULE = 8.0
TILTED = 0.1
BROKEN = "\ufffd"
ENCRYPTION = b"/Encrypt"


class Grid(NamedTuple):
    """A ruled table: its box, and the box of each cell by row and column, None where a merge covers it."""

    box: Box
    rows: list[list[Box | None]]


@dataclass(frozen=True)
class Page:
    """What one page holds.

    `filled` says that something is on it that is not read as text; `hard` that ruled lines or a turned page
    make it a case for the slow library.
    """

    reader: str
    width: float
    height: float
    glyphs: list[Glyph]
    grids: list[Grid]
    filled: bool
    hard: bool = False

    @cached_property
    def lines(self) -> list[Line]:
        """All printed lines, those in tables too."""
        return lines_of(self.glyphs)

    @cached_property
    def healthy(self) -> bool:
        """Whether it has words, and they are words."""
        return bool(self.glyphs) and not garbled("\n".join(line.text for line in self.lines))


class PdfFile:
    """A PDF opened with whichever library can; `title` is the one in its properties."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.title = ""
        self._data = data
        self._limits = limits
        self._quick: Any = None

    def open(self) -> Problem | None:
        """Open the file; the problem, if there is one, tells a locked file from a broken one."""
        try:
            self._quick = pypdfium2.PdfDocument(self._data)
            self.title = self._quick.get_metadata_value("Title").strip()
        except pypdfium2.PdfiumError as fault:
            if fault.err_code in LOCKED and ENCRYPTION in self._data:  # the code may be one file late
                return problem("pdf_encrypted")
        if self._quick is None and self._slow is None:
            return problem("pdf_damaged")
        if not len(self):
            return problem("pdf_no_pages")
        if len(self) > self._limits.pages:
            return problem("pdf_too_long", pages=len(self), limit=self._limits.pages)
        return None

    def __len__(self) -> int:
        return len(self._quick) if self._quick is not None else len(self._slow.pages)

    def page(self, index: int) -> Page | None:
        """The page as the library reads it that does it best, None when neither can."""
        quick = _attempt(lambda: _read_quick(self._quick, index, self._limits)) if self._quick else None
        if quick and not quick.hard and (quick.healthy or not quick.filled):
            return quick
        slow = _attempt(lambda: _read_slow(self._slow, index, self._limits)) if self._slow else None
        if not quick or not slow:
            return quick or slow
        better = slow.healthy and (slow.grids or quick.hard or not quick.healthy)
        return slow if better else quick

    def close(self) -> None:
        """Give back what the libraries hold."""
        if self._quick is not None:
            self._quick.close()
        if "_slow" in self.__dict__ and self._slow is not None:
            self._slow.close()

    @cached_property
    def _slow(self) -> Any:
        """The slow library's view, opened when first needed; None when it cannot open the file."""
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is wrong with the file, we say
        opened = _attempt(lambda: pdfplumber.open(io.BytesIO(self._data)))
        return opened if opened is not None and _attempt(lambda: len(opened.pages)) is not None else None


def _attempt(action: Callable[[], T]) -> T | None:
    """What `action` yields, None when the library gives up; on damaged files it may do so in any way."""
    try:
        return action()
    except Exception:
        return None


def _read_quick(pdf: Any, index: int, limits: Limits) -> Page | None:
    page = pdf.get_page(index)
    try:
        textpage = page.get_textpage()
        if textpage.count_chars() > limits.page_glyphs:
            return None
        return Page(
            reader=QUICK,
            width=page.get_width(),
            height=page.get_height(),
            glyphs=list(_quick_glyphs(textpage, page.get_bbox())),
            grids=[],
            filled=_filled(page, textpage),
            hard=page.get_rotation() != 0 or _ruled(page),
        )
    finally:
        page.close()


def _quick_glyphs(textpage: Any, box: Box) -> Iterator[Glyph]:
    left, _, _, ceiling = box
    across, up = c_double(), c_double()
    for at in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        unmapped = code == 0 or pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1
        if pdfium.FPDFText_IsGenerated(textpage, at) == 1 or (0 < code < ord(" ")):
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
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        _, bottom, _, top = drawn.get_bounds()
        if top - bottom > RULE:
            return True
    return False


def _read_slow(pdf: Any, index: int, limits: Limits) -> Page | None:
    page = pdf.pages[index]
    try:
        if len(page.chars) > limits.page_glyphs:
            return None
        return Page(
            reader=SLOW,
            width=float(page.width),
            height=float(page.height),
            glyphs=list(_slow_glyphs(page.chars)),
            grids=list(_grids(page)),
            filled=any(found for kind, found in page.objects.items() if kind != "char"),
        )
    finally:
        page.close()


def _slow_glyphs(chars: list[dict[str, Any]]) -> Iterator[Glyph]:
    for char in chars:
        if char["upright"]:
            base = char["bottom"] + char["y0"] - char["matrix"][5]
            yield Glyph(char["text"], char["x0"], char["x1"], base, char["height"])


def _grids(page: Any) -> Iterator[Grid]:
    """The ruled tables of a page; one inside another, and a mere frame around text, are not tables."""
    found = [(table.bbox, [list(row.cells) for row in table.rows]) for table in page.find_tables()]
    for box, rows in found:
        inside = any(_holds(other, box) for other, _ in found if other != box)
        if not inside and max(map(len, rows)) > 1:
            yield Grid(box, rows)


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
