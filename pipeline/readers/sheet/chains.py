"""The sectors of an OLE compound file, as far as they must be checked before xlrd follows them.

A compound file is a file system of its own: tables say for every sector which one follows. xlrd follows the
chains of small sectors without looking whether it has been there, so that a circle would never end.
"""

import struct
from collections.abc import Sequence

HEADER = 512
SHIFT_AT, SMALL_TABLE_AT, TABLES_AT = 30, 60, 76
LISTED = 109
SHIFTS = range(7, 17)
LAST_SECTOR = 0xFFFFFFFA


def circular(data: bytes) -> bool:
    """Whether a chain of small sectors runs in a circle; damage of another kind is left to the reader."""
    if len(data) < HEADER:
        return False
    (shift,) = struct.unpack_from("<H", data, SHIFT_AT)
    if shift not in SHIFTS:
        return False
    size = 1 << shift
    listed = struct.unpack_from(f"<{LISTED}I", data, TABLES_AT)
    table = [entry for sector in listed if sector < LAST_SECTOR for entry in _entries(data, sector, size)]
    (first,) = struct.unpack_from("<I", data, SMALL_TABLE_AT)
    small = [entry for sector in _chain(table, first) for entry in _entries(data, sector, size)]
    return _has_circle(small)


def _entries(data: bytes, sector: int, size: int) -> Sequence[int]:
    body = data[HEADER + sector * size : HEADER + (sector + 1) * size]
    return struct.unpack(f"<{len(body) // 4}I", body[: len(body) // 4 * 4])


def _chain(table: Sequence[int], sector: int) -> list[int]:
    """The sectors from `sector` on, up to the end or to one that came before."""
    seen: dict[int, None] = {}
    while sector < len(table) and sector not in seen:
        seen[sector] = None
        sector = table[sector]
    return list(seen)


def _has_circle(table: Sequence[int]) -> bool:
    """Whether following the entries of `table` from anywhere comes back to where it was."""
    walk = [0] * len(table)
    for start in range(len(table)):
        at = start
        while at < len(table) and not walk[at]:
            walk[at] = start + 1
            at = table[at]
        if at < len(table) and walk[at] == start + 1:
            return True
    return False
