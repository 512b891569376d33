"""The bytes of a workbook, the same on every machine and at every hour."""

import datetime as dt
import io
import zipfile
from typing import Any

from openpyxl.writer.excel import ExcelWriter

_FIXED_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone
_FIXED_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def workbook_bytes(book: Any) -> bytes:
    """Serialise without a clock: `book.save` would stamp the hour into the properties and every member."""
    book.properties.creator = "督办台账"
    book.properties.created = book.properties.modified = _FIXED_DATE
    stamped = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stamped, "w")).save()
    return _restamped(stamped)


def _restamped(stamped: io.BytesIO) -> bytes:
    fixed = io.BytesIO()
    with zipfile.ZipFile(stamped) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _FIXED_ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = _UNIX
            target.writestr(member, source.read(name))
    return fixed.getvalue()
