"""Word 97 to 2003 and WPS documents (.doc, .dot, .wps, .wpt): read in process, by LibreOffice where it helps.

office-oxide reads the words, tables, notes and boxes in milliseconds; which cells are merged is read from the
file beside it. No library that runs in process knows what automatic numbers look like: a document that has
such is given to LibreOffice, if there is one. `Document.reader` says which it was.
"""

from collections.abc import Iterator
from dataclasses import replace

from models import Problem
from pipeline.readers import word
from pipeline.readers.assemble import Parsed, gaps_of, join
from pipeline.readers.doc.libreoffice import to_docx
from pipeline.readers.doc.rows import rows_of
from pipeline.readers.doc.story import Story
from pipeline.readers.limits import Limits
from pipeline.readers.margins import margins, named
from pipeline.readers.problems import problem
from pipeline.readers.secrecy import find_mark

READER = "office-oxide"
SECRET_WORDS = ("绝密", "机密", "秘密")
SECTOR = 512
HEADER = b"\xec\xa5"
FLAGS = 0x0A
ENCRYPTED = 0x0100
FOR_OFFICE = {
    problem("doc_numbers_lost", count=0).code,
    problem("doc_cells_lost", count=0).code,
    problem("legacy_missing", name="", other="").code,
}
"""What LibreOffice can do better."""


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read a .doc or .wps."""
    if _encrypted(data):
        return problem("doc_encrypted")
    read = _in_process(data)
    codes = {read.code} if isinstance(read, Problem) else {one.code for one in read.problems}
    if codes & FOR_OFFICE and not _may_be_secret(data, read):
        return _by_office(data, limits) or read
    return read


def _may_be_secret(data: bytes, read: Parsed | Problem) -> bool:
    """LibreOffice works on a copy in a private folder; of a paper with a mark of secrecy none is made."""
    if isinstance(read, Parsed):
        found = find_mark(read)
        return found is not None and found.mark.secret
    return any(word.encode("utf-16-le") in data or word.encode("gb18030") in data for word in SECRET_WORDS)


def _in_process(data: bytes) -> Parsed | Problem:
    try:
        import office_oxide
    except ImportError:
        return problem("legacy_missing", name="旧版 Word 或 WPS 文档", other=".docx")
    try:
        content = office_oxide.Document.from_bytes(data, "doc").to_ir()
    except office_oxide.OfficeOxideError:
        return problem("doc_damaged")
    story = Story(rows_of(data))
    raw, blocks = join(story.pieces(content))
    if not raw.strip():
        return problem("no_words")
    apart = margins(story.margins(content))
    gaps = tuple(gaps_of(story.holes, raw, blocks))
    return Parsed(READER, raw, blocks, gaps, (*_lost(story), *named(apart)), apart)


def _lost(story: Story) -> Iterator[Problem]:
    if story.numbered:
        yield problem("doc_numbers_lost", count=story.numbered)
    if story.holes:
        yield problem("doc_cells_lost", count=len(story.holes))


def _by_office(data: bytes, limits: Limits) -> Parsed | None:
    """The document as LibreOffice converts it; None when that does not work out."""
    converted = to_docx(data, "doc")
    read = word.parse(converted, limits) if converted else None
    return replace(read, reader=f"LibreOffice, {read.reader}") if isinstance(read, Parsed) else None


def _encrypted(data: bytes) -> bool:
    """Whether the header of the text, which begins a sector of the file, says that it is encrypted."""
    for at in range(SECTOR, len(data), SECTOR):
        if data.startswith(HEADER, at):
            return bool(int.from_bytes(data[at + FLAGS : at + FLAGS + 2], "little") & ENCRYPTED)
    return False
