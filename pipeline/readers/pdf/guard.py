"""A look at a PDF before a library unpacks it: a page description that swells without end is refused.

Neither library bounds what it inflates, and a few hundred kilobytes can fill all memory. Pictures, fonts and
attachments are left out: they are large by nature and are not interpreted.
"""

import re
import zlib

from models import Problem
from pipeline.readers.limits import MIB, Limits
from pipeline.readers.problems import problem

STREAM = re.compile(rb"(?<!end)stream\r?\n")
BULKY = re.compile(rb"/Image|/Length1|/CIDFontType0C|/OpenType|/Type1C|/EmbeddedFile")
HEAD = 500
CHUNK = 1 << 16
ZLIB = b"\x78"


def swollen(data: bytes, limits: Limits) -> Problem | None:
    """The problem with a file of which one page description, or all together, are too large."""
    left = limits.inflated(len(data))
    for mark in STREAM.finditer(data):
        if BULKY.search(_head(data, mark.start())):
            continue
        most = min(left, limits.stream_bytes)
        size = _size(data, mark.end(), most)
        if size > most:
            return problem("pdf_bomb", limit=most // MIB)
        left -= size
    return None


def _head(data: bytes, at: int) -> bytes:
    """What the file says of the stream that begins at `at`."""
    before = data[max(0, at - HEAD) : at]
    return before[before.rfind(b" obj") + 1 :]


def _size(data: bytes, at: int, most: int) -> int:
    """The size of a stream when unpacked; counting stops beyond `most`."""
    if data[at : at + 1] != ZLIB:
        end = data.find(b"endstream", at, at + most + CHUNK)
        return (end if end >= 0 else min(len(data), at + most + CHUNK)) - at
    inflater = zlib.decompressobj()
    size = 0
    while size <= most and not inflater.eof and at < len(data):
        try:
            size += len(inflater.decompress(data[at : at + CHUNK], most + 1))
        except zlib.error:
            break
        at += CHUNK
    return size
