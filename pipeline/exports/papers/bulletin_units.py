"""Which units a bulletin names, and for what: all closed in time, overdue, overdue twice in a row.

Only bodies are named: a class (各村) is not one unit, and a person, be it by his post, is never named.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from models import LedgerEntry
from pipeline.exports.sheets.wording import TO_BE_NAMED
from pipeline.exports.snapshot import Before, Snapshot
from pipeline.ledger.lights import overdue_days
from pipeline.ledger.standing import Standing, standing_of
from pipeline.ledger.statistics import NO_UNITS, PERSONS, by_unit, counted, figures, units_of
from pipeline.rosters import Kind, kind_of_party


class Late(NamedTuple):
    """The rows that are overdue: by body, by class of bodies, and how many are of persons or of nobody."""

    bodies: dict[str, int]
    classes: dict[str, int]
    persons: int
    nobody: int


def units_in_time(snapshot: Snapshot, rows: list[LedgerEntry]) -> dict[str, int]:
    """Units that closed every row that has fallen due by the day that counted: how many."""
    found = {}
    for unit, part in by_unit(rows, snapshot.parties).items():
        rate = figures(part, snapshot.on).on_time_rate_extended
        if is_body(unit) and rate.whole and rate.part == rate.whole:
            found[unit] = rate.whole
    return found


def late_rows(snapshot: Snapshot) -> Late:
    """Whose rows are overdue on the day of the paper."""
    found = _late(snapshot, list(map(standing_of, snapshot.entries)), snapshot)
    names = found.keys() - set(NO_UNITS)
    return Late(
        bodies={name: found[name] for name in names if is_body(name)},
        classes={name: found[name] for name in names if not is_body(name)},
        persons=found[PERSONS],
        nobody=found[TO_BE_NAMED],
    )


def late_twice(snapshot: Snapshot) -> dict[str, int]:
    """Units that are late now and were so on the day of the bulletin before: how many rows now."""
    before = _late(snapshot.earlier, list(snapshot.earlier.rows), snapshot) if snapshot.earlier else {}
    return {unit: count for unit, count in late_rows(snapshot).bodies.items() if unit in before}


def _late(paper: Snapshot | Before, rows: list[Standing], snapshot: Snapshot) -> Counter[str]:
    late = [row for row in counted(rows) if overdue_days(row, paper.on)]
    return Counter(unit for row in late for unit in units_of(row, snapshot.parties))


def is_body(name: str) -> bool:
    """Whether a line of figures is that of one body."""
    return name not in NO_UNITS and kind_of_party(name) is Kind.BODY


def named(snapshot: Snapshot, units: Mapping[str, int]) -> str:
    """The units with their numbers, in the order of the registry."""
    words = "、".join(f"{unit}（{units[unit]}项）" for unit in snapshot.in_order(units))
    return words + ("。" if units else "")
