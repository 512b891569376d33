"""The bytes of a workbook, the same on every machine and at every hour."""

import errno
import gc
import io
import os
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from typing import Any

from lxml.etree import SerialisationError
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
    """Serialise without a clock: `book.save` would stamp the hour into the properties and every member.

    Raises:
        OSError: There is no room for the sheets while they are written.
    """
    book.properties.creator = "督办台账"
    book.properties.created = book.properties.modified = FIXED_DATE
    stamped = io.BytesIO()
    try:
        ExcelWriter(book, zipfile.ZipFile(stamped, "w")).save()
    except SerialisationError as refusal:  # the sheets go through temporary files
        _let_go(refusal)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir()) from refusal
    return restamped(stamped)


def _let_go(refusal: Exception) -> None:
    """Close the half-written sheets, each of which would complain once more on the screen."""
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        traceback.clear_frames(refusal.__traceback__)
        gc.collect()
    finally:
        sys.unraisablehook = hook
