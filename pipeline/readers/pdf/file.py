"""A PDF opened with two libraries: a fast one for text, a slow one for tables and what the first cannot."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.pdf import quick, slow
from pipeline.readers.pdf.page import Page
from pipeline.readers.problems import problem

T = TypeVar("T")

LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
ENCRYPTION = b"/Encrypt"


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
        first = self._read(quick.read_page, self._quick, index)
        if first and (first.clear or first.crowded):
            return first
        second = self._read(slow.read_page, self._slow, index)
        if not first or not second:
            return first or second
        better = second.healthy and (second.grids or first.hard or not first.healthy)
        fuller = (second.shown, second.filled) > (first.shown, first.filled)
        return second if better or fuller else first

    def picture(self, index: int) -> Any | None:
        """The page at `index` as one sees it, an RGB array; None when it cannot be drawn."""
        return attempt(lambda: quick.draw_page(self._quick, index)) if self._quick is not None else None

    def close(self) -> None:
        """Give back what the libraries hold."""
        for one in (self._quick, self.__dict__.get("_slow")):
            if one is not None:
                one.close()

    def _read(self, way: Callable[[Any, int, Limits], Page | None], pdf: Any, index: int) -> Page | None:
        return attempt(lambda: way(pdf, index, self._limits)) if pdf is not None else None

    @cached_property
    def _slow(self) -> Any:
        """The slow library's view, opened when first needed; None when it cannot open the file."""
        return attempt(lambda: slow.open_file(self._data))


def attempt(action: Callable[[], T]) -> T | None:
    """What `action` yields, None when the library gives up; on damaged files it may do so in any way."""
    try:
        return action()
    except MemoryError:
        raise
    except Exception:
        return None
