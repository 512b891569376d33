"""Forms: tables that set a name beside each value: 「承办单位 | 县水利局 | 办理时限 | 9月底前」."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.fold import fold
from extractors.layout.column_names import column_role, is_name
from extractors.layout.table_header import FIELDS, WORK

_NUMERAL = re.compile(r"[\d一二三四五六七八九十]+$")
_MATTERS = WORK | {"problem", "item"}
_LEAST = 2

Cell = tuple[int, str]
"""The index of a cell's block, and its words."""


class Pair(NamedTuple):
    """A name and the block of its value; None where nothing is filled in."""

    name: Cell
    value: int | None


Record = list[tuple[str, Pair]]
"""The pairs of one matter, each with the role of its name."""


def records_of(rows: Sequence[Mapping[int, Cell]]) -> list[Record]:
    """The matters that a table tells as a form, in order; none where it is no form."""
    pairs: list[Pair] = []
    for row in rows:
        filled = [cell for _, cell in sorted(row.items()) if cell[1].strip()]
        found = list(_pairs(filled))
        if len(filled) > 1 and not all(is_name(pair.name[1]) for pair in found):
            return []
        pairs += found if len(filled) > 1 else []
    told = [(column_role(pair.name[1]), pair) for pair in pairs]
    return _parted(told) if _is_form(told) else []


def _pairs(cells: Sequence[Cell]) -> Iterator[Pair]:
    """Names and values in turn; a name right behind a name says that the first has no value."""
    at = 0
    while at < len(cells):
        valued = at + 1 < len(cells) and not _is_label(cells[at + 1][1])
        yield Pair(cells[at], cells[at + 1][0] if valued else None)
        at += 1 + valued


def _is_label(words: str) -> bool:
    return bool(column_role(words)) and is_name(words)


def _is_form(told: Sequence[tuple[str, Pair]]) -> bool:
    """Whether the pairs name a matter, and who is to see to it or by when, and mostly have values."""
    valued = [role for role, pair in told if role and pair.value is not None]
    known = set(valued)
    return bool(
        len(known) >= _LEAST
        and known & FIELDS
        and known & _MATTERS
        and len(valued) * 2 >= len(told)
        and sum(1 for _, pair in told if pair.value is None) * 2 < len(told)
    )


def _parted(told: Sequence[tuple[str, Pair]]) -> list[Record]:
    """The pairs by matter: a name that comes again (问题一, 问题二) begins the next."""
    records: list[Record] = []
    seen: set[str] = set()
    for role, pair in told:
        name = _NUMERAL.sub("", re.sub(r"\s+", "", fold(pair.name[1])).rstrip(":"))
        told_before = bool(records) and any(one in _MATTERS for one, _ in records[-1])
        if not records or (name in seen and role in _MATTERS | FIELDS and told_before):
            records.append([])
            seen = set()
        seen.add(name)
        records[-1].append((role, pair))
    return records
