"""PDF: text by its position on the page, tables cell by cell; pages that are pictures are recognised."""

from collections.abc import Iterator
from dataclasses import replace

from models import Problem
from pipeline.readers.assemble import Parsed
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.damage import diagnosed, is_cut
from pipeline.readers.pdf.file import PdfFile
from pipeline.readers.pdf.guard import swollen
from pipeline.readers.pdf.gutters import Interval
from pipeline.readers.pdf.reading import reading
from pipeline.readers.pdf.sheets import Sheet, open_columns, sheet
from pipeline.readers.problems import problem
from pipeline.readers.scan.blind_pages import recognised
from pipeline.readers.sniff import PDF_HEAD, PDF_MARK


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read a PDF; pages without words of their own need the extra `ocr`."""
    if PDF_MARK not in data[:PDF_HEAD]:
        return problem("pdf_not")
    fault = swollen(data, limits)
    if fault:
        return fault
    found = _read(PdfFile(data, limits), limits)
    if isinstance(found, Problem):
        return diagnosed(data) if found == problem("pdf_damaged") else found
    return replace(found, problems=(problem("pdf_tail"), *found.problems)) if is_cut(data) else found


def _read(file: PdfFile, limits: Limits) -> Parsed | Problem:
    try:
        return file.open() or reading(list(_sheets(file, limits)), file.title)
    finally:
        file.close()


def _sheets(file: PdfFile, limits: Limits) -> Iterator[Sheet]:
    return recognised(_told(file), lambda number: file.picture(number - 1), limits)


def _told(file: PdfFile) -> Iterator[Sheet]:
    """The pages as the file tells them, each with the columns that the one before leaves open."""
    columns: tuple[Interval, ...] = ()
    for at in range(len(file)):
        one = sheet(at + 1, file.page(at), columns)
        columns = open_columns(one)
        yield one
