"""From the words of cells to values: several units in one cell, their roles, dates."""

import datetime as dt
import re
import tomllib
from functools import cache
from pathlib import Path

from models import Role, RowOwner
from pipeline.normaliser.open_words import says_nothing

_TABLE = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))
_WORD = {word: Role(role) for role, words in _TABLE["role"].items() for word in words}
_PRESUMED = re.compile(rf"[（(](?:{'|'.join(_TABLE['owner']['presumed'])})[)）]$")
_ANY = "|".join(_WORD)
_LABEL = re.compile(rf"^(?:由)?({_ANY})(?:责任)?(?:单位|部门)?[：:]\s*")
_AFTER = re.compile(rf"[（(]({_ANY})(?:单位|部门)?[)）]$")
_SEPARATOR = re.compile(r"[、，,;；/\n\r\t]+|\s{2,}")
_BRACKET_COMMA = re.compile(r"[（(][^（）()]*[)）]")
_DATE = re.compile(
    r"(20\d\d)\s*[-年./]\s*(1[0-2]|0?[1-9])\s*[-月./]\s*(3[01]|[12]\d|0?[1-9])(?:日|号|(?!\d))"
)
_MONTH = re.compile(r"(20\d\d)\s*[-年./]\s*(1[0-2]|0?[1-9])\s*月?\s*(?:底|末)")
_KEPT = "\ue000"


def said(cell: str) -> str:
    """The words of a cell, none where they only say that nothing is known.

    >>> said("（待定）"), said("2026年6月底")
    ('', '2026年6月底')
    """
    words = cell.strip()
    return "" if says_nothing(words) else words


@cache
def owners_of(cell: str, role: Role | None) -> tuple[RowOwner, ...]:
    """The units that a cell names; a label in the cell (配合单位：…, …（牵头）) beats the column's role.

    待明确 is no unit, and who is only presumed (推定) is none that the ledger names.

    >>> [(o.name, o.role.value) for o in owners_of("县财政局（牵头）、县审计局", Role.RESPONSIBLE)]
    [('县财政局', 'lead'), ('县审计局', 'responsible')]
    """
    now, found = role, []
    for part in _parts(cell):
        if label := _LABEL.match(part):
            now, part = _WORD[label[1]], part[label.end() :]
        mine = now
        if after := _AFTER.search(part):
            mine, part = _WORD[after[1]], part[: after.start()]
        if (name := said(part).strip(" 。等")) and not _PRESUMED.search(name):
            found.append(RowOwner(name=name, role=mine))
    return tuple(dict.fromkeys(found))


def _parts(cell: str) -> list[str]:
    """The cell cut at its separators, but not at those within brackets: 各县（市、区）."""
    held = _BRACKET_COMMA.sub(lambda bracket: re.sub("[、，,;；/]", _KEPT, bracket[0]), cell)
    return [part.replace(_KEPT, "、").strip() for part in _SEPARATOR.split(held) if part.strip()]


@cache
def date_of(words: str) -> dt.date | None:
    """The last full date in the words; 2025年8月底 is the last day of August.

    >>> date_of("2025年6月10日至2025.8.31前").isoformat(), date_of("8月底")
    ('2025-08-31', None)
    """
    found = [(match.start(), _day(*map(int, match.groups()))) for match in _DATE.finditer(words)]
    found += [(match.start(), _month_end(*map(int, match.groups()))) for match in _MONTH.finditer(words)]
    days = [day for _, day in sorted(found, key=lambda item: item[0]) if day]
    return days[-1] if days else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
