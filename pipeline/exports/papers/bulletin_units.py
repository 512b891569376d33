"""Which units a bulletin names, and for what: all closed in time, overdue, overdue twice in a row."""

from collections import Counter
from collections.abc import Mapping

from models import LedgerEntry
from pipeline.exports.sheets.wording import TO_BE_NAMED
from pipeline.exports.snapshot import Before, Snapshot
from pipeline.ledger.lights import overdue_days
from pipeline.ledger.standing import standing_of
from pipeline.ledger.statistics import answerable, by_unit, counted, figures


def units_in_time(snapshot: Snapshot, rows: list[LedgerEntry]) -> dict[str, int]:
    """Units that closed every row that has fallen due by the day that counted: how many."""
    found = {}
    for unit, part in by_unit(rows).items():
        rate = figures(part, snapshot.on).on_time_rate_extended
        if rate.whole and rate.part == rate.whole:
            found[unit] = rate.whole
    return found


def late_units(paper: Snapshot | Before) -> dict[str, int]:
    """Units with rows that are overdue on the day of the paper: how many."""
    rows = [standing_of(row) for row in (paper.entries if isinstance(paper, Snapshot) else paper.rows)]
    late = [row for row in counted(rows) if overdue_days(row, paper.on)]
    return Counter(unit for entry in late for unit in answerable(entry))


def late_twice(snapshot: Snapshot) -> dict[str, int]:
    """Units that are late now and were so on the day of the bulletin before: how many rows now."""
    before = late_units(snapshot.earlier) if snapshot.earlier else {}
    return {unit: count for unit, count in late_units(snapshot).items() if unit in before}


def named(snapshot: Snapshot, units: Mapping[str, int]) -> str:
    """The units with their numbers, in the order of the registry; a row without a unit comes last."""
    order = [*snapshot.in_order(set(units) - {TO_BE_NAMED}), *({TO_BE_NAMED} & units.keys())]
    return "、".join(f"{unit}（{units[unit]}项）" for unit in order) + ("。" if units else "")
