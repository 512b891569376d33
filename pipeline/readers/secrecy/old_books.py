"""Workbooks of Excel 97 to 2003: print headers and footers, which no library gives, and hidden cells."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.readers.secrecy.unseen import SIGN
from pipeline.readers.sheet import xls
from pipeline.readers.sheet.chains import circular

_STREAMS = ("Workbook", "Book")
_HEADERS = (0x0014, 0x0015)
_START = 0x0809
_BIFF8 = 0x0600
_WIDE = 1


class _Record(NamedTuple):
    kind: int
    body: bytes


def headers(data: bytes) -> Iterator[str]:
    """The headers and footers of all sheets, with their codes of layout."""
    wide = True
    for kind, body in _records(_stream(data)):
        if kind == _START and len(body) > 1:
            wide = int.from_bytes(body[:2], "little") >= _BIFF8
        elif kind in _HEADERS and body:
            yield _wide(body) if wide else body[1:].decode("gb18030", "replace")


def cells(data: bytes) -> Iterator[str]:
    """The lines of all cells, hidden ones too, where any can be a mark."""
    stream = _stream(data)
    if not any(SIGN.encode(code) in stream for code in ("utf-16-le", "gb18030", "big5")):
        return
    found = xls.grids(data)
    for grid in found if isinstance(found, list) else ():
        for words in grid.cells.values():
            yield from words.splitlines()


def _stream(data: bytes) -> bytes:
    """The stream with the records of the workbook; nothing where the file is damaged or no compound file."""
    try:
        from xlrd import compdoc
    except ImportError:
        return b""
    if not data.startswith(compdoc.SIGNATURE) or circular(data):
        return b""
    try:
        document = compdoc.CompDoc(data, logfile=_Silent())
        for name in _STREAMS:
            whole, start, length = document.locate_named_stream(name)
            if whole:
                return bytes(whole[start : start + length])
    except Exception:  # xlrd checks little: a damaged file raises whatever its bytes lead to
        return b""
    return b""


class _Silent:
    def write(self, _: str) -> None:
        """Say nothing of a damaged file: its reader says it."""


def _records(stream: bytes) -> Iterator[_Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield _Record(kind, stream[at + 4 : at + 4 + length])
        at += 4 + length


def _wide(body: bytes) -> str:
    """A string of Excel 97: its length, how its characters are stored, and these."""
    flags = body[2] if len(body) > 2 else 0
    return body[3:].decode("utf-16-le" if flags & _WIDE else "latin-1", "replace")
