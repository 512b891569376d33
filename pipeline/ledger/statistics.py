"""The figures that leaders ask for, each rate with its denominator. Pure: rows and a day in, figures out.

Drafts, merged and void rows are no part of any figure. A row counts for whoever leads it; where nobody leads,
for each responsible unit; supporters are not counted.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from models import Frozen, LedgerEntry, Role, Status
from pipeline.ledger.lights import answered, overdue_days

UNCOUNTED = frozenset({Status.DRAFT, Status.MERGED, Status.VOID})
NOT_BEGUN = frozenset({Status.FILED, Status.ASSIGNED, Status.RECEIVED})
SETTLED = frozenset({Status.CLOSED, Status.STANDING})


class Rate(NamedTuple):
    """A share as two counts; never a bare percentage."""

    part: int
    whole: int

    def words(self) -> str:
        """`62%（5/8）`, or — when there is nothing to divide by."""
        return f"{100 * self.part / self.whole:.0f}%（{self.part}/{self.whole}）" if self.whole else "—"


class Figures(Frozen):
    """The figures of one group of rows on one day."""

    total: int
    closed: int
    standing: int
    under_way: int
    not_begun: int
    suspended: int
    overdue: int
    overdue_days: int
    extended: int
    reopened: int
    undated: int
    done_rate: Rate
    on_time_rate: Rate
    on_time_rate_extended: Rate
    answer_rate: Rate
    receipt_rate: Rate
    essentials_rate: Rate
    mean_days: Rate


class Panel(Frozen):
    """The month of `on`: what was carried over stands apart from what fell due in it."""

    added: int
    carried_on: int
    overdue_from_before: int
    due: int
    due_and_closed: int
    old_overdue_closed: int
    due_and_overdue: int


def counted(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The rows that figures are made of."""
    return [entry for entry in entries if entry.status not in UNCOUNTED]


def figures(entries: Sequence[LedgerEntry], on: dt.date) -> Figures:
    """The figures of these rows as of `on`; rows that do not count must be left out before."""
    statuses = [entry.status for entry in entries]
    late = [days for days in (overdue_days(entry, on) for entry in entries) if days]
    assigned = [entry for entry in entries if entry.handling.first("assign")]
    spans = [days for days in map(_days_taken, entries) if days is not None]
    undated = sum(entry.current_due is None and entry.status not in SETTLED for entry in entries)
    whole = len(entries)
    not_begun = sum(status in NOT_BEGUN for status in statuses)
    closed, standing, suspended = map(statuses.count, (Status.CLOSED, Status.STANDING, Status.SUSPENDED))
    return Figures(
        total=whole,
        closed=closed,
        standing=standing,
        under_way=whole - closed - standing - suspended - not_begun,
        not_begun=not_begun,
        suspended=suspended,
        overdue=len(late),
        overdue_days=sum(late),
        extended=sum(entry.handling.last("grant") is not None for entry in entries),
        reopened=sum(entry.handling.cycle > 1 for entry in entries),
        undated=undated,
        done_rate=Rate(closed, whole),
        on_time_rate=_on_time(entries, on, lambda entry: entry.original_due),
        on_time_rate_extended=_on_time(entries, on, lambda entry: entry.current_due),
        answer_rate=Rate(sum(map(answered, assigned)), len(assigned)),
        receipt_rate=Rate(
            sum(entry.handling.first("receive") is not None for entry in assigned), len(assigned)
        ),
        essentials_rate=Rate(sum(not entry.missing for entry in entries), whole),
        mean_days=Rate(sum(spans), len(spans)),
    )


def month_panel(entries: Sequence[LedgerEntry], on: dt.date) -> Panel:
    """The monthly panel up to `on`, by the last days that count."""
    first = on.replace(day=1)
    open_before = [e for e in entries if (closed := closed_on(e)) is None or closed >= first]
    old = [e for e in open_before if e.current_due and e.current_due < first]
    due = [e for e in entries if e.current_due and first <= e.current_due <= on]
    filed = {e.id: step.on for e in entries if (step := e.handling.first("file"))}
    return Panel(
        added=sum(first <= filed.get(e.id, dt.date.min) <= on for e in entries),
        carried_on=sum(filed.get(e.id, dt.date.min) < first for e in open_before),
        overdue_from_before=sum(overdue_days(e, on) > 0 for e in old),
        due=len(due),
        due_and_closed=sum(closed_on(e) is not None for e in due),
        old_overdue_closed=sum(closed_on(e) is not None for e in old),
        due_and_overdue=sum(overdue_days(e, on) > 0 for e in due),
    )


def by_unit(entries: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    """The rows of each unit that answers for them; rows without one stand under 待明确."""
    groups: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        for unit in answerable(entry):
            groups.setdefault(unit, []).append(entry)
    return dict(sorted(groups.items()))


def by_key(entries: Iterable[LedgerEntry], key: Callable[[LedgerEntry], str]) -> dict[str, list[LedgerEntry]]:
    """The rows in groups, sorted by what they have in common."""
    groups: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return dict(sorted(groups.items()))


def answerable(entry: LedgerEntry) -> tuple[str, ...]:
    """Whose row it is in the figures."""
    for role in (Role.LEAD, Role.RESPONSIBLE):
        if names := tuple(dict.fromkeys(o.name for o in entry.owners if o.role is role)):
            return names
    return ("待明确",)


def due_month(entry: LedgerEntry) -> str:
    """`2025-06`, or 时限待定."""
    return f"{entry.original_due:%Y-%m}" if entry.original_due else "时限待定"


def closed_on(entry: LedgerEntry) -> dt.date | None:
    """The day of its closing, for a row that is closed now."""
    closing = entry.handling.last("close") if entry.status is Status.CLOSED else None
    return closing.on if closing else None


def _on_time(
    entries: Iterable[LedgerEntry], on: dt.date, day: Callable[[LedgerEntry], dt.date | None]
) -> Rate:
    """Closed by the day, of all whose day has come; standing and suspended rows have none."""
    exempt = (Status.STANDING, Status.SUSPENDED)
    fallen = [(e, due) for e in entries if (due := day(e)) and due <= on and e.status not in exempt]
    return Rate(sum((closed := closed_on(e)) is not None and closed <= due for e, due in fallen), len(fallen))


def _days_taken(entry: LedgerEntry) -> int | None:
    assigned, closed = entry.handling.first("assign"), closed_on(entry)
    return (closed - assigned.on).days if assigned and closed else None
