"""The figures that leaders ask for, each rate with its denominator. Pure: rows and a day in, figures out.

Drafts, merged and void rows are no part of any figure. A row counts for whoever leads it; where nobody leads,
for each responsible unit; supporters are not counted. What a person has to do by his post counts for the body
of the post, or else apart from all units.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from models import KIND_LABELS, Basis, DocumentKind, EntryOwner, Frozen, LedgerEntry, Role, Roster
from pipeline.ledger.lights import overdue_days
from pipeline.ledger.standing import LOOP, NOBODY, Row, Standing, standing_of
from pipeline.ledger.status_groups import UNCOUNTED
from pipeline.ledger.tallies import Tally, summed, tally_of
from pipeline.rosters import Kind, Parties, kind_of_party, leaders_of, township_of

NO_LEADER = "名册未写明"
PERSONS = "个人（按职务）"
"""Where rows stand that no unit answers for, only persons: a speaker, a warden, a leader by his post."""
PERSONS_NOTE = (
    f"“{PERSONS}”是原文只写了人员或职务、看不出是哪个单位的任务；"
    "写明责任单位，或在名册里给单位写上这位责任领导，就记到那个单位名下。"
)
"""Said wherever figures by unit have such a line."""
OTHER_PAPERS = "其他文件和台账"
NO_UNITS = (PERSONS, NOBODY)
"""The lines of figures that are no unit's."""
Either = TypeVar("Either", LedgerEntry, Standing)


class Rate(NamedTuple):
    """A share as two counts; never a bare percentage."""

    part: int
    whole: int

    def words(self) -> str:
        """`62%（5/8）`, or — when there is nothing to divide by."""
        return f"{100 * self.part / self.whole:.0f}%（{self.part}/{self.whole}）" if self.whole else "—"


class Figures(Frozen):
    """The figures of one group of rows on one day.

    `answer_rate` is 回音 of what was assigned, `landed_rate` 着落 of all; `loop` has, for each of the five
    steps, the rows with a record of it.
    """

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
    landed_rate: Rate
    essentials_rate: Rate
    mean_days: Rate
    loop: dict[str, Rate]


class Panel(Frozen):
    """The month of `on`: what was carried over stands apart from what fell due in it."""

    added: int
    carried_on: int
    overdue_from_before: int
    due: int
    due_and_closed: int
    old_overdue_closed: int
    due_and_overdue: int


def counted(rows: Iterable[Either]) -> list[Either]:
    """The rows that figures are made of; what was asked of a class counts by its parts, if it has any.

    Beside the class there may be persons (村组干部); another body still answers for the whole.
    A part whose body only helps is no unit's, as helpers are not counted, and no row without an owner.
    """
    standing = [row for row in rows if row.status not in UNCOUNTED and not _only_helps(row)]
    wholes = expanded_of(standing)
    return [row for row in standing if row.id not in wholes or not _answered_by_parts(standing_of(row))]


def expanded_of(rows: Iterable[Row]) -> set[str]:
    """The ids of rows whose parts count."""
    return {row.parent for row in rows if row.parent and row.status not in UNCOUNTED and not _only_helps(row)}


def _only_helps(row: Row) -> bool:
    """Whether it is a part whose body only helps: it has no other owner."""
    return bool(row.parent) and answerable(row) == (NOBODY,)


def _answered_by_parts(row: Standing) -> bool:
    parties = Parties()
    rest = (name for name in row.units if kind_of_party(name) is not Kind.CLASS)
    return row.shared or not parties.bodies(rest)


def figures(entries: Iterable[Row], on: dt.date) -> Figures:
    """The figures of these rows as of `on`; rows that do not count must be left out before."""
    return _figures([tally_of(standing_of(entry), on) for entry in entries])


def figures_of_groups(groups: Mapping[str, Sequence[Row]], on: dt.date) -> dict[str, Figures]:
    """The figures of each group; a row that stands in several is looked at once."""
    rows = {id(row): row for group in groups.values() for row in group}
    tallies = {key: tally_of(standing_of(row), on) for key, row in rows.items()}
    return {name: _figures([tallies[id(row)] for row in group]) for name, group in groups.items()}


def _figures(tallies: Sequence[Tally]) -> Figures:
    of = summed(tallies)
    return Figures(
        total=of.rows,
        closed=of.closed,
        standing=of.standing,
        under_way=of.rows - of.closed - of.standing - of.suspended - of.not_begun,
        not_begun=of.not_begun,
        suspended=of.suspended,
        overdue=of.overdue,
        overdue_days=of.overdue_days,
        extended=of.extended,
        reopened=of.reopened,
        undated=of.undated,
        done_rate=Rate(of.closed, of.rows),
        on_time_rate=Rate(of.kept, of.due),
        on_time_rate_extended=Rate(of.kept_now, of.due_now),
        answer_rate=Rate(of.answered, of.assigned),
        receipt_rate=Rate(of.received, of.assigned),
        landed_rate=Rate(of.landed, of.rows),
        essentials_rate=Rate(of.whole, of.rows),
        mean_days=Rate(of.days, of.spans),
        loop={name: Rate(part, of.rows) for name, part in zip(LOOP, of.loop, strict=True)},
    )


def month_panel(entries: Sequence[Row], on: dt.date) -> Panel:
    """The monthly panel up to `on`, by the last days that count."""
    rows, first = [standing_of(entry) for entry in entries], on.replace(day=1)
    open_before = [row for row in rows if row.closed is None or row.closed >= first]
    old = [row for row in open_before if row.due and row.due < first]
    due = [row for row in rows if row.due and first <= row.due <= on]
    return Panel(
        added=sum(row.filed is not None and first <= row.filed <= on for row in rows),
        carried_on=sum((row.filed or dt.date.min) < first for row in open_before),
        overdue_from_before=sum(overdue_days(row, on) > 0 for row in old),
        due=len(due),
        due_and_closed=sum(row.closed is not None for row in due),
        old_overdue_closed=sum(row.closed is not None for row in old),
        due_and_overdue=sum(overdue_days(row, on) > 0 for row in due),
    )


def by_unit(rows: Iterable[Either], parties: Parties | None = None) -> dict[str, list[Either]]:
    """The rows of each unit that answers for them; those of persons and of nobody stand last.

    `parties` are those of the whole ledger, so that a part of its rows calls a unit as the whole does.
    """
    groups: dict[str, list[Either]] = {}
    rows = list(rows)
    known = parties or parties_of(rows)
    for row in rows:
        for unit in units_of(row, known):
            groups.setdefault(unit, []).append(row)
    return dict(sorted(groups.items(), key=lambda group: (group[0] in NO_UNITS, group[0])))


def parties_of(
    rows: Sequence[Row], roster: Roster | None = None, owners: Iterable[EntryOwner] = ()
) -> Parties:
    """Who answers for what in a ledger of these rows.

    `owners` has the names with what they were linked to, where the rows are standings, which have not.
    """
    named = [owner for row in rows if isinstance(row, LedgerEntry) for owner in row.owners]
    bare = (
        EntryOwner(name=name, mention="", role=Role.RESPONSIBLE, basis=Basis.EXPLICIT)
        for row in rows
        if isinstance(row, Standing)
        for name in row.units
    )
    return Parties(roster, (*named, *bare, *owners), expanded_of(rows))


def units_of(row: Row, parties: Parties) -> tuple[str, ...]:
    """In whose figures it stands: units, with those that persons answer for; else 个人（按职务）.

    The classes of a row with parts are answered by these, and only what else is named stands for the whole.
    """
    units = parties.bodies(answerable(row))
    rest = tuple(unit for unit in units if kind_of_party(unit) is not Kind.CLASS)
    return (rest if row.id in parties.expanded and rest else units) or (PERSONS,)


def by_leader(rows: Iterable[Either], roster: Roster | None) -> dict[str, list[Either]]:
    """The rows of each leader whom the roster names for a unit that answers, 推定; else 名册未写明."""
    groups: dict[str, list[Either]] = {}
    for row in rows:
        for name in [leader.name for leader in leaders_of(answerable(row), roster)] or [NO_LEADER]:
            groups.setdefault(name, []).append(row)
    return dict(sorted(groups.items()))


def by_township(rows: Iterable[Either], roster: Roster | None) -> dict[str, list[Either]]:
    """The rows of each township of the roster, with those of its villages; others are left out."""
    groups: dict[str, list[Either]] = {}
    for row in rows:
        for name in dict.fromkeys(filter(None, (township_of(unit, roster) for unit in answerable(row)))):
            groups.setdefault(name, []).append(row)
    order = [unit.name for unit in roster.units] if roster else []
    return dict(sorted(groups.items(), key=lambda group: order.index(group[0]) if group[0] in order else -1))


def by_key(rows: Iterable[Either], key: Callable[[Either], str]) -> dict[str, list[Either]]:
    """The rows in groups, sorted by what they have in common."""
    groups: dict[str, list[Either]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return dict(sorted(groups.items()))


def by_kind(rows: Iterable[Either], kinds: Mapping[str, DocumentKind]) -> dict[str, list[Either]]:
    """The rows by the sort of paper they were read from, given by its name, in the order of the sorts."""
    groups = by_key(rows, lambda row: kinds.get(row.document, DocumentKind.UNKNOWN))
    return {
        KIND_LABELS[kind] if kind is not DocumentKind.UNKNOWN else OTHER_PAPERS: groups[kind]
        for kind in DocumentKind
        if kind in groups
    }


def answerable(row: Row) -> tuple[str, ...]:
    """Whose row it is in the figures."""
    return standing_of(row).units


def due_month(row: Row) -> str:
    """`2025-06`, or 时限待定."""
    return f"{row.original_due:%Y-%m}" if row.original_due else "时限待定"


def closed_on(row: Row) -> dt.date | None:
    """The day of its closing, for a row that is closed now."""
    return standing_of(row).closed
