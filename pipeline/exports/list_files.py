"""A list as files: a Word table and a worksheet, from one description of what it says."""

from collections.abc import Callable, Iterator
from functools import partial

from pipeline.exports.papers.word_bytes import word_bytes
from pipeline.exports.papers.word_lists import DRAFT, WordLists
from pipeline.exports.sheets.listing import Begin
from pipeline.exports.sheets.table import Table
from pipeline.exports.sheets.workbook_bytes import book_of

Add = Callable[[Begin], None]
"""Writes a list, or several, each begun anew."""


def list_files(stem: str, add: Add, draft: str = DRAFT) -> Iterator[tuple[str, bytes]]:
    """Both, by the same name; `draft` is what the Word paper says of itself."""
    yield f"{stem}.docx", word_list(add, draft)
    yield f"{stem}.xlsx", list_sheet(add)


def word_list(add: Add, draft: str = DRAFT) -> bytes:
    """The list as a Word paper."""
    paper = WordLists(draft=draft)
    add(paper.begin)
    return word_bytes(paper.page)


def list_sheet(add: Add) -> bytes:
    """The list as a workbook."""
    return book_of(lambda book: add(partial(Table, book)))
