"""The streams of a Word 97 to 2003 file, and the properties of its paragraphs ([MS-DOC] 2.4, 2.8, 2.9)."""

import io
import struct
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.readers.sheet.chains import circular

WHICH_TABLE = 0x0200
TEXT_LENGTH = 0x4C
PARAGRAPHS = 0x102
PIECES = 0x1A2
PAGE = 512
ENTRY = 13
IN_DATA_STREAM = 0x6646
DEFINES_TABLE = 0xD608
SIZES = (1, 1, 2, 4, 2, 2, -1, 3)
PIECE_TABLE = 2
COMPRESSED = 1 << 30


class Property(NamedTuple):
    """One property of a paragraph: its code, and the bytes that belong to it."""

    code: int
    operand: bytes


class Paragraph(NamedTuple):
    """A paragraph by the position of its mark, in characters, and its own properties."""

    mark: int
    properties: list[Property]


class Streams(NamedTuple):
    """The three streams of a document that hold text and properties."""

    text: bytes
    table: bytes
    data: bytes


def streams(content: bytes) -> Streams | None:
    """The streams of the file; None when it has none, or they run in a circle.

    Raises:
        Exception: of any kind, on a damaged file.
    """
    from xlrd.compdoc import CompDoc

    if circular(content):
        return None
    file = CompDoc(content, logfile=io.StringIO())
    text = file.get_named_stream("WordDocument")
    if not text:
        return None
    name = "1Table" if _u16(text, 0x0A) & WHICH_TABLE else "0Table"
    return Streams(text, file.get_named_stream(name) or b"", file.get_named_stream("Data") or b"")


def paragraphs(found: Streams) -> list[Paragraph]:
    """The paragraphs of the main text in their order.

    Raises:
        struct.error, IndexError: the file is damaged.
    """
    length = _u32(found.text, TEXT_LENGTH)
    pieces = list(_pieces(found))
    told = (
        Paragraph(position, properties)
        for end, properties in _runs(found)
        if (position := _position(end, pieces)) is not None and position < length
    )
    return sorted(told, key=lambda one: one.mark)


def _runs(found: Streams) -> Iterator[tuple[int, list[Property]]]:
    """Where each paragraph ends in the stream, and its properties."""
    start, size = _u32(found.text, PARAGRAPHS), _u32(found.text, PARAGRAPHS + 4)
    count = (size - 4) // 8
    for at in range(count):
        page = (_u32(found.table, start + 4 * (count + 1) + 4 * at) & 0x3FFFFF) * PAGE
        runs = found.text[page + PAGE - 1]
        for run in range(runs):
            entry = page + 4 * (runs + 1) + ENTRY * run
            where = found.text[entry] * 2
            properties = _grouped(found, page + where) if where else b""
            yield _u32(found.text, page + 4 * (run + 1)), list(_each(properties, found.data))


def _grouped(found: Streams, at: int) -> bytes:
    """The property bytes of a paragraph; the first two name its style."""
    words = found.text[at]
    first, size = (at + 1, 2 * words - 1) if words else (at + 2, 2 * found.text[at + 1])
    return found.text[first + 2 : first + size]


def _each(grouped: bytes, data: bytes) -> Iterator[Property]:
    at = 0
    while at + 2 <= len(grouped):
        code = _u16(grouped, at)
        size = SIZES[code >> 13]
        at += 2
        if code == DEFINES_TABLE:
            size = _u16(grouped, at) + 1
        elif size < 0:
            size = grouped[at] + 1
        operand = grouped[at : at + size]
        at += size
        if code == IN_DATA_STREAM and len(operand) == 4:
            place = _u32(operand, 0)
            yield from _each(data[place + 2 : place + 2 + _u16(data, place)], b"")
        else:
            yield Property(code, operand)


class _Piece(NamedTuple):
    start: int
    end: int
    at: int
    wide: int


def _pieces(found: Streams) -> Iterator[_Piece]:
    """The stretches of text: where each stands in the document and in the stream."""
    at, size = _u32(found.text, PIECES), _u32(found.text, PIECES + 4)
    table = found.table[at : at + size]
    at = 0
    while table[at] != PIECE_TABLE:
        at += 3 + _u16(table, at + 1)
    count = (_u32(table, at + 1) - 4) // 12
    at += 5
    for number in range(count):
        start, end = struct.unpack_from("<II", table, at + 4 * number)
        place = _u32(table, at + 4 * (count + 1) + 8 * number + 2)
        narrow = place & COMPRESSED
        yield _Piece(start, end, (place & ~COMPRESSED) // 2 if narrow else place, 1 if narrow else 2)


def _position(end: int, pieces: list[_Piece]) -> int | None:
    """The place in the document of the character that ends at `end` in the stream."""
    for piece in pieces:
        if piece.at < end <= piece.at + (piece.end - piece.start) * piece.wide:
            return piece.start + (end - piece.at) // piece.wide - 1
    return None


def _u16(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])
