"""PDF: text by its position on the page, ruled tables cell by cell, headers and page numbers left out."""

from collections.abc import Iterator

from models import Problem
from pipeline.readers.assemble import Reading, gaps_of, join
from pipeline.readers.limits import Limits
from pipeline.readers.pdf import quick, slow
from pipeline.readers.pdf.file import PdfFile
from pipeline.readers.pdf.guard import swollen
from pipeline.readers.pdf.layout import laid_out
from pipeline.readers.pdf.sheets import Sheet, sheet
from pipeline.readers.problems import problem
from pipeline.readers.sniff import PDF_HEAD, PDF_MARK


def parse(data: bytes, limits: Limits) -> Reading | Problem:
    """Read a PDF that has a text layer."""
    if PDF_MARK not in data[:PDF_HEAD]:
        return problem("pdf_not")
    fault = swollen(data, limits)
    if fault:
        return fault
    file = PdfFile(data, limits)
    try:
        fault = file.open()
        if fault:
            return fault
        sheets = [sheet(at + 1, file.page(at)) for at in range(len(file))]
        return _reading(sheets, file.title)
    finally:
        file.close()


def _reading(sheets: list[Sheet], title: str) -> Reading | Problem:
    if not any((one.lines or one.tables) and not one.fault for one in sheets):
        return _wordless(sheets)
    pieces, holes = laid_out(sheets)
    raw, blocks = join(pieces)
    readers = {one.reader for one in sheets}
    return Reading(
        reader="+".join(name for name in (quick.NAME, slow.NAME) if name in readers),
        raw=raw,
        blocks=blocks,
        gaps=tuple(gaps_of(holes, raw, blocks)),
        problems=tuple(_problems(sheets)),
        metadata={"title": title} if title else {},
    )


def _problems(sheets: list[Sheet]) -> Iterator[Problem]:
    for one in sheets:
        if one.fault:
            yield problem(one.fault, place=one.place)
        if one.broken:
            yield problem("page_patchy", place=one.place, count=one.broken)


def _wordless(sheets: list[Sheet]) -> Problem:
    """Why a file of which no page gave a word did not."""
    faults = {one.fault for one in sheets}
    causes = {"page_garbled": "pdf_garbled", "page_blind": "pdf_scanned", "page_failed": "pdf_damaged"}
    return problem(next((cause for fault, cause in causes.items() if fault in faults), "no_words"))
