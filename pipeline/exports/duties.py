"""Who has what to do: one unit's part in one row, in the order in which an office lists its units.

A person is no unit and gets no paper: what he has to do by his post is in the share of the post's body. Where
no body is known the row is unplaced, and says so, instead of being in nobody's papers.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from models import EntryOwner, LedgerEntry, LedgerState, Role, Roster
from pipeline.ledger.status_groups import DROPPED
from pipeline.rosters import Kind, Parties, kind_of_party

_ROLE_ORDER = tuple(Role)


class Duty(NamedTuple):
    """One unit's part in one entry."""

    owner: EntryOwner
    entry: LedgerEntry


class Share(NamedTuple):
    """All that one unit has to do; `unit` is the name that stands first in the documents."""

    unit: str
    group: bool
    duties: tuple[Duty, ...]

    def of(self, role: Role) -> int:
        """How many rows the unit has in a role."""
        return sum(duty.owner.role is role for duty in self.duties)


def duties_of(state: LedgerState) -> list[Duty]:
    """Every owner of every row that still counts, in the order of the ledger."""
    return _duties(entry for entry in state.entries if entry.status not in DROPPED)


def by_unit(duties: Sequence[Duty], parties: Parties | None = None) -> list[Duty]:
    """Sorted by unit and role; names of the same unit (县农业农村局, 农业农村局) stay together."""
    known = parties or Parties(owners=[duty.owner for duty in duties])

    def key(duty: Duty) -> tuple[bytes, str, int]:
        unit = known.called(duty.owner.name)
        # The bytes of GB 18030 put the usual characters in the order of their pinyin, as a clerk expects.
        return unit.encode("gb18030", "replace"), unit, _ROLE_ORDER.index(duty.owner.role)

    return sorted(duties, key=key)


def shares_of(state: LedgerState) -> list[Share]:
    """What each unit has to do in the rows that still count."""
    return shares_in((entry for entry in state.entries if entry.status not in DROPPED), state.roster)


def shares_in(entries: Iterable[LedgerEntry], roster: Roster | None = None) -> list[Share]:
    """What each unit has to do, units before classes of units; a row that names it twice counts once.

    A unit is called by one name, whichever a row uses, so that it gets one paper.
    """
    duties = _duties(entries)
    parties = Parties(roster, [duty.owner for duty in duties])
    placed = by_unit(list(_placed(duties, parties)), parties)
    shares = []
    for unit, part in groupby(placed, key=lambda duty: parties.called(duty.owner.name)):
        once = tuple({duty.entry.id: duty for duty in reversed(list(part))}.values())[::-1]
        shares.append(Share(unit, once[0].owner.group, once))
    return sorted(shares, key=lambda share: share.group)


def unplaced_in(entries: Iterable[LedgerEntry], roster: Roster | None = None) -> list[LedgerEntry]:
    """The rows for which no unit answers: nobody is named, only persons are, or only who helps.

    A part has the unit for which it was made, be it that it only helps; what was asked of a class that was
    expanded is in the parts.
    """
    rows, parties = list(entries), Parties(roster)
    parts = _parts(rows)
    return [
        entry
        for entry in rows
        if not (entry.parent and entry.owners)
        and not any(_is_answered(owner, parts.get(entry.id, ())) for owner in entry.owners)
        and not parties.bodies(owner.name for owner in entry.owners if owner.role is not Role.SUPPORT)
    ]


def told_by_parts(entries: Iterable[LedgerEntry]) -> frozenset[str]:
    """The ids of rows that were expanded and say nothing that their parts do not: nobody else has a share."""
    rows = [entry for entry in entries if entry.status not in DROPPED]
    parts = _parts(rows)
    return frozenset(
        row.id
        for row in rows
        if row.id in parts and all(_is_answered(owner, parts[row.id]) for owner in row.owners)
    )


def families(entries: Iterable[LedgerEntry]) -> Iterator[list[LedgerEntry]]:
    """Every row with its parts, which stand behind it in the order of the ledger."""
    return (list(family) for _, family in groupby(entries, key=lambda entry: entry.parent or entry.id))


def without_expanded(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The rows of a list in which every duty stands once: 各乡镇 only by the rows of each township."""
    rows = list(entries)
    told = told_by_parts(rows)
    return [row for row in rows if row.id not in told]


def is_person(owner: EntryOwner) -> bool:
    """Whether the owner is a person, be it by his post."""
    return kind_of_party(owner.name) is Kind.PERSON


def _placed(duties: Sequence[Duty], parties: Parties) -> Iterator[Duty]:
    """The duties of units, and of persons as those of the bodies that answer for them."""
    for owner, entry in duties:
        if not parties.is_person(owner.name):
            yield Duty(owner, entry)
        elif body := parties.body(owner.name):
            of_class = kind_of_party(body) is Kind.CLASS
            yield Duty(owner.model_copy(update={"name": body, "unit": "", "group": of_class}), entry)


def _duties(entries: Iterable[LedgerEntry]) -> list[Duty]:
    """Every owner of every row, but for the classes that were expanded: their bodies have own rows."""
    rows = list(entries)
    parts = _parts(rows)
    return [
        Duty(owner, entry)
        for entry in rows
        for owner in entry.owners
        if not _is_answered(owner, parts.get(entry.id, ()))
    ]


def _parts(rows: Iterable[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    found: dict[str, list[LedgerEntry]] = {}
    for row in rows:
        if row.parent:
            found.setdefault(row.parent, []).append(row)
    return found


def _is_answered(owner: EntryOwner, parts: Sequence[LedgerEntry]) -> bool:
    """Whether the parts of a row are those of this class, by the words that the class has in the document."""
    mentions = {one.mention for part in parts for one in part.owners}
    return (
        bool(parts) and (owner.group or kind_of_party(owner.name) is Kind.CLASS) and owner.mention in mentions
    )
