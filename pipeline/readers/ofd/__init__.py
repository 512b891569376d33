"""OFD (GB/T 33190): the pages of all documents in the container, laid out as the pages of a PDF are.

Read here rather than with `ofdkit`, which gives a page as lines without their places, joins no paragraphs and
mixes tilted watermarks into them; from glyphs with places on, the code of the PDF reader does the work. Pages
that are pictures are recognised (extra `ocr`).

What lives here: the container, the objects on a page and where they stand. What does not: lines to paragraphs
and tables (`pipeline.readers.pdf`), checking signatures, meaning.
"""

from collections.abc import Iterator
from dataclasses import replace

from models import Problem
from pipeline.readers.assemble import Parsed
from pipeline.readers.limits import Limits
from pipeline.readers.margins import margins, named
from pipeline.readers.ofd.container import Container, open_container
from pipeline.readers.ofd.documents import OfdDocument, documents
from pipeline.readers.ofd.page import read_page, template_lines
from pipeline.readers.ofd.pictures import draw_page
from pipeline.readers.pdf.reading import reading
from pipeline.readers.pdf.sheets import Sheet, sheet
from pipeline.readers.problems import problem
from pipeline.readers.scan.blind_pages import recognised

CAUSES = {
    "page_garbled": "ofd_garbled",
    "page_blind": "ofd_scanned",
    "page_crowded": "crowded",
    "page_failed": "ofd_damaged",
}


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read an .ofd that has its words."""
    container = open_container(data, limits)
    if isinstance(container, Problem):
        return container
    found = documents(container)
    pages = [(one, page) for one in found for page in one.pages]
    if not pages:
        return problem("ofd_no_pages")
    if len(pages) > limits.pages:
        return problem("ofd_too_long", pages=len(pages), limit=limits.pages)
    told = (
        sheet(number, read_page(container, one, page, limits)) for number, (one, page) in enumerate(pages, 1)
    )
    sheets = list(recognised(told, lambda number: draw_page(container, *pages[number - 1], limits), limits))
    faults = {one.fault for one in sheets}
    nothing = next((cause for fault, cause in CAUSES.items() if fault in faults), "no_words")
    title = next((one.title for one in found if one.title), "")
    result = reading(sheets, title, nothing=nothing)
    if isinstance(result, Problem):
        return result
    apart = margins({"template": (line for one in found for line in template_lines(container, one))})
    return replace(
        result,
        problems=(*result.problems, *named(apart), *_remarks(container, found, sheets)),
        metadata={**result.metadata, **apart},
    )


def _remarks(container: Container, found: list[OfdDocument], sheets: list[Sheet]) -> Iterator[Problem]:
    """What a person should know of the container."""
    if len(found) > 1:
        yield problem("ofd_several", count=len(found), pages=len(sheets))
    if container.missing:
        yield problem("ofd_missing", count=len(container.missing))
    attachments = [name for one in found for name in one.attachments]
    if attachments:
        names = "、".join(f"“{name}”" for name in attachments)
        yield problem("ofd_attachments", count=len(attachments), names=names)
    notes = sum(one.notes for one in found)
    if notes:
        yield problem("ofd_notes", count=notes)
    signatures = sum(one.signatures for one in found)
    if signatures:
        yield problem("ofd_signed", count=signatures)
