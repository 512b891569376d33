"""The bytes of a workbook, the same on every machine and at every hour."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from pipeline.exports.archive import FIXED_DATE, restamped
from pipeline.exports.sheets.looks import set_normal_font


def book_of(fill: Callable[[Any], object]) -> bytes:
    """The bytes of a workbook that has the sheets that `fill` adds to it, and no other."""
    book = Workbook()
    book.remove(book.active)
    set_normal_font(book)
    fill(book)
    return workbook_bytes(book)


def workbook_bytes(book: Any) -> bytes:
    """Serialise without a clock: `book.save` would stamp the hour into the properties and every member."""
    book.properties.creator = "督办台账"
    book.properties.created = book.properties.modified = FIXED_DATE
    stamped = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stamped, "w")).save()
    return restamped(stamped)
