"""Which cells a table row of an old Word file has: where each begins, and which lie under a merged one."""

import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.readers.doc.binary import DEFINES_TABLE, Property, paragraphs, streams

ENDS_ROW = 0x2417
MERGES_DOWN = 0xD62B
MERGED_LEFT = 0x0002
DOWN = 0x0060
GOES_ON_DOWN = 0x0020
CELL = 20
NEAR = 20
"""Twentieths of a point by which edges of one column may differ."""


class Row(NamedTuple):
    """The cells of a row from left to right: the left edge of each, and whether a merged one covers it.

    `under` are those of the covered ones that lie below the cell which covers them.
    """

    lefts: tuple[int, ...]
    covered: tuple[bool, ...]
    under: tuple[bool, ...] = ()


def rows_of(content: bytes) -> list[Row]:
    """The rows of all tables of the main text in their order; none where the file does not tell them."""
    try:
        found = streams(content)
        return (
            [_row(one.properties) for one in paragraphs(found) if _ends_row(one.properties)] if found else []
        )
    except Exception:  # bytes that lead nowhere; what they would have told is then not known
        return []


def columns(rows: Sequence[Row]) -> Iterator[list[int]]:
    """For each row of a table the columns, counted from 1, in which its cells begin."""
    edges: list[int] = []
    for left in sorted({left for row in rows for left in row.lefts}):
        if not edges or left - edges[-1] > NEAR:
            edges.append(left)
    for row in rows:
        yield [bisect_left(edges, left - NEAR) + 1 for left in row.lefts]


def _ends_row(properties: Sequence[Property]) -> bool:
    return any(one.code == ENDS_ROW and one.operand[:1] == b"\1" for one in properties)


def _row(properties: Sequence[Property]) -> Row:
    defined = next(one.operand for one in properties if one.code == DEFINES_TABLE)
    count = defined[2]
    lefts = struct.unpack_from(f"<{count}h", defined, 3)
    flags = [
        struct.unpack_from("<H", defined, at)[0] if at + 2 <= len(defined) else 0
        for at in range(3 + 2 * (count + 1), 3 + 2 * (count + 1) + CELL * count, CELL)
    ]
    covered = [bool(one & MERGED_LEFT) or one & DOWN == GOES_ON_DOWN for one in flags]
    under = [one & DOWN == GOES_ON_DOWN for one in flags]
    for one in properties:
        if one.code == MERGES_DOWN and len(one.operand) == 3 and one.operand[1] < count:
            covered[one.operand[1]] = under[one.operand[1]] = one.operand[2] == 1
    return Row(lefts, tuple(covered), tuple(under))
