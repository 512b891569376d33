"""The bytes of a workbook, the same on every machine and at every hour."""

import io
import zipfile
from typing import Any

from openpyxl.writer.excel import ExcelWriter

from pipeline.exports.archive import FIXED_DATE, restamped


def workbook_bytes(book: Any) -> bytes:
    """Serialise without a clock: `book.save` would stamp the hour into the properties and every member."""
    book.properties.creator = "督办台账"
    book.properties.created = book.properties.modified = FIXED_DATE
    stamped = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stamped, "w")).save()
    return restamped(stamped)
